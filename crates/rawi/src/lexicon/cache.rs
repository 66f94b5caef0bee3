//! The senses of words already met.
//!
//! News repeats itself: after a few articles nine words in ten were looked up before. A word whose senses do not hang on its neighbors is
//! remembered by its spelling, marks and all, because spelling is what its senses are decided by.

use rawi_text::{Text, Tokens};
#[allow(clippy::disallowed_types, reason = "looked up by key, never iterated")]
use rustc_hash::FxHashMap;

use super::{Lexicon, Sense};

/// How many spellings are remembered before the cache is emptied: keeps memory constant over an archive.
const LARGEST: usize = 150_000;

/// Senses by spelling, for one lexicon.
#[derive(Debug, Default)]
#[allow(clippy::disallowed_types, reason = "as above")]
pub(crate) struct WordCache {
    known: FxHashMap<Box<str>, (u32, u32)>,
    senses: Vec<Sense>,
    dotted: bool,
}

impl WordCache {
    /// Appends the senses of token `at` to `out`, as [`Lexicon::senses`] does.
    pub(crate) fn senses(&mut self, lexicon: &Lexicon, text: &Text, tokens: &Tokens, at: usize, dotted: bool, out: &mut Vec<Sense>) {
        if self.dotted != dotted || self.known.len() > LARGEST {
            *self = WordCache { dotted, ..WordCache::default() };
        }
        let spelling = &text[tokens[at].span];
        if let Some(&(from, to)) = self.known.get(spelling) {
            out.extend_from_slice(&self.senses[from as usize..to as usize]);
            return;
        }
        let before = out.len();
        if !lexicon.senses(tokens, at, dotted, out) {
            let from = self.senses.len() as u32;
            self.senses.extend_from_slice(&out[before..]);
            self.known.insert(spelling.into(), (from, self.senses.len() as u32));
        }
    }
}
