//! A headline that asserts as fact what the body only attributes: the note `headline/unattributed`.

use rawi_page::Note;

use super::Claims;
use super::comparable::touched;
use super::stem::{Stem, shared, sorted};
use crate::lexicon::{Class, Function};
use crate::reading::{Act, ContentForm, Polarity, Zone};

/// The code of the note, under which `rawi explain` shows the rule.
const CODE: &str = "headline/unattributed";

/// Words that attribute, hold back or ask: a headline with one of them asserts nothing by itself.
const HELD_BACK: [Class; 5] = [Class::Verb, Class::CueNoun, Class::CuePreposition, Class::Hedge, Class::Document];

/// Marks of a quotation, a speaker, a question, an ellipsis.
const MARKS: [char; 14] = ['؟', '?', ':', '"', '«', '»', '“', '”', '…', '!', '\'', '‘', '’', '|'];

/// How many claims of the body are looked at.
const NEAR: usize = 64;

/// The note of a headline that has no source for what the body has only from somebody. `None` where the headline attributes, hedges or asks, where it names the
/// source, or where a paragraph of the body tells the same in the paper's own voice.
pub(crate) fn unattributed(claims: &Claims<'_>) -> Option<Note> {
    let scan = claims.scan;
    let line = scan.lines.iter().find(|line| line.told && line.zone == Zone::Headline)?.tokens.clone();
    let span = scan.span(line.clone())?;
    let held_back = |at: usize| {
        HELD_BACK.iter().any(|&class| scan.is(at, class))
            || MARKS.iter().any(|&mark| scan.mark(at, mark))
            || [Function::Question, Function::Qad].iter().any(|&f| scan.function(at, f).is_some())
    };
    if claims.all.is_empty() || claims.all.iter().any(|claim| span.overlaps(claim.cue)) || line.clone().any(held_back) {
        return None;
    }
    let words = sorted(line.filter_map(|at| Stem::at(scan, at)).collect());
    if words.len() < 4 {
        return None;
    }
    let (told, at) = (0..claims.all.len().min(NEAR))
        .filter_map(|at| Some((attributed(claims, at, &words)?, at)))
        .max_by_key(|&(told, at)| (told, std::cmp::Reverse(at)))?;
    if asserted(claims, &words) * 2 > told {
        return None;
    }
    let message = match claims.all[at].who.as_deref() {
        Some(who) => format!("asserts what the body has only from {who}"),
        None => "asserts what the body has from nobody who is named".to_owned(),
    };
    Some(Note { code: CODE, span: Some(span), message })
}

/// How many words of the headline a claim of the body has, if it has most of them and the headline does not name its source.
fn attributed(claims: &Claims<'_>, at: usize, words: &[Stem]) -> Option<usize> {
    let claim = &claims.all[at];
    let states = matches!(
        claim.act,
        Act::State
            | Act::Announce
            | Act::Confirm
            | Act::Reveal
            | Act::Admit
            | Act::Allege
            | Act::Accuse
            | Act::Expect
            | Act::Believe
            | Act::Explain
    );
    let put = matches!(claim.form, ContentForm::Indirect | ContentForm::Mixed | ContentForm::Direct);
    if claim.zone == Zone::Headline || !states || !put || claim.polarity != Polarity::Asserted || claim.parent.is_some()
    {
        return None;
    }
    let own = claims.comparable(at);
    let told = shared(&own.stems, words);
    (told >= 3 && told * 10 >= words.len() * 6 && shared(&own.who, words) == 0).then_some(told)
}

/// The most words of the headline that a paragraph has outside of all claims.
fn asserted(claims: &Claims<'_>, words: &[Stem]) -> usize {
    let scan = claims.scan;
    let mut contents: Vec<_> =
        claims.all.iter().flat_map(|claim| &claim.content).map(|&span| touched(scan, span)).collect();
    contents.sort_unstable_by_key(|range| (range.start, range.end));
    let mut most = 0;
    let mut next = 0;
    let mut end = 0;
    let mut found = Vec::with_capacity(words.len());
    for line in scan.lines.iter().filter(|line| line.zone != Zone::Headline) {
        found.clear();
        for at in line.tokens.clone() {
            while contents.get(next).is_some_and(|range| range.start <= at) {
                end = end.max(contents[next].end);
                next += 1;
            }
            if at < end {
                continue;
            }
            if let Some(stem) =
                Stem::at(scan, at).filter(|stem| words.binary_search(stem).is_ok() && !found.contains(stem))
            {
                found.push(stem);
            }
        }
        most = most.max(found.len());
    }
    most
}
