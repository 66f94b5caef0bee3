//! All steps of the engine, in order.

use rawi_page::Document;

use crate::lexicon::Lexicon;
use crate::reading::Reading;
use crate::scan::Scan;
use crate::{claim, mention};

/// Reads one document. Cannot fail: doubts are notes. The same document and lexicon give an equal reading on any machine.
pub fn read(document: &Document, lexicon: &Lexicon) -> Reading {
    let scan = Scan::new(document, lexicon);
    let mut notes = document.notes.clone();
    let published = mention::time::published(&scan, &mut notes);
    let times = mention::time::times(&scan, published.as_ref().map(|p| p.day), &mut notes);
    let (mentions, entities) = mention::name::names(&scan, times);
    let claims = claim::claims(&scan, &mentions, &mut notes);
    notes.sort_by(|a, b| (a.span, a.code).cmp(&(b.span, b.code)));
    Reading { published, mentions, entities, claims, notes }
}
