//! Where reports part: denials, contradictions, and figures that exclude each other.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use serde::Serialize;

use super::claims::{COLUMNS, ClaimRow, TABLES};
use crate::error::Error;
use crate::ledger::Ledger;
use crate::store::{self, Cell, ToCell, cells};

/// One relation between two claims, with both.
#[derive(Clone, Debug, Serialize)]
pub struct RelationRow {
    /// The same in every ledger that holds both claims.
    pub uid: String,
    /// `denies`, `contradicts`, `figure_conflict`, `updates` …
    pub kind: String,
    /// The rule that found it.
    pub rule: String,
    /// How closely the two agree in what can be compared: the mean of `parts`. No measure of truth.
    pub score: f64,
    /// What the score is made of.
    pub parts: serde_json::Value,
    /// Within one document?
    pub inside: bool,
    /// The claim that denies, counts otherwise …
    pub from: ClaimRow,
    /// The other; nothing where that is a sentence in the paper's own voice.
    pub to: Option<ClaimRow>,
    /// The words that show it on the side of `from`.
    pub from_words: String,
    /// The words that show it on the other side.
    pub to_words: String,
    /// How many relations of this kind stand between claims that say the same as these two; this one is the closest.
    pub times: u64,
}

/// Two groups of claims that say the same, and how they stand to each other.
type Pair = (i64, Option<i64>, String);

impl Ledger {
    /// The relations of these kinds, by story if one is given: of those between claims that say the same, one, the closest. By score, then by
    /// identity.
    ///
    /// # Errors
    /// [`ErrorKind::Asked`](crate::ErrorKind::Asked) for a story that is not there, and as [`Ledger::claims`].
    pub fn relations(&self, kinds: &[&str], story: Option<&str>) -> Result<Vec<RelationRow>, Error> {
        let story = story.map(|id| self.story_row(id)).transpose()?;
        let read = || {
            let marks = vec!["?"; kinds.len()].join(", ");
            let inside = story.map_or_else(String::new, |story| {
                format!("AND claim.document IN (SELECT document FROM story WHERE story = {story})")
            });
            let statement = format!(
                "SELECT relation.id, coalesce(a.cluster, from_claim), coalesce(b.cluster, to_claim), relation.kind
                 FROM relation JOIN claim ON claim.id = from_claim
                 LEFT JOIN cluster a ON a.claim = from_claim LEFT JOIN cluster b ON b.claim = to_claim
                 WHERE kind IN ({marks}) {inside} ORDER BY score DESC, relation.uid"
            );
            let mut groups: BTreeMap<Pair, (usize, i64, u64)> = BTreeMap::new();
            let kinds: Vec<Cell<'_>> = kinds.iter().map(ToCell::cell).collect();
            self.db.each(&statement, &kinds, |row| {
                let place = groups.len();
                let id: i64 = row.get(0)?;
                // A conflict of two groups is one, whichever side came later.
                let (a, b): (i64, Option<i64>) = (row.get(1)?, row.get(2)?);
                let kind: String = row.get(3)?;
                let mutual = kind == "figure_conflict" || kind == "contradicts";
                let key = match b {
                    Some(b) if mutual && b < a => (b, Some(a), kind),
                    _ => (a, b, kind),
                };
                groups.entry(key).or_insert((place, id, 0)).2 += 1;
                Ok(ControlFlow::Continue(()))
            })?;
            let mut found: Vec<(usize, i64, u64)> = groups.into_values().collect();
            found.sort_unstable();
            found.into_iter().map(|(_, id, times)| self.relation_row(id, times)).collect()
        };
        self.sql(read())
    }

    /// Every relation between two claims, as its kind and the uids of both; by uid.
    ///
    /// # Errors
    /// [`ErrorKind::Damaged`](crate::ErrorKind::Damaged), [`ErrorKind::Io`](crate::ErrorKind::Io).
    pub fn related_pairs(&self) -> Result<Vec<(String, String, String)>, Error> {
        let read = || {
            let statement = "SELECT kind, a.uid, b.uid FROM relation JOIN claim a ON a.id = from_claim JOIN claim b ON b.id = to_claim ORDER BY relation.uid";
            self.db.rows(statement, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        };
        self.sql(read())
    }

    fn relation_row(&self, id: i64, times: u64) -> store::Result<RelationRow> {
        self.db.one(
            "SELECT uid, kind, rule, score, parts, inside, from_claim, to_claim, from_start, from_end, to_start, to_end FROM relation WHERE id = ?",
            cells![id],
            |row| {
            let (from, to): (i64, Option<i64>) = (row.get(6)?, row.get(7)?);
            let (from, to) = (self.claim_row(from)?, to.map(|to| self.claim_row(to)).transpose()?);
            let other = to.as_ref().map_or(from.document_seq, |to| to.document_seq);
            let parts: String = row.get(4)?;
            Ok(RelationRow {
                uid: row.get(0)?,
                kind: row.get(1)?,
                rule: row.get(2)?,
                score: row.get(3)?,
                parts: serde_json::from_str(&parts).unwrap_or_default(),
                inside: row.get(5)?,
                from_words: self.words(from.document_seq, row.get(8)?, row.get(9)?)?,
                to_words: self.words(other, row.get(10)?, row.get(11)?)?,
                from,
                to,
                times,
            })
        },
        )
    }

    pub(crate) fn claim_row(&self, id: i64) -> store::Result<ClaimRow> {
        self.db.one(&format!("SELECT {COLUMNS} FROM {TABLES} WHERE claim.id = ?"), cells![id], ClaimRow::of)
    }

    /// Words of a document's text, by bytes.
    fn words(&self, document: i64, start: i64, end: i64) -> store::Result<String> {
        let words = self.db.dialect().words("text", "?2", "?3");
        self.db.one(&format!("SELECT {words} FROM document WHERE seq = ?1"), cells![document, start, end], |row| {
            row.get(0)
        })
    }
}
