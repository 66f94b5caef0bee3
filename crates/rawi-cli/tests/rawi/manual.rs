//! Manual pages.

use std::fs;
use std::process::Command;

use crate::stage::Stage;

#[test]
fn all_pages_are_listed_and_written() {
    let stage = Stage::new("manual-all");
    let listed = stage.run(&["manual"]).stdout;
    let seen = stage.run(&["manual", "--into", "man"]);
    assert_eq!((seen.code, seen.stdout.as_str(), seen.stderr.as_str()), (Some(0), "", ""));
    for line in listed.lines() {
        let (name, rest) = line.split_once(' ').expect("a name");
        let section = rest.trim_start().chars().nth(1).expect("a section");
        let written = fs::read_to_string(stage.path(&format!("man/man{section}/{name}.{section}"))).expect("a page");
        assert_eq!(written, stage.run(&["manual", name]).stdout, "{name}");
        assert!(written.contains(".TH") && written.contains("NAME"), "{name}");
    }
    assert!(listed.lines().count() > 30, "{listed}");
}

#[test]
fn every_rule_stands_in_the_manual_with_its_examples() {
    let stage = Stage::new("manual-rules");
    let overview = stage.run(&["manual", "rawi-rules"]).stdout;
    for rule in stage.run(&["explain"]).records() {
        let (id, file) = (rule["rule"].as_str().expect("an id"), rule["file"].as_str().expect("a file"));
        let chapter = file.trim_start_matches("spec/").trim_end_matches(".md");
        let page = stage.run(&["manual", &format!("rawi-rules-{chapter}")]).stdout;
        let heading = page.lines().find(|line| line.starts_with(&format!(".SH \"{id} "))).map(str::to_owned);
        assert!(heading.is_some(), "{id}: no heading in {page}");
        // A hyphen is written with a backslash, so that it stays one.
        assert!(overview.contains(&id.replace('-', "\\-")), "{id}: not in the overview");
        let explained = stage.run(&["explain", id]).records().remove(0);
        for example in explained["examples"].as_array().expect("examples") {
            let first =
                example["text"].as_str().and_then(|text| text.split([' ', '-', '\n', '.']).next()).expect("words");
            assert!(page.contains(first), "{id}: {first}");
        }
    }
}

#[test]
fn pages_are_sound_where_groff_is_there_to_say_so() {
    let stage = Stage::new("manual-groff");
    assert_eq!(stage.run(&["manual", "--into", "man"]).code, Some(0));
    let Ok(version) = Command::new("groff").arg("--version").output() else { return };
    assert!(version.status.success());
    for page in ["man1/rawi-read.1", "man7/rawi-rules.7", "man7/rawi-rules-verb.7"] {
        let path = stage.path(&format!("man/{page}"));
        let checked =
            Command::new("groff").args(["-man", "-ww", "-z", "-k", "-Tutf8"]).arg(path).output().expect("groff");
        assert_eq!(String::from_utf8_lossy(&checked.stderr), "", "{page}");
    }
}

#[test]
fn err_unknown_page() {
    let stage = Stage::new("manual-unknown");
    let seen = stage.run(&["manual", "rawi-weather"]);
    assert_eq!(
        (seen.code, seen.stderr.as_str()),
        (Some(2), "rawi: manual page \"rawi-weather\" is not there; expected one that `rawi manual` lists\n")
    );
}

#[test]
fn err_manual_into_a_file() {
    let stage = Stage::new("manual-file").file("man", "taken");
    let seen = stage.run(&["manual", "--into", "man"]);
    assert_eq!(
        (seen.code, seen.stderr.as_str()),
        (Some(3), "rawi: man/man1/rawi.1: cannot be written: not a directory\n")
    );
}
