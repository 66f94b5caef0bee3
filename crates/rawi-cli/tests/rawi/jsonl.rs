//! Records on standard output.

use serde_json::Value;

use crate::stage::{ARTICLE, Stage, argument, samples};

#[test]
fn every_line_of_the_samples_is_a_record_that_reads_back_to_the_same_bytes() {
    let seen = Stage::new("records").run(&["read", "--format", "jsonl", argument(&samples())]);
    assert_eq!((seen.code, seen.stderr.as_str()), (Some(0), ""));
    let mut claims = 0;
    for line in seen.stdout.lines() {
        let record: rawi::record::Record = serde_json::from_str(line).expect("a line is a record");
        claims += record.claims.len();
        assert_eq!(serde_json::to_string(&record).expect("a record is JSON"), line);
    }
    assert!(claims > 30, "{claims} claims in all samples");
}

#[test]
fn keys_stand_in_the_order_of_the_format() {
    let stdout = Stage::new("key-order").file("a.txt", ARTICLE).run(&["read", "a.txt"]).stdout;
    let mut at = 0;
    for key in [
        "{\"schema\":\"rawi.reading/1\",\"document\":{\"key\":",
        "\"sha256\":",
        "\"input\":{\"path\":",
        "\"kind\":",
        "\"charset\":",
        "\"record\":",
        "\"url\":",
        "\"outlet\":",
        "\"author\":",
        "\"language\":",
        "\"published\":",
        "\"offsets\":",
        "\"text\":",
        "\"blocks\":[",
        "\"mentions\":[",
        "\"entities\":[",
        "\"claims\":[{\"id\":\"c1\",\"rule\":",
        "\"cue\":",
        "\"lemma\":",
        "\"source\":",
        "\"who\":",
        "\"entity\":",
        "\"content\":",
        "\"act\":",
        "\"polarity\":",
        "\"form\":",
        "\"naming\":",
        "\"anonymity\":",
        "\"reason\":",
        "\"via\":",
        "\"said_at\":",
        "\"parent\":",
        "\"chain\":[{\"role\":",
        "\"name\":",
        "\"span\":",
        "\"hedges\":",
        "\"zone\":",
        "\"relations\":[]",
        "\"notes\":",
    ] {
        let found = stdout[at..].find(key);
        at += found.unwrap_or_else(|| panic!("{key} is not after byte {at} of\n{stdout}")) + key.len();
    }
}

/// The words of every span of a record, cut out of its text by `cut`.
fn spans(value: &Value, cut: &dyn Fn(usize, usize) -> String, out: &mut Vec<String>) {
    match value {
        Value::Array(values) => match values.as_slice() {
            [Value::Number(start), Value::Number(end)] => {
                let offset = |n: &serde_json::Number| usize::try_from(n.as_u64().expect("an offset")).expect("it fits");
                out.push(cut(offset(start), offset(end)));
            }
            values => values.iter().for_each(|value| spans(value, cut, out)),
        },
        // Places in the capture are no places in the text.
        Value::Object(fields) => {
            fields.iter().filter(|(name, _)| *name != "raw").for_each(|(_, value)| spans(value, cut, out));
        }
        _ => {}
    }
}

#[test]
fn offsets_of_all_three_units_point_to_the_same_words() {
    let article = "😀 السد جاهز 😀\nقالَ الوزيرُ سالم المرعي 👩\u{200D}👧 إن السدّ جاهز للتشغيل يوم 3 مارس 2024.\n";
    let stage = Stage::new("offsets").file("a.txt", article);
    let words = |unit: &str| {
        let record = stage.run(&["read", "--offsets", unit, "a.txt"]).records().remove(0);
        assert_eq!(record["document"]["offsets"], unit);
        let text = record["document"]["text"].as_str().expect("text").to_owned();
        let cut = move |start: usize, end: usize| match unit {
            "unicode" => text.chars().skip(start).take(end - start).collect(),
            "bytes" => text[start..end].to_owned(),
            _ => String::from_utf16(&text.encode_utf16().collect::<Vec<_>>()[start..end]).expect("no half surrogate"),
        };
        let mut out = Vec::new();
        spans(&record, &cut, &mut out);
        out
    };
    let unicode = words("unicode");
    assert!(unicode.iter().any(|words| words.contains("سالم")), "{unicode:?}");
    assert_eq!(unicode, words("bytes"));
    assert_eq!(unicode, words("utf16"));
}

#[test]
fn what_the_user_says_of_an_article_is_in_its_record() {
    let stage = Stage::new("hints").file("a.txt", ARTICLE);
    let options = ["--published", "2024-03-05T10:00:00+03:00", "--outlet", "نبأ", "--url", "https://nabaa.example/1"];
    let record = stage.run(&[&["read", "a.txt"], &options[..]].concat()).records().remove(0);
    let document = &record["document"];
    assert_eq!(document["published"], serde_json::json!({ "value": "2024-03-05T10:00:00+03:00", "basis": "given" }));
    assert_eq!((&document["outlet"], &document["url"]), (&"نبأ".into(), &"https://nabaa.example/1".into()));
    assert_eq!(record["claims"][0]["chain"][0], serde_json::json!({ "role": "outlet", "name": "نبأ", "span": null }));
}

#[test]
fn a_pipe_gets_json_lines_without_being_asked() {
    let stage = Stage::new("pipe").file("a.txt", ARTICLE);
    assert_eq!(stage.run(&["read", "a.txt"]), stage.run(&["read", "--format", "jsonl", "a.txt"]));
}
