//! Which words find which.

use proptest::prelude::*;
use rawi_ledger::search::{Among, Level, Query};

use crate::stage::{NEWS, Stage, found, search, words};

#[test]
fn forms_of_a_word_are_found_and_the_closest_come_first() {
    let stage = Stage::new("levels-forms");
    let ledger = stage.ledger(NEWS);
    let query = |sought: &str, level| Query { level, ..words(sought) };
    let all = search(&ledger, &words("مدرسه"));
    let levels: Vec<_> = all.hits.iter().map(|hit| (hit.key.as_str(), hit.level)).collect();
    assert_eq!(
        levels,
        [("school", Some(Level::Exact)), ("school", Some(Level::Stem))],
        "مدرسه as written, then المدرسة; the sentence in the paper's own voice is no claim"
    );
    assert_eq!(found(&ledger, &query("مدرسة", Level::Folded)), ["school c1"]);
    assert!(found(&ledger, &query("مدرسة", Level::Exact)).is_empty());
    assert_eq!(found(&ledger, &words("الحكومة")).len(), 3, "الحكومة, and وللحكومة");
    assert_eq!(found(&ledger, &query("الحكومة", Level::Exact)).len(), 2);
}

#[test]
fn on_does_not_find_ali() {
    let stage = Stage::new("levels-ali");
    let ledger = stage.ledger(NEWS);
    assert_eq!(found(&ledger, &words("علي")), ["denial c1"]);
    let on = found(&ledger, &words("على"));
    assert!(!on.is_empty() && !on.contains(&"denial c1".to_owned()), "{on:?}");
}

#[test]
fn a_phrase_stands_side_by_side() {
    let stage = Stage::new("levels-phrase");
    let ledger = stage.ledger(NEWS);
    assert_eq!(found(&ledger, &words("«السد الجديد»")), ["dam c1"]);
    assert_eq!(found(&ledger, &words("«سد جديد»")), ["dam c1"], "in other forms as well");
    assert!(found(&ledger, &words("«الجديد السد»")).is_empty());
    assert_eq!(found(&ledger, &words("الجديد السد")), ["dam c1"]);
}

#[test]
fn the_sentence_with_the_hit_is_shown() {
    let stage = Stage::new("levels-sentence");
    let ledger = stage.ledger(NEWS);
    let hits = search(&ledger, &Query { among: Among::Documents, ..words("حكومة مشروع") }).hits;
    let [hit] = &hits[..] else { panic!("{hits:?}") };
    assert_eq!(hit.key, "dam");
    assert!(hit.claim.is_none());
    assert!(hit.sentence.starts_with("وأضاف أن الحكومة"), "{}", hit.sentence);
    let shown: Vec<_> = hit
        .words
        .iter()
        .map(|&(start, end)| &hit.sentence[(start - hit.span.0) as usize..(end - hit.span.0) as usize])
        .collect();
    assert_eq!(shown, ["الحكومة", "المشروع"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_found_by_its_own_words(text in "[ء-ي]{1,7}( [ء-يa-zA-Z0-9٠-٩\u{64B}-\u{652}ـ.،«»\"#_/ىةأ\u{200F}]{1,9}){0,12}") {
        let stage = Stage::new("levels-own");
        let line = serde_json::json!({ "id": "own", "text": text });
        let ledger = stage.ledger(&line.to_string());
        for level in Level::ALL {
            let query = Query { level, among: Among::Documents, ..words(&text) };
            prop_assert_eq!(found(&ledger, &query), ["own"], "{:?} {}", level, &text);
        }
    }
}
