//! The bytes of one document, cut out of an input and not yet read.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::document::{Capture, Document, Hints, InputKind, Note};
use crate::entry::{self, Entry};
use crate::error::{Error, ErrorKind};
use crate::feed::{Fault, Feed, feed};
use crate::json_feed::json_feed;
use crate::lexicon::FurnitureLexicon;
use crate::sniff::Container;
use crate::{charset, corpus, html, mhtml, plain};

/// The bytes of one document, not yet read: what a caller hands to another thread.
#[derive(Clone, Debug)]
pub struct RawDocument {
    pub(crate) bytes: Vec<u8>,
    pub(crate) kind: InputKind,
    pub(crate) hints: Arc<Hints>,
    pub(crate) line: Option<u64>,
    entry: Option<Box<(Entry, String)>>,
    /// Where it stood, if it is one of many in its file.
    pub(crate) origin: Option<Box<Origin>>,
    /// What was left out before reading, for notes.
    excess: Vec<String>,
    /// What was doubtful about its transport, for notes.
    doubts: Vec<String>,
}

/// The record or entry that a document was.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    /// What the document is called by.
    pub(crate) key: String,
    /// Which record it is: its own id, else its number.
    pub(crate) record: String,
    pub(crate) number: u64,
    pub(crate) offset: u64,
    pub(crate) capture: Option<Capture>,
}

impl RawDocument {
    pub(crate) fn whole(bytes: Vec<u8>, kind: InputKind, hints: Arc<Hints>, excess: Vec<String>) -> RawDocument {
        RawDocument { bytes, kind, hints, line: None, entry: None, origin: None, excess, doubts: Vec::new() }
    }

    pub(crate) fn line(bytes: Vec<u8>, number: u64, hints: Arc<Hints>) -> RawDocument {
        RawDocument { line: Some(number), ..RawDocument::whole(bytes, InputKind::CorpusLine, hints, Vec::new()) }
    }

    /// The same document, as a record of an archive.
    pub(crate) fn of_record(self, origin: Origin, doubts: Vec<String>) -> RawDocument {
        RawDocument { origin: Some(Box::new(origin)), doubts, ..self }
    }

    /// How many bytes the document has, after decompression.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The digest that [`Document::sha256`] will be, where nothing but the bytes says what the document is: `None` for a record of an archive and
    /// for an entry of a feed, whose address and date stand outside of them.
    pub fn sha256(&self) -> Option<String> {
        (self.origin.is_none() && self.entry.is_none()).then(|| crate::sha256(&self.bytes))
    }

    /// Its bytes: the ones that [`Document::sha256`] is the digest of, and in which the places of blocks are counted.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Has it no byte?
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Reads the document. The outcome depends on nothing but the bytes, the hints and the lexicon.
    ///
    /// # Errors
    /// [`ErrorKind::Empty`] and [`ErrorKind::NotText`] for a whole file, archive record or feed entry, [`ErrorKind::Line`] for
    /// a corpus line that is no document.
    pub fn read(&self, lexicon: &FurnitureLexicon) -> Result<Document, Error> {
        let (bytes, hints) = (&self.bytes, &*self.hints);
        let document = match (self.kind, &self.entry) {
            (kind, Some(entry)) => entry::read(&entry.0, bytes, kind, &entry.1, hints, lexicon),
            (InputKind::CorpusLine, None) => corpus::read(bytes, self.line.unwrap_or(1), hints, lexicon),
            (InputKind::Html, None) => html::read(bytes, hints, lexicon),
            (InputKind::Text | InputKind::FeedEntry | InputKind::SitemapEntry, None) => {
                plain::read(bytes, hints, lexicon)
            }
        };
        let mut document = document.map_err(|error| self.placed(error))?;
        let notes = |code: &'static str, messages: &[String]| -> Vec<Note> {
            messages.iter().map(|message| Note { code, span: None, message: message.clone() }).collect()
        };
        document.notes.extend(notes("page/caps", &self.excess));
        document.notes.extend(notes("page/capture", &self.doubts));
        if let Some(origin) = &self.origin {
            document.key.clone_from(&origin.key);
            document.input.record = Some(origin.record.clone());
            document.input.capture.clone_from(&origin.capture);
        }
        Ok(document)
    }

    fn placed(&self, error: Error) -> Error {
        match &self.origin {
            Some(origin) => error.in_record(origin.number, origin.offset),
            None => error,
        }
    }
}

/// A document that may hold others.
pub(crate) struct Cut {
    pub(crate) raw: RawDocument,
    pub(crate) container: Option<Container>,
    /// Is it itself a record of an archive?
    pub(crate) is_record: bool,
}

/// Cuts a feed into its entries and a saved message down to its page; any other document is one. Says how many came out.
pub(crate) fn cut(Cut { raw, container, is_record }: Cut, out: &mut VecDeque<Result<RawDocument, Error>>) {
    match container {
        Some(Container::Mail) => out.push_back(Ok(page_of(raw))),
        Some(Container::Feed) => entries(&raw, is_record, out),
        Some(Container::UnknownXml) => {
            let message = "XML, but neither a feed nor a sitemap nor a page; nothing to read";
            out.push_back(Err(raw.placed(Error::new(ErrorKind::NotText, &raw.hints.path, message))));
        }
        Some(Container::Archive) | None => out.push_back(Ok(raw)),
    }
}

fn page_of(raw: RawDocument) -> RawDocument {
    let Some(page) = mhtml::page(&raw.bytes) else { return RawDocument { kind: InputKind::Text, ..raw } };
    let hints = Hints {
        url: raw.hints.url.clone().or(page.url),
        charset: raw.hints.charset.clone().or(page.charset),
        ..(*raw.hints).clone()
    };
    let kind = if page.is_html { InputKind::Html } else { InputKind::Text };
    let excess = raw.excess.iter().cloned().chain(page.excess).collect();
    RawDocument { bytes: page.bytes, kind, hints: Arc::new(hints), excess, ..raw }
}

fn entries(raw: &RawDocument, is_record: bool, out: &mut VecDeque<Result<RawDocument, Error>>) {
    let own_label = charset::html_label(&raw.bytes);
    let labels: Vec<&str> = raw.hints.charset.iter().chain(&own_label).map(String::as_str).collect();
    let decoded = charset::decode(&raw.bytes, &labels);
    let is_json = decoded.text.trim_start().starts_with('{');
    let Feed { title, language, found, is_sitemap } =
        if is_json { json_feed(&decoded.text) } else { feed(&decoded.text) };
    let kind = if is_sitemap { InputKind::SitemapEntry } else { InputKind::FeedEntry };
    let charset_doubts: Vec<String> = decoded.doubts.into_iter().map(|(message, _)| message).collect();
    // The address of a feed is not that of its entries.
    let hints = Arc::new(Hints { url: None, charset: None, ..(*raw.hints).clone() });
    let place = raw.origin.as_deref();
    let (mut read, mut bare) = (0, 0);
    for (number, found) in (1..).zip(found) {
        let within = if is_record { place } else { None };
        let offset = |at: usize| within.map_or(at as u64, |origin| origin.offset);
        match found {
            Ok((entry, _)) if !entry.has_words() => bare += 1,
            Ok((mut entry, range)) => {
                read += 1;
                entry.outlet = entry.outlet.or_else(|| title.clone());
                entry.language = entry.language.or_else(|| language.clone());
                let record = within.map_or_else(|| number.to_string(), |origin| format!("{}#{number}", origin.record));
                let key = entry.id.clone().or_else(|| entry.url.clone());
                let key = key.unwrap_or_else(|| format!("{}#{number}", place.map_or(&hints.path, |place| &place.key)));
                let origin = Origin {
                    key,
                    record,
                    number: within.map_or(number, |origin| origin.number),
                    offset: offset(range.start),
                    capture: within.and_then(|origin| origin.capture.clone()),
                };
                out.push_back(Ok(RawDocument {
                    bytes: decoded.text.as_bytes().get(range).unwrap_or_default().to_vec(),
                    kind,
                    hints: Arc::clone(&hints),
                    line: None,
                    entry: Some(Box::new((entry, decoded.charset.clone()))),
                    origin: Some(Box::new(origin)),
                    excess: raw.excess.clone(),
                    doubts: [raw.doubts.as_slice(), charset_doubts.as_slice()].concat(),
                }));
            }
            Err(Fault { at, message, is_end }) => {
                let kind = if is_end { ErrorKind::Truncated } else { ErrorKind::Record };
                let error = Error::new(kind, &hints.path, message);
                let number = within.map_or(number, |origin| origin.number);
                out.push_back(Err(error.in_record(number, offset(at))));
                read += 1;
            }
        }
    }
    if read == 0 && !is_record {
        let message = match (is_sitemap, bare) {
            (true, n) => format!("a sitemap of {n} addresses without headlines; nothing to read"),
            (false, 0) => "a feed without entries; nothing to read".to_owned(),
            (false, n) => format!("a feed of {n} entries without words; nothing to read"),
        };
        out.push_back(Err(raw.placed(Error::new(ErrorKind::Empty, &hints.path, message))));
    }
}
