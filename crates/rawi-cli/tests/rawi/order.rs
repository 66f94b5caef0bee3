//! The same bytes in the same order, whatever the machine does.

use std::io::Write;

use crate::stage::{ARTICLE, Stage, argument, corpus_line, samples};

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let stage = Stage::new("threads");
    let samples = samples();
    let run = |threads| stage.run(&["read", "--format", "jsonl", "--threads", threads, argument(&samples)]);
    let one = run("1");
    assert_eq!(one.code, Some(0), "{}", one.stderr);
    assert!(one.records().len() >= 14);
    assert_eq!(one, run("4"));
    assert_eq!(one, run("13"));
}

#[test]
fn documents_and_complaints_keep_input_order() {
    // Long and short articles in turn, so that readers overtake each other.
    let mut corpus = String::new();
    for n in 0..200 {
        if n % 50 == 25 {
            corpus.push_str("{}\n");
        }
        corpus.push_str(&corpus_line(n, &ARTICLE.repeat(if n % 7 == 0 { 60 } else { 1 })));
    }
    let seen = Stage::new("input-order").file("c.jsonl", corpus).run(&["read", "--threads", "4", "c.jsonl"]);
    let expected: Vec<String> = (0..200).map(|n| n.to_string()).collect();
    assert_eq!((seen.keys(), seen.code), (expected, Some(1)));
    let places: Vec<&str> = seen.stderr.lines().filter_map(|line| line.split(": ").nth(1)).collect();
    assert_eq!(places, ["c.jsonl:26", "c.jsonl:77", "c.jsonl:128", "c.jsonl:179"]);
}

#[test]
fn a_directory_is_read_in_the_byte_order_of_paths() {
    let mut stage = Stage::new("directory-order");
    for name in ["b.txt", "a/z.txt", "a.txt", "a/c/d.html", "a-b.txt", "README.md", ".hidden/x.txt"] {
        stage = stage.file(&format!("in/{name}"), ARTICLE);
    }
    let seen = stage.run(&["read", "in"]);
    assert_eq!(seen.keys(), ["in/a-b.txt", "in/a.txt", "in/a/c/d.html", "in/a/z.txt", "in/b.txt"]);
    assert_eq!(seen.code, Some(0), "{}", seen.stderr);
}

#[test]
fn paths_are_read_in_the_order_given() {
    let stage = Stage::new("given-order").file("b.txt", ARTICLE).file("a.txt", ARTICLE);
    assert_eq!(stage.run(&["read", "b.txt", "a.txt", "b.txt"]).keys(), ["b.txt", "a.txt", "b.txt"]);
}

#[test]
fn a_limit_stops_the_run() {
    let corpus: String = (0..50).map(|n| corpus_line(n, ARTICLE)).collect();
    let stage = Stage::new("limit").file("c.jsonl", corpus + "not json\n");
    let seen = stage.run(&["read", "--limit", "3", "c.jsonl"]);
    assert_eq!((seen.keys().len(), seen.code, seen.stderr.as_str()), (3, Some(0), ""));
}

#[test]
fn standard_input_is_read_as_any_file() {
    let stage = Stage::new("standard-input");
    let seen = stage.run_on(&["read", "-"], ARTICLE.as_bytes());
    assert_eq!((seen.keys(), seen.code), (vec!["-".to_owned()], Some(0)));
    let corpus = [corpus_line("a", ARTICLE), corpus_line("b", ARTICLE)].concat();
    assert_eq!(stage.run_on(&["read", "-"], corpus.as_bytes()).keys(), ["a", "b"]);
}

#[test]
fn a_compressed_corpus_reads_as_the_plain_one() {
    let corpus: String = (0..20).map(|n| corpus_line(n, ARTICLE)).collect();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(corpus.as_bytes()).expect("memory can be written");
    let packed = packed.finish().expect("memory can be written");
    let stage = Stage::new("compressed").file("c.jsonl", corpus).file("c.jsonl.gz", packed);
    let plain = stage.run(&["read", "c.jsonl"]).stdout;
    assert_eq!(stage.run(&["read", "c.jsonl.gz"]).stdout.replace("c.jsonl.gz", "c.jsonl"), plain);
    assert_eq!(plain.lines().count(), 20);
}
