//! Times: every example of `spec/time.md`, what must not change a value, and that no text is too odd to read.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test may read a file of the repository")]

mod support;

use jiff::civil::Weekday;
use proptest::prelude::*;
use rawi::Lexicon;
use rawi::mention::{TimeType, time};
use rawi::reading::{Basis, MentionKind, Published};
use rawi::scan::Scan;
use rawi_page::{Document, Note};
use rawi_text::fold;
use std::sync::OnceLock;

const SPEC: &str = include_str!("../../../spec/time.md");

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(Lexicon::builtin)
}

/// A document of paragraphs.
fn document(body: &str, published: Option<&str>) -> Document {
    let published =
        published.map(|value| rawi_page::Published { value: value.to_owned(), basis: rawi_page::Basis::Given });
    Document { published, ..support::paragraphs(body) }
}

/// Type, words, value and rule of a time.
type Told = (TimeType, String, Option<String>, &'static str);

/// Each time, and the notes.
fn read(body: &str, published: Option<&str>) -> (Vec<Told>, Vec<Note>) {
    let document = document(body, published);
    let scan = Scan::new(&document, lexicon());
    let mut notes = Vec::new();
    let day = time::published(&scan, &mut notes).map(|p| p.day);
    let times = time::times(&scan, day, Weekday::Monday, &mut notes);
    let found = times
        .iter()
        .map(|mention| match &mention.kind {
            MentionKind::Time(time) => {
                (time.r#type, document.text[mention.span].to_owned(), time.value.clone(), time.rule.0)
            }
            other => panic!("not a time: {other:?}"),
        })
        .collect();
    (found, notes)
}

fn values(body: &str, published: &str) -> Vec<String> {
    read(body, Some(published)).0.into_iter().map(|t| t.2.unwrap_or_default()).collect()
}

struct Example {
    rule: String,
    line: usize,
    text: String,
    published: Option<String>,
    expected: Vec<(String, String, String)>,
    silent: bool,
}

fn examples() -> Vec<Example> {
    let mut rule = String::new();
    let mut found: Vec<Example> = Vec::new();
    for (line, words) in (1..).zip(SPEC.lines()) {
        if let Some(heading) = words.strip_prefix("## ") {
            heading.split(' ').next().unwrap_or_default().clone_into(&mut rule);
        } else if let Some(text) = words.strip_prefix("> ") {
            found.push(Example {
                rule: rule.clone(),
                line,
                text: text.to_owned(),
                published: None,
                expected: Vec::new(),
                silent: false,
            });
        } else if let Some(example) = found.last_mut() {
            if let Some(published) = words.strip_prefix("published: ") {
                example.published = Some(published.to_owned());
            } else if words == "no time" {
                example.silent = true;
            } else if let Some((kind, rest)) = words.split_once(": «") {
                let (expression, value) = rest.split_once("» = ").expect("an expectation has a value");
                example.expected.push((kind.to_owned(), expression.to_owned(), value.to_owned()));
            }
        }
    }
    found
}

#[test]
fn every_example_of_the_specification_holds() {
    let mut failures = Vec::new();
    for example in examples() {
        let (found, _) = read(&example.text, example.published.as_deref());
        let told: Vec<(String, String, String)> = found
            .iter()
            .map(|(kind, words, value, _)| {
                let kind = match kind {
                    TimeType::Date => "time",
                    TimeType::Time => "clock",
                    TimeType::Duration => "duration",
                    TimeType::Set => "set",
                };
                (kind.to_owned(), words.clone(), value.clone().unwrap_or_default())
            })
            .collect();
        let own = example.silent || found.iter().any(|f| f.3 == example.rule);
        if told != example.expected || !own {
            failures.push(format!(
                "spec/time.md:{} {}\n  {}\n  found    {found:?}\n  expected {:?}",
                example.line, example.rule, example.text, example.expected
            ));
        }
    }
    assert!(failures.is_empty(), "{} examples fail:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_rule_has_examples_and_near_misses() {
    let all = examples();
    let mut rules: Vec<&str> = all.iter().map(|e| e.rule.as_str()).collect();
    rules.dedup();
    for rule in &rules {
        let misses = all.iter().filter(|e| e.rule == *rule && e.silent).count();
        let matches = all.iter().filter(|e| e.rule == *rule && !e.silent).count();
        assert!(matches >= 3 && misses >= 2, "{rule}: {matches} examples, {misses} near misses");
    }
    let traps = all.iter().filter(|e| e.silent).count();
    assert!(all.len() >= 200 && traps >= 40, "{} examples, {traps} traps", all.len());
}

#[test]
fn what_says_itself_twice_and_differently_is_noted() {
    for (text, code) in [
        ("وصل الوفد الثلاثاء 17 فبراير 2025.", "time/weekday-mismatch"),
        ("رفعت العقوبات في أكتوبر/تشرين الثاني الماضي.", "time/month-pair"),
        ("عقد الاجتماع في 18 شعبان 1446 الموافق 27 فبراير 2025.", "time/calendar-mismatch"),
        ("ولد عام 1310 هـ في الحجاز.", "time/hijri-uncertain"),
        ("كان قد زار المدينة في 3 أبريل 2025.", "time/after-publication"),
        ("توفي الشاعر في 3 أبريل 2025.", "time/after-publication"),
        ("يصل غدا الجمعة إلى المدينة.", "time/deictic-mismatch"),
    ] {
        let notes = read(text, Some("2025-02-17")).1;
        assert!(notes.iter().any(|n| n.code == code && n.span.is_some()), "{text}: {notes:?}");
    }
    for text in [
        "وصل الوفد الاثنين 17 فبراير 2025.",
        "رفعت العقوبات في أكتوبر/تشرين الأول الماضي.",
        "عقد في 18 شعبان 1446 الموافق 17 فبراير 2025.",
        "يصل غدا الثلاثاء.",
    ] {
        assert!(read(text, Some("2025-02-17")).1.is_empty(), "{text}");
    }
}

#[test]
fn a_movement_named_by_a_date_keeps_the_doubt() {
    for (text, words) in [
        ("أعلنت قوى 8 آذار موقفها من الحكومة.", "8 آذار"),
        ("انسحبت كتيبة 17 فبراير من الموقع.", "17 فبراير"),
        ("دعا نواب الرابع عشر من آذار إلى جلسة.", "الرابع عشر من آذار"),
    ] {
        let document = document(text, Some("2025-02-17"));
        let (found, notes) = read(text, Some("2025-02-17"));
        assert!(found.is_empty(), "{text}: {found:?}");
        let note = notes.iter().find(|n| n.code == "time/named-by-date").unwrap_or_else(|| panic!("{text}: {notes:?}"));
        assert_eq!(note.span.map(|span| &document.text[span]), Some(words));
    }
    let (_, notes) = read("يسكن في مدينة 6 أكتوبر.", Some("2025-02-17"));
    assert!(notes.is_empty(), "a place is only a name: {notes:?}");
}

#[test]
fn parts_of_a_period_are_told_apart_and_leave_its_value() {
    use rawi::mention::PeriodPart::{End, Middle, Start};
    for (text, value, part, modifier) in [
        ("وصل الوفد مطلع أيلول 2018.", "2018-09", Some(Start), "mod=\"START\""),
        ("وصل الوفد في أواسط عام 2018.", "2018", Some(Middle), "mod=\"MID\""),
        ("وصل الوفد أواخر العام الماضي.", "2024", Some(End), "mod=\"END\""),
        ("وصل الوفد منتصف السبعينيات.", "197", Some(Middle), "mod=\"MID\""),
        ("وصل الوفد في نهاية القرن التاسع عشر.", "18", Some(End), "mod=\"END\""),
        ("وصل الوفد في عام 2018.", "2018", None, "value=\"2018\""),
    ] {
        let document = document(text, Some("2025-02-17"));
        let scan = Scan::new(&document, lexicon());
        let day = time::published(&scan, &mut Vec::new()).map(|p| p.day);
        let times = time::times(&scan, day, Weekday::Monday, &mut Vec::new());
        let MentionKind::Time(found) = &times[0].kind else { panic!("{text}: no time") };
        assert_eq!((found.value.as_deref(), found.part), (Some(value), part), "{text}");
        assert!(found.timex3("t1", "").contains(modifier), "{text}: {}", found.timex3("t1", ""));
    }
}

fn published(body: &str, url: Option<&str>) -> Option<Published> {
    let document = Document { url: url.map(str::to_owned), ..document(body, None) };
    let scan = Scan::new(&document, lexicon());
    time::published(&scan, &mut Vec::new())
}

#[test]
fn the_publication_day_is_found_in_the_order_of_trust() {
    let line =
        published("عنوان الخبر\nالاثنين 17 شباط 2025\nقال الوزير إن الطريق فتحت عام 2019.", None).expect("a date line");
    assert_eq!((line.value.as_str(), line.basis), ("2025-02-17", Basis::Dateline));
    let updated = published("عنوان الخبر\nآخر تحديث: 18/02/2025 - 14:30\nقال الوزير إن الطريق فتحت.", None)
        .expect("an update line");
    assert_eq!((updated.value.as_str(), updated.basis), ("2025-02-18", Basis::Dateline));
    let address = published("قال الوزير إن الطريق فتحت.", Some("https://nabaa.example/2025/02/17/road"))
        .expect("a dated address");
    assert_eq!((address.value.as_str(), address.basis), ("2025-02-17", Basis::Dateline));
    let text =
        published("السد - شباط 2025\nقال المصدر اليوم، الاثنين 17 من شباط، إن السد جاهز. وكان بدأ في آذار 2024.", None)
            .expect("reasoned");
    assert_eq!((text.value.as_str(), text.basis), ("2025-02-17", Basis::Text));
    assert_eq!(published("قال المصدر اليوم إن السد جاهز منذ 2024.", None), None);
    assert_eq!(published("قال المصدر إن السد جاهز.", None), None);
}

#[test]
fn without_a_publication_day_nothing_is_guessed() {
    assert_eq!(
        read("وقع ذلك في 8 آذار وقال أمس إنه باق.", None).0.iter().map(|t| t.2.clone()).collect::<Vec<_>>(),
        [Some("XXXX-03-08".to_owned()), None]
    );
}

const FEBRUARY: [&str; 4] = ["شباط", "فبراير", "فيفري", "فبراير/شباط"];
const FRAMES: [&str; 6] = [
    "وصل في 17 {} الجاري",
    "منذ {} 2021 وهو غائب",
    "يبدأ العمل في 3 {} المقبل",
    "الاثنين 10 {}",
    "خلال شهر {} الماضي",
    "من 3 إلى 7 {}",
];

/// Marks and tatweel that a printer may add anywhere inside a word.
fn decorated(text: &str, seed: usize) -> String {
    let mut out = String::new();
    for (n, c) in text.chars().enumerate() {
        out.push(c);
        if ('\u{621}'..='\u{64A}').contains(&c) && (n * 7 + seed).is_multiple_of(5) {
            out.push(['\u{64E}', '\u{651}', '\u{640}', '\u{652}'][(n + seed) % 4]);
        }
    }
    out
}

proptest! {
    #[test]
    fn the_tradition_of_a_month_name_changes_no_value(frame in 0..FRAMES.len(), name in 0..FEBRUARY.len()) {
        let with = |name: &str| values(&FRAMES[frame].replace("{}", name), "2025-02-17");
        prop_assert_eq!(with(FEBRUARY[name]), with("شباط"));
    }

    #[test]
    fn marks_and_tatweel_change_no_value(pick in any::<prop::sample::Index>(), seed in 0usize..20) {
        let all = examples();
        let example = pick.get(&all);
        let published = example.published.as_deref();
        let plain: Vec<_> = read(&example.text, published).0.into_iter().map(|t| (t.2, fold(&t.1))).collect();
        let marked: Vec<_> = read(&decorated(&example.text, seed), published).0.into_iter().map(|t| (t.2, fold(&t.1))).collect();
        prop_assert_eq!(plain, marked, "{}", decorated(&example.text, seed));
    }

    #[test]
    fn an_and_before_the_first_word_changes_no_value(frame in 0..4usize, name in 0..3usize) {
        let expression = ["الثلاثاء", "17 شباط 2024", "العام الماضي", "شباط 2021"][frame];
        let _ = name;
        prop_assert_eq!(values(&format!("و{expression} عاد إلى بيته."), "2025-02-17"), values(&format!("{expression} عاد إلى بيته."), "2025-02-17"));
    }

    #[test]
    fn any_text_is_read(text in any::<String>(), url in any::<String>()) {
        let _ = published(&text, Some(&url));
        let _ = read(&text, Some("2025-02-17"));
    }

    #[test]
    fn any_row_of_words_of_time_is_read(picks in prop::collection::vec(any::<prop::sample::Index>(), 0..14), joint in "[ /،()-]{1,2}") {
        let words: Vec<&str> = SPEC.split_whitespace().filter(|w| !w.is_ascii()).collect();
        let extra = ["17", "2025", "1446", "31", "0", "9999", "18:30", "3.5", "هـ", "و", "الـ", "12/2025"];
        let row: Vec<&str> = picks.iter().map(|p| if p.index(4) == 0 { *p.get(&extra) } else { *p.get(&words) }).collect();
        let text = row.join(&joint);
        for published in [None, Some("2025-02-17"), Some("0001-01-01"), Some("9999-12-31")] {
            let _ = read(&text, published);
        }
    }
}
