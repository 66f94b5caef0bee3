//! What the index holds: an item for each claim and one for each document.

use std::ops::RangeInclusive;
use std::sync::Arc;

use tantivy::TantivyDocument;
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TokenizerManager;

use super::Among;
use super::stems::Stems;
use super::words::{Level, Words};
use crate::chain::link;
use crate::relate::number;
use crate::store::{self, Db, cells};

/// Changes with every change of what is in the index or how words are cut.
pub(crate) const VERSION: u32 = 3;

/// What `claim` holds for a whole document; claims count from 1.
pub(crate) const WHOLE: u64 = 0;

/// The fields of the index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    /// Words of claims (content, source, cue) and of documents on the levels of [`Level::ALL`]: one dictionary for both, since claims have no words that
    /// their documents have not.
    words: [Field; 3],
    /// 0 for claims, 1 for documents.
    pub(crate) among: Field,
    pub(crate) document: Field,
    pub(crate) claim: Field,
    /// Breaks ties.
    pub(crate) uid: Field,
    /// Days since 1970-01-01.
    pub(crate) published: Field,
    pub(crate) said: Field,
    pub(crate) said_last: Field,
    pub(crate) source: Field,
    pub(crate) outlet: Field,
    pub(crate) origin: Field,
    pub(crate) place: Field,
    pub(crate) act: Field,
    pub(crate) polarity: Field,
    pub(crate) anonymity: Field,
    /// The bounds of figures.
    pub(crate) figure: Field,
}

impl Fields {
    pub(crate) fn make() -> (Schema, Fields) {
        let mut schema = Schema::builder();
        let words = |level: Level, option| {
            let indexing = TextFieldIndexing::default().set_tokenizer(level.name()).set_index_option(option);
            TextOptions::default().set_indexing_options(indexing)
        };
        let levels = Level::ALL
            .map(|level| schema.add_text_field(level.name(), words(level, IndexRecordOption::WithFreqsAndPositions)));
        let names = || words(Level::Stem, IndexRecordOption::Basic);
        let fields = Fields {
            words: levels,
            among: schema.add_u64_field("among", INDEXED),
            document: schema.add_u64_field("document", INDEXED | FAST),
            claim: schema.add_u64_field("claim", FAST),
            uid: schema.add_u64_field("uid", FAST),
            published: schema.add_i64_field("published", FAST),
            said: schema.add_i64_field("said", FAST),
            said_last: schema.add_i64_field("said_last", FAST),
            source: schema.add_text_field("source", names()),
            outlet: schema.add_text_field("outlet", names()),
            origin: schema.add_text_field("origin", names()),
            place: schema.add_text_field("place", names()),
            act: schema.add_text_field("act", STRING),
            polarity: schema.add_text_field("polarity", STRING),
            anonymity: schema.add_u64_field("anonymity", INDEXED | FAST),
            figure: schema.add_f64_field("figure", FAST),
        };
        (schema.build(), fields)
    }

    /// The field with words on a level.
    pub(crate) fn words(&self, level: Level) -> Field {
        self.words[level as usize]
    }
}

/// One tokenizer a level, named after it.
pub(crate) fn tokenizers(stems: &Arc<Stems>) -> TokenizerManager {
    let tokenizers = TokenizerManager::default();
    for level in Level::ALL {
        tokenizers.register(level.name(), Words::new(level, Arc::clone(stems)));
    }
    tokenizers
}

/// A place or figure of a document, and where it stands.
struct Found<T> {
    span: (i64, i64),
    what: T,
}

impl<T> Found<T> {
    fn inside(&self, range: &RangeInclusive<i64>) -> bool {
        range.contains(&self.span.0) && range.contains(&self.span.1)
    }
}

/// The items of one document of the ledger: its claims in their order, then itself.
pub(crate) fn items(db: &Db, fields: &Fields, seq: i64) -> store::Result<Vec<TantivyDocument>> {
    let mut items = Vec::new();
    let places = places(db, seq)?;
    let figures = figures(db, seq)?;
    let mut whole = TantivyDocument::new();
    let document = "SELECT text, outlet, day, sha256, url FROM document WHERE seq = ?";
    let (outlet, day, hash): (Option<String>, Option<i32>, Vec<u8>) = db.one(document, cells![seq], |row| {
        for level in Level::ALL {
            whole.add_text(fields.words(level), row.text(0)?);
        }
        let day = row.text_or_null(2)?.and_then(number);
        let hash = link(&[], &[Some(row.text(3)?), Some(row.text(4)?)]);
        Ok((row.get(1)?, day, hash))
    })?;
    let common = |item: &mut TantivyDocument, among: Among, claim: u64, uid: u64| {
        item.add_u64(fields.among, among as u64);
        item.add_u64(fields.document, seq.unsigned_abs());
        item.add_u64(fields.claim, claim);
        item.add_u64(fields.uid, uid);
        if let Some(day) = day {
            item.add_i64(fields.published, i64::from(day));
        }
        if let Some(outlet) = &outlet {
            item.add_text(fields.outlet, outlet);
        }
    };
    let claims =
        "SELECT nth, uid, cue, source, who, content, start, \"end\", act, polarity, anonymity, said, said_last, origin
         FROM claim WHERE document = ? ORDER BY nth";
    db.stream(claims, cells![seq], |row| {
        let text = |at: usize| row.text_or_null(at);
        let mut item = TantivyDocument::new();
        let uid = u64::from_str_radix(text(1)?.unwrap_or_default(), 16).unwrap_or_default();
        common(&mut item, Among::Claims, row.get::<i64>(0)?.unsigned_abs() + 1, uid);
        for at in [3, 4, 2, 5] {
            let Some(words) = text(at)? else { continue };
            for level in Level::ALL {
                item.add_text(fields.words(level), words);
            }
            if at == 3 || at == 4 {
                item.add_text(fields.source, words);
                whole.add_text(fields.source, words);
            }
        }
        for (field, at) in [(fields.act, 8), (fields.polarity, 9), (fields.origin, 13)] {
            let name = text(at)?.unwrap_or_default();
            item.add_text(field, name);
            whole.add_text(field, name);
        }
        for (field, at) in [(fields.said, 11), (fields.said_last, 12)] {
            if let Some(day) = text(at)?.and_then(|day| number(day.get(..10)?)) {
                item.add_i64(field, i64::from(day));
                whole.add_i64(field, i64::from(day));
            }
        }
        let anonymity = row.get::<i64>(10)?.unsigned_abs();
        item.add_u64(fields.anonymity, anonymity);
        whole.add_u64(fields.anonymity, anonymity);
        let range = row.get::<Option<i64>>(6)?.unwrap_or(0)..=row.get::<Option<i64>>(7)?.unwrap_or(-1);
        for place in places.iter().filter(|place| place.inside(&range)) {
            item.add_text(fields.place, &place.what);
        }
        for figure in figures.iter().filter(|figure| figure.inside(&range)) {
            figure.what.iter().for_each(|&bound| item.add_f64(fields.figure, bound));
        }
        items.push(item);
        Ok(())
    })?;
    let uid = hash.iter().take(8).fold(0, |uid, &byte| uid << 8 | u64::from(byte));
    common(&mut whole, Among::Documents, WHOLE, uid);
    for place in &places {
        whole.add_text(fields.place, &place.what);
    }
    for figure in &figures {
        figure.what.iter().for_each(|&bound| whole.add_f64(fields.figure, bound));
    }
    items.push(whole);
    Ok(items)
}

/// The places that a document names, with the codes of their countries.
fn places(db: &Db, seq: i64) -> store::Result<Vec<Found<String>>> {
    let places = "SELECT start, \"end\", name, coalesce(country, '') FROM mention JOIN entity ON entity.id = entity
         WHERE document = ? AND kind = 'place' ORDER BY nth";
    db.rows(places, cells![seq], |row| {
        let (name, country): (String, String) = (row.get(2)?, row.get(3)?);
        Ok(Found { span: (row.get(0)?, row.get(1)?), what: format!("{name} {country}") })
    })
}

/// The figures of a document: their bounds, one where they are the same.
fn figures(db: &Db, seq: i64) -> store::Result<Vec<Found<Vec<f64>>>> {
    let figures = "SELECT start, \"end\", min, max FROM figure WHERE document = ? ORDER BY nth";
    db.rows(figures, cells![seq], |row| {
        let bounds: [Option<f64>; 2] = [row.get(2)?, row.get(3)?];
        let mut what: Vec<f64> = bounds.into_iter().flatten().collect();
        what.dedup_by(|one, other| one.total_cmp(other).is_eq());
        Ok(Found { span: (row.get(0)?, row.get(1)?), what })
    })
}
