//! Claims of different documents, held against each other.
//!
//! 1. [`window`] finds the pairs that can be related at all: complete for the rules, without comparing all with all;
//! 2. [`judge`] asks the rules of the engine and scores what they find;
//! 3. [`cluster`] groups claims that say the same; [`story`] groups documents about one event.
//!
//! What is derived does not depend on the order in which documents came: a pair is judged by its two claims alone, and groups are made day by day of
//! publication. Documents without a day of publication are not compared with others.

mod call;
mod cluster;
mod judge;
mod story;
mod window;

use std::sync::Arc;

use jiff::civil::Date;
use rawi::relation::{Comparable, Roles, Stem};
use rustc_hash::FxHashMap;

use crate::add::relation_uid;
use crate::error::Error;
use crate::ledger::Ledger;
use crate::store::{self, Db, cells};
use judge::{Found, judge};
use window::Window;

/// How many days apart two claims are compared at most.
pub const DAYS: i32 = 7;

/// What relating came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Related {
    /// Documents whose claims were compared with others for the first time.
    pub documents: u64,
    /// Pairs of claims that were compared.
    pub compared: u64,
    /// Relations found between documents.
    pub relations: u64,
}

/// What a document is about, by stem.
type Gist = Arc<[(Stem, u16)]>;

/// A claim as it is held against others.
#[derive(Debug)]
pub(crate) struct Held {
    pub(crate) id: i64,
    pub(crate) uid: String,
    pub(crate) document: i64,
    /// Days since 1970-01-01.
    pub(crate) day: i32,
    /// The words of its content, in its document.
    pub(crate) span: (u32, u32),
    pub(crate) comparable: Comparable,
    pub(crate) roles: Roles,
    pub(crate) gist: Gist,
    /// Is its document compared for the first time?
    pub(crate) fresh: bool,
}

/// What came of holding one claim against others.
#[derive(Default)]
struct Judged {
    compared: u64,
    found: Vec<Found>,
}

impl Ledger {
    /// Compares the claims of documents that were added since the last time with all others of the days around, and groups claims and documents
    /// anew where something changed. One transaction.
    ///
    /// # Errors
    /// As [`Ledger::add`].
    pub fn relate(&mut self) -> Result<Related, Error> {
        self.relate_on(1)
    }

    /// As [`Ledger::relate`], on so many threads at most, with the same outcome.
    ///
    /// # Errors
    /// As [`Ledger::add`].
    pub fn relate_on(&mut self, threads: usize) -> Result<Related, Error> {
        let outcome = relate(&self.db, threads);
        self.sql(outcome)
    }

    /// Forgets all that was derived between documents and makes it again.
    ///
    /// # Errors
    /// As [`Ledger::add`].
    pub fn relate_again(&mut self) -> Result<Related, Error> {
        let forget = || {
            let transaction = self.db.begin()?;
            transaction.batch(
                "DELETE FROM relation WHERE inside = 0; DELETE FROM cluster; DELETE FROM story; UPDATE reading SET related = 0;",
            )?;
            transaction.commit()
        };
        self.sql(forget())?;
        self.relate()
    }
}

fn relate(db: &Db, threads: usize) -> store::Result<Related> {
    let transaction = db.begin()?;
    let days = fresh_days(&transaction)?;
    let mut related = Related::default();
    let mut window = Window::new();
    let mut loaded: Option<i32> = None;
    for day in touched(&days) {
        // What stands between two runs of touched days is not in the window yet.
        let from = loaded.map_or(day - DAYS, |last| (last + 1).max(day - DAYS));
        for earlier in from..day {
            window.enter_unmet(claims_of(&transaction, earlier)?);
        }
        window.leave_before(day - DAYS);
        let judged = window.enter(claims_of(&transaction, day)?, threads, |later, earlier, judged: &mut Judged| {
            if later.document != earlier.document && (later.fresh || earlier.fresh) {
                judged.compared += 1;
                judge(later, earlier, &mut judged.found);
            }
        });
        for judged in &judged {
            related.compared += judged.compared;
            for found in &judged.found {
                related.relations += u64::from(keep(&transaction, found)?);
            }
        }
        loaded = Some(day);
    }
    let fresh: i64 = transaction.one("SELECT count(*) FROM reading WHERE related = 0", &[], |row| row.get(0))?;
    if fresh > 0 {
        cluster::group(&transaction)?;
        story::group(&transaction, days.first().copied())?;
    }
    related.documents = transaction.execute("UPDATE reading SET related = 1 WHERE related = 0", &[])?;
    transaction.commit()?;
    Ok(related)
}

/// The days of documents that were not compared yet, in order.
fn fresh_days(db: &Db) -> store::Result<Vec<i32>> {
    let rows = "SELECT DISTINCT day FROM document JOIN reading ON document = seq WHERE related = 0 AND day IS NOT NULL ORDER BY day";
    let days: Vec<String> = db.rows(rows, &[], |row| row.get(0))?;
    Ok(days.iter().filter_map(|day| number(day)).collect())
}

/// The days on which a pair with a fresh claim can end: the fresh days and those up to [`DAYS`] later.
fn touched(days: &[i32]) -> Vec<i32> {
    let mut touched: Vec<i32> = days.iter().flat_map(|&day| day..=day + DAYS).collect();
    touched.sort_unstable();
    touched.dedup();
    touched
}

/// A day as the number of days since 1970-01-01.
pub(crate) fn number(day: &str) -> Option<i32> {
    let day: Date = day.parse().ok()?;
    let since = jiff::civil::date(1970, 1, 1).until(day).ok()?;
    Some(since.get_days())
}

/// The day of that number.
pub(crate) fn named(day: i32) -> String {
    let span = jiff::Span::new().try_days(day).unwrap_or_default();
    jiff::civil::date(1970, 1, 1).checked_add(span).unwrap_or(Date::ZERO).to_string()
}

/// The claims of one day, in an order that depends on nothing but their documents.
fn claims_of(db: &Db, day: i32) -> store::Result<Vec<Held>> {
    // What is known of a document is asked for once, not for each of its claims: it lies behind its record.
    let readings = "SELECT seq, gist, related FROM document JOIN reading ON document = seq WHERE day = ?";
    let readings = db.rows(readings, cells![named(day)], |row| {
        let gist: Gist = gist(row.bytes(1)?).into();
        Ok((row.get::<i64>(0)?, (gist, row.get::<i64>(2)? == 0)))
    })?;
    let readings: FxHashMap<i64, (Gist, bool)> = readings.into_iter().collect();
    let rows =
        "SELECT id, uid, claim.document, start, \"end\", shape, roles FROM document JOIN claim ON claim.document = seq
         WHERE day = ? ORDER BY coalesce(published, ''), sha256, url, nth";
    let mut claims: Vec<Held> = Vec::new();
    db.stream(rows, cells![named(day)], |row| {
        let comparable = Comparable::unpack(row.bytes(5)?);
        let Some((comparable, roles)) = comparable.zip(Roles::unpack(row.bytes(6)?)) else { return Ok(()) };
        let document = row.get(2)?;
        let Some((gist, fresh)) = readings.get(&document) else { return Ok(()) };
        claims.push(Held {
            id: row.get(0)?,
            uid: row.get(1)?,
            document,
            day,
            span: (row.get(3)?, row.get(4)?),
            comparable,
            roles,
            gist: Arc::clone(gist),
            fresh: *fresh,
        });
        Ok(())
    })?;
    Ok(claims)
}

/// What a document is about, from the bytes that an entry keeps of it.
fn gist(bytes: &[u8]) -> Vec<(Stem, u16)> {
    let word = |bytes: &[u8; 10]| {
        let (stem, rest) = bytes.split_first_chunk::<8>()?;
        Some((Stem(u64::from_le_bytes(*stem)), u16::from_le_bytes(*rest.first_chunk()?)))
    };
    bytes.as_chunks::<10>().0.iter().filter_map(word).collect()
}

/// Keeps a relation; says whether it is new.
fn keep(db: &Db, found: &Found) -> store::Result<bool> {
    let insert = "INSERT INTO relation (uid, kind, from_claim, to_claim, rule, from_start, from_end, to_start, to_end, score, parts, inside)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING";
    let (from, to) = (evidence(db, &found.from)?, evidence(db, &found.to)?);
    let kept = db.execute(
        insert,
        cells![
            relation_uid(found.kind.name(), &found.from.uid, &found.to.uid, found.rule.0),
            found.kind.name(),
            found.from.id,
            found.to.id,
            found.rule.0,
            from.0,
            from.1,
            to.0,
            to.1,
            found.score(),
            found.parts(),
        ],
    )?;
    Ok(kept > 0)
}

/// The words that show a relation on one side: the figure where figures are held against each other, else the content.
fn evidence(db: &Db, side: &judge::Side) -> store::Result<(u32, u32)> {
    let Some(mention) = side.figure else { return Ok(side.span) };
    db.one("SELECT start, \"end\" FROM figure WHERE document = ? AND nth = ?", cells![side.document, mention], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}
