//! The log of reviews, read.

use super::anchor::{Anchor, Anchored};
use crate::error::Error;
use crate::ledger::Ledger;
use crate::store::{self, Row, cells};
use std::ops::ControlFlow;

/// Does a row of the log count?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stands {
    /// It is the last about its claim or relation.
    Yes,
    /// A later one has taken its place.
    Overruled,
    /// A later row undoes it.
    Undone,
    /// It undoes another.
    Undoes(i64),
}

/// One row of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Its number, from 1.
    pub n: i64,
    /// When, as written.
    pub at: String,
    /// Who decided.
    pub reviewer: String,
    /// `claim` or `relation`.
    pub subject: String,
    /// What was reviewed.
    pub uid: String,
    /// `accepted`, `corrected`, `rejected` or `undone`.
    pub verdict: String,
    /// Why.
    pub note: String,
    /// The fields put right, as JSON.
    pub correction: Option<String>,
    /// Does it count?
    pub stands: Stands,
    /// Where does it stand now?
    pub anchored: Anchored,
    /// The words that were reviewed: of the claim, or of both claims of a relation.
    pub words: Vec<String>,
    /// The address of the document they stand in, or its digest.
    pub document: String,
}

/// A claim or relation that nobody has reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// `claim` or `relation`.
    pub subject: &'static str,
    /// Its identity.
    pub uid: String,
    /// The kind of a relation, the act of a claim.
    pub kind: String,
    /// The rule that made it.
    pub rule: String,
    /// Its words: of the claim, or of both claims of a relation.
    pub words: Vec<String>,
}

impl Ledger {
    /// Hands the log on, row by row.
    ///
    /// # Errors
    /// As [`Ledger::add`].
    pub fn reviews(&self, mut each: impl FnMut(Review)) -> Result<(), Error> {
        let mut read = || {
            let rows = "SELECT review.n, review.at, review.reviewer, review.subject, review.uid, review.verdict, review.note, review.correction,
                        undoes, anchor, anchoring.uid,
                        EXISTS (SELECT 1 FROM review AS later WHERE later.undoes = review.n),
                        review.n IN (SELECT n FROM standing),
                        EXISTS (SELECT 1 FROM claim WHERE uid = coalesce(anchoring.uid, review.uid))
                        OR EXISTS (SELECT 1 FROM relation WHERE uid = coalesce(anchoring.uid, review.uid))
                 FROM review LEFT JOIN anchoring ON anchoring.review = coalesce(undoes, review.n) ORDER BY review.n";
            self.db.each(rows, &[], |row| {
                each(review(row)?);
                Ok(ControlFlow::Continue(()))
            })
        };
        self.sql(read())
    }

    /// Claims and relations that nobody has reviewed, relations between documents first, then by document; `most` of each.
    ///
    /// # Errors
    /// As [`Ledger::add`].
    pub fn unreviewed(&self, most: u64) -> Result<Vec<Open>, Error> {
        let read = || {
            let relations = "SELECT relation.uid, kind, relation.rule, f.content, t.content FROM relation JOIN claim AS f ON f.id = from_claim
                 LEFT JOIN claim AS t ON t.id = to_claim
                 WHERE relation.uid NOT IN (SELECT uid FROM standing) ORDER BY inside, relation.id LIMIT ?";
            let relation = |row: &Row<'_>| {
                let words = std::iter::once(row.get(3)?).chain(row.get::<Option<String>>(4)?).collect();
                Ok(Open { subject: "relation", uid: row.get(0)?, kind: row.get(1)?, rule: row.get(2)?, words })
            };
            let mut open: Vec<Open> = self.db.rows(relations, cells![most], relation)?;
            let claims = "SELECT uid, act, rule, content FROM claim
                 WHERE uid NOT IN (SELECT uid FROM standing) ORDER BY document, nth LIMIT ?";
            let claim = |row: &Row<'_>| {
                let words = vec![row.get(3)?];
                Ok(Open { subject: "claim", uid: row.get(0)?, kind: row.get(1)?, rule: row.get(2)?, words })
            };
            open.extend(self.db.rows(claims, cells![most], claim)?);
            Ok(open)
        };
        self.sql(read())
    }
}

fn review(row: &Row<'_>) -> store::Result<Review> {
    let anchor = Anchor::read(row.text(9)?);
    let (undoes, moved): (Option<i64>, Option<String>) = (row.get(8)?, row.get(10)?);
    let (undone, last, there) = (row.get(11)?, row.get(12)?, row.get(13)?);
    let stands = match (undoes, undone, last) {
        (Some(n), ..) => Stands::Undoes(n),
        (_, true, _) => Stands::Undone,
        (_, _, true) => Stands::Yes,
        _ => Stands::Overruled,
    };
    let anchored = match (there, moved) {
        (false, _) => Anchored::Orphaned,
        (true, Some(uid)) => Anchored::Moved(uid),
        (true, None) => Anchored::Kept,
    };
    let document = |anchor: &Anchor| {
        let claim = match anchor {
            Anchor::Claim(claim) => claim,
            Anchor::Relation { from, .. } => from,
        };
        if claim.url.is_empty() { claim.sha256.clone() } else { claim.url.clone() }
    };
    Ok(Review {
        n: row.get(0)?,
        at: row.get(1)?,
        reviewer: row.get(2)?,
        subject: row.get(3)?,
        uid: row.get(4)?,
        verdict: row.get(5)?,
        note: row.get(6)?,
        correction: row.get(7)?,
        stands,
        anchored,
        words: anchor.as_ref().map(Anchor::words).unwrap_or_default(),
        document: anchor.as_ref().map(document).unwrap_or_default(),
    })
}
