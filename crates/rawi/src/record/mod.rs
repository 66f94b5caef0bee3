//! The wire format `rawi.reading/1`: one JSON object per document.
//!
//! Everything that leaves Rawi as JSON goes through these types, and only these are serialized: the engine's own types may
//! change with the engine. Within version 1 a field may be added, never renamed or removed; keys come in the order declared
//! here, lists and nulls are written even where empty, and the same reading gives the same bytes.
//!
//! A span is `[start, end)` in `document.text`, counted in the unit that `document.offsets` names.
//!
//! ```
//! use rawi::record::{OffsetUnit, Record};
//!
//! let furniture = rawi_page::FurnitureLexicon::default();
//! let hints = rawi_page::Hints::default();
//! let document = rawi_page::read("نعم".as_bytes(), &hints, &furniture).next().expect("one document")?;
//! let record = Record::of(&document, &rawi::Reading::default(), OffsetUnit::Unicode);
//! assert_eq!(record.document.text, "نعم");
//! # Ok::<(), rawi_page::Error>(())
//! ```

mod claim;
mod document;
mod mention;
mod number;
mod offset;
mod recount;
mod relation;
mod term;

use rawi_page::Document;
use serde::{Deserialize, Serialize};

use crate::reading::Reading;
#[doc(no_inline)]
pub use crate::reading::RelationKind;

pub use claim::{Claim, Link};
pub use document::{Block, DocumentRecord, Input, Published};
pub use mention::{
    Entity, FigureMention, Mention, OrganizationMention, OutletMention, PersonMention, PlaceMention, TimeMention,
};
pub use number::Number;
pub use offset::{OffsetUnit, SpanRecord};
pub use relation::Relation;
pub use term::{FigureTag, OrganizationTag, OutletTag, PersonTag, PlaceTag, Term, TimeTag, Vocabulary};

use offset::Offsets;

/// The name and version of the format, as written in [`Record::schema`].
pub const SCHEMA: &str = "rawi.reading/1";

/// One document with what was read in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(title = "Reading"))]
pub struct Record {
    /// Always `rawi.reading/1`.
    #[cfg_attr(feature = "schema", schemars(extend("const" = SCHEMA)))]
    pub schema: String,
    /// The document: where it came from, its text, its blocks.
    pub document: DocumentRecord,
    /// Times, figures, people, organizations, outlets and places, in text order.
    pub mentions: Vec<Mention>,
    /// Who the names stand for.
    pub entities: Vec<Entity>,
    /// Attributed claims, in text order.
    pub claims: Vec<Claim>,
    /// How claims stand to each other.
    pub relations: Vec<Relation>,
    /// What is doubtful about the input and its words.
    pub notes: Vec<Note>,
}

/// Something doubtful, said instead of guessing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Note {
    /// What it is about, such as `time/weekday-mismatch`.
    pub code: String,
    /// Where, if it is about a place in the text.
    pub span: Option<SpanRecord>,
    /// One sentence for a person.
    pub message: String,
}

impl Record {
    /// Writes a document and its reading down, with offsets in `unit`.
    ///
    /// The reading must be of this document: a span of another text gives offsets that mean nothing here.
    pub fn of(document: &Document, reading: &Reading, unit: OffsetUnit) -> Record {
        let offsets = Offsets::of(document.text.as_str(), unit);
        Record {
            schema: SCHEMA.to_owned(),
            document: DocumentRecord::of(document, reading, &offsets),
            mentions: mention::mentions(reading, &offsets),
            entities: mention::entities(reading),
            claims: claim::claims(reading, &offsets),
            relations: relation::relations(reading, &offsets),
            notes: reading
                .notes
                .iter()
                .map(|note| Note {
                    code: note.code.to_owned(),
                    span: note.span.map(|span| offsets.span(span)),
                    message: note.message.clone(),
                })
                .collect(),
        }
    }
}
