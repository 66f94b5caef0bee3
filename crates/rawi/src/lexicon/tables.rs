//! The rows of the tables, typed.

use bitflags::bitflags;
use rawi_lexicon::{Error, Row};

use crate::reading::{Act, Naming, Polarity, vocabulary};

bitflags! {
    /// What a reporting verb takes.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
    pub struct Frames: u32 {
        /// إنّ or أنّ and a clause, also after بـ.
        const INNA = 1;
        /// أن and a subjunctive.
        const AN = 1 << 1;
        /// عن and a noun or أن.
        const ABOUT = 1 << 2;
        /// إلى and a noun or أن.
        const ILA = 1 << 3;
        /// على and a noun or أن.
        const ALA = 1 << 4;
        /// من and a noun or أن.
        const MIN = 1 << 5;
        /// بـ and a noun or أن.
        const BI = 1 << 6;
        /// لـ and a noun.
        const LI = 1 << 7;
        /// في and a noun.
        const FI = 1 << 8;
        /// A direct object that is the content.
        const OBJ = 1 << 9;
        /// An object and what is held against it (اتهم أ بـ ب): all of it content.
        const OBJ_BI = 1 << 10;
        /// An object and its predicate (وصف أ بأنه ب): all of it content.
        const OBJ_PRED = 1 << 11;
        /// Somebody addressed, outside the content, before the complement.
        const ADDRESSEE = 1 << 12;
        /// A quotation.
        const QUOTE = 1 << 13;
        /// A colon.
        const COLON = 1 << 14;
        /// An indirect question.
        const QUESTION = 1 << 15;
        /// Its passive is hearsay (قيل، تردد).
        const PASSIVE = 1 << 16;
        /// A borderline act.
        const OPTIONAL = 1 << 17;
        /// A cue only with a complementizer, a quotation or a colon.
        const WEAK = 1 << 18;
        /// Its subject is a document (جاء في البيان أن).
        const IN_DOCUMENT = 1 << 19;
        /// It passes on somebody's words: who speaks stands after عن.
        const RELAY = 1 << 20;
        /// Its subject is the rumor itself: nobody speaks (تردد).
        const HEARSAY = 1 << 21;
        /// What is expressed names the act (أعرب عن قلقه): taken from the head of the content.
        const EXPRESSES = 1 << 22;
        /// Only with a word of blame (حمّل فلانا المسؤولية، ألقى باللوم على).
        const BLAME = 1 << 23;
        /// It only carries its noun, which reports (وجّه انتقادا إلى).
        const LIGHT = 1 << 24;
    }
}

/// The frame names of the table, with the flag of each.
pub(crate) const FRAMES: &[(&str, Frames)] = &[
    ("inna", Frames::INNA),
    ("an", Frames::AN),
    ("about", Frames::ABOUT),
    ("ila", Frames::ILA),
    ("ala", Frames::ALA),
    ("min", Frames::MIN),
    ("bi", Frames::BI),
    ("li", Frames::LI),
    ("fi", Frames::FI),
    ("obj", Frames::OBJ),
    ("obj-bi", Frames::OBJ_BI),
    ("obj-pred", Frames::OBJ_PRED),
    ("addressee", Frames::ADDRESSEE),
    ("quote", Frames::QUOTE),
    ("colon", Frames::COLON),
    ("question", Frames::QUESTION),
    ("passive", Frames::PASSIVE),
    ("optional", Frames::OPTIONAL),
    ("weak", Frames::WEAK),
    ("blame", Frames::BLAME),
    ("light", Frames::LIGHT),
    ("in-document", Frames::IN_DOCUMENT),
    ("relay", Frames::RELAY),
    ("hearsay", Frames::HEARSAY),
    ("expresses", Frames::EXPRESSES),
];

/// The flags of a comma list of frame names.
pub(crate) fn frames(row: &Row, column: &str) -> Result<Frames, Error> {
    let mut all = Frames::empty();
    for name in row.list(column) {
        let Some((_, flag)) = FRAMES.iter().find(|(known, _)| *known == name) else {
            let known: Vec<&str> = FRAMES.iter().map(|f| f.0).collect();
            return Err(row.error(format!("{column} \"{name}\" is not known; expected one of {}", known.join(", "))));
        };
        all |= *flag;
    }
    Ok(all)
}

/// A value of one of the engine's vocabularies.
pub(crate) fn value<T>(row: &Row, column: &str, named: fn(&str) -> Option<T>, known: &[&str]) -> Result<T, Error> {
    let name = row.one_of(column, known)?;
    named(name)
        .ok_or_else(|| row.error(format!("{column} \"{name}\" is not known; expected one of {}", known.join(", "))))
}

/// A reporting verb.
#[derive(Clone, Debug)]
pub struct Verb {
    /// Third person singular masculine of the past.
    pub lemma: String,
    /// What it does.
    pub act: Act,
    /// Whether its source holds the content to be so.
    pub polarity: Polarity,
    /// What it takes.
    pub frames: Frames,
}

/// A reporting noun.
#[derive(Clone, Debug)]
pub struct CueNoun {
    /// The singular.
    pub lemma: String,
    /// What it does.
    pub act: Act,
    /// What it is.
    pub kind: CueNounKind,
    /// What it takes.
    pub frames: Frames,
}

vocabulary! {
    /// What a reporting noun is.
    CueNounKind {
        /// Somebody's statement: تصريح، اتهام
        Statement = "statement",
        /// Nobody's: أنباء، شائعات
        Hearsay = "hearsay",
        /// A document: تقرير
        Document = "document",
        /// A channel: مقابلة
        Channel = "channel",
    }
}

vocabulary! {
    /// What a reporting preposition says.
    PrepositionKind {
        /// بحسب، وفق
        According = "according",
        /// نقلا عن
        Quoting = "quoting",
        /// على حد قول
        Claimed = "claimed",
        /// على ما أفاد: only behind a comma
        Loose = "loose",
    }
}

vocabulary! {
    /// What stands between a reporting preposition and its source.
    PrepositionLink {
        /// Nothing: بحسب الوزير
        None = "none",
        /// لـ: وفقا للوزير
        Li = "li",
        /// عن: نقلا عن الوزير
        About = "about",
        /// ما and a clause: بحسب ما قال الوزير
        Ma = "ma",
        /// A clause: حسبما قال الوزير
        Clause = "clause",
        /// A verb that is itself the cue: كما أعلن الوزير
        As = "as",
        /// A pronoun in the phrase itself, for whoever has just spoken: على حد قوله
        Own = "own",
        /// A word for a source and nothing else: استنادا إلى المصدر نفسه
        Source = "source",
    }
}

/// A reporting preposition.
#[derive(Clone, Debug)]
pub struct CuePreposition {
    /// Its first spelling.
    pub lemma: String,
    /// What it says.
    pub kind: PrepositionKind,
    /// What follows it.
    pub link: PrepositionLink,
}

/// An unnamed source.
#[derive(Clone, Debug)]
pub struct Unnamed {
    /// 1 to 4.
    pub anonymity: u8,
    /// One person, several, or a role.
    pub naming: Naming,
}

vocabulary! {
    /// What a word before or after a name says of its bearer.
    RoleKind {
        /// One holder: وزير، رئيس
        Office = "office",
        /// متحدث، ناطق
        Spokesperson = "spokesperson",
        /// اللواء، العميد
        Rank = "rank",
        /// محلل، مراسل
        Profession = "profession",
        /// السيد، الدكتور
        Honorific = "honorific",
    }
}

/// A role.
#[derive(Clone, Debug)]
pub struct Role {
    /// Its first spelling.
    pub lemma: String,
    /// What it is.
    pub kind: RoleKind,
    /// Is the spelling feminine?
    pub feminine: bool,
}

vocabulary! {
    /// What a head noun of a body says.
    BodyKind {
        /// Bears a proper name: وزارة، حزب
        Named = "named",
        /// A collective: شرطة، معارضة
        Generic = "generic",
        /// A country as a body.
        State = "state",
        /// Government or army: named with its country, generic without.
        Organ = "organ",
    }
}

/// The name of a body.
#[derive(Clone, Debug)]
pub struct BodyName {
    /// The first spelling.
    pub name: String,
    /// The same, folded: a noun in the plural does not end with it.
    pub folded: String,
    /// Is the first spelling a phrase, so that a shorter one («حماس») stands for it?
    pub phrase: bool,
    /// Is a spelling of one word written with its article («الكرملين»)?
    pub article: bool,
}

impl BodyName {
    pub(super) fn of(row: &Row) -> BodyName {
        let name = row.arabic().next().unwrap_or_default();
        BodyName {
            name: name.to_owned(),
            folded: rawi_text::fold(name),
            phrase: name.contains(' '),
            article: row.arabic().any(|word| super::spelling::has_article(word) && !word.contains(' ')),
        }
    }
}

/// A city, town or region.
#[derive(Clone, Debug)]
pub struct City {
    /// The code of its country.
    pub country: String,
    /// The first spelling.
    pub name: String,
}

vocabulary! {
    /// What a medium is.
    ChannelKind {
        /// بيان، مقابلة
        Statement = "statement",
        /// قناة، صحيفة
        Medium = "medium",
        /// منصة، حساب
        Platform = "platform",
    }
}

vocabulary! {
    /// What a plural without a name stands for.
    CollectiveKind {
        /// وسائل إعلام
        Media = "media",
        /// تقديرات
        Documents = "documents",
        /// تقارير، أنباء
        Hearsay = "hearsay",
    }
}

vocabulary! {
    /// What an outlet is.
    OutletKind {
        /// A newspaper, channel, site.
        Outlet = "outlet",
        /// A news agency.
        Agency = "agency",
        /// A social platform.
        Platform = "platform",
    }
}

/// An outlet, agency or platform.
#[derive(Clone, Debug)]
pub struct Outlet {
    /// The first spelling.
    pub name: String,
    /// What it is.
    pub kind: OutletKind,
}

vocabulary! {
    /// What a common noun is.
    NounKind {
        /// A verbal noun that can head reported content: وجود، مقتل
        Event = "event",
        /// A thing.
        Thing = "thing",
        /// A person or people.
        Person = "person",
        /// An adjective.
        Adjective = "adjective",
        /// An indefinite accusative used as an adverb.
        Adverb = "adverb",
    }
}

/// A country.
#[derive(Clone, Debug)]
pub struct Country {
    /// ISO 3166-1 alpha-2, or EU, UN.
    pub code: String,
    /// The first spelling.
    pub name: String,
}
