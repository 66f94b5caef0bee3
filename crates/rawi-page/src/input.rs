//! An input cut into raw documents: compression unwrapped, kind told, corpus files streamed line by line, archives record by
//! record.

use std::collections::VecDeque;
use std::io::{self, BufRead, Cursor, Read, Seek};
use std::sync::Arc;

use crate::document::{Hints, InputKind};
use crate::error::{Error, ErrorKind};
use crate::members::Members;
use crate::raw::{Cut, RawDocument, cut};
use crate::sniff::{self, Container};
use crate::wacz::Files;
use crate::warc::Records;
use crate::{charset, compressed, record};

/// Cuts an input into raw documents without reading them, in input order. The slow part, [`RawDocument::read`], can then
/// run on any number of threads.
///
/// `reader` may be a file, standard input or `&[u8]`. A gzip or zstd stream is unwrapped whatever its name. A corpus file and a
/// WARC file are streamed: memory stays below one line or record, whatever the size of the file.
pub fn open<'a>(reader: impl BufRead + 'a, hints: &Hints) -> RawDocuments<'a> {
    RawDocuments::new(Source::Unopened(Box::new(reader)), hints)
}

/// As [`open`], and reads WACZ archives too, whose directory stands at their end.
pub fn open_seekable<'a>(mut reader: impl BufRead + Seek + 'a, hints: &Hints) -> RawDocuments<'a> {
    // A reader that fails here fails again, and is told then.
    let is_zip = reader.fill_buf().is_ok_and(|head| head.starts_with(b"PK\x03\x04"));
    if !is_zip || hints.kind.is_some() {
        return open(reader, hints);
    }
    match Files::open(Box::new(reader)) {
        Ok(files) => RawDocuments::new(Source::Files(files), hints),
        Err(message) => {
            let mut documents = RawDocuments::new(Source::Ended, hints);
            documents.pending.push_back(Err(Error::new(ErrorKind::NotText, &hints.path, message)));
            documents
        }
    }
}

/// Upper bounds on what is held in memory, or gone through in vain, at once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Bytes of one whole document or archive record, after decompression; of a longer one the start is read.
    pub(crate) document: u64,
    /// Bytes of one corpus line; a longer one is skipped.
    pub(crate) line: u64,
    /// Bytes gone through to find the end of a line that is skipped.
    pub(crate) skipped: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { document: 16 << 20, line: 16 << 20, skipped: 512 << 20 }
    }
}

/// The raw documents of an input; made by [`open`] and [`open_seekable`].
pub struct RawDocuments<'a> {
    source: Source<'a>,
    /// What was cut and not yet given.
    pending: VecDeque<Result<RawDocument, Error>>,
    hints: Arc<Hints>,
    limits: Limits,
    compressed: bool,
    lines: u64,
    passed_over: u64,
}

enum Source<'a> {
    Unopened(Box<dyn BufRead + 'a>),
    Lines(Box<dyn BufRead + 'a>),
    Records(Box<Records<'a>>),
    Files(Files<'a>),
    FileRecords(Files<'a>, Box<Records<'a>>),
    Ended,
}

impl Iterator for RawDocuments<'_> {
    type Item = Result<RawDocument, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(pending) = self.pending.pop_front() {
                return Some(pending);
            }
            self.source = match std::mem::replace(&mut self.source, Source::Ended) {
                Source::Ended => return None,
                Source::Unopened(reader) => match self.begin(reader) {
                    Ok(source) => source,
                    Err(error) => return Some(Err(error)),
                },
                Source::Lines(mut reader) => {
                    let raw = self.line(&mut *reader)?;
                    // After a failure of the reader itself nothing more can be expected of it.
                    if matches!(&raw, Err(error) if error.kind() != ErrorKind::Line) {
                        return Some(raw);
                    }
                    self.pending.push_back(raw);
                    Source::Lines(reader)
                }
                Source::Records(mut records) => {
                    if self.record(&mut records) {
                        Source::Records(records)
                    } else {
                        Source::Ended
                    }
                }
                Source::Files(mut files) => match files.next() {
                    Some((name, reader)) => match peek(reader) {
                        Ok((head, reader)) => {
                            let members = Members::new(&head, reader);
                            let (path, limit) = (self.hints.path.clone(), self.limits.document);
                            let records = Records::new(members, &path, Some(name), limit);
                            Source::FileRecords(files, Box::new(records))
                        }
                        Err(cause) => {
                            self.pending.push_back(Err(self.failed(None, cause)));
                            Source::Files(files)
                        }
                    },
                    None => Source::Ended,
                },
                Source::FileRecords(files, mut records) => {
                    if self.record(&mut records) {
                        Source::FileRecords(files, records)
                    } else {
                        Source::Files(files)
                    }
                }
            };
        }
    }
}

impl<'a> RawDocuments<'a> {
    fn new(source: Source<'a>, hints: &Hints) -> RawDocuments<'a> {
        RawDocuments {
            source,
            pending: VecDeque::new(),
            hints: Arc::new(hints.clone()),
            limits: Limits::default(),
            compressed: false,
            lines: 0,
            passed_over: 0,
        }
    }

    /// How many records of archives were no pages so far: requests, pictures, redirects, repeated captures.
    pub fn passed_over(&self) -> u64 {
        self.passed_over
    }

    #[cfg(test)]
    pub(crate) fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    fn begin(&mut self, reader: Box<dyn BufRead + 'a>) -> Result<Source<'a>, Error> {
        let path = self.hints.path.clone();
        let (mut head, mut reader) = peek(reader).map_err(|cause| self.failed(None, cause))?;
        self.compressed = compressed::is_compressed(&head);
        let container = |head: &[u8]| if self.hints.kind.is_some() { None } else { sniff::container(head) };
        if self.compressed {
            // The members of an archive are told apart, so it is not unwrapped as one stream.
            if container(&unpacked_start(&head)) == Some(Container::Archive) {
                let records = Records::new(Members::new(&head, reader), &path, None, self.limits.document);
                return Ok(Source::Records(Box::new(records)));
            }
            (head, reader) = peek(compressed::unwrapped(&head, reader)).map_err(|cause| self.failed(None, cause))?;
        }
        if head.iter().all(u8::is_ascii_whitespace) && head.len() < PEEK {
            return Err(Error::new(
                ErrorKind::Empty,
                &path,
                "nothing to read; expected text, an HTML page or JSON lines",
            ));
        }
        let container = container(&head);
        if container == Some(Container::Archive) {
            let records = Records::new(Members::new(&head, reader), &path, None, self.limits.document);
            return Ok(Source::Records(Box::new(records)));
        }
        if head.starts_with(b"PK\x03\x04") {
            let message =
                "not text: looks like a ZIP archive or office document; a WACZ is read only from a file by its name";
            return Err(Error::new(ErrorKind::NotText, &path, message));
        }
        if let Some(message) = charset::binary(&head) {
            return Err(Error::new(ErrorKind::NotText, &path, message));
        }
        let kind = self.hints.kind.unwrap_or_else(|| sniff::kind(&head, &path));
        if kind == InputKind::CorpusLine && container.is_none() {
            return Ok(Source::Lines(reader));
        }
        let (bytes, excess, error) = self.whole(reader);
        let hints = Arc::clone(&self.hints);
        if bytes.iter().any(|byte| !byte.is_ascii_whitespace()) {
            let raw = RawDocument::whole(bytes, kind, hints, excess);
            cut(Cut { raw, container, is_record: false }, &mut self.pending);
        }
        self.pending.extend(error.map(Err));
        Ok(Source::Ended)
    }

    /// The bytes of a whole document, as far as limit and damage let them be read; what was left out; what stopped the reading.
    fn whole(&self, reader: Box<dyn BufRead + 'a>) -> (Vec<u8>, Vec<String>, Option<Error>) {
        let mut bytes = Vec::new();
        let limit = self.limits.document;
        let outcome = read_all(reader.take(limit + 1), &mut bytes);
        let error = outcome.err().map(|cause| self.failed(None, cause));
        let mut excess = Vec::new();
        if bytes.len() as u64 > limit {
            bytes.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
            excess.push(format!("the input has more than {limit} bytes; only these are read"));
        }
        (bytes, excess, error)
    }

    /// Cuts the next record of an archive; says whether there was one.
    fn record(&mut self, records: &mut Records<'_>) -> bool {
        match records.next() {
            Some(Ok(record)) => {
                if !record::cut_record(*record, &self.hints, self.limits.document, &mut self.pending) {
                    self.passed_over += 1;
                }
                true
            }
            Some(Err(error)) => {
                self.pending.push_back(Err(error));
                true
            }
            None => {
                self.passed_over += records.passed_over();
                false
            }
        }
    }

    fn line(&mut self, reader: &mut dyn BufRead) -> Option<Result<RawDocument, Error>> {
        loop {
            let number = self.lines + 1;
            let mut bytes = Vec::new();
            match Read::take(&mut *reader, self.limits.line + 1).read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) => self.lines = number,
                Err(cause) => return Some(Err(self.failed(Some(number), cause))),
            }
            if bytes.last() == Some(&b'\n') {
                bytes.pop();
                if bytes.last() == Some(&b'\r') {
                    bytes.pop();
                }
            } else if bytes.len() as u64 > self.limits.line {
                return Some(Err(self.skip_line(reader, number)));
            }
            if number == 1 && bytes.starts_with(b"\xEF\xBB\xBF") {
                bytes.drain(..3);
            }
            if bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            return Some(Ok(RawDocument::line(bytes, number, Arc::clone(&self.hints))));
        }
    }

    /// Goes to the end of a line that is too long.
    fn skip_line(&self, reader: &mut dyn BufRead, number: u64) -> Error {
        let (limit, path) = (self.limits.line, &self.hints.path);
        let mut rest = Read::take(&mut *reader, self.limits.skipped);
        match rest.skip_until(b'\n') {
            Err(cause) => self.failed(Some(number), cause),
            Ok(_) if rest.limit() == 0 => {
                let message =
                    format!("does not end within {} bytes; nothing after it is read", limit + self.limits.skipped);
                Error::new(ErrorKind::TooLarge, path, message).at_line(number)
            }
            Ok(_) => Error::line(path, number, format!("longer than the limit of {limit} bytes for one line; skipped")),
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

/// The first bytes inside a compressed stream of which only the head is at hand.
fn unpacked_start(head: &[u8]) -> Vec<u8> {
    let mut start = vec![0; 4096];
    let mut filled = 0;
    let mut reader = compressed::unwrapped(head, Box::new(head));
    // The head ends somewhere inside the stream; what came out before counts.
    while let Ok(n) = reader.read(&mut start[filled..]) {
        filled += n;
        if n == 0 {
            break;
        }
    }
    start.truncate(filled);
    start
}

/// How much is looked at to tell what an input is.
const PEEK: usize = 64 * 1024;

/// The head of a reader, and the reader with the head put back.
fn peek<'a>(mut reader: Box<dyn BufRead + 'a>) -> io::Result<(Vec<u8>, Box<dyn BufRead + 'a>)> {
    let mut head = Vec::with_capacity(PEEK);
    let outcome = read_all((&mut reader).take(PEEK as u64), &mut head);
    // A stream that breaks after some bytes still has a head; the break comes again when the rest is read.
    if let Err(cause) = outcome
        && head.is_empty()
    {
        return Err(cause);
    }
    Ok((head.clone(), Box::new(Cursor::new(head).chain(reader))))
}

/// Reads to the end from what the reader holds already: without a second buffer, which would be cleared before every use.
fn read_all(mut reader: impl BufRead, bytes: &mut Vec<u8>) -> io::Result<()> {
    loop {
        let held = match reader.fill_buf() {
            Err(cause) if cause.kind() == io::ErrorKind::Interrupted => continue,
            held => held?,
        };
        if held.is_empty() {
            return Ok(());
        }
        bytes.extend_from_slice(held);
        let n = held.len();
        reader.consume(n);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::FurnitureLexicon;
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
        Limits { document: 1000, line: 40, skipped: 2000 }
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
        for bytes in [&bomb[..], &[b'x'; 1001], &[b'x'; 1000]] {
            assert_eq!(outcome(bytes, "b.txt"), ["ok 1000"]);
        }
        let raw = open(&bomb[..], &at("b.txt")).with_limits(small()).next().and_then(Result::ok).expect("its start");
        let document = raw.read(&FurnitureLexicon::default()).expect("a document");
        let [note] = document.notes.as_slice() else { panic!("{:?}", document.notes) };
        assert_eq!(note.code, "page/caps");
        assert_eq!(note.message, "the input has more than 1000 bytes; only these are read");
    }

    #[test]
    fn of_a_broken_gzip_stream_the_whole_part_is_read_and_the_break_named() {
        let whole = packed(&(0..20_000).map(|n| n.to_string()).collect::<String>().into_bytes());
        let mut raws = open(&whole[..whole.len() / 2], &at("cut.txt.gz"));
        let raw = raws.next().and_then(Result::ok).expect("what came out before the break");
        assert!(raw.bytes.starts_with(b"0123456789"));
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
    fn a_line_without_end_ends_the_file() {
        let long = format!("{{\"text\":\"a\"}}\n{{\"text\":\"{}\"}}\n{{\"text\":\"b\"}}\n", "x".repeat(3000));
        let told = "c.jsonl:2: does not end within 2040 bytes; nothing after it is read";
        assert_eq!(outcome(long.as_bytes(), "c.jsonl"), ["ok 12", told]);
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
