//! What stands at a token: words of time, numbers, marks. The only place where constructions touch the scan.

use rawi_text::{Proclitics, TokenFlags, TokenKind};

use super::kinds::Kinds;
use super::words::{Count, Numeral, Particle, TimeWords, Unit, Word};
use crate::lexicon::{Class, Sense};
use crate::scan::Scan;

const AL: &str = "\u{627}\u{644}";

/// A sentence under reading. No construction looks over its two ends.
#[derive(Clone, Copy)]
pub(super) struct Reader<'s, 'd> {
    pub(super) scan: &'s Scan<'d>,
    pub(super) words: &'s TimeWords,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A word of time, where it ends, and with what clitics.
#[derive(Clone, Copy)]
pub(super) struct Hit {
    pub(super) word: Word,
    pub(super) end: usize,
    pub(super) definite: bool,
    pub(super) proclitics: Proclitics,
}

/// A number that counts: «3», «ثلاثة», «الـ24», «خمسة وعشرين».
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    /// In tenths, for «3.5».
    pub(super) tenths: u32,
    pub(super) end: usize,
    pub(super) definite: bool,
    pub(super) digits: bool,
}

impl Amount {
    /// The number, where it is whole.
    pub(super) fn whole(self) -> Option<u32> {
        self.tenths.is_multiple_of(10).then_some(self.tenths / 10)
    }
}

impl<'s, 'd> Reader<'s, 'd> {
    /// Opens the sentence of these tokens.
    pub(super) fn new(scan: &'s Scan<'d>, sentence: std::ops::Range<usize>) -> Reader<'s, 'd> {
        Reader { scan, words: &scan.lexicon.words.time, start: sentence.start, end: sentence.end }
    }

    /// What token `at`, inside the sentence, can be.
    pub(super) fn kinds(&self, at: usize) -> Kinds {
        if at >= self.start && at < self.end { self.scan.times(at) } else { Kinds::default() }
    }

    /// Can token `at`, inside the sentence, be one of these?
    pub(super) fn can(&self, at: usize, kinds: Kinds) -> bool {
        self.kinds(at).intersects(kinds)
    }

    /// The words of time at token `at`, longest first.
    pub(super) fn hits(&self, at: usize) -> impl Iterator<Item = Hit> + use<'s, 'd> {
        let (words, end) = (self.words, self.end);
        let inside = at >= self.start && at < end && self.scan.is(at, Class::Time);
        let senses: &'s [Sense] = if inside { self.scan.senses(at) } else { &[] };
        senses.iter().filter(|s| s.class == Class::Time).filter_map(move |sense| {
            let stop = at + sense.len as usize;
            (stop <= end).then_some(())?;
            Some(Hit {
                word: words.word(sense.row())?,
                end: stop,
                definite: sense.is_definite(),
                proclitics: sense.proclitics,
            })
        })
    }

    /// The first word of time at `at` that `pick` takes.
    pub(super) fn find<T>(&self, at: usize, mut pick: impl FnMut(&Hit) -> Option<T>) -> Option<T> {
        self.hits(at).find_map(|hit| pick(&hit))
    }

    /// Where the closed-class word at `at` ends, if it is this one.
    pub(super) fn particle(&self, at: usize, kind: Particle) -> Option<usize> {
        if !self.can(at, Kinds::particle(kind)) {
            return None;
        }
        self.find(at, |hit| (hit.word == Word::Particle(kind)).then_some(hit.end))
    }

    /// Is the closed-class word at `at` one of these, and where does it end?
    pub(super) fn particle_of(&self, at: usize, kinds: &[Particle]) -> Option<usize> {
        if !self.can(at, Kinds::particles(kinds)) {
            return None;
        }
        self.find(at, |hit| matches!(hit.word, Word::Particle(kind) if kinds.contains(&kind)).then_some(hit.end))
    }

    /// The first word of time, one of `kinds`, that ends just before `at` and that `pick` takes; it may be a phrase of up to four
    /// words.
    pub(super) fn find_before<T>(
        &self,
        at: usize,
        kinds: Kinds,
        mut pick: impl FnMut(&Hit, usize) -> Option<T>,
    ) -> Option<T> {
        (1..=4)
            .filter_map(|back| at.checked_sub(back).filter(|&from| self.can(from, kinds)))
            .find_map(|from| self.hits(from).find_map(|hit| if hit.end == at { pick(&hit, from) } else { None }))
    }

    /// Does a closed-class word of one of these kinds end just before `at`?
    pub(super) fn follows(&self, at: usize, kinds: &[Particle]) -> bool {
        self.find_before(at, Kinds::particles(kinds), |hit, _| {
            matches!(hit.word, Word::Particle(kind) if kinds.contains(&kind)).then_some(())
        })
        .is_some()
    }

    /// Is token `at`, inside the sentence, this mark?
    pub(super) fn mark(&self, at: usize, mark: char) -> bool {
        self.can(at, Kinds::MARK) && self.scan.mark(at, mark)
    }

    /// Is there a comma of either script at `at`?
    pub(super) fn comma(&self, at: usize) -> bool {
        self.can(at, Kinds::MARK) && (self.scan.mark(at, '\u{60C}') || self.scan.mark(at, ','))
    }

    /// Is token `at` a quotation mark, bracket, comma or the like, or beyond the sentence?
    pub(super) fn stops(&self, at: usize) -> bool {
        at < self.start || at >= self.end || self.scan.tokens.token(at).is_none_or(|t| t.kind == TokenKind::Punct)
    }

    /// Does token `at` touch the one before it?
    pub(super) fn glued(&self, at: usize) -> bool {
        self.scan.flag(at, TokenFlags::GLUED)
    }

    /// The value of plain digits at `at`, four at most.
    pub(super) fn digits(&self, at: usize) -> Option<u32> {
        if !self.can(at, Kinds::DIGITS) {
            return None;
        }
        let key = self.scan.key(at);
        if key.len() > 4 {
            return None;
        }
        key.bytes().try_fold(0, |sum, b| b.is_ascii_digit().then(|| sum * 10 + u32::from(b - b'0')))
    }

    /// A year in digits at `at`: four of them, from 1000 to 2999, that do not begin a longer number or a count.
    pub(super) fn year_digits(&self, at: usize) -> Option<u32> {
        let year = self.digits(at).filter(|y| (1000..3000).contains(y) && self.scan.key(at).len() == 4)?;
        let fraction =
            self.mark(at + 1, '%') || self.mark(at + 1, '\u{66A}') || at > self.start && self.mark(at - 1, '%');
        (!fraction).then_some(year)
    }

    /// Skips an article written apart from its digits («الـ24»).
    fn article(&self, at: usize) -> Option<usize> {
        let end = self.particle(at, Particle::Article)?;
        self.digits(end).map(|_| end)
    }

    /// Skips و written apart, before digits or a name.
    pub(super) fn and(&self, at: usize) -> Option<usize> {
        self.particle(at, Particle::And)
    }

    /// A counting number at `at`.
    pub(super) fn amount(&self, at: usize) -> Option<Amount> {
        if !self.can(at, Kinds::AMOUNT) {
            return None;
        }
        let (from, definite) = self.article(at).map_or((at, false), |end| (end, true));
        if let Some(value) = self.digits(from) {
            return Some(Amount { tenths: value * 10, end: from + 1, definite, digits: true });
        }
        if self.scan.tokens.token(from).is_some_and(|t| t.kind == TokenKind::Number) && from < self.end {
            let (whole, part) = self.scan.key(from).split_once(['.', ','])?;
            if whole.len() > 3 || part.len() != 1 {
                return None;
            }
            let tenths = whole.parse::<u32>().ok()? * 10 + part.parse::<u32>().ok()?;
            return Some(Amount { tenths, end: from + 1, definite, digits: true });
        }
        self.spelled(at)
    }

    fn numeral(&self, at: usize, kinds: &[Numeral]) -> Option<(Numeral, u32, Hit)> {
        if !kinds.iter().any(|&kind| self.can(at, Kinds::numeral(kind))) {
            return None;
        }
        self.find(at, |hit| match hit.word {
            Word::Numeral { kind, value } if kinds.contains(&kind) => Some((kind, value, *hit)),
            _ => None,
        })
    }

    /// A number in words: «خمسة وعشرين», «الاثني عشر», «ألفين وأحد عشر».
    fn spelled(&self, at: usize) -> Option<Amount> {
        const COUNTING: &[Numeral] = &[Numeral::Unit, Numeral::Ten, Numeral::Hundred, Numeral::Thousand];
        let (mut kind, mut value, first) = self.numeral(at, COUNTING)?;
        let (mut total, mut end) = (0, first.end);
        loop {
            if kind == Numeral::Unit
                && let Some((_, teen, hit)) = self.numeral(end, &[Numeral::Teen])
                && !hit.definite
                && hit.proclitics.is_empty()
                && value < 10
            {
                value += teen;
                end = hit.end;
            } else if kind == Numeral::Unit
                && let Some((scale, by, hit)) = self.numeral(end, &[Numeral::Hundred, Numeral::Thousand])
                && hit.proclitics.is_empty()
                && matches!(by, 100 | 1000)
                && (3..=10).contains(&value)
            {
                value *= by;
                kind = scale;
                end = hit.end;
            }
            total += value;
            // و joins a smaller number, or tens after units.
            let next = self.and(end).unwrap_or(end);
            let more = self.find(next, |hit| match hit.word {
                // «واحد» behind another number is و and «أحد».
                Word::Numeral { kind, value }
                    if COUNTING.contains(&kind) && (next > end || hit.proclitics.contains(Proclitics::WA)) =>
                {
                    Some((kind, value, *hit))
                }
                _ => None,
            });
            let Some((following, more, hit)) = more else { break };
            let fits = match kind {
                Numeral::Unit => following == Numeral::Ten && value < 10,
                Numeral::Hundred => matches!(following, Numeral::Unit | Numeral::Ten),
                Numeral::Thousand => matches!(following, Numeral::Unit | Numeral::Ten | Numeral::Hundred),
                _ => false,
            };
            if !fits {
                break;
            }
            (kind, value, end) = (following, more, hit.end);
        }
        // The first letters of «ألفان» look like an article to the index.
        let definite = first.definite && !matches!(first.word, Word::Numeral { kind: Numeral::Thousand, .. });
        Some(Amount { tenths: total * 10, end, definite, digits: false })
    }

    /// An ordinal at `at`: «الحادي والعشرين», «الثالثة», «أول»; the end and whether it has the article.
    pub(super) fn ordinal(&self, at: usize) -> Option<(u32, usize, bool)> {
        if !self.can(at, Kinds::ORDINAL) {
            return None;
        }
        if let Some((_, value, hit)) = self.numeral(at, &[Numeral::Ordinal]) {
            if value < 10
                && hit.definite
                && let Some((_, ten, second)) = self.numeral(hit.end, &[Numeral::Ten])
                && second.definite
                && second.proclitics.contains(Proclitics::WA)
            {
                return Some((value + ten, second.end, true));
            }
            return Some((value, hit.end, hit.definite));
        }
        let (_, ten, hit) = self.numeral(at, &[Numeral::Ten])?;
        hit.definite.then_some((ten, hit.end, true))
    }

    /// Is the ordinal at `at` «الأخير»?
    pub(super) fn last(&self, at: usize) -> Option<usize> {
        self.numeral(at, &[Numeral::Last]).filter(|(_, _, hit)| hit.definite).map(|(_, _, hit)| hit.end)
    }

    /// A unit of time at `at` that `pick` takes.
    pub(super) fn unit(&self, at: usize, pick: impl Fn(Unit, Count, &Hit) -> bool) -> Option<(Unit, Count, Hit)> {
        if !self.can(at, Kinds::UNIT) {
            return None;
        }
        self.find(at, |hit| match hit.word {
            Word::Unit { unit, count } if pick(unit, count, hit) => Some((unit, count, *hit)),
            _ => None,
        })
    }

    /// Does the word at `at` begin with the article, as far as its letters show?
    pub(super) fn is_definite(&self, at: usize) -> bool {
        at < self.end
            && self.scan.tokens.token(at).is_some_and(|t| t.kind == TokenKind::Word)
            && self.scan.key(at).starts_with(AL)
            && rawi_text::splits(self.scan.key(at)).any(|s| s.proclitics == Proclitics::AL)
    }
}
