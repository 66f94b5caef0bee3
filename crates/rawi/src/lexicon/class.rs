//! What a word can be, as the lexicon knows it.

use bitflags::bitflags;
use rawi_text::{Enclitic, Proclitics};

use super::form::Form;

/// The class of a word sense. What the row says beyond its class is looked up with [`Sense::row`] in the typed table of that class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Class {
    /// A reporting verb in any of its forms (`cue/verb`).
    Verb,
    /// A reporting noun (`cue/noun`).
    CueNoun,
    /// A reporting preposition (`cue/preposition`).
    CuePreposition,
    /// An unnamed source (`source/unnamed`).
    Unnamed,
    /// An office, rank, profession or honorific (`source/role`).
    Role,
    /// A head noun of a body (`source/body`).
    Body,
    /// An adjective that names the institution behind a source (`source/affiliation`).
    Affiliation,
    /// The beginning of the words that say why a source is not named (`source/reason`).
    Reason,
    /// A plural of media or documents without a name (`source/collective`).
    Collective,
    /// A document noun (`source/document`).
    Document,
    /// A medium (`source/channel`).
    Channel,
    /// An outlet, agency or platform by name (`outlet/outlet`).
    Outlet,
    /// A country or bloc by name (`place/country`).
    Country,
    /// An adjective of a country (`place/country`).
    Demonym,
    /// A city (`place/city`).
    City,
    /// A given name (`name/given`).
    Given,
    /// A family name that is a common word as well (`name/family`).
    Family,
    /// A particle inside a name: بن، أبو، آل (`name/particle`).
    NameParticle,
    /// A closed-class word (`grammar/function`).
    Function,
    /// A hedge (`hedge/hedge`).
    Hedge,
    /// A common noun, adjective or adverb (`grammar/noun`).
    Noun,
    /// A verb that does not report (`grammar/verb`).
    PlainVerb,
    /// A word of time; the row is into `mention::time`'s own typed words.
    Time,
    /// A number word; the row is into `mention::figure`'s own typed words.
    Number,
    /// A word of quantity: hedge of a figure, counted noun, currency, vague count.
    Figure,
}

bitflags! {
    /// Which clitics a word of the lexicon may carry.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) struct Fit: u8 {
        /// و and ف.
        const AND = 1;
        /// ب ل ك.
        const PREPOSITION = 1 << 1;
        /// ال.
        const AL = 1 << 2;
        /// س of the future.
        const SA = 1 << 3;
        /// A pronoun.
        const PRONOUN = 1 << 4;
        /// ل of purpose before a verb.
        const LI = 1 << 5;
        /// ال must be there: the row was written with it.
        const NEEDS_AL = 1 << 6;
        /// A pronoun must be there.
        const NEEDS_PRONOUN = 1 << 7;
    }
}

impl Fit {
    pub(crate) const NOUN: Fit = Fit::AND.union(Fit::PREPOSITION).union(Fit::AL).union(Fit::PRONOUN);
    pub(crate) const NAME: Fit = Fit::AND.union(Fit::PREPOSITION);
    pub(crate) const VERB: Fit = Fit::AND.union(Fit::SA).union(Fit::LI).union(Fit::PRONOUN);
    pub(crate) const PARTICLE: Fit = Fit::AND;

    pub(crate) fn admits(self, proclitics: Proclitics, enclitic: Option<Enclitic>) -> bool {
        let has = |p| proclitics.contains(p);
        let wants_al = self.contains(Fit::NEEDS_AL);
        (has(Proclitics::AL) == wants_al || !wants_al && self.contains(Fit::AL))
            && (!proclitics.intersects(Proclitics::WA | Proclitics::FA) || self.contains(Fit::AND))
            && (!has(Proclitics::SA) || self.contains(Fit::SA))
            && (!has(Proclitics::LI) || self.intersects(Fit::PREPOSITION | Fit::LI))
            && (!proclitics.intersects(Proclitics::BI | Proclitics::KA) || self.contains(Fit::PREPOSITION))
            && (!has(Proclitics::A))
            && (enclitic.is_none() && !self.contains(Fit::NEEDS_PRONOUN)
                || enclitic.is_some() && self.intersects(Fit::PRONOUN | Fit::NEEDS_PRONOUN))
    }
}

/// One way to understand a word or a phrase that begins with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    /// The class.
    pub class: Class,
    /// The row of the class's typed table.
    pub row: u16,
    /// How many tokens the word or phrase has.
    pub len: u8,
    /// What was cut off in front of its first token.
    pub proclitics: Proclitics,
    /// What was cut off behind it.
    pub enclitic: Option<Enclitic>,
    /// The form, for a verb.
    pub form: Option<Form>,
}

impl Sense {
    /// The row as an index.
    pub fn row(&self) -> usize {
        self.row as usize
    }

    /// Is ال before the word?
    pub fn is_definite(&self) -> bool {
        self.proclitics.contains(Proclitics::AL)
    }

    /// Has the word one of ب ل ك in front?
    pub fn has_preposition(&self) -> bool {
        self.proclitics.intersects(Proclitics::BI | Proclitics::LI | Proclitics::KA)
    }
}
