//! The claims of some days, and which of them can be related to a new one.
//!
//! Every rule asks for a share of the words of the shorter of two contents ([`needed`]). If so many of them are in the longer one, then any part of the
//! shorter that leaves fewer out than that has a word in common with it; so it is enough to look the rarest words of the shorter up among all words
//! of the longer (prefix filtering: Chaudhuri, Ganti and Kaushik 2006; Bayardo, Ma and Srikant 2007). Nothing is missed, and common words are hardly ever
//! looked up. Which words are rare only steers the cost, never what is found.

use std::collections::VecDeque;

use rawi::relation::{Comparable, Stem};
use rustc_hash::FxHashMap;

use super::Held;
use super::call::{calls, names};

/// How many words two claims must share, given how many the shorter one has: no rule asks for less, but for tolls.
pub(crate) fn needed(shorter: usize) -> usize {
    shorter.div_ceil(2).max(2)
}

/// The words around the figures of a claim, each once.
fn around(claim: &Held) -> Vec<Stem> {
    let mut around: Vec<Stem> = claim.roles.counts.iter().flat_map(|count| count.around.iter().copied()).collect();
    around.sort_unstable();
    around.dedup();
    around
}

/// Slots of claims by a word of theirs, oldest first.
type Postings = FxHashMap<Stem, VecDeque<u32>>;

/// The claims of some days.
pub(crate) struct Window {
    claims: VecDeque<Held>,
    /// The slot of the first claim in the window: slots count on.
    first: u32,
    /// Claims by each of their words.
    all: Postings,
    /// Claims by their rarest words.
    rare: Postings,
    /// Claims with figures, by the words around these.
    counting: Postings,
    /// Claims by what they can be called by.
    named: Postings,
    /// Claims that call others, by what they call them.
    calling: Postings,
    /// The slot that was met last by each claim in the window, so that none is met twice.
    met: VecDeque<u32>,
}

impl Window {
    pub(crate) fn new() -> Window {
        Window {
            claims: VecDeque::new(),
            first: 0,
            all: Postings::default(),
            rare: Postings::default(),
            counting: Postings::default(),
            named: Postings::default(),
            calling: Postings::default(),
            met: VecDeque::new(),
        }
    }

    /// Takes claims in, in their order; `pair` gets each of them with every one before it that can be related to it.
    pub(crate) fn enter(&mut self, claims: Vec<Held>, mut pair: impl FnMut(&Held, &Held)) {
        for claim in claims {
            let rarest = self.rarest(&claim.comparable);
            if !rarest.is_empty() {
                self.meet(&claim, &rarest, &mut pair);
            }
            self.take(claim, rarest);
        }
    }

    /// Takes claims in, in their order, that only later ones are held against.
    pub(crate) fn enter_unmet(&mut self, claims: Vec<Held>) {
        for claim in claims {
            let rarest = self.rarest(&claim.comparable);
            self.take(claim, rarest);
        }
    }

    fn take(&mut self, claim: Held, rarest: Vec<Stem>) {
        let slot = self.next_slot();
        if !rarest.is_empty() {
            for stem in &claim.comparable.stems {
                self.all.entry(*stem).or_default().push_back(slot);
            }
            for stem in rarest {
                self.rare.entry(stem).or_default().push_back(slot);
            }
        }
        for stem in around(&claim) {
            self.counting.entry(stem).or_default().push_back(slot);
        }
        for stem in names(&claim) {
            self.named.entry(stem).or_default().push_back(slot);
        }
        for stem in calls(&claim) {
            self.calling.entry(stem).or_default().push_back(slot);
        }
        self.claims.push_back(claim);
        self.met.push_back(u32::MAX);
    }

    /// The slot of the next claim.
    fn next_slot(&self) -> u32 {
        self.first + self.claims.len() as u32
    }

    /// The words of a claim that are looked up where it is the shorter one; none of a claim of one word, to which no rule applies.
    fn rarest(&self, claim: &Comparable) -> Vec<Stem> {
        if claim.stems.len() < 2 {
            return Vec::new();
        }
        let mut stems = claim.stems.clone();
        stems.sort_by_key(|stem| (self.all.get(stem).map_or(0, VecDeque::len), *stem));
        stems.truncate(stems.len() + 1 - needed(stems.len()).min(stems.len()));
        stems
    }

    fn meet(&mut self, claim: &Held, rarest: &[Stem], pair: &mut impl FnMut(&Held, &Held)) {
        let (len, slot) = (claim.comparable.stems.len(), self.next_slot());
        let (claims, met, first) = (&self.claims, &mut self.met, self.first);
        let mut candidates = Vec::new();
        let mut look = |postings: &Postings, stem: &Stem, fits: &dyn Fn(usize) -> bool| {
            for &other in postings.get(stem).into_iter().flatten() {
                let Some(at) = other.checked_sub(first).map(|at| at as usize) else { continue };
                if met[at] != slot && fits(claims[at].comparable.stems.len()) {
                    met[at] = slot;
                    candidates.push(at);
                }
            }
        };
        for stem in rarest {
            look(&self.all, stem, &|other| other >= len);
        }
        for stem in &claim.comparable.stems {
            look(&self.rare, stem, &|other| other < len);
        }
        candidates.retain(|&at| {
            let earlier = &claims[at].comparable;
            claim.comparable.shared(earlier) >= needed(len.min(earlier.stems.len()))
        });
        // Two figures of one event may be told in words that differ more, but for those around them.
        let mut counting: Vec<usize> = around(claim)
            .iter()
            .filter_map(|stem| self.counting.get(stem))
            .flatten()
            .filter_map(|&other| other.checked_sub(first))
            .map(|at| at as usize)
            .collect();
        counting.sort_unstable();
        candidates.extend(counting.chunk_by(|a, b| a == b).filter(|run| run.len() >= 2).map(|run| run[0]));
        let called = calls(claim).filter_map(|stem| self.named.get(&stem)).flatten();
        let calling = names(claim).filter_map(|stem| self.calling.get(&stem)).flatten();
        candidates.extend(called.chain(calling).filter_map(|&other| other.checked_sub(first)).map(|at| at as usize));
        candidates.sort_unstable();
        candidates.dedup();
        for at in candidates {
            pair(claim, &self.claims[at]);
        }
    }

    /// Lets go of claims before a day.
    pub(crate) fn leave_before(&mut self, day: i32) {
        while let Some(claim) = self.claims.pop_front_if(|claim| claim.day < day) {
            self.met.pop_front();
            self.first += 1;
            let (words, around) = (&claim.comparable.stems, &around(&claim));
            let (names, calls): (Vec<Stem>, Vec<Stem>) = (names(&claim).collect(), calls(&claim).collect());
            for (postings, words) in [
                (&mut self.all, words),
                (&mut self.rare, words),
                (&mut self.counting, around),
                (&mut self.named, &names),
                (&mut self.calling, &calls),
            ] {
                for stem in words {
                    let Some(slots) = postings.get_mut(stem) else { continue };
                    while slots.front().is_some_and(|&slot| slot < self.first) {
                        slots.pop_front();
                    }
                    if slots.is_empty() {
                        postings.remove(stem);
                    }
                }
            }
        }
    }
}
