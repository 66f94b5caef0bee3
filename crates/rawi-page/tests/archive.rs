//! Web archives through the front door: plain and compressed record by record, whole, cut and damaged.

use std::io::{Cursor, Write};

use rawi_page::{Document, Error, ErrorKind, FurnitureLexicon, Hints, InputKind};

const PAGE: &str = "<!DOCTYPE html><html lang=ar><head><title>السد جاهز</title></head><body><article><h1>السد جاهز</h1>\
    <p>قال وزير المياه في نهاوند إن السد الجديد جاهز للملء قبل نهاية الصيف.</p>\
    <p>ونفت نقابة المزارعين ذلك، وقالت إن القنوات لم تحفر بعد وإن المال نفد.</p></article></body></html>";

fn record(kind: &str, fields: &str, block: &[u8]) -> Vec<u8> {
    let header = format!("WARC/1.1\r\nWARC-Type: {kind}\r\n{fields}Content-Length: {}\r\n\r\n", block.len());
    [header.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// A response with a body, as a crawler writes it.
fn response(number: u32, header: &str, body: &[u8]) -> Vec<u8> {
    let fields = format!(
        "WARC-Record-ID: <urn:uuid:0000-{number}>\r\nWARC-Target-URI: https://nabaa.example/{number}\r\n\
         WARC-Date: 2026-02-11T10:0{number}:00Z\r\nWARC-Payload-Digest: sha1:AAAA{number}\r\n\
         Content-Type: application/http; msgtype=response\r\n"
    );
    record("response", &fields, &[format!("HTTP/1.1 {header}\r\n\r\n").as_bytes(), body].concat())
}

/// A crawl: a page, much that is none, another page.
fn crawl() -> Vec<Vec<u8>> {
    let (old, _, _) = encoding_rs::WINDOWS_1256.encode(PAGE);
    vec![
        record("warcinfo", "Content-Type: application/warc-fields\r\n", b"software: hand\r\n"),
        record("request", "Content-Type: application/http\r\n", b"GET / HTTP/1.1\r\n\r\n"),
        response(2, "200 OK\r\nContent-Type: text/html", PAGE.as_bytes()),
        response(3, "301 Moved\r\nContent-Type: text/html\r\nLocation: /", b"<html><p>moved</html>"),
        response(4, "200 OK\r\nContent-Type: image/png", b"\x89PNG\r\n\x1a\nWARC/1.0\r\n"),
        record("revisit", "Content-Type: application/http\r\n", b"HTTP/1.1 200 OK\r\n\r\n"),
        response(6, "200 OK\r\nContent-Type: text/html; charset=windows-1256", &old),
    ]
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory is written");
    encoder.finish().expect("memory is written")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn read(bytes: &[u8], path: &str) -> Vec<Result<Document, Error>> {
    let hints = Hints { path: path.to_owned(), ..Hints::default() };
    let lexicon = FurnitureLexicon::default();
    rawi_page::open_seekable(Cursor::new(bytes), &hints).map(|raw| raw.and_then(|raw| raw.read(&lexicon))).collect()
}

/// The id and offset of what was read, and what was said of the rest.
fn outcome(bytes: &[u8], path: &str) -> Vec<String> {
    let seen = |outcome: &Result<Document, Error>| match outcome {
        Ok(document) => {
            let capture = document.input.capture.as_ref().expect("a record");
            format!("{} {}", document.key, capture.offset)
        }
        Err(error) => error.to_string(),
    };
    read(bytes, path).iter().map(seen).collect()
}

fn packed(pack: fn(&[u8]) -> Vec<u8>) -> (Vec<u8>, Vec<usize>) {
    let (mut whole, mut starts) = (Vec::new(), Vec::new());
    for record in crawl() {
        starts.push(whole.len());
        whole.extend(pack(&record));
    }
    (whole, starts)
}

#[test]
fn every_packing_gives_the_same_documents_and_its_own_offsets() {
    for (pack, path) in [(<[u8]>::to_vec as fn(&[u8]) -> Vec<u8>, "c.warc"), (gzip, "c.warc.gz"), (zstd, "c.warc.zst")]
    {
        let (whole, starts) = packed(pack);
        let expected = [format!("urn:uuid:0000-2 {}", starts[2]), format!("urn:uuid:0000-6 {}", starts[6])];
        assert_eq!(outcome(&whole, path), expected, "{path}");
    }
    // Compressed as one stream, every record starts where the one member does.
    assert_eq!(outcome(&gzip(&crawl().concat()), "c.warc.gz"), ["urn:uuid:0000-2 0", "urn:uuid:0000-6 0"]);
}

#[test]
fn frames_that_share_a_dictionary_are_read() {
    let whole = include_bytes!("../../../fuzz/seeds/warc/dictionary.warc.zst");
    let told = outcome(whole, "c.warc.zst");
    assert!(told[0].ends_with("000003 617") && told[1].ends_with("000004 683"), "{told:?}");
}

#[test]
fn a_label_of_the_server_is_checked_against_the_bytes() {
    let (old, _, _) = encoding_rs::WINDOWS_1256.encode(PAGE);
    for (label, bytes, charset) in [
        ("utf-8", &*old, "windows-1256"),
        ("iso-8859-1", &old, "windows-1256"),
        ("windows-1256", PAGE.as_bytes(), "utf-8"),
    ] {
        let documents =
            read(&response(2, &format!("200 OK\r\nContent-Type: text/html; charset={label}"), bytes), "c.warc");
        let [Ok(document)] = documents.as_slice() else { panic!("{documents:?}") };
        assert_eq!(document.input.charset, charset, "{label}");
        assert!(document.text.as_str().contains("قال وزير المياه"));
        let note = document.notes.iter().find(|note| note.code == "page/charset").expect("a note");
        assert!(note.message.contains(label), "{}", note.message);
    }
}

#[test]
fn a_record_keeps_what_the_archive_says_of_it() {
    let documents = read(&crawl().concat(), "c.warc");
    let [Ok(first), Ok(second)] = documents.as_slice() else { panic!("{documents:?}") };
    assert_eq!(first.url.as_deref(), Some("https://nabaa.example/2"));
    assert_eq!((first.input.kind, first.input.record.as_deref()), (InputKind::Html, Some("urn:uuid:0000-2")));
    let capture = first.input.capture.as_ref().expect("a record");
    assert_eq!(capture.date.as_deref(), Some("2026-02-11T10:02:00Z"));
    assert_eq!((capture.digest.as_deref(), capture.member.as_deref()), (Some("sha1:AAAA2"), None));
    assert_eq!(first.published, None, "the day of capture is not that of publication");
    assert_eq!(second.input.charset, "windows-1256");
    assert_eq!(first.text, second.text);
}

#[test]
fn what_is_no_page_is_counted_and_not_told() {
    let whole = crawl().concat();
    let mut documents = rawi_page::open(&whole[..], &Hints::default());
    assert_eq!(documents.by_ref().flatten().count(), 2);
    assert_eq!(documents.passed_over(), 5);
}

#[test]
fn text_and_resources_are_read() {
    let line = "قال وزير المياه في نهاوند إن السد الجديد جاهز للملء قبل نهاية الصيف.\n";
    let text = record("conversion", "WARC-Record-ID: <a>\r\nContent-Type: text/plain\r\n", line.as_bytes());
    let page = record("resource", "WARC-Record-ID: <b>\r\nContent-Type: text/html; charset=utf-8\r\n", PAGE.as_bytes());
    let untold = record("response", "WARC-Record-ID: <c>\r\nContent-Type: application/http\r\n", PAGE.as_bytes());
    let rules = record(
        "resource",
        "WARC-Target-URI: https://nabaa.example/robots.txt\r\nContent-Type: text/plain\r\n",
        b"User-agent: *\n",
    );
    let documents = read(&[text, page, untold, rules].concat(), "c.warc");
    let kinds: Vec<_> =
        documents.iter().flatten().map(|document| (document.key.as_str(), document.input.kind)).collect();
    assert_eq!(kinds, [("a", InputKind::Text), ("b", InputKind::Html), ("c", InputKind::Html)]);
}

#[test]
fn a_feed_in_an_archive_is_cut_into_its_entries() {
    let feed = "<rss><channel><title>نبأ</title><item><guid>n-1</guid><title>السد جاهز</title></item><item><title>ثم سكت</title></item></channel></rss>";
    let documents = read(&response(2, "200 OK\r\nContent-Type: application/rss+xml", feed.as_bytes()), "c.warc");
    let seen: Vec<_> =
        documents.iter().flatten().map(|document| (document.key.as_str(), document.input.record.as_deref())).collect();
    assert_eq!(
        seen,
        [("n-1", Some("urn:uuid:0000-2#1")), ("urn:uuid:0000-2#2", Some("urn:uuid:0000-2#2"))],
        "{documents:?}"
    );
}

#[test]
fn a_cut_file_gives_what_is_whole_and_says_what_is_not() {
    let (plain, starts) = packed(<[u8]>::to_vec);
    let told = outcome(&plain[..plain.len() - 100], "c.warc");
    assert_eq!(told[0], format!("urn:uuid:0000-2 {}", starts[2]));
    assert!(
        told[1]
            .starts_with(&format!("c.warc: record 7 at byte {}: the file ends within the record, after ", starts[6]))
    );
    for (pack, path) in [(gzip as fn(&[u8]) -> Vec<u8>, "c.warc.gz"), (zstd, "c.warc.zst")] {
        let (whole, starts) = packed(pack);
        let documents = read(&whole[..whole.len() - 30], path);
        let [Ok(_), Err(error)] = documents.as_slice() else { panic!("{path}: {documents:?}") };
        assert_eq!((error.record_number(), error.offset()), (Some(7), Some(starts[6] as u64)), "{path}: {error}");
        assert_eq!((error.kind(), error.path()), (ErrorKind::Truncated, path));
    }
}

#[test]
fn every_cut_of_a_file_ends_with_whole_records_and_at_most_one_complaint() {
    for pack in [<[u8]>::to_vec as fn(&[u8]) -> Vec<u8>, gzip, zstd] {
        let (whole, starts) = packed(pack);
        for cut in (5..whole.len()).step_by(97) {
            let documents = read(&whole[..cut], "c.warc");
            let n_whole = starts.iter().skip(1).chain([&whole.len()]).filter(|&&end| end <= cut).count();
            let expected = usize::from(n_whole > 2);
            let n_read = documents.iter().filter(|outcome| outcome.is_ok()).count();
            // The line ends after a block may be cut off: it is whole without them.
            assert!(n_read == expected || n_read == expected + 1, "cut at {cut}: {documents:?}");
            assert!(documents.iter().filter(|outcome| outcome.is_err()).count() <= 1, "cut at {cut}: {documents:?}");
        }
    }
}

#[test]
fn a_damaged_member_is_told_and_the_rest_read() {
    for (pack, path) in [(gzip as fn(&[u8]) -> Vec<u8>, "c.warc.gz"), (zstd, "c.warc.zst")] {
        let (mut whole, starts) = packed(pack);
        for byte in &mut whole[starts[2] + 60..starts[2] + 90] {
            *byte = !*byte;
        }
        let documents = read(&whole, path);
        let keys: Vec<_> = documents.iter().flatten().map(|document| document.key.as_str()).collect();
        assert_eq!(keys, ["urn:uuid:0000-6"], "{path}: {documents:?}");
        let error = documents.iter().find_map(|outcome| outcome.as_ref().err()).expect("a complaint");
        assert_eq!((error.record_number(), error.offset()), (Some(3), Some(starts[2] as u64)), "{path}: {error}");
    }
}

#[test]
fn a_damaged_header_or_length_is_told_and_the_rest_read() {
    let whole = crawl();
    let damaged = |from: &str, to: &str| {
        let mut records = whole.clone();
        let text = String::from_utf8_lossy(&records[2]).replacen(from, to, 1);
        records[2] = text.into_bytes();
        outcome(&records.concat(), "c.warc")
    };
    let length = format!("Content-Length: {}", PAGE.len() + 44);
    for (from, to, expected) in [
        (length.as_str(), "Content-Length: many", "Content-Length is \"many\"; expected a number of bytes; skipped"),
        (&length, "X: y", "Content-Length is missing; expected a number of bytes; skipped"),
        (&length, "Content-Length: 70", "no record follows its 70 bytes; Content-Length is wrong; skipped"),
        ("WARC-Type: response", "WARC-Type:", "WARC-Type is missing; skipped"),
        ("WARC/1.1", "WARK/1.1", "expected a line WARC/1.0 or WARC/1.1; skipped"),
    ] {
        let told = damaged(from, to);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with("c.warc: record 3 at byte "), "{told:?}");
        assert!(told[0].ends_with(&format!("damaged record: {expected}")), "{told:?}");
        assert!(told[1].starts_with("urn:uuid:0000-6 "), "{told:?}");
    }
}

#[test]
fn in_a_packed_file_a_length_that_is_too_long_costs_one_record() {
    let mut records = crawl();
    let length = format!("Content-Length: {}", PAGE.len() + 44);
    let text = String::from_utf8_lossy(&records[2]).replacen(&length, "Content-Length: 99999", 1);
    records[2] = text.into_bytes();
    let whole: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
    let told = outcome(&whole, "c.warc.gz");
    assert!(told[0].contains("damaged record: it ends after") && told[1].starts_with("urn:uuid:0000-6 "), "{told:?}");
}

#[test]
fn a_page_without_words_is_told_with_its_place() {
    let empty = response(2, "200 OK\r\nContent-Type: text/html", b"<html><body><script>x()</script></body></html>");
    assert_eq!(outcome(&empty, "c.warc"), ["c.warc: record 1 at byte 0: the page has no readable text"]);
}

#[test]
fn a_crawler_that_kept_a_part_is_a_note() {
    let fields = "WARC-Truncated: length\r\nContent-Type: application/http\r\n";
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}");
    let documents = read(&record("response", fields, block.as_bytes()), "c.warc");
    let [Ok(document)] = documents.as_slice() else { panic!("{documents:?}") };
    let notes: Vec<_> = document.notes.iter().map(|note| (note.code, note.message.as_str())).collect();
    assert_eq!(notes, [("page/capture", "the crawler kept a part of the page only: length")]);
    assert_eq!(document.key, "1", "a record without an id is known by its number");
}

/// A ZIP archive of files that are stored, not compressed.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut whole, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let mut check = flate2::Crc::new();
        check.update(bytes);
        let (length, name_length) = ((bytes.len() as u32).to_le_bytes(), (name.len() as u16).to_le_bytes());
        let versions = [20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        let sizes = [&check.sum().to_le_bytes()[..], &length, &length, &name_length, &[0, 0]].concat();
        let start = (whole.len() as u32).to_le_bytes();
        whole.extend([b"PK\x03\x04", &versions[..], &sizes, name.as_bytes(), bytes].concat());
        directory.extend([b"PK\x01\x02\x14\0", &versions[..], &sizes, &[0; 10], &start, name.as_bytes()].concat());
    }
    let n = (files.len() as u16).to_le_bytes();
    let (size, start) = ((directory.len() as u32).to_le_bytes(), (whole.len() as u32).to_le_bytes());
    [whole, directory, [b"PK\x05\x06\0\0\0\0", &n[..], &n, &size, &start, &[0, 0]].concat()].concat()
}

#[test]
fn a_wacz_is_read_file_by_file() {
    let (packed, starts) = packed(gzip);
    let files: [(&str, &[u8]); 3] =
        [("datapackage.json", b"{}"), ("archive/a.warc.gz", &packed), ("archive/b.warc", &crawl().concat())];
    let whole = zip(&files);
    let documents = read(&whole, "c.wacz");
    let seen: Vec<_> = documents
        .iter()
        .flatten()
        .map(|document| (document.input.path.as_str(), document.input.capture.as_ref().expect("a record")))
        .map(|(path, capture)| (path, capture.member.as_deref().unwrap_or_default(), capture.offset))
        .collect();
    assert_eq!(seen.len(), 4, "{documents:?}");
    assert_eq!(seen[1], ("c.wacz", "archive/a.warc.gz", starts[6] as u64));
    assert_eq!(seen[2].1, "archive/b.warc");

    let error = rawi_page::open(&whole[..], &Hints::default()).next().and_then(Result::err).expect("no document");
    assert!(error.message().ends_with("a WACZ is read only from a file by its name"), "{error}");
    let other = read(&zip(&[("word/document.xml", b"<x/>")]), "a.docx");
    assert!(matches!(other.as_slice(), [Err(error)] if error.kind() == ErrorKind::NotText), "{other:?}");
    let cut = read(&whole[..whole.len() - 30], "c.wacz");
    assert!(matches!(cut.as_slice(), [Err(error)] if error.message().starts_with("damaged ZIP archive")), "{cut:?}");
}

#[test]
fn bombs_are_read_to_their_limit() {
    // What a limit holds back is not unpacked: 64 MiB of one letter in a page, in a response, and in what is skipped.
    let fill = "a".repeat(64 << 20);
    let page = format!("<!DOCTYPE html><p>قال الوزير إن السد جاهز.</p><p>{fill}");
    let inner = gzip(page.as_bytes());
    let encoded = response(2, "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip", &inner);
    let plain = response(3, "200 OK\r\nContent-Type: text/html", page.as_bytes());
    let skipped = record("request", "", fill.as_bytes());
    let whole =
        [encoded, plain, skipped, crawl()[2].clone()].iter().flat_map(|record| gzip(record)).collect::<Vec<_>>();
    assert!(whole.len() < 400_000);
    let documents = read(&whole, "c.warc.gz");
    let sizes: Vec<_> = documents.iter().flatten().map(|document| document.text.as_str().len()).collect();
    assert_eq!(sizes.len(), 3, "{sizes:?}");
    assert!(sizes.iter().all(|&size| size < 2 << 20), "{sizes:?}");
    for document in documents.iter().flatten().take(2) {
        assert!(
            document.notes.iter().any(|note| note.message.contains("not read") || note.message.contains("are read"))
        );
    }
}
