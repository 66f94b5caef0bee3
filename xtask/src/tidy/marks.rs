//! Invisible characters: they change what a reader sees, and no reader sees them.

use super::Complaint;
use crate::repository::TextFile;

/// Inputs found by fuzzing are kept as they were found.
const EXEMPT: &[&str] = &["fuzz/regressions/"];

pub(super) fn invisible(files: &[TextFile]) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in files.iter().filter(|file| !EXEMPT.iter().any(|folder| file.path.starts_with(folder))) {
        for (number, line) in (1..).zip(file.text.lines()) {
            if let Some(mark) = line.chars().find(|&c| is_invisible(c)) {
                complaints.push(format!(
                    "{}:{number}: U+{:04X} written literally; expected an escape",
                    file.path, mark as u32
                ));
            }
        }
    }
    complaints
}

/// Zero-width characters, bidi controls, soft hyphen, byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_mark_is_told_by_line() {
        let file = TextFile { path: "a.md".to_owned(), text: "one\ntwo\u{200F}\n".to_owned() };
        assert_eq!(invisible(&[file]), ["a.md:2: U+200F written literally; expected an escape"]);
        let file = TextFile { path: "a.md".to_owned(), text: "قَال «نعم»\n".to_owned() };
        assert!(invisible(&[file]).is_empty());
    }
}
