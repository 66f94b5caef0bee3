//! Bytes per second and core of each step, on the bundled samples. Nothing is asserted.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a benchmark reads its input from files")]

use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;

use divan::Bencher;
use divan::counter::BytesCount;
use jiff::civil::Weekday;
use rawi::mention::{figure, time};
use rawi::scan::Scan;
use rawi::{Lexicon, Reader};
use rawi_page::{Document, FurnitureLexicon, Hints};
use rawi_text::{Text, Tokens};

fn main() {
    divan::main();
}

/// All bundled text samples and corpus lines; pages are left out, because the time of their HTML parser is not the engine's.
fn documents() -> Vec<Document> {
    let furniture = FurnitureLexicon::new(&rawi_lexicon::Tables::builtin()).unwrap();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let mut paths: Vec<_> = fs::read_dir(samples).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "txt" || end == "jsonl"))
        .flat_map(|path| {
            let hints = Hints { path: path.display().to_string(), ..Hints::default() };
            rawi_page::read(BufReader::new(File::open(path).unwrap()), &hints, &furniture)
                .map(Result::unwrap)
                .collect::<Vec<_>>()
        })
        .collect()
}

fn bytes(documents: &[Document]) -> BytesCount {
    BytesCount::new(documents.iter().map(|d| d.text.len()).sum::<usize>())
}

#[divan::bench]
fn tokens(bencher: Bencher<'_, '_>) {
    let documents = documents();
    bencher
        .counter(bytes(&documents))
        .bench(|| documents.iter().map(|d| Tokens::scan(&Text::new(d.text.as_str())).len()).sum::<usize>());
}

#[divan::bench]
fn scan(bencher: Bencher<'_, '_>) {
    let (documents, lexicon) = (documents(), Lexicon::builtin());
    bencher
        .counter(bytes(&documents))
        .bench(|| documents.iter().map(|d| Scan::new(d, &lexicon).sentences.len()).sum::<usize>());
}

#[divan::bench]
fn times_and_figures(bencher: Bencher<'_, '_>) {
    let (documents, lexicon) = (documents(), Lexicon::builtin());
    let scans: Vec<Scan<'_>> = documents.iter().map(|d| Scan::new(d, &lexicon)).collect();
    bencher.counter(bytes(&documents)).bench(|| {
        scans
            .iter()
            .map(|scan| {
                let published = time::published(scan, &mut Vec::new());
                let times = time::times(scan, published.map(|p| p.day), Weekday::Monday, &mut Vec::new());
                figure::figures(scan, &times).len()
            })
            .sum::<usize>()
    });
}

/// What `rawi dates` and `rawi figures` do with an article, the scan included.
#[divan::bench]
fn read_times_and_figures(bencher: Bencher<'_, '_>) {
    let (documents, lexicon) = (documents(), Lexicon::builtin());
    let mut reader = Reader::new(&lexicon);
    bencher
        .counter(bytes(&documents))
        .bench_local(|| documents.iter().map(|d| reader.times_and_figures(d).mentions.len()).sum::<usize>());
}

#[divan::bench]
fn read(bencher: Bencher<'_, '_>) {
    let (documents, lexicon) = (documents(), Lexicon::builtin());
    let mut reader = Reader::new(&lexicon);
    bencher
        .counter(bytes(&documents))
        .bench_local(|| documents.iter().map(|d| reader.read(d).claims.len()).sum::<usize>());
}

#[divan::bench]
fn load_lexicon(bencher: Bencher<'_, '_>) {
    bencher.bench(Lexicon::builtin);
}
