//! The first hits of a search, and how many there are.
//!
//! What a word that is everywhere costs is what each of its hits costs: so nothing is asked of a hit that the score alone keeps out.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::query::Order;

/// Scores are compared in so many parts of one.
pub(crate) const PARTS: u16 = 64;

/// Hits in their order: what counts first, what counts then, and the identity, smaller first.
pub(crate) type Rank = (i64, i64, u64);

/// Collects the best hits of a search and counts all.
pub(crate) struct Best {
    pub(crate) order: Order,
    pub(crate) limit: usize,
}

/// The best hits, the best first, and how many there are in all.
pub(crate) type Ranked = (Vec<(Rank, DocAddress)>, usize);

impl Collector for Best {
    type Fruit = Ranked;
    type Child = Of;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<Of> {
        let fast = reader.fast_fields();
        let published = match self.order {
            Order::Published => Some(fast.i64("published")?),
            Order::Relevance => None,
        };
        let (limit, uid) = (self.limit, fast.u64("uid")?);
        Ok(Of { segment, limit, uid, published, best: BinaryHeap::with_capacity(limit), total: 0 })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Ranked>) -> tantivy::Result<Ranked> {
        let total = fruits.iter().map(|(_, total)| total).sum();
        let mut best: Vec<_> = fruits.into_iter().flat_map(|(best, _)| best).collect();
        best.sort_unstable_by_key(|&hit| Reverse(hit));
        best.truncate(self.limit);
        Ok((best, total))
    }
}

/// The best hits of one segment.
pub(crate) struct Of {
    segment: SegmentOrdinal,
    limit: usize,
    uid: Column<u64>,
    published: Option<Column<i64>>,
    best: BinaryHeap<Reverse<(Rank, DocAddress)>>,
    total: usize,
}

impl SegmentCollector for Of {
    type Fruit = Ranked;

    fn collect(&mut self, item: DocId, score: Score) {
        self.total += 1;
        // Parts of a score are added up in another order in another segment: what that changes must not decide.
        let score = (score * f32::from(PARTS)).round() as i64;
        let (first, then) = match &self.published {
            None => (score, 0),
            Some(published) => (published.first(item).unwrap_or(i64::MIN), score),
        };
        let full = self.best.len() >= self.limit;
        if full && self.best.peek().is_none_or(|Reverse((last, _))| (first, then) < (last.0, last.1)) {
            return;
        }
        let rank = (first, then, !self.uid.first(item).unwrap_or_default());
        self.best.push(Reverse((rank, DocAddress::new(self.segment, item))));
        if full {
            self.best.pop();
        }
    }

    fn harvest(self) -> Ranked {
        (self.best.into_iter().map(|Reverse(hit)| hit).collect(), self.total)
    }
}
