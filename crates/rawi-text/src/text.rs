//! The characters of a document.

use std::fmt;
use std::ops::{Index, Range};
use std::sync::Arc;

use crate::Span;

/// An immutable text; cloning it is cheap. Slice it with a [`Span`]: `&text[span]`.
///
/// A text longer than `u32::MAX` bytes is cut at the last character boundary below that; callers that read files
/// refuse such input earlier.
#[derive(Clone, PartialEq, Eq)]
pub struct Text(Arc<str>);

impl Text {
    /// Takes the characters as they are: nothing is normalized.
    pub fn new(characters: impl Into<Arc<str>>) -> Text {
        let characters: Arc<str> = characters.into();
        if u32::try_from(characters.len()).is_ok() {
            return Text(characters);
        }
        let mut end = u32::MAX as usize;
        while !characters.is_char_boundary(end) {
            end -= 1;
        }
        Text(Arc::from(&characters[..end]))
    }

    /// All characters.
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Has the text no character?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The span of the whole text.
    pub fn whole(&self) -> Span {
        Span::new(0, self.0.len())
    }

    /// The span of a byte range; `None` where the range is out of the text, reversed, or cuts a character.
    #[inline]
    pub fn span(&self, range: Range<usize>) -> Option<Span> {
        self.0.get(range.clone()).map(|_| Span::new(range.start, range.end))
    }

    /// The span without white space and invisible marks at its two ends.
    pub fn trimmed(&self, span: Span) -> Span {
        let blank = |c: char| c.is_whitespace() || crate::fold::is_invisible(c);
        let slice = &self[span];
        let left = slice.len() - slice.trim_start_matches(blank).len();
        let right = slice.trim_end_matches(blank).len();
        if right <= left { span.head() } else { Span::new(span.start() + left, span.start() + right) }
    }
}

impl Index<Span> for Text {
    type Output = str;

    /// The characters of the span. A span of another, longer text gives what this text holds of it, so that a
    /// mix-up shows as wrong words in a test and never as a panic in a newsroom.
    #[inline]
    fn index(&self, span: Span) -> &str {
        self.0.get(span.range()).unwrap_or("")
    }
}

impl From<&str> for Text {
    fn from(characters: &str) -> Text {
        Text::new(characters)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_cut_only_at_characters() {
        let text = Text::from("قال");
        assert_eq!(text.span(0..2).map(|s| text[s].to_owned()).as_deref(), Some("ق"));
        assert_eq!(text.span(1..2), None);
        assert_eq!(text.span(0..7), None);
    }

    #[test]
    fn trimming_drops_white_space_and_bidi_marks() {
        let text = Text::from(" \u{200F}قال\u{200F}\n ");
        assert_eq!(&text[text.trimmed(text.whole())], "قال");
        let blank = Text::from(" \u{200F} ");
        assert!(blank.trimmed(blank.whole()).is_empty());
    }
}
