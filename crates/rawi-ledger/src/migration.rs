//! Older ledgers, brought to the present version.
//!
//! A copy of the original is put beside it first, whole and in one file; then all steps are one transaction. A run that is stopped leaves the
//! ledger as it was, and the next one begins again.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior, params};

use crate::chain::{DOCUMENT, DOCUMENT_FIELDS, link};
use crate::error::{Error, ErrorKind};

/// The version of the schema that this crate writes.
pub(crate) const VERSION: i32 = 2;

/// From one version to the next: statements, and what SQL cannot say.
struct Step {
    statements: &'static str,
    then: fn(&Connection) -> rusqlite::Result<()>,
}

/// The step at place `n` leads from version `n + 1` to the next.
const STEPS: [Step; VERSION as usize - 1] =
    [Step { statements: include_str!("migration/2.sql"), then: chain_documents }];

/// Brings a ledger of an older version to the present one.
pub(crate) fn migrate(db: &mut Connection, path: &Path, from: i32) -> Result<(), Error> {
    keep_original(db, path, from)?;
    steps(db).map_err(|error| Error::sqlite(path, &error))
}

/// Where the original of an older version is kept: `ledger.version-1.sqlite`.
fn original(path: &Path, version: i32) -> PathBuf {
    path.with_extension(format!("version-{version}.sqlite"))
}

fn keep_original(db: &Connection, path: &Path, from: i32) -> Result<(), Error> {
    let kept = original(path, from);
    if kept.exists() {
        // A run that was stopped after it.
        return Ok(());
    }
    let part = kept.with_extension("part");
    let io = |error: &std::io::Error| {
        Error::io(&part, error, "room for a copy of the ledger before it is brought up to date")
    };
    match std::fs::remove_file(&part) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(io(&error)),
        _ => {}
    }
    let Some(name) = part.to_str() else {
        let message =
            "a name that is no Unicode; expected one, for a copy is made before the ledger is brought up to date";
        return Err(Error::new(ErrorKind::Io, &part, message));
    };
    db.execute("VACUUM INTO ?", [name]).map_err(|error| Error::sqlite(&part, &error))?;
    std::fs::rename(&part, &kept).map_err(|error| io(&error))
}

fn steps(db: &mut Connection) -> rusqlite::Result<()> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been quicker.
    let from: i32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for step in STEPS.iter().skip(usize::try_from(from - 1).unwrap_or_default()) {
        transaction.execute_batch(step.statements)?;
        (step.then)(&transaction)?;
    }
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()
}

/// Makes the chain of documents anew: until version 1 it held only address and digest of each.
fn chain_documents(db: &Connection) -> rusqlite::Result<()> {
    let trigger: String =
        db.query_row("SELECT sql FROM sqlite_schema WHERE name = 'document_stays'", [], |row| row.get(0))?;
    db.execute_batch("DROP TRIGGER document_stays")?;
    let mut update = db.prepare("UPDATE document SET chain = ? WHERE seq = ?")?;
    let mut next = db.prepare(&format!("SELECT {DOCUMENT}, seq FROM document WHERE seq > ? ORDER BY seq LIMIT 1"))?;
    let (mut chain, mut seq) = (Vec::new(), 0);
    loop {
        let mut rows = next.query([seq])?;
        let Some(row) = rows.next()? else { break };
        let mut fields: [Option<&str>; DOCUMENT_FIELDS] = [None; DOCUMENT_FIELDS];
        for (at, field) in fields.iter_mut().enumerate() {
            *field = row.get_ref(at)?.as_str_or_null()?;
        }
        chain = link(&chain, &fields);
        seq = row.get(DOCUMENT_FIELDS)?;
        update.execute(params![chain, seq])?;
    }
    db.execute_batch(&trigger)
}
