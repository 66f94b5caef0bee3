//! The same articles are the same ledger.

use rawi_ledger::{Entry, Ledger};

use crate::stage::{DAM, entry, faults, folder, ledger, many};

#[test]
fn order_and_batches_of_adding_leave_no_trace() {
    let articles = many(40);
    let mut entries: Vec<Entry> = articles.iter().map(|article| entry(article)).collect();
    let whole = folder("same-whole");
    let mut one = Ledger::open_or_make(&whole).expect("made");
    one.add(&entries).expect("room");
    one.relate().expect("room");

    entries.reverse();
    let pieces = folder("same-pieces");
    let mut other = Ledger::open_or_make(&pieces).expect("made");
    for part in entries.chunks(7) {
        other.add(part).expect("room");
    }
    other.relate_again().expect("room");
    assert_eq!(one.digest().expect("read"), other.digest().expect("read"));
    assert!(faults(&pieces).is_empty());
}

#[test]
fn threads_leave_no_trace() {
    // All of one day, so that there is work for more than one.
    let articles: Vec<String> = (0..60)
        .map(|n| {
            let (many, day) = (3 + n % 7, 10 + n % 2);
            format!(
                r#"{{"id":"d{n}","outlet":"صحيفة {n}","published":"2031-03-{day}T08:{n:02}:00+03:00","title":"السيول","text":"قال رئيس الدفاع المدني حامد الراوي إن سيول وادي الصفا قتلت {many} أشخاص. ونفى محافظ الصفا ياسر نجم انهيار السد في وادي الصفا."}}"#
            )
        })
        .collect();
    let entries: Vec<Entry> = articles.iter().map(|article| entry(article)).collect();
    let digests = [1, 4].map(|threads| {
        let mut ledger = Ledger::open_or_make(&folder(&format!("same-threads-{threads}"))).expect("made");
        ledger.add(&entries).expect("room");
        let related = ledger.relate_on(threads).expect("room");
        assert!(related.relations > 0);
        (related, ledger.digest().expect("read"))
    });
    assert_eq!(digests[0], digests[1]);
}

#[test]
fn adding_again_changes_nothing() {
    let folder = folder("same-again");
    let mut ledger = ledger(&folder, DAM);
    let before = ledger.digest().expect("read");
    let entries: Vec<Entry> = DAM.iter().map(|article| entry(article)).collect();
    let added = ledger.add(&entries).expect("room");
    ledger.relate().expect("room");
    assert_eq!((added.documents, added.known), (0, 3));
    assert_eq!(ledger.digest().expect("read"), before);
}

#[test]
fn a_digest_tells_ledgers_apart() {
    let (two, three) = (ledger(&folder("same-two"), &DAM[..2]), ledger(&folder("same-three"), DAM));
    assert_ne!(two.digest().expect("read"), three.digest().expect("read"));
}
