//! Which rows there are, where a part of the file cannot be read.

use std::collections::BTreeMap;

use rusqlite::Connection;

/// The numbers of all rows of a table that any way leads to: from the first on, from the last back, and through an index.
pub(super) fn numbers(db: &Connection, table: &str, index: Option<&str>) -> Vec<i64> {
    let mut found = Vec::new();
    let mut walk = |by: &str, order: &str| -> rusqlite::Result<()> {
        let mut statement = db.prepare(&format!("SELECT rowid FROM {table} {by} {order}"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            found.push(row.get(0)?);
        }
        Ok(())
    };
    if walk("NOT INDEXED", "ORDER BY rowid").is_err() {
        // What cannot be read by one way may be by another.
        let _ = walk("NOT INDEXED", "ORDER BY rowid DESC");
        if let Some(index) = index {
            let _ = walk(&format!("INDEXED BY {index}"), "");
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Every document by its number, with its name where an index tells it.
pub(super) fn documents(db: &Connection) -> BTreeMap<i64, String> {
    const INDEX: &str = "sqlite_autoindex_document_1";
    let mut found: BTreeMap<i64, String> =
        numbers(db, "document", Some(INDEX)).into_iter().map(|seq| (seq, String::new())).collect();
    let mut named = || -> rusqlite::Result<()> {
        let mut statement = db.prepare(&format!("SELECT seq, sha256, url FROM document INDEXED BY {INDEX}"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (sha256, url): (String, String) = (row.get(1)?, row.get(2)?);
            found.insert(row.get(0)?, super::name(&sha256, &url));
        }
        Ok(())
    };
    // Where the index is damaged too, the number has to do.
    let _ = named();
    found
}
