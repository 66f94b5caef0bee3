//! The senses of words already met.
//!
//! News repeats itself: after a few articles nine words in ten were looked up before. The senses of a
//! word, and the phrases that may begin with it, are remembered by its spelling, marks and all, because spelling is what decides them; whether a
//! phrase does begin is looked at anew each time. An archive mixes texts that dot a final ي with texts that do not, and each kind has words of its own.

use std::hash::BuildHasher;
use std::ops::Range;

use rawi_text::{Text, Tokens};
#[allow(clippy::disallowed_types, reason = "looked up by key, never iterated")]
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::index::{Candidate, Short, short};
use super::{Lexicon, Sense};
use crate::scan::Kinds;

/// How many spellings are remembered, of each kind of text, before they are forgotten: keeps memory constant over an archive.
const LARGEST: usize = 150_000;

/// Senses by spelling, for one lexicon.
#[derive(Debug, Default)]
pub(crate) struct WordCache {
    dotted: Words,
    dotless: Words,
}

/// Senses by spelling, in texts of one kind.
///
/// A word that is not frequent is out of the processor's caches when it is met again, and then each place it is looked up in costs more than all that is
/// computed. So there are two: a small slot that leads to a number, and what is known under that number, which is kept short.
#[derive(Debug, Default)]
#[allow(clippy::disallowed_types, reason = "as above")]
pub(crate) struct Words {
    /// A power of two of them, at most half of them taken. The slot of a spelling is the first free one, or its own, from the place that its hash says.
    slots: Vec<Slot>,
    long: FxHashMap<Box<str>, u32>,
    known: Vec<Known>,
    senses: Vec<Sense>,
    phrases: Vec<Candidate>,
    /// All kinds that any word has: a few thousand.
    kinds: Vec<Kinds>,
    numbers_of_kinds: FxHashMap<Kinds, u32>,
    /// The words of the tokens asked for last, each with its number.
    found: Vec<(Short, u32)>,
}

/// Where the number of a spelling of few letters is found.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    /// Bits of the hash, so that another spelling is seldom looked at.
    tag: u32,
    /// One more than the number; 0 where the slot is free.
    number: u32,
}

/// What is known of a spelling.
#[derive(Clone, Copy, Debug)]
struct Known {
    /// The spelling as numbers; 0 for long ones.
    short: Short,
    /// Where its senses begin; they end where those of the next begin.
    senses: u32,
    /// Where the phrases begin that may begin with it.
    phrases: u32,
    /// The number of its kinds.
    kinds: u32,
}

impl WordCache {
    /// Finds the words of a range of tokens, for [`WordCache::senses`].
    pub(crate) fn find(
        &mut self,
        lexicon: &Lexicon,
        text: &Text,
        tokens: &Tokens,
        range: Range<usize>,
        dotted: bool,
    ) -> &Words {
        let words = if dotted { &mut self.dotted } else { &mut self.dotless };
        if words.known.len() + range.len() > LARGEST {
            *words = Words::default();
        }
        let mut found = std::mem::take(&mut words.found);
        found.clear();
        // First all slots, then all that is known: so a word does not wait until memory has answered for the one before it.
        found.extend(range.clone().map(|at| {
            let short = short(&text[tokens[at].span]).unwrap_or_default();
            let place = FxBuildHasher.hash_one(short) as usize & words.slots.len().wrapping_sub(1);
            (short, words.slots.get(place).map_or(0, |slot| slot.number))
        }));
        for ((short, number), at) in found.iter_mut().zip(range) {
            let likely = number.wrapping_sub(1);
            let is_it = words.known.get(likely as usize).is_some_and(|known| known.short == *short);
            *number = if is_it && *short != Short::default() {
                likely
            } else {
                words.number(lexicon, &text[tokens[at].span], tokens, at, dotted)
            };
        }
        words.found = found;
        words
    }
}

impl Words {
    /// Appends the senses of token `at`, the `n`th of those found, to `out`: phrases that begin there, longest first, then those of the word alone. Gives
    /// the kinds of all.
    pub(crate) fn senses(
        &self,
        lexicon: &Lexicon,
        tokens: &Tokens,
        (n, at): (usize, usize),
        out: &mut Vec<Sense>,
    ) -> Kinds {
        let number = self.found[n].1 as usize;
        let (senses, phrases) = self.parts(number);
        let from = out.len();
        if !phrases.is_empty() {
            lexicon.index().following(phrases, tokens, at, out);
            out[from..].sort_by(|a, b| b.len.cmp(&a.len));
        }
        let n_phrases = out.len() - from;
        out.extend_from_slice(senses);
        let kinds = self.kinds[self.known[number].kinds as usize];
        if n_phrases == 0 {
            return kinds;
        }
        kinds.with_phrases(tokens, at, (n_phrases, &out[from..]), lexicon)
    }

    /// The senses of a word, and the phrases that may begin with it.
    fn parts(&self, number: usize) -> (&[Sense], &[Candidate]) {
        let Known { senses, phrases, .. } = self.known[number];
        let next = self.known.get(number + 1);
        let senses_end = next.map_or(self.senses.len(), |next| next.senses as usize);
        let phrases_end = next.map_or(self.phrases.len(), |next| next.phrases as usize);
        (&self.senses[senses as usize..senses_end], &self.phrases[phrases as usize..phrases_end])
    }

    /// The number of the spelling of token `at`, looked up in the lexicon the first time.
    fn number(&mut self, lexicon: &Lexicon, spelling: &str, tokens: &Tokens, at: usize, dotted: bool) -> u32 {
        let short = short(spelling);
        let known = match short {
            Some(short) => self.slot_of(short).ok().map(|slot| self.slots[slot].number - 1),
            None => self.long.get(spelling).copied(),
        };
        if let Some(number) = known {
            return number;
        }
        let number = self.known.len();
        match short {
            Some(short) => self.take_slot(short, number),
            None => {
                self.long.insert(spelling.into(), number as u32);
            }
        }
        let (senses, phrases) = (self.senses.len(), self.phrases.len());
        lexicon.index().candidates(tokens, at, dotted, &mut self.senses, &mut self.phrases);
        let kinds = Kinds::of(tokens, at, &self.senses[senses..], lexicon);
        let all = &mut self.kinds;
        let kinds = *self.numbers_of_kinds.entry(kinds).or_insert_with(|| {
            all.push(kinds);
            all.len() as u32 - 1
        });
        let short = short.unwrap_or_default();
        self.known.push(Known { short, senses: senses as u32, phrases: phrases as u32, kinds });
        number as u32
    }

    /// The slot of a spelling, else the free one that would be its slot.
    fn slot_of(&self, short: Short) -> Result<usize, usize> {
        let hash = FxBuildHasher.hash_one(short);
        let last = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & last;
        loop {
            match self.slots.get(at) {
                Some(slot) if slot.number == 0 => return Err(at),
                Some(slot) if slot.tag == tag(hash) && self.known[slot.number as usize - 1].short == short => {
                    return Ok(at);
                }
                Some(_) => at = (at + 1) & last,
                None => return Err(at),
            }
        }
    }

    /// Gives a spelling that has none its slot.
    fn take_slot(&mut self, short: Short, number: usize) {
        if 2 * self.known.len() >= self.slots.len() {
            self.slots = vec![Slot::default(); (2 * self.slots.len()).max(1 << 12)];
            for number in 0..self.known.len() {
                let short = self.known[number].short;
                if short != Short::default() {
                    self.enter(short, number);
                }
            }
        }
        self.enter(short, number);
    }

    fn enter(&mut self, short: Short, number: usize) {
        if let Err(free) = self.slot_of(short) {
            self.slots[free] = Slot { tag: tag(FxBuildHasher.hash_one(short)), number: number as u32 + 1 };
        }
    }
}

/// The bits of a hash that do not say where its slot is.
fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32
}
