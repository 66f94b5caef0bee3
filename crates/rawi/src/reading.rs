//! What the engine says of one document.
//!
//! Field terms and their values are those of PARC 3, PolNeAR and Citron (source, cue, content), TimeML's TIMEX3 (times) and the
//! project's own annotation guide. These types are not the wire format: see [`crate::record`].

use jiff::civil::Date;
use rawi_page::Note;
use rawi_text::Span;

use crate::mention::{Figure, PlaceType, Time};

/// Declares a closed vocabulary: an enum, its names on the wire, and the way back.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// All values, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The name in tables and records.
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }

            /// The value of that name.
            pub fn named(name: &str) -> Option<$name> {
                match name { $($text => Some($name::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use vocabulary;

vocabulary! {
    /// What the source does with words.
    Act {
        /// قال، ذكر، أضاف
        State = "state",
        /// أعلن
        Announce = "announce",
        /// أكد، شدد
        Confirm = "confirm",
        /// كشف، أظهر
        Reveal = "reveal",
        /// اعترف، أقر
        Admit = "admit",
        /// نفى، أنكر
        Deny = "deny",
        /// رفض
        Reject = "reject",
        /// شكك، استبعد
        Doubt = "doubt",
        /// زعم، ادعى
        Allege = "allege",
        /// اتهم
        Accuse = "accuse",
        /// أدان، استنكر
        Condemn = "condemn",
        /// رحب
        Welcome = "welcome",
        /// حذر
        Warn = "warn",
        /// هدد
        Threaten = "threaten",
        /// طالب، دعا
        Demand = "demand",
        /// تعهد، وعد
        Promise = "promise",
        /// توقع
        Expect = "expect",
        /// رأى، اعتبر
        Believe = "believe",
        /// أشاد، أعرب عن قلقه
        Appraise = "appraise",
        /// سأل
        Ask = "ask",
        /// أوضح with a cause, عزا
        Explain = "explain",
        /// تراجع، اعتذر
        Retract = "retract",
        /// رفض التعليق
        NoComment = "no_comment",
    }
}

vocabulary! {
    /// Does the source hold the content to be so?
    Polarity {
        /// It does.
        Asserted = "asserted",
        /// It holds the opposite: the content is the thing denied.
        Denied = "denied",
        /// Neither: a question, a demand, a refusal to comment.
        Neither = "neither",
    }
}

vocabulary! {
    /// How the content is put.
    ContentForm {
        /// All of it inside quotation marks.
        Direct = "direct",
        /// None of it.
        Indirect = "indirect",
        /// A part of it.
        Mixed = "mixed",
        /// A noun phrase that only names the topic.
        Act = "act",
        /// It points back: ذلك، هذه الأنباء.
        Anaphoric = "anaphoric",
    }
}

vocabulary! {
    /// How the source is named.
    Naming {
        /// A person by name.
        NamedPerson = "named_person",
        /// A ministry, government, party, company, country.
        NamedGroup = "named_group",
        /// A role that one person holds, without the name.
        Role = "role",
        /// One unnamed person.
        UnnamedPerson = "unnamed_person",
        /// Sources, witnesses, analysts, activists.
        UnnamedGroup = "unnamed_group",
        /// A news medium speaking for itself.
        Outlet = "outlet",
        /// A study, report, statistics, statement.
        Document = "document",
        /// Nobody.
        None = "none",
    }
}

vocabulary! {
    /// Where in the document a claim stands.
    Zone {
        /// The headline.
        Headline = "headline",
        /// A heading inside the article.
        Heading = "heading",
        /// The lead.
        Lead = "lead",
        /// Any other paragraph.
        Paragraph = "paragraph",
        /// A list item, table cell or quotation block.
        List = "list",
        /// A caption.
        Caption = "caption",
    }
}

vocabulary! {
    /// What a link of the chain is.
    LinkRole {
        /// Who published the document.
        Outlet = "outlet",
        /// Another medium that passed the words on.
        Relay = "relay",
        /// A news agency that passed the words on.
        Agency = "agency",
        /// A statement, interview, post, report.
        Document = "document",
        /// Who spoke.
        Speaker = "speaker",
    }
}

vocabulary! {
    /// How the publication day is known.
    Basis {
        /// Told from outside: an option, a corpus line.
        Given = "given",
        /// The page's metadata.
        Metadata = "metadata",
        /// A dateline, byline or «آخر تحديث» line.
        Dateline = "dateline",
        /// Reasoned from the text.
        Text = "text",
    }
}

/// When the document was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// ISO 8601 date or date-time, as written, offset kept.
    pub value: String,
    /// The local day of that value, against which «اليوم» is resolved.
    pub day: Date,
    /// How it is known.
    pub basis: Basis,
}

/// The id of the construction that made a record; the same string in the file name, the spec and `rawi explain`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub &'static str);

/// One link of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it is.
    pub role: LinkRole,
    /// Its name, in words of the document or as given from outside.
    pub name: String,
    /// Where the document names it; `None` for the outlet itself and for a speaker who is only meant.
    pub span: Option<Span>,
}

/// One attributed claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The construction that made it.
    pub rule: RuleId,
    /// The reporting word.
    pub cue: Span,
    /// Its dictionary form, as in the lexicon.
    pub lemma: String,
    /// The speaker's noun phrase, where written.
    pub source: Option<Span>,
    /// Who is meant: the source's words, or those of the fuller mention it stands for. Empty where nobody is.
    pub who: Option<String>,
    /// The entity that is meant: index into [`Reading::entities`].
    pub entity: Option<usize>,
    /// What is said; several spans where the attribution interrupts it. Never empty.
    pub content: Vec<Span>,
    /// What the source does.
    pub act: Act,
    /// Whether it holds the content to be so.
    pub polarity: Polarity,
    /// How the content is put.
    pub form: ContentForm,
    /// How the source is named.
    pub naming: Naming,
    /// 0 named … 5 nobody.
    pub anonymity: u8,
    /// The words that say why the source is not named.
    pub reason: Option<Span>,
    /// The media that carried it, in text order.
    pub via: Vec<Span>,
    /// When it was said: index into [`Reading::mentions`].
    pub said_at: Option<usize>,
    /// The claim whose content holds this one: index into [`Reading::claims`].
    pub parent: Option<usize>,
    /// From the outlet to the speaker. Never empty.
    pub chain: Vec<Link>,
    /// Words inside the content that weaken it.
    pub hedges: Vec<Span>,
    /// Where it stands.
    pub zone: Zone,
}

vocabulary! {
    /// How one claim stands to another.
    RelationKind {
        /// The same source says the same again, or another passes it on.
        Repeats = "repeats",
        /// One denies the other.
        Denies = "denies",
        /// One backs the other.
        Confirms = "confirms",
        /// They cannot both be so.
        Contradicts = "contradicts",
        /// They count the same thing differently.
        FigureConflict = "figure_conflict",
        /// The later one replaces the earlier.
        Updates = "updates",
        /// One answers the other.
        RespondsTo = "responds_to",
    }
}

/// How one claim stands to another of the same document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// What the relation is.
    pub kind: RelationKind,
    /// The claim that denies, repeats, confirms …: index into [`Reading::claims`].
    pub from: usize,
    /// The claim that is denied, repeated, confirmed …: index into [`Reading::claims`]. `None` for a sentence that the article tells in its own voice.
    pub to: Option<usize>,
    /// The rule that made it.
    pub rule: RuleId,
    /// The words that show it: on the side of `from`, on the side of `to`.
    pub evidence: (Span, Span),
}

/// One mention, in text order in [`Reading::mentions`].
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: MentionKind,
}

/// What a mention is.
#[derive(Clone, Debug, PartialEq)]
pub enum MentionKind {
    /// A time expression.
    Time(Time),
    /// A figure.
    Figure(Figure),
    /// A person, by name.
    Person {
        /// The name without titles.
        name: String,
        /// The role written with it.
        role: Option<String>,
        /// Index into [`Reading::entities`].
        entity: usize,
    },
    /// An outlet, agency or platform.
    Outlet {
        /// The first spelling of the lexicon.
        name: String,
        /// Index into [`Reading::entities`].
        entity: usize,
    },
    /// A ministry, party, army, company or other body.
    Organization {
        /// Its words as written.
        name: String,
        /// Index into [`Reading::entities`].
        entity: usize,
    },
    /// A country or city, or an adjective of a country.
    Place {
        /// What kind of word it is.
        r#type: PlaceType,
        /// Index into [`Reading::entities`]: the place, for an adjective its country.
        entity: usize,
    },
}

/// What a caption says of its picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caption {
    /// Index into the blocks of the document.
    pub block: usize,
    /// Where it was taken: index into [`Reading::mentions`].
    pub place: Option<usize>,
    /// When it was taken: index into [`Reading::mentions`].
    pub date: Option<usize>,
}

/// Somebody or something that mentions of one document stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// `person`, `organization`, `outlet` or `place`.
    pub kind: &'static str,
    /// The fullest name.
    pub name: String,
    /// Roles written with any mention, in text order.
    pub roles: Vec<String>,
    /// Is a role marked as former (السابق، المخلوع)?
    pub former: bool,
    /// The country of a place: ISO 3166-1 alpha-2; EU and UN for the two unions.
    pub country: Option<String>,
    /// Indexes into [`Reading::mentions`].
    pub mentions: Vec<usize>,
}

/// The reading of one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The day the document was published, and how that is known.
    pub published: Option<Published>,
    /// The day it was last changed, where something says so.
    pub modified: Option<Published>,
    /// What captions say of their pictures, in the order of their blocks; those that say nothing are left out.
    pub captions: Vec<Caption>,
    /// Times, figures, names, in text order.
    pub mentions: Vec<Mention>,
    /// Who the names stand for.
    pub entities: Vec<Entity>,
    /// Claims, by cue in text order.
    pub claims: Vec<Claim>,
    /// How claims stand to each other, by the claim they start from.
    pub relations: Vec<Relation>,
    /// Doubts, by span.
    pub notes: Vec<Note>,
}
