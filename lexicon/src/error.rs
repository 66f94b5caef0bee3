//! What is wrong with a table, and where.

use std::fmt;
use std::sync::Arc;

/// Says which line of which table is wrong and what was expected there.
///
/// Displays as `lexicon/cue/verb.tsv:14: act "stat" is not known; expected one of …`. Line 0 stands for the table as a
/// whole and is not shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    file: Arc<str>,
    line: usize,
    message: String,
}

impl Error {
    pub(crate) fn new(file: &Arc<str>, line: usize, message: impl Into<String>) -> Self {
        Self { file: Arc::clone(file), line, message: message.into() }
    }

    /// The file as it was named to the reader; `lexicon/<name>.tsv` for a built-in table, `overlay/<name>.tsv` for a
    /// user's.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, counted from 1; 0 when the table as a whole is meant.
    pub fn line(&self) -> usize {
        self.line
    }

    /// What is wrong and what was expected, without file and line.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(out, "{}: {}", self.file, self.message),
            line => write!(out, "{}:{line}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for Error {}

/// The sentence for a value outside a closed list, with the nearest allowed value if one is near.
pub(crate) fn not_known(what: &str, found: &str, allowed: &[&str]) -> String {
    let hint = nearest(found, allowed).map_or_else(String::new, |near| format!("; did you mean {near:?}?"));
    format!("{what} {found:?} is not known; expected one of {}{hint}", allowed.join(", "))
}

/// The allowed value closest to `found`, if no more than a third of the longer one differs.
fn nearest<'a>(found: &str, allowed: &[&'a str]) -> Option<&'a str> {
    // Nobody mistypes a word of this length, and the distance costs the product of both lengths.
    const LONGEST: usize = 64;
    let found: Vec<char> = found.chars().take(LONGEST + 1).collect();
    if found.is_empty() || found.len() > LONGEST {
        return None;
    }
    allowed
        .iter()
        .map(|&word| {
            let chars: Vec<char> = word.chars().collect();
            (distance(&found, &chars), chars.len().max(found.len()), word)
        })
        .filter(|&(distance, longer, _)| distance * 3 <= longer)
        .min_by_key(|&(distance, ..)| distance)
        .map(|(.., word)| word)
}

/// Levenshtein distance.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, from) in left.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(from != to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_single_edits() {
        let count =
            |left: &str, right: &str| distance(&left.chars().collect::<Vec<_>>(), &right.chars().collect::<Vec<_>>());
        assert_eq!(count("state", "state"), 0);
        assert_eq!(count("stat", "state"), 1);
        assert_eq!(count("", "deny"), 4);
        assert_eq!(count("kitten", "sitting"), 3);
    }

    #[test]
    fn a_near_value_is_suggested_and_a_far_one_is_not() {
        let acts = ["announce", "deny", "state"];
        assert_eq!(
            not_known("act", "stat", &acts),
            "act \"stat\" is not known; expected one of announce, deny, state; did you mean \"state\"?"
        );
        assert!(!not_known("act", "xyzzy", &acts).contains("did you mean"));
        assert!(!not_known("act", &"s".repeat(10_000), &acts).contains("did you mean"));
        assert!(!not_known("act", "", &acts).contains("did you mean"));
    }
}
