//! One table: text in, well-formed rows out.

use std::ops::Range;
use std::sync::Arc;

use crate::error::{Error, not_known};

/// What a column without a value holds.
const NOTHING: &str = "-";
/// The comment that names the columns.
const COLUMNS: &str = "# columns:";

/// The rows of one table, in the order written.
#[derive(Debug, Clone)]
pub struct Table {
    rows: Vec<Row>,
}

/// One line of a table.
#[derive(Debug, Clone)]
pub struct Row {
    sheet: Arc<Sheet>,
    line: usize,
    /// The first of its cells.
    first: usize,
}

/// What the rows of one text share: the text itself, and where its cells lie in it.
#[derive(Debug)]
struct Sheet {
    file: Arc<str>,
    columns: Vec<String>,
    text: String,
    /// Bytes of `text`, row by row, one range for each column.
    cells: Vec<Range<usize>>,
}

impl Table {
    /// Reads a table whose columns must be exactly `columns`. `file` is what errors name.
    ///
    /// Lines may end in LF or CRLF, and a byte order mark at the very beginning is skipped; both come with editors.
    ///
    /// # Errors
    /// The first line that has more or fewer columns, an empty column or an empty variant, white space at the edge
    /// of a value, or a character that cannot be seen (controls, bidirectional marks, joiners, spaces other than
    /// U+0020); or a `# columns:` comment that names other columns.
    pub fn parse(file: &str, text: &str, columns: &[&str]) -> Result<Self, Error> {
        let file: Arc<str> = file.into();
        let (mut cells, mut lines_with_cells) = (Vec::new(), Vec::new());
        for (line, (start, content)) in (1..).zip(lines(text)) {
            if let Some(hidden) = content.chars().find(|&c| c != '\t' && is_hidden(c)) {
                let message = format!("hidden character U+{:04X}; remove it", u32::from(hidden));
                return Err(Error::new(&file, line, message));
            }
            if let Some(declared) = content.strip_prefix(COLUMNS)
                && !declared.trim().split('\t').eq(columns.iter().copied())
            {
                let message = format!("columns are {:?}; expected {:?}", declared.trim(), columns.join("\t"));
                return Err(Error::new(&file, line, message));
            }
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            lines_with_cells.push((line, cells.len()));
            cut(content, start, columns, &mut cells).map_err(|message| Error::new(&file, line, message))?;
        }
        let columns = columns.iter().map(|&name| name.to_owned()).collect();
        let sheet = Arc::new(Sheet { file, columns, text: text.to_owned(), cells });
        let row = |(line, first)| Row { sheet: Arc::clone(&sheet), line, first };
        Ok(Self { rows: lines_with_cells.into_iter().map(row).collect() })
    }

    /// The rows, in the order written.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub(crate) fn append(&mut self, mut later: Self) {
        self.rows.append(&mut later.rows);
    }
}

impl Row {
    /// The line in the file, counted from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The whole value of a column as written, `-` included.
    ///
    /// # Panics
    /// If the table was not read with a column of this name. Table text, whatever it holds, cannot cause this.
    pub fn column(&self, name: &str) -> &str {
        match self.sheet.columns.iter().position(|column| column == name) {
            Some(at) => self.cell(at),
            None => panic!("{} was read without a column {name:?}", self.sheet.file),
        }
    }

    fn cell(&self, at: usize) -> &str {
        &self.sheet.text[self.sheet.cells[self.first + at].clone()]
    }

    /// The values of a column, split at `,` or `|`; none for `-`.
    ///
    /// # Panics
    /// As [`Row::column`].
    pub fn list(&self, name: &str) -> impl Iterator<Item = &str> {
        self.column(name).split([',', '|']).filter(|&value| value != NOTHING)
    }

    /// The variants of the last column, split at `|`; none for `-`.
    pub fn arabic(&self) -> impl Iterator<Item = &str> {
        let last = self.sheet.columns.len().checked_sub(1).map_or(NOTHING, |last| self.cell(last));
        last.split('|').filter(|&value| value != NOTHING)
    }

    /// The value of a column that must be one of `allowed`.
    ///
    /// # Errors
    /// If it is not; the nearest allowed value is suggested.
    ///
    /// # Panics
    /// As [`Row::column`].
    pub fn one_of(&self, name: &str, allowed: &[&str]) -> Result<&str, Error> {
        let value = self.column(name);
        self.check(name, value, allowed).map(|()| value)
    }

    /// The values of a list column, each of which must be one of `allowed`.
    ///
    /// # Errors
    /// For the first that is not; the nearest allowed value is suggested.
    ///
    /// # Panics
    /// As [`Row::column`].
    pub fn each_of(&self, name: &str, allowed: &[&str]) -> Result<Vec<&str>, Error> {
        self.list(name).map(|value| self.check(name, value, allowed).map(|()| value)).collect()
    }

    /// An error at this row, for what only the reader of the words can judge.
    pub fn error(&self, message: impl Into<String>) -> Error {
        Error::new(&self.sheet.file, self.line, message)
    }

    fn check(&self, name: &str, value: &str, allowed: &[&str]) -> Result<(), Error> {
        if allowed.contains(&value) { Ok(()) } else { Err(self.error(not_known(name, value, allowed))) }
    }
}

/// The columns that a table's own `# columns:` comment names.
pub(crate) fn declared_columns(text: &str) -> Option<Vec<&str>> {
    lines(text).find_map(|(_, line)| line.strip_prefix(COLUMNS)).map(|names| names.trim().split('\t').collect())
}

/// The lines without their ends, as [`str::lines`], each with the byte where it starts.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let skipped = text.len() - text.strip_prefix('\u{FEFF}').unwrap_or(text).len();
    let mut start = skipped;
    text[skipped..].split_inclusive('\n').map(move |whole| {
        let at = start;
        start += whole.len();
        (at, whole.strip_suffix("\r\n").or_else(|| whole.strip_suffix('\n')).unwrap_or(whole))
    })
}

/// Cuts a line that starts at byte `start` into its columns, or says what is wrong with it.
fn cut(line: &str, start: usize, columns: &[&str], cells: &mut Vec<Range<usize>>) -> Result<(), String> {
    let found = line.split('\t').count();
    if found != columns.len() {
        let expected = columns.len();
        return Err(format!("{found} columns; expected {expected}: {}", columns.join(", ")));
    }
    let mut at = start;
    for (field, name) in line.split('\t').zip(columns) {
        if field.is_empty() {
            return Err(format!("{name} is empty; expected a value, or - for none"));
        }
        if is_padded(field) {
            return Err(format!("white space around {name}; expected none"));
        }
        for variant in field.split('|') {
            if variant.is_empty() || is_padded(variant) {
                return Err(format!("{name} has an empty or padded variant; expected words separated by single |"));
            }
        }
        cells.push(at..at + field.len());
        at += field.len() + 1;
    }
    Ok(())
}

/// Does white space stand at an edge? Any but the space is hidden and was refused before.
fn is_padded(value: &str) -> bool {
    value.starts_with(' ') || value.ends_with(' ')
}

/// Characters that no reader of a table would see: they make two equal words differ.
fn is_hidden(c: char) -> bool {
    // Nearly all of a table is these.
    if matches!(c, '\u{20}'..='\u{7E}' | '\u{620}'..='\u{660}') {
        return false;
    }
    c.is_control()
        || (c.is_whitespace() && c != ' ')
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180E}' | '\u{FEFF}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FFF9}'..='\u{FFFB}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &[&str] = &["kind", "arabic"];

    fn refusal(text: &str) -> String {
        Table::parse("t.tsv", text, TWO).expect_err("the table is wrong").to_string()
    }

    #[test]
    fn rows_keep_line_numbers_and_variants() {
        let text = "\u{FEFF}# columns: kind\tarabic\r\n\r\none,two\tربما|لعل\r\n# c\n-\t-\n";
        let table = Table::parse("t.tsv", text, TWO).expect("well formed");
        let [first, second] = table.rows() else { panic!("two rows") };
        assert_eq!((first.line(), second.line()), (3, 5));
        assert_eq!(first.list("kind").collect::<Vec<_>>(), ["one", "two"]);
        assert_eq!(first.arabic().collect::<Vec<_>>(), ["ربما", "لعل"]);
        assert_eq!(second.column("kind"), "-");
        assert_eq!(second.list("kind").count() + second.arabic().count(), 0);
    }

    #[test]
    fn a_malformed_line_is_refused_with_its_place() {
        assert_eq!(refusal("a\tb\nonly"), "t.tsv:2: 1 columns; expected 2: kind, arabic");
        assert_eq!(refusal("a\tb\tc"), "t.tsv:1: 3 columns; expected 2: kind, arabic");
        assert_eq!(refusal("a\t"), "t.tsv:1: arabic is empty; expected a value, or - for none");
        assert_eq!(refusal("a\tb "), "t.tsv:1: white space around arabic; expected none");
        assert_eq!(
            refusal("a\tb||c"),
            "t.tsv:1: arabic has an empty or padded variant; expected words separated by single |"
        );
        assert_eq!(refusal("# columns: kind\nb"), "t.tsv:1: columns are \"kind\"; expected \"kind\\tarabic\"");
        assert_eq!(refusal("a\tب\u{200F}"), "t.tsv:1: hidden character U+200F; remove it");
        assert_eq!(refusal("a\tب\u{00A0}ج"), "t.tsv:1: hidden character U+00A0; remove it");
    }

    #[test]
    fn hostile_text_is_an_error_or_a_table_but_never_a_panic() {
        let long = "|".repeat(100_000);
        let wide = "\t".repeat(100_000);
        for text in
            ["", "\n\n", "\0", "\t", "|", "a\t|", "#", "# columns:", "\u{FEFF}\u{FEFF}", "\u{1F600}\t🏴", &long, &wide]
        {
            for columns in [&[][..], &["arabic"][..], TWO] {
                if let Ok(table) = Table::parse("t.tsv", text, columns) {
                    assert!(
                        table.rows().iter().all(|row| row.first + columns.len() <= row.sheet.cells.len()),
                        "{text:?}"
                    );
                }
            }
        }
        assert!(Table::parse("t.tsv", &long, &["arabic"]).is_err());
        assert!(Table::parse("t.tsv", &wide, TWO).is_err());
    }

    #[test]
    fn a_value_outside_its_list_is_refused_with_the_nearest() {
        let table = Table::parse("t.tsv", "stat\tب\nstate,dney\tب", TWO).expect("well formed");
        let one = table.rows()[0].one_of("kind", &["deny", "state"]).expect_err("stat is not allowed");
        assert_eq!(
            one.to_string(),
            "t.tsv:1: kind \"stat\" is not known; expected one of deny, state; did you mean \"state\"?"
        );
        let each = table.rows()[1].each_of("kind", &["deny", "state"]).expect_err("dney is not allowed");
        assert_eq!((each.file(), each.line()), ("t.tsv", 2));
        assert!(each.message().starts_with("kind \"dney\" is not known"));
    }
}
