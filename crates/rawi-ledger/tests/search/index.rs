//! The index is derived: whatever becomes of it, the same is found.

use std::fs;
use std::path::Path;

use rawi_ledger::search::{Among, Found, Index, Query};
use rawi_ledger::{ErrorKind, Ledger};

use crate::stage::{NEWS, Stage, search, words};

const MORE: &str = r#"{"id":"later","outlet":"قناة التل","published":"2024-04-06","text":"قال رئيس البلدية نادر الشامي إن السد آمن تماما."}"#;

/// What some queries find.
fn answers(ledger: &Ledger) -> Vec<Found> {
    let documents = Query { among: Among::Documents, ..words("السد") };
    [words("السد"), words("الحكومة"), words("جسر"), words(""), documents]
        .iter()
        .map(|query| search(ledger, query))
        .collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder can be made");
    for entry in fs::read_dir(from).expect("it is there") {
        let path = entry.expect("it is there").path();
        fs::copy(&path, to.join(path.file_name().expect("a name"))).expect("it can be copied");
    }
}

#[test]
fn an_index_that_is_gone_is_made_again() {
    let stage = Stage::new("index-gone");
    let ledger = stage.ledger(NEWS);
    let first = answers(&ledger);
    fs::remove_dir_all(stage.index()).expect("it was made");
    assert_eq!(answers(&ledger), first);
}

#[test]
fn a_damaged_index_is_made_again_whichever_file_it_is() {
    let stage = Stage::new("index-damaged");
    let ledger = stage.ledger(NEWS);
    let first = answers(&ledger);
    let good = stage.folder.join("good");
    copy(&stage.index(), &good);
    let mut files: Vec<_> =
        fs::read_dir(&good).expect("it is there").map(|entry| entry.expect("one").file_name()).collect();
    files.sort();
    for file in files {
        for how in ["cut", "changed", "emptied", "removed"] {
            fs::remove_dir_all(stage.index()).expect("it is there");
            copy(&good, &stage.index());
            let path = stage.index().join(&file);
            let mut bytes = fs::read(&path).expect("it is there");
            match how {
                "cut" => bytes.truncate(bytes.len() / 2),
                "changed" => {
                    let middle = bytes.len() / 2;
                    bytes.iter_mut().skip(middle).take(1).for_each(|byte| *byte ^= 0x55);
                }
                "emptied" => bytes.clear(),
                _ => {}
            }
            fs::write(&path, &bytes).expect("it can be written");
            if how == "removed" {
                fs::remove_file(&path).expect("it is there");
            }
            assert_eq!(answers(&ledger), first, "{how}: {}", file.display());
        }
    }
}

#[test]
fn an_index_of_another_ledger_is_made_again() {
    let stage = Stage::new("index-foreign");
    let ledger = stage.ledger(NEWS);
    let first = answers(&ledger);
    let other = Stage::new("index-foreign-other");
    let foreign = other.ledger(&NEWS.replace("السد", "الجسر"));
    answers(&foreign);
    fs::remove_dir_all(stage.index()).expect("it was made");
    copy(&other.index(), &stage.index());
    assert_eq!(answers(&ledger), first);
}

#[test]
fn an_index_that_is_behind_catches_up() {
    let stage = Stage::new("index-behind");
    let mut ledger = stage.ledger(NEWS);
    answers(&ledger);
    let before = stage.folder.join("before");
    copy(&stage.index(), &before);
    // As after a kill between the commit of the ledger and that of the index.
    ledger.add(&stage.entries(MORE)).expect("there is room");
    let found = search(&ledger, &words("السد"));
    assert_eq!((found.total, found.behind), (3, 0));
    let after = answers(&ledger);
    fs::remove_dir_all(stage.index()).expect("it is there");
    copy(&before, &stage.index());
    assert_eq!(answers(&ledger), after);
    fs::remove_dir_all(stage.index()).expect("it is there");
    assert_eq!(answers(&ledger), after, "made at once or step by step");
}

#[test]
fn an_index_beside_a_ledger_restored_from_a_backup_is_made_again() {
    let stage = Stage::new("index-ahead");
    drop(stage.ledger(NEWS));
    let backup = stage.folder.join("backup");
    let file = |folder: &Path| folder.join("ledger.sqlite");
    fs::create_dir_all(&backup).expect("the folder can be made");
    fs::copy(file(&stage.folder), file(&backup)).expect("it can be copied");
    {
        let ledger = stage.ledger(MORE);
        assert_eq!(search(&ledger, &words("البلدية")).total, 1);
    }
    fs::copy(file(&backup), file(&stage.folder)).expect("it can be copied");
    let ledger = Ledger::open(&stage.folder).expect("it opens");
    assert_eq!(search(&ledger, &words("البلدية")).total, 0, "ahead of the ledger");
    drop(ledger);

    // Ahead, and then overtaken by another document: the number is the same, the chain is not.
    let mut ledger = stage.ledger(MORE);
    assert_eq!(search(&ledger, &words("البلدية")).total, 1);
    drop(ledger);
    fs::copy(file(&backup), file(&stage.folder)).expect("it can be copied");
    ledger = stage.ledger(&MORE.replace("البلدية", "النقابة"));
    assert_eq!(search(&ledger, &words("البلدية")).total, 0);
    assert_eq!(search(&ledger, &words("النقابة")).total, 1);
}

#[test]
fn a_second_writer_is_told_and_a_reader_searches_what_is_there() {
    let stage = Stage::new("index-locked");
    let mut ledger = stage.ledger(NEWS);
    answers(&ledger);
    let lock = fs::File::create(stage.index().join(".tantivy-writer.lock")).expect("it can be made");
    lock.lock().expect("nobody holds it");
    ledger.add(&stage.entries(MORE)).expect("there is room");
    let found = search(&ledger, &words("السد"));
    assert_eq!((found.total, found.behind), (2, 1));
    fs::remove_file(stage.index().join("meta.json")).expect("it is there");
    let error = Index::open(&ledger).expect_err("it must be made again, and cannot");
    assert_eq!(error.kind(), ErrorKind::Locked);
    assert!(error.to_string().contains("another process is writing"), "{error}");
    drop(lock);
    assert_eq!(search(&ledger, &words("السد")).total, 3);
}

#[test]
fn a_reading_that_was_replaced_is_put_in_anew() {
    let stage = Stage::new("index-again");
    let ledger = stage.ledger(NEWS);
    let first = answers(&ledger);
    let database = rusqlite::Connection::open(stage.folder.join("ledger.sqlite")).expect("stock SQLite opens it");
    let read_again = |content: &str| {
        let change = "UPDATE claim SET content = ?1 WHERE document = 1 AND nth = 0";
        database.execute(change, [content]).expect("it can be changed");
        database.execute("UPDATE reading SET record = record WHERE document = 1", []).expect("it can be changed");
    };
    let content =
        first[0].hits.iter().find(|hit| hit.document == 1).and_then(|hit| hit.claim.clone()).expect("one").content;
    read_again("القمر مكتمل");
    assert_eq!(search(&ledger, &words("القمر")).total, 1);
    assert_eq!(search(&ledger, &words("السد الجديد")).total, 0);
    read_again(&content);
    assert_eq!(answers(&ledger), first);
}
