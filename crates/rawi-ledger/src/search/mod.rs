//! Searching claims and documents for words, on three levels of likeness, with conditions.
//!
//! 1. [`stems`] says which forms are one word; [`words`] cuts texts into words, each on all levels;
//! 2. [`fields`] makes the items of the index from the ledger; [`index`] keeps the index up to date with the ledger, or makes it again;
//! 3. [`query`] is what can be asked; [`best`] picks the first hits; [`hit`] finds the sentence to show.
//!
//! The index is never needed for the truth: it holds numbers of documents and claims, and all that is shown is read from the ledger.

mod best;
mod fields;
mod frozen;
mod hit;
mod index;
mod query;
mod stems;
mod words;

pub use hit::{ClaimHit, Hit};
pub use index::{Index, Unready};
pub use query::{Order, Query};
pub use words::Level;

use crate::error::{Error, ErrorKind};
use crate::ledger::Ledger;
use best::{Best, PARTS};
use query::{STEP, compile, phrases};

/// What is searched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Among {
    /// Claims: their content, source and cue.
    #[default]
    Claims,
    /// Documents: their whole text.
    Documents,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The first hits.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: usize,
    /// How many documents of the ledger were not searched, since the index could not be written.
    pub behind: u64,
}

impl Ledger {
    /// Brings the index up to date, makes it where there is none, and searches it. Who searches often opens an [`Index`] once.
    ///
    /// # Errors
    /// As [`Index::open`] and [`Index::search`].
    pub fn search(&self, query: &Query) -> Result<Found, Error> {
        Index::open(self)?.search(self, query)
    }
}

impl Index {
    /// Searches. The order of hits depends on nothing but the ledger: those of one rank stand in the order of their identity.
    ///
    /// # Errors
    /// [`ErrorKind::Damaged`] where a part of the index or ledger cannot be read.
    pub fn search(&self, ledger: &Ledger, query: &Query) -> Result<Found, Error> {
        let phrases = phrases(&self.stems, &query.words);
        let compiled = compile(query, &phrases, &self.stems, &self.fields);
        let searcher = self.reader.searcher();
        let (order, best) = (query.order, Best { order: query.order, limit: query.limit });
        let failed = |error: tantivy::TantivyError| {
            let message = format!(
                "the index for searching cannot be read ({error}); delete the folder index in it, it is made again"
            );
            Error::new(ErrorKind::Damaged, ledger.folder(), message)
        };
        let (ranked, total) = searcher.search(&compiled, &best).map_err(failed)?;
        let mut found = Found { hits: Vec::new(), total, behind: self.behind() };
        for ((first, then, _), at) in ranked {
            let score = match order {
                Order::Relevance => first,
                Order::Published => then,
            };
            let steps = usize::try_from(score / (i64::from(PARTS) * i64::from(STEP))).unwrap_or_default();
            let level = Level::ALL.get(query.level as usize + steps).copied().filter(|_| !phrases.is_empty());
            let fast = searcher.segment_reader(at.segment_ord).fast_fields();
            let number = |name: &str| -> Result<i64, Error> {
                let column = fast.u64(name).map_err(failed)?;
                Ok(column.first(at.doc_id).unwrap_or_default().cast_signed())
            };
            let (document, claim) = (number("document")?, number("claim")?);
            let nth = (claim != fields::WHOLE.cast_signed()).then(|| claim - 1);
            found.hits.push(ledger.sql(hit::hit(&ledger.db, &self.stems, &phrases, document, nth, level))?);
        }
        Ok(found)
    }
}
