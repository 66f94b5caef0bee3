//! From the words of a line to the bytes of the page they were read from.
//!
//! A tokenizer gives whole runs of text with their place; inside a run, character references and line ends are written otherwise
//! than they read, so the two are walked side by side.

use std::ops::{ControlFlow, Range};

use crate::markup::{Mark, each};

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

/// A run of characters of a text token and where they are written.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) words: Range<usize>,
    pub(crate) html: Range<usize>,
    /// Are they written as they read?
    pub(crate) same: bool,
}

/// Walks what a text token reads (`words`) and what is written (`raw`, at `at` in the page) side by side.
pub(crate) fn runs(words: &str, raw: &str, at: usize) -> Vec<Run> {
    if words == raw {
        return vec![Run { words: 0..words.len(), html: at..at + raw.len(), same: true }];
    }
    let mut out = Vec::new();
    let (mut read, mut written) = (0, 0);
    while read < words.len() && written < raw.len() {
        let plain = raw[written..].find(['&', '\r', '\0']).unwrap_or(raw.len() - written);
        if plain > 0 {
            if words.get(read..read + plain) != raw.get(written..written + plain) {
                break;
            }
            out.push(Run { words: read..read + plain, html: at + written..at + written + plain, same: true });
            (read, written) = (read + plain, written + plain);
            continue;
        }
        let Some((length, reads)) = special(&raw[written..]) else { break };
        if !words[read..].starts_with(&reads) {
            break;
        }
        if !reads.is_empty() {
            let html = at + written..at + written + length;
            out.push(Run { words: read..read + reads.len(), html, same: raw[written..written + length] == reads });
        }
        (read, written) = (read + reads.len(), written + length);
    }
    if read < words.len() {
        // The two parted: the rest comes from somewhere in the rest.
        out.push(Run { words: read..words.len(), html: at + written.min(raw.len())..at + raw.len(), same: false });
    }
    out
}

/// References that nearly all are.
const COMMON: &[(&str, &str)] = &[
    ("nbsp;", "\u{A0}"),
    ("quot;", "\""),
    ("amp;", "&"),
    ("lt;", "<"),
    ("gt;", ">"),
    ("laquo;", "\u{AB}"),
    ("raquo;", "\u{BB}"),
    ("ldquo;", "\u{201C}"),
    ("rdquo;", "\u{201D}"),
    ("#039;", "'"),
    ("#39;", "'"),
];

/// How many bytes are written, and what they read as, at a character reference or a line end.
fn special(raw: &str) -> Option<(usize, String)> {
    if raw.starts_with('\r') {
        return Some((if raw.starts_with("\r\n") { 2 } else { 1 }, "\n".to_owned()));
    }
    let rest = raw.strip_prefix('&')?;
    if let Some((written, reads)) = COMMON.iter().find(|(written, _)| rest.starts_with(written)) {
        return Some((1 + written.len(), (*reads).to_owned()));
    }
    let name = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '#')).unwrap_or(rest.len());
    // No reference is longer.
    let name = name.min(40);
    let length = 1 + name + usize::from(rest[name..].starts_with(';'));
    let mut reads = String::new();
    each(&raw[..length], |mark| {
        if let Mark::Words(words, ..) = mark {
            reads.push_str(words);
        }
        ControlFlow::Continue(())
    });
    Some((length, reads))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, raw: &str, expected: &[(&str, &str)]) {
        let found = runs(words, raw, 7);
        let found: Vec<_> =
            found.iter().map(|run| (&words[run.words.clone()], &raw[run.html.start - 7..run.html.end - 7])).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn references_and_line_ends_are_walked_over() {
        check("السد", "السد", &[("السد", "السد")]);
        check(
            "«قول» ا",
            "&laquo;قول&raquo; &#1575;",
            &[("«", "&laquo;"), ("قول", "قول"), ("»", "&raquo;"), (" ", " "), ("ا", "&#1575;")],
        );
        check("a & b\nc", "a & b\r\nc", &[("a ", "a "), ("&", "&"), (" b", " b"), ("\n", "\r\n"), ("c", "c")]);
        check("\u{A0}foo", "&nbspfoo", &[("\u{A0}foo", "&nbspfoo")]);
        check("&c;", "&amp;c;", &[("&", "&amp;"), ("c;", "c;")]);
    }

    #[test]
    fn what_parts_is_kept_whole() {
        check("ab", "xy", &[("ab", "xy")]);
        check("aZ", "a&amp;", &[("a", "a"), ("Z", "&amp;")]);
    }

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
