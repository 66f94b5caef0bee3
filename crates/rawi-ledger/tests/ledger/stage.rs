//! Folders for tests, and articles read with the built-in words.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rawi::relation::Outline;
use rawi::{Lexicon, Reader, Reading};
use rawi_ledger::verify::Fault;
use rawi_ledger::{Entry, Ledger};
use rawi_lexicon::Tables;
use rawi_page::{Document, FurnitureLexicon, Hints};

/// What reads in tests.
pub(crate) const ENGINE: &str = "rawi test";

/// A dam in three articles: two versions of one, and another outlet's.
pub(crate) const DAM: &[&str] = &[
    r#"{"id":"a1","url":"https://sahab.example/dam","outlet":"سحاب","published":"2025-03-01T08:00:00+03:00","title":"انهيار جزئي في سد الوادي","text":"قال محافظ نهاوند سالم المرعي إن 12 شخصا قتلوا في انهيار جزء من سد الوادي.\nونفت وزارة المياه وجود خطر على القرى المجاورة."}"#,
    r#"{"id":"a2","url":"https://sahab.example/dam","outlet":"سحاب","published":"2025-03-01T14:00:00+03:00","title":"انهيار جزئي في سد الوادي","text":"قال محافظ نهاوند سالم المرعي إن 17 شخصا قتلوا في انهيار جزء من سد الوادي.\nوأعلنت النقابة أن العمال حذروا من الانهيار."}"#,
    r#"{"id":"b1","url":"https://rimal.example/dam-2","outlet":"رمال","published":"2025-03-02T09:00:00+03:00","title":"قتلى في انهيار سد","text":"قال مدير الدفاع المدني في نهاوند إن 15 شخصا قتلوا في انهيار جزء من سد الوادي.\nونفى محافظ نهاوند سالم المرعي أن يكون العمال حذروا من الانهيار."}"#,
];

/// A fresh folder for one test, named after it.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ledger").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

/// The words of tests.
pub(crate) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::new(&Tables::builtin()).expect("the built-in tables are well formed"))
}

/// One article, read; corpus lines are told by their brace.
pub(crate) fn read(text: &str) -> (Document, Reading, Outline) {
    let path = if text.starts_with('{') { "corpus.jsonl" } else { "article.txt" };
    let hints = Hints { path: path.to_owned(), ..Hints::default() };
    let document = rawi_page::read(text.as_bytes(), &hints, &FurnitureLexicon::default()).next();
    let document = document.expect("one document").expect("it can be read");
    let (reading, outline) = Reader::new(lexicon()).outlined(&document);
    (document, reading, outline)
}

/// One article as an entry.
pub(crate) fn entry(text: &str) -> Entry {
    let (document, reading, outline) = read(text);
    Entry::of(&document, &reading, &outline, ENGINE)
}

/// A ledger of articles, related.
pub(crate) fn ledger(folder: &Path, articles: &[&str]) -> Ledger {
    let mut ledger = Ledger::open_or_make(folder).expect("a ledger can be made");
    let entries: Vec<Entry> = articles.iter().map(|article| entry(article)).collect();
    ledger.add(&entries).expect("there is room");
    ledger.relate().expect("there is room");
    ledger
}

/// The file of a ledger, for tests that look or meddle behind its back.
pub(crate) fn file(folder: &Path) -> PathBuf {
    folder.join("ledger.sqlite")
}

/// The database of a ledger, as stock `sqlite3` sees it.
pub(crate) fn database(folder: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(file(folder)).expect("a database")
}

/// The first column of the first row.
pub(crate) fn asked<T: rusqlite::types::FromSql>(folder: &Path, sql: &str) -> T {
    database(folder).query_row(sql, [], |row| row.get(0)).expect("a row")
}

/// What is wrong with a ledger.
pub(crate) fn faults(folder: &Path) -> Vec<Fault> {
    let ledger = Ledger::open_to_read(folder).expect("it can be opened");
    let mut faults = Vec::new();
    let verified = ledger.verify(&mut |fault| faults.push(fault.clone())).expect("it can be read");
    assert_eq!(verified.faults, faults.len() as u64);
    faults
}

/// Many short articles, all different, on a few days.
pub(crate) fn many(count: usize) -> Vec<String> {
    let article = |n: usize| {
        format!(
            r#"{{"id":"n{n}","url":"https://sahab.example/{n}","outlet":"سحاب","published":"2025-03-{:02}","title":"خبر رقم {n}","text":"قال مدير المحطة رقم {n} سالم المرعي إن {} عاملا أصيبوا في حريق المستودع رقم {n}.\nونفت الشركة وجود خطر على الحي."}}"#,
            n % 9 + 1,
            n + 3
        )
    };
    (0..count).map(article).collect()
}
