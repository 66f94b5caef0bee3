//! Time expressions.

mod words;

use jiff::civil::Date;
use rawi_page::Note;

use super::Mention;
use crate::reading::Published;
use crate::scan::Scan;
pub(crate) use words::TimeWords;

/// The time expressions of the article, in text order, resolved against `published`; doubts go to `notes`.
pub fn times(_scan: &Scan<'_>, _published: Option<Date>, _notes: &mut Vec<Note>) -> Vec<Mention> {
    Vec::new()
}

/// The publication day, reasoned from the text where nobody gives it.
pub fn published(_scan: &Scan<'_>, _notes: &mut Vec<Note>) -> Option<Published> {
    None
}
