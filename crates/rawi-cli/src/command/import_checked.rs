//! `rawi import-checked`: claims that were checked elsewhere, laid beside those of a ledger.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use rawi::Reader;
use rawi_ledger::{Checked, CheckedAdded, CheckedLink, Error, ErrorKind, read_checked};
use rawi_page::Hints;
use rawi_text::isolate;
use serde::Serialize;

use super::words::{self, Words};
use crate::failure::{BAD_INPUT, Failure, cause, complain};
use crate::flags::Format;
use crate::ledger_flags::ImportCheckedFlags;
use crate::place;
use crate::print::json::push_line;

/// A claim of the ledger that shares most words with a checked one, for programs.
#[derive(Serialize)]
struct Line<'a> {
    checked: &'a str,
    verdict: &'a str,
    context: &'a str,
    language: &'a str,
    url: &'a str,
    /// What this is: never more than a suggestion.
    state: &'static str,
    score: f64,
    claim: &'a str,
    who: Option<&'a str>,
    content: &'a str,
    outlet: Option<&'a str>,
    day: Option<&'a str>,
}

pub(crate) fn run(flags: &ImportCheckedFlags) -> Result<ExitCode, Failure> {
    let mut ledger = place::open(&flags.ledger).map_err(failure)?;
    let mut bad = false;
    let mut checked = Vec::new();
    if let Some(path) = &flags.file {
        let words = words::load(None, None)?;
        let mut reader = Reader::new(&words.lexicon);
        for row in rows(path)? {
            match row {
                Ok(row) => checked.push(comparable(row, &words, &mut reader)),
                Err(error) => {
                    bad = true;
                    complain(&error.to_string());
                }
            }
        }
    }
    let added = ledger.add_checked(&checked).map_err(failure)?;
    let links = ledger.checked_links().map_err(failure)?;
    let mut out = Vec::new();
    match Format::or_fitting(flags.format) {
        Format::Jsonl => links.iter().for_each(|link| push_line(&line(link), &mut out)),
        Format::Table => table(&added, &links, &mut out),
    }
    io::stdout().lock().write_all(&out).map_err(|error| Failure::output(&error))?;
    Ok(if bad { ExitCode::from(BAD_INPUT) } else { ExitCode::SUCCESS })
}

fn rows(path: &Path) -> Result<Vec<Result<Checked, Error>>, Failure> {
    let reader: Box<dyn Read> = if path == Path::new("-") {
        Box::new(io::stdin())
    } else {
        let unreadable = |error: io::Error| {
            Failure::Usage(format!("{}: cannot be read: {}; expected a CSV file", path.display(), cause(&error)))
        };
        Box::new(File::open(path).map_err(unreadable)?)
    };
    read_checked(reader, path).map_err(failure)
}

/// A checked claim with the stems of its words, which are found as in any text.
fn comparable(row: Checked, words: &Words, reader: &mut Reader<'_>) -> Checked {
    let text = row.claim.clone();
    let Some(Ok(document)) = rawi_page::read(text.as_bytes(), &Hints::default(), &words.furniture).next() else {
        return row;
    };
    let (_, outline) = reader.outlined(&document);
    row.comparable(&outline)
}

fn line(link: &CheckedLink) -> Line<'_> {
    Line {
        checked: &link.checked.claim,
        verdict: &link.checked.verdict,
        context: &link.checked.context,
        language: &link.checked.language,
        url: &link.checked.url,
        state: "suggested",
        score: link.score,
        claim: &link.claim,
        who: link.who.as_deref(),
        content: &link.content,
        outlet: link.outlet.as_deref(),
        day: link.day.as_deref(),
    }
}

fn table(added: &CheckedAdded, links: &[CheckedLink], out: &mut Vec<u8>) {
    let CheckedAdded { checked, known, links: found } = added;
    let mut text = format!("checked: {checked}  known: {known}  suggested links: {found}\n");
    for link in links {
        let verdict = if link.checked.verdict.is_empty() { String::new() } else { isolate(&link.checked.verdict) };
        let (claim, url) = (isolate(&link.checked.claim), isolate(&link.checked.url));
        let _ = writeln!(text, "\n{claim}  {verdict}  {url}");
        let who = isolate(link.who.as_deref().unwrap_or("-"));
        let outlet = isolate(link.outlet.as_deref().unwrap_or("-"));
        let (day, uid) = (link.day.as_deref().unwrap_or("-"), isolate(&link.claim));
        let content = isolate(&link.content);
        let _ = writeln!(text, "  {:.2}  {who}: {content}  {outlet}  {day}  {uid}", link.score);
    }
    out.extend_from_slice(text.as_bytes());
}

fn failure(error: Error) -> Failure {
    match error.kind() {
        ErrorKind::Asked | ErrorKind::Missing => Failure::Usage(error.to_string()),
        _ => Failure::new(error),
    }
}
