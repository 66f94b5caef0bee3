//! Relations and headline notes: every example of `spec/relation.md` and `spec/headline.md`.
//!
//! How an example is written and compared: `spec/README.md`.

mod support;

use std::fmt::Write as _;

use proptest::prelude::*;
use rawi::explain::{self, Example};
use rawi::{Lexicon, Reading};
use rawi_page::{Block, BlockKind, Document};

/// The options of an example's article.
fn option(example: &Example, name: &str) -> Option<&'static str> {
    example.expected.iter().find_map(|line| line.strip_prefix(name)).map(str::trim)
}

/// The lines of an example, its headline above them.
fn document(example: &Example) -> Document {
    let headline = option(example, "headline:");
    let lines: Vec<&str> = headline.into_iter().chain(example.text.lines()).collect();
    let mut document = support::paragraphs(&lines.join("\n"));
    if headline.is_some() {
        let span = document.blocks[0].span;
        document.blocks[0] = Block::new(BlockKind::Headline, span);
        document.title = Some(span);
    }
    document
}

/// Relations and headline notes as lines of the specification.
fn told(document: &Document, reading: &Reading) -> Vec<String> {
    let words = |span| &document.text[span];
    let relations = reading.relations.iter().map(|relation| {
        let cue = |at: usize| format!("«{}»", words(reading.claims[at].cue));
        format!(
            "relation: rule={} from={} to={} evidence=«{}»|«{}»",
            relation.rule.0,
            cue(relation.from),
            relation.to.map_or_else(|| "-".to_owned(), cue),
            words(relation.evidence.0),
            words(relation.evidence.1),
        )
    });
    let notes = reading
        .notes
        .iter()
        .filter(|note| note.code.starts_with("headline/"))
        .map(|note| format!("note: {} = {}", note.code, note.message));
    relations.chain(notes).collect()
}

#[test]
fn every_example_of_the_specification_holds() {
    let lexicon = Lexicon::builtin();
    let mut failures = String::new();
    for rule in explain::rules().iter().filter(|rule| ["spec/relation.md", "spec/headline.md"].contains(&rule.file)) {
        for example in explain::rule(rule.id).expect("a listed rule").examples {
            let wanted: Vec<&str> = example
                .expected
                .iter()
                .filter(|line| line.starts_with("relation:") || line.starts_with("note:"))
                .copied()
                .collect();
            let document = document(&example);
            let reading = rawi::read(&document, &lexicon);
            let found = told(&document, &reading);
            let same = |wanted: &&str, found: &String| found.starts_with(*wanted);
            if wanted.len() != found.len() || !wanted.iter().zip(&found).all(|(w, f)| same(w, f)) {
                let _ = writeln!(failures, "{}:{} ({})\n{}", rule.file, example.line, rule.id, document.text.as_str());
                for line in &wanted {
                    let _ = writeln!(failures, "  wanted {line}");
                }
                for line in &found {
                    let _ = writeln!(failures, "  found  {line}");
                }
                for claim in &reading.claims {
                    let content: Vec<&str> = claim.content.iter().map(|&s| &document.text[s]).collect();
                    let _ = writeln!(
                        failures,
                        "    claim «{}» {} {} who {:?} {} content {content:?}",
                        &document.text[claim.cue],
                        claim.act.name(),
                        claim.polarity.name(),
                        claim.who,
                        claim.form.name()
                    );
                }
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn a_title_repeated_in_the_body_makes_no_relation_twice() {
    let body = "وزير الري ينفي إغلاق السد\nوزير الري ينفي إغلاق السد\n\
        نفى وزير الري سالم المرعي إغلاق السد أمام الزوار.\n";
    let mut document = support::paragraphs(body);
    document.blocks[0].kind = BlockKind::Headline;
    document.blocks[1].repeats = Some(0);
    let reading = rawi::read(&document, &Lexicon::builtin());
    assert_eq!(reading.relations.len(), 1, "{:?}", reading.relations);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Relations point at claims and at words of the text, whatever the text.
    #[test]
    fn relations_stay_inside_the_document(
        words in proptest::collection::vec(
            proptest::sample::select(&["نفى", "الوزير", "ذلك", "هذه", "الاتهامات", "ردا", "على", "قال", "إن", "سد", "،", ".", "\n", "12", "قتيلا", "أكد", "صحة", "وهو", "ما"][..]),
            0..60,
        )
    ) {
        let document = support::paragraphs(&words.join(" "));
        let reading = rawi::read(&document, &Lexicon::builtin());
        for relation in &reading.relations {
            prop_assert!(relation.from < reading.claims.len());
            prop_assert!(relation.to.is_none_or(|to| to < reading.claims.len() && to != relation.from));
        }
    }
}
