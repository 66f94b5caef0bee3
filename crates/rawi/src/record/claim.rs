//! The claims of a record.

use serde::{Deserialize, Serialize};

use super::mention::{entity_id, mention_id, numbered};
use super::offset::{Offsets, SpanRecord};
use super::term::Term;
use crate::reading::{Act, ContentForm, LinkRole, Naming, Polarity, Reading, Zone};

/// One place where the text puts words, a view or a wish into someone's mouth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Claim {
    /// `c1`, `c2` …, unique in the record.
    pub id: String,
    /// The construction that made it; `rawi explain RULE` shows it.
    pub rule: String,
    /// The reporting word.
    pub cue: SpanRecord,
    /// Its dictionary form.
    pub lemma: String,
    /// The speaker's noun phrase; null where it is not written.
    pub source: Option<SpanRecord>,
    /// Who is meant, in words of the text; null where nobody is.
    pub who: Option<String>,
    /// The id of the entity that speaks, where known.
    pub entity: Option<String>,
    /// What is said; several spans where the attribution interrupts it.
    pub content: Vec<SpanRecord>,
    /// What the source does with words.
    pub act: Term<Act>,
    /// Does the source hold the content to be so?
    pub polarity: Term<Polarity>,
    /// How the content is put.
    pub form: Term<ContentForm>,
    /// How the source is named.
    pub naming: Term<Naming>,
    /// 0 named, 1 known by role, 2 institution known, 3 vague, 4 hearsay, 5 nobody.
    #[cfg_attr(feature = "schema", schemars(range(max = 5)))]
    pub anonymity: u8,
    /// The words that say why the source is not named.
    pub reason: Option<SpanRecord>,
    /// The media that carried it, in text order.
    pub via: Vec<SpanRecord>,
    /// The id of the time mention that says when it was said.
    pub said_at: Option<String>,
    /// The id of the claim whose content holds this one.
    pub parent: Option<String>,
    /// From the outlet that published the document to the one who spoke; never empty.
    pub chain: Vec<Link>,
    /// Words inside the content that weaken it.
    pub hedges: Vec<SpanRecord>,
    /// Where in the document it stands.
    pub zone: Term<Zone>,
}

/// One link of a chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Link {
    /// What the link is.
    pub role: Term<LinkRole>,
    /// Its name.
    pub name: String,
    /// Where the document names it; null for the outlet itself.
    pub span: Option<SpanRecord>,
}

pub(super) fn claim_id(index: usize) -> String {
    numbered('c', index)
}

pub(super) fn claims(reading: &Reading, offsets: &Offsets<'_>) -> Vec<Claim> {
    let claim = |(index, claim): (usize, &crate::reading::Claim)| Claim {
        id: claim_id(index),
        rule: claim.rule.0.to_owned(),
        cue: offsets.span(claim.cue),
        lemma: claim.lemma.clone(),
        source: claim.source.map(|span| offsets.span(span)),
        who: claim.who.clone(),
        entity: claim.entity.and_then(|index| entity_id(reading, index)),
        content: offsets.spans(&claim.content),
        act: Term(claim.act),
        polarity: Term(claim.polarity),
        form: Term(claim.form),
        naming: Term(claim.naming),
        anonymity: claim.anonymity,
        reason: claim.reason.map(|span| offsets.span(span)),
        via: offsets.spans(&claim.via),
        said_at: claim.said_at.filter(|&index| index < reading.mentions.len()).map(mention_id),
        parent: claim.parent.filter(|&index| index < reading.claims.len()).map(claim_id),
        chain: claim
            .chain
            .iter()
            .map(|link| Link {
                role: Term(link.role),
                name: link.name.clone(),
                span: link.span.map(|span| offsets.span(span)),
            })
            .collect(),
        hedges: offsets.spans(&claim.hedges),
        zone: Term(claim.zone),
    };
    reading.claims.iter().enumerate().map(claim).collect()
}
