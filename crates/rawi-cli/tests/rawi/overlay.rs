//! A user's own word tables.

use crate::stage::{ARTICLE, Stage};

#[test]
fn a_users_verb_makes_a_claim() {
    let article = "السد جاهز\nغمغز الوزير سالم المرعي أن السد جاهز للتشغيل.\n";
    let row = "state\tasserted\tinna\tغمغز\tيغمغز\tمغمغز\tغمغزة\n";
    let stage = Stage::new("overlay-verb").file("a.txt", article).file("mine/cue/verb.tsv", row);
    let lemmas = |seen: crate::stage::Seen| -> Vec<String> {
        let record = seen.records().remove(0);
        let claims = record["claims"].as_array().expect("claims").clone();
        claims.iter().map(|claim| claim["lemma"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert!(!lemmas(stage.run(&["read", "a.txt"])).contains(&"غمغز".to_owned()));
    assert!(lemmas(stage.run(&["read", "--lexicon", "mine", "a.txt"])).contains(&"غمغز".to_owned()));
}

/// Reads with a folder of tables and gives the complaint that ends the run.
#[track_caller]
fn failure(stage: Stage, folder: &str) -> String {
    let seen = stage.file("a.txt", ARTICLE).run(&["read", "--lexicon", folder, "a.txt"]);
    assert_eq!((seen.code, seen.stdout.as_str()), (Some(3), ""));
    seen.stderr
}

#[test]
fn err_unknown_value_in_a_table() {
    let row = "# mine\nstat\tasserted\tinna\tغمغز\tيغمغز\tمغمغز\tغمغزة\n";
    let stage = Stage::new("overlay-value").file("mine/cue/verb.tsv", row);
    insta::assert_snapshot!(failure(stage, "mine"), @r#"rawi: mine/cue/verb.tsv:2: act "stat" is not known; expected one of state, announce, confirm, reveal, admit, deny, reject, doubt, allege, accuse, condemn, welcome, warn, threaten, demand, promise, expect, believe, appraise, ask, explain, retract, no_comment; did you mean "state"?"#);
}

#[test]
fn err_wrong_columns_in_a_table() {
    let stage = Stage::new("overlay-columns").file("mine/cue/verb.tsv", "state\tغمغز\n");
    insta::assert_snapshot!(failure(stage, "mine"), @"rawi: mine/cue/verb.tsv:1: 2 columns; expected 7: act, polarity, frames, past, present, participle, masdar");
}

#[test]
fn err_table_of_unknown_name() {
    let stage = Stage::new("overlay-name").file("mine/cue/verbs.tsv", "state\tغمغز\n");
    let complaint = failure(stage, "mine");
    assert!(complaint.starts_with("rawi: mine/cue/verbs.tsv: table \"cue/verbs\" is not known"), "{complaint}");
    assert!(complaint.ends_with("did you mean \"cue/verb\"?\n"), "{complaint}");
}

#[test]
fn err_table_that_is_not_utf_8() {
    let stage = Stage::new("overlay-utf-8").file("mine/cue/verb.tsv", b"# mine\nstate\t\xC7\n");
    insta::assert_snapshot!(failure(stage, "mine"), @"rawi: mine/cue/verb.tsv:2: not UTF-8; expected a UTF-8 table");
}

#[test]
fn err_folder_of_tables_that_is_a_file() {
    insta::assert_snapshot!(failure(Stage::new("overlay-file"), "a.txt"), @"rawi: a.txt: cannot be read: not a directory; expected a folder of tables such as cue/verb.tsv");
}

#[test]
fn err_folder_of_tables_without_a_table() {
    let stage = Stage::new("overlay-empty").file("mine/cue/verb.txt", "");
    insta::assert_snapshot!(failure(stage, "mine"), @"rawi: mine: no table in it; expected a folder of tables such as cue/verb.tsv");
}
