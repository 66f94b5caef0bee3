//! CSV for spreadsheets: what is told by people of the news never becomes a formula.

use std::borrow::Cow;

use super::out::Out;
use super::pick::Pick;
use super::table::{Cell, Table};
use crate::error::Error;
use crate::ledger::Ledger;

/// Tells spreadsheets that the file is UTF-8.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// One table, its columns named in the first row.
pub(super) fn write(ledger: &Ledger, pick: &Pick, table: Table, bom: bool, out: &mut Out<'_>) -> Result<u64, Error> {
    if bom {
        out.bytes(BOM)?;
    }
    let mut line = Vec::new();
    let mut put = |fields: &[Cow<'_, str>]| -> Result<(), Error> {
        line.clear();
        let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(&mut line);
        let written =
            writer.write_record(fields.iter().map(|field| field.as_bytes())).and_then(|()| Ok(writer.flush()?));
        drop(writer);
        written.map_err(|error| out.failure(error))?;
        out.bytes(&line)
    };
    let names: Vec<Cow<'_, str>> = table.columns().iter().map(|column| Cow::Borrowed(column.name)).collect();
    put(&names)?;
    table.rows(ledger, pick, |cells| {
        let fields: Vec<Cow<'_, str>> = cells.iter().map(field).collect();
        put(&fields)
    })
}

fn field<'a>(cell: &'a Cell<'_>) -> Cow<'a, str> {
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Text(words) => harmless(words),
        Cell::Whole(number) => Cow::Owned(number.to_string()),
        Cell::Real(number) => Cow::Owned(number.to_string()),
    }
}

/// Words that a spreadsheet shows and never computes: an apostrophe stands before what would begin a formula.
pub(super) fn harmless(words: &str) -> Cow<'_, str> {
    // The wide forms are read as the narrow ones by spreadsheets in East Asian settings.
    let begins = ['=', '+', '-', '@', '\t', '\r', '\n', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'];
    if words.starts_with(begins) { Cow::Owned(format!("'{words}")) } else { Cow::Borrowed(words) }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn what_would_be_a_formula_is_shown_as_it_is_written() {
        for words in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\u{FF1D}1"] {
            assert_eq!(harmless(words), format!("'{words}"));
        }
        for words in ["", "قال", "1=1", " =1"] {
            assert_eq!(harmless(words), words);
        }
    }
}
