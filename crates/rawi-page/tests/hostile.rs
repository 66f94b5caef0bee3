//! Hostile and broken input through the front door: one clear answer each, in little time, never a panic.

// How long a reading takes is what these tests are about.
#![allow(clippy::disallowed_methods)]

use std::cell::Cell;
use std::io::{self, BufReader, Read, Write};
use std::rc::Rc;
use std::time::{Duration, Instant};

use rawi_lexicon::Tables;
use rawi_page::{Document, Error, ErrorKind, FurnitureLexicon, Hints, InputKind};

/// Reads bytes as a file of this name and fails if that takes long.
fn read(bytes: &[u8], path: &str) -> Vec<Result<Document, Error>> {
    let lexicon = FurnitureLexicon::new(&Tables::builtin()).expect("the built-in tables are well formed");
    let hints = Hints { path: path.to_owned(), ..Hints::default() };
    let started = Instant::now();
    let documents: Vec<_> = rawi_page::read(bytes, &hints, &lexicon).collect();
    let took = started.elapsed();
    // Generous: the machine may be busy with other tests. A runaway extractor takes minutes.
    assert!(took < Duration::from_secs(20), "{path} took {took:?}");
    for document in documents.iter().flatten() {
        let blocks = &document.blocks;
        assert!(blocks.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()), "{path}: blocks overlap");
        assert!(blocks.iter().all(|block| document.text.whole().contains(block.span)), "{path}: a block is outside");
        assert!(blocks.iter().all(|block| (block.furniture.is_some()) == (block.kind.name() == "furniture")));
    }
    documents
}

#[track_caller]
fn one(bytes: &[u8], path: &str) -> Document {
    let mut documents = read(bytes, path);
    assert_eq!(documents.len(), 1);
    documents.remove(0).expect("a document")
}

#[track_caller]
fn refused(bytes: &[u8], path: &str) -> Error {
    let mut documents = read(bytes, path);
    assert_eq!(documents.len(), 1);
    documents.remove(0).expect_err("no document")
}

const BODY: &str = "<p>قال وزير المياه في نهاوند إن السد الجديد جاهز للملء قبل نهاية الصيف.</p>\
    <p>وأضاف الوزير أن الماء سيصل إلى القرى كلها قبل نهاية العام المقبل.</p>\
    <p>ونفت نقابة المزارعين ذلك، وقالت إن القنوات لم تحفر بعد وإن المال نفد.</p>";

fn page(before: &str, after: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=ar><head><meta charset=utf-8><title>السد جاهز</title></head><body>{before}<article><h1>السد جاهز</h1>{BODY}</article>{after}</body></html>"
    )
}

#[track_caller]
fn keeps_the_body(page: &str) -> Document {
    let document = one(page.as_bytes(), "page.html");
    assert!(document.text.as_str().contains("السد الجديد جاهز للملء"), "the body is lost");
    document
}

#[test]
fn fifty_thousand_nested_elements() {
    let document = keeps_the_body(&page(&"<div>".repeat(50_000), ""));
    assert!(document.notes.iter().any(|note| note.code == "page/caps"), "{:?}", document.notes);
}

#[test]
fn five_thousand_unclosed_formatting_elements() {
    keeps_the_body(&page("", &"<p><b><i>كلمة".repeat(5_000)));
}

#[test]
fn fifty_thousand_attributes() {
    let mut tag = String::from("<div");
    for n in 0..50_000 {
        tag = tag + " a" + &n.to_string() + "=x";
    }
    let document = keeps_the_body(&page(&format!("{tag}>x</div>"), ""));
    assert!(document.notes.iter().any(|note| note.code == "page/caps"));
}

#[test]
fn twenty_thousand_paragraphs() {
    keeps_the_body(&page("", &"<p>سطر</p>".repeat(20_000)));
}

#[test]
fn twenty_thousand_nested_spans_and_links() {
    keeps_the_body(&page("", &"<span>س".repeat(20_000)));
    keeps_the_body(&page("", &"<a href='/x'>خبر</a> ".repeat(20_000)));
}

#[test]
fn a_page_of_scripts_and_broken_tags() {
    for page in [
        "<html>",
        "<html><body></body></html>",
        "<html><script>",
        "<!doctype html><p",
        "<html><head><title>",
        "<html>&#xD800;&#x110000;&bogus;",
        "<html><table><tr><td><table><tr>",
    ] {
        for document in read(page.as_bytes(), "page.html") {
            if let Err(error) = document {
                assert_eq!(error.kind(), ErrorKind::Empty, "{page}: {error}");
            }
        }
    }
    assert_eq!(
        refused(b"<html><body><script>x()</script></body></html>", "p.html").to_string(),
        "p.html: the page has no readable text"
    );
}

#[test]
fn an_article_without_extractable_main_text_is_read_by_its_lines() {
    let document = one("<html><body><p>السد جاهز</body></html>".as_bytes(), "short.html");
    assert_eq!(document.text.as_str(), "السد جاهز");
}

#[test]
fn a_page_with_a_wrong_label_is_read_by_its_bytes() {
    let text = page("", "").replace("utf-8", "windows-1252");
    let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode(&text);
    let document = one(&bytes, "old.html");
    assert_eq!(document.input.charset, "windows-1256");
    assert!(document.text.as_str().contains("السد الجديد جاهز للملء"));
    let note = document.notes.iter().find(|note| note.code == "page/charset").expect("a note");
    assert!(note.message.contains("windows-1252"), "{}", note.message);
}

#[test]
fn empty_and_binary_files() {
    assert_eq!(refused(b"", "a.txt").kind(), ErrorKind::Empty);
    assert_eq!(refused(b"\xEF\xBB\xBF", "a.txt").kind(), ErrorKind::Empty);
    assert_eq!(refused("\u{200F}\n\u{200F}".as_bytes(), "a.txt").kind(), ErrorKind::Empty);
    let error = refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "photo.png");
    assert_eq!((error.kind(), error.path(), error.line_number()), (ErrorKind::NotText, "photo.png", None));
}

#[test]
fn a_text_cut_within_a_character() {
    let text = "السد جاهز\nقال وزير المياه في نهاوند إن السد جاهز.";
    let document = one(&text.as_bytes()[..text.len() - 2], "cut.txt");
    let note = document.notes.iter().find(|note| note.code == "page/charset").expect("a note");
    assert_eq!(note.span.map(|span| &document.text[span]), Some("\u{FFFD}"));
}

#[test]
fn a_line_of_twenty_megabytes() {
    let document = one("قال الوزير إن السد جاهز. ".repeat(500_000).as_bytes(), "long.txt");
    assert_eq!(document.blocks.len(), 1);
}

/// An input that never ends, and how much of it was taken.
struct Endless<'a> {
    start: &'a [u8],
    fill: &'a [u8],
    taken: Rc<Cell<usize>>,
}

impl Read for Endless<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let at = self.taken.get();
        let unread = self.start.get(at..).unwrap_or_default();
        let next = if unread.is_empty() { &self.fill[(at - self.start.len()) % self.fill.len()..] } else { unread };
        let n = next.len().min(buffer.len());
        buffer[..n].copy_from_slice(&next[..n]);
        self.taken.set(at + n);
        Ok(n)
    }
}

#[test]
fn an_input_without_end_is_read_to_its_limit() {
    // The limit, and what buffers take ahead.
    const MOST: usize = 17 << 20;
    let words = "قال وزير المياه في نهاوند إن السد جاهز. ".repeat(1000);
    let (page, markup) = (page("", ""), "<p>سطر</p>".repeat(1000));
    let feed = "<rss><channel><item><title>السد جاهز</title></item><item><title>";
    for (start, fill, path, n_read, n_told) in [
        (page.as_str(), markup.as_str(), "page.html", 1, 0),
        ("السد جاهز\n", &words, "text.txt", 1, 0),
        ("", &words, "line.txt", 1, 0),
        (feed, &words, "feed.xml", 1, 1),
    ] {
        let taken = Rc::new(Cell::new(0));
        let endless = Endless { start: start.as_bytes(), fill: fill.as_bytes(), taken: Rc::clone(&taken) };
        let hints = Hints { path: path.to_owned(), ..Hints::default() };
        let documents: Vec<_> =
            rawi_page::read(BufReader::new(endless), &hints, &FurnitureLexicon::default()).collect();
        assert!(taken.get() <= MOST, "{path}: {} bytes were taken", taken.get());
        assert_eq!(documents.iter().flatten().count(), n_read, "{path}");
        assert_eq!(documents.len() - n_read, n_told, "{path}");
        let whole = n_told == 0;
        let noted = |document: &Document| document.notes.iter().any(|note| note.code == "page/caps");
        assert!(!whole || documents.iter().flatten().all(noted), "{path}: nothing says that a part was read");
    }
}

#[test]
fn a_flood_of_references_and_of_signs() {
    let document = keeps_the_body(&page("", &format!("<p>{}", "&amp;&lt;&#1602;&bogus;".repeat(300_000))));
    assert!(document.notes.iter().any(|note| note.code == "page/caps"));
    keeps_the_body(&page("", &"<".repeat(1_000_000)));
    keeps_the_body(&page("", &"<!--".repeat(200_000)));
}

#[test]
fn bad_corpus_lines_do_not_stop_the_rest() {
    let lines = "{\"id\":\"a\",\"text\":\"قال\"}\nnot json\n\n{\"id\":\"b\"}\n{\"id\":\"c\",\"text\":\"ثم\"}\n[1]\n\"x\"\n{\"id\":\"d\",\"text\":\"بعد\"}";
    let documents = read(lines.as_bytes(), "c.jsonl");
    let seen: Vec<String> = documents
        .iter()
        .map(|document| {
            document.as_ref().map_or_else(|error| format!("{:?}", error.line_number()), |document| document.key.clone())
        })
        .collect();
    assert_eq!(seen, ["a", "Some(2)", "Some(4)", "c", "Some(6)", "Some(7)", "d"]);
    assert!(documents.iter().flatten().all(|document| document.input.kind == InputKind::CorpusLine));
}

#[test]
fn a_compressed_corpus_is_streamed() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    for n in 0..2_000 {
        writeln!(packed, "{{\"id\":{n},\"text\":\"قال الوزير إن السد جاهز.\"}}").expect("memory is written");
    }
    let mut bytes = packed.finish().expect("memory is written");
    assert_eq!(read(&bytes, "c.jsonl.gz").iter().flatten().count(), 2_000);
    bytes.truncate(bytes.len() - 9);
    let documents = read(&bytes, "c.jsonl.gz");
    let error = documents.last().and_then(|last| last.as_ref().err()).expect("the stream is cut");
    assert_eq!(error.kind(), ErrorKind::Compression);
    assert!(documents.len() > 1_000, "lines before the damage come out");
}

#[test]
fn other_languages_are_read_and_said() {
    let english =
        one(b"Dam is ready\n\nThe minister of water said on Tuesday that the new dam is ready to be filled.", "en.txt");
    assert_eq!(english.language, "und");
    assert_eq!(english.title.map(|title| &english.text[title]), Some("Dam is ready"));
    let page = "<html lang=fr><body><article><h1>Le barrage</h1><p>Le ministre a dit que le barrage est plein, et que les villages ont de l'eau.</p></article></body></html>";
    assert_eq!(one(page.as_bytes(), "fr.html").language, "fr");
}

#[test]
fn reading_twice_gives_the_same() {
    let text = page("<nav><a href=/>الرئيسية</a></nav>", "<footer>جميع الحقوق محفوظة</footer>");
    let (one_reading, other) = (keeps_the_body(&text), keeps_the_body(&text));
    assert_eq!(format!("{one_reading:?}"), format!("{other:?}"));
    assert_eq!(one_reading.sha256.len(), 64);
}
