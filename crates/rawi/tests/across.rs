//! Relations between articles: every example of `spec/across.md`.
//!
//! How an example is written: at the head of that file.

mod support;

use std::fmt::Write as _;

use rawi::explain::{self, Example};
use rawi::relation::across::{self, Beside, Side};
use rawi::relation::{Outline, pair};
use rawi::{Lexicon, Reader, Reading};
use rawi_page::Document;

/// What the rules find between two articles, as lines of the specification.
fn told(earlier: &(Document, Reading, Outline), later: &(Document, Reading, Outline), days: u32) -> Vec<String> {
    let beside = Beside::of(&later.2.gist, &earlier.2.gist, days);
    let side = |article: &'_ (Document, Reading, Outline), at: usize| {
        let (claim, roles) = (article.2.claims[at].clone(), article.2.roles[at].clone());
        (claim, roles)
    };
    let cue =
        |article: &(Document, Reading, Outline), at: usize| format!("«{}»", &article.0.text[article.1.claims[at].cue]);
    let mut found = Vec::new();
    for a in 0..later.1.claims.len() {
        for b in 0..earlier.1.claims.len() {
            let (one, other) = (side(later, a), side(earlier, b));
            let (one, other) = (Side { claim: &one.0, roles: &one.1 }, Side { claim: &other.0, roles: &other.1 });
            let (from, to) = (cue(later, a), cue(earlier, b));
            let forth = |kind: &str, rule: &str| format!("relation: {kind} rule={rule} from={from} to={to}");
            found.extend(across::repeats(one, other, beside).map(|rule| forth("repeats", rule.0)));
            found.extend(across::denies(one, other, beside).map(|rule| forth("denies", rule.0)));
            found.extend(
                across::denies(other, one, beside)
                    .map(|rule| format!("relation: denies rule={} from={to} to={from}", rule.0)),
            );
            found.extend(across::confirms(one, other, beside).map(|rule| forth("confirms", rule.0)));
            found.extend(across::responds(one, other, beside).map(|rule| forth("responds_to", rule.0)));
            found.extend(across::contradicts(one, other, beside).map(|rule| forth("contradicts", rule.0)));
            if across::updates(one, other, beside).is_some() {
                found.push(forth("updates", pair::UPDATES.0));
            } else if across::conflict(one, other, beside).is_some() {
                found.push(forth("figure_conflict", pair::FIGURE_CONFLICT.0));
            }
        }
    }
    found
}

fn days(example: &Example) -> u32 {
    let days = example.expected.iter().find_map(|line| line.strip_prefix("days:"));
    days.and_then(|days| days.trim().parse().ok()).unwrap_or_default()
}

#[test]
fn every_example_of_the_specification_holds() {
    let lexicon = Lexicon::builtin();
    let mut reader = Reader::new(&lexicon);
    let mut failures = String::new();
    let mut examples = 0;
    for rule in explain::rules().iter().filter(|rule| rule.file == "spec/across.md") {
        for example in explain::rule(rule.id).expect("a listed rule").examples {
            examples += 1;
            let (first, second) = example.text.split_once("\n***\n").expect("two articles with *** between them");
            let mut article = |text: &str| {
                let document = support::paragraphs(text);
                let (reading, outline) = reader.outlined(&document);
                (document, reading, outline)
            };
            let (earlier, later) = (article(first), article(second));
            let wanted: Vec<&str> =
                example.expected.iter().filter(|line| line.starts_with("relation:")).copied().collect();
            let found = told(&earlier, &later, days(&example));
            if wanted != found {
                let _ = writeln!(
                    failures,
                    "{}:{} ({}) wanted {wanted:?} found {found:?}",
                    rule.file, example.line, rule.id
                );
                let beside = Beside::of(&later.2.gist, &earlier.2.gist, 0);
                for (at, claim) in
                    [&later, &earlier].iter().flat_map(|a| a.1.claims.iter().enumerate().map(move |c| (*a, c)))
                {
                    let own = &at.2.claims[claim.0];
                    let _ = writeln!(
                        failures,
                        "  {beside:?} «{}» {:?} act {:?} changed {} negated {} {} stems {:?}",
                        &at.0.text[claim.1.content[0]],
                        claim.1.who,
                        claim.1.act,
                        own.changed,
                        own.negated,
                        own.stems.len(),
                        at.2.roles[claim.0],
                    );
                }
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
    assert!(examples >= 25, "only {examples} examples");
}
