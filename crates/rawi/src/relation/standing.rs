//! Where a number stands: what is around it, whose it is, of which time it is.

use std::ops::Range;

use jiff::civil::Date;
use rawi_text::{Span, TokenKind};

use super::comparable::touched;
use super::stem::{Stem, sorted};
use super::words::WordKind;
use crate::lexicon::Class;
use crate::mention::{Grain, TimeType};
use crate::reading::{MentionKind, Reading};
use crate::scan::Scan;

/// Where a number stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The words around it, as in [`Roles::about`](super::Roles::about); sorted.
    pub around: Vec<Stem>,
    /// Is it a part of another number («بينهم 18», «نقل 40 جريحا», «19 منهم»)?
    pub part: bool,
    /// Does its noun say no more than that they are people, or of which country (شخص، فلسطيني)?
    pub people: bool,
    /// Does a claim inside the content give it, so that it is that claim's own?
    pub told: bool,
    /// Of which time it is.
    pub frame: Frame,
    /// The day it is of, if it is of one.
    pub day: Option<Date>,
}

/// Of which time a number is, as the words nearest to it tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Frame {
    /// No word tells.
    #[default]
    Open,
    /// Of one day («الجمعة»).
    Day,
    /// Of a longer time, or of all until now («منذ الجمعة», «خلال أسبوع»).
    Period,
}

/// How far the words around a number reach, in tokens on each side; no further than its sentence.
const AROUND: usize = 14;

impl Standing {
    /// Where the figure stands that is this mention of the document; `told` says whether a claim inside the content gives it.
    pub(super) fn of(scan: &Scan<'_>, reading: &Reading, mention: usize, told: impl Fn(Span) -> bool) -> Standing {
        let words = &scan.lexicon.relations;
        let kind = |at: usize| words.kind(scan.key(at));
        let Some(span) = reading.mentions.get(mention).map(|mention| mention.span) else { return Standing::default() };
        let own = touched(scan, span);
        let sentence = scan.sentences.get(scan.sentences.partition_point(|sentence| sentence.end <= own.start));
        let (first, last) = sentence.map_or((own.start, own.end), |sentence| (sentence.start, sentence.end));
        let around = first.max(own.start.saturating_sub(AROUND))..last.min(own.end + AROUND);
        let tells = |&at: &usize| {
            !own.contains(&at)
                && scan.tokens[at].kind == TokenKind::Word
                && !kind(at).is_some_and(|kind| {
                    kind.is_toll() || matches!(kind, WordKind::Anybody | WordKind::Change | WordKind::Other)
                })
        };
        let noun = own.clone().rfind(|&at| scan.tokens[at].kind == TokenKind::Word);
        let general = |at: usize| {
            scan.is(at, Class::Demonym) || kind(at).is_some_and(|kind| kind.is_toll() || kind == WordKind::Anybody)
        };
        let among = |at: usize| matches!(kind(at), Some(WordKind::Among | WordKind::OfThem));
        // «40 شخصا منهم 5 أطفال» is the whole, «19 منهم» a part.
        let of_them = || {
            let counts = reading.mentions[mention + 1..].first().is_some_and(|next| {
                matches!(next.kind, MentionKind::Figure(_)) && touched(scan, next.span).start <= own.end + 1
            });
            own.end < last && kind(own.end) == Some(WordKind::OfThem) && !counts
        };
        let (frame, day) = Frame::of(scan, reading, &own, &around);
        Standing {
            part: (own.start.saturating_sub(2).max(first)..own.start).any(among) || of_them(),
            people: noun.is_none_or(general),
            told: told(span),
            frame,
            day,
            around: sorted(around.filter(tells).filter_map(|at| Stem::at(scan, at)).collect()),
        }
    }
}

impl Standing {
    /// Can two numbers be of the same time?
    pub(super) fn is_of_one_time(&self, other: &Standing) -> bool {
        let open = self.frame == Frame::Open || other.frame == Frame::Open;
        let days = self.day.zip(other.day).is_none_or(|(one, other)| one == other);
        open || self.frame == other.frame && days
    }
}

impl Frame {
    fn of(scan: &Scan<'_>, reading: &Reading, own: &Range<usize>, around: &Range<usize>) -> (Frame, Option<Date>) {
        let since = |at: usize| scan.lexicon.relations.kind(scan.key(at)) == Some(WordKind::Period);
        // What is written right before the number («ومنذ ذلك التاريخ قتل 33») or behind it.
        let near = own.start.saturating_sub(5).max(around.start)..(own.end + 3).min(around.end);
        if near.clone().any(since) {
            return (Frame::Period, None);
        }
        let from = reading.mentions.partition_point(|other| touched(scan, other.span).start < around.start);
        let times = reading.mentions[from..].iter().map_while(|other| {
            let tokens = touched(scan, other.span);
            (tokens.start < around.end).then_some((tokens, &other.kind))
        });
        let framed = times.filter_map(|(tokens, kind)| {
            let MentionKind::Time(time) = kind else { return None };
            let counted_from = || (tokens.start.saturating_sub(2)..tokens.start).any(since);
            let frame = match (time.r#type, time.first.zip(time.last)) {
                (TimeType::Date, Some((first, last))) if first == last && !counted_from() => (Frame::Day, Some(first)),
                (TimeType::Duration, _) | (TimeType::Date, Some(_)) => (Frame::Period, None),
                // A weekday of an article without a day of publication.
                (TimeType::Date, None) if time.grain == Grain::Day => (Frame::Day, None),
                _ => return None,
            };
            let distance = own.start.saturating_sub(tokens.end) + tokens.start.saturating_sub(own.end);
            Some((distance, frame))
        });
        framed.min_by_key(|&(distance, _)| distance).map_or((Frame::Open, None), |(_, frame)| frame)
    }
}
