//! Rules explained.

use crate::stage::{ARTICLE, Stage};

#[test]
fn the_rule_of_a_record_is_explained_with_examples() {
    let stage = Stage::new("explain-record").file("a.txt", ARTICLE);
    let record = stage.run(&["read", "a.txt"]).records().remove(0);
    let rule = record["claims"][0]["rule"].as_str().expect("a rule");
    let seen = stage.run(&["explain", rule, "--format", "table"]);
    assert_eq!((seen.code, seen.stderr.as_str()), (Some(0), ""));
    assert!(seen.stdout.starts_with(rule), "{}", seen.stdout);
    let explained = stage.run(&["explain", rule]).records().remove(0);
    assert_eq!(explained["rule"], rule);
    assert!(explained["examples"].as_array().is_some_and(|examples| examples.len() >= 5), "{explained}");
}

#[test]
fn all_rules_are_listed_in_both_formats() {
    let stage = Stage::new("explain-list");
    let rules = stage.run(&["explain"]).records();
    assert!(rules.len() >= 10, "{rules:?}");
    let table = stage.run(&["explain", "--format", "table"]);
    assert_eq!(table.code, Some(0));
    for (rule, line) in rules.iter().zip(table.stdout.lines()) {
        assert!(line.starts_with(rule["rule"].as_str().expect("an id")), "{line}");
    }
}

#[test]
fn err_unknown_rule() {
    let stage = Stage::new("explain-unknown");
    let seen = stage.run(&["explain", "verb-ina"]);
    assert_eq!(
        (seen.code, seen.stderr.as_str()),
        (Some(2), "rawi: rule \"verb-ina\" is not known; did you mean \"verb-inna\"?\n")
    );
    let seen = stage.run(&["explain", "weather"]);
    assert_eq!(seen.stderr, "rawi: rule \"weather\" is not known; expected one that `rawi explain` lists\n");
}
