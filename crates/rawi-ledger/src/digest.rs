//! One number for all that a ledger says, whatever order it came in.

use sha2::{Digest, Sha256};

use crate::chain::push;
use crate::entry::hex;
use crate::error::Error;
use crate::ledger::Ledger;
use crate::store::{self, Cell, Db};

/// Everything that is said, by names that are the same in every ledger: no row numbers, no links of the chain of documents, which hold the order of
/// arrival, and no spelling of a name that was merely met first.
const SAID: &[&str] = &[
    "SELECT sha256, url, key, path, outlet, author, language, published, day, headline, text FROM document ORDER BY sha256, url",
    "SELECT sha256, url, engine, record, gist, sketch FROM reading JOIN document ON seq = document ORDER BY sha256, url",
    "SELECT kind, folded, country FROM entity WHERE id IN (SELECT entity FROM mention) ORDER BY kind, folded",
    "SELECT sha256, url, nth, kind, folded, start, \"end\" FROM mention JOIN document ON seq = document JOIN entity ON entity.id = entity
     ORDER BY sha256, url, nth",
    "SELECT sha256, url, nth, start, \"end\", type, value, first, last, grain FROM time JOIN document ON seq = document ORDER BY sha256, url, nth",
    "SELECT sha256, url, nth, start, \"end\", min, max, approx, unit, kind, cumulative, as_of FROM figure JOIN document ON seq = document
     ORDER BY sha256, url, nth",
    "SELECT claim.uid, sha256, url, nth, rule, cue, lemma, source, who, entity.kind, entity.folded, content, spans, start, \"end\", act,
            polarity, form, naming, anonymity, zone, parent, said, said_last, origin, shape, roles
     FROM claim JOIN document ON seq = document LEFT JOIN entity ON entity.id = entity ORDER BY claim.uid",
    "SELECT relation.uid, kind, f.uid, t.uid, relation.rule, from_start, from_end, to_start, to_end, score, parts, inside
     FROM relation JOIN claim AS f ON f.id = from_claim LEFT JOIN claim AS t ON t.id = to_claim ORDER BY relation.uid",
    "SELECT a.uid, b.uid FROM cluster JOIN claim AS a ON a.id = cluster.claim JOIN claim AS b ON b.id = cluster.cluster ORDER BY a.uid",
    "SELECT a.sha256, a.url, b.sha256, b.url FROM story JOIN document AS a ON a.seq = story.document
     JOIN document AS b ON b.seq = story.story ORDER BY a.sha256, a.url",
    "SELECT uid, claim, verdict, context, language, url FROM verified ORDER BY uid",
    "SELECT n, at, reviewer, subject, uid, verdict, note, correction, undoes, anchor, hash, request FROM review ORDER BY n",
];

impl Ledger {
    /// A digest of all that the ledger says, in hexadecimal: equal for two ledgers that hold the same documents with the same readings,
    /// relations, stories and reviews, in whatever order and however many pieces they were added.
    ///
    /// # Errors
    /// As [`Ledger::add`].
    pub fn digest(&self) -> Result<String, Error> {
        self.sql(digest(&self.db))
    }
}

fn digest(db: &Db) -> store::Result<String> {
    let mut hash = Sha256::new();
    for said in SAID {
        push(&mut hash, said.as_bytes());
        db.stream(said, &[], |row| {
            for column in 0..row.len() {
                match row.cell(column)? {
                    Cell::Null => push(&mut hash, b"null"),
                    Cell::Int(number) => push(&mut hash, &number.to_le_bytes()),
                    Cell::Real(number) => push(&mut hash, &number.to_le_bytes()),
                    Cell::Text(text) => push(&mut hash, text.as_bytes()),
                    Cell::Bytes(bytes) => push(&mut hash, bytes),
                }
            }
            Ok(())
        })?;
    }
    Ok(hex(&hash.finalize()))
}
