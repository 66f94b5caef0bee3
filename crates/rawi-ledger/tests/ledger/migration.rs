//! Older ledgers are brought up to date, and the original is kept.

use std::fs;
use std::path::{Path, PathBuf};

use rawi_ledger::{ErrorKind, Ledger};

use crate::stage::{DAM, asked, database, faults, file, folder, ledger};

/// A ledger as version 1 wrote it.
const VERSION_1: &str = include_str!("../fixture/version-1.sql");

fn old(name: &str) -> PathBuf {
    let folder = folder(name);
    // Its tables come in the order of their names.
    let made = database(&folder).execute_batch(&format!("PRAGMA foreign_keys = OFF; {VERSION_1}"));
    made.expect("the fixture is SQL");
    folder
}

/// All that a schema says: columns of tables and views, indexes, triggers, without the white space of the statements.
fn schema(folder: &Path) -> Vec<String> {
    let db = database(folder);
    let mut said = Vec::new();
    let mut list = |sql: &str| {
        let mut rows = db.prepare(sql).expect("a query");
        let columns = rows.column_count();
        let row = |row: &rusqlite::Row<'_>| {
            (0..columns).map(|at| row.get_ref(at).map(|value| format!("{value:?}"))).collect::<Result<Vec<_>, _>>()
        };
        said.extend(rows.query_map([], row).expect("rows").map(|row| row.expect("a row").join(" ")));
    };
    list("SELECT type, name, tbl_name FROM sqlite_schema ORDER BY type, name");
    list("SELECT m.name, c.cid, c.name, c.type, c.\"notnull\", c.pk FROM sqlite_schema AS m, pragma_table_info(m.name) AS c
          WHERE m.type IN ('table', 'view') ORDER BY m.name, c.cid");
    list("SELECT m.name, i.name, i.\"unique\", c.name FROM sqlite_schema AS m, pragma_index_list(m.name) AS i, pragma_index_info(i.name) AS c
          WHERE m.type = 'table' ORDER BY m.name, i.name, c.seqno");
    list("SELECT m.name, f.\"table\", f.\"from\" FROM sqlite_schema AS m, pragma_foreign_key_list(m.name) AS f WHERE m.type = 'table'
          ORDER BY m.name, f.\"from\"");
    said
}

#[test]
fn version_1_is_brought_up_to_date() {
    let folder = old("migration-1");
    let ledger = Ledger::open(&folder).expect("it is brought up to date");
    let digest = ledger.digest().expect("read");
    drop(ledger);
    assert_eq!(faults(&folder), []);

    let fresh_folder = crate::stage::folder("migration-fresh");
    drop(crate::stage::ledger(&fresh_folder, DAM));
    assert_eq!(schema(&folder), schema(&fresh_folder), "a change of schema.sql needs a step in migration/");
    assert_eq!(asked::<i64>(&folder, "SELECT count(*) FROM claim"), 8);
    assert_eq!(
        asked::<String>(&folder, "SELECT value FROM meta WHERE name = 'uuid'"),
        "00112233445566778899aabbccddeeff"
    );
    let again = Ledger::open(&folder).expect("up to date");
    assert_eq!(again.digest().expect("read"), digest);
}

#[test]
fn the_original_is_kept() {
    let folder = old("migration-original");
    let before = crate::stage::folder("migration-before");
    fs::copy(file(&folder), file(&before)).expect("a copy");
    drop(Ledger::open_to_read(&folder).expect("it is brought up to date"));
    let kept = folder.join("ledger.version-1.sqlite");
    assert!(kept.is_file());
    fs::create_dir_all(folder.join("kept")).expect("room");
    fs::rename(kept, file(&folder.join("kept"))).expect("a file");
    assert_eq!(schema(&folder.join("kept")), schema(&before));
    for table in ["document", "claim", "relation", "reading"] {
        let count = format!("SELECT count(*) FROM {table}");
        assert_eq!(asked::<i64>(&folder.join("kept"), &count), asked::<i64>(&before, &count));
    }
    assert_eq!(asked::<i64>(&folder.join("kept"), "PRAGMA user_version"), 1);
}

#[test]
fn a_run_that_was_stopped_begins_again() {
    let folder = old("migration-stopped");
    // Stopped while the copy was made, and once more after it.
    fs::write(folder.join("ledger.version-1.part"), "half a copy").expect("room");
    drop(Ledger::open(&folder).expect("it is brought up to date"));
    assert!(!folder.join("ledger.version-1.part").exists());
    assert_eq!(faults(&folder), []);

    let folder = old("migration-stopped-later");
    fs::copy(file(&folder), folder.join("ledger.version-1.sqlite")).expect("a copy");
    drop(Ledger::open(&folder).expect("it is brought up to date"));
    assert_eq!(faults(&folder), []);
}

#[test]
fn what_cannot_be_brought_up_to_date_stays_as_it_is() {
    let folder = old("migration-locked");
    let other = database(&folder);
    other
        .execute_batch("PRAGMA journal_mode = WAL; BEGIN IMMEDIATE; INSERT INTO meta VALUES ('x', 'y')")
        .expect("room");
    // The copy can be made while another one writes; the steps wait for it.
    let error = Ledger::open(&folder).expect_err("another one writes");
    assert_eq!(error.kind(), ErrorKind::Locked);
    other.execute_batch("ROLLBACK").expect("a transaction");
    assert_eq!(asked::<i64>(&folder, "PRAGMA user_version"), 1);
    drop(Ledger::open(&folder).expect("it is brought up to date"));
    assert_eq!(faults(&folder), []);
}

#[test]
fn an_old_ledger_can_be_added_to() {
    let folder = old("migration-added");
    let known = ledger(&folder, DAM);
    assert_eq!(known.versions("https://sahab.example/dam").expect("it is there").len(), 2);
    drop(known);
    assert_eq!(asked::<i64>(&folder, "SELECT count(*) FROM document"), 3);
}
