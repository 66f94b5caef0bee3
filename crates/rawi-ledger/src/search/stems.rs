//! Light morphology: which forms are one word.
//!
//! The built-in tables say which stems are words; what is no word of theirs loses only what is hardly ever part of a word. Nouns go by their singular,
//! verbs by their past.

use std::sync::Arc;

use rawi_lexicon::{Error, Table, Tables};
use rawi_text::{Proclitics, endings, fold, splits, without_article, without_ending};
use rustc_hash::FxHashMap;

/// Tables whose words inflect: name, columns, and the columns that hold forms of one word, the first of them its name.
const INFLECTED: &[(&str, &[&str], &[&str])] = &[
    ("grammar/noun", &["kind", "gender", "arabic"], &["arabic"]),
    ("grammar/verb", &["past", "present", "participle", "masdar"], &["past", "present"]),
    ("grammar/verb", &["past", "present", "participle", "masdar"], &["participle"]),
    ("grammar/verb", &["past", "present", "participle", "masdar"], &["masdar"]),
    ("cue/noun", &["act", "kind", "takes", "arabic"], &["arabic"]),
    ("cue/verb", &["act", "polarity", "frames", "past", "present", "participle", "masdar"], &["past", "present"]),
    ("cue/verb", &["act", "polarity", "frames", "past", "present", "participle", "masdar"], &["participle"]),
    ("cue/verb", &["act", "polarity", "frames", "past", "present", "participle", "masdar"], &["masdar"]),
    ("source/role", &["kind", "gender", "arabic"], &["arabic"]),
    ("source/body", &["kind", "arabic"], &["arabic"]),
    ("source/document", &["kind", "arabic"], &["arabic"]),
    ("source/unnamed", &["anonymity", "naming", "number", "arabic"], &["arabic"]),
    ("place/country", &["code", "demonym", "arabic"], &["demonym"]),
    ("relation/word", &["kind", "arabic"], &[]),
];

/// Tables whose words stay as they are, but for what is written before them.
const FIXED: &[(&str, &[&str])] = &[
    ("grammar/function", &["class", "arabic"]),
    ("name/given", &["gender", "arabic"]),
    ("place/city", &["country", "arabic"]),
    ("place/country", &["code", "demonym", "arabic"]),
    ("outlet/outlet", &["kind", "id", "region", "domain", "arabic"]),
];

/// How plurals end that can be told: ات, ون.
const PLURALS: [&str; 2] = ["\u{627}\u{62A}", "\u{648}\u{646}"];

/// What a known word counts as.
#[derive(Debug)]
struct Word {
    stem: Arc<str>,
    /// May endings stand after it?
    inflects: bool,
}

/// The known words by their folded form.
#[derive(Debug)]
pub(crate) struct Stems {
    words: FxHashMap<String, Word>,
    /// Changes with what is known.
    digest: u64,
}

/// What a word counts as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stem {
    /// Its stem.
    pub(crate) stem: String,
    /// Another, where nothing tells whether its first letter belongs to it.
    pub(crate) other: Option<String>,
}

impl Stems {
    /// The words of the built-in tables.
    ///
    /// # Errors
    /// Where a table is not as this file expects, which a test excludes.
    pub(crate) fn builtin() -> Result<Stems, Error> {
        let tables = Tables::builtin();
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut last: Option<(&str, Table)> = None;
        for (name, columns, forms) in INFLECTED {
            // Some stand there more than once, each time with another word of theirs.
            let table = match last.take().filter(|(last, _)| last == name) {
                Some((_, table)) => table,
                None => tables.table(name, columns)?,
            };
            for row in last.insert((name, table)).1.rows() {
                let forms =
                    forms.iter().flat_map(|column| row.list(column)).filter(|form| !form.contains(' ')).map(fold);
                rows.push(forms.collect());
            }
        }
        let mut stems = Stems { words: FxHashMap::default(), digest: 0xcbf2_9ce4_8422_2325 };
        // A word that is the plural of one and the singular of another is the singular.
        for row in &rows {
            stems.know(row.first(), row.first(), true);
        }
        for row in &rows {
            for form in row.iter().skip(1) {
                stems.know(Some(form), row.first(), true);
            }
        }
        stems.join_plurals(&rows);
        for (name, columns) in FIXED {
            for row in tables.table(name, columns)?.rows() {
                for form in row.arabic().filter(|form| !form.contains(' ')) {
                    let form = fold(form);
                    let word =
                        if *name == "grammar/function" { &form } else { without_article(&form).unwrap_or(&form) };
                    stems.know(Some(&word.to_owned()), Some(&word.to_owned()), false);
                }
            }
        }
        Ok(stems)
    }

    fn know(&mut self, form: Option<&String>, stem: Option<&String>, inflects: bool) {
        let (Some(form), Some(stem)) = (form, stem) else { return };
        if self.words.contains_key(form) {
            return;
        }
        for byte in form.bytes().chain([0]).chain(stem.bytes()).chain([u8::from(inflects)]) {
            self.digest = (self.digest ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        self.words.insert(form.clone(), Word { stem: stem.as_str().into(), inflects });
    }

    /// A plural that stands in a row of its own goes by its singular where that is known as well.
    fn join_plurals(&mut self, rows: &[Vec<String>]) {
        for form in
            rows.iter().filter_map(|row| row.first()).filter(|form| PLURALS.iter().any(|ending| form.ends_with(ending)))
        {
            if let Some(stem) = self.inflected(form).map(str::to_owned)
                && let Some(word) = self.words.get_mut(form)
            {
                word.stem = stem.into();
            }
        }
    }

    /// Changes when a word is known that was not, or the other way round.
    pub(crate) fn digest(&self) -> u64 {
        self.digest
    }

    /// What a folded word counts as.
    pub(crate) fn stem(&self, key: &str) -> Stem {
        let one = |stem: &str| Stem { stem: stem.to_owned(), other: None };
        if !key.starts_with(|c: char| c.is_alphabetic()) {
            return one(key);
        }
        let fronts = || splits(key).filter(|split| split.enclitic.is_none() && split.proclitics != Proclitics::A);
        for split in fronts() {
            if split.proclitics.contains(Proclitics::LI | Proclitics::AL)
                && let Some(known) = self.after_li(key, split.stem)
            {
                return one(known);
            }
            if let Some(known) = self.known(split.stem) {
                return one(known);
            }
        }
        // Nobody knows it: a name, mostly.
        if let Some(stem) = without_article(key) {
            return one(without_ending(stem));
        }
        let other = fronts().skip(1).find(|split| split.stem.len() >= 6);
        let other = other.map(|split| without_ending(split.stem).to_owned());
        Stem { stem: without_ending(key).to_owned(), other }
    }

    /// The ل of «لجنة» is written once in «للجنة».
    fn after_li<'s>(&'s self, key: &str, stem: &str) -> Option<&'s str> {
        let li = key.len().checked_sub(stem.len() + 2)?;
        self.known(key.get(li..)?)
    }

    fn known(&self, word: &str) -> Option<&str> {
        if let Some(word) = self.words.get(word) {
            return Some(&word.stem);
        }
        self.inflected(word)
    }

    /// The known word of which this is another form.
    fn inflected(&self, word: &str) -> Option<&str> {
        let mut whole = String::new();
        endings(word).find_map(|cut| {
            whole.clear();
            whole.push_str(cut.stem);
            if cut.feminine {
                whole.push('\u{647}');
            }
            self.words.get(&whole).filter(|word| word.inflects).map(|word| &*word.stem)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stem(stems: &Stems, word: &str) -> String {
        stems.stem(&fold(word)).stem
    }

    #[test]
    fn forms_of_one_word_meet() {
        let stems = Stems::builtin().unwrap();
        for forms in [
            &["حكومة", "الحكومة", "والحكومة", "للحكومة", "بالحكومة", "حكومات", "حكومتها", "وحكومته"][..],
            &["مدرسة", "مدرسه", "المدارس"],
            &["وزير", "الوزير", "ووزير", "وزيرين", "للوزير"],
            &["لجنة", "للجنة", "اللجان"],
            &["لبنان", "بلبنان", "ولبنان"],
            &["قال", "وقال", "قالت", "يقول", "وسيقول"],
            &["تصريحات", "بتصريحاته", "وتصريحاتها"],
            &["قتيل", "قتيلا", "القتلى"],
        ] {
            let met: Vec<_> = forms.iter().map(|form| stem(&stems, form)).collect();
            assert!(met.iter().all(|one| *one == met[0]), "{forms:?}: {met:?}");
        }
    }

    #[test]
    fn other_words_stay_apart() {
        let stems = Stems::builtin().unwrap();
        for (one, other) in [
            ("وزارة", "زار"),
            ("لبنان", "لبن"),
            ("فريق", "ريق"),
            ("بلاد", "لاد"),
            ("كتاب", "تاب"),
            ("الآن", "أن"),
            ("عليه", "علي"),
            ("إيران", "أير"),
        ] {
            assert_ne!(stem(&stems, one), stem(&stems, other), "{one} {other}");
        }
    }

    #[test]
    fn an_unknown_word_is_found_behind_its_preposition() {
        let stems = Stems::builtin().unwrap();
        let found = stems.stem(&fold("بتلخرشوم"));
        assert_eq!((found.stem.as_str(), found.other.as_deref()), ("بتلخرشوم", Some("تلخرشوم")));
        assert_eq!(stem(&stems, "والتلخرشوم"), "تلخرشوم");
    }
}
