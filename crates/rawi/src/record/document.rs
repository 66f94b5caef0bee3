//! The document part of a record.

use rawi_page::{BlockKind, Document, FurnitureClass, InputKind, PageKind};
use rawi_text::Text;
use serde::{Deserialize, Serialize};

use super::mention::numbered;
use super::offset::{OffsetUnit, Offsets, SpanRecord};
use super::term::Term;
use crate::reading::{Basis, Reading};

/// The document: where it came from, its text, its blocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Document"))]
pub struct DocumentRecord {
    /// The input's own id where it has one, else its path.
    pub key: String,
    /// SHA-256 of the input bytes of this document, in hexadecimal.
    pub sha256: String,
    /// Where the bytes came from and how they were understood.
    pub input: Input,
    /// The address of the page.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// A language code: `ar` for Arabic, `und` where nothing tells.
    pub language: String,
    /// When it was published; null where nothing says so, and then nothing is resolved against it.
    pub published: Option<Published>,
    /// When it was last changed; absent where nothing says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<Published>,
    /// What sort of page it is; only for pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<Term<PageKind>>,
    /// The section of the site it stands in, as the page says; absent where it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The keywords that the page gives itself; absent where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// What every offset of this record counts.
    pub offsets: Term<OffsetUnit>,
    /// All readable text, furniture included, one block a line.
    pub text: String,
    /// The text cut into blocks, in reading order.
    pub blocks: Vec<Block>,
}

/// Where the bytes came from and how they were understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Input {
    /// The path as given; `-` for standard input.
    pub path: String,
    /// What kind of input it was read as.
    pub kind: Term<InputKind>,
    /// The charset used for decoding, by its WHATWG name.
    pub charset: String,
    /// Which record of the file it is: the line number of a corpus line, the place of a feed's entry, the id of an archive's record.
    pub record: Option<String>,
    /// What the web archive says of the record; only for records of archives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capture: Option<Capture>,
}

/// What a web archive says of one of its records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Capture {
    /// When it was captured, as written; not when it was published.
    pub date: Option<String>,
    /// The digest of the payload, else of the block, as written.
    pub digest: Option<String>,
    /// The WARC file inside a WACZ; only there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// Where the record starts, in bytes of the WARC file; in a compressed one, where the gzip member or zstd frame that holds
    /// it starts.
    pub offset: u64,
}

/// When a document was published or changed, and how that is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Published {
    /// An ISO 8601 date or date-time, as written.
    pub value: String,
    /// How it is known.
    pub basis: Term<Basis>,
}

/// One block of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Block {
    /// What it is.
    pub kind: Term<BlockKind>,
    /// Where it is.
    pub span: SpanRecord,
    /// The class of furniture; only for furniture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub furniture: Option<Term<FurnitureClass>>,
    /// The rule that told what it is; absent where the page's own tags did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The photo credit, in its words; only for captions that have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// Where the picture was taken: the id of the place mention; only for captions that say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// When it was taken: the id of the time mention; only for captions that say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The index of the earlier block that this one repeats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<u32>,
    /// Which entry of a listing, or update of a live page, it belongs to, counted from 1; absent on other pages and for what belongs
    /// to all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<u32>,
    /// The bytes of the capture that it was read from, half-open, tags between its words included; absent where nothing tells. The
    /// capture is what `sha256` is the digest of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<[u64; 2]>,
}

impl DocumentRecord {
    /// The document that the record was written of, ready to be read again: its text and blocks, and what is known of it from outside the running
    /// text. `text` is that of the record, which a store may keep apart; `notes` are the notes of the record, of which those about the page come back.
    ///
    /// What only the bytes of the capture tell is lost: the way back to them ([`Document::provenance`]), and the rule by which a block was told. A reading of the document is the same. Nothing where offsets are not in bytes, or a span is none of the text.
    pub fn document(&self, text: Text, notes: &[super::Note]) -> Option<Document> {
        if self.offsets.0 != OffsetUnit::Bytes {
            return None;
        }
        let span = |span: SpanRecord| text.span(span.0 as usize..span.1 as usize);
        let block = |block: &Block| {
            let place = span(block.span)?;
            let credit = block.credit.as_deref().and_then(|words| {
                let at = place.start() + text[place].find(words)?;
                text.span(at..at + words.len())
            });
            Some(rawi_page::Block {
                furniture: block.furniture.map(|class| class.0),
                credit,
                repeats: block.repeats.map(|index| index as usize),
                entry: block.entry.map(|entry| entry as usize),
                raw: block.raw.map(|[start, end]| start as usize..end as usize),
                ..rawi_page::Block::new(block.kind.0, place)
            })
        };
        let blocks = self.blocks.iter().map(block).collect::<Option<Vec<_>>>()?;
        let note = |note: &super::Note| {
            let code = rawi_page::Note::CODES.iter().find(|code| **code == note.code)?;
            Some(rawi_page::Note { code, span: note.span.and_then(span), message: note.message.clone() })
        };
        let told = |published: &Option<Published>| {
            let published = published.as_ref()?;
            let basis = match published.basis.0 {
                Basis::Given => rawi_page::Basis::Given,
                Basis::Metadata => rawi_page::Basis::Metadata,
                // Found in the text, and found there again.
                Basis::Dateline | Basis::Text => return None,
            };
            Some(rawi_page::Published { value: published.value.clone(), basis })
        };
        Some(Document {
            key: self.key.clone(),
            sha256: self.sha256.clone(),
            input: rawi_page::Input {
                path: self.input.path.clone(),
                kind: self.input.kind.0,
                charset: self.input.charset.clone(),
                record: self.input.record.clone(),
                capture: self.input.capture.as_ref().map(|capture| rawi_page::Capture {
                    date: capture.date.clone(),
                    digest: capture.digest.clone(),
                    member: capture.member.clone(),
                    offset: capture.offset,
                }),
            },
            url: self.url.clone(),
            outlet: self.outlet.clone(),
            author: self.author.clone(),
            title: blocks.iter().find(|block| block.kind == BlockKind::Headline).map(|block| block.span),
            published: told(&self.published),
            modified: told(&self.modified),
            section: self.section.clone(),
            tags: self.tags.clone(),
            page: self.page.map(|page| page.0),
            language: self.language.clone(),
            notes: notes.iter().filter_map(note).collect(),
            provenance: rawi_page::Provenance::default(),
            blocks,
            text,
        })
    }

    pub(super) fn of(document: &Document, reading: &Reading, offsets: &Offsets<'_>) -> DocumentRecord {
        let caption = |at: usize| reading.captions.iter().find(|caption| caption.block == at);
        let mention = |index: Option<usize>| index.map(|index| numbered('m', index));
        DocumentRecord {
            key: document.key.clone(),
            sha256: document.sha256.clone(),
            input: Input {
                path: document.input.path.clone(),
                kind: Term(document.input.kind),
                charset: document.input.charset.clone(),
                record: document.input.record.clone(),
                capture: document.input.capture.as_ref().map(|capture| Capture {
                    date: capture.date.clone(),
                    digest: capture.digest.clone(),
                    member: capture.member.clone(),
                    offset: capture.offset,
                }),
            },
            url: document.url.clone(),
            outlet: document.outlet.clone(),
            author: document.author.clone(),
            language: document.language.clone(),
            published: reading
                .published
                .as_ref()
                .map(|published| Published { value: published.value.clone(), basis: Term(published.basis) }),
            modified: reading
                .modified
                .as_ref()
                .map(|modified| Published { value: modified.value.clone(), basis: Term(modified.basis) }),
            page: document.page.map(Term),
            section: document.section.clone(),
            tags: document.tags.clone(),
            offsets: Term(offsets.unit()),
            text: document.text.as_str().to_owned(),
            blocks: document
                .blocks
                .iter()
                .enumerate()
                .map(|(at, block)| Block {
                    kind: Term(block.kind),
                    span: offsets.span(block.span),
                    furniture: block.furniture.map(Term),
                    rule: block.rule.map(str::to_owned),
                    credit: block.credit.map(|span| document.text[span].to_owned()),
                    place: caption(at).and_then(|caption| mention(caption.place)),
                    date: caption(at).and_then(|caption| mention(caption.date)),
                    repeats: block.repeats.map(|index| index as u32),
                    entry: block.entry.map(|entry| entry as u32),
                    raw: block.raw.as_ref().map(|raw| [raw.start as u64, raw.end as u64]),
                })
                .collect(),
        }
    }
}
