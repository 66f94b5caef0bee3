//! The one error of this crate.

use std::fmt;
use std::io;

/// Why an input, or one line of it, could not be read.
///
/// Content never fails: whatever can be decoded becomes a document, with notes where something is doubtful. What fails is
/// bytes that are no text, and corpus lines that are no document. One opaque type, so that the libraries behind this crate
/// can be exchanged; [`Error::kind`] tells what a caller may act on.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    path: String,
    line: Option<u64>,
    record: Option<(u64, u64)>,
    message: String,
    cause: Option<io::Error>,
}

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Reading the bytes failed.
    Io,
    /// There is nothing in the input but white space.
    Empty,
    /// The bytes are not text.
    NotText,
    /// The input is larger than the stated limit.
    TooLarge,
    /// The compressed stream is damaged.
    Compression,
    /// One line of a corpus file is not a document; the lines after it are still read.
    Line,
    /// One record of an archive or entry of a feed is damaged; those after it are still read.
    Record,
    /// The file ends inside a record or entry; those before it are whole.
    Truncated,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, path: &str, message: impl Into<String>) -> Error {
        Error { kind, path: path.to_owned(), line: None, record: None, message: message.into(), cause: None }
    }

    pub(crate) fn line(path: &str, line: u64, message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Line, path, message).at_line(line)
    }

    /// The same error, about one line.
    pub(crate) fn at_line(self, line: u64) -> Error {
        Error { line: Some(line), ..self }
    }

    /// The same error, about one record: its number, counted from 1, and where it starts in the file, in bytes.
    pub(crate) fn in_record(self, number: u64, offset: u64) -> Error {
        Error { record: Some((number, offset)), ..self }
    }

    pub(crate) fn io(path: &str, line: Option<u64>, cause: io::Error) -> Error {
        let message = format!("cannot be read: {cause}");
        Error { line, cause: Some(cause), ..Error::new(ErrorKind::Io, path, message) }
    }

    pub(crate) fn compression(path: &str, line: Option<u64>, cause: io::Error) -> Error {
        let message = format!("compressed stream is damaged: {cause}");
        Error { line, cause: Some(cause), ..Error::new(ErrorKind::Compression, path, message) }
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The path of the input, as the caller wrote it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The line of the file, counted from 1, where the error is about one line.
    pub fn line_number(&self) -> Option<u64> {
        self.line
    }

    /// The record of the archive or entry of the feed, counted from 1, where the error is about one.
    pub fn record_number(&self) -> Option<u64> {
        self.record.map(|(number, _)| number)
    }

    /// Where that record starts in the file, in bytes; in a compressed archive, where its gzip member or zstd frame starts.
    pub fn offset(&self) -> Option<u64> {
        self.record.map(|(_, offset)| offset)
    }

    /// What is wrong and what was expected, without the place.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.path.is_empty() { "-" } else { &self.path })?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some((number, offset)) = self.record {
            write!(f, ": record {number} at byte {offset}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_ref().map(|cause| cause as _)
    }
}
