//! All steps of the engine, in order.

use rawi_page::Document;

use crate::lexicon::{Lexicon, WordCache};
use crate::reading::Reading;
use crate::scan::Scan;
use crate::{claim, mention};

/// Reads one document. Cannot fail: doubts are notes. The same document and lexicon give an equal reading on any machine.
///
/// For many documents a [`Reader`] is quicker.
pub fn read(document: &Document, lexicon: &Lexicon) -> Reading {
    Reader::new(lexicon).read(document)
}

/// Reads many documents with one lexicon and remembers the words it met; one for each thread. What it remembers never changes a reading.
#[derive(Debug)]
pub struct Reader<'l> {
    lexicon: &'l Lexicon,
    words: WordCache,
}

impl<'l> Reader<'l> {
    /// A reader that has met no word yet.
    pub fn new(lexicon: &'l Lexicon) -> Reader<'l> {
        Reader { lexicon, words: WordCache::default() }
    }

    /// As [`read`].
    pub fn read(&mut self, document: &Document) -> Reading {
        steps(&Scan::with(document, self.lexicon, &mut self.words))
    }
}

fn steps(scan: &Scan<'_>) -> Reading {
    let mut notes = scan.document.notes.clone();
    let published = mention::time::published(scan, &mut notes);
    let times = mention::time::times(scan, published.as_ref().map(|p| p.day), &mut notes);
    let (mentions, entities) = mention::name::names(scan, times);
    let mut claims = claim::claims(scan, &mentions, &mut notes);
    for claim in &mut claims {
        claim.entity = claim.who.as_deref().and_then(|who| mention::name::entity_of(who, &entities));
    }
    notes.sort_by(|a, b| (a.span, a.code).cmp(&(b.span, b.code)));
    Reading { published, mentions, entities, claims, notes }
}
