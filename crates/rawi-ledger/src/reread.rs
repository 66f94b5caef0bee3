//! Reading again what is kept, with a newer engine or other words.
//!
//! A ledger keeps the text and blocks of a document, and that is what is read again; the bytes it was captured in are not asked for, so the main text
//! stays what it was found to be, and so does the day of publication in the row of the document. Reviews survive: see [`Ledger::reanchor`].

use rawi::record::{DocumentRecord, Record};
use rawi_page::Document;
use rawi_text::Text;

use crate::add::{Numbers, reading};
use crate::entry::Entry;
use crate::error::{Error, ErrorKind};
use crate::ledger::Ledger;
use crate::relate::Related;
use crate::review::Reanchored;
use crate::store::{self, Db, Row, cells};

/// A document as it is kept, ready to be read again.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Its number in this ledger.
    pub seq: i64,
    /// What is read: the text with its blocks. Nothing leads from it back to the bytes of its capture.
    pub document: Document,
    /// What was written of it, without the text.
    pub(crate) record: DocumentRecord,
}

impl Ledger {
    /// Documents after a number, by number, that were read by another engine than this; `most` of them.
    ///
    /// # Errors
    /// As [`Ledger::add`]; [`ErrorKind::Damaged`] where a record cannot be understood.
    pub fn to_reread(&self, after: i64, engine: &str, most: u32) -> Result<Vec<Stored>, Error> {
        let read = || {
            let rows = "SELECT seq, text, record FROM document JOIN reading ON document = seq WHERE seq > ? AND engine <> ? ORDER BY seq LIMIT ?";
            let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
            self.db.rows(rows, cells![after, engine, most], row)
        };
        let stored = |(seq, text, record): (i64, String, String)| {
            let record = serde_json::from_str::<Record>(&record).ok()?;
            let document = record.document.document(Text::new(text), &record.notes)?;
            Some(Stored { seq, document, record: record.document })
        };
        let damaged = |seq: i64| {
            let message =
                format!("the reading of document {seq} cannot be understood; `rawi verify` says what is lost");
            Error::new(ErrorKind::Damaged, &self.path, message)
        };
        self.sql(read())?
            .into_iter()
            .map(|row| {
                let seq = row.0;
                stored(row).ok_or_else(|| damaged(seq))
            })
            .collect()
    }

    /// Puts readings in the place of those that were there, all of them or none: one transaction. What was derived between documents is
    /// forgotten with it, for [`Ledger::relate`] to make again.
    ///
    /// Call [`Ledger::settle`] once all are there.
    ///
    /// # Errors
    /// As [`Ledger::add`].
    pub fn reread(&mut self, entries: &[(i64, Entry)]) -> Result<(), Error> {
        let outcome = reread(&self.db, entries);
        self.sql(outcome)
    }

    /// What follows a re-reading: relations, groups and stories are made again, reviews and claims that were checked elsewhere find their claims, and names that no document has any more
    /// are forgotten.
    ///
    /// # Errors
    /// As [`Ledger::add`].
    pub fn settle(&mut self) -> Result<(Related, Reanchored), Error> {
        let related = self.relate()?;
        self.sql(settle(&self.db))?;
        Ok((related, self.reanchor()?))
    }
}

/// Names that nothing has any more go; claims that were checked elsewhere are laid beside those that are read now.
fn settle(db: &Db) -> store::Result<()> {
    let transaction = db.begin()?;
    transaction.batch(
        "DELETE FROM entity WHERE NOT EXISTS (SELECT 1 FROM mention WHERE mention.entity = entity.id)
         AND NOT EXISTS (SELECT 1 FROM claim WHERE claim.entity = entity.id);",
    )?;
    crate::checked::link(&transaction)?;
    transaction.commit()
}

fn reread(db: &Db, entries: &[(i64, Entry)]) -> store::Result<()> {
    let transaction = db.begin()?;
    if entries.is_empty() {
        return Ok(());
    }
    // A group may fall apart with one claim, so all are made again; a run that is stopped here leaves nothing half derived.
    transaction.batch(
        "DELETE FROM relation WHERE inside = 0; DELETE FROM cluster; DELETE FROM story; UPDATE reading SET related = 0 WHERE related <> 0;",
    )?;
    let mut numbers = Numbers::next(&transaction)?;
    for (seq, entry) in entries {
        for forget in [
            "DELETE FROM relation WHERE from_claim IN (SELECT id FROM claim WHERE document = ?)",
            "DELETE FROM verified_claim WHERE claim IN (SELECT id FROM claim WHERE document = ?)",
            "DELETE FROM claim WHERE document = ?",
            "DELETE FROM mention WHERE document = ?",
            "DELETE FROM time WHERE document = ?",
            "DELETE FROM figure WHERE document = ?",
            "DELETE FROM reading WHERE document = ?",
        ] {
            transaction.put(forget, cells![seq])?;
        }
        reading(&transaction, *seq, entry, &mut numbers)?;
    }
    transaction.commit()
}
