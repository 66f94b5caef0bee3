//! A range of bytes in a text.

use std::ops::Range;

/// A half-open range `[start, end)` of UTF-8 bytes in a [`Text`](crate::Text), always on character boundaries of
/// the text it was made from.
///
/// Spans are made only by this crate ([`Text::span`](crate::Text::span), tokens, folds), so a span that exists is one
/// that can be sliced. Useful for: naming evidence. Not useful for: columns on a screen, or offsets in another text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    pub(crate) fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end);
        Span { start: start as u32, end: end as u32 }
    }

    /// First byte.
    #[inline]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    #[inline]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    #[inline]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Does the span hold no byte?
    #[inline]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a range of byte offsets.
    #[inline]
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Does `other` lie wholly inside this span?
    #[inline]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Do the two share at least one byte?
    #[inline]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both. Both must come from the same text.
    #[inline]
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The empty span at the start of this one.
    #[inline]
    #[must_use]
    pub fn head(self) -> Span {
        Span { start: self.start, end: self.start }
    }

    /// The part from the start of this span to the start of `other` (empty if `other` starts before it).
    #[inline]
    #[must_use]
    pub fn until(self, other: Span) -> Span {
        Span { start: self.start, end: other.start.max(self.start) }
    }
}
