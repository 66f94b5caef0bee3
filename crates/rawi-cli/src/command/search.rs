//! `rawi search`: claims and documents of a ledger by their words.

use std::io::{self, Write};
use std::process::ExitCode;

use rawi_ledger::ErrorKind;
use rawi_ledger::search::Index;

use crate::failure::{Failure, complain};
use crate::flags::Format;
use crate::place;
use crate::print::hits;
use crate::print::table::Table;
use crate::search_flags::SearchFlags;

/// For so many documents the user waits, and is told why.
const MANY: u64 = 500;

pub(crate) fn run(flags: &SearchFlags) -> Result<ExitCode, Failure> {
    let failure = |error: rawi_ledger::Error| match error.kind() {
        ErrorKind::Missing | ErrorKind::NotALedger | ErrorKind::Newer => Failure::Usage(error.to_string()),
        _ => Failure::new(error),
    };
    let ledger = place::open_to_read(&flags.ledger).map_err(failure)?;
    let index = Index::look(&ledger).map_err(failure)?;
    let lacks = index.lacks();
    if lacks > MANY {
        complain(&format!("{}: {lacks} documents are put into the index first", flags.ledger.display()));
    }
    let index = index.open().map_err(failure)?;
    let found = index.search(&ledger, &flags.query()).map_err(failure)?;
    if found.behind > 0 {
        let message = format!(
            "{}: {} documents were added last and not searched: the index cannot be written just now",
            flags.ledger.display(),
            found.behind
        );
        complain(&message);
    }
    let out = match Format::or_fitting(flags.shown.format) {
        Format::Table => Table::new(flags.shown.lang, flags.shown.color.wanted()).hits(&found),
        Format::Jsonl => hits::lines(&found),
    };
    io::stdout().lock().write_all(&out).map_err(|error| Failure::output(&error))?;
    Ok(ExitCode::SUCCESS)
}
