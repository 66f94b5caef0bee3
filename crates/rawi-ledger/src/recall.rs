//! Getting back what was kept: documents, and records with their text put back.

use jiff::civil::Date;
use rawi::record::{OffsetUnit, Record};

use crate::ask::stories::DIGITS;
use crate::error::{Error, ErrorKind};
use crate::ledger::Ledger;
use crate::store::{self, Cell, Row, ToCell, cells};

/// Which documents are meant: those that all of it holds for. The default is all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Those of one story, by the id that [`Ledger::stories`] gives or its first digits.
    pub story: Option<String>,
    /// Those published on this day or later; those without a day are left out.
    pub from: Option<Date>,
    /// Those published on this day or earlier; those without a day are left out.
    pub to: Option<Date>,
}

/// A document as the ledger keeps it, without its text and reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDocument {
    /// Its number in this ledger, from 1, by arrival.
    pub seq: i64,
    /// Of the bytes it was read from, in hexadecimal.
    pub sha256: String,
    /// Its address, where known.
    pub url: Option<String>,
    /// The input's own id, else its path.
    pub key: String,
    /// The path it was read from.
    pub path: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// A language code; `und` where nothing tells.
    pub language: String,
    /// When it was published, as written.
    pub published: Option<String>,
    /// The local day of it, `2025-02-17`.
    pub day: Option<String>,
    /// Its headline.
    pub headline: Option<String>,
    /// The id of the story it belongs to, as [`Ledger::stories`] gives it.
    pub story: Option<String>,
}

/// The columns of a [`StoredDocument`], of `document` with the earliest of its story.
const COLUMNS: &str =
    "seq, sha256, url, key, path, outlet, author, language, published, day, headline,
     (SELECT earliest.sha256 FROM story JOIN document AS earliest ON earliest.seq = story.story WHERE story.document = document.seq)
     FROM document";

/// The order of everything that leaves a ledger: by day, those without one last, and then by nothing but the document itself.
pub(crate) const ORDER: &str =
    "day IS NULL, coalesce(day, ''), coalesce(published, ''), coalesce(sha256, ''), coalesce(url, '')";

impl Ledger {
    /// The documents that are meant, as their `seq`, by day of publication (those without one last), then time of publication, sha256 and URL:
    /// the same order in every ledger that holds them.
    ///
    /// # Errors
    /// As [`Ledger::add`]; [`ErrorKind::Asked`] where there is no such story, or more than one.
    pub fn selected(&self, selection: &Selection) -> Result<Vec<i64>, Error> {
        let mut conditions: Vec<&str> = Vec::new();
        let mut values: Vec<Cell<'_>> = Vec::new();
        let story = selection.story.as_ref().map(|story| self.story_row(story)).transpose()?;
        if let Some(story) = &story {
            conditions.push("seq IN (SELECT document FROM story WHERE story = ?)");
            values.push(story.cell());
        }
        let days = [selection.from, selection.to].map(|day| day.map(|day| day.to_string()));
        for (day, condition) in days.iter().zip(["day >= ?", "day <= ?"]) {
            if let Some(day) = day {
                conditions.push(condition);
                values.push(day.cell());
            }
        }
        let filter = if conditions.is_empty() { "1 = 1".to_owned() } else { conditions.join(" AND ") };
        let read = || {
            let sql = format!("SELECT seq FROM document WHERE {filter} ORDER BY {ORDER}");
            self.db.rows(&sql, &values, |row| row.get(0))
        };
        self.sql(read())
    }

    /// One document without its text; `None` where there is none of that number.
    ///
    /// # Errors
    /// As [`Ledger::add`].
    pub fn document(&self, seq: i64) -> Result<Option<StoredDocument>, Error> {
        let read = || self.db.find(&format!("SELECT {COLUMNS} WHERE seq = ?"), cells![seq], StoredDocument::of);
        self.sql(read())
    }

    /// The record of a document as it was read, text included, offsets in `unit`: the same that `rawi read` writes.
    ///
    /// # Errors
    /// As [`Ledger::add`]; [`ErrorKind::Asked`] where there is no such document, [`ErrorKind::Damaged`] where its record cannot be understood.
    pub fn record(&self, seq: i64, unit: OffsetUnit) -> Result<Record, Error> {
        let read = || {
            let row = "SELECT text, record FROM document LEFT JOIN reading ON reading.document = seq WHERE seq = ?";
            self.db.find(row, cells![seq], |row| Ok((row.get(0)?, row.get(1)?)))
        };
        let Some((text, json)): Option<(String, Option<String>)> = self.sql(read())? else {
            return Err(self.no_document(seq));
        };
        let damaged = |message: String| {
            let message = format!("document {seq}: {message}; `rawi verify` says what is lost");
            Error::new(ErrorKind::Damaged, &self.path, message)
        };
        let json = json.ok_or_else(|| damaged("has no reading; expected one".to_owned()))?;
        let mut record: Record = serde_json::from_str(&json)
            .map_err(|error| damaged(format!("its reading cannot be understood ({error}); expected rawi.reading/1")))?;
        record.document.text = text;
        Ok(record.counted_in(unit))
    }

    pub(crate) fn no_document(&self, seq: i64) -> Error {
        let message = format!("no document {seq} in it; expected the number of a document");
        Error::new(ErrorKind::Asked, &self.path, message)
    }
}

impl StoredDocument {
    fn of(row: &Row<'_>) -> store::Result<StoredDocument> {
        Ok(StoredDocument {
            seq: row.get(0)?,
            sha256: row.get(1)?,
            url: row.get::<Option<String>>(2)?.filter(|url| !url.is_empty()),
            key: row.get(3)?,
            path: row.get(4)?,
            outlet: row.get(5)?,
            author: row.get(6)?,
            language: row.get(7)?,
            published: row.get(8)?,
            day: row.get(9)?,
            headline: row.get(10)?,
            story: row.get::<Option<String>>(11)?.map(|story| story.get(..DIGITS).unwrap_or(&story).to_owned()),
        })
    }
}
