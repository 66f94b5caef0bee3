//! `rawi dates` and `rawi figures`.

use serde_json::{Value, json};

use crate::stage::{ARTICLE, Stage, argument, corpus_line, samples};
use crate::table::visible;

const REPORT: &str = "الميناء يستأنف العمل\n\
    قالت إدارة ميناء السنديان إن الأرصفة ستفتح في 3 مارس 2026 بعد إغلاق استمر ثلاثة أسابيع.\n\
    وأصيب نحو 150 عاملًا في حريق وقع مساء الجمعة، وبلغت الخسائر أكثر من 3.5 مليون دولار في الربع الأول من 2025.\n\
    وارتفعت الأجور 12 بالمئة خلال ثمانينيات القرن الماضي، وتجتمع اللجنة كل جمعة.\n";

#[track_caller]
fn records(test: &str, verb: &str, options: &[&str]) -> Vec<Value> {
    let stage = Stage::new(test).file("a.txt", REPORT);
    let seen = stage.run(&[&[verb, "--published", "2026-02-08", "a.txt"], options].concat());
    assert_eq!((seen.code, seen.stderr.as_str()), (Some(0), ""));
    seen.records()
}

#[track_caller]
fn table(test: &str, verb: &str, options: &[&str]) -> String {
    let stage = Stage::new(test).file("a.txt", REPORT);
    let asked = [verb, "--published", "2026-02-08", "--format", "table", "a.txt"];
    let seen = stage.run(&[&asked, options].concat());
    assert_eq!((seen.code, seen.stderr.as_str()), (Some(0), ""));
    visible(&seen.stdout)
}

#[test]
fn dates_are_lines_of_json() {
    let dates = records("dates-jsonl", "dates", &[]);
    assert_eq!(
        dates[0],
        json!({
            "key": "a.txt", "span": [67, 78], "words": "3 مارس 2026", "type": "date", "value": "2026-03-03",
            "first": "2026-03-03", "last": "2026-03-03", "grain": "day", "basis": "written", "rule": "time-day-month-year",
            "timex3": "<TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2026-03-03\">3 مارس 2026</TIMEX3>", "edtf": "2026-03-03"
        })
    );
    let told: Vec<Value> = dates.iter().map(|date| json!([date["words"], date["value"], date["edtf"]])).collect();
    assert_eq!(
        told,
        [
            json!(["3 مارس 2026", "2026-03-03", "2026-03-03"]),
            json!(["ثلاثة أسابيع", "P3W", null]),
            json!(["مساء الجمعة", "2026-02-06", "2026-02-06"]),
            json!(["الربع الأول من 2025", "2025-01-01/2025-03-31", "2025-33"]),
            json!(["ثمانينيات القرن الماضي", "198", "198X"]),
            json!(["كل جمعة", "XXXX-WXX-5", null]),
        ]
    );
}

#[test]
fn a_week_begins_where_the_user_says() {
    // 2026-02-08 is a Sunday.
    let text = "عنوان\nاجتمعت اللجنة الأسبوع الماضي.\n";
    let weeks = [
        ("monday", "2026-01-26/2026-02-01"),
        ("saturday", "2026-01-31/2026-02-06"),
        ("sunday", "2026-02-01/2026-02-07"),
    ];
    for (day, value) in weeks {
        let stage = Stage::new(&format!("week-{day}")).file("a.txt", text);
        let seen = stage.run(&["dates", "--published", "2026-02-08", "--week-start", day, "a.txt"]);
        assert_eq!(seen.records()[0]["value"], *value, "{day}");
    }
}

#[test]
fn figures_are_lines_of_json() {
    let figures = records("figures-jsonl", "figures", &[]);
    assert_eq!(
        figures[0],
        json!({
            "key": "a.txt", "span": [115, 129], "words": "نحو 150 عاملًا", "min": 150, "max": 150, "approx": "about",
            "unit": "عامل", "figure": "people", "rule": "figure-people", "counted": "عاملًا"
        })
    );
    let told: Vec<Value> =
        figures.iter().map(|figure| json!([figure["words"], figure["min"], figure["unit"]])).collect();
    assert_eq!(
        told,
        [
            json!(["نحو 150 عاملًا", 150, "عامل"]),
            json!(["أكثر من 3.5 مليون دولار", 3_500_000, "دولار"]),
            json!(["12 بالمئة", 12, "%"]),
        ]
    );
}

#[test]
fn keys_stand_in_the_order_of_the_format() {
    let stage = Stage::new("listing-key-order").file("a.txt", REPORT);
    for (verb, keys) in [
        ("dates", "key span words type value first last grain basis rule timex3 edtf"),
        ("figures", "key span words min max approx unit figure rule counted"),
    ] {
        let stdout = stage.run(&[verb, "a.txt"]).stdout;
        let line = stdout.lines().next().expect("a line");
        let places: Vec<Option<usize>> = keys.split(' ').map(|key| line.find(&format!("\"{key}\":"))).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{verb}: {line}");
        assert_eq!(
            records(&format!("listing-keys-{verb}"), verb, &[])[0].as_object().map(serde_json::Map::len),
            Some(places.len())
        );
    }
}

#[test]
fn offsets_of_all_three_units_point_to_the_words() {
    // One code point, four bytes, two units of UTF-16 before everything else.
    let article = format!("😀 {REPORT}");
    let stage = Stage::new("listing-offsets").file("a.txt", &article);
    let text = stage.run(&["read", "a.txt"]).records()[0]["document"]["text"].as_str().expect("text").to_owned();
    let utf16: Vec<u16> = text.encode_utf16().collect();
    for verb in ["dates", "figures"] {
        for unit in ["unicode", "bytes", "utf16"] {
            let records = stage.run(&[verb, "--offsets", unit, "a.txt"]).records();
            assert!(records.len() >= 3, "{verb}: {records:?}");
            for record in records {
                let offset =
                    |n: usize| usize::try_from(record["span"][n].as_u64().expect("an offset")).expect("it fits");
                let (start, end) = (offset(0), offset(1));
                let words = match unit {
                    "unicode" => text.chars().skip(start).take(end - start).collect(),
                    "bytes" => text[start..end].to_owned(),
                    _ => String::from_utf16(&utf16[start..end]).expect("no half surrogate"),
                };
                assert_eq!(record["words"], words, "{unit}");
            }
        }
    }
}

#[test]
fn dates_in_arabic_labels() {
    insta::assert_snapshot!(table("dates-table", "dates", &[]));
}

#[test]
fn figures_in_arabic_labels() {
    insta::assert_snapshot!(table("figures-table", "figures", &[]));
}

#[test]
fn english_labels_come_when_asked_for() {
    let dates = table("dates-english", "dates", &["--lang", "en"]);
    assert!(dates.contains("⟨grain⟩: ⟨quarter⟩") && dates.contains("⟨EDTF⟩: ⟨2025-33⟩"), "{dates}");
    assert!(!dates.contains("الدقة"), "{dates}");
    let figures = table("figures-english", "figures", &["--lang", "en"]);
    assert!(figures.contains("⟨hedge⟩: ⟨more than⟩ · ⟨unit⟩: ⟨دولار⟩ · ⟨kind⟩: ⟨money⟩"), "{figures}");
    assert!(figures.ends_with("⟨documents⟩: 1 · ⟨figures⟩: 3 · ⟨bytes⟩: 516 · SPEED"), "{figures}");
}

#[test]
fn an_article_without_any_says_so_in_a_table_and_nothing_in_json() {
    let stage = Stage::new("listing-nothing").file("a.txt", ARTICLE);
    for (verb, nothing) in [("dates", "لا تواريخ"), ("figures", "لا أرقام")] {
        let seen = stage.run(&[verb, "--format", "table", "a.txt"]);
        assert!(seen.stdout.contains(nothing), "{}", seen.stdout);
        let seen = stage.run(&[verb, "a.txt"]);
        assert_eq!((seen.stdout.as_str(), seen.stderr.as_str(), seen.code), ("", "", Some(0)));
    }
}

#[test]
fn isolates_are_balanced_on_every_line() {
    for verb in ["dates", "figures"] {
        let seen = Stage::new("listing-isolates").run(&[verb, "--format", "table", argument(&samples())]);
        assert_eq!(seen.code, Some(0));
        crate::table::assert_isolated(&seen.stdout);
    }
}

#[test]
fn a_listing_has_every_date_and_figure_of_the_reading() {
    let stage = Stage::new("listing-all");
    let samples = samples();
    let readings = stage.run(&["read", argument(&samples)]).records();
    for (verb, kind) in [("dates", "time"), ("figures", "figure")] {
        let mut expected = Vec::new();
        for reading in &readings {
            let mentions = reading["mentions"].as_array().expect("mentions");
            let wanted = mentions.iter().filter(|mention| mention["kind"] == kind);
            expected.extend(wanted.map(|mention| (&reading["document"]["key"], &mention["span"], &mention["rule"])));
        }
        let listed = stage.run(&[verb, argument(&samples)]).records();
        let listed: Vec<_> = listed.iter().map(|line| (&line["key"], &line["span"], &line["rule"])).collect();
        assert!(listed.len() > 10, "{verb}");
        assert_eq!(listed, expected);
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let stage = Stage::new("listing-threads");
    let samples = samples();
    for verb in ["dates", "figures"] {
        let run = |threads| stage.run(&[verb, "--threads", threads, argument(&samples)]);
        assert_eq!(run("1"), run("4"));
    }
}

#[test]
fn err_bad_inputs_are_told_and_the_others_listed() {
    let corpus = [corpus_line("a", REPORT), "{}\n".to_owned(), corpus_line("c", REPORT)].concat();
    let stage = Stage::new("listing-bad-input").file("c.jsonl", corpus).file("empty.txt", "");
    for verb in ["dates", "figures"] {
        let seen = stage.run(&[verb, "missing.txt", "c.jsonl", "empty.txt"]);
        assert_eq!(seen.code, Some(1));
        let places: Vec<&str> = seen.stderr.lines().filter_map(|line| line.split(": ").nth(1)).collect();
        assert_eq!(places, ["missing.txt", "c.jsonl:2", "empty.txt"], "{}", seen.stderr);
        let keys: Vec<Value> = seen.records().into_iter().map(|line| line["key"].clone()).collect();
        assert!(keys.contains(&json!("a")) && keys.contains(&json!("c")), "{keys:?}");
        let strict = stage.run(&[verb, "--strict", "missing.txt", "c.jsonl"]);
        assert_eq!((strict.stdout.as_str(), strict.code), ("", Some(1)));
    }
}

#[test]
fn err_no_paths() {
    for verb in ["dates", "figures"] {
        let seen = Stage::new("listing-no-paths").run(&[verb]);
        assert_eq!((seen.stdout.as_str(), seen.code), ("", Some(2)));
        assert!(seen.stderr.contains("<PATHS>..."), "{}", seen.stderr);
    }
}

#[test]
fn a_limit_counts_documents() {
    let corpus: String = (0..9).map(|n| corpus_line(n, REPORT)).collect();
    let stage = Stage::new("listing-limit").file("c.jsonl", corpus);
    for verb in ["dates", "figures"] {
        let records = stage.run(&[verb, "--limit", "2", "c.jsonl"]).records();
        let mut keys: Vec<&str> = records.iter().filter_map(|line| line["key"].as_str()).collect();
        keys.dedup();
        assert_eq!(keys, ["0", "1"]);
    }
}
