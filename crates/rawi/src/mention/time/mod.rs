//! Time expressions: what is written, what it means beside the publication day, and what contradicts itself.
//!
//! Three steps, apart from each other. The constructions (`date`, `day`, `period`, `duration`, `range`, `clock`) find what is written
//! and give its meaning as underspecified as the words ([`written`]); [`trap`] drops what is part of a name; [`resolve`] places the
//! rest in the calendar.

mod check;
mod clock;
mod date;
mod day;
mod duration;
mod export;
mod hijri;
mod kinds;
mod nth;
mod period;
mod published;
mod range;
mod reader;
mod resolve;
mod trap;
mod value;
mod words;
mod written;

use std::ops::Range;

use jiff::civil::{Date, Weekday};
use rawi_page::Note;
use rawi_text::Proclitics;

use super::{Mention, Time, TimeType};
use crate::lexicon::{Class, Function, Tense};
use crate::reading::{MentionKind, Published};
use crate::scan::Scan;
pub(crate) use kinds::Kinds;
use reader::Reader;
use resolve::{Anchor, Cue};
use words::Particle;
pub(crate) use words::TimeWords;
use written::{Found, Shape};

const WA: char = '\u{648}';
const LAM: char = '\u{644}';
/// How far a verb may stand from the time at which it happened, in tokens.
const REACH: usize = 8;

/// The time expressions of the article, in text order, resolved against `published`; doubts go to `notes`.
///
/// «الأسبوع الماضي» begins on `week_start`: Monday in ISO 8601 and in Europe, Saturday or Sunday in most Arab countries.
pub fn times(scan: &Scan<'_>, published: Option<Date>, week_start: Weekday, notes: &mut Vec<Note>) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let (mut last, mut entry_end) = (None, 0);
    for (found, reader) in scan.sentences.iter().flat_map(|sentence| readings(scan, sentence.clone())) {
        if found.first >= entry_end {
            (last, entry_end) = (None, scan.entry(found.first).end);
        }
        if found.named {
            check::named(&found, &reader, notes);
            continue;
        }
        let limit = reader.follows(found.first, &[Particle::Until, Particle::By]);
        let cue = if limit { Some(Cue::Ahead) } else { cue(&reader, &found) };
        let anchor = Anchor { words: reader.words, published, mention: last, cue, limit, week_start };
        let Some((mention, days)) = mention(&reader, &found, &anchor) else { continue };
        check::check(&found, &anchor, &mention, notes);
        last = days.or(last);
        mentions.push(mention);
    }
    mentions
}

/// What is written, in text order, names that look like times left out; each with the sentence it stands in.
fn expressions<'s, 'd>(scan: &'s Scan<'d>) -> impl Iterator<Item = (Found, Reader<'s, 'd>)> {
    scan.sentences.iter().flat_map(move |sentence| sentence_expressions(scan, sentence.clone()))
}

/// What is written in one sentence, names that look like times left out.
fn sentence_expressions<'s, 'd>(
    scan: &'s Scan<'d>,
    sentence: Range<usize>,
) -> impl Iterator<Item = (Found, Reader<'s, 'd>)> {
    readings(scan, sentence).filter(|(found, _)| !found.named)
}

/// What is written in one sentence, and the names that look like it.
fn readings<'s, 'd>(scan: &'s Scan<'d>, sentence: Range<usize>) -> impl Iterator<Item = (Found, Reader<'s, 'd>)> {
    let (mut at, mut second, mut after) = (sentence.start, None, None);
    let reader = Reader::new(scan, sentence);
    std::iter::from_fn(move || {
        if let Some(found) = second.take() {
            after = Some(found);
            return Some((found, reader));
        }
        while at < reader.end {
            let Some((found, next)) = read(&reader, at, after.as_ref()) else {
                at += 1;
                continue;
            };
            at = next.as_ref().map_or(found.end, |n| n.end).max(at + 1);
            if trap::is_name(&reader, &found) {
                return Some((Found { named: true, end: at, ..found }, reader));
            }
            second = next;
            after = Some(found);
            return Some((found, reader));
        }
        None
    })
}

/// Where what follows «منذ» at `at` begins.
pub(super) fn since(scan: &Scan<'_>, sentence: Range<usize>, at: usize) -> Option<usize> {
    Reader::new(scan, sentence).particle(at, Particle::Since)
}

/// Where what follows «حتى» or «لغاية» at `at` begins.
pub(super) fn until(scan: &Scan<'_>, sentence: Range<usize>, at: usize) -> Option<usize> {
    Reader::new(scan, sentence).particle(at, Particle::Until)
}

/// Does token `at` name a sort of place behind the preposition «بـ»: «بمدينة طنجة», «بميدان التحرير»?
pub(super) fn is_at_place(scan: &Scan<'_>, at: usize) -> bool {
    scan.senses(at).iter().any(|sense| {
        sense.class == Class::Time
            && sense.proclitics.contains(Proclitics::BI)
            && scan.lexicon.words.time.word(sense.row()) == Some(words::Word::Head(words::Head::Place))
    })
}

/// The publication day, from outside or reasoned from the text.
pub fn published(scan: &Scan<'_>, notes: &mut Vec<Note>) -> Option<Published> {
    published::published(scan, notes)
}

/// When the document was last changed, by its metadata or a line that says so.
pub fn modified(scan: &Scan<'_>) -> Option<Published> {
    published::modified(scan)
}

/// A way to write one time. It is asked only at words of its kinds; the flag says that an expression just before goes on here.
type Construction = (Kinds, fn(&Reader<'_, '_>, usize, bool) -> Option<Found>);
/// A way to write two times that share a word.
type List = (Kinds, fn(&Reader<'_, '_>, usize) -> Option<(Found, Option<Found>)>);

/// All constructions of one time: the longest wins; of two as long, the first.
const CONSTRUCTIONS: &[Construction] = &[
    (Kinds::DAY, |r, at, _| day::day(r, at)),
    (Kinds::DAY_NUMBER.or(Kinds::UNIT), |r, at, _| nth::day(r, at)),
    (Kinds::PART.or(Kinds::UNIT).or(Kinds::MONTH), date::month),
    (Kinds::PART.or(Kinds::UNIT).or(Kinds::PERIOD), |r, at, _| period::decade(r, at)),
    (Kinds::UNIT, |r, at, _| nth::week(r, at)),
    (Kinds::RELATIVE, |r, at, _| period::relative(r, at)),
    (Kinds::YEAR, period::year),
    (Kinds::PERIOD, |r, at, _| period::fraction(r, at)),
    (Kinds::UNIT.or(Kinds::ORDINAL).or(Kinds::PART), |r, at, _| period::months(r, at)),
    (Kinds::UNIT.or(Kinds::COUNTING), |r, at, _| nth::days(r, at)),
    (Kinds::RELATIVE.or(Kinds::PERIOD), |r, at, _| period::season(r, at)),
    (Kinds::HOLIDAY, |r, at, _| period::holiday(r, at)),
    (Kinds::SET, |r, at, _| duration::set(r, at)),
    (Kinds::DURATION, |r, at, _| duration::duration(r, at)),
    (Kinds::BESIDE, |r, at, _| duration::beside(r, at)),
];

/// All constructions of two times, the first that fits.
const LISTS: &[List] = &[
    (Kinds::DAY_NUMBER.or(Kinds::UNIT), range::days),
    (Kinds::UNIT, range::pair),
    (Kinds::DIGITS, range::before_christ),
    (Kinds::particle(Particle::Every), range::sets),
];

/// Begins any expression: the kinds of all constructions, so that none can be forgotten.
const START: Kinds = {
    let (mut all, mut n) = (Kinds::NONE, 0);
    while n < CONSTRUCTIONS.len() {
        all = all.or(CONSTRUCTIONS[n].0);
        n += 1;
    }
    n = 0;
    while n < LISTS.len() {
        all = all.or(LISTS[n].0);
        n += 1;
    }
    all
};

/// The longest expression that begins at `at`; two where a list shares its month.
fn read(r: &Reader<'_, '_>, at: usize, after: Option<&Found>) -> Option<(Found, Option<Found>)> {
    let kinds = r.kinds(at);
    if !kinds.intersects(START) || r.scan.is_settled(at) {
        return None;
    }
    let listed =
        LISTS.iter().filter(|(begins, _)| kinds.intersects(*begins)).find_map(|(_, construction)| construction(r, at));
    let one = single(r, at, after.is_some_and(|f| joined(r, f, at)));
    match (listed, one) {
        (Some(listed), Some(one)) if one.end > listed.1.as_ref().map_or(listed.0.end, |s| s.end) => Some((one, None)),
        (Some(listed), _) => Some(listed),
        (None, one) => {
            let one = one?;
            let joined = range::join(r, &one, |at, year| single(r, at, year));
            Some((joined.unwrap_or(one), None))
        }
    }
}

/// Does an expression at `at` go on with a list whose last member was `before`?
fn joined(r: &Reader<'_, '_>, before: &Found, at: usize) -> bool {
    before.end == at
        || before.end + 1 == at
            && (r.and(before.end).is_some()
                || r.particle_of(before.end, &[Particle::To, Particle::Until]).is_some()
                || r.comma(before.end))
}

fn single(r: &Reader<'_, '_>, at: usize, after: bool) -> Option<Found> {
    let kinds = r.kinds(at);
    let mut best: Option<Found> = None;
    for (begins, construction) in CONSTRUCTIONS {
        if kinds.intersects(*begins)
            && let Some(next) = construction(r, at, after)
            && best.is_none_or(|best| next.end > best.end)
        {
            best = Some(next);
        }
    }
    best
}

/// What the clause says of the side: a verb of the future or «من المقرر» against «كان» or a reporting verb of the past, whichever is
/// nearest before the expression; else a verb of the future right after it.
fn cue(r: &Reader<'_, '_>, found: &Found) -> Option<Cue> {
    let is_future = |at: usize| {
        r.particle(at, Particle::Will).is_some() || r.words.is_future(r.scan.key(at)) && !r.scan.is(at, Class::Country)
    };
    for at in (found.first.saturating_sub(14).max(r.start)..found.first).rev() {
        if is_future(at) {
            return Some(Cue::Ahead);
        }
        if r.words.is_happened(r.scan.key(at)) {
            return Some(if governs(r, at, found.first) { Cue::Happened } else { Cue::Told });
        }
        let told = r.scan.sense(at, Class::Verb).is_some_and(|s| s.form.is_some_and(|f| f.tense == Tense::Past));
        if told || r.particle(at, Particle::Was).is_some() {
            return Some(Cue::Told);
        }
    }
    for at in found.end..(found.end + 3).min(r.end) {
        let key = r.scan.key(at);
        let joined = key.starts_with(WA) && rawi_text::splits(key).any(|s| s.proclitics.contains(Proclitics::WA));
        if joined || r.stops(at) || r.scan.function(at, Function::Inna).is_some() {
            return None;
        }
        if is_future(at) {
            return Some(Cue::Ahead);
        }
    }
    None
}

/// Does the verb at `verb` itself tell when it happened at `at`, with no purpose («لإجراء …»), clause or comma between them?
fn governs(r: &Reader<'_, '_>, verb: usize, at: usize) -> bool {
    at - verb <= REACH
        && (verb + 1..at).all(|token| {
            !r.scan.key(token).starts_with(LAM)
                && !r.stops(token)
                && r.scan.function(token, Function::Inna).is_none()
                && r.particle_of(token, &[Particle::Until, Particle::By]).is_none()
        })
}

fn mention(r: &Reader<'_, '_>, found: &Found, anchor: &Anchor<'_>) -> Option<(Mention, Option<(Date, Date)>)> {
    let mut resolved = anchor.resolve(&found.shape);
    if let Some(to) = &found.to {
        let bare = matches!(to, Shape::Day(day) if day.weekday.is_some() && day.date.is_none());
        let mut to = anchor.resolve(to);
        if let Some(first) = resolved.first.filter(|_| bare) {
            // «ليل الاثنين الثلاثاء», read on that Monday: the second day comes after the first.
            to = to.not_before(first);
        }
        resolved = value::join(&resolved, &to);
    }
    if let Some(clock) = found.clock {
        value::with_clock(&mut resolved, clock);
    }
    let r#type = match found.shape {
        Shape::Length(_) => TimeType::Duration,
        Shape::Every(_) | Shape::EveryWeekday(_) | Shape::EveryDate(_) => TimeType::Set,
        _ if found.clock.is_some() => TimeType::Time,
        _ => TimeType::Date,
    };
    let span = r.scan.span(found.first..found.end)?;
    let days = resolved.first.zip(resolved.last);
    let time = Time {
        r#type,
        value: resolved.value,
        first: resolved.first,
        last: resolved.last,
        grain: resolved.grain,
        basis: resolved.basis,
        rule: found.rule,
        part: found.part,
    };
    Some((Mention { span, kind: MentionKind::Time(time) }, days))
}
