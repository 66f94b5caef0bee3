//! A workbook with a sheet for claims, relations and documents, read from the right.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::labels;
use super::out::Out;
use super::pick::Pick;
use super::table::{Cell, Kind, Table, heading};
use crate::error::Error;
use crate::ledger::Ledger;

/// How many rows one sheet holds, its first included.
const ROWS: u32 = 1_048_576;

/// How many UTF-16 units one cell holds.
const LONGEST: usize = 32_767;

/// All three tables. What does not fit on a sheet goes on on the next.
pub(super) fn write(ledger: &Ledger, pick: &Pick, arabic: bool, out: &mut Out<'_>) -> Result<u64, Error> {
    let mut workbook = Workbook::new();
    // The time of writing would make each file another one.
    let created = ExcelDateTime::from_ymd(2000, 1, 1).map_err(|error| out.failure(error))?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let mut claims = 0;
    for table in Table::ALL {
        let mut sheets = 0;
        let mut at = ROWS;
        let told = table.rows(ledger, pick, |cells| {
            let outcome = (|| -> Result<(), XlsxError> {
                if at == ROWS {
                    sheets += 1;
                    begin(&mut workbook, table, sheets, arabic)?;
                    at = 1;
                }
                let last = workbook.worksheets().len() - 1;
                put(workbook.worksheet_from_index(last)?, at, cells)
            })();
            at += 1;
            outcome.map_err(|error| out.failure(error))
        })?;
        if sheets == 0 {
            begin(&mut workbook, table, 1, arabic).map_err(|error| out.failure(error))?;
        }
        if table == Table::Claims {
            claims = told;
        }
    }
    let saved = workbook.save_to_writer(&mut out.writer);
    saved.map_err(|error| out.failure(error))?;
    Ok(claims)
}

fn begin(workbook: &mut Workbook, table: Table, nth: u32, arabic: bool) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    let name = if arabic { labels::sheet(table.name()) } else { table.name() };
    sheet.set_name(if nth == 1 { name.to_owned() } else { format!("{name} {nth}") })?;
    sheet.set_right_to_left(arabic);
    sheet.set_freeze_panes(1, 0)?;
    let (bold, wrapped) = (Format::new().set_bold(), Format::new().set_text_wrap().set_align(FormatAlign::Top));
    for (at, column) in (0..).zip(table.columns()) {
        sheet.set_column_width(at, column.width)?;
        if column.kind == Kind::Text {
            sheet.set_column_format(at, &wrapped)?;
        }
    }
    for (at, column) in (0..).zip(table.columns()) {
        sheet.write_string_with_format(0, at, heading(column, arabic), &bold)?;
    }
    Ok(())
}

fn put(sheet: &mut Worksheet, row: u32, cells: &[Cell<'_>]) -> Result<(), XlsxError> {
    for (at, cell) in (0..).zip(cells) {
        match cell {
            Cell::Empty => {}
            Cell::Text(words) => {
                sheet.write_string(row, at, fitting(words))?;
            }
            #[expect(clippy::cast_precision_loss, reason = "a workbook has no other number, and none is that large")]
            Cell::Whole(number) => {
                sheet.write_number(row, at, *number as f64)?;
            }
            Cell::Real(number) => {
                sheet.write_number(row, at, *number)?;
            }
        }
    }
    Ok(())
}

/// As much of the words as a cell holds.
fn fitting(words: &str) -> &str {
    if words.len() <= LONGEST {
        return words;
    }
    let mut units = 0;
    let end = words.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > LONGEST
    });
    end.map_or(words, |(end, _)| &words[..end])
}
