//! Rules for Rust sources.

use super::Complaint;
use crate::repository::TextFile;

/// Where Arabic in code is right: labels for people, and the script itself (letters, clitics, endings).
const ARABIC_ALLOWED: &[&str] = &[
    "crates/rawi-cli/src/print/answer.rs",
    "crates/rawi-cli/src/print/labels.rs",
    "crates/rawi-cli/src/print/review_labels.rs",
    "crates/rawi-ledger/src/export/labels.rs",
    "crates/rawi-text/src/clitic.rs",
    "crates/rawi-text/src/display.rs",
    "crates/rawi-text/src/ending.rs",
    "crates/rawi-text/src/fold.rs",
    "crates/rawi-text/src/quote.rs",
    "crates/rawi-text/src/sentence.rs",
    "crates/rawi-text/src/token.rs",
    "crates/rawi/src/lexicon/",
];

/// Names that a trait of another crate gives.
const FOREIGN: &[&str] = &["get_file_handle"];

const LONGEST: usize = 600;

fn sources(files: &[TextFile]) -> impl Iterator<Item = &TextFile> {
    files.iter().filter(|file| file.ends("rs"))
}

pub(super) fn module_docs(files: &[TextFile]) -> Vec<Complaint> {
    let bare = |file: &&TextFile| !file.text.starts_with("//! ");
    sources(files).filter(bare).map(|file| format!("{}:1: no module doc; expected `//! …`", file.path)).collect()
}

pub(super) fn sizes(files: &[TextFile]) -> Vec<Complaint> {
    sources(files)
        .filter_map(|file| {
            let n = file.text.lines().count();
            (n > LONGEST).then(|| format!("{}: {n} lines; expected at most {LONGEST}", file.path))
        })
        .collect()
}

pub(super) fn names(files: &[TextFile]) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in sources(files) {
        let stem = file.path.rsplit('/').next().unwrap_or_default();
        if ["util.rs", "utils.rs", "helper.rs", "helpers.rs", "common.rs", "misc.rs"].contains(&stem) {
            complaints.push(format!("{}: a file named for nothing; expected what is in it", file.path));
        }
        for (number, line) in (1..).zip(file.text.lines()) {
            if line.trim_start().starts_with("//") {
                continue;
            }
            if line.contains(concat!("fn ", "get_")) && !FOREIGN.iter().any(|name| line.contains(name)) {
                complaints
                    .push(format!("{}:{number}: a name with get_; expected the name of what is given", file.path));
            }
        }
    }
    complaints
}

pub(super) fn arabic(files: &[TextFile]) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in sources(files) {
        let is_test =
            file.path.contains("/tests/") || file.path.contains("/benches/") || file.path.ends_with("/tests.rs");
        if is_test || ARABIC_ALLOWED.iter().any(|allowed| file.path.starts_with(allowed)) {
            continue;
        }
        for (line, literal) in literals(&file.text) {
            // One letter is script (a clitic, an ending); from two on it is a word.
            if literal.chars().filter(|&c| is_arabic_letter(c)).count() > 1 {
                complaints
                    .push(format!("{}:{line}: Arabic in a literal; expected a word table in lexicon/", file.path));
            }
        }
    }
    complaints
}

fn is_arabic_letter(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{64A}' | '\u{66E}'..='\u{6D3}' | '\u{750}'..='\u{77F}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// The string and character literals of a source before its tests, each with its line. Tests stand at the end of a file,
/// behind `#[cfg(test)]`.
fn literals(source: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let end = source.find("#[cfg(test)]").unwrap_or(source.len());
    let source = &source[..end];
    let mut at = 0;
    while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = literal(rest, source[..at].chars().next_back()) {
            let line = source[..at].bytes().filter(|&b| b == b'\n').count() + 1;
            found.push((line, &rest[..length]));
            length
        } else {
            rest.chars().next().map_or(1, char::len_utf8)
        };
        at += length;
    }
    found
}

/// The length of the literal that the source starts with.
fn literal(source: &str, before: Option<char>) -> Option<usize> {
    let word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if let Some(raw) = source.strip_prefix('r').filter(|_| !word) {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let body = raw[hashes..].strip_prefix('"')?;
        let end = format!("\"{}", "#".repeat(hashes));
        return Some(2 + hashes + body.find(&end).map_or(body.len(), |at| at + end.len()));
    }
    let quote = source.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut escaped = false;
    for (at, c) in source.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return Some(at + 1),
            // A lifetime, not a character.
            _ if quote == '\'' && at > 1 && !source[1..].starts_with('\\') => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> Vec<TextFile> {
        vec![TextFile { path: path.to_owned(), text: text.to_owned() }]
    }

    #[test]
    fn literals_are_found_and_comments_passed_over() {
        let source = "// \"no\"\nlet a = \"one\\\"\"; /* 'n' */ let b: &'a str = r#\"two \" \"#;\nlet c = 'c';\n#[cfg(test)] \"no\"";
        assert_eq!(literals(source), [(2, "\"one\\\"\""), (2, "r#\"two \" \"#"), (3, "'c'")]);
    }

    #[test]
    fn arabic_in_code_is_told_and_in_docs_and_tests_allowed() {
        let complaints = arabic(&file("crates/rawi/src/a.rs", "/// قال\nlet a = \"x\";\nlet b = \"قال\";\n"));
        assert_eq!(complaints, ["crates/rawi/src/a.rs:3: Arabic in a literal; expected a word table in lexicon/"]);
        assert!(arabic(&file("a/src/a.rs", "let b = 'ق';")).is_empty());
        assert!(arabic(&file("a/src/a.rs", "let b = '\\u{642}';\n#[cfg(test)]\nmod tests { \"قال\" }")).is_empty());
        assert!(arabic(&file("a/tests/a.rs", "\"قال\"")).is_empty());
    }

    #[test]
    fn long_files_and_bare_files_are_told() {
        assert_eq!(module_docs(&file("a.rs", "use x;\n")), ["a.rs:1: no module doc; expected `//! …`"]);
        assert!(module_docs(&file("a.rs", "//! A.\n")).is_empty());
        assert_eq!(sizes(&file("a.rs", &"\n".repeat(601))), ["a.rs: 601 lines; expected at most 600"]);
        assert!(sizes(&file("a.rs", &"\n".repeat(600))).is_empty());
    }

    #[test]
    fn names_for_nothing_are_told() {
        assert_eq!(names(&file("src/util.rs", "")).len(), 1);
        assert_eq!(names(&file("src/a.rs", concat!("fn ", "get_x() {}"))).len(), 1);
        assert!(names(&file("src/a.rs", "fn target() {}")).is_empty());
    }
}
