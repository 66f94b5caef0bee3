//! What was changed behind the back of a ledger shows.

use std::path::Path;

use rawi_ledger::verify::FaultKind;

use crate::reviews::{decision, uid};
use crate::stage::{DAM, database, faults, folder, ledger};
use rawi_ledger::review::Verdict;

/// Runs statements with the triggers off that hinder them.
fn meddle(folder: &Path, sql: &str) {
    let db = database(folder);
    for trigger in ["document_stays", "document_is_kept", "review_stays", "review_is_kept"] {
        db.execute_batch(&format!("DROP TRIGGER {trigger}")).expect("a trigger");
    }
    db.execute_batch(sql).expect("a statement");
}

fn kinds(folder: &Path) -> Vec<FaultKind> {
    let mut kinds: Vec<FaultKind> = faults(folder).into_iter().map(|fault| fault.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

#[test]
fn documents_and_reviews_cannot_be_changed() {
    let folder = folder("tampering-triggers");
    let mut ledger = ledger(&folder, DAM);
    let uid = uid(&folder, "claim", 1);
    ledger.review(&[decision(&uid, Verdict::Accepted)]).expect("there is such a claim");
    let db = database(&folder);
    for sql in [
        "UPDATE document SET text = ''",
        "DELETE FROM document",
        "UPDATE review SET verdict = 'rejected'",
        "DELETE FROM review",
    ] {
        let error = db.execute_batch(sql).expect_err("append-only").to_string();
        assert!(error.contains("append-only"), "{sql}: {error}");
    }
}

#[test]
fn a_changed_document_breaks_the_chain() {
    for (name, sql) in [
        ("text", "UPDATE document SET text = replace(text, 'الوادي', 'الوديان') WHERE seq = 2"),
        ("day", "UPDATE document SET published = '2024-01-01' WHERE seq = 1"),
        ("dropped", "PRAGMA foreign_keys = OFF; DELETE FROM document WHERE seq = 2"),
    ] {
        let folder = folder(&format!("tampering-document-{name}"));
        drop(ledger(&folder, DAM));
        assert!(faults(&folder).is_empty());
        meddle(&folder, sql);
        assert!(kinds(&folder).contains(&FaultKind::DocumentChain), "{name}");
    }
}

#[test]
fn a_changed_review_breaks_the_chain() {
    for (name, sql) in [
        ("verdict", "UPDATE review SET verdict = 'accepted' WHERE n = 2"),
        ("name", "UPDATE review SET reviewer = 'سعاد' WHERE n = 1"),
        ("dropped", "DELETE FROM review WHERE n = 2"),
    ] {
        let folder = folder(&format!("tampering-review-{name}"));
        let mut ledger = ledger(&folder, DAM);
        for verdict in [Verdict::Accepted, Verdict::Rejected, Verdict::Undone] {
            ledger.review(&[decision(&uid(&folder, "claim", 1), verdict)]).expect("there is such a claim");
        }
        drop(ledger);
        assert!(faults(&folder).is_empty());
        meddle(&folder, &format!("PRAGMA foreign_keys = OFF; {sql}"));
        assert!(kinds(&folder).contains(&FaultKind::ReviewChain), "{name}");
    }
}

#[test]
fn changed_words_places_and_identities_show() {
    for (name, sql, expected) in [
        ("content", "UPDATE claim SET content = content || ' جدا' WHERE id = 1", FaultKind::Words),
        ("cue", "UPDATE claim SET cue = 'نفى' WHERE id = 1", FaultKind::Words),
        ("source", "UPDATE claim SET source = NULL WHERE id = 1", FaultKind::Words),
        ("spans", "UPDATE claim SET spans = '[[0,9999999]]' WHERE id = 1", FaultKind::Words),
        ("figure", "UPDATE figure SET \"end\" = 9999999", FaultKind::Words),
        ("evidence", "UPDATE relation SET to_end = 9999999", FaultKind::Words),
        ("uid", "UPDATE claim SET uid = '0000000000000000' WHERE id = 1", FaultKind::Uid),
        ("kind", "UPDATE relation SET kind = 'confirms'", FaultKind::Uid),
        ("dropped", "PRAGMA foreign_keys = OFF; DELETE FROM claim WHERE id = 1", FaultKind::LostClaim),
        ("record", "UPDATE reading SET record = '{}' WHERE document = 1", FaultKind::LostReading),
        ("reference", "PRAGMA foreign_keys = OFF; UPDATE mention SET entity = 999", FaultKind::Reference),
    ] {
        let folder = folder(&format!("tampering-{name}"));
        drop(ledger(&folder, DAM));
        meddle(&folder, sql);
        assert!(kinds(&folder).contains(&expected), "{name}: {:?}", faults(&folder));
    }
}
