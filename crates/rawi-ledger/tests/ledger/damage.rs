//! A damaged part of the file: found, named, and the rest still there.

use std::fs;
use std::path::Path;

use rawi_ledger::Ledger;
use rawi_ledger::verify::{Fault, FaultKind};

use crate::stage::{asked, database, faults, file, folder, ledger, many};

const DOCUMENTS: usize = 120;

/// A ledger whose file is one piece, with its log written back.
fn sound(folder: &Path) {
    let articles = many(DOCUMENTS);
    let articles: Vec<&str> = articles.iter().map(String::as_str).collect();
    drop(ledger(folder, &articles));
    database(folder).execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").expect("nobody else");
    assert_eq!(faults(folder), []);
}

/// Overwrites some page of a table or index that holds rows.
fn damage(folder: &Path, table: &str) {
    let size: u64 = asked(folder, "PRAGMA page_size");
    let root: u64 = asked(folder, &format!("SELECT rootpage FROM sqlite_schema WHERE name = '{table}'"));
    let mut bytes = fs::read(file(folder)).expect("a file");
    let at = ((root - 1) * size) as usize;
    // The first child of the root: an inner page has its cells' places behind 12 bytes of header, a cell begins with a page number.
    assert!(matches!(bytes[at], 0x05 | 0x02), "the root of {table} has pages under it");
    let cell = at + usize::from(u16::from_be_bytes([bytes[at + 12], bytes[at + 13]]));
    let child = u32::from_be_bytes([bytes[cell], bytes[cell + 1], bytes[cell + 2], bytes[cell + 3]]);
    let from = (child as usize - 1) * size as usize;
    bytes[from..from + size as usize].fill(0xA5);
    fs::write(file(folder), bytes).expect("room");
}

fn of(faults: &[Fault], kind: FaultKind) -> Vec<&Fault> {
    faults.iter().filter(|fault| fault.kind == kind).collect()
}

#[test]
fn documents_on_a_damaged_page_are_named_and_the_others_read() {
    let folder = folder("damage-document");
    sound(&folder);
    damage(&folder, "document");
    let ledger = Ledger::open_to_read(&folder).expect("it can be opened");
    let mut found = Vec::new();
    let verified = ledger.verify(&mut |fault| found.push(fault.clone())).expect("it can be read");
    let lost = of(&found, FaultKind::LostDocument);
    assert!(!lost.is_empty() && lost.len() < DOCUMENTS / 2, "{lost:?}");
    assert!(lost.iter().all(|fault| fault.subject.contains("https://sahab.example/")), "{lost:?}");
    assert_eq!(verified.documents as usize + lost.len(), DOCUMENTS);
    assert!(!of(&found, FaultKind::File).is_empty());
    // What lies on other pages is whole.
    assert!(of(&found, FaultKind::Words).is_empty() && of(&found, FaultKind::Uid).is_empty(), "{found:?}");
}

#[test]
fn claims_on_a_damaged_page_are_named_by_the_record() {
    let folder = folder("damage-claim");
    sound(&folder);
    let all: Vec<String> = {
        let db = database(&folder);
        let mut rows = db.prepare("SELECT uid FROM claim").expect("a query");
        rows.query_map([], |row| row.get(0)).expect("rows").map(|uid| uid.expect("a uid")).collect()
    };
    damage(&folder, "claim");
    let ledger = Ledger::open_to_read(&folder).expect("it can be opened");
    let mut found = Vec::new();
    let verified = ledger.verify(&mut |fault| found.push(fault.clone())).expect("it can be read");
    let lost = of(&found, FaultKind::LostClaim);
    assert!(!lost.is_empty() && lost.iter().all(|fault| all.contains(&fault.subject)), "{lost:?}");
    assert_eq!(verified.claims as usize + lost.len(), all.len());
    assert_eq!(verified.documents as usize, DOCUMENTS);
}

#[test]
fn a_damaged_index_costs_no_document() {
    let folder = folder("damage-index");
    sound(&folder);
    damage(&folder, "sqlite_autoindex_document_1");
    let found = faults(&folder);
    assert!(!of(&found, FaultKind::File).is_empty());
    assert!(of(&found, FaultKind::LostDocument).is_empty(), "{found:?}");
}

#[test]
fn a_file_that_breaks_off_is_damaged() {
    let folder = folder("damage-cut");
    sound(&folder);
    let bytes = fs::read(file(&folder)).expect("a file");
    fs::write(file(&folder), &bytes[..bytes.len() / 2]).expect("room");
    match Ledger::open_to_read(&folder) {
        Ok(ledger) => {
            let verified = ledger.verify(&mut |_| {}).expect("it can be read");
            assert!(verified.faults > 0);
        }
        Err(error) => assert!(error.to_string().contains("damaged"), "{error}"),
    }
}
