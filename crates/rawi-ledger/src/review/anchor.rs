//! What a review is about, told by the document and its words, so that it can be found again when claims are read anew.

use rawi::record::SpanRecord;
use rawi_text::fold;
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;

use crate::add::words;
use crate::error::Error;
use crate::ledger::Ledger;
use crate::store::{self, Db, Row, ToCell, cells};

/// What a review is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Anchor {
    Relation { kind: String, rule: String, from: Box<ClaimAnchor>, to: Option<Box<ClaimAnchor>> },
    Claim(ClaimAnchor),
}

/// A claim by its document and words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ClaimAnchor {
    pub(crate) uid: String,
    pub(crate) sha256: String,
    pub(crate) url: String,
    /// Its reporting word.
    pub(crate) cue: String,
    pub(crate) source: Option<String>,
    /// The pieces of its content.
    pub(crate) content: Vec<String>,
    /// Where they stand in the text, in bytes.
    pub(crate) spans: Vec<SpanRecord>,
}

/// Where a review stands after a re-reading.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Anchored {
    /// On the claim or relation it was made of.
    Kept,
    /// On this one: another, with the same words in the same document.
    Moved(String),
    /// On nothing: no claim or relation has these words any more.
    Orphaned,
}

/// What became of reviews, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reanchored {
    /// They stand where they were made.
    pub kept: u64,
    /// They stand on another claim or relation with the same words.
    pub moved: u64,
    /// They stand on nothing.
    pub orphaned: u64,
}

impl Anchor {
    /// The anchor of a claim or relation; nothing where there is none of that uid.
    pub(crate) fn of(db: &Db, uid: &str) -> store::Result<Option<Anchor>> {
        if let Some(claim) = claim(db, "uid = ?", uid)? {
            return Ok(Some(Anchor::Claim(claim)));
        }
        let relation = "SELECT kind, rule, from_claim, to_claim FROM relation WHERE uid = ?";
        let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get::<i64>(2)?, row.get::<Option<i64>>(3)?));
        let Some((kind, rule, from, to)) = db.find(relation, cells![uid], row)? else { return Ok(None) };
        let side = |id: i64| claim(db, "claim.id = ?", id);
        let Some(from) = side(from)? else { return Ok(None) };
        let to = to.map(side).transpose()?.flatten().map(Box::new);
        Ok(Some(Anchor::Relation { kind, rule, from: Box::new(from), to }))
    }

    /// `claim` or `relation`.
    pub(crate) fn subject(&self) -> &'static str {
        match self {
            Anchor::Claim(_) => "claim",
            Anchor::Relation { .. } => "relation",
        }
    }

    pub(crate) fn json(&self) -> String {
        // Strings, numbers and lists are JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(crate) fn read(json: &str) -> Option<Anchor> {
        serde_json::from_str(json).ok()
    }

    /// The words that are reviewed, the side that denies, repeats … of a relation first.
    pub(crate) fn words(&self) -> Vec<String> {
        match self {
            Anchor::Claim(claim) => vec![claim.words()],
            Anchor::Relation { from, to, .. } => std::iter::once(from).chain(to).map(|side| side.words()).collect(),
        }
    }

    /// The uid of what has these words now.
    fn found(&self, db: &Db) -> store::Result<Option<String>> {
        match self {
            Anchor::Claim(claim) => match claim.found(db)? {
                Some(id) => db.one("SELECT uid FROM claim WHERE id = ?", cells![id], |row| row.get(0)).map(Some),
                None => Ok(None),
            },
            Anchor::Relation { kind, rule, from, to } => {
                let Some(from) = from.found(db)? else { return Ok(None) };
                let to = match to {
                    Some(to) => match to.found(db)? {
                        None => return Ok(None),
                        found => found,
                    },
                    None => None,
                };
                let rows = "SELECT uid, rule FROM relation WHERE kind = ? AND from_claim = ? AND to_claim IS NOT DISTINCT FROM ? ORDER BY uid";
                let rows: Vec<(String, String)> =
                    db.rows(rows, cells![kind, from, to], |row| Ok((row.get(0)?, row.get(1)?)))?;
                let same = rows.iter().find(|(_, by)| by == rule);
                let alone = if let [one] = &rows[..] { Some(one) } else { None };
                Ok(same.or(alone).map(|(uid, _)| uid.clone()))
            }
        }
    }
}

impl ClaimAnchor {
    fn words(&self) -> String {
        self.content.join(" … ")
    }

    /// The row of the claim that it is, or that has the same words in the same document: at the same place, or nowhere else.
    fn found(&self, db: &Db) -> store::Result<Option<i64>> {
        let same = "SELECT id FROM claim WHERE uid = ?";
        if let Some(id) = db.find(same, cells![&self.uid], |row| row.get(0))? {
            return Ok(Some(id));
        }
        let rows = "SELECT id, cue, content, start, \"end\" FROM claim JOIN document ON seq = document WHERE sha256 = ? AND url = ? ORDER BY nth";
        let (cue, content) = (folded(&self.cue), folded(&self.words()));
        let place = self.spans.first().zip(self.spans.last()).map(|(first, last)| (first.0, last.1));
        let mut found: Vec<(i64, bool)> = Vec::new();
        db.each(rows, cells![self.sha256, self.url], |row| {
            if folded(row.text(1)?) == cue && folded(row.text(2)?) == content {
                let (start, end): (u32, u32) = (row.get(3)?, row.get(4)?);
                let here = place.is_some_and(|(first, last)| start < last && first < end);
                found.push((row.get(0)?, here));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        let here: Vec<i64> = found.iter().filter(|(_, here)| *here).map(|(id, _)| *id).collect();
        Ok(match (&here[..], &found[..]) {
            (&[id], _) | (&[], &[(id, _)]) => Some(id),
            // Two that fit are none that fits.
            _ => None,
        })
    }
}

/// The words alone, without marks and spelling variants.
fn folded(text: &str) -> Vec<String> {
    let folded = fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn claim(db: &Db, condition: &str, value: impl ToCell) -> store::Result<Option<ClaimAnchor>> {
    let sql = format!(
        "SELECT claim.uid, sha256, url, cue, claim.source, spans, text FROM claim JOIN document ON seq = claim.document WHERE {condition}"
    );
    let anchor = |row: &Row<'_>| {
        let spans: Vec<SpanRecord> = serde_json::from_str(row.text(5)?).unwrap_or_default();
        let text = row.text(6)?;
        Ok(ClaimAnchor {
            uid: row.get(0)?,
            sha256: row.get(1)?,
            url: row.get(2)?,
            cue: row.get(3)?,
            source: row.get(4)?,
            content: spans.iter().map(|&span| words(text, span).to_owned()).collect(),
            spans,
        })
    };
    db.find(&sql, cells![value], anchor)
}

impl Ledger {
    /// Finds again what reviews are about, after a re-reading. One transaction.
    ///
    /// # Errors
    /// As [`Ledger::add`].
    pub fn reanchor(&mut self) -> Result<Reanchored, Error> {
        let outcome = reanchor(&self.db);
        self.sql(outcome)
    }
}

fn reanchor(db: &Db) -> store::Result<Reanchored> {
    let transaction = db.begin()?;
    transaction.execute("DELETE FROM anchoring", &[])?;
    let mut became = Reanchored::default();
    {
        let there =
            "SELECT EXISTS (SELECT 1 FROM claim WHERE uid = ?1) OR EXISTS (SELECT 1 FROM relation WHERE uid = ?1)";
        let keep = "INSERT INTO anchoring (review, uid) VALUES (?, ?)";
        let rows = "SELECT n, uid, anchor FROM review WHERE verdict <> 'undone' ORDER BY n";
        transaction.each(rows, &[], |row| {
            if transaction.one(there, cells![row.text(1)?], |row| row.get(0))? {
                became.kept += 1;
                return Ok(ControlFlow::Continue(()));
            }
            let found = match Anchor::read(row.text(2)?) {
                Some(anchor) => anchor.found(&transaction)?,
                None => None,
            };
            match found {
                Some(uid) => {
                    transaction.put(keep, cells![row.get::<i64>(0)?, uid])?;
                    became.moved += 1;
                }
                None => became.orphaned += 1,
            }
            Ok(ControlFlow::Continue(()))
        })?;
    }
    transaction.commit()?;
    Ok(became)
}
