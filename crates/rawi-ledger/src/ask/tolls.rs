//! The dead, the injured, the arrested … of a story: every number, who gives it, and when.
//!
//! Numbers that exclude each other are in conflict only where the words around them are of one event; the table shows them all, so that a desk sees how a toll
//! moved and who stayed behind.

use rawi::relation::{Comparable, Counted};
use serde::Serialize;
use std::ops::ControlFlow;

use super::claims::{COLUMNS, ClaimRow, TABLES};
use crate::error::Error;
use crate::ledger::Ledger;
use crate::store::{self, cells};

/// One number of the dead, the injured …
#[derive(Clone, Debug, Serialize)]
pub struct TollRow {
    /// `killed`, `injured`, `detained`, `missing` or `displaced`.
    pub class: String,
    /// The number in words of the article, with its noun.
    pub words: String,
    /// Lower bound; nothing where open.
    pub min: Option<f64>,
    /// Upper bound; nothing where open.
    pub max: Option<f64>,
    /// How it stands to the number written: `exact`, `about`, `at_least` …
    pub approx: String,
    /// Does a relation say that it excludes, or updates, another one?
    pub disputed: bool,
    /// The claim.
    pub claim: ClaimRow,
}

/// The column after those of the claim.
const SHAPE: usize = 23;

impl Ledger {
    /// The tolls in the claims of a story, by class, then by publication; of claims that say the same the earliest.
    ///
    /// # Errors
    /// [`ErrorKind::Asked`](crate::ErrorKind::Asked) for a story that is not there, and as [`Ledger::claims`].
    pub fn tolls(&self, story: &str) -> Result<Vec<TollRow>, Error> {
        let story = self.story_row(story)?;
        let outcome = self.tolls_of(story);
        self.sql(outcome)
    }

    fn tolls_of(&self, story: i64) -> store::Result<Vec<TollRow>> {
        let statement = format!(
            "SELECT {COLUMNS}, shape FROM {TABLES} JOIN story ON story.document = claim.document
             WHERE story = ? AND polarity = 'asserted'
               AND coalesce((SELECT cluster FROM cluster WHERE claim = claim.id), claim.id) = claim.id
             ORDER BY coalesce(day, ''), coalesce(published, ''), sha256, url, nth"
        );
        let words = self.db.dialect().words("text", "start", "\"end\"");
        let figure = format!(
            "SELECT {words}, min, max, approx,
                    EXISTS (SELECT 1 FROM relation WHERE kind IN ('figure_conflict', 'updates')
                            AND (from_claim = ?3 AND from_start = start OR to_claim = ?3 AND to_start = start))
             FROM figure JOIN document ON seq = document WHERE document = ?1 AND nth = ?2"
        );
        let mut tolls = Vec::new();
        self.db.each(&statement, cells![story], |row| {
            let Some(comparable) = Comparable::unpack(row.bytes(SHAPE)?) else { return Ok(ControlFlow::Continue(())) };
            let claim = ClaimRow::of(row)?;
            for count in &comparable.counts {
                let Counted::Toll(class) = count.counted else { continue };
                let toll = self.db.one(&figure, cells![claim.document_seq, count.mention, claim.id], |row| {
                    Ok(TollRow {
                        class: class.name().to_owned(),
                        words: row.get(0)?,
                        min: row.get(1)?,
                        max: row.get(2)?,
                        approx: row.get(3)?,
                        disputed: row.get(4)?,
                        claim: claim.clone(),
                    })
                })?;
                tolls.push((class, toll));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        // Stable: numbers of one class stay in the order of publication.
        tolls.sort_by_key(|(class, _)| *class);
        Ok(tolls.into_iter().map(|(_, toll)| toll).collect())
    }
}
