//! The senses of words already met.
//!
//! News repeats itself: after a few articles nine words in ten were looked up before. The senses of a
//! word, and the phrases that may begin with it, are remembered by its spelling, marks and all, because spelling is what decides them; whether a
//! phrase does begin is looked at anew each time.

use rawi_text::{Text, Tokens};
#[allow(clippy::disallowed_types, reason = "looked up by key, never iterated")]
use rustc_hash::FxHashMap;

use super::index::Candidate;
use super::{Lexicon, Sense};

/// How many spellings are remembered before the cache is emptied: keeps memory constant over an archive.
const LARGEST: usize = 150_000;

/// Senses by spelling, for one lexicon.
#[derive(Debug, Default)]
#[allow(clippy::disallowed_types, reason = "as above")]
pub(crate) struct WordCache {
    known: FxHashMap<Box<str>, Known>,
    words: Vec<Sense>,
    phrases: Vec<Candidate>,
    dotted: bool,
}

/// Where the senses of a spelling lie.
#[derive(Clone, Copy, Debug)]
struct Known {
    words: (u32, u32),
    phrases: (u32, u32),
}

impl WordCache {
    /// Appends the senses of token `at` to `out`: phrases that begin there, longest first, then those of the word alone.
    pub(crate) fn senses(
        &mut self,
        lexicon: &Lexicon,
        text: &Text,
        tokens: &Tokens,
        at: usize,
        dotted: bool,
        out: &mut Vec<Sense>,
    ) {
        if self.dotted != dotted || self.known.len() > LARGEST {
            *self = WordCache { dotted, ..WordCache::default() };
        }
        let spelling = &text[tokens[at].span];
        let known = if let Some(&known) = self.known.get(spelling) {
            known
        } else {
            let (words, phrases) = (self.words.len() as u32, self.phrases.len() as u32);
            lexicon.index().candidates(tokens, at, dotted, &mut self.words, &mut self.phrases);
            let known =
                Known { words: (words, self.words.len() as u32), phrases: (phrases, self.phrases.len() as u32) };
            self.known.insert(spelling.into(), known);
            known
        };
        let from = out.len();
        let (first, end) = known.phrases;
        out.extend(
            self.phrases[first as usize..end as usize].iter().filter_map(|c| lexicon.index().follows(c, tokens, at)),
        );
        out[from..].sort_by(|a, b| b.len.cmp(&a.len));
        let (first, end) = known.words;
        out.extend_from_slice(&self.words[first as usize..end as usize]);
    }
}
