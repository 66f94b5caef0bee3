//! What people decide: a log that only grows.

use std::collections::BTreeMap;
use std::path::Path;

use rawi_ledger::review::{Anchored, Decision, Review, Stands, Verdict};
use rawi_ledger::{ErrorKind, Ledger};

use crate::stage::{DAM, asked, faults, folder, ledger};

/// The uid of a claim or relation by its number.
pub(crate) fn uid(folder: &Path, table: &str, id: i64) -> String {
    asked(folder, &format!("SELECT uid FROM {table} WHERE id = {id}"))
}

/// A decision of one reviewer at one time.
pub(crate) fn decision(uid: &str, verdict: Verdict) -> Decision {
    Decision {
        uid: uid.to_owned(),
        verdict,
        correction: BTreeMap::new(),
        note: String::new(),
        reviewer: "سلمى".to_owned(),
        at: "2025-03-04T10:00:00+03:00".to_owned(),
        request: None,
    }
}

fn corrected(uid: &str, field: &str, value: &str) -> Decision {
    let correction = BTreeMap::from([(field.to_owned(), value.to_owned())]);
    Decision { correction, ..decision(uid, Verdict::Corrected) }
}

/// The whole log.
pub(crate) fn log(ledger: &Ledger) -> Vec<Review> {
    let mut log = Vec::new();
    ledger.reviews(|review| log.push(review)).expect("read");
    log
}

/// What counts for a claim or relation.
fn standing(folder: &Path, uid: &str) -> Option<String> {
    asked(folder, &format!("SELECT (SELECT verdict FROM standing WHERE uid = '{uid}')"))
}

#[test]
fn the_last_that_is_not_undone_counts() {
    let folder = folder("reviews-last");
    let mut ledger = ledger(&folder, DAM);
    let uid = uid(&folder, "claim", 1);
    assert_eq!(standing(&folder, &uid), None);
    let mut decide = |decision: Decision, expected: Option<&str>| {
        ledger.review(&[decision]).expect("there is such a claim");
        assert_eq!(standing(&folder, &uid).as_deref(), expected);
    };
    let later = |decision: Decision| Decision { at: "2025-03-05T10:00:00+03:00".to_owned(), ..decision };
    decide(decision(&uid, Verdict::Accepted), Some("accepted"));
    decide(corrected(&uid, "act", "deny"), Some("corrected"));
    decide(decision(&uid, Verdict::Undone), Some("accepted"));
    decide(later(decision(&uid, Verdict::Undone)), None);
    decide(decision(&uid, Verdict::Rejected), Some("rejected"));

    let log = log(&ledger);
    let stands: Vec<Stands> = log.iter().map(|review| review.stands).collect();
    assert_eq!(stands, [Stands::Undone, Stands::Undone, Stands::Undoes(2), Stands::Undoes(1), Stands::Yes]);
    assert!(log.iter().all(|review| review.anchored == Anchored::Kept && review.words.len() == 1));
    assert_eq!(log[1].correction.as_deref(), Some(r#"{"act":"deny"}"#));
    drop(ledger);
    assert_eq!(faults(&folder), []);
}

#[test]
fn a_later_review_overrules_an_earlier_one() {
    let folder = folder("reviews-overruled");
    let mut ledger = ledger(&folder, DAM);
    let uid = uid(&folder, "relation", 1);
    ledger.review(&[decision(&uid, Verdict::Accepted), corrected(&uid, "kind", "confirms")]).expect("there is one");
    let log = log(&ledger);
    assert_eq!((log[0].stands, log[1].stands), (Stands::Overruled, Stands::Yes));
    assert_eq!((log[0].subject.as_str(), log[0].words.len()), ("relation", 2));
}

#[test]
fn asking_twice_is_answered_twice_and_kept_once() {
    let folder = folder("reviews-twice");
    let mut ledger = ledger(&folder, DAM);
    let (one, other) = (uid(&folder, "claim", 1), uid(&folder, "claim", 2));
    let plain = decision(&one, Verdict::Accepted);
    assert_eq!(ledger.review(std::slice::from_ref(&plain)).expect("kept"), [1]);
    assert_eq!(ledger.review(std::slice::from_ref(&plain)).expect("known"), [1]);

    let named = |uid: &str, verdict| Decision { request: Some("q7".to_owned()), ..decision(uid, verdict) };
    assert_eq!(
        ledger.review(&[named(&one, Verdict::Rejected), named(&other, Verdict::Rejected)]).expect("kept"),
        [2, 3]
    );
    assert_eq!(
        ledger.review(&[named(&one, Verdict::Rejected), named(&other, Verdict::Rejected)]).expect("known"),
        [2, 3]
    );
    let error = ledger.review(&[named(&one, Verdict::Accepted)]).expect_err("another question");
    assert_eq!(error.kind(), ErrorKind::Asked);
    assert_eq!(log(&ledger).len(), 3);
}

#[test]
fn what_cannot_be_decided_is_refused_and_nothing_is_kept() {
    let folder = folder("reviews-refused");
    let mut ledger = ledger(&folder, DAM);
    let (claim, relation) = (uid(&folder, "claim", 1), uid(&folder, "relation", 1));
    let good = decision(&claim, Verdict::Accepted);
    for (bad, expected) in [
        (decision("0123456789abcdef", Verdict::Accepted), "no claim or relation 0123456789abcdef"),
        (decision(&claim, Verdict::Corrected), "puts nothing right"),
        (Decision { verdict: Verdict::Accepted, ..corrected(&claim, "act", "deny") }, "expected a correction"),
        (corrected(&claim, "act", "shout"), "act cannot be \"shout\"; expected state"),
        (corrected(&claim, "anonymity", "6"), "expected 0 to 5"),
        (corrected(&claim, "text", "x"), "no field \"text\""),
        (corrected(&relation, "act", "deny"), "a relation has no field \"act\""),
        (Decision { reviewer: " ".to_owned(), ..good.clone() }, "without a name"),
        (Decision { at: "yesterday".to_owned(), ..good.clone() }, "\"yesterday\" is no time"),
        (decision(&relation, Verdict::Undone), "nothing stands"),
    ] {
        let error = ledger.review(&[good.clone(), bad]).expect_err(expected);
        assert_eq!(error.kind(), ErrorKind::Asked);
        assert!(error.to_string().contains(expected), "{error}");
    }
    assert_eq!(log(&ledger), []);
}

#[test]
fn the_unreviewed_are_listed() {
    let folder = folder("reviews-open");
    let mut ledger = ledger(&folder, DAM);
    let before = ledger.unreviewed(100).expect("read");
    assert_eq!(before[0].subject, "relation");
    ledger.review(&[decision(&before[0].uid, Verdict::Rejected)]).expect("there is one");
    assert_eq!(ledger.unreviewed(100).expect("read")[..], before[1..]);
}
