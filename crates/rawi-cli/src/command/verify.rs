//! `rawi verify`: does everything in a ledger still fit together?

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use rawi_ledger::verify::{Fault, Verified};
use serde::Serialize;

use crate::failure::{BAD_INPUT, Failure};
use crate::flags::{Format, Language};
use crate::place;
use crate::print::json::push_line;
use crate::print::review_labels::{fault, labels, line};
use crate::review_flags::VerifyFlags;

/// One fault, for programs.
#[derive(Serialize)]
struct FaultLine<'a> {
    fault: &'static str,
    subject: &'a str,
    message: &'a str,
}

/// What was looked at, for programs.
#[derive(Serialize)]
struct Counts {
    documents: u64,
    claims: u64,
    relations: u64,
    reviews: u64,
    faults: u64,
}

pub(crate) fn run(flags: &VerifyFlags) -> Result<ExitCode, Failure> {
    let ledger = place::open_to_read(&flags.ledger).map_err(Failure::new)?;
    let (format, language) = (Format::or_fitting(flags.print.format), flags.print.lang);
    let mut output = BufWriter::new(io::stdout().lock());
    let mut written = Ok(());
    let verified = ledger.verify(&mut |found| {
        if written.is_ok() {
            written = output.write_all(&fault_line(found, format, language));
        }
    });
    let verified = verified.map_err(Failure::new)?;
    written
        .and_then(|()| output.write_all(&counts(verified, format, language)))
        .and_then(|()| output.flush())
        .map_err(|error| Failure::output(&error))?;
    Ok(if verified.faults > 0 { ExitCode::from(BAD_INPUT) } else { ExitCode::SUCCESS })
}

fn fault_line(found: &Fault, format: Format, language: Language) -> Vec<u8> {
    let Fault { kind, subject, message } = found;
    let mut out = Vec::new();
    match format {
        Format::Table => out.extend(line(&[fault(language, *kind), subject, message])),
        Format::Jsonl => push_line(&FaultLine { fault: kind.name(), subject, message }, &mut out),
    }
    out
}

fn counts(verified: Verified, format: Format, language: Language) -> Vec<u8> {
    let Verified { documents, claims, relations, reviews, faults } = verified;
    let mut out = Vec::new();
    match format {
        Format::Table => {
            let words = labels(language);
            let count = |label: &str, n: u64| format!("{label}: {n}");
            let parts = [
                count(words.documents, documents),
                count(words.claims, claims),
                count(words.relations, relations),
                count(words.reviews, reviews),
                count(words.faults, faults),
            ];
            out.extend(line(&parts.each_ref().map(String::as_str)));
        }
        Format::Jsonl => push_line(&Counts { documents, claims, relations, reviews, faults }, &mut out),
    }
    out
}
