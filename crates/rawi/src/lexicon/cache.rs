//! The senses of words already met.
//!
//! News repeats itself: after a few articles nine words in ten were looked up before. The senses of a
//! word, and the phrases that may begin with it, are remembered by its spelling, marks and all, because spelling is what decides them; whether a
//! phrase does begin is looked at anew each time. An archive mixes texts that dot a final ي with texts that do not, and each kind has words of its own.

use rawi_text::{Text, Tokens};
#[allow(clippy::disallowed_types, reason = "looked up by key, never iterated")]
use rustc_hash::FxHashMap;

use super::index::{Candidate, short};
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
#[derive(Debug, Default)]
#[allow(clippy::disallowed_types, reason = "as above")]
struct Words {
    short: FxHashMap<u128, u32>,
    long: FxHashMap<Box<str>, u32>,
    known: Vec<Known>,
    senses: Vec<Sense>,
    phrases: Vec<Candidate>,
}

/// What is known of a spelling: where its senses lie, and what they make of the word.
#[derive(Clone, Copy, Debug)]
struct Known {
    senses: (u32, u32),
    phrases: (u32, u32),
    kinds: Kinds,
}

impl WordCache {
    /// Appends the senses of token `at` to `out`: phrases that begin there, longest first, then those of the word alone. Gives the kinds of all.
    pub(crate) fn senses(
        &mut self,
        lexicon: &Lexicon,
        text: &Text,
        tokens: &Tokens,
        at: usize,
        dotted: bool,
        out: &mut Vec<Sense>,
    ) -> Kinds {
        let cache = if dotted { &mut self.dotted } else { &mut self.dotless };
        let known = cache.known(lexicon, &text[tokens[at].span], tokens, at, dotted);
        let from = out.len();
        let (first, end) = known.phrases;
        if first < end {
            lexicon.index().following(&cache.phrases[first as usize..end as usize], tokens, at, out);
            out[from..].sort_by(|a, b| b.len.cmp(&a.len));
        }
        let phrases = out.len() - from;
        let (first, end) = known.senses;
        out.extend_from_slice(&cache.senses[first as usize..end as usize]);
        if phrases == 0 {
            return known.kinds;
        }
        known.kinds.with_phrases(tokens, at, (phrases, &out[from..]), lexicon)
    }
}

impl Words {
    /// What is known of the spelling of token `at`, looked up in the lexicon the first time.
    fn known(&mut self, lexicon: &Lexicon, spelling: &str, tokens: &Tokens, at: usize, dotted: bool) -> Known {
        let short = short(spelling);
        let number = short.map_or_else(|| self.long.get(spelling), |short| self.short.get(&short));
        if let Some(&number) = number {
            return self.known[number as usize];
        }
        if self.known.len() >= LARGEST {
            *self = Words::default();
        }
        let (senses, phrases) = (self.senses.len(), self.phrases.len());
        lexicon.index().candidates(tokens, at, dotted, &mut self.senses, &mut self.phrases);
        let known = Known {
            senses: (senses as u32, self.senses.len() as u32),
            phrases: (phrases as u32, self.phrases.len() as u32),
            kinds: Kinds::of(tokens, at, &self.senses[senses..], lexicon),
        };
        let number = self.known.len() as u32;
        match short {
            Some(short) => self.short.insert(short, number),
            None => self.long.insert(spelling.into(), number),
        };
        self.known.push(known);
        known
    }
}
