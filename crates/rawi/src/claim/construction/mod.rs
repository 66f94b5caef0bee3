//! The constructions of Arabic attribution, one file a family.

mod document;
mod finite;
mod object;
mod subject;
mod verb_place;

mod nominal;
mod noun_claim;

mod according;
mod colon;

pub(super) use colon::HEADLINE_COLON;
pub(super) use finite::{PASSIVE_HEARSAY, VERB_INNA};
pub(super) use nominal::{HEARSAY_NOUN, MASDAR, PARTICIPLE};
pub(super) use noun_claim::CUE_NOUN;

use super::draft::Draft;
use super::ground::Ground;
use crate::lexicon::Class;

impl Ground<'_> {
    /// The claim that the word at `at` announces, if any: the first construction that fits.
    pub(super) fn construct(&self, at: usize) -> Option<Draft> {
        if self.scan.is_settled(at) {
            return None;
        }
        if !self.may_announce(at) {
            return self.colon(at).or_else(|| self.misprint(at));
        }
        self.according(at).or_else(|| self.finite(at)).or_else(|| self.nominal(at)).or_else(|| self.hearsay_noun(at))
    }

    /// A verbal noun, a participle, or one of the letters of both («مطالبة»): after a comma that is a participle first.
    fn nominal(&self, at: usize) -> Option<Draft> {
        if !self.is_participle(at) {
            return self.masdar(at).or_else(|| self.noun_claim(at));
        }
        if at > 0 && self.is_comma(at - 1) {
            return self.participle(at).or_else(|| self.masdar(at)).or_else(|| self.noun_claim(at));
        }
        self.noun_claim(at).or_else(|| self.participle(at)).or_else(|| self.masdar(at))
    }

    /// Is the word in a table of reporting words? All constructions but those of the colon and the misprint begin at one.
    fn may_announce(&self, at: usize) -> bool {
        self.is(at, Class::Verb) || self.is(at, Class::CueNoun) || self.is(at, Class::CuePreposition)
    }
}
