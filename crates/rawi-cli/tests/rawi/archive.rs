//! Web archives and feeds as a user meets them.

use std::io::Write;

use crate::stage::{ARTICLE, Stage, argument, samples};

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(samples().join(name)).expect("the sample is there")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory can be written");
    encoder.finish().expect("memory can be written")
}

/// The sample archive, each record a gzip member.
fn packed() -> Vec<u8> {
    let whole = sample("17-night-cuts.warc");
    let starts: Vec<usize> =
        (0..whole.len()).filter(|&at| whole[at..].starts_with(b"WARC/1.1\r\n")).chain([whole.len()]).collect();
    starts.windows(2).flat_map(|pair| gzip(&whole[pair[0]..pair[1]])).collect()
}

const FIRST: &str = "urn:uuid:00000000-0000-4000-8000-000000000003";
const SECOND: &str = "urn:uuid:00000000-0000-4000-8000-000000000005";

#[test]
fn the_sample_archive_gives_its_two_pages() {
    let stage = Stage::new("sample-archive").file("a.warc", sample("17-night-cuts.warc"));
    let seen = stage.run(&["read", "--format", "jsonl", "a.warc"]);
    assert_eq!((seen.code, seen.stderr.as_str()), (Some(0), ""));
    assert_eq!(seen.keys(), [FIRST, SECOND]);
    let record = &seen.records()[0];
    let expected = serde_json::json!({
        "path": "a.warc", "kind": "html", "charset": "utf-8", "record": FIRST,
        "capture": {"date": "2026-02-11T10:01:00Z", "digest": "sha1:PVNKVFMTO75SBWGZYBFADS5VRXJTYPLQ", "offset": 577},
    });
    assert_eq!(record["document"]["input"], expected);
    assert_eq!(record["document"]["url"], "https://qandil.example/niras/night-cuts");
    assert_eq!(record["document"]["published"]["value"], "2026-02-10T21:40:00+03:00");
    let denial = record["claims"].as_array().expect("claims").iter().any(|claim| claim["polarity"] == "denied");
    assert!(denial, "the ministry denies: {}", record["claims"]);
}

#[test]
fn packed_and_plain_and_standard_input_read_alike() {
    let stage = Stage::new("packed-archive").file("a.warc", sample("17-night-cuts.warc")).file("a.warc.gz", packed());
    let texts = |seen: crate::stage::Seen| -> Vec<String> {
        assert_eq!(seen.code, Some(0), "{}", seen.stderr);
        seen.records().iter().map(|record| record["document"]["text"].to_string()).collect()
    };
    let plain = texts(stage.run(&["read", "a.warc"]));
    assert_eq!(texts(stage.run(&["read", "a.warc.gz"])), plain);
    assert_eq!(texts(stage.run_on(&["read", "-"], &packed())), plain);
    assert_eq!(plain.len(), 2);
}

#[test]
fn the_summary_counts_what_was_no_page() {
    let stage = Stage::new("archive-summary").file("a.warc", sample("17-night-cuts.warc"));
    let seen = stage.run(&["read", "--format", "table", "--lang", "en", "a.warc"]);
    let last = seen.stdout.lines().last().expect("a summary");
    assert!(last.contains("\u{2068}other records\u{2069}: 4"), "{last}");
}

#[test]
fn a_cut_archive_gives_what_is_whole_and_exit_code_1() {
    let packed = packed();
    let stage = Stage::new("cut-archive").file("a.warc.gz", &packed[..packed.len() - 700]).file("b.txt", ARTICLE);
    let seen = stage.run(&["read", "a.warc.gz", "b.txt"]);
    assert_eq!((seen.keys(), seen.code), (vec![FIRST.to_owned(), "b.txt".to_owned()], Some(1)));
    let start = "rawi: a.warc.gz: record 5 at byte ";
    assert!(seen.stderr.starts_with(start) && seen.stderr.ends_with(": the file ends within the record\n"), "{seen:?}");
}

#[test]
fn a_folder_with_archives_and_feeds_is_read_in_order() {
    let stage = Stage::new("archive-folder")
        .file("in/a.warc.gz", packed())
        .file("in/b.xml", sample("18-night-cuts-feed.xml"))
        .file("in/c.txt", ARTICLE)
        .file("in/package.json", "{}");
    let seen = stage.run(&["read", "--threads", "4", "in"]);
    assert_eq!((seen.code, seen.stderr.as_str()), (Some(0), ""));
    assert_eq!(seen.keys(), [FIRST, SECOND, "diffa-1204", "https://diffa-nile.example/niras/1198", "in/c.txt"]);
}

#[test]
fn the_sample_feed_keeps_the_local_day() {
    let path = samples().join("18-night-cuts-feed.xml");
    let seen = Stage::new("sample-feed").run(&["read", argument(&path)]);
    assert_eq!((seen.code, seen.stderr.as_str()), (Some(0), ""));
    let records = seen.records();
    let published: Vec<_> = records.iter().map(|record| &record["document"]["published"]).collect();
    let (first, second) = (
        serde_json::json!({"value": "2026-02-12T00:20:00+02:00", "basis": "metadata"}),
        serde_json::json!({"value": "2026-02-11", "basis": "dateline"}),
    );
    assert_eq!(published, [&first, &second]);
    let text = records[0]["document"]["text"].as_str().expect("text");
    let furniture = records[0]["document"]["blocks"].as_array().expect("blocks").last().expect("a block");
    assert_eq!((furniture["kind"].as_str(), text.contains("الوقود & النقل")), (Some("furniture"), true));
}

#[test]
fn err_sitemap_without_headlines_and_other_xml() {
    let stage = Stage::new("bare-sitemap")
        .file("s.xml", "<urlset><url><loc>https://n.example/</loc></url></urlset>")
        .file("c.xml", "<?xml version=\"1.0\"?><config/>");
    let seen = stage.run(&["read", "s.xml", "c.xml"]);
    assert_eq!(seen.code, Some(1));
    insta::assert_snapshot!(seen.stderr, @r"
    rawi: s.xml: a sitemap of 1 addresses without headlines; nothing to read
    rawi: c.xml: XML, but neither a feed nor a sitemap nor a page; nothing to read
    ");
}

#[test]
fn err_wacz_from_standard_input() {
    let seen = Stage::new("piped-wacz").run_on(&["read", "-"], b"PK\x03\x04\x14\0\0\0");
    assert_eq!(seen.code, Some(1));
    insta::assert_snapshot!(seen.stderr, @"rawi: -: not text: looks like a ZIP archive or office document; a WACZ is read only from a file by its name");
}
