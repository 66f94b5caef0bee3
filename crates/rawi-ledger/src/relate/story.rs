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
    let mut stories = Stories::default();
    let insert = "INSERT INTO story (document, story) VALUES (?, ?)";
    for day in days.iter().filter_map(|day| number(day)) {
        let documents = gists(db, day)?;
        frequency.enter(&documents, day);
        stories.forget_before(day - ALIVE);
        let mut vectors: Vec<Vector> = documents.iter().map(|document| frequency.vector(document)).collect();
        if day < from {
            for (document, vector) in documents.iter().zip(vectors) {
                if let Some(story) = document.story {
                    stories.add(story, day, vector);
                }
            }
            continue;
        }
        for Group { members, square } in groups_of(&vectors) {
            let story = stories.like(members.iter().map(|&at| &vectors[at]), square);
            let story = story.unwrap_or(documents[members[0]].seq);
            for at in members {
                db.put(insert, cells![documents[at].seq, story])?;
                stories.add(story, day, std::mem::take(&mut vectors[at]));
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

/// Sums of vectors, each in a slot of its own, kept by word: most sums have no word in common with a vector, and are not looked at.
#[derive(Default)]
struct Sums {
    /// The slots with a word, in order, and the weight it has there.
    by_word: FxHashMap<Stem, Vec<(u32, i64)>>,
    /// The squares of their lengths.
    squares: Vec<i64>,
}

impl Sums {
    fn add(&mut self, slot: u32, vector: &Vector) {
        self.change(slot, vector, 1);
    }

    fn take_away(&mut self, slot: u32, vector: &Vector) {
        self.change(slot, vector, -1);
    }

    fn change(&mut self, slot: u32, vector: &Vector, sign: i64) {
        let at = slot as usize;
        if self.squares.len() <= at {
            self.squares.resize(at + 1, 0);
        }
        for &(stem, weight) in vector {
            let weight = sign * weight;
            let slots = self.by_word.entry(stem).or_default();
            let place = match slots.binary_search_by_key(&slot, |&(slot, _)| slot) {
                Ok(place) => place,
                Err(place) => {
                    slots.insert(place, (slot, 0));
                    place
                }
            };
            let sum = &mut slots[place].1;
            self.squares[at] += weight * (2 * *sum + weight);
            *sum += weight;
            if *sum == 0 {
                slots.remove(place);
                if slots.is_empty() {
                    self.by_word.remove(&stem);
                }
            }
        }
    }

    /// Adds the products of a vector with each sum to those that are there.
    fn products(&self, vector: &Vector, products: &mut Vec<i64>) {
        products.resize(self.squares.len(), 0);
        // A sum of whole numbers has no order.
        for (stem, weight) in vector {
            for &(slot, sum) in self.by_word.get(stem).into_iter().flatten() {
                products[slot as usize] += weight * sum;
            }
        }
    }
}

/// The stories that go on.
#[derive(Default)]
struct Stories {
    sums: Sums,
    /// The slot of each story, and its documents with their days, oldest first.
    alive: BTreeMap<i64, (u32, VecDeque<(i32, Vector)>)>,
    /// The story in each slot.
    slots: Vec<i64>,
    /// Slots whose stories have ended.
    free: Vec<u32>,
}

impl Stories {
    fn add(&mut self, story: i64, day: i32, vector: Vector) {
        let (slot, members) = self.alive.entry(story).or_insert_with(|| {
            let slot = self.free.pop().unwrap_or_else(|| {
                self.slots.push(story);
                self.slots.len() as u32 - 1
            });
            self.slots[slot as usize] = story;
            (slot, VecDeque::new())
        });
        self.sums.add(*slot, &vector);
        members.push_back((day, vector));
    }

    fn forget_before(&mut self, day: i32) {
        self.alive.retain(|_, (slot, members)| {
            while let Some((_, vector)) = members.pop_front_if(|(old, _)| *old < day) {
                self.sums.take_away(*slot, &vector);
            }
            if members.is_empty() {
                self.free.push(*slot);
            }
            !members.is_empty()
        });
    }

    /// The story that is most like the sum of some vectors, the square of whose length is given; of those that are equally like it the one with the
    /// smallest number.
    fn like<'v>(&self, vectors: impl Iterator<Item = &'v Vector>, square: i64) -> Option<i64> {
        let mut products = Vec::new();
        vectors.for_each(|vector| self.sums.products(vector, &mut products));
        let like = products.iter().enumerate().filter(|&(_, &product)| product > 0).map(|(slot, &product)| {
            (cosine(product, square, self.sums.squares[slot]), std::cmp::Reverse(self.slots[slot]))
        });
        like.max().filter(|&(like, _)| like >= ONE_STORY).map(|(_, story)| story.0)
    }
}

/// In thousandths.
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "between 0 and 1000")]
fn cosine(dot: i64, square: i64, other: i64) -> i64 {
    (dot as f64 * 1000.0 / ((square as f64).sqrt() * (other as f64).sqrt()).max(1e-9)) as i64
}

/// Documents of one day, as places among its vectors.
struct Group {
    members: Vec<usize>,
    /// The square of the length of their sum.
    square: i64,
}

/// The documents of one day in groups: each joins the group that is most like it, else begins one.
fn groups_of(vectors: &[Vector]) -> Vec<Group> {
    let mut sums = Sums::default();
    let mut groups: Vec<Group> = Vec::new();
    let mut products = Vec::new();
    for (at, vector) in vectors.iter().enumerate() {
        products.clear();
        sums.products(vector, &mut products);
        let own = vector.iter().map(|(_, weight)| weight * weight).sum();
        let like = products.iter().enumerate().filter(|&(_, &product)| product > 0);
        let like = like.map(|(n, &product)| (cosine(product, sums.squares[n], own), std::cmp::Reverse(n)));
        let best = like.max().filter(|&(like, _)| like >= ONE_GROUP).map(|(_, n)| n.0);
        let n = best.unwrap_or(groups.len());
        if n == groups.len() {
            groups.push(Group { members: Vec::new(), square: 0 });
        }
        sums.add(n as u32, vector);
        groups[n].members.push(at);
        groups[n].square = sums.squares[n];
    }
    groups
}
