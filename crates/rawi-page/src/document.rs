//! A document: one article as text, cut into blocks, with what its page says about it.

use rawi_text::{Span, Text};

use crate::block::{Block, BlockKind};
use crate::page_kind::PageKind;
use crate::provenance::Provenance;

/// One article, ready to be read for claims.
///
/// Invariants: every span lies in [`Document::text`]; blocks are in text order and do not overlap; what no block covers is white space.
#[derive(Clone, Debug)]
pub struct Document {
    /// The input's own id where it has one (the `id` of a corpus line, the id of an archive's record, the id or address of a feed's
    /// entry), else its path, with `#number` for a corpus line or entry.
    pub key: String,
    /// SHA-256, in lower-case hexadecimal, of the bytes of this document after decompression: of the whole file (as far as it was
    /// read), of one corpus line without its line feed, of the body of an archived response, of a feed entry's element in UTF-8.
    pub sha256: String,
    /// Where the document came from and how its bytes were understood.
    pub input: Input,
    /// The address of the page, from the hints, the corpus line, or the page's own canonical link.
    pub url: Option<String>,
    /// Who published it: from the hints, the corpus line, the page's metadata, or the text itself
    /// (see [`outlet_in`](crate::outlet_in)).
    pub outlet: Option<String>,
    /// Who wrote it, as written in metadata or a byline.
    pub author: Option<String>,
    /// The words of the headline, where one was found.
    pub title: Option<Span>,
    /// When it was published, only if somebody says so outside the running text.
    pub published: Option<Published>,
    /// When it was last changed, as the page's metadata says.
    pub modified: Option<Published>,
    /// The section of the site it stands in, as the page's metadata says.
    pub section: Option<String>,
    /// Its keywords, as the page's metadata says, each once.
    pub tags: Vec<String>,
    /// What sort of page it is; only for pages.
    pub page: Option<PageKind>,
    /// A two- or three-letter language code: `ar` for Arabic, another code where script or page say so, `und` where nothing does.
    pub language: String,
    /// All readable text, furniture included, one block a line.
    pub text: Text,
    /// The text cut into blocks, in reading order.
    pub blocks: Vec<Block>,
    /// What was doubtful about the input.
    pub notes: Vec<Note>,
    /// The way from the text back to the bytes of the capture.
    pub provenance: Provenance,
}

impl Document {
    /// The document, every block with its place in the capture.
    pub(crate) fn traced(mut self) -> Document {
        for block in &mut self.blocks {
            block.raw = self.provenance.raw(block.span);
        }
        self
    }

    /// The blocks that carry the article: neither furniture nor a repetition of an earlier block.
    pub fn article(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|block| block.kind != BlockKind::Furniture && block.repeats.is_none())
    }
}

/// Where a document came from and how its bytes were understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The path as given by the caller.
    pub path: String,
    /// What kind of input it was read as.
    pub kind: InputKind,
    /// The charset used for decoding: the lower-case WHATWG name, such as `utf-8` or `windows-1256`.
    pub charset: String,
    /// Which record of the file it is: the line number for a corpus line and the place of a feed's entry, counted from 1; the id of
    /// an archive's record, with `#place` for an entry of a feed in it; nothing for a file of one document.
    pub record: Option<String>,
    /// What the archive says of the record, for a record of an archive.
    pub capture: Option<Capture>,
}

/// What a web archive says of one of its records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capture {
    /// When it was captured (`WARC-Date`), as written. That is not when it was published.
    pub date: Option<String>,
    /// The digest of the payload, else of the block, as written (`sha1:…`); kept, not checked.
    pub digest: Option<String>,
    /// The WARC file inside a WACZ.
    pub member: Option<String>,
    /// Where the record starts, in bytes of the WARC file; in a compressed file, where the gzip member or zstd frame that holds
    /// it starts.
    pub offset: u64,
}

/// The kinds of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InputKind {
    /// Plain text, perhaps copied from a page with its furniture.
    Text,
    /// An HTML page.
    Html,
    /// A line of a corpus file: one JSON object a line.
    CorpusLine,
    /// An entry of a feed: RSS, Atom or JSON.
    FeedEntry,
    /// An entry of a news sitemap.
    SitemapEntry,
}

impl InputKind {
    /// The name used in records: `text`, `html`, `corpus-line`, `feed-entry` or `sitemap-entry`.
    pub fn name(self) -> &'static str {
        match self {
            InputKind::Text => "text",
            InputKind::Html => "html",
            InputKind::CorpusLine => "corpus-line",
            InputKind::FeedEntry => "feed-entry",
            InputKind::SitemapEntry => "sitemap-entry",
        }
    }
}

/// A date or date-time of publication, as somebody outside the running text wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// An ISO 8601 date (`2025-02-17`) or date-time (`2018-02-26T14:22:00+00:00`), as written, offset kept: never
    /// converted, since the local day is what the text's «اليوم» means.
    pub value: String,
    /// Who says so.
    pub basis: Basis,
}

/// Who says when a document was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// The caller, or the corpus line.
    Given,
    /// The page's metadata: JSON-LD, OpenGraph or `<time>`.
    Metadata,
}

impl Basis {
    /// The name used in records: `given` or `metadata`.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Given => "given",
            Basis::Metadata => "metadata",
        }
    }
}

/// A remark about something doubtful in the input; never a failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about: one of [`Note::CODES`].
    pub code: &'static str,
    /// Where, if it is about a place in the text.
    pub span: Option<Span>,
    /// One sentence for a person: lower case, no full stop.
    pub message: String,
}

impl Note {
    /// Every code that this crate writes.
    pub const CODES: &'static [&'static str] = &[
        "page/charset",
        "page/published",
        "page/caps",
        "page/main-text",
        "page/extractors-disagree",
        "page/capture",
        "page/listing",
        "page/published-conflict",
        "page/author-conflict",
    ];
}

/// What the caller knows about an input that its bytes may not say. A hint wins over the page's metadata; a corpus
/// line's own fields win over a hint, because a hint is given for a whole run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// The path to name in keys and errors, as the caller wrote it; `-` for standard input.
    pub path: String,
    /// The outlet that published it.
    pub outlet: Option<String>,
    /// The address of the page.
    pub url: Option<String>,
    /// An ISO 8601 date or date-time of publication.
    pub published: Option<String>,
    /// What the input is, where the caller will not have it told from content and name.
    pub kind: Option<InputKind>,
    /// The charset label a server sent, such as `windows-1256`; checked against the bytes, not believed.
    pub charset: Option<String>,
    /// Find the main text of pages by how they are built alone: four times as fast as two extractors that check each other, and nobody
    /// doubts it.
    pub fast: bool,
}
