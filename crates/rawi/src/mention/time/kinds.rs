//! What a token can be to the constructions of time, one bit a kind, so that most questions end without a look at its senses.

use rawi_text::TokenKind;

use super::words::{Numeral, Particle, Period, Word};

/// A set of kinds of words and marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Kinds(u128);

/// Particles take the lower half.
const WORDS: u32 = 64;

impl Kinds {
    /// No kind at all.
    pub(super) const NONE: Kinds = Kinds(0);
    pub(super) const MONTH: Kinds = Kinds(1 << WORDS);
    pub(super) const WEEKDAY: Kinds = Kinds(1 << (WORDS + 1));
    pub(super) const DEICTIC: Kinds = Kinds(1 << (WORDS + 2));
    pub(super) const MODIFIER: Kinds = Kinds(1 << (WORDS + 3));
    pub(super) const UNIT: Kinds = Kinds(1 << (WORDS + 4));
    pub(super) const PART: Kinds = Kinds(1 << (WORDS + 5));
    pub(super) const DAY_PART: Kinds = Kinds(1 << (WORDS + 6));
    pub(super) const HOLIDAY: Kinds = Kinds(1 << (WORDS + 7));
    pub(super) const EVENT: Kinds = Kinds(1 << (WORDS + 8));
    pub(super) const HEAD: Kinds = Kinds(1 << (WORDS + 9));
    /// A token of digits.
    pub(super) const DIGITS: Kinds = Kinds(1 << (WORDS + 10));
    /// A punctuation mark or symbol.
    pub(super) const MARK: Kinds = Kinds(1 << (WORDS + 11));
    const PERIODS: u32 = WORDS + 12;
    const NUMERALS: u32 = WORDS + 16;

    /// A season, fraction, term or decade.
    pub(super) const PERIOD: Kinds = Kinds::period(Period::Season)
        .or(Kinds::period(Period::Fraction))
        .or(Kinds::period(Period::Decade))
        .or(Kinds::period(Period::Term));
    /// Numbers in words that count.
    pub(super) const COUNTING: Kinds = Kinds::numeral(Numeral::Unit)
        .or(Kinds::numeral(Numeral::Ten))
        .or(Kinds::numeral(Numeral::Hundred))
        .or(Kinds::numeral(Numeral::Thousand));
    /// Begins a counting number.
    pub(super) const AMOUNT: Kinds = Kinds::COUNTING.or(Kinds::DIGITS).or(Kinds::particle(Particle::Article));
    /// Begins an ordinal.
    pub(super) const ORDINAL: Kinds = Kinds::numeral(Numeral::Ordinal).or(Kinds::numeral(Numeral::Ten));
    /// Begins the number of a day.
    pub(super) const DAY_NUMBER: Kinds = Kinds::AMOUNT.or(Kinds::ORDINAL);
    /// Begins a time of day.
    pub(super) const CLOCK: Kinds =
        Kinds::DAY_NUMBER.or(Kinds::particles(&[Particle::MidnightAlone, Particle::NoonAlone, Particle::HourNow]));
    /// Says how far a day is from that of publication.
    pub(super) const TODAY: Kinds = Kinds::DEICTIC.or(Kinds::particles(&[Particle::LastNight, Particle::Tonight]));
    /// Begins a day.
    pub(super) const DAY: Kinds = Kinds::CLOCK
        .or(Kinds::TODAY)
        .or(Kinds::DAY_PART)
        .or(Kinds::UNIT)
        .or(Kinds::WEEKDAY)
        .or(Kinds::particle(Particle::Midnight));
    /// Begins a period longer than a day, beside that of publication.
    pub(super) const RELATIVE: Kinds =
        Kinds::PART.or(Kinds::UNIT).or(Kinds::particles(&[Particle::This, Particle::That]));
    /// Begins a year by number.
    pub(super) const YEAR: Kinds =
        Kinds::PART.or(Kinds::UNIT).or(Kinds::DIGITS).or(Kinds::particle(Particle::SeasonOf));
    /// Begins what recurs.
    pub(super) const SET: Kinds = Kinds::UNIT.or(Kinds::WEEKDAY).or(Kinds::DAY_NUMBER).or(Kinds::particles(&[
        Particle::Every,
        Particle::Daily,
        Particle::Weekly,
        Particle::Monthly,
        Particle::Yearly,
    ]));
    /// Begins what is counted from another time.
    pub(super) const BESIDE: Kinds =
        Kinds::particles(&[Particle::Before, Particle::After, Particle::BeforeIt, Particle::AfterIt]);
    /// Begins a length of time.
    pub(super) const DURATION: Kinds = Kinds::AMOUNT
        .or(Kinds::UNIT)
        .or(Kinds::period(Period::Fraction))
        .or(Kinds::particles(&[Particle::Before, Particle::After]));
    pub(super) const fn or(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    pub(super) const fn intersects(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn particle(kind: Particle) -> Kinds {
        Kinds(1 << kind as u32)
    }

    pub(super) const fn particles(kinds: &[Particle]) -> Kinds {
        let (mut all, mut n) = (Kinds(0), 0);
        while n < kinds.len() {
            all = all.or(Kinds::particle(kinds[n]));
            n += 1;
        }
        all
    }

    pub(super) const fn numeral(kind: Numeral) -> Kinds {
        Kinds(1 << (Kinds::NUMERALS + kind as u32))
    }

    pub(super) const fn period(kind: Period) -> Kinds {
        Kinds(1 << (Kinds::PERIODS + kind as u32))
    }

    /// The kind of one word.
    const fn of(word: Word) -> Kinds {
        match word {
            Word::Month { .. } => Kinds::MONTH,
            Word::Weekday(_) => Kinds::WEEKDAY,
            Word::Deictic { .. } => Kinds::DEICTIC,
            Word::Modifier(_) => Kinds::MODIFIER,
            Word::Unit { .. } => Kinds::UNIT,
            Word::Part(_) => Kinds::PART,
            Word::DayPart { .. } => Kinds::DAY_PART,
            Word::Numeral { kind, .. } => Kinds::numeral(kind),
            Word::Period { kind, .. } => Kinds::period(kind),
            Word::Particle(kind) => Kinds::particle(kind),
            Word::Holiday { .. } => Kinds::HOLIDAY,
            Word::Event { .. } => Kinds::EVENT,
            Word::Head(_) => Kinds::HEAD,
        }
    }

    /// Adds the kind of a word that stands at the token.
    pub(crate) fn add(&mut self, word: Option<Word>) {
        if let Some(word) = word {
            *self = self.or(Kinds::of(word));
        }
    }

    /// What a token is by its characters alone.
    pub(crate) fn of_token(kind: TokenKind) -> Kinds {
        match kind {
            TokenKind::Word => Kinds::default(),
            TokenKind::Number => Kinds::DIGITS,
            TokenKind::Punct | TokenKind::Symbol => Kinds::MARK,
        }
    }
}

const _: () = assert!((Particle::Now as u32) < WORDS, "particles and words share no bit");
