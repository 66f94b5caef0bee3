//! The mentions and entities of a record.

use serde::{Deserialize, Serialize};

use super::number::Number;
use super::offset::{Offsets, SpanRecord};
use super::term::{FigureTag, OrganizationTag, OutletTag, PersonTag, PlaceTag, Term, TimeTag};
use crate::mention::{Approx, FigureKind, Grain, PeriodPart, PlaceType, TimeBasis, TimeType};
use crate::reading::{MentionKind, Reading};

/// Words that name a time, a figure, a person, an outlet, an organization or a place; `kind` says which.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Mention {
    /// A time expression.
    Time(TimeMention),
    /// A figure.
    Figure(FigureMention),
    /// A person, by name.
    Person(PersonMention),
    /// An outlet, agency or platform.
    Outlet(OutletMention),
    /// A ministry, party, army, company or other body.
    Organization(OrganizationMention),
    /// A country, a city, or an adjective of a country.
    Place(PlaceMention),
}

/// A time expression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TimeMention {
    /// `m1`, `m2` …, unique in the record.
    pub id: String,
    /// Always `time`.
    pub kind: Term<TimeTag>,
    /// The whole expression.
    pub span: SpanRecord,
    /// Date, time, duration or set.
    pub r#type: Term<TimeType>,
    /// ISO 8601, as precise as the text; null where it cannot be resolved.
    pub value: Option<String>,
    /// First day meant, `2025-02-17`.
    pub first: Option<String>,
    /// Last day meant, inclusive.
    pub last: Option<String>,
    /// How precise it is.
    pub grain: Term<Grain>,
    /// What it was resolved against.
    pub basis: Term<TimeBasis>,
    /// The rule that found it.
    pub rule: String,
    /// The part of it that the words name («مطلع», «منتصف», «نهاية»); value and days stay those of the whole. Left out where none is
    /// named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Term<PeriodPart>>,
}

/// A count of people, an amount of money, or a percentage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FigureMention {
    /// `m1`, `m2` …, unique in the record.
    pub id: String,
    /// Always `figure`.
    pub kind: Term<FigureTag>,
    /// Number, approximator and unit.
    pub span: SpanRecord,
    /// Lower bound; null where open.
    pub min: Option<Number>,
    /// Upper bound; null where open.
    pub max: Option<Number>,
    /// How it stands to the number written.
    pub approx: Term<Approx>,
    /// The counted noun, the currency, or `%`.
    pub unit: String,
    /// What is counted.
    pub figure: Term<FigureKind>,
    /// The rule that found it.
    pub rule: String,
    /// The words for the people that are counted, with their nationality. Left out where no noun says who.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<SpanRecord>,
    /// Does the sentence say that the figure adds up all until then («ارتفعت الحصيلة إلى», «حتى الآن»)? Left out where it does not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cumulative: bool,
    /// The id of the time mention until which the figure counts («حتى مساء أمس»). Left out where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
}

/// A person, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PersonMention {
    /// `m1`, `m2` …, unique in the record.
    pub id: String,
    /// Always `person`.
    pub kind: Term<PersonTag>,
    /// The words of the name.
    pub span: SpanRecord,
    /// The name without titles.
    pub name: String,
    /// The role written with it.
    pub role: Option<String>,
    /// The id of the entity it stands for.
    pub entity: Option<String>,
}

/// An outlet, agency or platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OutletMention {
    /// `m1`, `m2` …, unique in the record.
    pub id: String,
    /// Always `outlet`.
    pub kind: Term<OutletTag>,
    /// The words of the name.
    pub span: SpanRecord,
    /// The name as the lexicon spells it.
    pub name: String,
    /// The id of the entity it stands for.
    pub entity: Option<String>,
}

/// A ministry, party, army, company or other body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrganizationMention {
    /// `m1`, `m2` …, unique in the record.
    pub id: String,
    /// Always `organization`.
    pub kind: Term<OrganizationTag>,
    /// The words of the name.
    pub span: SpanRecord,
    /// The name as written here.
    pub name: String,
    /// The id of the entity it stands for.
    pub entity: Option<String>,
}

/// A country, a city, or an adjective of a country. It may lie inside the words of an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlaceMention {
    /// `m1`, `m2` …, unique in the record.
    pub id: String,
    /// Always `place`.
    pub kind: Term<PlaceTag>,
    /// The words.
    pub span: SpanRecord,
    /// The place as the lexicon spells it; for an adjective, its country.
    pub name: String,
    /// What kind of word it is.
    pub r#type: Term<PlaceType>,
    /// The country: ISO 3166-1 alpha-2; EU and UN for the two unions.
    pub country: String,
    /// The id of the entity it stands for.
    pub entity: Option<String>,
}

/// Somebody or something that several mentions of one document stand for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Entity {
    /// `e1`, `e2` …, unique in the record.
    pub id: String,
    /// `person`, `organization`, `outlet` or `place`.
    pub kind: String,
    /// The fullest name.
    pub name: String,
    /// Roles written with any mention, in text order.
    pub roles: Vec<String>,
    /// Is a role marked as former?
    pub former: bool,
    /// The country of a place; null for everything else.
    #[serde(default)]
    pub country: Option<String>,
    /// The ids of its mentions.
    pub mentions: Vec<String>,
}

pub(super) fn mention_id(index: usize) -> String {
    numbered('m', index)
}

/// The id of one of many. Written by hand, because a record has hundreds.
pub(super) fn numbered(letter: char, index: usize) -> String {
    let (mut digits, mut rest, mut first) = ([0; 20], index + 1, 20);
    while rest > 0 {
        first -= 1;
        digits[first] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    let mut id = String::with_capacity(21 - first);
    id.push(letter);
    id.extend(digits[first..].iter().map(|&digit| char::from(digit)));
    id
}

pub(super) fn entity_id(reading: &Reading, index: usize) -> Option<String> {
    (index < reading.entities.len()).then(|| numbered('e', index))
}

pub(super) fn mentions(reading: &Reading, offsets: &Offsets<'_>) -> Vec<Mention> {
    let time_with = |span| {
        let is_it = |m: &crate::reading::Mention| m.span == span && matches!(m.kind, MentionKind::Time(_));
        reading.mentions.iter().position(is_it).map(mention_id)
    };
    let mention = |(index, mention): (usize, &crate::reading::Mention)| {
        let (id, span) = (mention_id(index), offsets.span(mention.span));
        match &mention.kind {
            MentionKind::Time(time) => Mention::Time(TimeMention {
                id,
                kind: Term(TimeTag),
                span,
                r#type: Term(time.r#type),
                value: time.value.clone(),
                first: time.first.map(|day| day.to_string()),
                last: time.last.map(|day| day.to_string()),
                grain: Term(time.grain),
                basis: Term(time.basis),
                rule: time.rule.0.to_owned(),
                part: time.part.map(Term),
            }),
            MentionKind::Figure(figure) => Mention::Figure(FigureMention {
                id,
                kind: Term(FigureTag),
                span,
                min: figure.min.map(Number::from),
                max: figure.max.map(Number::from),
                approx: Term(figure.approx),
                unit: figure.unit.clone(),
                figure: Term(figure.kind),
                rule: figure.rule.0.to_owned(),
                counted: figure.counted.map(|span| offsets.span(span)),
                cumulative: figure.cumulative,
                as_of: figure.as_of.and_then(time_with),
            }),
            MentionKind::Person { name, role, entity } => Mention::Person(PersonMention {
                id,
                kind: Term(PersonTag),
                span,
                name: name.clone(),
                role: role.clone(),
                entity: entity_id(reading, *entity),
            }),
            MentionKind::Outlet { name, entity } => Mention::Outlet(OutletMention {
                id,
                kind: Term(OutletTag),
                span,
                name: name.clone(),
                entity: entity_id(reading, *entity),
            }),
            MentionKind::Organization { name, entity } => Mention::Organization(OrganizationMention {
                id,
                kind: Term(OrganizationTag),
                span,
                name: name.clone(),
                entity: entity_id(reading, *entity),
            }),
            MentionKind::Place { r#type, entity } => {
                let place = reading.entities.get(*entity);
                Mention::Place(PlaceMention {
                    id,
                    kind: Term(PlaceTag),
                    span,
                    name: place.map(|place| place.name.clone()).unwrap_or_default(),
                    r#type: Term(*r#type),
                    country: place.and_then(|place| place.country.clone()).unwrap_or_default(),
                    entity: entity_id(reading, *entity),
                })
            }
        }
    };
    reading.mentions.iter().enumerate().map(mention).collect()
}

pub(super) fn entities(reading: &Reading) -> Vec<Entity> {
    let known = |index: &&usize| **index < reading.mentions.len();
    let entity = |(index, entity): (usize, &crate::reading::Entity)| Entity {
        id: numbered('e', index),
        kind: entity.kind.to_owned(),
        name: entity.name.clone(),
        roles: entity.roles.clone(),
        former: entity.former,
        country: entity.country.clone(),
        mentions: entity.mentions.iter().filter(known).map(|&index| mention_id(index)).collect(),
    };
    reading.entities.iter().enumerate().map(entity).collect()
}
