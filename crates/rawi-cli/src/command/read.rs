//! `rawi read`: articles in, attributed claims out, or into a ledger.

use std::process::ExitCode;

use rawi::Reading;
use rawi::record::Record;
use rawi_page::Document;

use super::articles::{self, Depth};
use crate::failure::Failure;
use crate::flags::{BATCH, Format, Keeping, ReadFlags};
use crate::print::json::push_line;
use crate::print::table::Table;

pub(crate) fn run(flags: &ReadFlags) -> Result<ExitCode, Failure> {
    if let Some(into) = &flags.into {
        return super::add::run(flags, &Keeping { folder: into, batch: BATCH, index: false });
    }
    let format = Format::or_fitting(flags.format);
    let table = Table::new(flags.lang, flags.color.wanted());
    let unit = flags.offsets.into();
    let print = move |document: &Document, reading: &Reading| match format {
        Format::Table => table.document(document, reading),
        Format::Jsonl => {
            // A record is about four times as long as its text.
            let mut line = Vec::with_capacity(document.text.len() * 4);
            push_line(&Record::of(document, reading, unit), &mut line);
            line
        }
    };
    articles::run(flags, Depth::Whole, print, |summary, elapsed| match format {
        Format::Table => table.summary(summary, elapsed),
        Format::Jsonl => Vec::new(),
    })
}
