//! WARC files, record by record, in constant memory: each record's place is known, a damaged one is told and passed over.
//!
//! The framing is read here and not by a library: of those there are, one stops forever at a truncated file, one gives a cut record
//! as if it were whole, one holds whatever length a record claims for itself, and none goes on after damage.

use std::io::{self, BufRead};
use std::sync::Arc;

use crate::document::Capture;
use crate::error::{Error, ErrorKind};
use crate::http::Fields;
use crate::members::Members;

/// Bytes of one record's header.
const HEADER: usize = 64 * 1024;

/// A record that may hold a page.
#[derive(Debug)]
pub(crate) struct Record {
    /// Its place, counted from 1.
    pub(crate) number: u64,
    /// `WARC-Record-ID` without its brackets.
    pub(crate) id: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) capture: Capture,
    /// The media type of the block or, for an HTTP message, of what the crawler found in it.
    pub(crate) media_type: Option<String>,
    /// Is the block an HTTP message?
    pub(crate) is_http: bool,
    /// The block, as far as the limit allows.
    pub(crate) block: Vec<u8>,
    /// How long the block is.
    pub(crate) length: u64,
    /// Why the crawler kept a part only.
    pub(crate) truncated: Option<String>,
}

/// The records of a file.
pub(crate) struct Records<'a> {
    members: Members<'a>,
    path: String,
    /// The file inside an archive of archives, if this is one.
    member: Option<Arc<str>>,
    limit: u64,
    number: u64,
    passed_over: u64,
    ended: bool,
}

enum Step {
    Record(Box<Record>),
    PassedOver,
    End,
}

enum Fault {
    Io(io::Error),
    /// The file ends inside the record.
    Cut(String),
    Malformed(String),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Fault {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Fault::Cut("the file ends within the record".to_owned()),
            _ => Fault::Io(error),
        }
    }
}

impl<'a> Records<'a> {
    /// Of each record at most `limit` bytes are kept.
    pub(crate) fn new(members: Members<'a>, path: &str, member: Option<Arc<str>>, limit: u64) -> Records<'a> {
        Records { members, path: path.to_owned(), member, limit, number: 0, passed_over: 0, ended: false }
    }

    /// How many records were no pages.
    pub(crate) fn passed_over(&self) -> u64 {
        self.passed_over
    }

    /// The next record that may hold a page, or what is wrong with the next one.
    pub(crate) fn next(&mut self) -> Option<Result<Box<Record>, Error>> {
        while !self.ended {
            self.number += 1;
            match self.step() {
                Ok(Step::Record(record)) => return Some(Ok(record)),
                Ok(Step::PassedOver) => self.passed_over += 1,
                Ok(Step::End) => self.ended = true,
                Err((offset, fault)) => {
                    let error = self.error(offset, &fault);
                    self.ended = !self.recover(&fault);
                    return Some(Err(error));
                }
            }
        }
        None
    }

    fn error(&self, offset: u64, fault: &Fault) -> Error {
        let path = self.member.as_ref().map_or_else(|| self.path.clone(), |member| format!("{}/{member}", self.path));
        let (kind, message) = match fault {
            Fault::Io(cause) if self.members.is_packed() && is_damage(cause) => {
                (ErrorKind::Record, format!("damaged record: {cause}; skipped"))
            }
            Fault::Io(cause) => (ErrorKind::Io, format!("cannot be read: {cause}")),
            Fault::Cut(what) => (ErrorKind::Truncated, what.clone()),
            Fault::Malformed(what) => (ErrorKind::Record, format!("damaged record: {what}; skipped")),
        };
        Error::new(kind, &path, message).in_record(self.number, offset)
    }

    /// Goes on to the next record after a fault; says whether there may be one.
    fn recover(&mut self, fault: &Fault) -> bool {
        match fault {
            Fault::Io(cause) if !is_damage(cause) => return false,
            Fault::Io(_) | Fault::Cut(_) => {
                if !self.members.pass_damage().unwrap_or(false) {
                    return false;
                }
            }
            Fault::Malformed(_) => {}
        }
        loop {
            match self.seek_header() {
                Ok(found) => return found,
                Err(cause) if is_damage(&cause) && self.members.pass_damage().unwrap_or(false) => {}
                Err(_) => return false,
            }
        }
    }

    /// Goes on to the next line, or member, that begins a record.
    fn seek_header(&mut self) -> io::Result<bool> {
        loop {
            if self.members.peek(5)? == b"WARC/" {
                return Ok(true);
            }
            let first = self.members.begins_member();
            loop {
                self.members.fill()?;
                if !first && self.members.begins_member() {
                    break;
                }
                let window = self.members.window();
                if window.is_empty() {
                    return Ok(false);
                }
                let line = window.iter().position(|&byte| byte == b'\n');
                let n = line.map_or(window.len(), |at| at + 1);
                self.members.consume(n);
                if line.is_some() {
                    break;
                }
            }
        }
    }

    fn step(&mut self) -> Result<Step, (u64, Fault)> {
        if let Err(error) = self.blank_lines() {
            return Err((self.members.offset(), error.into()));
        }
        let offset = self.members.offset();
        self.record(offset).map_err(|fault| (offset, fault))
    }

    fn blank_lines(&mut self) -> io::Result<()> {
        loop {
            let window = self.members.fill()?;
            let blank = window.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            if blank == 0 {
                return Ok(());
            }
            self.members.consume(blank);
        }
    }

    fn record(&mut self, offset: u64) -> Result<Step, Fault> {
        let start = self.members.peek(5)?;
        if start.is_empty() {
            return Ok(Step::End);
        }
        if start != b"WARC/" {
            return Err(Fault::Malformed("expected a line WARC/1.0 or WARC/1.1".to_owned()));
        }
        let fields = self.header()?;
        let length = fields.of("content-length");
        let Some(length) = length.and_then(|length| length.parse::<u64>().ok()) else {
            return Err(Fault::Malformed(format!(
                "Content-Length is {}; expected a number of bytes",
                length.map_or_else(|| "missing".to_owned(), |length| format!("\"{}\"", shown(length)))
            )));
        };
        let media_type = fields.of("content-type").map(str::to_owned);
        let kind = fields.of("warc-type").unwrap_or_default().to_ascii_lowercase();
        let is_http = media_type.as_deref().is_none_or(|media_type| media_type.starts_with("application/http"));
        let is_wanted = matches!(kind.as_str(), "response" | "resource" | "conversion");
        let mut block = Vec::new();
        self.block(length, if is_wanted { self.limit } else { 0 }, &mut block)?;
        self.settle(length)?;
        if kind.is_empty() {
            return Err(Fault::Malformed("WARC-Type is missing".to_owned()));
        }
        if !is_wanted {
            return Ok(Step::PassedOver);
        }
        let is_http = kind == "response" && is_http;
        let bare = |value: &str| value.trim_start_matches('<').trim_end_matches('>').to_owned();
        let media_type =
            if is_http { fields.of("warc-identified-payload-type").map(str::to_owned) } else { media_type };
        let digest = fields.of("warc-payload-digest").or_else(|| fields.of("warc-block-digest"));
        Ok(Step::Record(Box::new(Record {
            number: self.number,
            id: fields.of("warc-record-id").map(bare),
            url: fields.of("warc-target-uri").map(bare),
            capture: Capture {
                date: fields.of("warc-date").map(str::to_owned),
                digest: digest.map(str::to_owned),
                member: self.member.as_ref().map(ToString::to_string),
                offset,
            },
            media_type,
            is_http,
            block,
            length,
            truncated: fields.of("warc-truncated").map(str::to_owned),
        })))
    }

    fn header(&mut self) -> Result<Fields, Fault> {
        let mut header = Vec::new();
        loop {
            let window = self.members.fill()?;
            if window.is_empty() {
                return Err(Fault::Cut("the file ends within the header of the record".to_owned()));
            }
            let line = window.iter().position(|&byte| byte == b'\n').map(|at| at + 1);
            let n = line.unwrap_or(window.len());
            let begins = header.len() == header.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
            let is_last = begins && line.is_some() && matches!(&window[..n], b"\n" | b"\r\n");
            // A line break may be cut by the end of a window.
            let is_rest = header.ends_with(b"\n\r") && window[..n] == *b"\n";
            header.extend_from_slice(&window[..n]);
            self.members.consume(n);
            if is_last || is_rest {
                return Ok(Fields::of_lines(&header));
            }
            if header.len() > HEADER {
                return Err(Fault::Malformed(format!("its header is longer than {HEADER} bytes")));
            }
        }
    }

    /// Reads the block and keeps the first `keep` bytes of it.
    fn block(&mut self, length: u64, keep: u64, block: &mut Vec<u8>) -> Result<(), Fault> {
        let mut rest = length;
        while rest > 0 {
            self.members.fill()?;
            let begins = self.members.begins_member();
            let window = self.members.window();
            if window.is_empty() {
                let read = length - rest;
                return Err(Fault::Cut(format!("the file ends within the record, after {read} of {length} bytes")));
            }
            if begins && rest < length && window.starts_with(b"WARC/") {
                return Err(Fault::Malformed(format!("it ends after {} of {length} bytes", length - rest)));
            }
            let n = window.len().min(usize::try_from(rest).unwrap_or(usize::MAX));
            let kept = n.min(usize::try_from(keep).unwrap_or(usize::MAX).saturating_sub(block.len()));
            block.extend_from_slice(&window[..kept]);
            self.members.consume(n);
            rest -= n as u64;
        }
        Ok(())
    }

    /// What follows a block: line ends, or at least the next record or the end of the member.
    fn settle(&mut self, length: u64) -> Result<(), Fault> {
        let mut is_ended = false;
        loop {
            let window = self.members.fill_within()?;
            let blank = window.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            if blank == 0 {
                is_ended |= window.is_empty();
                break;
            }
            is_ended = true;
            self.members.consume(blank);
        }
        if is_ended || self.members.peek(5)? == b"WARC/" {
            return Ok(());
        }
        Err(Fault::Malformed(format!("no record follows its {length} bytes; Content-Length is wrong")))
    }
}

fn is_damage(cause: &io::Error) -> bool {
    matches!(cause.kind(), io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof)
}

fn shown(value: &str) -> String {
    value.chars().take(40).collect()
}
