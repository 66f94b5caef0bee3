//! Keeping documents with their readings.

use rawi::record::{Mention, Record, SpanRecord};
use rawi_text::fold;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use crate::chain::{DOCUMENT_FIELDS, link};
use crate::entry::Entry;
use crate::error::Error;
use crate::ledger::Ledger;

/// What became of the entries that were added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Documents that were not there before.
    pub documents: u64,
    /// Their claims.
    pub claims: u64,
    /// Documents that were there already: the same bytes under the same address. Nothing of theirs was changed.
    pub known: u64,
}

impl std::ops::AddAssign for Added {
    fn add_assign(&mut self, other: Added) {
        self.documents += other.documents;
        self.claims += other.claims;
        self.known += other.known;
    }
}

impl Ledger {
    /// Keeps the entries, all of them or none: one transaction. A document that is there already, by its bytes and address, stays as it is.
    ///
    /// # Errors
    /// [`ErrorKind::Full`](crate::ErrorKind::Full), [`ErrorKind::Locked`](crate::ErrorKind::Locked),
    /// [`ErrorKind::ReadOnly`](crate::ErrorKind::ReadOnly), [`ErrorKind::Damaged`](crate::ErrorKind::Damaged); the ledger is then as before.
    pub fn add(&mut self, entries: &[Entry]) -> Result<Added, Error> {
        let outcome = add(&mut self.db, entries);
        self.sql(outcome)
    }

    /// Is a document of these bytes there, under whatever address?
    ///
    /// # Errors
    /// As [`Ledger::add`].
    pub fn knows_bytes(&self, sha256: &str) -> Result<bool, Error> {
        let known = || {
            let mut known = self.db.prepare_cached("SELECT 1 FROM document WHERE sha256 = ?")?;
            known.exists(params![sha256])
        };
        self.sql(known())
    }
}

fn add(db: &mut Connection, entries: &[Entry]) -> rusqlite::Result<Added> {
    let transaction = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let mut chain: Vec<u8> = transaction
        .query_row("SELECT chain FROM document ORDER BY seq DESC LIMIT 1", [], |row| row.get(0))
        .optional()?
        .unwrap_or_default();
    let mut added = Added::default();
    for entry in entries {
        match document(&transaction, entry, &chain)? {
            None => added.known += 1,
            Some((seq, next)) => {
                chain = next;
                reading(&transaction, seq, entry)?;
                added.documents += 1;
                added.claims += entry.claims.len() as u64;
            }
        }
    }
    transaction.commit()?;
    Ok(added)
}

/// The row of the document; nothing where it is there already.
fn document(db: &Connection, entry: &Entry, chain: &[u8]) -> rusqlite::Result<Option<(i64, Vec<u8>)>> {
    let document = &entry.record.document;
    let url = document.url.as_deref().unwrap_or_default();
    // Asked first: a refused insertion would use up a number.
    if db
        .prepare_cached("SELECT 1 FROM document WHERE sha256 = ? AND url = ?")?
        .exists(params![document.sha256, url])?
    {
        return Ok(None);
    }
    let published = document.published.as_ref().map(|published| published.value.as_str());
    let fields: [Option<&str>; DOCUMENT_FIELDS] = [
        Some(&document.sha256),
        Some(url),
        Some(&document.key),
        Some(&document.input.path),
        document.outlet.as_deref(),
        document.author.as_deref(),
        Some(&document.language),
        published,
        entry.day.as_deref(),
        entry.headline.as_deref(),
        Some(&entry.text),
    ];
    let next = link(chain, &fields);
    let mut insert = db.prepare_cached(
        "INSERT INTO document (sha256, url, key, path, outlet, author, language, published, day, headline, text, chain)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let seq = insert.insert(params![
        document.sha256,
        url,
        document.key,
        document.input.path,
        document.outlet,
        document.author,
        document.language,
        published,
        entry.day,
        entry.headline,
        entry.text,
        next,
    ])?;
    Ok(Some((seq, next)))
}

/// The reading of a document and everything that hangs on it.
pub(crate) fn reading(db: &Connection, seq: i64, entry: &Entry) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT INTO reading (document, engine, record, gist, sketch) VALUES (?, ?, ?, ?, ?)")?
        .execute(params![seq, entry.engine, entry.json, entry.gist, entry.sketch])?;
    let entities = entities(db, &entry.record)?;
    mentions(db, seq, &entry.record, &entities)?;
    let claims = claims(db, seq, entry, &entities)?;
    relations(db, entry, &claims)
}

/// The rows of the entities of a record, in its order.
fn entities(db: &Connection, record: &Record) -> rusqlite::Result<Vec<i64>> {
    let mut find = db.prepare_cached("SELECT id FROM entity WHERE kind = ? AND folded = ?")?;
    let mut insert = db.prepare_cached("INSERT INTO entity (kind, name, folded, country) VALUES (?, ?, ?, ?)")?;
    let mut ids = Vec::with_capacity(record.entities.len());
    for entity in &record.entities {
        let folded = fold(&entity.name);
        let known = find.query_row(params![entity.kind, folded], |row| row.get(0)).optional()?;
        ids.push(match known {
            Some(id) => id,
            None => insert.insert(params![entity.kind, entity.name, folded, entity.country])?,
        });
    }
    Ok(ids)
}

/// The row of an entity that a record names by its id.
fn entity_of(id: Option<&String>, entities: &[i64]) -> Option<i64> {
    entities.get(number(id?)?).copied()
}

/// `m3` is the mention at place 2, and so for claims and entities.
fn number(id: &str) -> Option<usize> {
    id.get(1..)?.parse::<usize>().ok()?.checked_sub(1)
}

fn mentions(db: &Connection, seq: i64, record: &Record, entities: &[i64]) -> rusqlite::Result<()> {
    let mut name = db.prepare_cached("INSERT INTO mention VALUES (?, ?, ?, ?, ?)")?;
    let mut time = db.prepare_cached("INSERT INTO time VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    let mut figure = db.prepare_cached("INSERT INTO figure VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    for (nth, mention) in record.mentions.iter().enumerate() {
        let mut named = |entity: Option<&String>, span: SpanRecord| -> rusqlite::Result<()> {
            if let Some(entity) = entity_of(entity, entities) {
                name.execute(params![seq, nth, entity, span.0, span.1])?;
            }
            Ok(())
        };
        match mention {
            Mention::Person(person) => named(person.entity.as_ref(), person.span)?,
            Mention::Outlet(outlet) => named(outlet.entity.as_ref(), outlet.span)?,
            Mention::Organization(organization) => named(organization.entity.as_ref(), organization.span)?,
            Mention::Place(place) => named(place.entity.as_ref(), place.span)?,
            Mention::Time(found) => {
                let (r#type, grain) = (found.r#type.0.name(), found.grain.0.name());
                let SpanRecord(start, end) = found.span;
                time.execute(params![seq, nth, start, end, r#type, found.value, found.first, found.last, grain])?;
            }
            Mention::Figure(found) => {
                let bound = |number: &Option<rawi::record::Number>| number.as_ref().map(rawi::record::Number::as_f64);
                let as_of = found.as_of.as_deref().and_then(number).and_then(|at| match record.mentions.get(at) {
                    Some(Mention::Time(time)) => time.last.clone(),
                    _ => None,
                });
                figure.execute(params![
                    seq,
                    nth,
                    found.span.0,
                    found.span.1,
                    bound(&found.min),
                    bound(&found.max),
                    found.approx.0.name(),
                    found.unit,
                    found.figure.0.name(),
                    found.cumulative,
                    as_of,
                ])?;
            }
        }
    }
    Ok(())
}

/// The words of a span, where it lies in the text.
pub(crate) fn words(text: &str, span: SpanRecord) -> &str {
    text.get(span.0 as usize..span.1 as usize).unwrap_or_default()
}

fn claims(db: &Connection, seq: i64, entry: &Entry, entities: &[i64]) -> rusqlite::Result<Vec<i64>> {
    let mut insert = db.prepare_cached(
        "INSERT INTO claim (uid, document, nth, rule, cue, lemma, source, who, entity, content, spans, start, \"end\", act, polarity,
                            form, naming, anonymity, zone, parent, said, said_last, origin, shape, roles)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let record = &entry.record;
    let mut ids = Vec::with_capacity(record.claims.len());
    for (nth, (claim, kept)) in record.claims.iter().zip(&entry.claims).enumerate() {
        let said = claim.said_at.as_deref().and_then(number).and_then(|at| match record.mentions.get(at) {
            Some(Mention::Time(time)) => Some((time.first.clone(), time.last.clone())),
            _ => None,
        });
        let (said, said_last) = said.unwrap_or_default();
        let pieces: Vec<&str> = claim.content.iter().map(|&span| words(&entry.text, span)).collect();
        let spans: Vec<[u32; 2]> = claim.content.iter().map(|span| [span.0, span.1]).collect();
        ids.push(insert.insert(params![
            kept.uid,
            seq,
            nth,
            claim.rule,
            words(&entry.text, claim.cue),
            claim.lemma,
            claim.source.map(|span| words(&entry.text, span)),
            claim.who,
            entity_of(claim.entity.as_ref(), entities),
            pieces.join(" … "),
            serde_json::to_string(&spans).unwrap_or_default(),
            spans.first().map(|span| span[0]),
            spans.last().map(|span| span[1]),
            claim.act.0.name(),
            claim.polarity.0.name(),
            claim.form.0.name(),
            claim.naming.0.name(),
            claim.anonymity,
            claim.zone.0.name(),
            claim.parent.as_deref().and_then(number),
            said,
            said_last,
            kept.origin,
            kept.shape,
            kept.roles,
        ])?);
    }
    Ok(ids)
}

/// The relations that the reading found inside the document.
fn relations(db: &Connection, entry: &Entry, claims: &[i64]) -> rusqlite::Result<()> {
    let mut insert = db.prepare_cached(
        "INSERT OR IGNORE INTO relation (uid, kind, from_claim, to_claim, rule, from_start, from_end, to_start, to_end, score, parts, inside)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1.0, '{}', 1)",
    )?;
    for relation in &entry.record.relations {
        let uid_of = |at: usize| entry.claims.get(at).map_or("", |claim| claim.uid.as_str());
        let (from, to) = (number(&relation.from), relation.to.as_deref().and_then(number));
        let (Some(from), &[ours, theirs]) = (from, &relation.evidence[..]) else { continue };
        let Some(&from_claim) = claims.get(from) else { continue };
        let kind = relation.kind.0.name();
        let uid = relation_uid(kind, uid_of(from), to.map_or("", uid_of), &relation.rule);
        let to_claim = to.and_then(|to| claims.get(to));
        insert.execute(params![uid, kind, from_claim, to_claim, relation.rule, ours.0, ours.1, theirs.0, theirs.1])?;
    }
    Ok(())
}

/// The identity of a relation: the same in every ledger that holds both claims.
pub(crate) fn relation_uid(kind: &str, from: &str, to: &str, rule: &str) -> String {
    let mut hash = Sha256::new();
    for part in [kind, from, to, rule] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    crate::entry::hex(&hash.finalize()[..8])
}
