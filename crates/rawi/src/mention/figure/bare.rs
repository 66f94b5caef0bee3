//! Counts whose noun is not written behind them: «جُرح 14», «بينهم أربعة», «ارتفع عدد القتلى إلى 20», «26 آخرون».

use rawi_text::{Enclitic, TokenKind};

use super::find::{Finder, Quantity};
use super::unit::Unit;
use super::words::{Count, CueKind, FigureWord, Place};
use crate::lexicon::Class;
use crate::mention::{Amount, Approx, FigureKind};

/// How far back the head of a total may stand, in tokens.
const TOTAL: usize = 12;
/// How far back money may be named, in tokens.
const WORTH: usize = 4;
/// Prefixes by which a word may join: و ف ب ل.
const JOINS: [char; 4] = ['\u{648}', '\u{641}', '\u{628}', '\u{644}'];

impl Finder<'_, '_> {
    /// The unit of a quantity from `start` to `end` that has no noun behind it, told by the words around.
    pub(super) fn bare(&self, start: usize, end: usize, quantity: &Quantity) -> Option<Unit> {
        if quantity.number.as_ref().is_some_and(|n| n.fraction && n.scale == 1) {
            return None;
        }
        if self.shares_percent(end) {
            return Some(Unit {
                kind: FigureKind::Percent,
                name: self.lexicon().percents.first().cloned()?,
                end,
                noun: None,
            });
        }
        if quantity.low == Some(Amount::whole(1)) {
            return None;
        }
        if let Some(len) = self.cue(end, CueKind::Others) {
            return Some(self.somebody(end + len));
        }
        if let Some(len) = self.cue(end, CueKind::Total)
            && let Some(unit) = self.total_noun(end + len)
        {
            return Some(Unit { end, ..unit });
        }
        if self.people_act(end) {
            return Some(self.somebody(end));
        }
        let vague = quantity.approx == Approx::Vague;
        if vague && let Some(len) = self.cue(end, CueKind::OfThem) {
            return Some(self.somebody(end + len));
        }
        if !self.is_open(end) {
            return None;
        }
        if vague && quantity.definite && self.place(end, Place::From).is_none() {
            let worth = quantity.large && self.speaks_of_money(start);
            return Some(if worth {
                Unit { kind: FigureKind::Money, name: String::new(), end, noun: None }
            } else {
                self.somebody(end)
            });
        }
        let prev = start.checked_sub(1).filter(|p| self.sentence.contains(p))?;
        if self.cue(prev, CueKind::Toll).is_some() || self.is_among(prev) {
            return Some(self.somebody(end));
        }
        self.total(start).map(|unit| Unit { end, ..unit })
    }

    /// Does another number follow that says what both are: «2 و3 في المئة», «من 24 إلى 30 في المئة»?
    fn shares_percent(&self, at: usize) -> bool {
        let next = self.joined(at).or_else(|| self.place(at, Place::To).map(|len| at + len));
        let number = next.and_then(|next| self.number(next));
        number.and_then(|n| self.counted(n.tokens.end)).is_some_and(|unit| unit.kind == FigureKind::Percent)
    }

    /// Does no noun follow at `at` that could be what is counted?
    fn is_open(&self, at: usize) -> bool {
        if !self.sentence.contains(&at) {
            return true;
        }
        let token = &self.scan.tokens[at];
        match token.kind {
            TokenKind::Punct => {
                !self.scan.mark(at, '%')
                    && !self.scan.mark(at, '/')
                    && !self.scan.mark(at, '-')
                    && !self.scan.mark(at, ':')
            }
            TokenKind::Word => {
                self.scan.is(at, Class::Function)
                    || self.scan.key(at).starts_with(JOINS)
                    || self.cue(at, CueKind::Toll).is_some()
            }
            _ => false,
        }
    }

    /// Does a word that ends at `prev` take a part of the people named before: بينهم, «من بين المصابين»?
    fn is_among(&self, prev: usize) -> bool {
        let phrase = |len: usize| prev + 1 >= len && self.cue(prev + 1 - len, CueKind::Among) == Some(len);
        let named = self.people_form(prev, Count::Many)
            && prev > self.sentence.start
            && self.place(prev - 1, Place::Between).is_some();
        phrase(1) || phrase(2) || named
    }

    fn people_form(&self, at: usize, wanted: Count) -> bool {
        self.words(at).any(|(word, _)| matches!(word, FigureWord::People { count, .. } if count == wanted))
    }

    /// The people that a total at the word before `at` counts: «عدد (القتلى)».
    fn total_noun(&self, at: usize) -> Option<Unit> {
        self.people_form(at, Count::Many).then(|| self.counted(at))?.filter(|unit| unit.kind == FigureKind::People)
    }

    /// The noun of a total before `start` whose number stands there.
    fn total(&self, start: usize) -> Option<Unit> {
        let prev = start.checked_sub(1)?;
        let joined = self.cue(prev, CueKind::VerbOfTotal).is_some();
        for back in (start.saturating_sub(TOTAL).max(self.sentence.start)..start).rev() {
            let token = &self.scan.tokens[back];
            if token.kind != TokenKind::Word {
                return None;
            }
            let Some(len) = self.cue(back, CueKind::Total) else { continue };
            let theirs = self.scan.sense(back, Class::Figure).is_some_and(|s| s.enclitic == Some(Enclitic::They));
            if theirs && (joined || back + 1 == start) {
                return Some(self.somebody(start));
            }
            let Some(unit) = self.total_noun(back + len) else { continue };
            let announced = back > self.sentence.start
                && self.cue(back - 1, CueKind::VerbOfTotal).is_some()
                && !self.scan.is(prev, Class::Function);
            return (joined || unit.end == start || announced).then_some(unit);
        }
        None
    }

    /// Is money named shortly before `at`, or does ب join the number to a sum?
    fn speaks_of_money(&self, at: usize) -> bool {
        let from = at.saturating_sub(WORTH).max(self.sentence.start);
        (from..at).any(|back| {
            self.cue(back, CueKind::Worth).is_some()
                || self.words(back).any(|(w, _)| matches!(w, FigureWord::Currency { .. }))
        })
    }
}
