//! One document with its reading, ready to be kept.

use rawi::Reading;
use rawi::reading::LinkRole;
use rawi::record::{OffsetUnit, Record};
use rawi::relation::Outline;
use rawi_page::{BlockKind, Document};
use rawi_text::fold;
use sha2::{Digest, Sha256};

use crate::reread::Stored;

/// One document with its reading, ready to be kept. Making one costs more than keeping it, and can be done on any thread.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The wire record, offsets in bytes; its text is taken out into [`Entry::text`].
    pub(crate) record: Record,
    /// The record as JSON, without the text.
    pub(crate) json: String,
    pub(crate) text: String,
    pub(crate) headline: Option<String>,
    pub(crate) day: Option<String>,
    /// Which engine and words made the reading.
    pub(crate) engine: String,
    pub(crate) claims: Vec<ClaimEntry>,
    pub(crate) gist: Vec<u8>,
    pub(crate) sketch: Vec<u8>,
}

/// What is kept of a claim besides its record.
#[derive(Clone, Debug)]
pub(crate) struct ClaimEntry {
    pub(crate) uid: String,
    pub(crate) origin: String,
    pub(crate) shape: Vec<u8>,
    pub(crate) roles: Vec<u8>,
}

impl Entry {
    /// The entry of a document and its reading; `engine` names the version of the engine and of the words it was read with.
    pub fn of(document: &Document, reading: &Reading, outline: &Outline, engine: &str) -> Entry {
        let mut record = Record::of(document, reading, OffsetUnit::Bytes);
        let text = std::mem::take(&mut record.document.text);
        let url = record.document.url.clone().unwrap_or_default();
        let claims = reading
            .claims
            .iter()
            .zip(outline.claims.iter().zip(&outline.roles))
            .map(|(claim, (comparable, roles))| {
                let spans = std::iter::once(&claim.cue).chain(&claim.content);
                let spans = spans.map(|span| (span.start() as u64, span.end() as u64));
                let uid = claim_uid(&record.document.sha256, &url, spans);
                ClaimEntry { uid, origin: origin(claim), shape: comparable.pack(), roles: roles.pack() }
            })
            .collect();
        let headline = document
            .title
            .or_else(|| document.blocks.iter().find(|block| block.kind == BlockKind::Headline).map(|block| block.span))
            .map(|span| document.text[span].to_owned());
        let gist =
            outline.gist.iter().flat_map(|(stem, weight)| stem.0.to_le_bytes().into_iter().chain(weight.to_le_bytes()));
        let sketch = outline.sketch.iter().flat_map(|hash| hash.to_le_bytes());
        Entry {
            // Only maps with keys that are no strings fail to be JSON, and a record has no maps.
            json: serde_json::to_string(&record).unwrap_or_default(),
            headline,
            day: reading.published.as_ref().map(|published| published.day.to_string()),
            engine: engine.to_owned(),
            claims,
            gist: gist.collect(),
            sketch: sketch.collect(),
            record,
            text,
        }
    }

    /// The entry of a document that is in a ledger already and was read again: what was stored of where it came from and of its blocks stays
    /// as it was.
    pub fn again(stored: &Stored, reading: &Reading, outline: &Outline, engine: &str) -> Entry {
        let mut entry = Entry::of(&stored.document, reading, outline, engine);
        let document = &mut entry.record.document;
        document.input.clone_from(&stored.record.input);
        document.blocks.clone_from(&stored.record.blocks);
        entry.json = serde_json::to_string(&entry.record).unwrap_or_default();
        entry
    }

    /// How many claims the document has.
    pub fn claims(&self) -> usize {
        self.claims.len()
    }

    /// How many bytes the text has.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Has the document no text?
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// The identity of a claim: from the document and the spans of cue and content, the same in every ledger.
pub(crate) fn claim_uid(sha256: &str, url: &str, spans: impl Iterator<Item = (u64, u64)>) -> String {
    let mut uid = Sha256::new();
    uid.update(sha256.as_bytes());
    uid.update(url.as_bytes());
    for (start, end) in spans {
        uid.update(start.to_le_bytes());
        uid.update(end.to_le_bytes());
    }
    hex(&uid.finalize()[..8])
}

/// Whose report a claim is: the agency that passed it on, else the medium, else the statement or interview, else the source that is not named,
/// else the outlet itself. Two claims that say the same with the same origin count once.
fn origin(claim: &rawi::reading::Claim) -> String {
    let link = |role: LinkRole| claim.chain.iter().rev().find(|link| link.role == role);
    let who = || claim.who.as_deref().map_or_else(String::new, fold);
    if let Some(agency) = link(LinkRole::Agency) {
        return format!("agency/{}", agency.name);
    }
    if let Some(relay) = link(LinkRole::Relay) {
        return format!("relay/{}", relay.name);
    }
    if let Some(document) = link(LinkRole::Document) {
        return format!("document/{}/{}", who(), fold(&document.name));
    }
    if claim.anonymity >= 2 && claim.who.is_some() {
        return format!("unnamed/{}", who());
    }
    let outlet = claim.chain.iter().find(|link| link.role == LinkRole::Outlet);
    format!("outlet/{}", outlet.map_or("", |link| &link.name))
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
