//! Plain text: perhaps typed, perhaps copied from a page with all its furniture.

use rawi_text::Text;

use crate::caps::bound_text;
use crate::document::{Document, Hints, Input, InputKind, Note};
use crate::error::{Error, ErrorKind};
use crate::furniture::{Setting, blocks, headline, lines_from};
use crate::lexicon::FurnitureLexicon;
use crate::provenance::Provenance;
use crate::published::given;
use crate::{charset, language, sha256};

/// Reads a text. Its characters are kept as they are, so that offsets point into what the caller has; only a leading byte
/// order mark goes.
pub(crate) fn read(bytes: &[u8], hints: &Hints, lexicon: &FurnitureLexicon) -> Result<Document, Error> {
    if let Some(message) = charset::binary(bytes) {
        return Err(Error::new(ErrorKind::NotText, &hints.path, message));
    }
    let labels: Vec<&str> = hints.charset.as_deref().into_iter().collect();
    let decoded = charset::decode(bytes, &labels);
    let (within, excess) = bound_text(&decoded.text);
    let text = Text::new(within.to_owned());
    let mut notes: Vec<Note> = charset_notes(&text, decoded.doubts);
    notes.extend(excess.map(|message| Note { code: "page/caps", span: None, message }));
    let blocks = blocks(&text, &lines_from(&text, 0), Setting::Page, lexicon);
    if blocks.is_empty() {
        return Err(Error::new(
            ErrorKind::Empty,
            &hints.path,
            "nothing to read; expected text, an HTML page or JSON lines",
        ));
    }
    let charset = decoded.charset;
    let document = Document {
        key: hints.path.clone(),
        sha256: sha256(bytes),
        input: Input {
            path: hints.path.clone(),
            kind: InputKind::Text,
            charset: charset.clone(),
            record: None,
            capture: None,
        },
        url: hints.url.clone(),
        outlet: hints.outlet.clone(),
        author: crate::outlet::author(&text, &blocks, lexicon),
        title: headline(&blocks),
        published: given(hints.published.as_deref(), &mut notes),
        modified: None,
        section: None,
        tags: Vec::new(),
        page: None,
        language: language::of(text.as_str(), None),
        text,
        blocks,
        notes,
        provenance: Provenance::of_text(bytes, &charset, &decoded.text),
    };
    Ok(crate::outlet::completed(document, lexicon).traced())
}

/// The doubts of decoding as notes of the document.
pub(crate) fn charset_notes(text: &Text, doubts: Vec<(String, Option<std::ops::Range<usize>>)>) -> Vec<Note> {
    let note = |(message, place): (String, Option<std::ops::Range<usize>>)| Note {
        code: "page/charset",
        span: place.and_then(|place| text.span(place)),
        message,
    };
    doubts.into_iter().map(note).collect()
}
