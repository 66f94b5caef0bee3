//! `rawi locate`: from a claim or mention back to the bytes it was read from.

use std::io::{self, Write};
use std::process::ExitCode;

use rawi::{Reader, Reading};
use rawi_page::{Document, Hints, InputKind, Place};
use rawi_text::Span;
use serde::Serialize;

use super::words;
use crate::failure::{Failure, complain};
use crate::flags::{Format, LocateFlags};
use crate::inputs::inputs;
use crate::print::json::push_line;

/// One part of what is looked for, in the capture.
#[derive(Serialize)]
struct Located<'a> {
    id: &'a str,
    key: &'a str,
    sha256: &'a str,
    charset: &'a str,
    /// `mention`, or the part of the claim: `cue`, `source`, `content`, `via`, `reason`, `hedge`.
    part: &'static str,
    /// The words as the record has them.
    words: &'a str,
    /// The bytes, half-open; null, with all below, where no byte stands for the words.
    raw: Option<[usize; 2]>,
    line: Option<usize>,
    column: Option<usize>,
    written: Option<String>,
}

pub(crate) fn run(flags: &LocateFlags) -> Result<ExitCode, Failure> {
    let words = words::load(flags.lexicon.as_deref(), flags.profile.as_deref())?;
    let hints = Hints { published: flags.published.clone(), ..Hints::default() };
    let mut reader = Reader::new(&words.lexicon).week_start(flags.week_start.into());
    let mut found = None;
    let mut others = 0;
    for input in inputs(vec![flags.path.clone()]) {
        let input = input.map_err(Failure::Usage)?;
        for raw in input.documents(&hints).map_err(Failure::Usage)? {
            let raw = match raw {
                Ok(raw) => raw,
                Err(error) => {
                    complain(&error.to_string());
                    continue;
                }
            };
            let Ok(document) = words.document(&raw) else { continue };
            if flags.key.as_ref().is_some_and(|key| *key != document.key) {
                continue;
            }
            if found.is_some() {
                others += 1;
                break;
            }
            let reading = reader.read(&document);
            found = Some((raw, document, reading));
        }
    }
    let path = flags.path.display();
    let Some((raw, document, reading)) = found else {
        let key = flags.key.as_ref().map_or_else(String::new, |key| format!(" with the key \"{key}\""));
        return Err(Failure::Usage(format!("{path}: no document{key} could be read")));
    };
    if others > 0 {
        return Err(Failure::Usage(format!(
            "{path}: holds several documents; say which with --key, such as --key {}",
            document.key
        )));
    }
    let parts = parts(&reading, &flags.id);
    if parts.is_empty() {
        let (claims, mentions) = (reading.claims.len(), reading.mentions.len());
        let message = format!("{path}: no claim or mention {}; it has c1 to c{claims} and m1 to m{mentions}", flags.id);
        return Err(Failure::Usage(message));
    }
    let located = parts.into_iter().map(|(part, span)| located(&flags.id, part, span, raw.bytes(), &document));
    let mut out = Vec::new();
    for located in located {
        match Format::or_fitting(flags.format) {
            Format::Jsonl => push_line(&located, &mut out),
            Format::Table => tell(&located, &document.input.path, &mut out),
        }
    }
    io::stdout().lock().write_all(&out).map_err(|error| Failure::output(&error))?;
    Ok(ExitCode::SUCCESS)
}

/// The parts of the claim or mention of this id, in text order.
fn parts(reading: &Reading, id: &str) -> Vec<(&'static str, Span)> {
    let nth = |letter: char| id.strip_prefix(letter)?.parse::<usize>().ok()?.checked_sub(1);
    let mut parts: Vec<(&'static str, Span)> = Vec::new();
    if let Some(claim) = nth('c').and_then(|at| reading.claims.get(at)) {
        parts.extend(claim.source.map(|span| ("source", span)));
        parts.push(("cue", claim.cue));
        for (part, spans) in [("content", &claim.content), ("via", &claim.via), ("hedge", &claim.hedges)] {
            parts.extend(spans.iter().map(|&span| (part, span)));
        }
        parts.extend(claim.reason.map(|span| ("reason", span)));
    }
    parts.extend(nth('m').and_then(|at| reading.mentions.get(at)).map(|mention| ("mention", mention.span)));
    parts.sort_by_key(|&(_, span)| span.range().start);
    parts
}

fn located<'a>(id: &'a str, part: &'static str, span: Span, bytes: &[u8], document: &'a Document) -> Located<'a> {
    let charset = document.input.charset.as_str();
    // The bytes of an entry are those of its element in UTF-8, whatever the feed is written in.
    let is_entry = matches!(document.input.kind, InputKind::FeedEntry | InputKind::SitemapEntry);
    let written_in = if is_entry { "utf-8" } else { charset };
    let place = document.provenance.raw(span).and_then(|raw| Place::of(raw, bytes, written_in));
    Located {
        id,
        key: &document.key,
        sha256: &document.sha256,
        charset,
        part,
        words: &document.text[span],
        raw: place.as_ref().map(|place| [place.raw.start, place.raw.end]),
        line: place.as_ref().map(|place| place.line),
        column: place.as_ref().map(|place| place.column),
        written: place.map(|place| place.written),
    }
}

fn tell(located: &Located<'_>, path: &str, out: &mut Vec<u8>) {
    // What comes from files must not steer the terminal.
    let seen = |words: &str| words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    let text = match (located.raw, located.line, located.column, &located.written) {
        (Some([start, end]), Some(line), Some(column), Some(written)) => {
            format!("{}\t{}:{line}:{column}\tbytes {start}-{end}\n\t{}\n", located.part, seen(path), seen(written))
        }
        _ => format!("{}\tin no byte of {}\n\t{}\n", located.part, seen(path), seen(located.words)),
    };
    out.extend_from_slice(text.as_bytes());
}
