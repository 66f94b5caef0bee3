//! Tables for people.

use crate::stage::{ARTICLE, Stage, argument, samples};

/// A table with its invisible isolates made visible, so that a snapshot can be read and reviewed: ⟨ ⟩ for first-strong,
/// ⟪ for right-to-left. The last line has the speed, which is another one each time.
pub(crate) fn visible(table: &str) -> String {
    let table = table.replace('\u{2068}', "⟨").replace('\u{2069}', "⟩").replace('\u{2067}', "⟪");
    let (rest, summary) = table.trim_end().rsplit_once('\n').expect("a summary line");
    let counts = summary.rsplit_once(" · ").expect("a speed").0;
    format!("{rest}\n{counts} · SPEED")
}

/// Every line closes the isolates it opens, and no Arabic stands outside one.
#[track_caller]
pub(crate) fn assert_isolated(table: &str) {
    for line in table.lines() {
        let mut depth = 0;
        for c in line.chars() {
            match c {
                '\u{2067}' | '\u{2068}' => depth += 1,
                '\u{2069}' => depth -= 1,
                c => assert!(depth > 0 || !('\u{620}'..='\u{64A}').contains(&c), "Arabic outside an isolate: {line}"),
            }
            assert!(depth >= 0, "{line}");
        }
        assert_eq!(depth, 0, "{line}");
    }
}

#[track_caller]
fn sample(name: &str, test: &str, options: &[&str]) -> String {
    let folder = samples();
    let path = folder.join(name);
    let seen = Stage::new(test).run(&[&["read", "--format", "table", argument(&path)], options].concat());
    assert_eq!((seen.code, seen.stderr.as_str()), (Some(0), ""));
    // The path is another one on each machine.
    visible(&seen.stdout.replace(argument(&path), name))
}

#[test]
fn a_denial_in_arabic_labels() {
    insta::assert_snapshot!(sample("04-port-fire-denial.txt", "table-denial", &[]));
}

#[test]
fn a_court_session_in_english_labels() {
    insta::assert_snapshot!(sample("13-court-session.txt", "table-court", &["--lang", "en"]));
}

#[test]
fn isolates_are_balanced_on_every_line() {
    let seen = Stage::new("table-isolates").run(&["read", "--format", "table", argument(&samples())]);
    assert_eq!(seen.code, Some(0));
    assert_isolated(&seen.stdout);
}

#[test]
fn colors_come_only_when_asked_for() {
    let stage = Stage::new("table-colors").file("a.txt", ARTICLE);
    let plain = stage.run(&["read", "--format", "table", "a.txt"]).stdout;
    assert!(!plain.contains('\u{1B}'));
    let colored = stage.run(&["read", "--format", "table", "--color", "always", "a.txt"]).stdout;
    assert!(colored.contains("\u{1B}["));
    assert_eq!(stage.run(&["read", "--color", "always", "a.txt"]).stdout, stage.run(&["read", "a.txt"]).stdout);
}

#[test]
fn escapes_in_an_article_do_not_reach_the_terminal() {
    let hostile = "السد \u{1B}[31m جاهز\nقال الوزير \u{1B}]0;x\u{7} سالم إن السد \u{202E} جاهز.\n";
    let seen = Stage::new("table-hostile").file("a.txt", hostile).run(&["read", "--format", "table", "a.txt"]);
    assert!(!seen.stdout.contains(['\u{1B}', '\u{7}', '\u{202E}']), "{:?}", seen.stdout);
}
