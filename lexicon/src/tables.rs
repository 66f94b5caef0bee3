//! All tables: those built in, and a user's own on top.

use std::sync::Arc;

use crate::error::{Error, not_known};
use crate::table::{Table, declared_columns};

/// Embeds `lexicon/<name>.tsv` for each name.
macro_rules! embedded {
    ($($name:literal,)*) => {
        &[$(($name, include_str!(concat!("../", $name, ".tsv")))),*]
    };
}

/// Every built-in table, by name and text. A new table is one line here.
const BUILTIN: &[(&str, &str)] = embedded! {
    "cue/noun",
    "cue/preposition",
    "cue/verb",
    "figure/cue",
    "figure/currency",
    "figure/hedge",
    "figure/people",
    "figure/percent",
    "figure/thing",
    "furniture/phrase",
    "grammar/function",
    "grammar/noun",
    "grammar/verb",
    "hedge/hedge",
    "name/family",
    "name/given",
    "name/particle",
    "number/word",
    "outlet/outlet",
    "place/city",
    "place/country",
    "relation/seat",
    "relation/word",
    "source/affiliation",
    "source/body",
    "source/channel",
    "source/collective",
    "source/document",
    "source/reason",
    "source/role",
    "source/unnamed",
    "time/announced",
    "time/daypart",
    "time/deictic",
    "time/event",
    "time/happened",
    "time/holiday",
    "time/modifier",
    "time/month",
    "time/name",
    "time/number",
    "time/part",
    "time/particle",
    "time/period",
    "time/unit",
    "time/weekday",
};

/// The built-in tables with a user's overlays.
#[derive(Debug, Clone)]
pub struct Tables {
    overlays: Vec<(&'static str, String)>,
}

impl Tables {
    /// The tables that come with Rawi, all embedded in the program.
    pub fn builtin() -> Self {
        Self { overlays: Vec::new() }
    }

    /// The names of all tables, `room/name`, sorted.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        BUILTIN.iter().map(|&(name, _)| name)
    }

    /// The name and text of every table, built-in ones first, then overlays in the order added: what a reading was made with.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        BUILTIN.iter().copied().chain(self.overlays.iter().map(|(name, text)| (*name, text.as_str())))
    }

    /// Adds a user's rows after the rows that the table `name` has by now.
    ///
    /// Errors of these rows name the file `overlay/<name>.tsv`. The `# columns:` comment may be left out; if it is
    /// there, it must be right.
    ///
    /// # Errors
    /// If there is no table of this name, or the text is not a table of the same columns ([`Table::parse`]). Then
    /// nothing is added.
    pub fn overlay(&mut self, name: &str, text: &str) -> Result<(), Error> {
        let (name, builtin) = self.find(name, "overlay")?;
        if let Some(columns) = declared_columns(builtin) {
            Table::parse(&file("overlay", name), text, &columns)?;
        }
        self.overlays.push((name, text.to_owned()));
        Ok(())
    }

    /// The rows of the table `name`, built-in ones first, then overlays in the order added.
    ///
    /// # Errors
    /// If there is no table of this name, or its columns are not exactly `columns`.
    pub fn table(&self, name: &str, columns: &[&str]) -> Result<Table, Error> {
        let (name, builtin) = self.find(name, "lexicon")?;
        let mut table = Table::parse(&file("lexicon", name), builtin, columns)?;
        for (_, text) in self.overlays.iter().filter(|&&(of, _)| of == name) {
            table.append(Table::parse(&file("overlay", name), text, columns)?);
        }
        Ok(table)
    }

    fn find(&self, name: &str, root: &str) -> Result<(&'static str, &'static str), Error> {
        BUILTIN.iter().find(|&&(known, _)| known == name).copied().ok_or_else(|| {
            let names: Vec<&str> = self.names().collect();
            Error::new(&Arc::from(file(root, name)), 0, not_known("table", name, &names))
        })
    }
}

fn file(root: &str, name: &str) -> String {
    format!("{root}/{name}.tsv")
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOUN: &[&str] = &["act", "kind", "takes", "arabic"];

    #[test]
    fn names_are_sorted_and_unique() {
        assert!(BUILTIN.is_sorted_by(|(left, _), (right, _)| left < right));
    }

    #[test]
    fn every_table_names_its_columns() {
        for (name, text) in BUILTIN {
            assert!(declared_columns(text).is_some(), "{name}");
        }
    }

    #[test]
    fn an_overlay_comes_after_the_built_in_rows() {
        let mut tables = Tables::builtin();
        let before = tables.table("cue/noun", NOUN).expect("built in").rows().len();
        tables.overlay("cue/noun", "state\tstatement\tabout\tهمسة\n").expect("well formed");
        tables.overlay("cue/noun", "state\tstatement\tabout\tغمزة\n").expect("well formed");
        let table = tables.table("cue/noun", NOUN).expect("built in");
        let added: Vec<&str> = table.rows()[before..].iter().map(|row| row.column("arabic")).collect();
        assert_eq!(added, ["همسة", "غمزة"]);
    }

    #[test]
    fn a_wrong_overlay_is_refused_and_leaves_no_trace() {
        let mut tables = Tables::builtin();
        let before = tables.table("cue/noun", NOUN).expect("built in").rows().len();
        let error = tables.overlay("cue/noun", "# mine\nstate\tword").expect_err("columns are missing");
        assert_eq!(error.to_string(), "overlay/cue/noun.tsv:2: 2 columns; expected 4: act, kind, takes, arabic");
        let error = tables.overlay("cue/nuon", "").expect_err("no such table");
        assert!(error.to_string().starts_with("overlay/cue/nuon.tsv: table \"cue/nuon\" is not known"));
        assert!(error.message().ends_with("did you mean \"cue/noun\"?"));
        assert_eq!(tables.table("cue/noun", NOUN).expect("built in").rows().len(), before);
    }

    #[test]
    fn asking_for_other_columns_is_an_error() {
        let error = Tables::builtin().table("cue/noun", &["act", "arabic"]).expect_err("the columns differ");
        assert_eq!(error.file(), "lexicon/cue/noun.tsv");
    }
}
