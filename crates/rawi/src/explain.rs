//! The rules behind records, as the specification explains them: what `rawi explain RULE` prints.
//!
//! The files of `spec/` are built in. A section is `## rule-id — title`, prose, and examples: Arabic in a block quote, and a fenced
//! block of what must be found in it. The same examples are tests, so what is explained here is what the engine does.

use std::fmt;
use std::sync::OnceLock;

/// Embeds `spec/<name>.md` for each name.
macro_rules! embedded {
    ($($name:literal,)*) => {
        &[$((concat!("spec/", $name, ".md"), include_str!(concat!("../../../spec/", $name, ".md")))),*]
    };
}

/// Every specification file with rules, by path and text. A new file is one line here.
const FILES: &[(&str, &str)] = embedded! {
    "verb",
    "quotation",
    "participle",
    "masdar",
    "according",
    "colon",
    "hearsay",
    "time",
    "figure",
    "relation",
    "across",
    "headline",
    "name",
};

/// A rule and where it is specified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The id that records carry.
    pub id: &'static str,
    /// What the rule reads, in a few words.
    pub title: &'static str,
    /// The path of its specification in the repository.
    pub file: &'static str,
    /// The line of its heading there, counted from 1.
    pub line: usize,
    /// Its section as written, without the heading.
    pub section: &'static str,
}

/// One file of the specification: a kind of construction and its rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// The name of the file without folder and ending, such as `verb`.
    pub name: &'static str,
    /// What the file is about, in a few words.
    pub title: &'static str,
    /// What is said before the first rule, one paragraph each, without markup.
    pub prose: Vec<String>,
    /// Its rules, in order.
    pub rules: Vec<Rule>,
}

/// A rule's section, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The id of the rule.
    pub id: &'static str,
    /// What the rule reads, in a few words.
    pub title: &'static str,
    /// Why it is so, one paragraph each, without markup.
    pub prose: Vec<String>,
    /// Examples, near misses among them.
    pub examples: Vec<Example>,
}

/// One example of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The Arabic, one line for each line of the block quote.
    pub text: String,
    /// What must be found in it, one expectation each, as written.
    pub expected: Vec<&'static str>,
    /// The line of the block quote in the file, counted from 1.
    pub line: usize,
}

/// All rules, in the order of the specification.
pub fn rules() -> &'static [Rule] {
    static RULES: OnceLock<Vec<Rule>> = OnceLock::new();
    RULES.get_or_init(|| FILES.iter().flat_map(|(file, text)| rules_of(file, text)).collect())
}

/// All files of the specification with their rules, in its order.
pub fn chapters() -> Vec<Chapter> {
    FILES.iter().map(|(file, text)| Chapter::of(file, text)).collect()
}

/// The section of a rule; `None` if no rule has this id (see [`nearest`]).
pub fn rule(id: &str) -> Option<Section> {
    rules().iter().find(|rule| rule.id == id).map(Section::of)
}

/// The id that was probably meant by one that no rule has: «did you mean …?»
pub fn nearest(id: &str) -> Option<&'static str> {
    let wanted = id.to_lowercase().replace('_', "-");
    let close = |rule: &&Rule| {
        rule.id.contains(&wanted) && wanted.len() > 2 || distance(rule.id, &wanted) * 3 <= wanted.len().max(3)
    };
    rules().iter().filter(close).map(|rule| rule.id).min_by_key(|id| distance(id, &wanted))
}

impl Chapter {
    fn of(file: &'static str, text: &'static str) -> Chapter {
        let name = file.trim_start_matches("spec/").trim_end_matches(".md");
        let (heading, rest) = text.split_once('\n').unwrap_or((text, ""));
        let opening = rest.find("\n## ").map_or(rest, |end| &rest[..end]);
        let opening = Rule { id: name, title: heading.trim_start_matches('#').trim(), file, line: 1, section: opening };
        Chapter { name, title: opening.title, prose: Section::of(&opening).prose, rules: rules_of(file, text) }
    }
}

impl Section {
    /// Takes the section of a rule apart.
    pub fn of(rule: &Rule) -> Section {
        let mut section = Section { id: rule.id, title: rule.title, prose: Vec::new(), examples: Vec::new() };
        let mut paragraph = String::new();
        let mut fenced = false;
        let mut in_quote = false;
        for (line, words) in (rule.line + 1..).zip(rule.section.lines()) {
            if words.starts_with("```") {
                fenced = !fenced;
                in_quote = false;
            } else if fenced {
                if let Some(example) = section.examples.last_mut().filter(|_| !words.trim().is_empty()) {
                    example.expected.push(words.trim());
                }
            } else if let Some(quoted) = words.strip_prefix('>') {
                match section.examples.last_mut().filter(|_| in_quote) {
                    Some(example) => {
                        example.text.push('\n');
                        example.text.push_str(quoted.trim());
                    }
                    None => {
                        section.examples.push(Example { text: quoted.trim().to_owned(), expected: Vec::new(), line });
                    }
                }
                in_quote = true;
            } else if words.trim().is_empty() {
                section.prose.extend(Some(std::mem::take(&mut paragraph)).filter(|p| !p.is_empty()));
                in_quote = false;
            } else {
                if !paragraph.is_empty() {
                    paragraph.push(' ');
                }
                paragraph.extend(words.trim().chars().filter(|c| !matches!(c, '`' | '*')));
            }
        }
        section.prose.extend(Some(paragraph).filter(|p| !p.is_empty()));
        section
    }
}

/// The section as plain text, examples indented.
impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} — {}", self.id, self.title)?;
        for paragraph in &self.prose {
            writeln!(f, "\n{paragraph}")?;
        }
        for example in &self.examples {
            writeln!(f)?;
            for line in example.text.lines() {
                writeln!(f, "    {line}")?;
            }
            for line in &example.expected {
                writeln!(f, "      {line}")?;
            }
        }
        Ok(())
    }
}

/// The rules of one file, in order. A heading without a dash, and what stands before the first, is about the whole file.
fn rules_of(file: &'static str, text: &'static str) -> Vec<Rule> {
    let mut headings = Vec::new();
    let mut at = 0;
    for (line, words) in (1..).zip(text.split_inclusive('\n')) {
        if words.starts_with("## ") {
            headings.push((line, at, at + words.len()));
        }
        at += words.len();
    }
    let ends = headings.iter().skip(1).map(|&(_, start, _)| start).chain([text.len()]);
    let heading = |&(line, start, body): &(usize, usize, usize), end: usize| {
        let (id, title) = text[start..body].trim_start_matches('#').trim().split_once(" — ")?;
        Some(Rule { id: id.trim_matches('`'), title, file, line, section: &text[body..end] })
    };
    headings.iter().zip(ends).filter_map(|(found, end)| heading(found, end)).collect()
}

/// How many letters to insert, drop or change (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, &y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_taken_apart() {
        let text = "# File\n\nAbout.\n\n## verb-x — one thing\n\nWhy `this`\nis so.\n\n> قال\n> نعم\n\n```rawi\nclaim: a\nclaim: b\n```\n\n## verb-y — another\n\n> لا\n\n```rawi\nno claim\n```\n";
        let rules = rules_of("spec/x.md", text);
        assert_eq!(
            rules.iter().map(|r| (r.id, r.title, r.line)).collect::<Vec<_>>(),
            [("verb-x", "one thing", 5), ("verb-y", "another", 18)]
        );
        let section = Section::of(&rules[0]);
        assert_eq!(section.prose, ["Why this is so."]);
        assert_eq!(
            section.examples,
            [Example { text: "قال\nنعم".to_owned(), expected: vec!["claim: a", "claim: b"], line: 10 }]
        );
        assert_eq!(Section::of(&rules[1]).to_string(), "verb-y — another\n\n    لا\n      no claim\n");
    }

    #[test]
    fn a_chapter_begins_with_what_its_file_is_about() {
        let chapter = Chapter::of("spec/x.md", "# File\n\nAbout `it`\nall.\n\nMore.\n\n## verb-x — one\n\n> لا\n");
        assert_eq!((chapter.name, chapter.title, chapter.rules.len()), ("x", "File", 1));
        assert_eq!(chapter.prose, ["About it all.", "More."]);
        let all: usize = chapters().iter().map(|chapter| chapter.rules.len()).sum();
        assert_eq!(all, rules().len());
        assert!(chapters().iter().all(|chapter| !chapter.title.is_empty() && !chapter.prose.is_empty()));
    }

    #[test]
    fn text_that_is_no_specification_has_no_rules() {
        for text in ["", "##", "## \n", "## only a heading\n> x", "```\n## \n"] {
            assert_eq!(rules_of("x", text), []);
        }
        let open = rules_of("x", "## a — b\n```\nno quote before\n");
        assert_eq!(Section::of(&open[0]).examples, []);
    }

    #[test]
    fn ids_are_unique() {
        let mut ids: Vec<&str> = rules().iter().map(|rule| rule.id).collect();
        ids.sort_unstable();
        let n = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), n);
    }

    #[test]
    fn every_rule_has_a_title_and_examples_with_expectations() {
        for found in rules() {
            assert!(!found.title.is_empty(), "{}:{}: no title", found.file, found.line);
            let section = rule(found.id).expect("a listed rule");
            assert!(!section.examples.is_empty(), "{}:{}: no example", found.file, found.line);
            for example in &section.examples {
                assert!(!example.expected.is_empty(), "{}:{}: an example without a block", found.file, example.line);
            }
        }
    }

    #[test]
    fn an_unknown_id_gets_a_suggestion_where_one_is_near() {
        assert_eq!(rule("verb-ina"), None);
        assert_eq!(nearest("verb-ina"), Some("verb-inna"));
        assert_eq!(nearest("Verb_Inna"), Some("verb-inna"));
        assert_eq!(nearest("colon"), Some("headline-colon"));
        assert_eq!(nearest("weather"), None);
        assert_eq!(nearest(""), None);
    }
}
