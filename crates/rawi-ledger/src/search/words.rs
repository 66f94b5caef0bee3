//! Words as the index holds them, on three levels.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use rawi_text::{Text, Token, TokenFlags, TokenKind, Tokens, bare_into};
use rustc_hash::FxHashMap;
use tantivy::tokenizer::{Token as Term, TokenStream, Tokenizer};

use super::stems::{Stem, Stems};

/// Longer words are told apart by so many bytes.
const LONGEST: usize = 240;

/// How many word forms a tokenizer remembers.
const FORMS: usize = 1 << 17;

/// How many texts it remembers: those of one claim, and that of its document.
const TEXTS: usize = 6;

/// How close a word of a text is to a word that is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Other forms of the word count: clitics, endings, plurals.
    #[default]
    Stem,
    /// Spelling that newspapers vary does not count: hamzas, ة and ه, vowel marks, digits.
    Folded,
    /// As written, but for tatweel and what is invisible.
    Exact,
}

impl Level {
    /// All levels, the widest first.
    pub const ALL: [Level; 3] = [Level::Stem, Level::Folded, Level::Exact];

    /// The name in records and flags.
    pub fn name(self) -> &'static str {
        match self {
            Level::Stem => "stem",
            Level::Folded => "folded",
            Level::Exact => "exact",
        }
    }
}

/// A word on all levels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Keys {
    pub(crate) exact: String,
    pub(crate) folded: String,
    pub(crate) stem: Stem,
}

impl Keys {
    /// The keys of a token; `None` where it is no word and no number.
    pub(crate) fn of(stems: &Stems, characters: &str, token: &Token, key: &str) -> Option<Keys> {
        if !matches!(token.kind, TokenKind::Word | TokenKind::Number) {
            return None;
        }
        let key = cut(key);
        let mut exact = String::new();
        bare_into(characters.trim_start_matches(['#', '_']), &mut exact);
        exact.truncate(cut(&exact).len());
        let (mut folded, mut stem) = (key.to_owned(), stems.stem(key));
        if token.is(TokenFlags::ALIF_MAQSURA) {
            // «على» is not «علي»: in short words ى and ي are no matter of spelling.
            let dotless = |word: &mut String| {
                if let Some(head) = word.strip_suffix('\u{64A}') {
                    *word = format!("{head}\u{649}");
                }
            };
            if stem.stem.chars().count() == 3 && key.ends_with(&stem.stem) {
                dotless(&mut folded);
                dotless(&mut stem.stem);
            }
            if let Some(other) = &mut stem.other
                && other.chars().count() == 3
            {
                dotless(other);
            }
        }
        Some(Keys { exact, folded, stem })
    }

    /// The key on one level.
    pub(crate) fn on(&self, level: Level) -> &str {
        match level {
            Level::Exact => &self.exact,
            Level::Folded => &self.folded,
            Level::Stem => &self.stem.stem,
        }
    }

    /// The closest level on which this word of a text is the word that is looked for.
    pub(crate) fn level(&self, sought: &Keys) -> Option<Level> {
        let is = |level: Level| {
            self.on(level) == sought.on(level)
                || level == Level::Stem && self.stem.other.as_deref() == Some(sought.on(level))
        };
        Level::ALL.into_iter().rev().find(|&level| is(level))
    }
}

fn cut(word: &str) -> &str {
    &word[..word.floor_char_boundary(LONGEST)]
}

/// The tokens of a text that are words, with their keys.
pub(crate) fn words(stems: &Stems, text: &Text, tokens: &Tokens, range: std::ops::Range<usize>) -> Vec<(usize, Keys)> {
    range
        .filter_map(|at| {
            let token = tokens.token(at)?;
            Some((at, Keys::of(stems, &text[token.span], token, tokens.key(at))?))
        })
        .collect()
}

/// A word of a text: where it stands, in bytes, and its keys.
type Piece = (u32, u32, Rc<Keys>);

/// Cuts texts into words for the tokenizers of all levels on one thread. What was cut last is remembered, since each level asks for the same texts; so is
/// every word form, since a press has few.
#[derive(Debug, Default)]
struct Cutter {
    /// Whose stems are remembered.
    stems: Option<Arc<Stems>>,
    forms: FxHashMap<Box<str>, Rc<Keys>>,
    /// The last texts, each with its words.
    texts: VecDeque<(Box<str>, Rc<[Piece]>)>,
}

thread_local! {
    static CUTTER: RefCell<Cutter> = RefCell::default();
}

impl Cutter {
    fn cut(&mut self, stems: &Arc<Stems>, text: &str) -> Rc<[Piece]> {
        if !self.stems.as_ref().is_some_and(|known| Arc::ptr_eq(known, stems)) {
            *self = Cutter { stems: Some(Arc::clone(stems)), ..Cutter::default() };
        }
        if let Some((_, pieces)) = self.texts.iter().find(|(known, _)| **known == *text) {
            return Rc::clone(pieces);
        }
        let words = Text::from(text);
        let tokens = Tokens::scan(&words);
        let pieces = tokens.iter().enumerate().filter_map(|(at, token)| {
            let keys = self.keys(stems, &words[token.span], token, tokens.key(at))?;
            Some((token.span.start() as u32, token.span.end() as u32, keys))
        });
        let pieces: Rc<[Piece]> = pieces.collect();
        if self.texts.len() == TEXTS {
            self.texts.pop_front();
        }
        self.texts.push_back((text.into(), Rc::clone(&pieces)));
        pieces
    }

    /// The keys of a token, which depend on nothing but its characters.
    fn keys(&mut self, stems: &Stems, characters: &str, token: &Token, key: &str) -> Option<Rc<Keys>> {
        if let Some(keys) = self.forms.get(characters) {
            return Some(Rc::clone(keys));
        }
        let keys = Rc::new(Keys::of(stems, characters, token, key)?);
        if self.forms.len() == FORMS {
            self.forms.clear();
        }
        self.forms.insert(characters.into(), Rc::clone(&keys));
        Some(keys)
    }
}

/// Cuts texts into the terms of one level. Offsets are bytes of the text; only words and numbers count as positions.
#[derive(Clone)]
pub(crate) struct Words {
    level: Level,
    stems: Arc<Stems>,
}

impl Words {
    pub(crate) fn new(level: Level, stems: Arc<Stems>) -> Words {
        Words { level, stems }
    }
}

impl Tokenizer for Words {
    type TokenStream<'a> = Terms;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms {
        let pieces = CUTTER.with_borrow_mut(|cutter| cutter.cut(&self.stems, text));
        Terms { pieces, level: self.level, next: 0, other: false, term: Term::default() }
    }
}

/// The terms of one text.
pub(crate) struct Terms {
    pieces: Rc<[Piece]>,
    level: Level,
    /// The word that comes next.
    next: usize,
    /// Does the other stem of the last word come before it?
    other: bool,
    term: Term,
}

impl TokenStream for Terms {
    fn advance(&mut self) -> bool {
        let at = if self.other { self.next - 1 } else { self.next };
        let Some((from, to, keys)) = self.pieces.get(at) else { return false };
        let other = keys.stem.other.as_deref().filter(|_| self.level == Level::Stem);
        let text = if self.other { other.unwrap_or_default() } else { keys.on(self.level) };
        self.term.text.clear();
        self.term.text.push_str(text);
        self.term.position = at;
        (self.term.offset_from, self.term.offset_to) = (*from as usize, *to as usize);
        self.other = !self.other && other.is_some();
        self.next = at + 1;
        true
    }

    fn token(&self) -> &Term {
        &self.term
    }

    fn token_mut(&mut self) -> &mut Term {
        &mut self.term
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(stems: &Stems, characters: &str) -> Vec<Keys> {
        let text = Text::from(characters);
        let tokens = Tokens::scan(&text);
        words(stems, &text, &tokens, 0..tokens.len()).into_iter().map(|(_, keys)| keys).collect()
    }

    #[test]
    fn levels_are_ordered() {
        let stems = Stems::builtin().unwrap();
        let level = |text: &str, sought: &str| keys(&stems, text)[0].level(&keys(&stems, sought)[0]);
        assert_eq!(level("الحكومة", "الحكومة"), Some(Level::Exact));
        assert_eq!(level("الحكـــومة", "الحكومة"), Some(Level::Exact));
        assert_eq!(level("مدرسة", "مدرسه"), Some(Level::Folded));
        assert_eq!(level("قَالَ", "قال"), Some(Level::Folded));
        assert_eq!(level("١٢", "12"), Some(Level::Folded));
        assert_eq!(level("والحكومة", "الحكومة"), Some(Level::Stem));
        assert_eq!(level("بيروت", "دمشق"), None);
    }

    #[test]
    fn on_is_not_ali_but_spelling_of_longer_words_is_free() {
        let stems = Stems::builtin().unwrap();
        let level = |text: &str, sought: &str| keys(&stems, text)[0].level(&keys(&stems, sought)[0]);
        assert_eq!(level("علي", "على"), None);
        assert_eq!(level("على", "علي"), None);
        assert_eq!(level("وعلى", "علي"), None);
        assert_eq!(level("وعلى", "على"), Some(Level::Stem));
        assert_eq!(level("مصطفي", "مصطفى"), Some(Level::Folded));
        assert_eq!(level("فى", "في"), Some(Level::Folded));
    }

    #[test]
    fn offsets_are_bytes_of_the_text() {
        let stems = Arc::new(Stems::builtin().unwrap());
        let text = "قال، «للحكـومة» ١٢";
        for level in Level::ALL {
            let mut words = Words::new(level, Arc::clone(&stems));
            let mut terms = words.token_stream(text);
            let mut seen = Vec::new();
            terms.process(&mut |term| seen.push((&text[term.offset_from..term.offset_to], term.position)));
            assert_eq!(seen, [("قال", 0), ("للحكـومة", 1), ("١٢", 2)]);
        }
    }
}
