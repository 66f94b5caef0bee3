//! Who else is there: other writers, folders that may only be read, what is no ledger.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rawi_ledger::{Error, ErrorKind, Ledger};

use crate::stage::{DAM, database, entry, faults, file, folder, ledger};

#[test]
fn a_second_writer_is_told_so() {
    let folder = folder("writers-second");
    let mut ledger = ledger(&folder, &DAM[..1]);
    ledger.wait(Duration::from_millis(20)).expect("a setting");
    let before = ledger.digest().expect("read");

    let first = database(&folder);
    first.execute_batch("BEGIN IMMEDIATE").expect("nobody else writes");
    let error = ledger.add(&[entry(DAM[1])]).expect_err("somebody else writes");
    assert_eq!(error.kind(), ErrorKind::Locked);
    assert!(error.to_string().contains("another process is writing"), "{error}");
    // Readers go on.
    assert_eq!(Ledger::open_to_read(&folder).expect("read").digest().expect("read"), before);

    first.execute_batch("ROLLBACK").expect("a transaction");
    assert_eq!(ledger.add(&[entry(DAM[1])]).expect("nobody else writes").documents, 1);
    assert!(faults(&folder).is_empty());
}

#[test]
fn who_may_only_read_cannot_write() {
    let folder = folder("writers-reader");
    drop(ledger(&folder, &DAM[..1]));
    let mut reader = Ledger::open_to_read(&folder).expect("read");
    let error = reader.add(&[entry(DAM[1])]).expect_err("opened to read");
    assert_eq!(error.kind(), ErrorKind::ReadOnly);
    assert!(error.to_string().contains("may only be read"), "{error}");
}

#[test]
fn what_is_no_ledger_is_named() {
    let kind = |folder: &Path| {
        let errors: Vec<Error> =
            [Ledger::open(folder), Ledger::open_to_read(folder)].into_iter().filter_map(Result::err).collect();
        assert!(errors.len() == 2 && errors[0].kind() == errors[1].kind(), "{errors:?}");
        assert!(errors.iter().all(|error| error.to_string().contains("expected")), "{errors:?}");
        errors[0].kind()
    };
    let empty = folder("writers-empty");
    assert_eq!(kind(&empty), ErrorKind::Missing);
    assert_eq!(kind(&empty.join("nowhere")), ErrorKind::Missing);
    fs::write(file(&empty), "قال الوزير إن السد جاهز للملء. ".repeat(100)).expect("room");
    assert_eq!(kind(&empty), ErrorKind::NotALedger);

    let foreign = folder("writers-foreign");
    database(&foreign).execute_batch("CREATE TABLE recipe (name TEXT)").expect("room");
    assert_eq!(kind(&foreign), ErrorKind::NotALedger);
}

#[test]
fn a_ledger_of_a_newer_version_is_refused_and_left_alone() {
    let folder = folder("writers-newer");
    drop(ledger(&folder, &DAM[..1]));
    database(&folder).execute_batch("PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)").expect("room");
    let before = fs::read(file(&folder)).expect("a file");
    for outcome in [Ledger::open(&folder), Ledger::open_or_make(&folder), Ledger::open_to_read(&folder)] {
        let error = outcome.expect_err("newer");
        assert_eq!(error.kind(), ErrorKind::Newer);
        assert!(error.to_string().contains("newer version of rawi (format 99"), "{error}");
    }
    assert!(fs::read(file(&folder)).expect("a file") == before);
}
