//! From the words of a line to the bytes of the page they were read from.

use std::ops::Range;

/// A piece of a line that comes from one place of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    words: Range<usize>,
    html: Range<usize>,
    /// Do both sides have the same length, byte by byte?
    same: bool,
}

/// Pieces in the order of the words; what no piece covers was put there by us (« | » between the cells of a row).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Trace {
    pieces: Vec<Piece>,
}

impl Trace {
    /// Adds a piece behind the others.
    pub(crate) fn push(&mut self, words: Range<usize>, html: Range<usize>, same: bool) {
        let same = same && words.len() == html.len();
        if let Some(last) = self.pieces.last_mut() {
            if same && last.same && last.words.end == words.start && last.html.end == html.start {
                (last.words.end, last.html.end) = (words.end, html.end);
                return;
            }
            // Two characters of one reference.
            if !same && !last.same && last.html == html && last.words.end == words.start {
                last.words.end = words.end;
                return;
            }
        }
        self.pieces.push(Piece { words, html, same });
    }

    /// The trace of the first `length` bytes of the words.
    pub(crate) fn cut(mut self, length: usize) -> Trace {
        while let Some(last) = self.pieces.last_mut().filter(|last| last.words.end > length) {
            if last.words.start >= length {
                self.pieces.pop();
                continue;
            }
            if last.same {
                last.html.end -= last.words.end - length;
            }
            last.words.end = length;
        }
        self
    }

    /// Adds the pieces of a line that stands at `at` in a text.
    pub(crate) fn extend(&mut self, line: Trace, at: usize) {
        self.pieces.extend(
            line.pieces.into_iter().map(|piece| Piece { words: piece.words.start + at..piece.words.end + at, ..piece }),
        );
    }

    /// The place of some words in the page: from where the first character of them that stands there begins to where the last ends.
    pub(crate) fn html(&self, words: Range<usize>) -> Option<Range<usize>> {
        let first = self.pieces.partition_point(|piece| piece.words.end <= words.start);
        let end = self.pieces.partition_point(|piece| piece.words.start < words.end);
        let (first, last) = (self.pieces.get(first..end)?.first()?, self.pieces.get(end.checked_sub(1)?)?);
        let skipped = words.start.saturating_sub(first.words.start);
        let start = if first.same { first.html.start + skipped } else { first.html.start };
        let left = last.words.end.saturating_sub(words.end);
        let end = if last.same { last.html.end - left } else { last.html.end };
        (start < end).then_some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_inside_and_across_pieces() {
        let mut trace = Trace::default();
        trace.push(0..4, 10..14, true);
        trace.push(4..5, 14..19, false);
        trace.push(8..10, 30..32, true);
        assert_eq!(trace.html(0..10), Some(10..32));
        assert_eq!(trace.html(1..3), Some(11..13));
        assert_eq!(trace.html(4..5), Some(14..19));
        assert_eq!(trace.html(5..9), Some(30..31));
        assert_eq!(trace.html(5..8), None);
        assert_eq!(trace.html(11..12), None);
        let cut = trace.cut(9);
        assert_eq!(cut.html(0..10), Some(10..31));
        assert_eq!(cut.cut(4).html(0..10), Some(10..14));
    }
}
