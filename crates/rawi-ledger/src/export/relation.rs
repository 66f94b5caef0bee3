//! Relations as exports tell them: with the words and whereabouts of both sides.

use rawi::record::SpanRecord;

use super::pick::Pick;
use super::told::verdict;
use crate::error::Error;
use crate::ledger::Ledger;
use crate::recall::{ORDER, StoredDocument};
use crate::store::{self, Row, cells};

/// How two claims stand to each other.
pub(super) struct ToldRelation {
    pub(super) uid: String,
    pub(super) kind: String,
    pub(super) rule: String,
    pub(super) score: f64,
    /// JSON: what the score is the mean of.
    pub(super) parts: String,
    /// Within one document?
    pub(super) inside: bool,
    /// `suggested`, `confirmed` or `rejected`.
    pub(super) state: &'static str,
    pub(super) from: Side,
    pub(super) to: Side,
}

/// One side of it.
pub(super) struct Side {
    /// Nothing where it is a sentence in the paper's own voice.
    pub(super) claim: Option<SideClaim>,
    pub(super) document: StoredDocument,
    /// Where the words stand that show it, in code points.
    pub(super) points: [usize; 2],
    pub(super) words: String,
}

/// The claim of a side.
pub(super) struct SideClaim {
    pub(super) uid: String,
    /// `c3`.
    pub(super) id: String,
    pub(super) who: Option<String>,
}

/// Which side the documents stand on that relations are asked for.
#[derive(Clone, Copy)]
pub(super) enum Facing {
    From,
    To,
}

/// A row as it is stored.
struct Stored {
    relation: [String; 4],
    score: f64,
    inside: bool,
    review: Option<String>,
    spans: [SpanRecord; 2],
    from: (i64, SideClaim),
    to: Option<(i64, SideClaim)>,
}

impl Ledger {
    /// Tells the relations between documents of the pick one by one, by the side they start from; `across`: only those of two documents.
    pub(super) fn tell_relations(
        &self,
        pick: &Pick,
        across: bool,
        mut listener: impl FnMut(&ToldRelation) -> Result<(), Error>,
    ) -> Result<(), Error> {
        for &seq in &pick.seqs {
            for relation in self.relations_of(seq, Facing::From, pick)? {
                if !(across && relation.inside) {
                    listener(&relation)?;
                }
            }
        }
        Ok(())
    }

    /// The relations of the claims of one document with others of the pick, by claim.
    pub(super) fn relations_of(&self, seq: i64, facing: Facing, pick: &Pick) -> Result<Vec<ToldRelation>, Error> {
        let stored = self.sql(self.stored(seq, facing))?;
        let there = |stored: &Stored| {
            let to = stored.to.as_ref().map_or(stored.from.0, |to| to.0);
            pick.holds(stored.from.0) && pick.holds(to)
        };
        stored.into_iter().filter(there).map(|stored| self.whole(stored)).collect()
    }

    fn stored(&self, seq: i64, facing: Facing) -> store::Result<Vec<Stored>> {
        let review = verdict("relation");
        let (near, far) = match facing {
            Facing::From => ("f", "t"),
            Facing::To => ("t", "f"),
        };
        let rows = format!(
            "SELECT relation.uid, relation.kind, relation.rule, parts, score, inside, {review}, from_start, from_end, to_start, to_end,
                    f.document, f.uid, f.nth, f.who, t.document, t.uid, t.nth, t.who
             FROM relation JOIN claim AS f ON f.id = from_claim LEFT JOIN claim AS t ON t.id = to_claim
             LEFT JOIN document ON document.seq = {far}.document
             WHERE {near}.document = ? ORDER BY {near}.nth, relation.kind, {ORDER}, coalesce({far}.nth, -1), relation.uid"
        );
        let side = |row: &Row<'_>, at: usize| -> store::Result<(i64, SideClaim)> {
            let id = format!("c{}", row.get::<i64>(at + 2)? + 1);
            let claim = SideClaim { uid: row.get(at + 1)?, id, who: row.get(at + 3)? };
            Ok((row.get(at)?, claim))
        };
        let stored = |row: &Row<'_>| {
            Ok(Stored {
                relation: [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?],
                score: row.get(4)?,
                inside: row.get(5)?,
                review: row.get(6)?,
                spans: [SpanRecord(row.get(7)?, row.get(8)?), SpanRecord(row.get(9)?, row.get(10)?)],
                from: side(row, 11)?,
                to: if row.get::<Option<i64>>(15)?.is_some() { Some(side(row, 15)?) } else { None },
            })
        };
        self.db.rows(&rows, cells![seq], stored)
    }

    fn whole(&self, stored: Stored) -> Result<ToldRelation, Error> {
        let (from_seq, from) = stored.from;
        let (to_seq, to) = stored.to.map_or((from_seq, None), |(seq, claim)| (seq, Some(claim)));
        let [uid, kind, rule, parts] = stored.relation;
        Ok(ToldRelation {
            uid,
            kind,
            rule,
            score: stored.score,
            parts,
            inside: stored.inside,
            state: match stored.review.as_deref() {
                Some("rejected") => "rejected",
                Some(_) => "confirmed",
                None => "suggested",
            },
            from: self.side(from_seq, Some(from), stored.spans[0])?,
            to: self.side(to_seq, to, stored.spans[1])?,
        })
    }

    fn side(&self, seq: i64, claim: Option<SideClaim>, bytes: SpanRecord) -> Result<Side, Error> {
        let document = self.document(seq)?.ok_or_else(|| self.no_document(seq))?;
        let read = || {
            self.db.one("SELECT text FROM document WHERE seq = ?", cells![seq], |row| {
                let text = row.text(0)?;
                let words = crate::add::words(text, bytes);
                let before = text.get(..bytes.0 as usize).unwrap_or_default().chars().count();
                Ok(([before, before + words.chars().count()], words.to_owned()))
            })
        };
        let (points, words) = self.sql(read())?;
        Ok(Side { claim, document, points, words })
    }
}
