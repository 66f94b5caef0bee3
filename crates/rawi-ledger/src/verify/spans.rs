//! A reading against its document: words, places, identities.

use rawi::record::{Claim, Record, SpanRecord};

use super::{FaultKind, Kept, Walk};
use crate::add::relation_uid;
use crate::entry::claim_uid;
use crate::store::{self, Row, cells};

/// A claim as its row has it.
struct Told {
    uid: String,
    nth: usize,
    cue: String,
    source: Option<String>,
    content: String,
    spans: Vec<SpanRecord>,
}

impl Walk<'_, '_> {
    /// The reading of a document and all that hangs on it.
    pub(super) fn reading(&mut self, seq: i64, document: &Kept) {
        let read = || {
            let unindexed = self.db.dialect().unindexed();
            let sql = format!("SELECT record FROM reading {unindexed} WHERE document = ?");
            self.db.find(&sql, cells![seq], |row| row.get::<String>(0))
        };
        let record = match read() {
            Ok(Some(json)) => match serde_json::from_str::<Record>(&json) {
                Ok(record) => Some(record),
                Err(error) => {
                    self.fault(
                        FaultKind::LostReading,
                        &document.name,
                        format!("its record cannot be understood: {error}"),
                    );
                    None
                }
            },
            Ok(None) => {
                self.fault(FaultKind::LostReading, &document.name, "no reading of it is there");
                None
            }
            Err(error) => {
                self.fault(FaultKind::LostReading, &document.name, format!("its reading cannot be read: {error}"));
                None
            }
        };
        if let Some(record) = &record {
            self.blocks(document, record);
        }
        self.claims(seq, document, record.as_ref());
        self.places(seq, document);
        self.relations(seq, document);
    }

    fn blocks(&mut self, document: &Kept, record: &Record) {
        let mentions = record.document.blocks.iter().map(|block| block.span);
        if mentions.into_iter().any(|span| slice(&document.text, span).is_none()) {
            self.fault(FaultKind::Words, &document.name, "a block of it lies outside its text");
        }
        if record.document.sha256 != document.sha256
            || record.document.url.as_deref().unwrap_or_default() != document.url
        {
            self.fault(FaultKind::Uid, &document.name, "its record is that of another document");
        }
    }

    fn claims(&mut self, seq: i64, document: &Kept, record: Option<&Record>) {
        let ids = || {
            let through = self.db.dialect().through("claim_document");
            let sql = format!("SELECT nth, id FROM claim {through} WHERE document = ? ORDER BY nth");
            self.db.rows(&sql, cells![seq], |row| Ok((row.get(0)?, row.get(1)?)))
        };
        let ids = match ids() {
            Ok(ids) => ids,
            Err(error) => {
                let claims = record.map_or_else(String::new, |record| format!("{} ", record.claims.len()));
                let message = format!("its {claims}claims cannot be found: {error}");
                self.fault(FaultKind::LostClaim, &document.name, message);
                return;
            }
        };
        let told = |nth: usize| record.and_then(|record| record.claims.get(nth));
        // The record of the reading tells which claims there were, even where their rows are lost.
        let uid = |nth: usize| told(nth).map_or_else(|| format!("c{}", nth + 1), |claim| uid_of(document, claim));
        for &(nth, id) in &ids {
            match self.claim(id) {
                Ok(row) => {
                    self.verified.claims += 1;
                    self.words(document, &row, told(row.nth));
                }
                Err(error) => {
                    let message = format!("c{} of {} cannot be read: {error}", nth + 1, document.name);
                    self.fault(FaultKind::LostClaim, &uid(nth), message);
                }
            }
        }
        for nth in 0..record.map_or(0, |record| record.claims.len()) {
            if ids.binary_search_by_key(&nth, |&(nth, _)| nth).is_err() {
                let message = format!("c{} of {} is not there", nth + 1, document.name);
                self.fault(FaultKind::LostClaim, &uid(nth), message);
            }
        }
    }

    fn claim(&self, id: i64) -> store::Result<Told> {
        let unindexed = self.db.dialect().unindexed();
        let sql = format!(
            "SELECT uid, nth, cue, source, content, spans, \"end\", shape, origin FROM claim {unindexed} WHERE id = ?"
        );
        self.db.one(&sql, cells![id], |row| {
            // The last columns are read so that a row that breaks off shows.
            row.get::<Vec<u8>>(7)?;
            row.get::<String>(8)?;
            Ok(Told {
                uid: row.get(0)?,
                nth: row.get(1)?,
                cue: row.get(2)?,
                source: row.get(3)?,
                content: row.get(4)?,
                spans: serde_json::from_str(row.text(5)?).unwrap_or_default(),
            })
        })
    }

    /// Does the claim quote its document, and is it itself?
    fn words(&mut self, document: &Kept, row: &Told, told: Option<&Claim>) {
        let pieces: Option<Vec<&str>> = row.spans.iter().map(|&span| slice(&document.text, span)).collect();
        if pieces.is_none_or(|pieces| pieces.join(" … ") != row.content) {
            self.fault(FaultKind::Words, &row.uid, "its content is not what stands in the document at its place");
        }
        let Some(told) = told else { return };
        if slice(&document.text, told.cue) != Some(&row.cue) {
            self.fault(FaultKind::Words, &row.uid, "its cue is not what stands in the document at its place");
        }
        if told.source.map(|span| slice(&document.text, span)) != row.source.as_deref().map(Some) {
            self.fault(FaultKind::Words, &row.uid, "its source is not what stands in the document at its place");
        }
        if told.content != row.spans {
            self.fault(FaultKind::Words, &row.uid, "its content lies elsewhere than its record says");
        }
        if uid_of(document, told) != row.uid {
            self.fault(FaultKind::Uid, &row.uid, "its identity is not that of its document, cue and content");
        }
    }

    /// Do names, times and figures lie in the text?
    fn places(&mut self, seq: i64, document: &Kept) {
        for table in ["mention", "time", "figure"] {
            let read = || {
                let rows = format!("SELECT start, \"end\" FROM {table} WHERE document = ?");
                let row = |row: &Row<'_>| Ok(SpanRecord(row.get(0)?, row.get(1)?));
                self.db.rows(&rows, cells![seq], row)
            };
            match read() {
                Ok(spans) if spans.iter().all(|&span| slice(&document.text, span).is_some()) => {}
                Ok(_) => self.fault(FaultKind::Words, &document.name, format!("a {table} of it lies outside its text")),
                Err(error) => {
                    let message = format!("its rows of {table} cannot be read: {error}");
                    self.fault(FaultKind::LostReading, &document.name, message);
                }
            }
        }
    }

    /// Do the relations that start here show words of both documents?
    fn relations(&mut self, seq: i64, document: &Kept) {
        let read = || {
            let theirs = self.db.dialect().bytes("coalesce(other.text, ?2)", "to_start", "to_end");
            let rows = format!(
                "SELECT relation.uid, kind, f.uid, t.uid, relation.rule, from_start, from_end, to_start, to_end,
                        octet_length(coalesce(other.text, ?2)), {theirs}
                 FROM claim AS f JOIN relation ON from_claim = f.id LEFT JOIN claim AS t ON t.id = to_claim
                 LEFT JOIN document AS other ON other.seq = t.document AND t.document <> ?1 WHERE f.document = ?1"
            );
            let row = |row: &Row<'_>| {
                let (uid, kind, from): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
                let (to, rule): (Option<String>, String) = (row.get(3)?, row.get(4)?);
                let ours = SpanRecord(row.get(5)?, row.get(6)?);
                let theirs = SpanRecord(row.get(7)?, row.get(8)?);
                let is_inside = theirs.0 <= theirs.1 && i64::from(theirs.1) <= row.get::<i64>(9)?;
                let is_words = std::str::from_utf8(row.bytes(10)?).is_ok();
                let is_itself = relation_uid(&kind, &from, to.as_deref().unwrap_or_default(), &rule) == uid;
                Ok((uid, slice(&document.text, ours).is_some() && is_inside && is_words, is_itself))
            };
            self.db.rows(&rows, cells![seq, document.text], row)
        };
        match read() {
            Ok(relations) => {
                for (uid, quotes, is_itself) in relations {
                    self.verified.relations += 1;
                    if !quotes {
                        self.fault(FaultKind::Words, &uid, "the words that show the relation lie outside a document");
                    }
                    if !is_itself {
                        self.fault(FaultKind::Uid, &uid, "its identity is not that of its claims, kind and rule");
                    }
                }
            }
            // They are derived and can be made again.
            Err(error) => {
                let message = format!("relations that start in it cannot be read: {error}");
                self.fault(FaultKind::File, &document.name, message);
            }
        }
    }
}

/// The words of a span, where it is one of the text.
fn slice(text: &str, span: SpanRecord) -> Option<&str> {
    text.get(span.0 as usize..span.1 as usize)
}

fn uid_of(document: &Kept, claim: &Claim) -> String {
    let spans = std::iter::once(&claim.cue).chain(&claim.content);
    claim_uid(&document.sha256, &document.url, spans.map(|span| (u64::from(span.0), u64::from(span.1))))
}
