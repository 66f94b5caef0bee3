//! Two versions of one article.

use rawi_ledger::diff::{Difference, Part};
use rawi_ledger::{ErrorKind, Ledger};

use crate::stage::{DAM, folder, ledger};

fn told(difference: &Difference) -> (Part, Option<&str>, Option<&str>) {
    let words = |side: &Option<rawi_ledger::diff::Side>| side.as_ref().map(|side| side.words.clone());
    let (before, after) = (words(&difference.before), words(&difference.after));
    // Borrowed from what is compared, for short assertions.
    (difference.part, before.map(|words| &*words.leak()), after.map(|words| &*words.leak()))
}

#[test]
fn what_is_added_dropped_and_changed_is_told() {
    let ledger = ledger(&folder("difference"), DAM);
    let versions = ledger.versions("https://sahab.example/dam").expect("it is there");
    let numbers: Vec<usize> = versions.iter().map(|version| version.number).collect();
    assert_eq!(numbers, [1, 2]);
    let differences = ledger.diff(versions[0].seq, versions[1].seq).expect("read");
    let differences: Vec<_> = differences.iter().map(told).collect();
    let (then, now) = ("12 شخصا قتلوا في انهيار جزء من سد الوادي", "17 شخصا قتلوا في انهيار جزء من سد الوادي");
    assert!(differences.contains(&(Part::Claim, Some(then), Some(now))), "{differences:?}");
    assert!(differences.contains(&(Part::Claim, None, Some("العمال حذروا من الانهيار"))), "{differences:?}");
    assert!(differences.contains(&(Part::Claim, Some("وجود خطر على القرى المجاورة"), None)), "{differences:?}");
    assert!(differences.contains(&(Part::Figure, Some("12 شخصا"), Some("17 شخصا"))), "{differences:?}");
    assert!(differences.contains(&(Part::Name, Some("وزارة المياه"), None)), "{differences:?}");
    // Who stays is no difference.
    assert!(differences.iter().all(|(part, before, _)| *part != Part::Name || *before != Some("سالم المرعي")));
}

#[test]
fn a_version_does_not_differ_from_itself() {
    let ledger = ledger(&folder("difference-none"), DAM);
    for seq in 1..=3 {
        assert_eq!(ledger.diff(seq, seq).expect("read"), []);
    }
}

#[test]
fn the_same_words_of_somebody_else_are_a_change() {
    let article = |who: &str, day: u8| {
        format!(
            r#"{{"id":"{day}","url":"https://sahab.example/x","published":"2025-03-0{day}","text":"قال {who} إن محطة الكهرباء الجديدة في نهاوند ستعمل قبل الصيف."}}"#
        )
    };
    let (one, other) = (article("الوزير سالم المرعي", 1), article("النائب فادي الحلو", 2));
    let ledger = ledger(&folder("difference-source"), &[&one, &other]);
    let differences = ledger.diff(1, 2).expect("read");
    let claim = differences.iter().find(|difference| difference.part == Part::Claim).expect("a claim");
    let who = |side: &Option<rawi_ledger::diff::Side>| side.as_ref().and_then(|side| side.who.clone());
    assert_ne!(who(&claim.before), who(&claim.after));
    assert!(claim.before.is_some() && claim.after.is_some());
}

#[test]
fn an_address_that_is_not_there_is_named() {
    let ledger: Ledger = ledger(&folder("difference-missing"), DAM);
    let error = ledger.versions("https://sahab.example/none").expect_err("not there");
    assert_eq!(error.kind(), ErrorKind::Asked);
    assert!(error.to_string().contains("nothing from https://sahab.example/none"), "{error}");
}
