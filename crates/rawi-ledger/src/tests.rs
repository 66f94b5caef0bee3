//! What every connection is set to, and a disk that is full.

use std::path::PathBuf;

use rawi::{Lexicon, Reader};
use rawi_page::{FurnitureLexicon, Hints};

use crate::{Entry, ErrorKind, Ledger};

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("rawi-ledger-{}-{name}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

fn file(ledger: &Ledger) -> &rusqlite::Connection {
    ledger.db.sqlite().expect("a file")
}

fn entries(count: usize) -> Vec<Entry> {
    let lexicon = Lexicon::new(&rawi_lexicon::Tables::builtin()).expect("the built-in tables are well formed");
    let mut reader = Reader::new(&lexicon);
    let entry = |n: usize| {
        let text = format!(
            "قال الوزير سالم المرعي إن {} شخصا أصيبوا في الحريق رقم {n}. {}",
            n + 3,
            "وكان المستودع فارغا. ".repeat(20)
        );
        let hints = Hints { url: Some(format!("https://sahab.example/{n}")), ..Hints::default() };
        let document = rawi_page::read(text.as_bytes(), &hints, &FurnitureLexicon::default()).next();
        let document = document.expect("one").expect("a text");
        let (reading, outline) = reader.outlined(&document);
        Entry::of(&document, &reading, &outline, "rawi test")
    };
    (0..count).map(entry).collect()
}

#[test]
fn every_connection_is_set_to_lose_nothing() {
    let folder = folder("guard");
    let opened = [Ledger::open_or_make(&folder), Ledger::open(&folder), Ledger::open_to_read(&folder)];
    for ledger in opened {
        let ledger = ledger.expect("it can be opened");
        let number =
            |name: &str| file(&ledger).pragma_query_value(None, name, |row| row.get::<_, i64>(0)).expect("a setting");
        assert_eq!((number("foreign_keys"), number("synchronous"), number("busy_timeout")), (1, 2, 5000));
        let journal: String =
            file(&ledger).pragma_query_value(None, "journal_mode", |row| row.get(0)).expect("a setting");
        assert_eq!(journal, "wal");
    }
    std::fs::remove_dir_all(folder).expect("it was made");
}

#[test]
fn a_full_disk_is_a_clean_error_and_a_second_run_finishes() {
    let entries = entries(30);
    let (small, large) = (folder("full"), folder("roomy"));
    let mut ledger = Ledger::open_or_make(&small).expect("made");
    let pages: i64 = file(&ledger).pragma_query_value(None, "page_count", |row| row.get(0)).expect("a number");
    let limit = |ledger: &Ledger, pages: i64| {
        file(ledger)
            .pragma_update_and_check(None, "max_page_count", pages, |row| row.get::<_, i64>(0))
            .expect("a setting")
    };
    limit(&ledger, pages + 10);
    let (mut kept, mut error) = (0, None);
    for batch in entries.chunks(3) {
        match ledger.add(batch) {
            Ok(added) => kept += added.documents,
            Err(full) => {
                error = Some(full);
                break;
            }
        }
    }
    let error = error.expect("it is full");
    assert_eq!(error.kind(), ErrorKind::Full);
    assert!(kept > 0 && error.to_string().contains("free some space"), "{kept}: {error}");
    let there: u64 = file(&ledger).query_row("SELECT count(*) FROM document", [], |row| row.get(0)).expect("a number");
    assert_eq!(there, kept);
    assert_eq!(ledger.verify(&mut |fault| panic!("{fault:?}")).expect("read").documents, kept);

    limit(&ledger, 1 << 20);
    assert_eq!(ledger.add(&entries).expect("room").known, kept);
    let mut whole = Ledger::open_or_make(&large).expect("made");
    whole.add(&entries).expect("room");
    assert_eq!(ledger.digest().expect("read"), whole.digest().expect("read"));
    for folder in [small, large] {
        std::fs::remove_dir_all(folder).expect("it was made");
    }
}
