//! Every kind of bad input: one clear line, the other documents, exit code 1.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::stage::{ARTICLE, Seen, Stage, corpus_line};

/// Reads `bad` between two good articles and gives the one complaint.
#[track_caller]
fn complaint(stage: Stage, bad: &str) -> String {
    let stage = stage.file("first.txt", ARTICLE).file("last.txt", ARTICLE);
    let seen = stage.run(&["read", "first.txt", bad, "last.txt"]);
    assert_eq!(seen.keys(), ["first.txt", "last.txt"], "the other documents come out: {seen:?}");
    assert_eq!(seen.code, Some(1));
    assert_eq!(seen.stderr.lines().count(), 1, "{}", seen.stderr);
    seen.stderr.trim_end().to_owned()
}

/// Reads one document that is odd, not bad.
#[track_caller]
fn accepted(name: &str, file: &str, bytes: &[u8]) -> serde_json::Value {
    let seen = Stage::new(name).file(file, bytes).run(&["read", file]);
    assert_eq!((seen.code, seen.stderr.as_str()), (Some(0), ""));
    seen.records().remove(0)
}

#[test]
fn err_empty_file() {
    let stage = Stage::new("empty-file").file("empty.txt", "");
    insta::assert_snapshot!(complaint(stage, "empty.txt"), @"rawi: empty.txt: nothing to read; expected text, an HTML page or JSON lines");
}

#[test]
fn err_file_of_white_space() {
    let stage = Stage::new("white-space").file("blank.txt", " \n\n\t");
    insta::assert_snapshot!(complaint(stage, "blank.txt"), @"rawi: blank.txt: nothing to read; expected text, an HTML page or JSON lines");
}

#[test]
fn err_binary() {
    let stage = Stage::new("binary").file("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0");
    insta::assert_snapshot!(complaint(stage, "picture.txt"), @"rawi: picture.txt: not text: looks like a PNG image");
}

#[test]
fn err_random_bytes() {
    let bytes: Vec<u8> = (0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let stage = Stage::new("random-bytes").file("noise.txt", bytes);
    insta::assert_snapshot!(complaint(stage, "noise.txt"), @"rawi: noise.txt: not text: 422 control bytes in the first 4000, 17 of them NUL; expected text, HTML or JSON lines");
}

#[test]
fn half_a_character_is_read_around_with_a_note() {
    let bytes = ARTICLE.as_bytes();
    let cut = ARTICLE.find("للتشغيل").expect("the word is there") + 1;
    let record = accepted("half-a-character", "cut.txt", &bytes[..cut]);
    let text = record["document"]["text"].as_str().expect("text");
    assert!(text.contains("قال الوزير سالم المرعي إن السد جاهز"), "{text}");
    assert_eq!(record["document"]["input"]["charset"], "utf-8");
}

#[test]
fn a_wrong_charset_label_does_not_win_over_the_bytes() {
    let page = format!(
        "<!DOCTYPE html><html lang=ar><head><meta charset=windows-1256><title>السد جاهز</title></head><body><article><h1>السد جاهز</h1>\
         <p>{0}</p><p>{0}</p></article></body></html>",
        "قال الوزير سالم المرعي إن السد جاهز للتشغيل، وأضاف أن الماء كثير في البحيرة هذا العام."
    );
    let record = accepted("wrong-charset", "page.html", page.as_bytes());
    assert_eq!(record["document"]["input"]["charset"], "utf-8");
    assert!(record["document"]["text"].as_str().expect("text").contains("سالم المرعي"));
}

#[test]
fn err_corpus_line_that_is_not_utf_8() {
    let mut corpus = corpus_line("a", ARTICLE).into_bytes();
    corpus.extend(b"{\"id\":\"b\",\"text\":\"\xD9\"}\n");
    corpus.extend(corpus_line("c", ARTICLE).into_bytes());
    let seen = Stage::new("line-not-utf-8").file("c.jsonl", corpus).run(&["read", "c.jsonl"]);
    assert_eq!((seen.keys(), seen.code), (vec!["a".to_owned(), "c".to_owned()], Some(1)));
    insta::assert_snapshot!(seen.stderr, @r#"rawi: c.jsonl:2: not valid UTF-8 at byte 19 of the line; expected one JSON object a line: {"text": "…", "id"?, "title"?, "url"?, "outlet"?, "published"?}"#);
}

#[test]
fn err_json_line_that_is_not_json() {
    let corpus = format!("{}قال الوزير\n{}", corpus_line("a", ARTICLE), corpus_line("c", ARTICLE));
    let seen = Stage::new("line-not-json").file("c.jsonl", corpus).run(&["read", "c.jsonl"]);
    assert_eq!((seen.keys(), seen.code), (vec!["a".to_owned(), "c".to_owned()], Some(1)));
    insta::assert_snapshot!(seen.stderr, @r#"rawi: c.jsonl:2: not JSON: expected value at column 1; expected one JSON object a line: {"text": "…", "id"?, "title"?, "url"?, "outlet"?, "published"?}"#);
}

#[test]
fn err_line_of_15_megabytes_that_never_ends() {
    let mut corpus = corpus_line("a", ARTICLE);
    corpus.push_str("{\"id\":\"b\",\"text\":\"");
    corpus.push_str(&"x".repeat(15_000_000));
    corpus.push('\n');
    corpus.push_str(&corpus_line("c", ARTICLE));
    let seen = Stage::new("long-line").file("c.jsonl", corpus).run(&["read", "c.jsonl"]);
    assert_eq!((seen.keys(), seen.code), (vec!["a".to_owned(), "c".to_owned()], Some(1)));
    insta::assert_snapshot!(seen.stderr, @r#"rawi: c.jsonl:2: not JSON: EOF while parsing a string at column 15000018; expected one JSON object a line: {"text": "…", "id"?, "title"?, "url"?, "outlet"?, "published"?}"#);
}

#[test]
fn err_line_above_the_limit() {
    let mut corpus = corpus_line("a", &"x".repeat(20 << 20));
    corpus.push_str(&corpus_line("b", ARTICLE));
    let seen = Stage::new("line-above-limit").file("c.jsonl", corpus).run(&["read", "c.jsonl"]);
    assert_eq!((seen.keys(), seen.code), (vec!["b".to_owned()], Some(1)));
    insta::assert_snapshot!(seen.stderr, @"rawi: c.jsonl:1: longer than the limit of 16777216 bytes for one line; skipped");
}

#[test]
fn a_long_body_is_read_to_its_limit_with_a_note() {
    let record = accepted("long-body", "c.jsonl", corpus_line("a", &"قال ".repeat(500_000)).as_bytes());
    assert_eq!(record["notes"][0]["code"], "page/caps");
    let said = record["notes"][0]["message"].as_str().expect("a message");
    assert_eq!(said, "the text has 3500000 bytes; only the first 2097151 bytes are read");
}

#[test]
fn err_no_such_path() {
    insta::assert_snapshot!(complaint(Stage::new("no-such-path"), "missing.txt"), @"rawi: missing.txt: cannot be read: no such file or directory; expected a file, a directory or -");
}

#[test]
fn err_file_where_a_directory_is_meant() {
    insta::assert_snapshot!(complaint(Stage::new("file-as-directory"), "first.txt/page.html"), @"rawi: first.txt/page.html: cannot be read: not a directory; expected a file, a directory or -");
}

#[test]
fn err_directory_without_articles() {
    let stage = Stage::new("no-articles").file("folder/picture.png", "x").file("folder/.hidden.txt", ARTICLE);
    insta::assert_snapshot!(complaint(stage, "folder"), @"rawi: folder: nothing to read in it; expected files that end in .txt, .text, .html, .htm, .xhtml, .mhtml, .mht, .jsonl, .ndjson, .warc, .wacz, .rss, .atom, .xml");
}

#[test]
fn err_damaged_gzip() {
    let stage = Stage::new("damaged-gzip").file("a.txt.gz", b"\x1F\x8B\x08\0\0\0\0\0\0\x03garbage");
    assert!(complaint(stage, "a.txt.gz").starts_with("rawi: a.txt.gz: "));
}

#[cfg(unix)]
#[test]
fn err_dangling_link_in_a_directory() {
    let stage = Stage::new("dangling-link").file("folder/b.txt", ARTICLE);
    std::os::unix::fs::symlink("nowhere.txt", stage.path("folder/a.txt")).expect("a link can be made");
    let seen = stage.run(&["read", "folder"]);
    assert_eq!((seen.keys(), seen.code), (vec!["folder/b.txt".to_owned()], Some(1)));
    insta::assert_snapshot!(seen.stderr, @"rawi: folder/a.txt: cannot be read: no such file or directory; expected a file, a directory or -");
}

#[cfg(unix)]
#[test]
fn err_directory_that_may_not_be_listed() {
    use std::os::unix::fs::PermissionsExt;
    let stage = Stage::new("closed-directory").file("folder/inner/a.txt", ARTICLE).file("folder/z.txt", ARTICLE);
    let inner = stage.path("folder/inner");
    std::fs::set_permissions(&inner, std::fs::Permissions::from_mode(0o000)).expect("it is ours");
    let open_anyway = std::fs::read_dir(&inner).is_ok();
    let seen = stage.run(&["read", "folder"]);
    std::fs::set_permissions(&inner, std::fs::Permissions::from_mode(0o700)).expect("it is ours");
    if open_anyway {
        // The superuser may list everything: then there is nothing to complain of.
        assert_eq!((seen.keys().len(), seen.code), (2, Some(0)));
        return;
    }
    assert_eq!((seen.keys(), seen.code), (vec!["folder/z.txt".to_owned()], Some(1)));
    assert_eq!(
        seen.stderr,
        "rawi: folder/inner: cannot be read: permission denied; expected a directory that can be listed\n"
    );
}

#[test]
fn strict_stops_at_the_first_bad_input() {
    let stage = Stage::new("strict").file("a.txt", ARTICLE).file("b.txt", "").file("c.txt", ARTICLE);
    let seen = stage.run(&["read", "--strict", "a.txt", "b.txt", "c.txt"]);
    assert_eq!((seen.keys(), seen.code), (vec!["a.txt".to_owned()], Some(1)));
    assert!(seen.stderr.starts_with("rawi: b.txt: "), "{}", seen.stderr);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let corpus: String = (0..3000).map(|n| corpus_line(n, ARTICLE)).collect();
    let stage = Stage::new("reader-gone").file("c.jsonl", corpus);
    let mut command = stage.command(&["read", "--format", "jsonl", "c.jsonl"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line comes");
    assert!(line.starts_with("{\"schema\":\"rawi.reading/1\""));
    let seen = Seen::from(child.wait_with_output().expect("it ends"));
    assert_eq!((seen.code, seen.stderr.as_str()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn err_output_that_cannot_be_written() {
    let stage = Stage::new("full-disk").file("a.txt", ARTICLE);
    let full = std::fs::File::options().write(true).open("/dev/full").expect("Linux has it");
    let output = stage.command(&["read", "a.txt"]).stdout(full).output().expect("it starts");
    let seen = Seen::from(output);
    assert_eq!(seen.code, Some(3));
    insta::assert_snapshot!(seen.stderr, @"rawi: standard output: cannot be written: no space left on device");
}

#[test]
fn text_that_is_not_arabic_is_read_and_called_so() {
    let english = "The dam is ready\nThe minister said on Monday that the dam was ready to be opened and that the lake was full.\n";
    let record = accepted("english", "english.txt", english.as_bytes());
    let language = record["document"]["language"].as_str().expect("a language");
    assert_ne!(language, "ar");
    assert_eq!(record["claims"], serde_json::json!([]));
}

#[test]
fn control_characters_in_names_do_not_reach_the_terminal() {
    let seen = Stage::new("hostile-name").run(&["read", "no\u{1B}[2Jsuch.txt"]);
    assert_eq!(seen.code, Some(1));
    assert!(!seen.stderr.contains('\u{1B}'), "{:?}", seen.stderr);
}
