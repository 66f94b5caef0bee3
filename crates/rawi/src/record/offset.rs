//! Spans as pairs of numbers, in the unit a reader asks for.

use rawi_text::{Span, Units};
use serde::{Deserialize, Serialize};

use crate::reading::vocabulary;

vocabulary! {
    /// What the offsets of a record count.
    OffsetUnit {
        /// Unicode code points: Python's `text[start:end]` is the span.
        Unicode = "unicode",
        /// UTF-8 bytes: for Rust, Go, C, and tools that cut files.
        Bytes = "bytes",
        /// UTF-16 units: for JavaScript, Java and browsers.
        Utf16 = "utf16",
    }
}

/// A half-open span `[start, end)` of `document.text`, in the unit that `document.offsets` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Span"))]
pub struct SpanRecord(pub u32, pub u32);

/// The spans of one text, in one unit.
pub(super) struct Offsets<'a> {
    unit: OffsetUnit,
    units: Units<'a>,
}

impl<'a> Offsets<'a> {
    pub(super) fn of(characters: &'a str, unit: OffsetUnit) -> Offsets<'a> {
        // Bytes need no table of checkpoints.
        let units = Units::of(if unit == OffsetUnit::Bytes { "" } else { characters });
        Offsets { unit, units }
    }

    pub(super) fn unit(&self) -> OffsetUnit {
        self.unit
    }

    pub(super) fn span(&self, span: Span) -> SpanRecord {
        SpanRecord(self.offset(span.start()), self.offset(span.end()))
    }

    pub(super) fn spans(&self, spans: &[Span]) -> Vec<SpanRecord> {
        spans.iter().map(|&span| self.span(span)).collect()
    }

    fn offset(&self, byte: usize) -> u32 {
        let offset = match self.unit {
            OffsetUnit::Unicode => self.units.code_points(byte),
            OffsetUnit::Bytes => byte,
            OffsetUnit::Utf16 => self.units.utf16(byte),
        };
        offset as u32
    }
}
