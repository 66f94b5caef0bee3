//! `rawi dates`: the time expressions of articles, with what each means in the calendar.

use std::process::ExitCode;

use rawi::Reading;
use rawi_page::Document;

use super::articles::{self, Depth};
use crate::failure::Failure;
use crate::flags::{Format, ReadFlags};
use crate::print::json;
use crate::print::table::Table;

pub(crate) fn run(flags: &ReadFlags) -> Result<ExitCode, Failure> {
    let format = Format::or_fitting(flags.format);
    let table = Table::new(flags.lang, flags.color.wanted());
    let unit = flags.offsets.into();
    let print = move |document: &Document, reading: &Reading| match format {
        Format::Table => table.dates(document, reading),
        Format::Jsonl => json::dates(document, reading, unit),
    };
    articles::run(flags, Depth::TimesAndFigures, print, |summary, elapsed| match format {
        Format::Table => table.summary_of_dates(summary, elapsed),
        Format::Jsonl => Vec::new(),
    })
}
