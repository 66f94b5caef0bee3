//! The ways a folded word may be cut into proclitics, stem and pronoun.
//!
//! Nothing is decided here: «وفد» yields both «وفد» and و + «فد», and the lexicon says which stem it knows. Two spellings
//! change before a pronoun (ة becomes ت, ى becomes ا); the lexicon lists such stems beside the plain ones, so a stem is always
//! a slice of the word.

use bitflags::bitflags;

bitflags! {
    /// One-letter words written together with the next.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
    pub struct Proclitics: u8 {
        /// و
        const WA = 1;
        /// ف
        const FA = 1 << 1;
        /// بـ
        const BI = 1 << 2;
        /// لـ
        const LI = 1 << 3;
        /// كـ
        const KA = 1 << 4;
        /// س of the future
        const SA = 1 << 5;
        /// ال
        const AL = 1 << 6;
        /// أ of the question
        const A = 1 << 7;
    }
}

/// A pronoun written together with the word before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Enclitic {
    /// ه: he
    He,
    /// ها: she, or a plural of things
    She,
    /// هم, هن: they
    They,
    /// هما: the two
    Two,
    /// ي, ني: I
    I,
    /// نا: we
    We,
    /// ك, كم, كما, كن: you
    You,
}

/// One way to cut a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split<'a> {
    /// What was cut off in front.
    pub proclitics: Proclitics,
    /// What remains; a slice of the word.
    pub stem: &'a str,
    /// What was cut off behind.
    pub enclitic: Option<Enclitic>,
}

const NONE: Proclitics = Proclitics::empty();
const WA: Proclitics = Proclitics::WA;
const FA: Proclitics = Proclitics::FA;
const BI: Proclitics = Proclitics::BI;
const LI: Proclitics = Proclitics::LI;
const KA: Proclitics = Proclitics::KA;
const SA: Proclitics = Proclitics::SA;
const AL: Proclitics = Proclitics::AL;

/// The groups of proclitics that begin with the first letter of a word. Sorted by that letter, because every word of every text is asked.
fn fronts(first: char) -> &'static [(&'static str, Proclitics)] {
    match first {
        'ا' => const { &[("ال", AL), ("ا", Proclitics::A)] },
        'و' => {
            const {
                &[
                    ("و", WA),
                    ("وال", WA.union(AL)),
                    ("وب", WA.union(BI)),
                    ("ول", WA.union(LI)),
                    ("وك", WA.union(KA)),
                    ("وس", WA.union(SA)),
                    ("وبال", WA.union(BI).union(AL)),
                    ("ولل", WA.union(LI).union(AL)),
                    ("وكال", WA.union(KA).union(AL)),
                ]
            }
        }
        'ف' => {
            const {
                &[
                    ("ف", FA),
                    ("فال", FA.union(AL)),
                    ("فب", FA.union(BI)),
                    ("فل", FA.union(LI)),
                    ("فس", FA.union(SA)),
                    ("فلل", FA.union(LI).union(AL)),
                    ("فبال", FA.union(BI).union(AL)),
                ]
            }
        }
        'ب' => const { &[("ب", BI), ("بال", BI.union(AL))] },
        'ل' => const { &[("ل", LI), ("لل", LI.union(AL))] },
        'ك' => const { &[("ك", KA), ("كال", KA.union(AL))] },
        'س' => const { &[("س", SA)] },
        _ => const { &[] },
    }
}

/// The pronouns that end with the last letter of a word.
fn backs(last: char) -> &'static [(&'static str, Enclitic)] {
    match last {
        'ه' => const { &[("ه", Enclitic::He)] },
        'ا' => {
            const { &[("ها", Enclitic::She), ("هما", Enclitic::Two), ("نا", Enclitic::We), ("كما", Enclitic::You)] }
        }
        'م' => const { &[("هم", Enclitic::They), ("كم", Enclitic::You)] },
        'ن' => const { &[("هن", Enclitic::They)] },
        'ي' => const { &[("ي", Enclitic::I), ("ني", Enclitic::I)] },
        'ك' => const { &[("ك", Enclitic::You)] },
        _ => const { &[] },
    }
}

const NO_FRONTS: &[(&str, Proclitics)] = &[];
const NO_BACKS: &[(&str, Enclitic)] = &[];

/// The cuts of a folded word, the whole word first, then by number of letters cut in front, then by pronoun. A stem keeps at
/// least two letters; a word with ال in front takes no pronoun.
pub fn splits(key: &str) -> impl Iterator<Item = Split<'_>> {
    let (fronts, backs) =
        (key.chars().next().map_or(NO_FRONTS, fronts), key.chars().next_back().map_or(NO_BACKS, backs));
    std::iter::once(&("", NONE))
        .chain(fronts)
        .filter_map(move |&(front, proclitics)| {
            key.strip_prefix(front).filter(|s| s.len() >= 4).map(|s| (s, proclitics))
        })
        .flat_map(move |(stem, proclitics)| {
            let with_pronoun = backs
                .iter()
                .filter(move |_| !proclitics.contains(AL))
                .filter_map(move |&(back, enclitic)| Some((stem.strip_suffix(back)?, enclitic)))
                .filter(|(stem, _)| stem.len() >= 4)
                .map(move |(stem, enclitic)| Split { proclitics, stem, enclitic: Some(enclitic) });
            std::iter::once(Split { proclitics, stem, enclitic: None }).chain(with_pronoun)
        })
}

/// The stem of a folded word whose article is cut off, with all that stands before it; `None` where it has none. As the last of
/// [`splits`] that has [`Proclitics::AL`].
pub fn without_article(key: &str) -> Option<&str> {
    let fronts = key.chars().next().map_or(NO_FRONTS, fronts);
    fronts
        .iter()
        .rev()
        .filter(|(_, proclitics)| proclitics.contains(AL))
        .find_map(|&(front, _)| key.strip_prefix(front).filter(|stem| stem.len() >= 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(key: &str, proclitics: Proclitics, stem: &str, enclitic: Option<Enclitic>) -> bool {
        splits(key).any(|s| s == Split { proclitics, stem, enclitic })
    }

    #[test]
    fn the_whole_word_comes_first() {
        assert_eq!(splits("وفد").next().map(|s| s.stem), Some("وفد"));
    }

    #[test]
    fn proclitics_and_pronouns_are_cut_in_all_orders_that_arabic_knows() {
        assert!(has("والحكومه", WA.union(AL), "حكومه", None));
        assert!(has("للحكومه", LI.union(AL), "حكومه", None));
        assert!(has("بتصريحاته", BI, "تصريحات", Some(Enclitic::He)));
        assert!(has("وسيقولون", WA.union(SA), "يقولون", None));
        assert!(has("وفقا", NONE, "وفقا", None));
        assert!(has("فبحسب", FA.union(BI), "حسب", None));
        assert!(has("اقواله", NONE, "اقوال", Some(Enclitic::He)));
    }

    #[test]
    fn a_definite_word_takes_no_pronoun_and_stems_keep_two_letters() {
        assert!(splits("الكتابه").filter(|s| s.proclitics == AL).all(|s| s.enclitic.is_none()));
        assert!(splits("به").all(|s| s.stem == "به"));
        assert!(splits("و").next().is_none());
    }
}
