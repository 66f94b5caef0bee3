//! Hostile input within bounds that the system enforces: it ends with what could be read and a note.
//!
//! The promise is one second of processor time and 256 MB in a release build. Tests run builds that are hardly optimized, so the
//! limit of time is twenty times as high. That of memory is laid on the address space, which also holds the program, the stacks of its
//! threads and what was given back and not yet taken again: half as much again.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use crate::stage::{Seen, Stage};

/// Kilobytes of address space.
const MEMORY: &str = "393216";
/// Seconds of processor time.
const TIME: &str = "20";

const BODY: &str = "<p>قال وزير المياه في نهاوند إن السد الجديد جاهز للملء قبل نهاية الصيف.</p>\
    <p>وأضاف الوزير أن الماء سيصل إلى القرى كلها قبل نهاية العام المقبل.</p>\
    <p>ونفت نقابة المزارعين ذلك، وقالت إن القنوات لم تحفر بعد وإن المال نفد.</p>";

fn page(before: &str, after: &str) -> String {
    format!(
        "<!doctype html><html lang=ar><head><meta charset=utf-8><title>السد جاهز</title></head><body>{before}<article><h1>السد جاهز</h1>{BODY}</article>{after}</body></html>"
    )
}

fn bounded(stage: &Stage, path: &str) -> Seen {
    let rawi = stage.command(&["read", "--threads", "1", "--format", "jsonl", path]);
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!("ulimit -v {MEMORY}; ulimit -t {TIME}; exec \"$@\""), "sh"])
        .arg(rawi.get_program())
        .args(rawi.get_args())
        .current_dir(stage.path("."))
        // Otherwise every thread reserves room for memory of its own, which nobody uses.
        .env("MALLOC_ARENA_MAX", "1")
        .stdin(Stdio::null());
    Seen::from(command.output().expect("there is a shell"))
}

#[track_caller]
fn read(name: &str, path: &str, bytes: &[u8]) -> Value {
    let stage = Stage::new(name).file(path, bytes);
    let seen = bounded(&stage, path);
    fs::remove_file(stage.path(path)).expect("it was written");
    assert_eq!(seen.code, Some(0), "{}", seen.stderr);
    seen.records().remove(0)
}

fn is_noted(record: &Value) -> bool {
    record["notes"].as_array().is_some_and(|notes| notes.iter().any(|note| note["code"] == "page/caps"))
}

#[track_caller]
fn keeps_the_article(name: &str, page: &str) {
    let record = read(name, "page.html", page.as_bytes());
    let claims: Vec<&Value> =
        record["claims"].as_array().expect("claims").iter().map(|claim| &claim["lemma"]).collect();
    assert!(claims.starts_with(&[&Value::from("قال")]), "{claims:?}");
    assert!(is_noted(&record), "{}", record["notes"]);
}

#[test]
fn elements_fifty_thousand_deep() {
    keeps_the_article("deep", &page(&"<div>".repeat(50_000), ""));
    // Here the words in the depth are the most by far, and rightly taken for the article.
    let page = page("", &"<div>ماء".repeat(50_000));
    let record = read("deep-words", "page.html", page.as_bytes());
    assert!(is_noted(&record), "{}", record["notes"]);
}

#[test]
fn fifty_thousand_attributes() {
    let attributes = (0..50_000).fold(String::new(), |attributes, n| attributes + &format!(" a{n}=x"));
    keeps_the_article("attributes", &page(&format!("<div{attributes}>ماء</div>"), ""));
}

#[test]
fn formatting_that_is_never_closed() {
    keeps_the_article("formatting", &page("", &"<b><i>ماء".repeat(5_000)));
    keeps_the_article("formatting-in-paragraphs", &page("", &"<p><b><i>ماء".repeat(5_000)));
}

#[test]
fn twenty_thousand_nested_spans() {
    keeps_the_article("spans", &page("", &"<span>ماء".repeat(20_000)));
}

#[test]
fn signs_that_tree_builders_stop_at() {
    keeps_the_article("references", &page("", &format!("<p>{}", "&#1575;".repeat(1_200_000))));
    keeps_the_article("ampersands", &page("", &format!("<p>{}", "&".repeat(300_000))));
    keeps_the_article("rare-references", &page("", &format!("<p>{}", "&notit;&NotEqualTilde;".repeat(50_000))));
    keeps_the_article("quotation-marks", &page("", &format!("<p>{}", "«قال ".repeat(50_000))));
}

#[test]
fn markup_that_is_never_closed() {
    for (name, flood) in [
        ("comments", "<!--".repeat(500_000)),
        ("scripts", "<script><!--<script>".repeat(100_000)),
        ("tables", "<table><tr><td>ماء".repeat(20_000)),
        ("foster-parents", format!("<table>{}", "<p>ماء<tr><b>نهر".repeat(20_000))),
        ("plain-text", format!("<plaintext>{}", "<p>ماء".repeat(100_000))),
    ] {
        let record = read(name, "page.html", page("", &flood).as_bytes());
        assert_eq!(record["claims"][0]["lemma"], "قال", "{name}");
    }
}

#[test]
fn a_gigabyte_that_was_packed() {
    let packed = |bytes: &[u8]| {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(bytes).expect("memory is written");
        packed.finish().expect("memory is written")
    };
    for (name, fill) in [("bomb-of-lines", "<p>ماء</p>\n"), ("bomb-of-blanks", "                ")] {
        let mut bytes = packed(page("", "").as_bytes());
        let part = packed(fill.repeat((1 << 20) / fill.len()).as_bytes());
        for _ in 0..1024 {
            bytes.extend(&part);
        }
        let record = read(name, "page.html.gz", &bytes);
        assert!(is_noted(&record), "{}", record["notes"]);
    }
}

#[test]
fn three_hundred_megabytes_of_one_line() {
    let words = "قال الوزير إن السد جاهز. ".repeat(25_000);
    let line = words.repeat((300 << 20) / words.len() + 1);
    let record = read("line", "line.txt", line.as_bytes());
    assert!(is_noted(&record), "{}", record["notes"]);
    let record = read("line-page", "page.html", format!("<html lang=ar><p>{line}").as_bytes());
    assert!(is_noted(&record), "{}", record["notes"]);
}
