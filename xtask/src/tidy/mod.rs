//! `cargo xtask tidy`: house rules that neither the compiler nor clippy knows, each held by a test.

mod dependencies;
mod lexicon;
mod links;
mod marks;
mod rust;

use crate::repository::{TextFile, text_files};

/// One broken rule: `path:line: what; expected what`.
pub(crate) type Complaint = String;

/// A house rule.
struct Rule {
    name: &'static str,
    check: fn(&[TextFile]) -> Vec<Complaint>,
}

const RULES: &[Rule] = &[
    Rule { name: "every Rust file opens with a module doc", check: rust::module_docs },
    Rule { name: "no Rust file is longer than 600 lines", check: rust::sizes },
    Rule { name: "Arabic stands in tables, not in Rust", check: rust::arabic },
    Rule { name: "house names", check: rust::names },
    Rule { name: "no invisible marks are written literally", check: marks::invisible },
    Rule { name: "dependencies point one way", check: dependencies::direction },
    Rule { name: "links in Markdown lead somewhere", check: links::resolve },
    Rule { name: "tables say what they are", check: lexicon::headers },
];

pub(crate) fn run() -> Result<(), String> {
    let files = text_files()?;
    let mut complaints = Vec::new();
    for rule in RULES {
        let found = (rule.check)(&files);
        println!("{} {}", if found.is_empty() { "ok  " } else { "FAIL" }, rule.name);
        complaints.extend(found);
    }
    if complaints.is_empty() {
        return Ok(());
    }
    Err(format!("not tidy:\n  {}", complaints.join("\n  ")))
}

/// One test a rule, so that a failure names it.
#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn holds(name: &str) {
        let rule = RULES.iter().find(|rule| rule.name == name).expect("a rule of this name");
        let complaints = (rule.check)(&text_files().expect("git lists the files"));
        assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    }

    #[test]
    fn every_rust_file_opens_with_a_module_doc() {
        holds("every Rust file opens with a module doc");
    }

    #[test]
    fn no_rust_file_is_too_long() {
        holds("no Rust file is longer than 600 lines");
    }

    #[test]
    fn arabic_stands_in_tables() {
        holds("Arabic stands in tables, not in Rust");
    }

    #[test]
    fn names_are_house_names() {
        holds("house names");
    }

    #[test]
    fn no_invisible_marks() {
        holds("no invisible marks are written literally");
    }

    #[test]
    fn dependencies_point_one_way() {
        holds("dependencies point one way");
    }

    #[test]
    fn links_lead_somewhere() {
        holds("links in Markdown lead somewhere");
    }

    #[test]
    fn tables_say_what_they_are() {
        holds("tables say what they are");
    }
}
