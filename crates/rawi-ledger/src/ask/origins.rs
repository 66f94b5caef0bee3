//! How many independent origins stand behind claims that say the same, and the path they took.
//!
//! Reports of one agency, of one unnamed source, of one statement or interview, and reports in nearly the same words are one origin; an outlet that
//! says nothing of the kind is an origin of its own. That counts ways by which a claim came, not how likely it is to be so.

use serde::Serialize;

use super::claims::{COLUMNS, ClaimRow, ORDER, TABLES};
use crate::error::Error;
use crate::ledger::Ledger;
use crate::store::{self, cells};

/// Two documents that share at least this many hundredths of the smaller one's sampled runs of words are copies.
const COPY: usize = 50;

/// Fewer sampled runs tell nothing.
const FEWEST: usize = 6;

/// Between words of one list: «، ».
const COMMA: &str = "\u{60C} ";

/// The bounds of a figure, nothing where open.
type Bounds = (Option<f64>, Option<f64>);

/// One report on the path of a claim.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// The claim.
    pub claim: ClaimRow,
    /// Which origin it belongs to, counted from 1 in the order of publication.
    pub origin: usize,
    /// What is other here than in the earliest report.
    pub drift: Vec<Drift>,
}

/// What changed on the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Drift {
    /// Another reporting word: «قال» has become «أكد».
    Cue {
        /// The dictionary form in the earliest report.
        from: String,
        /// The one here.
        to: String,
    },
    /// Another number, as written.
    Figure {
        /// The figures of the earliest report.
        from: String,
        /// Those here.
        to: String,
    },
    /// Words that hold back are gone: so many were there.
    HedgeLost {
        /// The hedges of the earliest report.
        from: String,
    },
    /// The source is named less well than in the earliest report.
    SourceLost {
        /// Who it was there.
        from: String,
        /// Who it is here.
        to: String,
    },
}

/// Claims that say the same.
#[derive(Clone, Debug, Serialize)]
pub struct Origins {
    /// How many outlets carry them.
    pub outlets: usize,
    /// How many independent origins stand behind them.
    pub origins: usize,
    /// The reports, the earliest first.
    pub path: Vec<Step>,
}

impl Ledger {
    /// The claims that say the same as this one, and where they come from.
    ///
    /// # Errors
    /// As [`Ledger::claim`].
    pub fn origins(&self, uid: &str) -> Result<Origins, Error> {
        let claim = self.claim(uid)?;
        let outcome = self.path(&claim);
        self.sql(outcome)
    }

    pub(crate) fn path(&self, claim: &ClaimRow) -> store::Result<Origins> {
        let sql = format!(
            "SELECT {COLUMNS} FROM {TABLES} WHERE claim.id = ?1 OR claim.id IN
               (SELECT other.claim FROM cluster own JOIN cluster other ON other.cluster = own.cluster WHERE own.claim = ?1)
             ORDER BY {ORDER}"
        );
        let claims: Vec<ClaimRow> = self.db.rows(&sql, cells![claim.id], ClaimRow::of)?;
        let mut sketches = Vec::with_capacity(claims.len());
        for claim in &claims {
            sketches.push(self.sketch(claim.document_seq)?);
        }
        let mut origin_of: Vec<usize> = Vec::with_capacity(claims.len());
        let mut origins = 0;
        for (at, claim) in claims.iter().enumerate() {
            let same = |other: &usize| {
                claims[*other].document_seq == claim.document_seq
                    || claims[*other].origin == claim.origin
                    || copies(&sketches[*other], &sketches[at])
            };
            let known = (0..at).find(same).map(|other| origin_of[other]);
            origins += usize::from(known.is_none());
            origin_of.push(known.unwrap_or(origins));
        }
        let mut outlets: Vec<&str> = claims.iter().map(|claim| claim.outlet.as_deref().unwrap_or_default()).collect();
        outlets.sort_unstable();
        outlets.dedup();
        let outlets = outlets.len();
        let mut path = Vec::with_capacity(claims.len());
        for (claim, &origin) in claims.iter().zip(&origin_of) {
            let drift = if path.is_empty() { Vec::new() } else { self.drift(&claims[0], claim)? };
            path.push(Step { claim: claim.clone(), origin, drift });
        }
        Ok(Origins { outlets, origins, path })
    }

    fn sketch(&self, document: i64) -> store::Result<Vec<u64>> {
        self.db.one("SELECT sketch FROM reading WHERE document = ?", cells![document], |row| {
            Ok(row.bytes(0)?.as_chunks::<8>().0.iter().map(|hash| u64::from_le_bytes(*hash)).collect())
        })
    }

    fn drift(&self, first: &ClaimRow, here: &ClaimRow) -> store::Result<Vec<Drift>> {
        let mut drift = Vec::new();
        if first.lemma != here.lemma {
            drift.push(Drift::Cue { from: first.lemma.clone(), to: here.lemma.clone() });
        }
        let (from, to) = (self.figures(first)?, self.figures(here)?);
        if !from.is_empty() && !to.is_empty() && from != to {
            let told = |figures: &[(String, Bounds)]| {
                figures.iter().map(|(words, _)| words.as_str()).collect::<Vec<_>>().join(COMMA)
            };
            if !from.iter().map(|(_, bounds)| bounds).eq(to.iter().map(|(_, bounds)| bounds)) {
                drift.push(Drift::Figure { from: told(&from), to: told(&to) });
            }
        }
        let (hedges, left) = (self.hedges(first)?, self.hedges(here)?);
        if !hedges.is_empty() && left.is_empty() {
            drift.push(Drift::HedgeLost { from: hedges.join(COMMA) });
        }
        if here.anonymity > first.anonymity {
            let who = |claim: &ClaimRow| claim.who.clone().unwrap_or_default();
            drift.push(Drift::SourceLost { from: who(first), to: who(here) });
        }
        Ok(drift)
    }

    /// The figures in a claim's content: as written, and what they come to.
    fn figures(&self, claim: &ClaimRow) -> store::Result<Vec<(String, Bounds)>> {
        let words = self.db.dialect().words("text", "figure.start", "figure.\"end\"");
        let sql = format!(
            "SELECT {words}, min, max FROM claim JOIN figure ON figure.document = claim.document JOIN document ON seq = claim.document
             WHERE claim.id = ? AND figure.start >= claim.start AND figure.\"end\" <= claim.\"end\" ORDER BY figure.start"
        );
        self.db.rows(&sql, cells![claim.id], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))
    }

    /// The words that hold back inside a claim's content.
    fn hedges(&self, claim: &ClaimRow) -> store::Result<Vec<String>> {
        let hedges = self.db.dialect().claim_member("record", "nth", "hedges");
        let sql = format!(
            "SELECT {hedges}, text FROM claim JOIN reading ON reading.document = claim.document JOIN document ON seq = claim.document WHERE claim.id = ?"
        );
        self.db.one(&sql, cells![claim.id], |row| {
            let (hedges, text): (String, String) = (row.get(0)?, row.get(1)?);
            let spans: Vec<(usize, usize)> = serde_json::from_str(&hedges).unwrap_or_default();
            Ok(spans.into_iter().filter_map(|(start, end)| text.get(start..end)).map(str::to_owned).collect())
        })
    }
}

/// Are two documents told in nearly the same words?
fn copies(one: &[u64], other: &[u64]) -> bool {
    let smaller = one.len().min(other.len());
    if smaller < FEWEST {
        return false;
    }
    let shared = one.iter().filter(|hash| other.binary_search(hash).is_ok()).count();
    shared * 100 >= smaller * COPY
}

#[cfg(test)]
mod tests {
    use super::copies;

    #[test]
    fn copies_share_half_of_the_smaller_one() {
        let one: Vec<u64> = (0..10).collect();
        let half: Vec<u64> = (5..15).collect();
        let less: Vec<u64> = (6..16).collect();
        assert!(copies(&one, &half));
        assert!(!copies(&one, &less));
        assert!(!copies(&one[..3], &one[..3]), "too few to tell");
    }
}
