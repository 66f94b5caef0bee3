//! `rawi claims`, `rawi conflicts`, `rawi timeline`, `rawi source`, `rawi story`: what a desk asks of a ledger.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use rawi_ledger::{Error, ErrorKind, Ledger};
use serde::Serialize;

use crate::desk_flags::{ClaimsFlags, ConflictsFlags, Shown, SourceFlags, StoryFlags, TimelineFlags};
use crate::failure::Failure;
use crate::flags::Format;
use crate::place;
use crate::print::answer::Answers;
use crate::print::json::push_line;

/// What `rawi conflicts` shows if no kind is asked for.
const CONFLICTS: [&str; 4] = ["denies", "contradicts", "figure_conflict", "updates"];

pub(crate) fn claims(flags: &ClaimsFlags) -> Result<ExitCode, Failure> {
    let ledger = open(&flags.ledger)?;
    if let Some(uid) = &flags.uid {
        let origins = ledger.origins(uid).map_err(failed)?;
        return print(&flags.shown, std::slice::from_ref(&origins), Answers::origins);
    }
    let found = ledger.claims(&flags.which.wanted()).map_err(failed)?;
    print(&flags.shown, &found, Answers::claim)
}

pub(crate) fn timeline(flags: &TimelineFlags) -> Result<ExitCode, Failure> {
    let found = open(&flags.ledger)?.timeline(&flags.which.wanted()).map_err(failed)?;
    print(&flags.shown, &found, Answers::moment)
}

pub(crate) fn conflicts(flags: &ConflictsFlags) -> Result<ExitCode, Failure> {
    if let Some(story) = flags.story.as_ref().filter(|_| flags.tolls) {
        let mut found = open(&flags.ledger)?.tolls(story).map_err(failed)?;
        found.truncate(flags.limit.unwrap_or(usize::MAX));
        return print(&flags.shown, &found, Answers::toll);
    }
    let asked = flags.kind.map(|kind| [kind.name()]);
    let kinds = asked.as_ref().map_or(&CONFLICTS[..], |kind| &kind[..]);
    let mut found = open(&flags.ledger)?.relations(kinds, flags.story.as_deref()).map_err(failed)?;
    found.truncate(flags.limit.unwrap_or(usize::MAX));
    print(&flags.shown, &found, Answers::relation)
}

pub(crate) fn source(flags: &SourceFlags) -> Result<ExitCode, Failure> {
    let found = open(&flags.ledger)?.source(&flags.name, flags.limit).map_err(failed)?;
    print(&flags.shown, std::slice::from_ref(&found), Answers::source)
}

pub(crate) fn story(flags: &StoryFlags) -> Result<ExitCode, Failure> {
    let ledger = open(&flags.ledger)?;
    if let Some(id) = &flags.id {
        let mut story = ledger.story(id).map_err(failed)?;
        story.told.truncate(flags.limit);
        return print(&flags.shown, std::slice::from_ref(&story), Answers::story);
    }
    let mut found = ledger.stories(flags.fewest, flags.about.as_deref()).map_err(failed)?;
    found.truncate(flags.limit);
    print(&flags.shown, &found, Answers::story_line)
}

fn open(folder: &Path) -> Result<Ledger, Failure> {
    place::open_to_read(folder).map_err(failed)
}

/// A question that the ledger has no answer to is the user's to mend; anything else failed.
fn failed(error: Error) -> Failure {
    match error.kind() {
        ErrorKind::Asked | ErrorKind::Missing => Failure::Usage(error.to_string()),
        _ => Failure::new(error),
    }
}

/// Writes each answer as a line of JSON or as `show` makes it for people.
fn print<T: Serialize>(
    shown: &Shown,
    answers: &[T],
    show: fn(&Answers, &T, &mut Vec<u8>),
) -> Result<ExitCode, Failure> {
    let mut out = Vec::new();
    match Format::or_fitting(shown.format) {
        Format::Jsonl => {
            for answer in answers {
                push_line(answer, &mut out);
            }
        }
        Format::Table => {
            let printer = Answers::new(shown.lang, shown.color.wanted());
            for answer in answers {
                show(&printer, answer, &mut out);
            }
        }
    }
    io::stdout().lock().write_all(&out).map_err(|error| Failure::output(&error))?;
    Ok(ExitCode::SUCCESS)
}
