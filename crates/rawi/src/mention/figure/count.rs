//! What else a sentence says of a count: who is counted, until when, and whether it adds up.

use rawi_text::{Proclitics, Span, TokenKind};

use super::find::Finder;
use super::unit::Unit;
use super::words::CueKind;
use crate::lexicon::Class;
use crate::mention::{TimeType, time};
use crate::reading::MentionKind;

/// How far «حتى الآن», «منذ …» may stand from the figure, in tokens.
const REACH: usize = 12;

/// A count seen over time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Course {
    /// It adds up what happened until then.
    pub(super) cumulative: bool,
    /// The time until which it counts.
    pub(super) as_of: Option<Span>,
}

impl Finder<'_, '_> {
    /// The noun that is counted, with its adjectives of nationality and the people that «من» names behind it.
    pub(super) fn counted_words(&self, unit: &Unit) -> Option<Span> {
        let noun = unit.noun.clone()?;
        let mut end = noun.end;
        let demonym = |at: usize| {
            self.sentence.contains(&at)
                && self
                    .scan
                    .sense(at, Class::Demonym)
                    .is_some_and(|s| s.len == 1 && s.proclitics.difference(Proclitics::AL).is_empty())
        };
        while demonym(end) && end < noun.end + 2 {
            end += 1;
        }
        if let Some(of) = self.place(end, super::words::Place::From)
            && let Some(people) = self.counted(end + of).filter(|unit| unit.noun.is_some())
        {
            end = people.end;
        }
        self.scan.span(noun.start..end)
    }

    /// What the sentence says of the figure at `start..end` as a count that goes on.
    pub(super) fn course(&self, start: usize, end: usize) -> Course {
        let mut course = Course { cumulative: self.has_risen(start), as_of: None };
        let around = || self.clause_after(end).chain(self.clause_before(start));
        // «حتى» may also say how long something goes on; only what has happened is counted until a time.
        let happened = course.cumulative
            || around().any(|at| self.cue(at, CueKind::Toll).is_some() || self.cue(at, CueKind::Losses).is_some());
        let words = || self.scan.lexicon.words.time.is_happened(self.scan.key(start.saturating_sub(1)));
        for at in around() {
            let since = time::since(self.scan, self.sentence.clone(), at).and_then(|from| self.time_at(from));
            if self.cue(at, CueKind::SoFar).is_some() || since.is_some() {
                course.cumulative = true;
            }
            if let Some(from) = time::until(self.scan, self.sentence.clone(), at)
                && let Some(span) = self.time_at(from).filter(|_| happened || words())
            {
                course.cumulative = true;
                course.as_of = course.as_of.or(Some(span));
            }
        }
        course
    }

    /// «ارتفعت الحصيلة إلى 20», «ارتفاع عدد القتلى إلى 20».
    fn has_risen(&self, start: usize) -> bool {
        let Some(prev) = start.checked_sub(1).filter(|p| self.sentence.contains(p)) else { return false };
        if self.cue(prev, CueKind::VerbOfTotal).is_none() {
            return false;
        }
        let clause = || self.clause_before(start);
        let losses = clause().any(|at| self.cue(at, CueKind::Losses).is_some());
        losses && clause().any(|at| self.cue(at, CueKind::Change).is_some())
    }

    /// Does the clause of a figure end at `at`: at a mark or another number?
    fn is_mark(&self, at: usize) -> bool {
        !self.sentence.contains(&at)
            || matches!(self.scan.tokens[at].kind, TokenKind::Punct | TokenKind::Number)
            || self.scan.is(at, Class::Number)
    }

    fn clause_before(&self, start: usize) -> impl Iterator<Item = usize> + '_ {
        let least = start.saturating_sub(REACH).max(self.sentence.start);
        (least..start).rev().take_while(|&at| !self.is_mark(at))
    }

    fn clause_after(&self, end: usize) -> impl Iterator<Item = usize> + '_ {
        (end..(end + REACH).min(self.sentence.end)).take_while(|&at| !self.is_mark(at))
    }

    /// The time mention that begins with token `at`, lengths left out.
    fn time_at(&self, at: usize) -> Option<Span> {
        let start = self.scan.tokens.token(at).filter(|_| self.sentence.contains(&at))?.span.start();
        let next = self.times.partition_point(|m| m.span.start() < start);
        let found = self.times.get(next).filter(|m| m.span.start() == start)?;
        matches!(&found.kind, MentionKind::Time(t) if matches!(t.r#type, TimeType::Date | TimeType::Time))
            .then_some(found.span)
    }
}
