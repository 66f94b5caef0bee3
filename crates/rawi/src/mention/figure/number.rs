//! Numbers in digits and words: units, teens, tens, hundreds, scales, duals, halves, and what و joins of them.
//!
//! A number is a run of segments of falling size: «مليونان ومئة وخمسون ألفًا و500» is 2 × million, 150 × thousand, 500. A segment is
//! a scale word alone, a coefficient before one, or a coefficient that ends the number. و joins two segments only where the second
//! is smaller than the scale of the first, so «بين ألف وألفين» stays two numbers.

use std::ops::Range;

use rawi_text::{Proclitics, TokenFlags, TokenKind};

use super::digits;
use super::words::{NumberRow, NumberWord, Shape, part_of};
use crate::lexicon::Class;
use crate::mention::Amount;
use crate::scan::Scan;

/// A number as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// What it is worth.
    pub value: Amount,
    /// Where its point could also group thousands (1.250): what it is worth then.
    pub grouped: Option<Amount>,
    /// Its tokens. A clitic of the first one belongs to the token, not to the number.
    pub tokens: Range<usize>,
    /// What is written together with the first token: و، ب، ال.
    pub lead: Proclitics,
    /// The first scale word (1,000 and above); 1 where there is none.
    pub scale: i64,
    /// Does its last word ask for a noun (مئتا, مليوني)?
    pub bound: bool,
    /// Is it a fraction of one thing and no more (نصف, ثلاثة أرباع)?
    pub fraction: bool,
}

impl Number {
    /// Is ال before it?
    pub fn is_definite(&self) -> bool {
        self.lead.contains(Proclitics::AL)
    }
}

/// The number that begins at token `at`, as long as it goes; it never leaves its line. `None` where none begins: plurals that are not
/// counted (مئات, آلاف) are no number.
pub fn read(scan: &Scan<'_>, at: usize) -> Option<Number> {
    let reader = Reader { scan };
    let first = reader.segment(at, false)?;
    let lead = reader.word(at).map_or(Proclitics::empty(), |w| w.lead);
    let mut number = Number {
        value: first.value,
        grouped: first.grouped,
        tokens: at..first.end,
        lead,
        scale: first.scale.max(1),
        bound: first.bound,
        fraction: first.scale == 0,
    };
    let mut limit = first.scale;
    let even_hundreds = |n: i64| n > 0 && n % 100 == 0;
    let mut hundreds = even_hundreds(first.coefficient);
    while limit > 1 {
        let Some(joined) = reader.and(number.tokens.end) else { break };
        if let Some((over, under, end)) = reader.fraction(joined) {
            number.value.0 += part_of(limit, over, under).0;
            let again =
                matches!(reader.scale(end, true), Some((value, shape)) if value == limit && shape != Shape::Two);
            number.tokens.end = end + usize::from(again);
            number.bound = false;
            break;
        }
        let Some(next) = reader.segment(joined, true) else { break };
        let smaller = next.scale < limit && next.value < Amount::whole(limit) && next.value.0 % Amount::UNIT == 0;
        // «مئة ألف وألفان»: the old way to say 102,000.
        let old = next.scale == limit && next.coefficient == 0 && hundreds;
        if next.scale == 0 || !(smaller || old) {
            break;
        }
        number.value.0 += next.value.0;
        number.tokens.end = next.end;
        number.bound = next.bound;
        number.grouped = None;
        hundreds = even_hundreds(next.coefficient);
        limit = next.scale;
    }
    // «الاثنين» alone is a Monday.
    let monday = number.is_definite() && number.value == Amount::whole(2) && number.tokens.len() == 1;
    // «وأحد» folds into «واحد»; the hamza tells them apart.
    let one_of = number.value == Amount::whole(1) && scan.flag(at, TokenFlags::HAMZA_ABOVE);
    (!monday && !one_of).then_some(number)
}

struct Segment {
    value: Amount,
    grouped: Option<Amount>,
    /// 1 without a scale word, 0 for a bare fraction.
    scale: i64,
    /// What the scale word was multiplied with, 0 where it stands alone.
    coefficient: i64,
    bound: bool,
    end: usize,
}

struct Reader<'r, 'a> {
    scan: &'r Scan<'a>,
}

impl Reader<'_, '_> {
    /// The number word at token `at`, with what is written together with it.
    fn word(&self, at: usize) -> Option<NumberRow> {
        let sense = self.scan.sense(at, Class::Number)?;
        let row = self.scan.lexicon.words.figure.numbers.get(sense.row())?;
        Some(NumberRow { word: row.word, lead: row.lead | sense.proclitics })
    }

    fn same_line(&self, at: usize) -> bool {
        !self.scan.flag(at, TokenFlags::LINE_START)
    }

    /// The number word that goes on at `at` with nothing before it.
    fn inner(&self, at: usize) -> Option<NumberWord> {
        self.word(at).filter(|w| w.lead.is_empty() && self.same_line(at)).map(|w| w.word)
    }

    /// Where the part begins that و joins at token `at`.
    fn and(&self, at: usize) -> Option<usize> {
        if !self.same_line(at) {
            return None;
        }
        let row = self.word(at)?;
        match row.word {
            NumberWord::And => self.same_line(at + 1).then_some(at + 1),
            // «وأحد عشر» folds into «واحد عشر».
            NumberWord::Unit(1) if row.lead.is_empty() && self.inner(at + 1) == Some(NumberWord::Ten) => Some(at),
            _ => (row.lead == Proclitics::WA || row.lead == Proclitics::WA | Proclitics::AL).then_some(at),
        }
    }

    fn below_hundred(&self, at: usize) -> Option<(i64, usize)> {
        let tens = |unit: i64| {
            let joined = self.and(at + 1)?;
            match self.word(joined)?.word {
                NumberWord::Tens(tens) => Some((tens + unit, joined + 1)),
                _ => None,
            }
        };
        let teen = self.inner(at + 1) == Some(NumberWord::Ten);
        match self.word(at)?.word {
            NumberWord::Unit(unit @ 1..) | NumberWord::Teen(unit) if teen => Some((unit + 10, at + 2)),
            NumberWord::Unit(0) => Some((0, at + 1)),
            NumberWord::Unit(unit) => Some(tens(unit).unwrap_or((unit, at + 1))),
            NumberWord::Teen(unit) => tens(unit),
            NumberWord::Ten => Some((10, at + 1)),
            NumberWord::Tens(tens) => Some((tens, at + 1)),
            _ => None,
        }
    }

    /// 1 to 999 in words, and whether the last of them asks for a noun.
    fn below_thousand(&self, at: usize) -> Option<(i64, bool, usize)> {
        let (hundreds, bound, end) = match self.word(at)?.word {
            NumberWord::Hundred { value, bound } => (value, bound, at + 1),
            NumberWord::Unit(unit @ 3..)
                if matches!(self.inner(at + 1), Some(NumberWord::Hundred { value: 100, .. })) =>
            {
                (unit * 100, false, at + 2)
            }
            _ => return self.below_hundred(at).map(|(value, end)| (value, false, end)),
        };
        let Some(joined) = self.and(end) else { return Some((hundreds, bound, end)) };
        if let Some((value, end)) = self.below_hundred(joined) {
            return Some((hundreds + value, false, end));
        }
        match self.digits(joined) {
            Some((value, None, end)) if value < Amount::whole(100) && value.0 % Amount::UNIT == 0 => {
                Some((hundreds + (value.0 / Amount::UNIT) as i64, false, end))
            }
            _ => Some((hundreds, bound, end)),
        }
    }

    /// Digits: one token, groups apart («1 250»), or two tokens with a letter between («5ر3»).
    fn digits(&self, at: usize) -> Option<(Amount, Option<Amount>, usize)> {
        let token = self.scan.tokens.token(at).filter(|t| t.kind == TokenKind::Number)?;
        let key = self.scan.key(at);
        let first = digits::read(key)?;
        let glued = |at: usize| self.scan.flag(at, TokenFlags::GLUED);
        let number = |at: usize| self.scan.tokens.token(at).is_some_and(|t| t.kind == TokenKind::Number);
        if first.plain
            && glued(at + 1)
            && glued(at + 2)
            && number(at + 2)
            && self.inner(at + 1) == Some(NumberWord::PointBack)
        {
            let whole = digits::read(self.scan.key(at + 2)).filter(|d| d.plain)?;
            return Some((Amount(whole.value.0 + digits::fraction(key)), None, at + 3));
        }
        let (mut value, mut end, mut stop) = (first.value, at + 1, token.span.end());
        // «12،5»: the comma of the text for the decimal comma, in no list.
        let part = |at: usize| self.scan.mark(at, '\u{60C}') && glued(at) && glued(at + 1) && number(at + 1);
        if first.plain
            && part(end)
            && !part(end + 2)
            && self.scan.key(end + 1).len() <= 2
            && digits::read(self.scan.key(end + 1)).is_some_and(|d| d.plain)
        {
            return Some((Amount(value.0 + digits::fraction(self.scan.key(end + 1))), None, end + 2));
        }
        // «274،460»: the comma of the text for the comma of the number.
        while first.plain
            && (1..=3).contains(&key.len())
            && !key.starts_with('0')
            && self.scan.mark(end, '\u{60C}')
            && glued(end)
            && glued(end + 1)
        {
            let Some(digits) = digits::read(self.scan.key(end + 1))
                .filter(|d| d.plain && self.scan.key(end + 1).len() == 3 && number(end + 1))
            else {
                break;
            };
            let Some(shifted) = value.0.checked_mul(1000).filter(|v| *v < Amount::whole(i64::MAX / 2).0) else { break };
            value = Amount(shifted + digits.value.0);
            end += 2;
            stop = self.scan.tokens[end - 1].span.end();
        }
        while first.plain && (1..=3).contains(&key.len()) && !key.starts_with('0') {
            let Some(group) = self.scan.tokens.token(end).filter(|t| t.kind == TokenKind::Number) else { break };
            let gap = self.scan.document.text.as_str().get(stop..group.span.start()).unwrap_or("");
            if self.scan.key(end).len() != 3 || !matches!(gap, " " | "\u{A0}" | "\u{202F}" | "\u{2009}") {
                break;
            }
            let Some(digits) = digits::read(self.scan.key(end)).filter(|d| d.plain) else { break };
            let Some(shifted) = value.0.checked_mul(1000).filter(|v| *v < Amount::whole(i64::MAX / 2).0) else { break };
            value = Amount(shifted + digits.value.0);
            stop = group.span.end();
            end += 1;
        }
        Some((value, first.grouped, end))
    }

    /// A fraction word, or a plural one with its numerator.
    fn fraction(&self, at: usize) -> Option<(i64, i64, usize)> {
        match self.word(at)?.word {
            NumberWord::Fraction { over, under, many: false } => Some((over, under, at + 1)),
            NumberWord::Unit(over) => match self.inner(at + 1)? {
                NumberWord::Fraction { under, many: true, .. } => Some((over, under, at + 2)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The scale word at `at`; `article`: may ال stand before it?
    fn scale(&self, at: usize, article: bool) -> Option<(i64, Shape)> {
        let row = self
            .word(at)
            .filter(|w| self.same_line(at) && (w.lead.is_empty() || article && w.lead == Proclitics::AL))?;
        match row.word {
            NumberWord::Scale { value, shape } => Some((value, shape)),
            _ => None,
        }
    }

    /// The scale words behind a value, each bigger than the one before: «ألف مليون».
    fn scales(
        &self,
        mut value: Amount,
        mut scale: i64,
        mut end: usize,
        mut article: bool,
    ) -> Option<(Amount, i64, usize)> {
        while let Some((next, shape)) = self.scale(end, article) {
            if next <= scale || matches!(shape, Shape::Two | Shape::Bound) || !self.same_line(end) {
                break;
            }
            value.0 = value.0.checked_mul(i128::from(next))?;
            scale = next;
            end += 1;
            article = false;
        }
        Some((value, scale, end))
    }

    /// A part of a number; `joined`: does it stand after و?
    fn segment(&self, at: usize, joined: bool) -> Option<Segment> {
        if !joined && let Some((over, under, end)) = self.fraction(at) {
            let (whole, scale, end) = self.scales(Amount::whole(1), 0, end, true)?;
            let value = Amount(whole.0.checked_mul(i128::from(over))? / i128::from(under));
            return Some(Segment { value, grouped: None, scale, coefficient: 1, bound: false, end });
        }
        if let Some(NumberWord::Scale { value, shape }) = self.word(at).map(|w| w.word) {
            let count = match shape {
                Shape::One => 1,
                Shape::Two | Shape::Bound => 2,
                Shape::Many => return None,
                Shape::Either => 1 + i64::from(self.is_dual(at)),
            };
            let bound = shape == Shape::Bound || shape == Shape::Either && count == 2;
            let (value, scale, end) = self.scales(Amount::whole(value * count), value, at + 1, false)?;
            return Some(Segment { value, grouped: None, scale, coefficient: 0, bound: bound && end == at + 1, end });
        }
        let (mut value, mut grouped, mut bound, mut end) = match self.digits(at) {
            Some((value, grouped, end)) => (value, grouped, false, end),
            None => self.below_thousand(at).map(|(value, bound, end)| (Amount::whole(value), None, bound, end))?,
        };
        if self.inner(end) == Some(NumberWord::Point) {
            if let Some((_, None, after)) = self.digits(end + 1).filter(|(_, _, after)| *after == end + 2) {
                // «3 فاصل 5».
                value.0 += digits::fraction(self.scan.key(end + 1));
                end = after;
            } else if let Some((behind, after)) = self.below_hundred(end + 1) {
                value.0 += i128::from(behind) * Amount::UNIT / if behind < 10 { 10 } else { 100 };
                end = after;
            }
        } else if let Some((over, under, after)) = self.and(end).and_then(|q| self.fraction(q))
            && value.0 % Amount::UNIT == 0
            && self.scale(end, false).is_none()
        {
            value.0 += part_of(1, over, under).0;
            end = after;
            bound = false;
        }
        let coefficient = (value.0 / Amount::UNIT) as i64;
        let counted = end;
        let (value, scale, end) = self.scales(value, 1, end, false)?;
        if end > counted {
            (grouped, bound) = (None, false);
        }
        Some(Segment { value, grouped, scale, coefficient, bound, end })
    }

    /// Is مليونا the dual that its noun follows, and not the accusative of one?
    fn is_dual(&self, at: usize) -> bool {
        let Some(next) =
            self.scan.tokens.token(at + 1).filter(|t| t.kind == TokenKind::Word && !t.is(TokenFlags::LINE_START))
        else {
            return false;
        };
        !self.scan.flag(at, TokenFlags::TANWIN_FATH)
            && next.is(TokenFlags::ARABIC)
            && self.and(at + 1).is_none()
            && !self.scan.is(at + 1, Class::Function)
    }
}
