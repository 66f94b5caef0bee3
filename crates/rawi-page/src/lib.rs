//! Bytes to documents: an article cut out of a page, a text or a corpus line, with its headline, blocks and furniture.
//!
//! 1. [`open`] cuts an input into [`RawDocument`]s: compression unwrapped, the kind told by content before name, a corpus file
//!    streamed line by line, a web archive record by record, a feed cut into its entries; [`open_seekable`] reads WACZ too. A bad
//!    line, record or entry never stops the rest.
//! 2. [`RawDocument::read`] decodes one: a charset is decided by evidence, a label is only a claim.
//! 3. What is read depends on the kind ([`InputKind`]): main text and metadata of an HTML page, title and body of a corpus
//!    line or feed entry, every line of a plain text.
//! 4. Each line becomes a [`Block`] with a [`BlockKind`]; what belongs to the page and not to the article is labelled
//!    [`Furniture`](BlockKind::Furniture) with a [`FurnitureClass`], and nothing is deleted.
//! 5. [`outlet_in`] finds who published it where nobody says so outside the text.
//!
//! [`read`] does all of it in one call. This crate knows the web and the look of lines; it knows no grammar, asks no clock and no
//! network, and opens no file.
#![deny(missing_docs)]

mod block;
mod document;

mod charset;
mod compressed;
mod input;
mod raw;
mod sniff;

mod http;
mod members;
mod record;
mod reference;
mod wacz;
mod warc;

mod corpus;
mod entry;
mod feed;
mod feed_date;
mod html;
mod json_feed;
mod json_string;
mod mhtml;
mod plain;

mod align;
mod article;
mod caps;
mod flow;
mod main_text;
mod markup;
mod metadata;
mod microdata;
mod page_kind;
mod pass;
mod provenance;
mod reader_view;
mod surround;
mod tags;
mod trace;
mod tree;

mod caption;
mod decode;
mod furniture;
mod phrase;
mod role;
mod shape;
mod tail;

mod language;
mod outlet;
mod profile;
mod published;

mod error;
mod lexicon;

use std::fmt::Write as _;
use std::io::BufRead;

use sha2::{Digest, Sha256};

pub use block::{Block, BlockKind, FurnitureClass};
pub use document::{Basis, Capture, Document, Hints, Input, InputKind, Note, Published};
pub use error::{Error, ErrorKind};
pub use input::{RawDocuments, open, open_seekable};
pub use lexicon::FurnitureLexicon;
pub use outlet::outlet_in;
pub use page_kind::PageKind;
pub use profile::{Learner, PageLines, SiteProfile, host_named};
pub use provenance::{Place, Provenance};
pub use raw::RawDocument;

/// The documents of an input, in input order; a bad one never stops the rest.
///
/// `reader` may be a file, standard input or `&[u8]`; see [`open`].
///
/// ```
/// use rawi_page::{BlockKind, FurnitureLexicon, Hints};
///
/// let lexicon = FurnitureLexicon::default();
/// let hints = Hints { path: "story.txt".to_owned(), ..Hints::default() };
/// let text = "السد جاهز\n\nقال وزير المياه في نهاوند إن السد الجديد جاهز للملء.";
/// let document = rawi_page::read(text.as_bytes(), &hints, &lexicon).next().expect("one document")?;
/// assert_eq!(document.title.map(|title| &document.text[title]), Some("السد جاهز"));
/// assert_eq!(document.blocks[1].kind, BlockKind::Paragraph);
/// # Ok::<(), rawi_page::Error>(())
/// ```
pub fn read<'a>(
    reader: impl BufRead + 'a,
    hints: &Hints,
    lexicon: &'a FurnitureLexicon,
) -> impl Iterator<Item = Result<Document, Error>> + 'a {
    open(reader, hints).map(move |raw| raw.and_then(|raw| raw.read(lexicon)))
}

/// The digest of a document's bytes, in lower-case hexadecimal.
fn sha256(bytes: &[u8]) -> String {
    let mut hexadecimal = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(hexadecimal, "{byte:02x}");
    }
    hexadecimal
}
