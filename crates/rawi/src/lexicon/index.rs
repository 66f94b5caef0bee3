//! From a folded word to its senses.

use std::num::NonZeroU32;

use rawi_text::{Enclitic, Proclitics, TokenFlags, Tokens, fold_into, is_letter, splits};
#[allow(clippy::disallowed_types, reason = "looked up by key, never iterated, so its order cannot show")]
use rustc_hash::FxHashMap;

use super::class::{Class, Fit, Sense};
use super::form::{Form, Number, Tense};

const SEATS: TokenFlags = TokenFlags::HAMZA_ABOVE.union(TokenFlags::HAMZA_BELOW).union(TokenFlags::MADDA);

#[derive(Debug)]
struct Entry {
    class: Class,
    row: u16,
    fit: Fit,
    form: Option<Form>,
    // The seats of hamza that the first word is written with.
    hamza: TokenFlags,
    // Does the first word end in ي with its dots?
    dotted: bool,
    // Does it end in ى?
    dotless: bool,
    // The number of the words after the first, for a phrase.
    rest: Option<u32>,
    // The next entry of the same stem.
    next: Option<NonZeroU32>,
}

/// The entries of one stem, chained in the order they were entered: the first and the last.
#[derive(Clone, Copy, Debug)]
struct Chain {
    first: u32,
    last: u32,
}

/// A phrase that may begin at a word: its sense if it does, and the number of the words that must follow.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    sense: Sense,
    rest: u32,
    // How the word after the first begins.
    next: Beginning,
}

/// The first letters of a word as one number: most words that do not follow are told by it, without a look at the words of the phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Beginning(u64);

impl Beginning {
    fn of(word: &str) -> Beginning {
        let mut letters = [0; 8];
        let len = word.len().min(letters.len());
        letters[..len].copy_from_slice(&word.as_bytes()[..len]);
        Beginning(u64::from_le_bytes(letters))
    }
}

/// All words of all tables, by folded stem.
#[derive(Debug, Default)]
#[allow(clippy::disallowed_types, reason = "as above")]
pub(crate) struct Index {
    short: FxHashMap<Short, Chain>,
    long: FxHashMap<Box<str>, Chain>,
    entries: Vec<Entry>,
    rests: Vec<Box<[Box<str>]>>,
    // Where words are folded on their way in.
    folded: String,
}

/// The letters of a word of twelve Arabic letters or fewer, which nearly all have, as numbers: compared at once and kept where they are found. No
/// token has a zero byte, so no two words have the same.
pub(super) type Short = [u64; 3];

pub(super) fn short(word: &str) -> Option<Short> {
    let mut letters = [0; 24];
    letters.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    let number = |at: usize| u64::from_le_bytes(std::array::from_fn(|n| letters[8 * at + n]));
    Some(std::array::from_fn(number))
}

impl Index {
    /// An index with room for the stems of the built-in tables.
    pub(super) fn roomy() -> Index {
        let mut index = Index::default();
        index.short.reserve(STEMS);
        index.entries.reserve(2 * STEMS);
        index
    }

    /// Enters a word or phrase. A first word written with ال is entered without it and asks for it.
    pub(crate) fn enter(&mut self, arabic: &str, class: Class, row: usize, mut fit: Fit, form: Option<Form>) {
        let mut first = std::mem::take(&mut self.folded);
        first.clear();
        fold_into(arabic, &mut first);
        let mut rest: Box<[Box<str>]> = Box::default();
        if !first.chars().all(is_letter) {
            let text = rawi_text::Text::from(first.as_str());
            let tokens = Tokens::scan(&text);
            tokens.key(0).clone_into(&mut first);
            rest = (1..tokens.len()).map(|at| tokens.key(at).into()).collect();
        }
        // «التزم», «ألمح», «إلغاء»: verbs, verbal nouns and a written hamza have no article.
        let own_letters = matches!(class, Class::Verb | Class::PlainVerb | Class::Noun | Class::CueNoun)
            || arabic.starts_with(['أ', 'إ', 'آ']);
        let mut stem = first.as_str();
        if (fit.contains(Fit::AND) || fit.intersects(Fit::PREPOSITION))
            && !own_letters
            && let Some(bare) = stem.strip_prefix("ال").filter(|s| s.len() >= 4)
        {
            stem = bare;
            fit |= Fit::NEEDS_AL;
            fit -= Fit::AL | Fit::PRONOUN;
        }
        if form.is_some_and(|f| f.before_pronoun) {
            fit |= Fit::NEEDS_PRONOUN;
        }
        if !stem.is_empty() {
            let (hamza, last) = spelling(arabic);
            let entry = Entry {
                class,
                row: row as u16,
                fit,
                form,
                hamza,
                dotted: last == Some('ي'),
                dotless: last == Some('ى'),
                rest: None,
                next: None,
            };
            self.chain(stem, entry, rest);
        }
        self.folded = first;
    }

    /// Adds an entry to those of its stem, unless it is there.
    fn chain(&mut self, stem: &str, mut entry: Entry, rest: Box<[Box<str>]>) {
        let known = self.of(stem);
        let same = |e: &Entry| {
            (e.class, e.row, e.form, e.fit) == (entry.class, entry.row, entry.form, entry.fit)
                && e.rest.map_or(&[][..], |n| &self.rests[n as usize]) == &*rest
        };
        if self.entries_of(known).any(same) {
            return;
        }
        if !rest.is_empty() {
            entry.rest = Some(self.rests.len() as u32);
            self.rests.push(rest);
        }
        let number = self.entries.len() as u32;
        self.entries.push(entry);
        let chain = match known {
            Some(Chain { first, last }) => {
                self.entries[last as usize].next = NonZeroU32::new(number);
                Chain { first, last: number }
            }
            None => Chain { first: number, last: number },
        };
        match short(stem) {
            Some(short) => self.short.insert(short, chain),
            None => self.long.insert(stem.into(), chain),
        };
    }

    fn of(&self, stem: &str) -> Option<Chain> {
        short(stem).map_or_else(|| self.long.get(stem), |short| self.short.get(&short)).copied()
    }

    /// The entries of a stem, in the order they were entered.
    fn entries_of(&self, chain: Option<Chain>) -> impl Iterator<Item = &Entry> {
        let mut next = chain.map(|chain| chain.first);
        std::iter::from_fn(move || {
            let entry = &self.entries[next? as usize];
            next = entry.next.map(NonZeroU32::get);
            Some(entry)
        })
    }

    /// The senses of the word at token `at`, and the phrases that may begin with it. Neither hangs on the words behind it.
    /// `dotted` tells whether the text tells ي from ى at the end of words, which Egyptian print does not.
    pub(crate) fn candidates(
        &self,
        tokens: &Tokens,
        at: usize,
        dotted: bool,
        words: &mut Vec<Sense>,
        phrases: &mut Vec<Candidate>,
    ) {
        let key = tokens.key(at);
        let flags = tokens[at].flags & SEATS;
        let dotted_end = dotted && key.ends_with('ي') && !tokens[at].is(TokenFlags::ALIF_MAQSURA);
        let dotless = dotted && tokens[at].is(TokenFlags::ALIF_MAQSURA);
        let mut take = |stem: &str, proclitics: Proclitics, enclitic: Option<Enclitic>| {
            for entry in self.entries_of(self.of(stem)) {
                // A text may leave a hamza out, but where it writes one it means it: «أمام» is not «إمام».
                if !flags.is_empty() && !entry.hamza.is_empty() && !flags.intersects(entry.hamza) {
                    continue;
                }
                // «منى» is not «مني».
                if dotless && enclitic == Some(Enclitic::I) {
                    continue;
                }
                if enclitic.is_none()
                    && (dotless && entry.dotted || dotted_end && entry.dotless && entry.form.is_some())
                {
                    continue;
                }
                // ل before a present takes the ن of the dual and the plural away: «ليبرمان» is no verb.
                let indicative = proclitics.contains(Proclitics::LI)
                    && stem.ends_with('ن')
                    && entry.form.is_some_and(|f| f.tense == Tense::Present && f.number != Number::One);
                if !indicative && entry.fit.admits(proclitics, enclitic) && fits_form(entry.form, proclitics, enclitic)
                {
                    let len = entry.rest.map_or(1, |n| self.rests[n as usize].len() + 1) as u8;
                    let sense =
                        Sense { class: entry.class, row: entry.row, len, proclitics, enclitic, form: entry.form };
                    match entry.rest {
                        Some(rest) => {
                            let next = Beginning::of(self.rests[rest as usize].first().map_or("", |word| word));
                            phrases.push(Candidate { sense, rest, next });
                        }
                        None => words.push(sense),
                    }
                }
            }
        };
        let mut whole = true;
        let ta_marbuta = tokens[at].is(TokenFlags::TA_MARBUTA);
        for split in splits(key) {
            whole &= split.stem.len() != key.len();
            // A final ة is no pronoun, however it folds.
            if ta_marbuta && split.enclitic == Some(Enclitic::He) {
                continue;
            }
            take(split.stem, split.proclitics, split.enclitic);
        }
        if whole {
            // Words of one letter and marks are not cut at all.
            take(key, Proclitics::empty(), None);
        }
    }

    /// Appends the senses of those candidates whose other words follow token `at`.
    pub(crate) fn following(&self, candidates: &[Candidate], tokens: &Tokens, at: usize, out: &mut Vec<Sense>) {
        let next = tokens.key(at + 1);
        let plain = Beginning::of(next);
        let bare = next.strip_prefix("ال").map_or(plain, Beginning::of);
        for candidate in candidates {
            let definite = candidate.sense.proclitics.contains(Proclitics::AL);
            if candidate.next != plain && !(definite && candidate.next == bare) {
                continue;
            }
            let rest = &self.rests[candidate.rest as usize];
            if rest.iter().enumerate().all(|(n, word)| same_word(tokens.key(at + 1 + n), word, definite)) {
                out.push(candidate.sense);
            }
        }
    }
}

/// The seats of hamza that the first word of a row is written with, and its last letter.
fn spelling(arabic: &str) -> (TokenFlags, Option<char>) {
    let (mut hamza, mut last) = (TokenFlags::empty(), None);
    for c in arabic.chars().take_while(|&c| c != ' ') {
        match c {
            'أ' => hamza |= TokenFlags::HAMZA_ABOVE,
            'إ' => hamza |= TokenFlags::HAMZA_BELOW,
            'آ' => hamza |= TokenFlags::MADDA,
            _ => {}
        }
        last = Some(c);
    }
    (hamza, last)
}

/// About as many stems have the built-in tables.
const STEMS: usize = 100_000;

/// Clitics that a verb form can carry: س before a present, ل of purpose before a present, pronouns of the third person. First and second
/// persons are left out, because their letters (ي, ك, نا) end too many other words.
fn fits_form(form: Option<Form>, proclitics: Proclitics, enclitic: Option<Enclitic>) -> bool {
    let Some(form) = form else { return true };
    let third = matches!(enclitic, None | Some(Enclitic::He | Enclitic::She | Enclitic::They | Enclitic::Two));
    let future = proclitics.intersects(Proclitics::SA | Proclitics::LI);
    match form.tense {
        Tense::Past => third && !future,
        Tense::Present | Tense::Jussive => third,
        Tense::Participle => enclitic.is_none(),
        Tense::Masdar => !matches!(enclitic, Some(Enclitic::You)),
    }
}

/// Is this the next word of a phrase? Behind a definite first word («المؤتمر الصحفي») the others may be definite too.
fn same_word(key: &str, word: &str, definite: bool) -> bool {
    key == word || definite && key.strip_prefix("ال") == Some(word)
}
