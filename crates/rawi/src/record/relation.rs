//! The relations of a record.

use serde::{Deserialize, Serialize};

use super::claim::claim_id;
use super::offset::{Offsets, SpanRecord};
use super::term::Term;
use crate::reading::{Reading, RelationKind};

/// How one claim stands to another, with the words that show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Relation {
    /// What the relation is.
    pub kind: Term<RelationKind>,
    /// The id of the claim that denies, repeats, updates …
    pub from: String,
    /// The id of the claim that is denied, repeated, updated …; null where that is a sentence in the paper's own voice, which the second span of
    /// `evidence` gives.
    pub to: Option<String>,
    /// The rule that made it; `rawi explain RULE` shows it.
    pub rule: String,
    /// The words that show it: on the side of `from`, on the side of `to`.
    pub evidence: Vec<SpanRecord>,
}

pub(super) fn relations(reading: &Reading, offsets: &Offsets<'_>) -> Vec<Relation> {
    let known = |relation: &&crate::reading::Relation| {
        let last = relation.to.map_or(relation.from, |to| to.max(relation.from));
        last < reading.claims.len()
    };
    let relation = |relation: &crate::reading::Relation| Relation {
        kind: Term(relation.kind),
        from: claim_id(relation.from),
        to: relation.to.map(claim_id),
        rule: relation.rule.0.to_owned(),
        evidence: vec![offsets.span(relation.evidence.0), offsets.span(relation.evidence.1)],
    };
    reading.relations.iter().filter(known).map(relation).collect()
}
