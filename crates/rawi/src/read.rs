//! All steps of the engine, in order.

use jiff::civil::Weekday;
use rawi_page::Document;

use crate::lexicon::{Lexicon, WordCache};
use crate::reading::Reading;
use crate::scan::Scan;
use crate::{claim, mention, relation};

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
    week_start: Weekday,
    words: WordCache,
}

impl<'l> Reader<'l> {
    /// A reader that has met no word yet.
    pub fn new(lexicon: &'l Lexicon) -> Reader<'l> {
        Reader { lexicon, week_start: Weekday::Monday, words: WordCache::default() }
    }

    /// The same reader, for which «الأسبوع الماضي» begins on this day; without it on Monday, as in ISO 8601.
    #[must_use]
    pub fn week_start(self, week_start: Weekday) -> Reader<'l> {
        Reader { week_start, ..self }
    }

    /// As [`read`].
    pub fn read(&mut self, document: &Document) -> Reading {
        steps(&Scan::with(document, self.lexicon, &mut self.words), self.week_start)
    }

    /// The same reading, with what a store keeps of the document to compare it with others later.
    pub fn outlined(&mut self, document: &Document) -> (Reading, relation::Outline) {
        let scan = Scan::with(document, self.lexicon, &mut self.words);
        let reading = steps(&scan, self.week_start);
        let outline = relation::Outline::of(&scan, &reading);
        (reading, outline)
    }

    /// The times and figures of one document alone, as [`Reader::read`] finds them, with their notes; no people, outlets or claims.
    /// About twice as quick.
    pub fn times_and_figures(&mut self, document: &Document) -> Reading {
        let scan = Scan::with(document, self.lexicon, &mut self.words);
        let mut notes = document.notes.clone();
        let published = mention::time::published(&scan, &mut notes);
        let times = mention::time::times(&scan, published.as_ref().map(|p| p.day), self.week_start, &mut notes);
        let mentions = mention::times_and_figures(&scan, times);
        notes.sort_by(|a, b| (a.span, a.code).cmp(&(b.span, b.code)));
        let modified = mention::time::modified(&scan);
        Reading { published, modified, mentions, notes, ..Reading::default() }
    }
}

fn steps(scan: &Scan<'_>, week_start: Weekday) -> Reading {
    let mut notes = scan.document.notes.clone();
    let published = mention::time::published(scan, &mut notes);
    let times = mention::time::times(scan, published.as_ref().map(|p| p.day), week_start, &mut notes);
    let (mentions, entities) = mention::name::names(scan, times);
    let mut claims = claim::claims(scan, &mentions, &mut notes);
    if !claims.is_empty() {
        let mut meant = mention::name::Meant::new(scan.text, &mentions, &entities);
        let meant: Vec<_> = claims.iter().map(|claim| meant.by(claim)).collect();
        for (claim, entity) in claims.iter_mut().zip(meant) {
            claim.entity = entity;
        }
    }
    let modified = mention::time::modified(scan);
    let captions = mention::caption::captions(scan, &mentions);
    let relations = {
        let claims = relation::Claims::new(scan, &mentions, &claims);
        notes.extend(relation::headline::unattributed(&claims));
        relation::relations(&claims)
    };
    notes.sort_by(|a, b| (a.span, a.code).cmp(&(b.span, b.code)));
    Reading { published, modified, captions, mentions, entities, claims, relations, notes }
}
