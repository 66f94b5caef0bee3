//! `rawi diff`: two versions of one article.

use std::io::{self, Write};
use std::process::ExitCode;

use rawi_ledger::ErrorKind;
use rawi_ledger::diff::{Difference, Part, Side, Version};
use serde::Serialize;

use crate::failure::Failure;
use crate::flags::{Format, Language};
use crate::place;
use crate::print::json::push_line;
use crate::print::review_labels::{change, labels, line, part};
use crate::review_flags::DiffFlags;

/// One difference, for programs.
#[derive(Serialize)]
struct Row<'a> {
    url: &'a str,
    from: usize,
    to: usize,
    /// `claim`, `figure` or `name`.
    part: &'static str,
    /// `added`, `dropped` or `changed`.
    change: &'static str,
    before: Option<Shown<'a>>,
    after: Option<Shown<'a>>,
}

/// One side of it.
#[derive(Serialize)]
struct Shown<'a> {
    words: &'a str,
    /// Where they stand, in bytes of the text.
    bytes: [u32; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    who: Option<&'a str>,
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    uid: Option<&'a str>,
}

pub(crate) fn run(flags: &DiffFlags) -> Result<ExitCode, Failure> {
    let ledger = place::open_to_read(&flags.ledger).map_err(Failure::new)?;
    let versions = ledger.versions(&flags.url).map_err(|error| match error.kind() {
        ErrorKind::Asked => Failure::Usage(error.to_string()),
        _ => Failure::new(error),
    })?;
    let (from, to) = chosen(&versions, flags)?;
    let found = match from {
        Some(from) => ledger.diff(from.seq, to.seq).map_err(Failure::new)?,
        None => Vec::new(),
    };
    let mut out = Vec::new();
    match Format::or_fitting(flags.print.format) {
        Format::Table => table(from, to, versions.len(), &found, flags.print.lang, &mut out),
        Format::Jsonl => {
            for difference in &found {
                push_line(&row(&flags.url, from.map_or(0, |from| from.number), to.number, difference), &mut out);
            }
        }
    }
    io::stdout().lock().write_all(&out).map_err(|error| Failure::output(&error))?;
    Ok(ExitCode::SUCCESS)
}

/// The two versions that are meant; there may be no earlier one.
fn chosen<'v>(versions: &'v [Version], flags: &DiffFlags) -> Result<(Option<&'v Version>, &'v Version), Failure> {
    let numbered = |number: u32| {
        versions.get(number as usize - 1).ok_or_else(|| {
            let known = versions.len();
            Failure::Usage(format!("{}: no version {number}; expected 1 to {known}", flags.url))
        })
    };
    let to = match (flags.to, versions) {
        (Some(number), _) => numbered(number)?,
        (None, [.., last]) => last,
        (None, []) => return Err(Failure::Usage(format!("{}: no version of it", flags.url))),
    };
    let from = match flags.from {
        Some(number) => Some(numbered(number)?),
        None => to.number.checked_sub(2).and_then(|at| versions.get(at)),
    };
    Ok((from, to))
}

fn names(difference: &Difference) -> (&'static str, &'static str) {
    let part = match difference.part {
        Part::Claim => "claim",
        Part::Figure => "figure",
        Part::Name => "name",
    };
    let change = match (&difference.before, &difference.after) {
        (None, _) => "added",
        (_, None) => "dropped",
        _ => "changed",
    };
    (part, change)
}

fn row<'a>(url: &'a str, from: usize, to: usize, difference: &'a Difference) -> Row<'a> {
    fn shown(side: &Side) -> Shown<'_> {
        Shown {
            words: &side.words,
            bytes: [side.span.0, side.span.1],
            who: side.who.as_deref(),
            kind: &side.kind,
            uid: side.uid.as_deref(),
        }
    }
    let (part, change) = names(difference);
    Row {
        url,
        from,
        to,
        part,
        change,
        before: difference.before.as_ref().map(shown),
        after: difference.after.as_ref().map(shown),
    }
}

fn table(
    from: Option<&Version>,
    to: &Version,
    versions: usize,
    found: &[Difference],
    language: Language,
    out: &mut Vec<u8>,
) {
    let words = labels(language);
    let head = |version: &Version| {
        let headline = version.headline.as_deref().unwrap_or_default();
        let published = version.published.as_deref().unwrap_or_default();
        let number = format!("{} {}/{versions}", words.version, version.number);
        line(&[&number, published, headline])
    };
    out.extend(from.into_iter().chain([to]).flat_map(head));
    if found.is_empty() {
        let nothing = if from.is_none() { words.one_version } else { words.no_difference };
        out.extend(line(&[nothing]));
    }
    for difference in found {
        let (of, how) = names(difference);
        out.extend(line(&[part(language, of), change(language, how)]));
        for (mark, side) in [("  −", &difference.before), ("  +", &difference.after)] {
            if let Some(side) = side {
                let who = side.who.as_deref().unwrap_or_default();
                let kind = if of == "claim" { side.kind.as_str() } else { "" };
                out.extend(line(&[mark, who, kind, &side.words]));
            }
        }
    }
}
