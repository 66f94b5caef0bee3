//! What a token can be to the constructions of figures, one bit a kind, so that most questions end without a look at its senses.

use super::words::{CueKind, FigureWord, Place};

/// A set of kinds of words around numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Kinds(u32);

/// Hedges take the lowest bits, then come cues.
const CUES: u32 = 12;
const WORDS: u32 = 24;

impl Kinds {
    pub(super) const PERCENT: Kinds = Kinds(1 << WORDS);
    pub(super) const CURRENCY: Kinds = Kinds(1 << (WORDS + 1));
    pub(super) const PEOPLE: Kinds = Kinds(1 << (WORDS + 2));
    pub(super) const THING: Kinds = Kinds(1 << (WORDS + 3));

    /// Begins a hedge before a number.
    pub(super) const HEDGE: Kinds =
        Kinds::place(Place::Before).or(Kinds::place(Place::Verb)).or(Kinds::place(Place::Negation));
    /// Begins a figure that begins with no number.
    pub(super) const START: Kinds = Kinds::HEDGE
        .or(Kinds::place(Place::Between))
        .or(Kinds::place(Place::From))
        .or(Kinds::PERCENT)
        .or(Kinds::CURRENCY)
        .or(Kinds::PEOPLE);

    pub(super) const fn or(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    pub(super) const fn intersects(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn place(place: Place) -> Kinds {
        Kinds(1 << place as u32)
    }

    pub(super) const fn cue(kind: CueKind) -> Kinds {
        Kinds(1 << (CUES + kind as u32))
    }

    /// Adds the kind of a word that stands at the token.
    pub(crate) fn add(&mut self, word: Option<FigureWord>) {
        let Some(word) = word else { return };
        *self = self.or(match word {
            FigureWord::Hedge { place, .. } => Kinds::place(place),
            FigureWord::Percent { .. } => Kinds::PERCENT,
            FigureWord::Currency { .. } => Kinds::CURRENCY,
            FigureWord::People { .. } => Kinds::PEOPLE,
            FigureWord::Cue(kind) => Kinds::cue(kind),
            FigureWord::Thing => Kinds::THING,
        });
    }
}

const _: () = assert!((Place::Or as u32) < CUES && CUES + (CueKind::SoFar as u32) < WORDS, "no two kinds share a bit");
