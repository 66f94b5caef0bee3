//! Puts a figure together: hedges, number or range, unit, hedges behind.

use std::ops::Range;

use rawi_text::{Proclitics, Span, TokenFlags, TokenKind};

use super::kinds::Kinds;
use super::number::{self, Number};
use super::unit::Unit;
use super::words::{Count, CueKind, FigureWord, FigureWords, NumberWord, Place};
use crate::lexicon::{Class, Sense};
use crate::mention::{Amount, Approx, Figure, FigureKind, Mention};
use crate::reading::RuleId;
use crate::scan::Scan;

pub(super) const PEOPLE: RuleId = RuleId("figure-people");
pub(super) const MONEY: RuleId = RuleId("figure-money");
pub(super) const PERCENT: RuleId = RuleId("figure-percent");
pub(super) const RANGE: RuleId = RuleId("figure-range");
pub(super) const VAGUE: RuleId = RuleId("figure-vague");
pub(super) const DUAL: RuleId = RuleId("figure-dual");

/// What stands at a token.
pub(super) enum Outcome {
    /// A figure; the search goes on at `end`.
    Figure { span: Span, figure: Figure, end: usize },
    /// Nothing; the search goes on at this token.
    Skip(usize),
}

/// A number, a range, or a vague count, not yet with its unit.
#[derive(Clone, Debug)]
pub(super) struct Quantity {
    pub(super) low: Option<Amount>,
    pub(super) high: Option<Amount>,
    /// Exact, range or vague.
    pub(super) approx: Approx,
    pub(super) tokens: Range<usize>,
    /// The number, where it is one.
    pub(super) number: Option<Number>,
    /// Is ال before it, or before the last of a vague chain?
    pub(super) definite: bool,
    /// Is its last scale a million or more? (vague counts)
    pub(super) large: bool,
    /// The unit, where it is part of the quantity: duals, signs before the number.
    pub(super) unit: Option<Unit>,
    pub(super) rule: Option<RuleId>,
}

impl Quantity {
    fn exact(number: Number, tokens: Range<usize>, definite: bool) -> Quantity {
        Quantity {
            low: Some(number.value),
            high: Some(number.value),
            approx: Approx::Exact,
            tokens,
            definite,
            large: false,
            unit: None,
            rule: None,
            number: Some(number),
        }
    }
}

/// Finds the figures of one sentence, from left to right.
pub(super) struct Finder<'f, 'a> {
    pub(super) scan: &'f Scan<'a>,
    pub(super) times: &'f [Mention],
    pub(super) sentence: Range<usize>,
    /// The noun of the last people counted in this sentence.
    pub(super) people: Option<String>,
    /// A hedge whose number comes later in the sentence: where the number begins, and what the hedge says.
    pending: Option<(usize, Approx)>,
}

impl<'f, 'a> Finder<'f, 'a> {
    pub(super) fn new(scan: &'f Scan<'a>, times: &'f [Mention], sentence: Range<usize>) -> Finder<'f, 'a> {
        Finder { scan, times, sentence, people: None, pending: None }
    }

    pub(super) fn lexicon(&self) -> &'f FigureWords {
        &self.scan.lexicon.words.figure
    }

    /// The figure words at token `at`, longest first; none outside the sentence.
    pub(super) fn words(&self, at: usize) -> impl Iterator<Item = (FigureWord, &'f Sense)> {
        let inside = self.scan.is(at, Class::Figure) && self.sentence.contains(&at) && !self.scan.is_settled(at);
        let senses = if inside { self.scan.senses(at) } else { &[] };
        let figures = &self.lexicon().figures;
        senses.iter().filter(|s| s.class == Class::Figure).filter_map(move |s| Some((*figures.get(s.row())?, s)))
    }

    pub(super) fn number_word(&self, at: usize) -> Option<NumberWord> {
        let sense = self.scan.sense(at, Class::Number)?;
        self.lexicon().numbers.get(sense.row()).map(|row| row.word)
    }

    /// Can token `at` be one of these words around numbers?
    pub(super) fn can(&self, at: usize, kinds: Kinds) -> bool {
        self.scan.figures(at).intersects(kinds)
    }

    /// Can a number begin at token `at`?
    fn numbers(&self, at: usize) -> bool {
        self.scan.tokens.token(at).is_some_and(|t| t.kind == TokenKind::Number) || self.scan.is(at, Class::Number)
    }

    /// The hedge word of that place at token `at`, and how many tokens it has.
    pub(super) fn place(&self, at: usize, wanted: Place) -> Option<usize> {
        if !self.can(at, Kinds::place(wanted)) {
            return None;
        }
        self.words(at)
            .find(|(word, _)| matches!(word, FigureWord::Hedge { place, .. } if *place == wanted))
            .map(|(_, s)| s.len as usize)
    }

    /// The cue of that kind at token `at`, and how many tokens it has.
    pub(super) fn cue(&self, at: usize, wanted: CueKind) -> Option<usize> {
        if !self.can(at, Kinds::cue(wanted)) {
            return None;
        }
        self.words(at)
            .find(|(word, _)| matches!(word, FigureWord::Cue(kind) if *kind == wanted))
            .map(|(_, s)| s.len as usize)
    }

    /// What stands at `at`.
    pub(super) fn figure(&mut self, at: usize) -> Outcome {
        let begins = self.numbers(at) || self.can(at, Kinds::START) || self.numbers(at + 1) && self.scan.mark(at, '(');
        if !begins || self.scan.is_settled(at) {
            return Outcome::Skip(at + 1);
        }
        let (start, mut hedge) = self.hedges(at);
        let Some(quantity) = self.quantity(start) else {
            self.remember(at);
            return Outcome::Skip(at + 1);
        };
        if self.is_time(&quantity.tokens) || self.is_ratio(at) {
            return Outcome::Skip(quantity.tokens.end);
        }
        if hedge.is_none()
            && let Some((number, approx)) = self.pending.take()
            && number == at
        {
            hedge = Some(approx);
        }
        self.finish(at, &quantity, hedge)
    }

    /// Finds the unit and the hedges behind it, and weighs them all.
    fn finish(&mut self, at: usize, quantity: &Quantity, mut hedge: Option<Approx>) -> Outcome {
        let skip = quantity.tokens.end;
        let mut end = quantity.tokens.end;
        // «قتل 20 على الأقل»: a hedge may come before the noun or instead of it.
        if let Some((approx, after)) = self.after(end, 0) {
            hedge = Some(approx);
            end = after;
        }
        let unit = match quantity.unit.clone() {
            Some(unit) => Some(unit),
            None => self.unit(end, quantity).or_else(|| self.bare(at, end, quantity)),
        };
        let Some(unit) = unit else { return Outcome::Skip(skip) };
        end = unit.end.max(end);
        if let Some((approx, after)) = self.after(end, 3) {
            hedge = Some(approx);
            end = after;
        }
        let Some(mut figure) = weigh(quantity, hedge, &unit) else { return Outcome::Skip(skip) };
        let negative = figure.kind == FigureKind::Percent && self.is_negative(at);
        if negative {
            let minus = |amount: Option<Amount>| amount.map(|a| Amount(-a.0));
            (figure.min, figure.max) = (minus(figure.max), minus(figure.min));
        }
        let at = at - usize::from(negative);
        figure.counted = self.counted_words(&unit);
        if figure.kind == FigureKind::People {
            let course = self.course(at, end);
            (figure.cumulative, figure.as_of) = (course.cumulative, course.as_of);
        }
        let Some(span) = self.span(at, end) else { return Outcome::Skip(skip) };
        if figure.kind == FigureKind::People {
            self.people = Some(figure.unit.clone());
        }
        // The dual behind a counted noun is its adjective: «جنديان أجنبيان».
        let adjective = |at: usize| {
            self.words(at)
                .any(|(w, s)| matches!(w, FigureWord::People { count: Count::Two, .. }) && s.proclitics.is_empty())
        };
        if adjective(end) {
            end += 1;
        }
        Outcome::Figure { span, figure, end }
    }

    /// The span of a figure, without the clitics of its first token that do not belong to it.
    fn span(&self, start: usize, end: usize) -> Option<Span> {
        let whole = self.scan.span(start..end)?;
        let lead = match self.scan.sense(start, Class::Number) {
            Some(s) => s.proclitics | self.lexicon().numbers.get(s.row()).map_or(Proclitics::empty(), |r| r.lead),
            None => self.scan.sense(start, Class::Figure).map_or(Proclitics::empty(), |s| s.proclitics),
        };
        if lead.contains(Proclitics::LI | Proclitics::AL) {
            return Some(whole);
        }
        let n_letters = (lead & (Proclitics::WA | Proclitics::FA | Proclitics::BI | Proclitics::LI | Proclitics::KA))
            .bits()
            .count_ones() as usize;
        let characters = &self.scan.text[whole];
        let mut letters = characters
            .char_indices()
            .filter(|(_, c)| !matches!(c, '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{200C}' | '\u{200D}'));
        let cut = letters.nth(n_letters).map_or(0, |(at, _)| at);
        self.scan.text.span(whole.start() + cut..whole.end())
    }

    /// Is there a minus right before `at`, and nothing right before the minus?
    fn is_negative(&self, at: usize) -> bool {
        let glued = |at: usize| self.scan.flag(at, TokenFlags::GLUED);
        let minus = |at: usize| ['-', '\u{2212}'].iter().any(|&mark| self.scan.mark(at, mark));
        at > self.sentence.start && minus(at - 1) && glued(at) && !glued(at - 1)
    }

    /// Does «كل» before `at` make a ratio: «واحد من كل 10 أطفال»?
    fn is_ratio(&self, at: usize) -> bool {
        at > self.sentence.start && self.cue(at - 1, CueKind::Each).is_some()
    }

    fn is_time(&self, tokens: &Range<usize>) -> bool {
        let Some(span) = self.scan.span(tokens.clone()) else { return false };
        let next = self.times.partition_point(|m| m.span.end() <= span.start());
        self.times.get(next).is_some_and(|m| m.span.overlaps(span))
    }

    /// A number, a range, a vague count or a dual that begins at `at`.
    pub(super) fn quantity(&self, at: usize) -> Option<Quantity> {
        if !self.sentence.contains(&at) || self.scan.is_settled(at) {
            return None;
        }
        self.range(at)
            .or_else(|| self.single(at))
            .or_else(|| self.vague(at))
            .or_else(|| self.dual(at))
            .or_else(|| self.known(at))
    }

    /// One number, with ال or a sign before it, or brackets around it.
    pub(super) fn single(&self, at: usize) -> Option<Quantity> {
        let mut start = at;
        let mut definite = false;
        if self.number_word(at) == Some(NumberWord::Article) && self.scan.flag(at + 1, TokenFlags::GLUED) {
            definite = true;
            start += 1;
        }
        if let Some(unit) = self.sign(start) {
            let number = self.number(start + 1)?;
            let end = number.tokens.end;
            return Some(Quantity { unit: Some(Unit { end, ..unit }), ..Quantity::exact(number, at..end, definite) });
        }
        if self.scan.mark(start, '(') {
            let number = self.number(start + 1)?;
            let end = number.tokens.end;
            let closed = self.scan.mark(end, ')') && end + 1 < self.sentence.end;
            return closed.then(|| Quantity::exact(number, at..end + 1, definite));
        }
        let number = self.number(start)?;
        let definite = definite || number.is_definite();
        let end = number.tokens.end;
        Some(Quantity::exact(number, at..end, definite))
    }

    /// A number inside the sentence that is no part of a name, a date or a score.
    pub(super) fn number(&self, at: usize) -> Option<Number> {
        if !self.numbers(at) || !self.sentence.contains(&at) || self.scan.is_settled(at) {
            return None;
        }
        let number = number::read(self.scan, at)?;
        let glued = |at: usize| self.scan.flag(at, TokenFlags::GLUED);
        let word_before = at >= 2 && self.scan.tokens[at - 2].kind != TokenKind::Number;
        let part_of_name =
            word_before && glued(at) && glued(at - 1) && (self.scan.mark(at - 1, '-') || self.scan.mark(at - 1, '/'));
        let latin = at >= 1 && glued(at) && self.scan.flag(at - 1, TokenFlags::LATIN);
        let goes_on = glued(number.tokens.end) && self.scan.mark(number.tokens.end, '/');
        (!part_of_name && !latin && !goes_on && number.tokens.end <= self.sentence.end).then_some(number)
    }

    /// Two people or coins without a number: «شخصان», «جنديين اثنين»; or one: «قتيل واحد».
    fn dual(&self, at: usize) -> Option<Quantity> {
        if !self.can(at, Kinds::PEOPLE.or(Kinds::CURRENCY).or(Kinds::PERCENT)) || self.is_thing(at) {
            return None;
        }
        let (word, sense) = self.words(at).find(|(word, s)| {
            matches!(
                word,
                FigureWord::People { .. } | FigureWord::Currency { .. } | FigureWord::Percent { sign: false, .. }
            ) && !s.proclitics.intersects(Proclitics::AL | Proclitics::KA)
                && s.enclitic.is_none()
        })?;
        let count = match word {
            FigureWord::People { count, .. } | FigureWord::Currency { count, .. } => count,
            FigureWord::Percent { two: true, .. } => Count::Two,
            _ => Count::One,
        };
        let mut end = at + sense.len as usize;
        let two = matches!(self.number_word(end), Some(NumberWord::Unit(2)));
        let value = match count {
            // «مدنيين اثنين»: the ending is that of the plural as well.
            Count::Many if two => {
                end += 1;
                2
            }
            Count::Two => {
                end += usize::from(two);
                2
            }
            Count::One => {
                end += self.cue(end, CueKind::Alone)?;
                1
            }
            Count::Many => return None,
        };
        let mut unit = self.counted(at)?;
        unit.end = unit.end.max(end);
        let rule = (value == 2).then_some(DUAL);
        Some(Quantity {
            low: Some(Amount::whole(value)),
            high: Some(Amount::whole(value)),
            approx: Approx::Exact,
            tokens: at..unit.end,
            number: None,
            definite: false,
            large: false,
            unit: Some(unit),
            rule,
        })
    }

    /// Does the word at `at` only look like people, with no longer word of figures there?
    pub(super) fn is_thing(&self, at: usize) -> bool {
        self.words(at).any(|(word, s)| word == FigureWord::Thing && s.len == 1)
            && !self.words(at).any(|(_, s)| s.len > 1)
    }

    /// People already known, and how many they are: «الجنود الأربعة», «القتلى الـ12».
    fn known(&self, at: usize) -> Option<Quantity> {
        if !self.can(at, Kinds::PEOPLE) {
            return None;
        }
        let plural = |word: FigureWord| matches!(word, FigureWord::People { count: Count::Many, .. });
        let (_, sense) = self.words(at).find(|(word, s)| plural(*word) && s.is_definite() && s.enclitic.is_none())?;
        let quantity = self.single(at + sense.len as usize).filter(|q| q.definite && q.unit.is_none())?;
        let next = quantity.tokens.end;
        let free = self.unit(next, &quantity).is_none();
        let unit = Unit { end: next, ..self.counted(at)? };
        free.then_some(Quantity { tokens: at..next, unit: Some(unit), ..quantity })
    }

    /// Keeps a verb of measure for its number further on: «لم تتجاوز نسبة الإقبال 45 في المئة».
    fn remember(&mut self, at: usize) {
        if let Some(found) = self.distant(at) {
            self.pending = Some(found);
        }
    }
}

/// The figure that number, hedge and unit make; `None` where they do not fit each other.
fn weigh(quantity: &Quantity, hedge: Option<Approx>, unit: &Unit) -> Option<Figure> {
    let (mut low, mut high) = (quantity.low, quantity.high);
    if unit.kind == FigureKind::People {
        if let Some(grouped) = quantity.number.as_ref().and_then(|n| n.grouped) {
            (low, high) = (Some(grouped), Some(grouped));
        }
        let whole = |amount: Option<Amount>| amount.is_none_or(|a| a.0 % Amount::UNIT == 0);
        if !whole(low) || !whole(high) || quantity.number.as_ref().is_some_and(|n| n.fraction && n.scale == 1) {
            return None;
        }
    }
    let mut approx = quantity.approx;
    if let (Approx::Exact, Some(hedge)) = (approx, hedge) {
        approx = hedge;
        match hedge {
            Approx::AtLeast | Approx::MoreThan => high = None,
            Approx::AtMost | Approx::LessThan => low = None,
            _ => {}
        }
    }
    let rule = quantity.rule.unwrap_or(match unit.kind {
        FigureKind::People => PEOPLE,
        FigureKind::Money => MONEY,
        FigureKind::Percent => PERCENT,
    });
    Some(Figure {
        min: low,
        max: high,
        approx,
        unit: unit.name.clone(),
        kind: unit.kind,
        rule,
        counted: None,
        cumulative: false,
        as_of: None,
    })
}
