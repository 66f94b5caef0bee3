//! Conditions besides words, and the order of hits.

use rawi::reading::{Act, Polarity};
use rawi_ledger::search::{Among, Order, Query};

use crate::stage::{NEWS, Stage, found, search, words};

/// Days since 1970-01-01.
fn day(day: &str) -> i32 {
    let day: jiff::civil::Date = day.parse().expect("a date");
    day.since(jiff::civil::date(1970, 1, 1)).expect("days").get_days()
}

#[test]
fn conditions_hold_together() {
    let stage = Stage::new("conditions");
    let ledger = stage.ledger(NEWS);
    let any = words("");
    let find = |query: Query| {
        let mut found = found(&ledger, &query);
        found.sort();
        found
    };
    assert_eq!(
        find(Query { source: Some("المرعي".into()), ..any.clone() }),
        ["dam c1", "dam c2"],
        "she who added, too"
    );
    assert_eq!(find(Query { source: Some("المرعي".into()), words: "دولار".into(), ..any.clone() }), ["dam c2"]);
    assert_eq!(find(Query { outlet: Some("مرفأ".into()), words: "سد".into(), ..any.clone() }), ["denial c1"]);
    assert_eq!(find(Query { act: Some(Act::Warn), ..any.clone() }), ["vague c1"]);
    assert_eq!(find(Query { polarity: Some(Polarity::Denied), ..any.clone() }), ["denial c1"]);
    assert_eq!(find(Query { anonymity: Some((2, 5)), words: "عمال".into(), ..any.clone() }), ["denial c2"]);
    assert_eq!(find(Query { place: Some("دمشق".into()), ..any.clone() }), ["denial c2"]);
    assert_eq!(find(Query { place: Some("SY".into()), ..any.clone() }), ["denial c2", "school c1"]);
    let figure = |from, to| Query { figure: Some((from, to)), ..any.clone() };
    assert_eq!(find(figure(Some(1000.0), Some(1500.0))), ["school c2"]);
    assert_eq!(find(figure(Some(1e6), None)), ["dam c2"]);
    let published = Query { published: Some((Some(day("2024-03-11")), Some(day("2024-04-02")))), ..any.clone() };
    assert_eq!(find(published), ["denial c1", "denial c2", "school c1", "school c2"]);
    assert_eq!(find(Query { origin: Some("مجهول لا يعرفه أحد".into()), ..any.clone() }), Vec::<String>::new());
    assert_eq!(find(Query { source: Some("؟".into()), ..any.clone() }), Vec::<String>::new(), "no word, no source");
    let documents = Query { among: Among::Documents, ..any.clone() };
    assert_eq!(find(Query { polarity: Some(Polarity::Denied), ..documents.clone() }), ["denial"]);
    assert_eq!(find(Query { words: "السد".into(), ..documents }), ["dam", "denial"]);
}

#[test]
fn hits_stand_in_the_order_asked_for_and_are_counted() {
    let stage = Stage::new("conditions-order");
    let ledger = stage.ledger(NEWS);
    let newest = Query { among: Among::Documents, order: Order::Published, limit: 3, ..words("") };
    let seen = search(&ledger, &newest);
    let keys: Vec<_> = seen.hits.iter().map(|hit| hit.key.as_str()).collect();
    assert_eq!((keys, seen.total), (vec!["vague", "school", "denial"], 4));
    assert_eq!(search(&ledger, &Query { limit: 0, ..newest }).hits, []);
}
