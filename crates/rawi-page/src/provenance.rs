//! From the text of a document back to the bytes it was captured in.
//!
//! Two steps lead back: from the text to the decoded page (a [`Trace`], since tags, references and white space lie between), and from
//! the decoded page to the bytes of the capture (a charset lies between).

use std::ops::Range;

use encoding_rs::{Encoding, UTF_8};
use rawi_text::Span;

use crate::trace::Trace;

/// The way from a document's text to the bytes of its capture.
///
/// The bytes are those that [`Document::sha256`](crate::Document::sha256) is the digest of: of the file after decompression, of
/// the body of an archived response, of one line of a corpus.
#[derive(Clone, Debug, Default)]
pub struct Provenance {
    trace: Option<Trace>,
    coded: Coded,
}

impl Provenance {
    /// The text is what was decoded from these bytes, from its first character on.
    pub(crate) fn of_text(bytes: &[u8], charset: &str, decoded: &str) -> Provenance {
        Provenance { trace: None, coded: Coded::of(bytes, charset, decoded) }
    }

    /// The text was read from a page that was decoded from these bytes.
    pub(crate) fn of_page(trace: Trace, bytes: &[u8], charset: &str, decoded: &str) -> Provenance {
        Provenance { trace: Some(trace), coded: Coded::of(bytes, charset, decoded) }
    }

    /// The text was read from pieces of these very bytes, which are UTF-8: of a line of JSON, of the element of an entry.
    pub(crate) fn of_pieces(trace: Trace) -> Provenance {
        Provenance { trace: Some(trace), coded: Coded::After(0) }
    }

    /// The bytes that a span of the text was read from, half-open, tags between its words included. Nothing where no byte stands for
    /// it, as for a headline that only the page's metadata have.
    pub fn raw(&self, span: Span) -> Option<Range<usize>> {
        let decoded = match &self.trace {
            Some(trace) => trace.html(span.range())?,
            None => span.range(),
        };
        self.coded.raw(decoded)
    }
}

/// A place in a capture, as a person looks it up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its bytes, half-open.
    pub raw: Range<usize>,
    /// Its line, counted from 1.
    pub line: usize,
    /// Its first character in that line, counted from 1.
    pub column: usize,
    /// What is written there, decoded, tags included.
    pub written: String,
}

impl Place {
    /// Looks up a range of the bytes of a capture; `charset` is that of [`Input`](crate::Input). Nothing where the range lies outside,
    /// or the charset is not known.
    pub fn of(raw: Range<usize>, bytes: &[u8], charset: &str) -> Option<Place> {
        let encoding = Encoding::for_label(charset.as_bytes())?;
        let mark = Encoding::for_bom(bytes).map_or(0, |(_, length)| length).min(raw.start);
        let (before, _) = encoding.decode_without_bom_handling(bytes.get(mark..raw.start)?);
        let (written, _) = encoding.decode_without_bom_handling(bytes.get(raw.clone())?);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Some(Place { raw, line, column, written: written.into_owned() })
    }
}

/// How the bytes of the decoded text lie in those of the capture.
#[derive(Clone, Debug, Default)]
enum Coded {
    /// Nobody knows.
    #[default]
    Lost,
    /// One by one, so many bytes later.
    After(usize),
    /// The place in the capture of every byte of the decoded text, and of its end.
    Each(Vec<u32>),
}

impl Coded {
    fn of(bytes: &[u8], charset: &str, decoded: &str) -> Coded {
        let Some(encoding) = Encoding::for_label(charset.as_bytes()) else { return Coded::Lost };
        let mark = Encoding::for_bom(bytes).map_or(0, |(_, length)| length);
        let body = bytes.get(mark..).unwrap_or_default();
        if encoding == UTF_8 && body == decoded.as_bytes() {
            return Coded::After(mark);
        }
        let mut map = Vec::with_capacity(decoded.len() + 1);
        if encoding == UTF_8 {
            damaged(body, mark, &mut map);
        } else if encoding.is_single_byte() {
            let places = decoded.chars().zip(mark..).flat_map(|(c, at)| std::iter::repeat_n(at as u32, c.len_utf8()));
            map.extend(places);
        } else {
            stepwise(encoding, body, mark, &mut map);
        }
        if map.len() != decoded.len() {
            return Coded::Lost;
        }
        map.push(bytes.len() as u32);
        Coded::Each(map)
    }

    fn raw(&self, decoded: Range<usize>) -> Option<Range<usize>> {
        match self {
            Coded::Lost => None,
            Coded::After(mark) => Some(decoded.start + mark..decoded.end + mark),
            Coded::Each(map) => {
                let range = *map.get(decoded.start)? as usize..*map.get(decoded.end)? as usize;
                (range.start < range.end).then_some(range)
            }
        }
    }
}

/// UTF-8 in which U+FFFD was written for what could not be read.
fn damaged(body: &[u8], mark: usize, map: &mut Vec<u32>) {
    let mut at = mark;
    for chunk in body.utf8_chunks() {
        map.extend((at..at + chunk.valid().len()).map(|at| at as u32));
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            map.extend([at as u32; 3]);
            at += chunk.invalid().len();
        }
    }
}

/// Charsets of several bytes a character: decoded byte by byte to see when a character comes out.
fn stepwise(encoding: &'static Encoding, body: &[u8], mark: usize, map: &mut Vec<u32>) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut out = [0; 64];
    let mut start = mark;
    for (at, byte) in body.iter().enumerate() {
        let (_, _, written, _) = decoder.decode_to_utf8(std::slice::from_ref(byte), &mut out, false);
        if written > 0 {
            map.extend(std::iter::repeat_n(start as u32, written));
            start = mark + at + 1;
        }
    }
    let (_, _, written, _) = decoder.decode_to_utf8(&[], &mut out, true);
    map.extend(std::iter::repeat_n(start as u32, written));
}

#[cfg(test)]
mod tests {
    use rawi_text::Text;

    use super::*;
    use crate::charset::decode;

    #[track_caller]
    fn check(bytes: &[u8], label: &str, word: &str, expected: &[u8]) {
        let decoded = decode(bytes, &[label]);
        let provenance = Provenance::of_text(bytes, &decoded.charset, &decoded.text);
        let text = Text::new(decoded.text);
        let at = text.as_str().find(word).expect("the word is in the text");
        let span = text.span(at..at + word.len()).expect("a span");
        assert_eq!(provenance.raw(span).map(|range| &bytes[range]), Some(expected), "{label}");
    }

    #[test]
    fn a_place_has_line_and_column() {
        let place = Place::of(22..26, "\u{FEFF}السد\nنهر <b>سد</b>".as_bytes(), "utf-8").expect("inside");
        assert_eq!((place.line, place.column, place.written.as_str()), (2, 8, "سد"));
        assert_eq!(Place::of(0..9, b"short", "utf-8"), None);
        assert_eq!(Place::of(0..1, b"short", "klingon"), None);
    }

    #[test]
    fn words_are_found_in_any_charset() {
        let words = "قال الوزير إن السد جاهز للملء، ونفى المزارعون ذلك.";
        check(words.as_bytes(), "utf-8", "السد", "السد".as_bytes());
        check(&[b"\xEF\xBB\xBF", words.as_bytes()].concat(), "utf-8", "السد", "السد".as_bytes());
        for label in ["windows-1256", "iso-8859-6"] {
            let encoding = Encoding::for_label(label.as_bytes()).expect("a charset");
            check(&encoding.encode(words).0, label, "السد", &encoding.encode("السد").0);
        }
        let wide = |words: &str| words.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        check(&[b"\xFF\xFE".to_vec(), wide(words)].concat(), "utf-16le", "السد", &wide("السد"));
        let (chinese, _, _) = encoding_rs::GB18030.encode("大坝已经准备好了，农民否认了这一点。水坝在河上。");
        check(&chinese, "gb18030", "农民", &encoding_rs::GB18030.encode("农民").0);
        check(&[words.as_bytes(), b" \xD8 ", "السدود".as_bytes()].concat(), "utf-8", "السدود", "السدود".as_bytes());
    }
}
