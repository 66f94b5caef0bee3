//! Claims that say the same, as groups: what is tied by verbatim or altered repetition, inside a document or between two.
//!
//! A paraphrase ties nothing: chains of them would lead from one claim to any other. Every tie was verified word by word, so a group is no product of
//! chance in an index.

use crate::store::{self, Db, cells};
use std::collections::{BTreeMap, BTreeSet};

/// Groups anew what claims of documents that were not related before belong to.
pub(crate) fn group(db: &Db) -> store::Result<()> {
    let fresh = "SELECT DISTINCT claim.id FROM reading JOIN claim ON claim.document = reading.document
         JOIN relation ON relation.from_claim = claim.id OR relation.to_claim = claim.id
         WHERE kind = 'repeats' AND claim.document IN (SELECT document FROM reading WHERE related = 0)";
    let fresh: Vec<i64> = db.rows(fresh, &[], |row| row.get(0))?;
    let tied = "SELECT from_claim, to_claim FROM relation WHERE kind = 'repeats' AND rule <> 'repeats-paraphrase' AND from_claim = ?1
         UNION SELECT to_claim, from_claim FROM relation WHERE kind = 'repeats' AND rule <> 'repeats-paraphrase' AND to_claim = ?1";
    let order = "SELECT coalesce(published, ''), sha256, url, nth FROM claim JOIN document ON seq = document WHERE claim.id = ?";
    let insert = "INSERT INTO cluster (claim, cluster) VALUES (?, ?) ON CONFLICT (claim) DO UPDATE SET cluster = excluded.cluster";
    let mut seen = BTreeSet::new();
    for start in fresh {
        if !seen.insert(start) {
            continue;
        }
        let mut group = vec![start];
        let mut at = 0;
        while let Some(&claim) = group.get(at) {
            at += 1;
            for other in db.rows(tied, cells![claim], |row| row.get(1))? {
                if seen.insert(other) {
                    group.push(other);
                }
            }
        }
        if group.len() < 2 {
            continue;
        }
        let mut by_age: BTreeMap<(String, String, String, i64), i64> = BTreeMap::new();
        for &claim in &group {
            let key = db.one(order, cells![claim], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
            by_age.insert(key, claim);
        }
        let first = by_age.first_key_value().map(|(_, &claim)| claim);
        for claim in group {
            db.put(insert, cells![claim, first])?;
        }
    }
    Ok(())
}
