//! Names: every example of `spec/name.md`, and whom claims mean.

mod support;

use std::fmt::Write as _;

use rawi::Lexicon;
use rawi::explain;
use rawi::reading::{MentionKind, Reading};
use rawi_page::Document;

const KINDS: [&str; 4] = ["person", "organization", "outlet", "place"];

/// Mentions as lines of the specification.
fn told(document: &Document, reading: &Reading) -> Vec<String> {
    let line = |mention: &rawi::reading::Mention| {
        let (kind, entity) = match &mention.kind {
            MentionKind::Person { entity, .. } => ("person", *entity),
            MentionKind::Organization { entity, .. } => ("organization", *entity),
            MentionKind::Outlet { entity, .. } => ("outlet", *entity),
            MentionKind::Place { entity, .. } => ("place", *entity),
            MentionKind::Time(_) | MentionKind::Figure(_) => return None,
        };
        let entity = &reading.entities[entity];
        let country = entity.country.as_ref().map_or(String::new(), |code| format!("{code} "));
        let former = if entity.former { "former " } else { "" };
        Some(format!("{kind}: «{}» = {former}{country}{}", &document.text[mention.span], entity.name))
    };
    reading.mentions.iter().filter_map(line).collect()
}

#[test]
fn every_example_of_the_specification_holds() {
    let lexicon = Lexicon::builtin();
    let mut failures = String::new();
    for rule in explain::rules().iter().filter(|rule| rule.file == "spec/name.md") {
        for example in explain::rule(rule.id).expect("a listed rule").examples {
            let document = support::paragraphs(&example.text);
            let found = told(&document, &rawi::read(&document, &lexicon));
            let asked = |kind: &&&str| {
                example
                    .expected
                    .iter()
                    .any(|line| line.starts_with(&format!("{kind}:")) || *line == format!("no {kind}"))
            };
            for kind in KINDS.iter().filter(asked) {
                let of_kind = |line: &&str| line.starts_with(&format!("{kind}:"));
                let wanted: Vec<&str> = example.expected.iter().copied().filter(|line| of_kind(line)).collect();
                let found: Vec<&str> = found.iter().map(String::as_str).filter(|line| of_kind(line)).collect();
                if wanted != found {
                    let _ = writeln!(failures, "{}:{}\n{}", rule.file, example.line, example.text);
                    let _ = writeln!(failures, "  wanted {wanted:?}\n  found  {found:?}");
                }
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

/// The entity that the first claim means.
fn speaker(body: &str) -> Option<String> {
    let reading = rawi::read(&support::paragraphs(body), &Lexicon::builtin());
    let entity = reading.claims.first().expect("a claim").entity?;
    Some(reading.entities[entity].name.clone())
}

#[test]
fn claims_mean_people_bodies_and_countries() {
    for (body, entity) in [
        ("قال وزير النقل كامل الزعبي إن الجسر آمن.", Some("كامل الزعبي")),
        ("وقالت وزارة الدفاع الروسية إن السفن عادت.", Some("وزارة الدفاع الروسية")),
        ("وقالت دمشق إن الطريق مفتوح.", Some("دمشق")),
        ("وقال مصدر في وزارة الدفاع الروسية إن السفن عادت.", None),
        ("وقال مصدر مطلع إن السفن عادت.", None),
    ] {
        assert_eq!(speaker(body).as_deref(), entity, "{body}");
    }
}
