//! The claims of some days, and which of them can be related to a new one.
//!
//! Every rule asks for a share of the words of the shorter of two contents ([`needed`]). If so many of them are in the longer one, then any part of the
//! shorter that leaves fewer out than that has a word in common with it; so it is enough to look the rarest words of the shorter up among all words
//! of the longer (prefix filtering: Chaudhuri, Ganti and Kaushik 2006; Bayardo, Ma and Srikant 2007). Nothing is missed, and common words are hardly ever
//! looked up. Which words are rare only steers the cost, never what is found.

use std::collections::VecDeque;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rawi::relation::{Comparable, Stem};
use rustc_hash::FxHashMap;

use super::Held;
use super::call::{calls, names};

/// How many words two claims must share, given how many the shorter one has: no rule asks for less, but for tolls.
pub(crate) fn needed(shorter: usize) -> usize {
    shorter.div_ceil(2).max(2)
}

/// So many claims of a day are too few for one more thread.
const FEW: usize = 64;

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
    /// What is asked of each claim in the window before anything else, close together in memory.
    briefs: VecDeque<Brief>,
}

/// What is asked of a claim before anything else.
#[derive(Clone, Copy)]
struct Brief {
    /// A bit for each of its words, by a hash of it.
    bits: u128,
    /// How many words it has.
    len: u32,
}

impl Brief {
    fn of(claim: &Comparable) -> Brief {
        let bits = claim.stems.iter().fold(0, |bits, stem| bits | 1 << (stem.0 % 128));
        Brief { bits, len: claim.stems.len() as u32 }
    }

    /// Can the two share as many words as is asked for? A bit of the shorter that the longer has not is a word that it has not.
    fn could_share(self, other: Brief) -> bool {
        let (short, long) = if self.len <= other.len { (self, other) } else { (other, self) };
        let without = (short.bits & !long.bits).count_ones();
        short.len.saturating_sub(without) as usize >= needed(short.len as usize)
    }
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
            briefs: VecDeque::new(),
        }
    }

    /// Takes claims in, in their order; `pair` gets each of them with every one before it that can be related to it, and gathers what it makes of
    /// them. Gives what was gathered for each claim, in their order; so many threads at most work on it.
    pub(crate) fn enter<T: Default + Send>(
        &mut self,
        claims: Vec<Held>,
        threads: usize,
        pair: impl Fn(&Held, &Held, &mut T) + Sync,
    ) -> Vec<T> {
        let from = self.claims.len();
        let rarest: Vec<Vec<Stem>> = claims.into_iter().map(|claim| self.take(claim)).collect();
        let (window, next) = (&*self, AtomicUsize::new(0));
        let work = || {
            let mut met = vec![u32::MAX; window.claims.len()];
            let mut gathered = Vec::new();
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                let Some(rarest) = rarest.get(n) else { return gathered };
                let mut of_claim = T::default();
                if !rarest.is_empty() {
                    window.meet(from + n, rarest, &mut met, |later, earlier| pair(later, earlier, &mut of_claim));
                }
                gathered.push((n, of_claim));
            }
        };
        let mut gathered = thread::scope(|scope| {
            let others: Vec<_> = (1..threads.min(rarest.len() / FEW)).map(|_| scope.spawn(work)).collect();
            let mut gathered = work();
            // Nothing in there stops but by a mistake of ours, which is then one of this thread too.
            gathered
                .extend(others.into_iter().flat_map(|other| other.join().unwrap_or_else(|stop| resume_unwind(stop))));
            gathered
        });
        gathered.sort_unstable_by_key(|(n, _)| *n);
        gathered.into_iter().map(|(_, of_claim)| of_claim).collect()
    }

    /// Takes claims in, in their order, that only later ones are held against.
    pub(crate) fn enter_unmet(&mut self, claims: Vec<Held>) {
        for claim in claims {
            self.take(claim);
        }
    }

    /// Takes a claim in; gives its rarest words.
    fn take(&mut self, claim: Held) -> Vec<Stem> {
        let rarest = self.rarest(&claim.comparable);
        let slot = self.next_slot();
        if !rarest.is_empty() {
            for stem in &claim.comparable.stems {
                self.all.entry(*stem).or_default().push_back(slot);
            }
            for stem in &rarest {
                self.rare.entry(*stem).or_default().push_back(slot);
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
        self.briefs.push_back(Brief::of(&claim.comparable));
        self.claims.push_back(claim);
        rarest
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

    /// Gives `pair` the claim in a place with every one before it that can be related to it; `met` is a note of the caller for each claim in the window.
    fn meet(&self, own: usize, rarest: &[Stem], met: &mut [u32], mut pair: impl FnMut(&Held, &Held)) {
        let (claim, brief, slot) = (&self.claims[own], self.briefs[own], self.first + own as u32);
        let earlier = |postings: &Postings, stem: &Stem, each: &mut dyn FnMut(usize)| {
            let slots = postings.get(stem).into_iter().flatten().take_while(|&&other| other < slot);
            slots.filter_map(|other| other.checked_sub(self.first)).for_each(|at| each(at as usize));
        };
        let mut candidates = Vec::new();
        let mut look = |at: usize, shorter: bool| {
            let other = self.briefs[at];
            if met[at] != slot && (other.len < brief.len) == shorter {
                met[at] = slot;
                if brief.could_share(other) {
                    candidates.push(at);
                }
            }
        };
        for stem in rarest {
            earlier(&self.all, stem, &mut |at| look(at, false));
        }
        for stem in &claim.comparable.stems {
            earlier(&self.rare, stem, &mut |at| look(at, true));
        }
        candidates.retain(|&at| {
            let other = &self.claims[at].comparable;
            claim.comparable.shared(other) >= needed(claim.comparable.stems.len().min(other.stems.len()))
        });
        // Two figures of one event may be told in words that differ more, but for those around them.
        let mut counting: Vec<usize> = Vec::new();
        for stem in &around(claim) {
            earlier(&self.counting, stem, &mut |at| counting.push(at));
        }
        counting.sort_unstable();
        candidates.extend(counting.chunk_by(|a, b| a == b).filter(|run| run.len() >= 2).map(|run| run[0]));
        for stem in calls(claim) {
            earlier(&self.named, &stem, &mut |at| candidates.push(at));
        }
        for stem in names(claim) {
            earlier(&self.calling, &stem, &mut |at| candidates.push(at));
        }
        candidates.sort_unstable();
        candidates.dedup();
        for at in candidates {
            pair(claim, &self.claims[at]);
        }
    }

    /// Lets go of claims before a day.
    pub(crate) fn leave_before(&mut self, day: i32) {
        while let Some(claim) = self.claims.pop_front_if(|claim| claim.day < day) {
            self.briefs.pop_front();
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
