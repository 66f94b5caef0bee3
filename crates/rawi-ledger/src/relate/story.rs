//! Documents about one event.
//!
//! Day by day of publication: the documents of a day are grouped by what they are about, then each group goes on with the story of the days before that
//! is most like it, or begins one (after the Europe Media Monitor: Pouliquen, Steinberger et al. 2004). A day is grouped by itself and the days before it, so
//! that a document of yesterday that comes tomorrow changes nothing before yesterday, and the order of arrival changes nothing at all. All sums are
//! of whole numbers, for the same reason.

use std::collections::{BTreeMap, VecDeque};

use rawi::relation::Stem;
use rustc_hash::FxHashMap;

use super::{named, number};
use crate::store::{self, Db, cells};

/// Days over which it is counted how common a word is.
const COMMON: i32 = 21;

/// Days after which a story that nothing was added to has ended.
const ALIVE: i32 = 5;

/// How alike a document and a group of its day must be, in thousandths of the cosine.
const ONE_GROUP: i64 = 270;

/// How alike a group and a story of the days before must be.
const ONE_STORY: i64 = 300;

/// Documents without a word that every ledger is thought to have besides its own: in a small one, every word of its one story would else be common.
const OTHERS: f64 = 200.0;

/// The length of a document's vector.
const UNIT: f64 = 1000.0;

/// A document as it is grouped.
struct Gist {
    seq: i64,
    day: i32,
    words: Vec<(Stem, u16)>,
    /// The story it has, if its day is not grouped anew.
    story: Option<i64>,
}

/// Groups all days from `from` on anew; nothing where there is no such day.
pub(crate) fn group(db: &Db, from: Option<i32>) -> store::Result<()> {
    let Some(from) = from else { return Ok(()) };
    db.execute("DELETE FROM story WHERE document IN (SELECT seq FROM document WHERE day >= ?)", cells![named(from)])?;
    let days = "SELECT DISTINCT day FROM document WHERE day >= ? ORDER BY day";
    let days: Vec<String> = db.rows(days, cells![named(from - COMMON)], |row| row.get(0))?;
    let mut frequency = Frequency::default();
    let mut stories: BTreeMap<i64, Centroid> = BTreeMap::new();
    let insert = "INSERT INTO story (document, story) VALUES (?, ?)";
    for day in days.iter().filter_map(|day| number(day)) {
        let documents = gists(db, day)?;
        frequency.enter(&documents, day);
        for story in stories.values_mut() {
            story.forget_before(day - ALIVE);
        }
        stories.retain(|_, story| !story.members.is_empty());
        let vectors: Vec<Vector> = documents.iter().map(|document| frequency.vector(document)).collect();
        if day < from {
            for (document, vector) in documents.iter().zip(vectors) {
                if let Some(story) = document.story {
                    stories.entry(story).or_default().add(day, vector);
                }
            }
            continue;
        }
        for group in groups_of(&vectors) {
            let mut whole = Centroid::default();
            for &at in &group {
                whole.add(day, vectors[at].clone());
            }
            let like = stories.iter().map(|(&id, story)| (whole.like(story), std::cmp::Reverse(id)));
            let best = like.max().filter(|&(like, _)| like >= ONE_STORY);
            let story = best.map_or(documents[group[0]].seq, |(_, id)| id.0);
            for &at in &group {
                db.put(insert, cells![documents[at].seq, story])?;
                stories.entry(story).or_default().add(day, vectors[at].clone());
            }
        }
    }
    Ok(())
}

/// The documents of a day, in an order that depends on nothing but themselves.
fn gists(db: &Db, day: i32) -> store::Result<Vec<Gist>> {
    let rows = "SELECT seq, gist, story FROM document JOIN reading ON reading.document = seq LEFT JOIN story ON story.document = seq
         WHERE day = ? ORDER BY coalesce(published, ''), sha256, url";
    db.rows(rows, cells![named(day)], |row| {
        Ok(Gist { seq: row.get(0)?, day, words: super::gist(row.bytes(1)?), story: row.get(2)? })
    })
}

/// In how many documents of the last days a word stands.
#[derive(Default)]
struct Frequency {
    documents: VecDeque<(i32, Vec<Stem>)>,
    of: FxHashMap<Stem, u32>,
}

/// Words by stem, with weights whose squares sum up to about the square of [`UNIT`].
type Vector = Vec<(Stem, i64)>;

impl Frequency {
    fn enter(&mut self, documents: &[Gist], day: i32) {
        while let Some((_, words)) = self.documents.pop_front_if(|(old, _)| *old <= day - COMMON) {
            for word in words {
                if let Some(count) = self.of.get_mut(&word) {
                    *count -= 1;
                }
            }
        }
        for document in documents {
            let words: Vec<Stem> = document.words.iter().map(|&(stem, _)| stem).collect();
            for &word in &words {
                *self.of.entry(word).or_default() += 1;
            }
            self.documents.push_back((document.day, words));
        }
    }

    fn vector(&self, document: &Gist) -> Vector {
        #[expect(clippy::cast_precision_loss, reason = "a number of documents")]
        let all = self.documents.len() as f64;
        let weight = |&(stem, times): &(Stem, u16)| {
            let of = f64::from(self.of.get(&stem).copied().unwrap_or_default());
            let rare = ((all + OTHERS) / (of + 0.5)).ln();
            (stem, f64::from(times).sqrt() * rare)
        };
        let weights: Vec<(Stem, f64)> = document.words.iter().map(weight).collect();
        let norm = weights.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt().max(1e-9);
        #[expect(clippy::cast_possible_truncation, reason = "at most the length of the vector")]
        let whole = |(stem, weight): &(Stem, f64)| (*stem, (weight / norm * UNIT).round() as i64);
        weights.iter().map(whole).filter(|&(_, weight)| weight > 0).collect()
    }
}

/// The sum of the vectors of some documents.
#[derive(Default)]
struct Centroid {
    members: VecDeque<(i32, Vector)>,
    sum: FxHashMap<Stem, i64>,
    /// The square of its length.
    square: i64,
}

impl Centroid {
    fn add(&mut self, day: i32, vector: Vector) {
        for &(stem, weight) in &vector {
            let sum = self.sum.entry(stem).or_default();
            self.square += weight * (2 * *sum + weight);
            *sum += weight;
        }
        self.members.push_back((day, vector));
    }

    fn forget_before(&mut self, day: i32) {
        while let Some((_, vector)) = self.members.pop_front_if(|(old, _)| *old < day) {
            for (stem, weight) in vector {
                let Some(sum) = self.sum.get_mut(&stem) else { continue };
                self.square -= weight * (2 * *sum - weight);
                *sum -= weight;
                if *sum == 0 {
                    self.sum.remove(&stem);
                }
            }
        }
    }

    /// The cosine with another one, in thousandths.
    fn like(&self, other: &Centroid) -> i64 {
        let (few, many) = if self.sum.len() < other.sum.len() { (self, other) } else { (other, self) };
        // A sum of whole numbers has no order.
        let dot = few.sum.iter().map(|(stem, weight)| weight * many.sum.get(stem).unwrap_or(&0)).sum();
        cosine(dot, self.square, other.square)
    }

    fn like_vector(&self, vector: &Vector) -> i64 {
        let dot = vector.iter().map(|(stem, weight)| weight * self.sum.get(stem).unwrap_or(&0)).sum();
        let square = vector.iter().map(|(_, weight)| weight * weight).sum();
        cosine(dot, self.square, square)
    }
}

/// In thousandths.
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "between 0 and 1000")]
fn cosine(dot: i64, square: i64, other: i64) -> i64 {
    (dot as f64 * 1000.0 / ((square as f64).sqrt() * (other as f64).sqrt()).max(1e-9)) as i64
}

/// The documents of one day in groups, as places in `vectors`: each joins the group that is most like it, else begins one.
fn groups_of(vectors: &[Vector]) -> Vec<Vec<usize>> {
    let mut groups: Vec<(Centroid, Vec<usize>)> = Vec::new();
    for (at, vector) in vectors.iter().enumerate() {
        let like = groups.iter().enumerate().map(|(n, (group, _))| (group.like_vector(vector), std::cmp::Reverse(n)));
        let best = like.max().filter(|&(like, _)| like >= ONE_GROUP).map(|(_, n)| n.0);
        let n = best.unwrap_or(groups.len());
        if n == groups.len() {
            groups.push((Centroid::default(), Vec::new()));
        }
        groups[n].0.add(0, vector.clone());
        groups[n].1.push(at);
    }
    groups.into_iter().map(|(_, members)| members).collect()
}
