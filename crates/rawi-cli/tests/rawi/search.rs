//! `rawi add`, then `rawi search`.

use serde_json::Value;

use crate::stage::{Seen, Stage};

const NEWS: &str = r#"{"id":"dam","outlet":"وكالة نهاوند","published":"2024-03-10","title":"السد جاهز","text":"قال وزير المياه سالم المرعي إن السد الجديد جاهز للتشغيل. وأضاف أن الحكومة أنفقت 250 مليون دولار على المشروع."}
{"id":"denial","outlet":"صحيفة المرفأ","published":"2024-03-12","title":"نفي حكومي","text":"نفى المتحدث باسم الحكومة علي الهادي وقوع انهيار في السد. وقال مصدر مطلع إن ثلاثة عمال أصيبوا في دمشق أول أمس."}
{"id":"bridge","outlet":"قناة التل","published":"2024-04-05","title":"تحذير","text":"حذر خبراء من أن جسر القلعة لا يصلح. وقالوا إن الجسر على وشك الانهيار، وللحكومة أن تغلقه."}
"#;

fn stage(test: &str) -> Stage {
    let stage = Stage::new(test).file("news.jsonl", NEWS);
    let seen = stage.run(&["add", "story.ledger", "news.jsonl"]);
    assert_eq!((seen.code, seen.stderr.as_str()), (Some(0), ""));
    stage
}

#[track_caller]
fn search(stage: &Stage, asked: &[&str]) -> Seen {
    let seen = stage.run(&[&["search", "story.ledger"], asked].concat());
    assert_eq!((seen.code, seen.stderr.as_str()), (Some(0), ""));
    seen
}

#[track_caller]
fn places(stage: &Stage, asked: &[&str]) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let place = |hit: &Value| format!("{} {}", text(&hit["key"]), text(&hit["claim"]["id"])).trim().to_owned();
    search(stage, asked).records().iter().map(place).collect()
}

#[test]
fn hits_are_lines_of_json_with_the_words_found() {
    let stage = stage("search-jsonl");
    let hits = search(&stage, &["للسد", "جديد"]).records();
    let [hit] = &hits[..] else { panic!("{hits:?}") };
    assert_eq!((&hit["level"], &hit["outlet"]), (&"stem".into(), &"وكالة نهاوند".into()));
    assert_eq!(hit["claim"]["who"], "وزير المياه سالم المرعي");
    let (sentence, start) = (hit["sentence"].as_str().expect("a sentence"), hit["span"][0].as_u64().expect("a number"));
    let word = |span: &Value| {
        let at = |bound: usize| (span[bound].as_u64().expect("a number") - start) as usize;
        sentence[at(0)..at(1)].to_owned()
    };
    let words: Vec<_> = hit["words"].as_array().expect("words").iter().map(word).collect();
    assert_eq!(words, ["السد", "الجديد"]);
}

#[test]
fn after_a_large_import_the_first_search_makes_the_index() {
    let line = |n: usize| format!("{{\"id\":\"n{n}\",\"published\":\"2024-03-10\",\"text\":\"السد {n} جاهز.\"}}\n");
    let many: String = (0..1001).map(line).collect();
    let stage = Stage::new("search-large").file("many.jsonl", &many).file("one.jsonl", line(5000));
    let index = |ledger: &str| stage.path(&format!("{ledger}/index")).exists();
    let quiet = |asked: &[&str]| {
        let seen = stage.run(asked);
        assert_eq!((seen.code, seen.stderr.as_str()), (Some(0), ""));
        seen
    };
    quiet(&["add", "--index", "now.ledger", "many.jsonl"]);
    quiet(&["add", "later.ledger", "many.jsonl"]);
    assert!(index("now.ledger") && !index("later.ledger"));
    let asked = |ledger| ["search", ledger, "السد", "--in", "documents", "--limit", "1001"];
    let seen = stage.run(&asked("later.ledger"));
    assert_eq!(seen.stderr, "rawi: later.ledger: 1001 documents are put into the index first\n");
    assert_eq!(seen.records().len(), 1001);
    assert_eq!(seen.stdout, quiet(&asked("now.ledger")).stdout);
    // What is added to an index that is there is in it at once.
    quiet(&["add", "later.ledger", "one.jsonl"]);
    assert_eq!(quiet(&["search", "later.ledger", "5000", "--in", "documents"]).records().len(), 1);
}

#[test]
fn conditions_are_flags() {
    let stage = stage("search-flags");
    assert_eq!(places(&stage, &["السد", "--denied"]), ["denial c1"]);
    assert_eq!(places(&stage, &["--source", "المرعي", "--figure", "1000000.."]), ["dam c2"]);
    assert_eq!(places(&stage, &["--outlet", "التل", "--act", "warn"]), ["bridge c1"]);
    assert_eq!(places(&stage, &["--place", "دمشق", "--anonymity", "2..5"]), ["denial c2"]);
    assert_eq!(places(&stage, &["الحكومة", "--level", "exact", "--published", "..2024-03-11"]), ["dam c2"]);
    assert_eq!(places(&stage, &["--said", "2024-03-10..2024-03-10", "--in", "documents"]).len(), 0);
    assert_eq!(places(&stage, &["انهيار", "--in", "documents", "--sort", "published"]), ["bridge", "denial"]);
    assert_eq!(places(&stage, &["--limit", "1", "--sort", "published"]).len(), 1);
}

#[test]
fn people_get_a_table() {
    let stage = stage("search-table");
    let seen = search(&stage, &["الحكومة", "--format", "table"]);
    let shown = seen.stdout.replace('\u{2068}', "⟨").replace('\u{2069}', "⟩");
    insta::assert_snapshot!("hits_in_arabic_labels", shown);
    let colored = search(&stage, &["«السد الجديد»", "--format", "table", "--color", "always", "--lang", "en"]);
    assert!(colored.stdout.contains("\u{1B}[1m\u{1B}[32mالسد\u{1B}[0m"), "{:?}", colored.stdout);
    let nothing = search(&stage, &["قرنبيط", "--format", "table", "--lang", "en"]);
    assert_eq!(nothing.stdout, "\u{2068}nothing found\u{2069}\n");
}

#[test]
fn an_index_that_is_gone_is_made_again() {
    let stage = stage("search-gone");
    let before = search(&stage, &["الحكومة"]);
    std::fs::remove_dir_all(stage.path("story.ledger/index")).expect("rawi add has made it");
    assert_eq!(search(&stage, &["الحكومة"]), before);
}

#[test]
fn what_is_not_understood_is_said() {
    let stage = stage("search-usage");
    let missing = stage.run(&["search", "no.ledger", "السد"]);
    assert_eq!(missing.code, Some(2));
    assert!(missing.stderr.contains("no such folder"), "{}", missing.stderr);
    for (asked, told) in [
        (["--act", "sing"], "expected one of"),
        (["--published", "2024..2025"], "FROM..TO"),
        (["--anonymity", "5..2"], "greater"),
    ] {
        let seen = stage.run(&[&["search", "story.ledger"], &asked[..]].concat());
        assert_eq!(seen.code, Some(2));
        assert!(seen.stderr.contains(told), "{}", seen.stderr);
    }
}
