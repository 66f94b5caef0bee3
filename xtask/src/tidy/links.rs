//! Links in Markdown.

use std::path::Path;

use super::Complaint;
use crate::repository::{TextFile, root};

pub(super) fn resolve(files: &[TextFile]) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in files.iter().filter(|file| file.ends("md")) {
        let folder = root().join(&file.path);
        let folder = folder.parent().unwrap_or(root());
        for (line, target) in targets(&file.text) {
            if !leads_somewhere(folder, target) {
                complaints.push(format!("{}:{line}: link to {target}; expected a file of the repository", file.path));
            }
        }
    }
    complaints
}

fn leads_somewhere(folder: &Path, target: &str) -> bool {
    let path = target.split('#').next().unwrap_or_default();
    path.is_empty()
        || ["http://", "https://", "mailto:"].iter().any(|scheme| path.starts_with(scheme))
        || folder.join(path).exists()
}

/// The targets of `[words](target)` and `[name]: target`, each with its line; code is passed over.
fn targets(markdown: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut in_code = false;
    for (number, line) in (1..).zip(markdown.lines()) {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if in_code {
            continue;
        }
        if let Some((_, target)) = line.strip_prefix('[').and_then(|line| line.split_once("]: ")) {
            found.push((number, target.trim()));
        }
        // Every second part stands between back-ticks.
        for words in line.split('`').step_by(2) {
            let opened = words.split("](").skip(1);
            found.extend(opened.filter_map(|rest| Some((number, rest.split_once(')')?.0.split(' ').next()?))));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_and_code_is_passed_over() {
        let markdown = "[a](b.md) and [c](d/e.md#f \"title\")\n`[no](no)`\n```\n[no](no)\n```\n[g]: h.md\n";
        assert_eq!(targets(markdown), [(1, "b.md"), (1, "d/e.md#f"), (6, "h.md")]);
    }

    #[test]
    fn a_dead_link_is_told() {
        let file =
            TextFile { path: "a.md".to_owned(), text: "\n[x](no/such.md) [y](#z) [w](https://a.example)".to_owned() };
        assert_eq!(resolve(&[file]), ["a.md:2: link to no/such.md; expected a file of the repository"]);
    }
}
