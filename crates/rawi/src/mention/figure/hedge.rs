//! Words that bound a number, and ranges of two numbers.

use rawi_text::{Proclitics, TokenKind};

use super::find::{Finder, Quantity, RANGE};
use super::kinds::Kinds;
use super::number::Number;
use super::words::{CueKind, FigureWord, NumberWord, Place};
use crate::lexicon::Class;
use crate::mention::{Amount, Approx};

/// How far a verb of measure may stand from its number, in tokens.
const REACH: usize = 9;
/// How far back a word of change makes «من … إلى …» a change and not a range, in tokens.
const CHANGE: usize = 10;

impl Finder<'_, '_> {
    /// The hedges at `at`, one behind the other, and where the number should begin. The first that bounds wins over نحو.
    pub(super) fn hedges(&self, at: usize) -> (usize, Option<Approx>) {
        let mut end = at;
        let mut bound: Option<Approx> = None;
        while let Some((approx, after)) = self.before(end) {
            if bound.is_none_or(|b| b == Approx::About) {
                bound = Some(approx);
            }
            end = after;
        }
        (end, bound)
    }

    /// One hedge directly before what begins where it ends.
    fn before(&self, at: usize) -> Option<(Approx, usize)> {
        if !self.can(at, Kinds::HEDGE) {
            return None;
        }
        self.words(at).find_map(|(word, sense)| {
            let end = at + sense.len as usize;
            match word {
                FigureWord::Hedge { place: Place::Before, approx, .. } => Some((approx?, end)),
                FigureWord::Hedge { place: Place::Verb, approx, linked, .. } => {
                    let end = if linked { end + self.place(end, Place::Link)? } else { end };
                    Some((approx?, end))
                }
                FigureWord::Hedge { place: Place::Negation, .. } => {
                    let (verb, sense) = self
                        .words(end)
                        .find(|(word, _)| matches!(word, FigureWord::Hedge { place: Place::Verb, .. }))?;
                    let FigureWord::Hedge { negated, linked, .. } = verb else { return None };
                    let end = end + sense.len as usize;
                    let end = if linked { end + self.place(end, Place::Link)? } else { end };
                    Some((negated?, end))
                }
                _ => None,
            }
        })
    }

    /// A verb of measure at `at` whose number comes later: where that begins, and what the verb makes of it.
    pub(super) fn distant(&self, at: usize) -> Option<(usize, Approx)> {
        if !self.can(at, Kinds::place(Place::Verb)) {
            return None;
        }
        let (word, sense) =
            self.words(at).find(|(word, _)| matches!(word, FigureWord::Hedge { place: Place::Verb, .. }))?;
        let FigureWord::Hedge { approx, negated, linked, .. } = word else { return None };
        let is_negated = at > self.sentence.start && self.place(at - 1, Place::Negation).is_some();
        let approx = if is_negated { negated? } else { approx? };
        let from = at + sense.len as usize;
        for next in from..(from + REACH).min(self.sentence.end) {
            if self.scan.tokens[next].kind == TokenKind::Punct
                || self.words(next).any(|(w, _)| matches!(w, FigureWord::Hedge { place: Place::Verb, .. }))
            {
                return None;
            }
            let Some(quantity) = self.single(next) else { continue };
            let link = self.place(next - 1, Place::Link).is_some();
            // «يتجاوز عددهم 150»: the noun is a quantifier elsewhere.
            let free = !self.scan.is(next - 1, Class::Function) || self.cue(next - 1, CueKind::Total).is_some();
            return (if linked { link } else { free }).then_some((quantity.tokens.start, approx));
        }
        None
    }

    /// The hedge that begins at most `gap` words behind `at`, and where it ends.
    pub(super) fn after(&self, at: usize, gap: usize) -> Option<(Approx, usize)> {
        for start in at..=at + gap {
            let found = self.words(start).find_map(|(word, sense)| match word {
                FigureWord::Hedge { place: Place::After, approx, .. } => Some((approx?, start + sense.len as usize)),
                _ => None,
            });
            if found.is_some() {
                return found;
            }
            let word = self.sentence.contains(&start) && self.scan.tokens[start].kind == TokenKind::Word;
            // Adjectives of people may be people themselves: «شخصين مسلحين على الأقل».
            let people =
                self.words(start).any(|(w, s)| matches!(w, FigureWord::People { .. }) && s.proclitics.is_empty());
            if !word || self.scan.is(start, Class::Number) || self.scan.is(start, Class::Figure) && !people {
                return None;
            }
        }
        None
    }

    /// Two numbers that bound one count.
    pub(super) fn range(&self, at: usize) -> Option<Quantity> {
        if let Some(len) = self.place(at, Place::Between) {
            return self.between(at, at + len);
        }
        let opened = self.place(at, Place::From);
        let first = self.number(at + opened.unwrap_or(0))?;
        let end = first.tokens.end;
        // «من 10% إلى 15%»: the first number with its own unit.
        if opened.is_some()
            && let Some(unit) = self.counted(end)
            && let Some(to) = self.place(unit.end, Place::To)
            && !self.is_change(at)
            && let Some(found) = self.number(unit.end + to).and_then(|second| self.spread(at, &first, second))
        {
            return Some(found);
        }
        let dash = self.dash(end);
        let to = self.place(end, Place::To);
        let or = self.place(end, Place::Or).filter(|_| opened.is_none());
        let middle = to.or(or).or((dash && opened.is_none()).then_some(1))?;
        if to.is_some() && self.is_change(at) {
            return None;
        }
        let second = self.number(end + middle)?;
        self.spread(at, &first, second)
    }

    fn between(&self, at: usize, from: usize) -> Option<Quantity> {
        let first = self.number(from)?;
        // The first number may have its own unit: «بين 5 دولارات و10 دولارات».
        let alone = first.tokens.end;
        let with_unit = self.counted(alone).map(|unit| unit.end);
        [Some(alone), with_unit].into_iter().flatten().find_map(|end| {
            let second = self.joined(end).or_else(|| self.middle(end))?;
            self.spread(at, &first, self.number(second)?)
        })
    }

    fn dash(&self, at: usize) -> bool {
        ['-', '\u{2013}', '\u{2014}'].iter().any(|dash| self.scan.mark(at, *dash))
    }

    /// Where the second number begins after إلى or a dash: «بين 20 إلى 30».
    fn middle(&self, at: usize) -> Option<usize> {
        self.place(at, Place::To).or(self.dash(at).then_some(1)).map(|len| at + len)
    }

    /// Where the number begins that و joins at `at`.
    pub(super) fn joined(&self, at: usize) -> Option<usize> {
        if self.number_word(at) == Some(NumberWord::And) {
            return Some(at + 1);
        }
        let sense = self.scan.sense(at, Class::Number)?;
        let lead = sense.proclitics | self.lexicon().numbers.get(sense.row())?.lead;
        lead.contains(Proclitics::WA).then_some(at)
    }

    fn spread(&self, at: usize, first: &Number, second: Number) -> Option<Quantity> {
        let whole = |n: &Number| n.grouped.filter(|_| self.counts_people(second.tokens.end)).unwrap_or(n.value);
        let (mut low, high) = (whole(first), whole(&second));
        // «بين 200 و300 ألف»: the scale word holds for both.
        if first.scale == 1 && second.scale > 1 {
            let scaled = low.0.checked_mul(i128::from(second.scale))?;
            if scaled <= high.0 {
                low = Amount(scaled);
            }
        }
        let tokens = at..second.tokens.end;
        (low < high).then_some(Quantity {
            low: Some(low),
            high: Some(high),
            approx: Approx::Range,
            tokens,
            number: Some(Number { grouped: None, ..second }),
            definite: false,
            large: false,
            unit: None,
            rule: Some(RANGE),
        })
    }

    /// Does a word of change stand shortly before `at`?
    fn is_change(&self, at: usize) -> bool {
        (at.saturating_sub(CHANGE).max(self.sentence.start)..at).any(|back| self.cue(back, CueKind::Change).is_some())
    }
}
