//! The words this crate knows: furniture phrases, outlet names, place names, and words by which a line shows what it is.

use std::collections::{BTreeMap, BTreeSet};

use rawi_lexicon::{Error, Table, Tables};
use rawi_text::{fold, is_letter};
#[allow(clippy::disallowed_types, reason = "looked up by key, never iterated")]
use rustc_hash::FxHashMap;

use crate::block::{BlockKind, FurnitureClass};

/// Furniture phrases, outlet and place names, folded and indexed. Made once, shared by all documents and threads.
#[derive(Clone, Debug, Default)]
pub struct FurnitureLexicon {
    phrases: Vec<Phrase>,
    /// Indices into `phrases` by the first word.
    #[allow(clippy::disallowed_types, reason = "looked up by key, never iterated")]
    by_word: FxHashMap<String, Vec<usize>>,
    outlets: Vec<OutletName>,
    places: BTreeSet<String>,
    bylines: Vec<String>,
    credits: Vec<String>,
    sign_offs: Vec<String>,
    publishers: Vec<String>,
    agos: Vec<String>,
    lives: Vec<String>,
    /// Given names of people.
    given: BTreeSet<String>,
    /// What element names, and words of class names, say that the lines inside are for.
    elements: BTreeMap<String, FurnitureClass>,
    markup: BTreeMap<String, FurnitureClass>,
    /// Class names of the boxes of posts of social platforms.
    posts: BTreeSet<String>,
    /// Words of class names of the boxes of captions.
    captions: BTreeSet<String>,
}

/// A furniture phrase.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    pub(crate) class: FurnitureClass,
    pub(crate) place: Place,
    /// In the form of [`matching`].
    pub(crate) words: String,
    /// The row ends in a colon: only a line that has one there is meant.
    pub(crate) colon: bool,
}

/// Where in a line a phrase must stand to be a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Whole,
    Prefix,
    Anywhere,
}

/// A name of an outlet or agency.
#[derive(Clone, Debug)]
pub(crate) struct OutletName {
    /// The name as the first variant of its row writes it.
    pub(crate) name: String,
    /// This variant, in the form of [`matching`].
    pub(crate) words: String,
    pub(crate) domain: Option<String>,
    /// Agencies are relayed by others, so their name at the top of a text is weak evidence of who published it.
    pub(crate) agency: bool,
}

const PHRASE: &str = "furniture/phrase";
const PHRASE_COLUMNS: &[&str] = &["class", "match", "arabic"];
const OUTLET: &str = "outlet/outlet";
const OUTLET_COLUMNS: &[&str] = &["kind", "id", "region", "domain", "arabic"];
const CITY: &str = "place/city";
const CITY_COLUMNS: &[&str] = &["country", "arabic"];
const GIVEN: &str = "name/given";
const GIVEN_COLUMNS: &[&str] = &["gender", "arabic"];
const COUNTRY: &str = "place/country";
const COUNTRY_COLUMNS: &[&str] = &["code", "demonym", "arabic"];
const LINE_FILE: &str = "crates/rawi-page/words/line.tsv";
const LINE: &str = include_str!("../words/line.tsv");
/// The class of rows that name the boxes of posts.
const POST: &str = "post";
/// The class of rows that name the boxes of captions.
const CAPTION: &str = "caption";
const MARKUP_FILE: &str = "crates/rawi-page/words/markup.tsv";
const MARKUP: &str = include_str!("../words/markup.tsv");

impl FurnitureLexicon {
    /// Reads the tables `furniture/phrase`, `outlet/outlet`, `place/city` and `place/country`, overlays included.
    ///
    /// # Errors
    /// The first row whose class, match or kind is not known, by file and line.
    pub fn new(tables: &Tables) -> Result<FurnitureLexicon, Error> {
        let mut lexicon = FurnitureLexicon::bare()?;
        lexicon.add_phrases(&tables.table(PHRASE, PHRASE_COLUMNS)?)?;
        lexicon.add_outlets(&tables.table(OUTLET, OUTLET_COLUMNS)?)?;
        let given = tables.table(GIVEN, GIVEN_COLUMNS)?;
        lexicon.given.extend(given.rows().iter().flat_map(|row| row.arabic().map(matching)));
        for table in [tables.table(CITY, CITY_COLUMNS)?, tables.table(COUNTRY, COUNTRY_COLUMNS)?] {
            lexicon.places.extend(table.rows().iter().flat_map(|row| row.arabic().map(matching)));
        }
        Ok(lexicon)
    }

    /// Only the words that belong to this crate.
    fn bare() -> Result<FurnitureLexicon, Error> {
        let mut lexicon = FurnitureLexicon::default();
        for row in Table::parse(LINE_FILE, LINE, &["kind", "arabic"])?.rows() {
            let words = match row.one_of("kind", &["ago", "byline", "credit", "live", "publisher", "sign-off"])? {
                "ago" => &mut lexicon.agos,
                "byline" => &mut lexicon.bylines,
                "credit" => &mut lexicon.credits,
                "live" => &mut lexicon.lives,
                "publisher" => &mut lexicon.publishers,
                _ => &mut lexicon.sign_offs,
            };
            words.extend(row.arabic().map(matching));
        }
        for row in Table::parse(MARKUP_FILE, MARKUP, &["class", "where", "words"])?.rows() {
            let mut classes = class_names();
            classes.extend([POST, CAPTION]);
            let class = match row.one_of("class", &classes)? {
                POST => {
                    lexicon.posts.extend(row.arabic().map(str::to_owned));
                    continue;
                }
                CAPTION => {
                    lexicon.captions.extend(row.arabic().map(str::to_owned));
                    continue;
                }
                class => FurnitureClass::named(class),
            };
            let Some(class) = class else { continue };
            let names = match row.one_of("where", &["element", "name"])? {
                "element" => &mut lexicon.elements,
                _ => &mut lexicon.markup,
            };
            names.extend(row.arabic().map(|name| (name.to_owned(), class)));
        }
        Ok(lexicon)
    }

    fn add_phrases(&mut self, table: &Table) -> Result<(), Error> {
        let classes = class_names();
        for row in table.rows() {
            let Some(class) = FurnitureClass::named(row.one_of("class", &classes)?) else { continue };
            let place = match row.one_of("match", &["whole", "prefix", "anywhere"])? {
                "whole" => Place::Whole,
                "prefix" => Place::Prefix,
                _ => Place::Anywhere,
            };
            for written in row.arabic() {
                let words = matching(written);
                let Some(first) = words.split(' ').next().filter(|first| !first.is_empty()) else {
                    return Err(row.error(format!("\"{written}\" has no letter or sign to match")));
                };
                self.by_word.entry(first.to_owned()).or_default().push(self.phrases.len());
                self.phrases.push(Phrase { class, place, words, colon: written.ends_with(':') });
            }
        }
        Ok(())
    }

    fn add_outlets(&mut self, table: &Table) -> Result<(), Error> {
        for row in table.rows() {
            let kind = row.one_of("kind", &["outlet", "agency", "platform"])?;
            let Some(name) = row.arabic().next().filter(|_| kind != "platform") else { continue };
            for variant in row.arabic() {
                self.outlets.push(OutletName {
                    name: name.to_owned(),
                    words: matching(variant),
                    domain: row.list("domain").next().map(str::to_ascii_lowercase),
                    agency: kind == "agency",
                });
            }
        }
        // The longest first, so that a name is not mistaken for the shorter name inside it.
        self.outlets.sort_by_key(|outlet| std::cmp::Reverse(outlet.words.len()));
        Ok(())
    }

    /// The phrases that begin with this word.
    pub(crate) fn phrases(&self, first: &str) -> impl Iterator<Item = &Phrase> {
        self.by_word.get(first).into_iter().flatten().map(|&at| &self.phrases[at])
    }

    pub(crate) fn icon_labels(&self) -> impl Iterator<Item = &Phrase> {
        self.phrases.iter().filter(|phrase| phrase.class == FurnitureClass::IconLabel)
    }

    /// Outlet names, the longest first.
    pub(crate) fn outlets(&self) -> &[OutletName] {
        &self.outlets
    }

    pub(crate) fn is_place(&self, words: &str) -> bool {
        self.places.contains(words)
    }

    /// Does a given name open the words?
    pub(crate) fn opens_name(&self, words: &str) -> bool {
        words.split(' ').next().is_some_and(|first| self.given.contains(first))
    }

    pub(crate) fn opens_ago(&self, words: &str) -> bool {
        self.agos.iter().any(|opener| starts_with_words(words, opener))
    }

    /// Does a title with these words announce updates while something happens?
    pub(crate) fn tells_live(&self, words: &str) -> bool {
        self.lives.iter().any(|live| has_words(words, live))
    }

    pub(crate) fn opens_byline(&self, words: &str) -> bool {
        self.bylines.iter().any(|opener| starts_with_words(words, opener))
    }

    pub(crate) fn opens_sign_off(&self, words: &str) -> bool {
        self.sign_offs.iter().any(|opener| starts_with_words(words, opener))
    }

    pub(crate) fn opens_publisher(&self, words: &str) -> bool {
        self.publishers.iter().any(|opener| words.len() > opener.len() && starts_with_words(words, opener))
    }

    pub(crate) fn opens_credit(&self, words: &str) -> bool {
        self.credits.iter().any(|opener| starts_with_words(words, opener))
    }

    /// Are these words a credit word and another, or a longer credit phrase and one word more?
    pub(crate) fn is_all_credit(&self, words: &str) -> bool {
        let opener =
            self.credits.iter().filter(|opener| starts_with_words(words, opener)).max_by_key(|opener| opener.len());
        opener.is_some_and(|opener| {
            let rest = words[opener.len()..].trim_start();
            let many = opener.contains(' ');
            rest.is_empty() || self.credits.iter().any(|word| word == rest) || (many && !rest.contains(' '))
        })
    }

    /// Do these few words look like a photo credit: do they hold a credit word or the name of an outlet?
    pub(crate) fn is_credit(&self, words: &str) -> bool {
        self.credits.iter().any(|word| has_words(words, word))
            || self.outlets.iter().any(|outlet| has_words(words, &outlet.words))
    }

    /// What the name of an element says that its lines are for.
    pub(crate) fn element_context(&self, name: &str) -> Option<FurnitureClass> {
        self.elements.get(name).copied()
    }

    /// What the words of a `class` or `id` attribute say that the lines inside are for: the first word, or two words in a row, that a
    /// table knows.
    pub(crate) fn markup_context(&self, words: &MarkupWords) -> Option<FurnitureClass> {
        words
            .each()
            .find_map(|(word, two)| two.and_then(|two| self.markup.get(two)).or_else(|| self.markup.get(word)).copied())
    }

    /// What a `class` attribute says its lines are: a post of a social platform, a caption.
    pub(crate) fn markup_kind(&self, value: &str, words: &MarkupWords) -> Option<BlockKind> {
        if value.contains('-') && value.split_ascii_whitespace().any(|class| self.posts.contains(class)) {
            return Some(BlockKind::Embed);
        }
        words.each().any(|(word, _)| self.captions.contains(word)).then_some(BlockKind::Caption)
    }

    /// A lexicon of the tests' own rows.
    #[cfg(test)]
    pub(crate) fn of(phrases: &str, outlets: &str, places: &str) -> FurnitureLexicon {
        let mut lexicon = FurnitureLexicon::bare().expect("the crate's own words are well formed");
        let phrases = Table::parse("test/phrase.tsv", phrases, PHRASE_COLUMNS).expect("the test's rows");
        lexicon.add_phrases(&phrases).expect("the test's rows");
        let outlets = Table::parse("test/outlet.tsv", outlets, OUTLET_COLUMNS).expect("the test's rows");
        lexicon.add_outlets(&outlets).expect("the test's rows");
        lexicon.places.extend(places.split('|').map(matching));
        lexicon
    }
}

/// The words of a `class` or `id` attribute, in lower case, cut at signs, digits and capitals.
pub(crate) struct MarkupWords {
    /// One behind the other, with a blank between them.
    words: String,
    ends: Vec<usize>,
}

impl MarkupWords {
    pub(crate) fn of(value: &str) -> MarkupWords {
        // Some systems put a whole stylesheet there.
        let value = &value[..value.floor_char_boundary(400)];
        let (mut words, mut ends, mut before) = (String::with_capacity(value.len() + 8), Vec::new(), b' ');
        for byte in value.bytes() {
            if byte.is_ascii_alphabetic() {
                let begins =
                    !before.is_ascii_alphabetic() || (byte.is_ascii_uppercase() && before.is_ascii_lowercase());
                if begins && !words.is_empty() {
                    ends.push(words.len());
                    words.push(' ');
                }
                words.push(char::from(byte.to_ascii_lowercase()));
            }
            before = byte;
        }
        if !words.is_empty() {
            ends.push(words.len());
        }
        MarkupWords { words, ends }
    }

    /// Every word, and the same with the next.
    fn each(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.ends.iter().enumerate().map(|(at, &end)| {
            let start = at.checked_sub(1).map_or(0, |last| self.ends[last] + 1);
            (&self.words[start..end], self.ends.get(at + 1).map(|&end| &self.words[start..end]))
        })
    }
}

fn class_names() -> Vec<&'static str> {
    FurnitureClass::ALL.iter().map(|class| class.name()).collect()
}

/// The form in which lines and phrases are compared: folded words with one space between, punctuation dropped; where there is
/// nothing but signs (a close button is only «×»), the signs.
pub(crate) fn matching(words: &str) -> String {
    Matching::of(words).words
}

/// Signs that are read as words.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{A9}' | '\u{AE}')
}

/// Is the character part of a word?
fn is_part(c: char) -> bool {
    is_letter(c) || c != ' ' && (c.is_numeric() || is_sign(c))
}

/// Words in the form of [`matching`], counted.
pub(crate) struct Matching {
    pub(crate) words: String,
    /// How many words have a letter or a digit.
    pub(crate) n_words: usize,
    /// How many begin with a digit.
    pub(crate) n_numbers: usize,
}

impl Matching {
    pub(crate) fn of(words: &str) -> Matching {
        let folded = fold(words);
        let mut out = String::with_capacity(folded.len());
        let (mut n_words, mut n_numbers) = (0, 0);
        let mut rest = folded.as_str();
        while let Some(start) = rest.find(is_part) {
            let word = &rest[start..];
            let end = word.find(|c| !is_part(c)).unwrap_or(word.len());
            let (word, behind) = word.split_at(end);
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
            n_words += usize::from(word.contains(|c| !is_sign(c)));
            n_numbers += usize::from(word.starts_with(|c: char| c.is_ascii_digit()));
            rest = behind;
        }
        let words = if out.is_empty() { folded.split_whitespace().collect() } else { out };
        Matching { words, n_words, n_numbers }
    }
}

/// Does `words` begin with the words of `opener`? Both in the form of [`matching`].
pub(crate) fn starts_with_words(words: &str, opener: &str) -> bool {
    words.strip_prefix(opener).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Does `words` hold the words of `part` in a row? Both in the form of [`matching`].
pub(crate) fn has_words(words: &str, part: &str) -> bool {
    !part.is_empty()
        && words.match_indices(part).any(|(at, _)| {
            let before = at == 0 || words[..at].ends_with(' ');
            before && starts_with_words(&words[at..], part)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matching_keeps_words_and_drops_the_rest() {
        assert_eq!(matching("  شكرًا لك!  تمّ الإرسال… "), "شكرا لك تم الارسال");
        assert_eq!(matching("A+  A-"), "a a");
        assert_eq!(matching(" × "), "×");
        assert_eq!(matching("© 2026 نبأ"), "© 2026 نبا");
        assert_eq!(matching(""), "");
    }

    #[test]
    fn words_are_compared_whole() {
        assert!(starts_with_words("ادعم نبا الان", "ادعم نبا"));
        assert!(!starts_with_words("ادعمنا", "ادعم"));
        assert!(has_words("جميع الحقوق محفوظه لنبا", "الحقوق محفوظه"));
        assert!(!has_words("الحقوقي محفوظ", "الحقوق"));
        assert!(!has_words("قال", ""));
    }

    #[test]
    fn a_wrong_row_is_named_by_file_and_line() {
        let mut tables = Tables::builtin();
        tables.overlay("furniture/phrase", "relate\tprefix\tاقرأ أيضا\n").expect("three columns");
        let error = FurnitureLexicon::new(&tables).expect_err("no such class").to_string();
        assert!(error.starts_with("overlay/furniture/phrase.tsv:1: class \"relate\" is not known"), "{error}");
        assert!(error.ends_with("did you mean \"related\"?"), "{error}");
    }
}
