//! The article that the project started from, read as plain text with its page furniture in it. It lies beside the checkout and not in
//! it; without it these tests say so and pass.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test reads its input from files and fails by panicking"
)]

use std::fs;
use std::path::Path;

use rawi::reading::{Basis, Claim, Polarity};
use rawi::{Lexicon, Reading, read};
use rawi_page::{Document, FurnitureLexicon, Hints};

struct Seed {
    document: Document,
    reading: Reading,
}

fn seed() -> Option<Seed> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let text = fs::read_dir(shared.join("seed"))
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|end| end == "txt"));
    let Some(path) = text else {
        eprintln!("the seed is not beside the checkout: nothing is tested");
        return None;
    };
    let furniture = FurnitureLexicon::new(&rawi_lexicon::Tables::builtin()).unwrap();
    let hints = Hints { path: "seed.txt".to_owned(), ..Hints::default() };
    let bytes = fs::read(path).unwrap();
    let document = rawi_page::read(&bytes[..], &hints, &furniture).next().unwrap().unwrap();
    let reading = read(&document, &Lexicon::builtin());
    Some(Seed { document, reading })
}

/// The words of a text, folded, without punctuation and without a leading و: what spans are compared by.
fn words(text: &str) -> Vec<String> {
    rawi_text::fold(text)
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).trim_start_matches('و').to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

impl Seed {
    fn slice(&self, claim: &Claim) -> Vec<String> {
        claim.content.iter().flat_map(|&span| words(&self.document.text[span])).collect()
    }
}

#[test]
fn the_publication_day_is_reasoned_from_weekday_and_years_in_the_text() {
    let Some(seed) = seed() else { return };
    let published = seed.reading.published.as_ref().unwrap();
    assert_eq!((published.day.to_string().as_str(), published.basis), ("2025-02-17", Basis::Text));
    assert_eq!(seed.document.outlet.as_deref().map(words).map(|w| w.len()), Some(2));
}

#[test]
fn the_misprinted_cue_is_read_with_a_note() {
    let Some(seed) = seed() else { return };
    let note = seed.reading.notes.iter().find(|note| note.code == "cue/misprint").unwrap();
    let span = note.span.unwrap();
    assert!(seed.reading.claims.iter().any(|claim| span.overlaps(claim.cue)));
}

#[test]
fn no_furniture_is_inside_a_claim() {
    let Some(seed) = seed() else { return };
    for block in seed.document.blocks.iter().filter(|block| block.kind == rawi_page::BlockKind::Furniture) {
        for claim in &seed.reading.claims {
            assert!(!claim.content.iter().chain(&claim.source).any(|span| span.overlaps(block.span)));
        }
    }
}

#[test]
fn the_required_claims_have_the_right_source_and_content() {
    let Some(seed) = seed() else { return };
    let gold =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/gold/seed.jsonl")).unwrap();
    let gold: serde_json::Value = serde_json::from_str(gold.lines().next().unwrap()).unwrap();
    let text: Vec<char> = gold["text"].as_str().unwrap().chars().collect();
    let cut = |span: &serde_json::Value| -> String {
        let at = |n: usize| usize::try_from(span[n].as_u64().unwrap()).unwrap();
        text[at(0)..at(1)].iter().collect()
    };
    let required = gold["claims"].as_array().unwrap().iter().filter(|claim| claim["optional"] != true);
    let mut right = 0;
    let mut missed = Vec::new();
    for claim in required {
        let content: Vec<String> =
            claim["content"].as_array().unwrap().iter().flat_map(|span| words(&cut(span))).collect();
        let source = claim["source"].as_array().map(|_| words(&cut(&claim["source"])));
        let found = seed.reading.claims.iter().any(|read| {
            seed.slice(read) == content && read.source.map(|span| words(&seed.document.text[span])) == source
        });
        right += usize::from(found);
        if !found {
            missed.push(cut(&claim["cue"]));
        }
    }
    assert!(right >= 18, "{right} of 18 right; missed {missed:?}");
}

#[test]
fn both_denials_are_marked() {
    let Some(seed) = seed() else { return };
    assert!(seed.reading.claims.iter().filter(|claim| claim.polarity == Polarity::Denied).count() >= 3);
}
