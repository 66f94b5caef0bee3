//! What the command says when it is not understood.

use crate::stage::{ARTICLE, Stage};

#[track_caller]
fn refusal(test: &str, arguments: &[&str]) -> String {
    let seen = Stage::new(test).file("a.txt", ARTICLE).run(arguments);
    assert_eq!((seen.code, seen.stdout.as_str()), (Some(2), ""));
    seen.stderr
}

#[test]
fn err_date_that_is_none() {
    insta::assert_snapshot!(refusal("usage-date", &["read", "--published", "17/02/2025", "a.txt"]), @r"
    error: invalid value '17/02/2025' for '--published <DATE>': expected an ISO 8601 date such as 2025-02-17, or a date-time such as 2025-02-17T09:30:00+03:00

    For more information, try '--help'.
    ");
}

#[test]
fn err_no_paths() {
    assert!(refusal("usage-paths", &["read"]).contains("<PATHS>..."));
}

#[test]
fn err_unknown_format() {
    let said = refusal("usage-format", &["read", "--format", "xml", "a.txt"]);
    assert!(said.contains("[possible values: table, jsonl]"), "{said}");
}

#[test]
fn err_unknown_verb() {
    assert!(refusal("usage-verb", &["reed", "a.txt"]).contains("'read'"));
}

#[test]
fn err_no_threads() {
    assert!(refusal("usage-threads", &["read", "--threads", "0", "a.txt"]).contains("1..=1024"));
}

#[test]
fn dates_and_date_times_are_understood() {
    let stage = Stage::new("usage-dates").file("a.txt", ARTICLE);
    for date in ["2025-02-17", "2018-02-26T14:22:37+04:00", "2025-02-17T09:30:00Z"] {
        let seen = stage.run(&["read", "--published", date, "a.txt"]);
        assert_eq!((seen.code, &seen.records()[0]["document"]["published"]["value"]), (Some(0), &date.into()));
    }
    for none in ["2025-02-30", "2025", "20250217", "today", ""] {
        assert_eq!(stage.run(&["read", "--published", none, "a.txt"]).code, Some(2), "{none}");
    }
}

#[test]
fn help_names_the_exit_codes() {
    let seen = Stage::new("usage-help").run(&["read", "--help"]);
    assert_eq!(seen.code, Some(0));
    assert!(seen.stdout.contains("0 fine, 1 some input was bad"), "{}", seen.stdout);
}
