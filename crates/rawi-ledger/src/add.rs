//! Keeping documents with their readings.

use rawi::record::{Mention, Record, SpanRecord};
use rawi_text::fold;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use crate::chain::{DOCUMENT_FIELDS, link};
use crate::entry::Entry;
use crate::error::{Error, ErrorKind};
use crate::ledger::Ledger;
use crate::store::{self, Db, Dialect, cells};

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
        let outcome = add(&self.db, entries);
        self.sql(outcome)
    }

    /// Can the entry be kept here? A server keeps no text with a character U+0000.
    ///
    /// # Errors
    /// [`ErrorKind::Asked`] where it cannot.
    pub fn takes(&self, entry: &Entry) -> Result<(), Error> {
        let document = &entry.record.document;
        let texts = [&entry.text, &document.key, &document.input.path].into_iter();
        let texts = texts.chain(&document.url).chain(&document.outlet).chain(&document.author).chain(&entry.headline);
        if self.db.dialect() == Dialect::Sqlite || !texts.into_iter().any(|text| text.contains(char::MIN)) {
            return Ok(());
        }
        let key = document.key.escape_default();
        let message =
            format!("{key} has a character U+0000, which a server does not keep; expected an article without it");
        Err(Error::new(ErrorKind::Asked, &self.place, message))
    }

    /// Is a document of these bytes there, under whatever address?
    ///
    /// # Errors
    /// As [`Ledger::add`].
    pub fn knows_bytes(&self, sha256: &str) -> Result<bool, Error> {
        let known = || self.db.exists("SELECT 1 FROM document WHERE sha256 = ?", cells![sha256]);
        self.sql(known())
    }
}

fn add(db: &Db, entries: &[Entry]) -> store::Result<Added> {
    let transaction = db.begin()?;
    let last = "SELECT chain FROM document ORDER BY seq DESC LIMIT 1";
    let mut chain: Vec<u8> = transaction.find(last, &[], |row| row.get(0))?.unwrap_or_default();
    let mut numbers = Numbers::next(&transaction)?;
    let mut added = Added::default();
    for entry in entries {
        match document(&transaction, entry, &chain, numbers.document)? {
            None => added.known += 1,
            Some(next) => {
                chain = next;
                reading(&transaction, numbers.document, entry, &mut numbers)?;
                numbers.document += 1;
                added.documents += 1;
                added.claims += entry.claims.len() as u64;
            }
        }
    }
    transaction.commit()?;
    Ok(added)
}

/// The numbers that the next rows get. Only one writes at a time, so they are counted here and no store is asked for each.
#[derive(Debug)]
pub(crate) struct Numbers {
    document: i64,
    claim: i64,
    entity: i64,
    /// Entities that were met already, by kind and folded name.
    entities: FxHashMap<(String, String), i64>,
}

impl Numbers {
    /// Those of a transaction that has begun. The numbers of documents are never used twice, since no document is ever taken out.
    pub(crate) fn next(db: &Db) -> store::Result<Numbers> {
        let next = |sql: &str| db.one(sql, &[], |row| row.get::<i64>(0));
        Ok(Numbers {
            document: next("SELECT coalesce(max(seq), 0) + 1 FROM document")?,
            claim: next("SELECT coalesce(max(id), 0) + 1 FROM claim")?,
            entity: next("SELECT coalesce(max(id), 0) + 1 FROM entity")?,
            entities: FxHashMap::default(),
        })
    }
}

/// Keeps the row of a document; gives its link. Nothing where it is there already.
fn document(db: &Db, entry: &Entry, chain: &[u8], seq: i64) -> store::Result<Option<Vec<u8>>> {
    let document = &entry.record.document;
    let url = document.url.as_deref().unwrap_or_default();
    if db.exists("SELECT 1 FROM document WHERE sha256 = ? AND url = ?", cells![document.sha256, url])? {
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
    db.put(
        "INSERT INTO document (seq, sha256, url, key, path, outlet, author, language, published, day, headline, text, chain)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        cells![
            seq,
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
        ],
    )?;
    Ok(Some(next))
}

/// The reading of a document and everything that hangs on it.
pub(crate) fn reading(db: &Db, seq: i64, entry: &Entry, numbers: &mut Numbers) -> store::Result<()> {
    db.put(
        "INSERT INTO reading (document, engine, record, gist, sketch) VALUES (?, ?, ?, ?, ?)",
        cells![seq, entry.engine, entry.json, entry.gist, entry.sketch],
    )?;
    let entities = entities(db, &entry.record, numbers)?;
    mentions(db, seq, &entry.record, &entities)?;
    let claims = claims(db, seq, entry, &entities, numbers)?;
    relations(db, entry, &claims)
}

/// The rows of the entities of a record, in its order.
fn entities(db: &Db, record: &Record, numbers: &mut Numbers) -> store::Result<Vec<i64>> {
    let find = "SELECT id FROM entity WHERE kind = ? AND folded = ?";
    let insert = "INSERT INTO entity (id, kind, name, folded, country) VALUES (?, ?, ?, ?, ?)";
    let mut ids = Vec::with_capacity(record.entities.len());
    for entity in &record.entities {
        let key = (entity.kind.clone(), fold(&entity.name));
        let mut known = numbers.entities.get(&key).copied();
        if known.is_none() {
            known = db.find(find, cells![key.0, key.1], |row| row.get(0))?;
        }
        let id = known.unwrap_or(numbers.entity);
        if known.is_none() {
            numbers.entity += 1;
            db.put(insert, cells![id, entity.kind, entity.name, key.1, entity.country])?;
        }
        numbers.entities.insert(key, id);
        ids.push(id);
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

fn mentions(db: &Db, seq: i64, record: &Record, entities: &[i64]) -> store::Result<()> {
    let name = "INSERT INTO mention VALUES (?, ?, ?, ?, ?)";
    let time = "INSERT INTO time VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let figure = "INSERT INTO figure VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    for (nth, mention) in record.mentions.iter().enumerate() {
        let named = |entity: Option<&String>, span: SpanRecord| -> store::Result<()> {
            if let Some(entity) = entity_of(entity, entities) {
                db.put(name, cells![seq, nth, entity, span.0, span.1])?;
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
                let values = cells![seq, nth, start, end, r#type, found.value, found.first, found.last, grain];
                db.put(time, values)?;
            }
            Mention::Figure(found) => {
                let bound = |number: &Option<rawi::record::Number>| number.as_ref().map(rawi::record::Number::as_f64);
                let as_of = found.as_of.as_deref().and_then(number).and_then(|at| match record.mentions.get(at) {
                    Some(Mention::Time(time)) => time.last.clone(),
                    _ => None,
                });
                db.put(
                    figure,
                    cells![
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
                    ],
                )?;
            }
        }
    }
    Ok(())
}

/// The words of a span, where it lies in the text.
pub(crate) fn words(text: &str, span: SpanRecord) -> &str {
    text.get(span.0 as usize..span.1 as usize).unwrap_or_default()
}

fn claims(db: &Db, seq: i64, entry: &Entry, entities: &[i64], numbers: &mut Numbers) -> store::Result<Vec<i64>> {
    let insert =
        "INSERT INTO claim (id, uid, document, nth, rule, cue, lemma, source, who, entity, content, spans, start, \"end\", act, polarity,
                            form, naming, anonymity, zone, parent, said, said_last, origin, shape, roles)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
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
        let id = numbers.claim;
        numbers.claim += 1;
        ids.push(id);
        db.put(
            insert,
            cells![
                id,
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
            ],
        )?;
    }
    Ok(ids)
}

/// The relations that the reading found inside the document.
fn relations(db: &Db, entry: &Entry, claims: &[i64]) -> store::Result<()> {
    let insert = "INSERT INTO relation (uid, kind, from_claim, to_claim, rule, from_start, from_end, to_start, to_end, score, parts, inside)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1.0, '{}', 1) ON CONFLICT DO NOTHING";
    for relation in &entry.record.relations {
        let uid_of = |at: usize| entry.claims.get(at).map_or("", |claim| claim.uid.as_str());
        let (from, to) = (number(&relation.from), relation.to.as_deref().and_then(number));
        let (Some(from), &[ours, theirs]) = (from, &relation.evidence[..]) else { continue };
        let Some(&from_claim) = claims.get(from) else { continue };
        let kind = relation.kind.0.name();
        let uid = relation_uid(kind, uid_of(from), to.map_or("", uid_of), &relation.rule);
        let to_claim = to.and_then(|to| claims.get(to));
        let values = cells![uid, kind, from_claim, to_claim, relation.rule, ours.0, ours.1, theirs.0, theirs.1];
        db.put(insert, values)?;
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
