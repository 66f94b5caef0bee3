//! Which rows there are, where a part of the file cannot be read.

use crate::store::{self, Db};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// The numbers of all rows of a table, by the column that numbers them, that any way leads to: from the first on, from the last back, and through an index.
pub(super) fn numbers(db: &Db, table: &str, key: &str, index: Option<&str>) -> Vec<i64> {
    let mut found = Vec::new();
    let mut walk = |by: &str, order: &str| -> store::Result<()> {
        db.each(&format!("SELECT {key} FROM {table} {by} {order}"), &[], |row| {
            found.push(row.get(0)?);
            Ok(ControlFlow::Continue(()))
        })
    };
    let dialect = db.dialect();
    if walk(dialect.unindexed(), &format!("ORDER BY {key}")).is_err() {
        // What cannot be read by one way may be by another.
        let _ = walk(dialect.unindexed(), &format!("ORDER BY {key} DESC"));
        if let Some(index) = index {
            let _ = walk(&dialect.through(index), "");
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Every document by its number, with its name where an index tells it.
pub(super) fn documents(db: &Db) -> BTreeMap<i64, String> {
    const INDEX: &str = "sqlite_autoindex_document_1";
    let mut found: BTreeMap<i64, String> =
        numbers(db, "document", "seq", Some(INDEX)).into_iter().map(|seq| (seq, String::new())).collect();
    let mut named = || -> store::Result<()> {
        let sql = format!("SELECT seq, sha256, url FROM document {}", db.dialect().through(INDEX));
        db.each(&sql, &[], |row| {
            let (sha256, url): (String, String) = (row.get(1)?, row.get(2)?);
            found.insert(row.get(0)?, super::name(&sha256, &url));
            Ok(ControlFlow::Continue(()))
        })
    };
    // Where the index is damaged too, the number has to do.
    let _ = named();
    found
}
