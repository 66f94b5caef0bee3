//! What a search found: as a table for people, and one hit a line.

use std::fmt::Write;

use rawi::reading::{Act, Polarity};
use rawi_ledger::search::{ClaimHit, Found, Hit};
use rawi_text::isolate;
use serde::Serialize;

use super::json::push_line;
use super::labels;
use super::table::{Table, grouped, paint};
use super::wrap::wrap;

/// What [`isolate`] puts around words.
const ISOLATE: [char; 2] = ['\u{2068}', '\u{2069}'];

/// A hit, for programs. Offsets count bytes of the text of the document.
#[derive(Serialize)]
struct Line<'a> {
    level: Option<&'static str>,
    document: i64,
    key: &'a str,
    url: Option<&'a str>,
    outlet: Option<&'a str>,
    published: Option<&'a str>,
    headline: Option<&'a str>,
    /// The sentence with the hit.
    span: (u32, u32),
    sentence: &'a str,
    /// The words in it that were looked for.
    words: &'a [(u32, u32)],
    #[serde(skip_serializing_if = "Option::is_none")]
    claim: Option<ClaimLine<'a>>,
}

#[derive(Serialize)]
struct ClaimLine<'a> {
    uid: &'a str,
    id: &'a str,
    act: &'a str,
    polarity: &'a str,
    anonymity: u8,
    source: Option<&'a str>,
    who: Option<&'a str>,
    origin: &'a str,
    said: Option<(&'a str, &'a str)>,
    content: &'a str,
    spans: &'a [(u32, u32)],
}

impl<'a> ClaimLine<'a> {
    fn of(claim: &'a ClaimHit) -> ClaimLine<'a> {
        ClaimLine {
            uid: &claim.uid,
            id: &claim.id,
            act: &claim.act,
            polarity: &claim.polarity,
            anonymity: claim.anonymity,
            source: claim.source.as_deref(),
            who: claim.who.as_deref(),
            origin: &claim.origin,
            said: claim.said.as_ref().map(|(first, last)| (first.as_str(), last.as_str())),
            content: &claim.content,
            spans: &claim.spans,
        }
    }
}

/// One hit a line.
pub(crate) fn lines(found: &Found) -> Vec<u8> {
    let mut out = Vec::new();
    for hit in &found.hits {
        let line = Line {
            level: hit.level.map(rawi_ledger::search::Level::name),
            document: hit.document,
            key: &hit.key,
            url: hit.url.as_deref(),
            outlet: hit.outlet.as_deref(),
            published: hit.published.as_deref(),
            headline: hit.headline.as_deref(),
            span: hit.span,
            sentence: &hit.sentence,
            words: &hit.words,
            claim: hit.claim.as_ref().map(ClaimLine::of),
        };
        push_line(&line, &mut out);
    }
    out
}

impl Table {
    /// Hits, numbered from 1: who and where, then the sentence with the words that were looked for.
    pub(crate) fn hits(&self, found: &Found) -> Vec<u8> {
        let Table { labels, palette, .. } = *self;
        let mut out = String::new();
        for (index, hit) in found.hits.iter().enumerate() {
            let number = paint(palette.number, &format!("{:>3}", index + 1));
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{number}  {}", self.head(hit).join(" · "));
            for (nth, line) in self.sentence(hit).into_iter().enumerate() {
                let denied = hit.claim.as_ref().and_then(|claim| Polarity::named(&claim.polarity));
                let mark = denied.filter(|_| nth == 0).and_then(|polarity| labels::denial(self.language, polarity));
                let mark = mark.map_or_else(String::new, |mark| format!("{} ", paint(palette.denial, &isolate(mark))));
                let _ = writeln!(out, "     {mark}{line}");
            }
            out.push('\n');
        }
        let total = grouped(found.total as i128);
        let _ = match found.hits.len() {
            0 => writeln!(out, "{}", paint(palette.quiet, &isolate(labels.no_hits))),
            shown if shown < found.total => {
                writeln!(out, "{}: {} / {total}", isolate(labels.hits), grouped(shown as i128))
            }
            _ => writeln!(out, "{}: {total}", isolate(labels.hits)),
        };
        out.into_bytes()
    }

    /// Who said it, where and when.
    fn head(&self, hit: &Hit) -> Vec<String> {
        let Table { labels, palette, language, .. } = *self;
        let mut parts = Vec::new();
        match &hit.claim {
            Some(claim) => {
                if let Some(act) = Act::named(&claim.act) {
                    parts.push(paint(palette.act, &isolate(labels::act(language, act))));
                }
                parts.push(isolate(claim.who.as_deref().or(claim.source.as_deref()).unwrap_or(labels.nobody)));
            }
            None => parts.push(isolate(hit.headline.as_deref().unwrap_or(labels.no_headline))),
        }
        parts.push(isolate(hit.outlet.as_deref().unwrap_or(labels.no_outlet)));
        parts.push(isolate(hit.published.as_deref().unwrap_or(labels.no_date)));
        let id = hit.claim.as_ref().map_or_else(|| hit.key.clone(), |claim| format!("{}:{}", hit.key, claim.id));
        parts.push(paint(palette.quiet, &isolate(&id)));
        parts
    }

    /// The lines of the sentence, with what was looked for in color.
    fn sentence(&self, hit: &Hit) -> Vec<String> {
        let mut rest = hit.sentence.as_str();
        let mut at = 0;
        let mut lines = Vec::new();
        for line in wrap(&hit.sentence, self.width.saturating_sub(5).max(20)) {
            let words: Vec<String> = line
                .split(' ')
                .map(|word| {
                    // White space alone was changed by the wrapping, so each word is found where it stands.
                    let start = at + rest.find(word).unwrap_or_default();
                    let end = start + word.len();
                    (at, rest) = (end, hit.sentence.get(end..).unwrap_or_default());
                    let offset = |at: u32| at.saturating_sub(hit.span.0) as usize;
                    let met = hit.words.iter().any(|&(from, to)| offset(from) < end && start < offset(to));
                    let isolated = isolate(word);
                    let harmless = isolated.trim_matches(ISOLATE);
                    if met { paint(self.palette.met, harmless) } else { harmless.to_owned() }
                })
                .collect();
            // One isolate around all, so that words of another script keep their order.
            lines.push(format!("{}{}{}", ISOLATE[0], words.join(" "), ISOLATE[1]));
        }
        lines
    }
}
