//! Reading again what is kept: the same readings, and reviews that find their claims.

use std::fs;
use std::path::{Path, PathBuf};

use rawi::{Reader, Reading};
use rawi_ledger::review::{Anchored, Reanchored, Stands, Verdict};
use rawi_ledger::{Checked, Entry, Ledger};
use rawi_page::{FurnitureLexicon, Hints};

use crate::reviews::{decision, log, uid};
use crate::stage::{DAM, ENGINE, asked, faults, folder, ledger, lexicon, read};

/// Reads all of a ledger again, with something done to each reading.
fn reread(ledger: &mut Ledger, engine: &str, change: impl Fn(&str, &mut Reading)) -> Reanchored {
    let stored = ledger.to_reread(0, engine, 1000).expect("read");
    let mut entries = Vec::new();
    for stored in &stored {
        let (mut reading, mut outline) = Reader::new(lexicon()).outlined(&stored.document);
        let before = reading.claims.len();
        change(&stored.document.key, &mut reading);
        // Only from the end are claims taken here.
        outline.claims.truncate(reading.claims.len());
        assert!(reading.claims.len() <= before);
        entries.push((stored.seq, Entry::again(stored, &reading, &outline, engine)));
    }
    ledger.reread(&entries).expect("room");
    ledger.settle().expect("room").1
}

fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("samples").map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    paths.retain(|path| path.extension().is_some_and(|ending| ending != "md"));
    paths
}

#[test]
fn the_same_engine_reads_the_same_from_what_is_kept() {
    let folder = folder("rereading-same");
    let mut ledger = Ledger::open_or_make(&folder).expect("made");
    let mut readings = Vec::new();
    for path in samples() {
        let hints =
            Hints { path: path.file_name().expect("a name").to_string_lossy().into_owned(), ..Hints::default() };
        let bytes = fs::read(&path).expect("a file");
        for document in rawi_page::read(&bytes[..], &hints, &FurnitureLexicon::default()) {
            let document = document.expect("it can be read");
            let (reading, outline) = Reader::new(lexicon()).outlined(&document);
            ledger.add(&[Entry::of(&document, &reading, &outline, ENGINE)]).expect("room");
            readings.push((document.key.clone(), reading));
        }
    }
    ledger.relate().expect("room");
    let before = ledger.digest().expect("read");
    let stored = ledger.to_reread(0, "", 1000).expect("read");
    assert_eq!(stored.len(), readings.len());
    for (stored, (key, reading)) in stored.iter().zip(&readings) {
        assert_eq!(&Reader::new(lexicon()).read(&stored.document), reading, "{key}");
    }
    // The same engine again: every row is replaced, and nothing is different.
    let stored: Vec<(i64, Entry)> = stored
        .iter()
        .map(|stored| {
            let (reading, outline) = Reader::new(lexicon()).outlined(&stored.document);
            (stored.seq, Entry::again(stored, &reading, &outline, ENGINE))
        })
        .collect();
    ledger.reread(&stored).expect("room");
    ledger.settle().expect("room");
    assert_eq!(ledger.digest().expect("read"), before);
    drop(ledger);
    assert_eq!(faults(&folder), []);
}

#[test]
fn only_what_another_engine_read_is_read_again() {
    let folder = folder("rereading-engine");
    let mut ledger = ledger(&folder, DAM);
    assert!(ledger.to_reread(0, ENGINE, 10).expect("read").is_empty());
    assert_eq!(ledger.to_reread(0, "rawi next", 2).expect("read").len(), 2);
    reread(&mut ledger, "rawi next", |_, _| {});
    assert!(ledger.to_reread(0, "rawi next", 10).expect("read").is_empty());
}

#[test]
fn reviews_of_claims_that_are_still_there_stay() {
    let folder = folder("rereading-kept");
    let mut ledger = ledger(&folder, DAM);
    let decisions = [
        decision(&uid(&folder, "claim", 1), Verdict::Accepted),
        decision(&uid(&folder, "relation", 1), Verdict::Rejected),
    ];
    ledger.review(&decisions).expect("there are such");
    let before = reread(&mut ledger, "rawi next", |_, _| {});
    assert_eq!(before, Reanchored { kept: 2, moved: 0, orphaned: 0 });
    let log = log(&ledger);
    assert!(log.iter().all(|review| review.anchored == Anchored::Kept && review.stands == Stands::Yes), "{log:?}");
    drop(ledger);
    assert_eq!(faults(&folder), []);
}

/// Gives every claim the full stop after its content: other spans, the same words.
fn with_the_full_stop(reading: &mut Reading, text: &rawi_text::Text) {
    for claim in &mut reading.claims {
        let Some(last) = claim.content.last_mut() else { continue };
        if let Some(wider) = text.span(last.start()..last.end() + 1).filter(|&span| text[span].ends_with('.')) {
            *last = wider;
        }
    }
}

#[test]
fn reviews_go_over_to_claims_with_the_same_words() {
    let folder = folder("rereading-moved");
    let mut ledger = ledger(&folder, DAM);
    let (claim, relation) = (uid(&folder, "claim", 1), uid(&folder, "relation", 1));
    ledger
        .review(&[decision(&claim, Verdict::Accepted), decision(&relation, Verdict::Rejected)])
        .expect("there are such");
    let stored = ledger.to_reread(0, "", 10).expect("read");
    let moved = reread(&mut ledger, "rawi next", |key, reading| {
        let text = &stored.iter().find(|stored| stored.document.key == key).expect("it is there").document.text;
        with_the_full_stop(reading, text);
    });
    assert_eq!(moved, Reanchored { kept: 0, moved: 2, orphaned: 0 });
    // The log says what was reviewed and where that stands now.
    let log = log(&ledger);
    assert_eq!((log[0].uid.as_str(), log[1].uid.as_str()), (claim.as_str(), relation.as_str()));
    for (review, table) in log.iter().zip(["claim", "relation"]) {
        let Anchored::Moved(to) = &review.anchored else { panic!("{review:?}") };
        assert_eq!(asked::<i64>(&folder, &format!("SELECT count(*) FROM {table} WHERE uid = '{to}'")), 1);
        assert_eq!(asked::<i64>(&folder, &format!("SELECT count(*) FROM standing WHERE uid = '{to}'")), 1);
        assert_eq!(review.stands, Stands::Yes);
    }
    // Who decides of the new claim overrules what was decided of the old one.
    let Anchored::Moved(to) = &log[0].anchored else { panic!("{log:?}") };
    ledger.review(&[decision(to, Verdict::Rejected)]).expect("there is such a claim");
    assert_eq!(crate::reviews::log(&ledger)[0].stands, Stands::Overruled);
    drop(ledger);
    assert_eq!(faults(&folder), []);

    // The older engine again: everything is back in its place.
    let mut ledger = Ledger::open(&folder).expect("it can be opened");
    assert_eq!(reread(&mut ledger, ENGINE, |_, _| {}), Reanchored { kept: 2, moved: 1, orphaned: 0 });
}

#[test]
fn reviews_of_claims_that_are_gone_are_orphans() {
    let folder = folder("rereading-orphaned");
    let mut ledger = ledger(&folder, DAM);
    let last: String = asked(&folder, "SELECT uid FROM claim WHERE document = 1 ORDER BY nth DESC LIMIT 1");
    ledger.review(&[decision(&last, Verdict::Accepted)]).expect("there is such a claim");
    let became = reread(&mut ledger, "rawi next", |key, reading| {
        if key == "a1" {
            reading.relations.clear();
            reading.claims.pop();
        }
    });
    assert_eq!(became, Reanchored { kept: 0, moved: 0, orphaned: 1 });
    let found = log(&ledger);
    assert_eq!((&found[0].anchored, found[0].stands), (&Anchored::Orphaned, Stands::Yes));
    // It can be taken back, and comes back with its claim.
    drop(ledger);
    assert_eq!(faults(&folder), []);
    let mut ledger = Ledger::open(&folder).expect("it can be opened");
    assert_eq!(reread(&mut ledger, ENGINE, |_, _| {}), Reanchored { kept: 1, moved: 0, orphaned: 0 });
    reread(&mut ledger, "rawi next", |_, reading| reading.claims.clear());
    ledger.review(&[decision(&last, Verdict::Undone)]).expect("it stands");
    assert_eq!(log(&ledger)[0].stands, Stands::Undone);
}

/// A claim about the dam as a desk would have checked it.
const DAM_CHECKED: &str = "17 شخصا قتلوا في انهيار جزء من سد الوادي";

#[test]
fn what_was_checked_elsewhere_finds_the_claims_that_are_read_now() {
    let folder = folder("rereading-checked");
    let mut ledger = ledger(&folder, DAM);
    let checked = Checked { claim: DAM_CHECKED.to_owned(), verdict: "خطأ".to_owned(), ..Checked::default() };
    let checked = checked.comparable(&read(DAM_CHECKED).2);
    assert!(ledger.add_checked(&[checked]).expect("room").links > 0);
    let links = ledger.checked_links().expect("read");
    reread(&mut ledger, "rawi newer", |_, _| {});
    assert_eq!(ledger.checked_links().expect("read"), links);
}
