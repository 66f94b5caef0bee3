//! An input cut into raw documents: compression unwrapped, kind told, corpus files streamed line by line.

use std::io::{self, BufRead, Cursor, Read};
use std::sync::Arc;

use crate::document::{Document, Hints, InputKind};
use crate::error::{Error, ErrorKind};
use crate::lexicon::FurnitureLexicon;
use crate::{charset, compressed, corpus, html, plain, sniff};

/// Cuts an input into raw documents without reading them, in input order. The slow part, [`RawDocument::read`], can then
/// run on any number of threads.
///
/// `reader` may be a file, standard input or `&[u8]`. A gzip or zstd stream is unwrapped whatever its name. A corpus file is
/// streamed: memory stays below one line, whatever the size of the file.
pub fn open<'a>(reader: impl BufRead + 'a, hints: &Hints) -> RawDocuments<'a> {
    RawDocuments {
        reader: Some(Box::new(reader)),
        hints: Arc::new(hints.clone()),
        limits: Limits::default(),
        compressed: false,
        lines: None,
    }
}

/// Upper bounds on what is held in memory at once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Bytes of one whole document, after decompression.
    pub(crate) document: u64,
    /// Bytes of one corpus line.
    pub(crate) line: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { document: 256 << 20, line: 64 << 20 }
    }
}

/// The bytes of one document, not yet read: what a caller hands to another thread.
#[derive(Clone, Debug)]
pub struct RawDocument {
    bytes: Vec<u8>,
    kind: InputKind,
    hints: Arc<Hints>,
    line: Option<u64>,
}

impl RawDocument {
    /// How many bytes the document has, after decompression.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Has it no byte?
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Reads the document. The outcome depends on nothing but the bytes, the hints and the lexicon.
    ///
    /// # Errors
    /// [`ErrorKind::Empty`] and [`ErrorKind::NotText`] for a whole file, [`ErrorKind::Line`] for a corpus line that is no
    /// document.
    pub fn read(&self, lexicon: &FurnitureLexicon) -> Result<Document, Error> {
        match self.kind {
            InputKind::CorpusLine => corpus::read(&self.bytes, self.line.unwrap_or(1), &self.hints, lexicon),
            InputKind::Html => html::read(&self.bytes, &self.hints, lexicon),
            InputKind::Text => plain::read(&self.bytes, &self.hints, lexicon),
        }
    }
}

/// The raw documents of an input; made by [`open`].
pub struct RawDocuments<'a> {
    reader: Option<Box<dyn BufRead + 'a>>,
    hints: Arc<Hints>,
    limits: Limits,
    compressed: bool,
    lines: Option<u64>,
}

impl Iterator for RawDocuments<'_> {
    type Item = Result<RawDocument, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut reader = self.reader.take()?;
        if self.lines.is_none() {
            match self.begin(reader) {
                // A corpus: its lines follow below.
                Ok(Begun::Lines(lines)) => {
                    self.lines = Some(0);
                    reader = lines;
                }
                Ok(Begun::Whole(raw)) => return Some(Ok(raw)),
                Err(error) => return Some(Err(error)),
            }
        }
        let raw = self.line(&mut *reader)?;
        // After a failure of the reader itself nothing more can be expected of it.
        if !matches!(&raw, Err(error) if error.kind() != ErrorKind::Line) {
            self.reader = Some(reader);
        }
        Some(raw)
    }
}

enum Begun<'a> {
    Whole(RawDocument),
    Lines(Box<dyn BufRead + 'a>),
}

impl<'a> RawDocuments<'a> {
    #[cfg(test)]
    pub(crate) fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    fn begin(&mut self, reader: Box<dyn BufRead + 'a>) -> Result<Begun<'a>, Error> {
        let path = self.hints.path.clone();
        let (mut head, mut reader) = peek(reader).map_err(|cause| self.failed(None, cause))?;
        if compressed::is_compressed(&head) {
            self.compressed = true;
            (head, reader) = peek(compressed::unwrapped(&head, reader)).map_err(|cause| self.failed(None, cause))?;
        }
        if head.iter().all(u8::is_ascii_whitespace) && head.len() < PEEK {
            return Err(Error::new(
                ErrorKind::Empty,
                &path,
                "nothing to read; expected text, an HTML page or JSON lines",
            ));
        }
        if let Some(message) = charset::binary(&head) {
            return Err(Error::new(ErrorKind::NotText, &path, message));
        }
        let kind = self.hints.kind.unwrap_or_else(|| sniff::kind(&head, &path));
        if kind == InputKind::CorpusLine {
            return Ok(Begun::Lines(reader));
        }
        let mut bytes = Vec::new();
        let limit = self.limits.document;
        reader.take(limit + 1).read_to_end(&mut bytes).map_err(|cause| self.failed(None, cause))?;
        if bytes.len() as u64 > limit {
            let what = if self.compressed { "unpacks to more than" } else { "is larger than" };
            let message = format!("{what} the limit of {limit} bytes for one document");
            return Err(Error::new(ErrorKind::TooLarge, &path, message));
        }
        Ok(Begun::Whole(RawDocument { bytes, kind, hints: Arc::clone(&self.hints), line: None }))
    }

    fn line(&mut self, reader: &mut dyn BufRead) -> Option<Result<RawDocument, Error>> {
        loop {
            let number = self.lines.unwrap_or(0) + 1;
            let mut bytes = Vec::new();
            match Read::take(&mut *reader, self.limits.line + 1).read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) => self.lines = Some(number),
                Err(cause) => return Some(Err(self.failed(Some(number), cause))),
            }
            if bytes.last() == Some(&b'\n') {
                bytes.pop();
                if bytes.last() == Some(&b'\r') {
                    bytes.pop();
                }
            } else if bytes.len() as u64 > self.limits.line {
                if let Err(cause) = reader.skip_until(b'\n') {
                    return Some(Err(self.failed(Some(number), cause)));
                }
                let message = format!("longer than the limit of {} bytes for one line; skipped", self.limits.line);
                return Some(Err(Error::line(&self.hints.path, number, message)));
            }
            if number == 1 && bytes.starts_with(b"\xEF\xBB\xBF") {
                bytes.drain(..3);
            }
            if bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let (kind, hints) = (InputKind::CorpusLine, Arc::clone(&self.hints));
            return Some(Ok(RawDocument { bytes, kind, hints, line: Some(number) }));
        }
    }

    fn failed(&self, line: Option<u64>, cause: io::Error) -> Error {
        let damaged = matches!(
            cause.kind(),
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof
        );
        if self.compressed && damaged {
            return Error::compression(&self.hints.path, line, cause);
        }
        Error::io(&self.hints.path, line, cause)
    }
}

/// How much is looked at to tell what an input is.
const PEEK: usize = 64 * 1024;

/// The head of a reader, and the reader with the head put back.
fn peek<'a>(mut reader: Box<dyn BufRead + 'a>) -> io::Result<(Vec<u8>, Box<dyn BufRead + 'a>)> {
    let mut head = Vec::new();
    let outcome = (&mut reader).take(PEEK as u64).read_to_end(&mut head);
    // A stream that breaks after some bytes still has a head; the break comes again when the rest is read.
    if let Err(cause) = outcome
        && head.is_empty()
    {
        return Err(cause);
    }
    Ok((head.clone(), Box::new(Cursor::new(head).chain(reader))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufReader, Write};

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).expect("memory is written");
        encoder.finish().expect("memory is written")
    }

    fn at(path: &str) -> Hints {
        Hints { path: path.to_owned(), ..Hints::default() }
    }

    fn small() -> Limits {
        Limits { document: 1000, line: 40 }
    }

    /// What comes out of an input, a line each: `ok BYTES`, or the error as a reader sees it.
    fn outcome(bytes: &[u8], path: &str) -> Vec<String> {
        let raws = open(bytes, &at(path)).with_limits(small());
        raws.map(|raw| raw.map_or_else(|error| error.to_string(), |raw| format!("ok {}", raw.len()))).collect()
    }

    #[test]
    fn a_whole_file_is_one_document() {
        assert_eq!(outcome("قال الوزير".as_bytes(), "a.txt"), ["ok 19"]);
        assert_eq!(outcome(&packed("قال الوزير".as_bytes()), "a.txt.gz"), ["ok 19"]);
        assert_eq!(outcome(&packed("قال الوزير".as_bytes()), "no-suffix"), ["ok 19"]);
    }

    #[test]
    fn two_gzip_members_are_one_document() {
        let mut both = packed("قال ".as_bytes());
        both.extend(packed("الوزير".as_bytes()));
        assert_eq!(outcome(&both, "a.txt.gz"), ["ok 19"]);
    }

    #[test]
    fn nothing_is_an_error_that_says_so() {
        for bytes in [&b""[..], b"\n \r\n", &packed(b"")] {
            let said = outcome(bytes, "void.txt");
            assert_eq!(said, ["void.txt: nothing to read; expected text, an HTML page or JSON lines"]);
        }
    }

    #[test]
    fn binary_is_an_error_with_its_kind() {
        let error = open(&b"\x7FELF\x02\x01\0\0"[..], &at("rawi")).next().and_then(Result::err).expect("a program");
        assert_eq!(error.kind(), ErrorKind::NotText);
        assert_eq!(error.to_string(), "rawi: not text: looks like a program");
        assert_eq!(
            outcome(b"\x89PNG\r\n\x1a\n\0\0", "corpus.jsonl"),
            ["corpus.jsonl: not text: looks like a PNG image"]
        );
    }

    #[test]
    fn a_gzip_bomb_stops_at_the_limit() {
        let bomb = packed(&vec![b'x'; 5_000_000]);
        assert!(bomb.len() < 50_000);
        assert_eq!(
            outcome(&bomb, "b.txt.gz"),
            ["b.txt.gz: unpacks to more than the limit of 1000 bytes for one document"]
        );
        assert_eq!(outcome(&[b'x'; 1001], "b.txt"), ["b.txt: is larger than the limit of 1000 bytes for one document"]);
        assert_eq!(outcome(&[b'x'; 1000], "b.txt"), ["ok 1000"]);
    }

    #[test]
    fn a_broken_gzip_stream_is_named() {
        let whole = packed(&[b"0123456789abcdef".repeat(40), b"end".to_vec()].concat());
        let mut raws = open(&whole[..whole.len() / 2], &at("cut.txt.gz"));
        let error = raws.next().and_then(Result::err).expect("half a stream");
        assert_eq!(error.kind(), ErrorKind::Compression);
        assert!(error.to_string().starts_with("cut.txt.gz: compressed stream is damaged"), "{error}");
        assert!(raws.next().is_none());
    }

    #[test]
    fn corpus_lines_are_counted_and_blank_ones_skipped() {
        let lines = b"\xEF\xBB\xBF{\"text\":\"a\"}\r\n\n{\"text\":\"bcd\"}\n \n{\"text\":\"e\"}";
        let raws: Vec<RawDocument> = open(&lines[..], &at("-")).map(|raw| raw.expect("a line")).collect();
        let seen: Vec<_> = raws.iter().map(|raw| (raw.line, raw.len())).collect();
        assert_eq!(seen, [(Some(1), 12), (Some(3), 14), (Some(5), 12)]);
    }

    #[test]
    fn a_line_too_long_is_skipped_and_the_rest_read() {
        let long = format!("{{\"text\":\"{}\"}}\n{{\"text\":\"b\"}}\n", "ق".repeat(400));
        let told = "c.jsonl:1: longer than the limit of 40 bytes for one line; skipped";
        assert_eq!(outcome(long.as_bytes(), "c.jsonl"), [told, "ok 12"]);
        assert_eq!(outcome(&packed(long.as_bytes()), "c.jsonl"), [told, "ok 12"]);
    }

    #[test]
    fn a_line_too_long_at_the_end_is_reported_once() {
        let long = format!("{{\"text\":\"b\"}}\n{{\"text\":\"{}\"}}", "x".repeat(400));
        assert_eq!(outcome(long.as_bytes(), "c.jsonl").len(), 2);
    }

    #[test]
    fn a_reader_that_fails_is_reported_and_left() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("the disk is gone"))
            }
        }
        let mut raws = open(BufReader::new(Broken), &at("a.txt"));
        let error = raws.next().and_then(Result::err).expect("a failure");
        assert_eq!(
            (error.kind(), error.to_string().as_str()),
            (ErrorKind::Io, "a.txt: cannot be read: the disk is gone")
        );
        assert!(raws.next().is_none());
    }

    #[test]
    fn a_hint_overrides_what_the_content_says() {
        let hints = Hints { kind: Some(InputKind::Text), ..at("a.html") };
        let raw = open(&b"<html><p>x"[..], &hints).next().and_then(Result::ok).expect("a document");
        assert_eq!(raw.kind, InputKind::Text);
    }
}
