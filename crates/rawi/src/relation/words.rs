//! The words that tell how claims stand to each other (`relation/word`).
//!
//! They are looked up where a candidate already is, and never give a token a sense of its own.

use rawi_lexicon::{Error, Tables};
use rawi_text::fold;
#[allow(clippy::disallowed_types, reason = "as below")]
use rustc_hash::FxHashMap;

use super::roles::Land;
use super::stem::{Stem, sorted};
use crate::lexicon::spelling;
use crate::reading::vocabulary;

vocabulary! {
    /// What such a word says.
    WordKind {
        /// اتهام
        Accusation = "accusation",
        /// أنباء
        Report = "report",
        /// تصريحات
        Statement = "statement",
        /// الأمر
        Matter = "matter",
        /// صحة
        Truth = "truth",
        /// ردا
        Reply = "reply",
        /// سؤال
        Question = "question",
        /// قتيل
        Killed = "killed",
        /// جريح
        Injured = "injured",
        /// معتقل
        Detained = "detained",
        /// مفقود
        Missing = "missing",
        /// نازح
        Displaced = "displaced",
        /// شخص
        Anybody = "anybody",
        /// ارتفع
        Change = "change",
        /// مماثل
        Other = "other",
        /// استخدام
        Deed = "deed",
        /// بينهم
        Among = "among",
        /// منهم
        OfThem = "of-them",
        /// يزال
        Idiom = "idiom",
        /// إذا
        Condition = "condition",
        /// منذ
        Period = "period",
        /// قرار
        Decision = "decision",
    }
}

impl WordKind {
    /// Does a toll count these?
    pub(super) fn is_toll(self) -> bool {
        use WordKind::{Detained, Displaced, Injured, Killed, Missing};
        matches!(self, Killed | Injured | Detained | Missing | Displaced)
    }
}

/// The table, by folded spelling.
#[derive(Debug, Default)]
#[allow(clippy::disallowed_types, reason = "looked up by key, never iterated")]
pub(crate) struct RelationWords {
    kinds: FxHashMap<Box<str>, WordKind>,
    /// The stems of words for having done something, sorted.
    deeds: Vec<Stem>,
    /// Names of seats of government by their first word: the second word, if there is one, and the country.
    seats: FxHashMap<Box<str>, (Option<Box<str>>, Land)>,
}

impl RelationWords {
    pub(crate) fn load(tables: &Tables) -> Result<RelationWords, Error> {
        let names: Vec<&str> = WordKind::ALL.iter().map(|kind| kind.name()).collect();
        let mut words = RelationWords::default();
        let mut deeds = Vec::new();
        for row in tables.table("relation/word", &["kind", "arabic"])?.rows() {
            if let Some(kind) = WordKind::named(row.one_of("kind", &names)?) {
                if kind == WordKind::Deed {
                    deeds.extend(row.arabic().map(|word| Stem::of(&fold(word))));
                }
                words.kinds.extend(row.arabic().map(|word| (fold(word).into_boxed_str(), kind)));
            }
        }
        words.deeds = sorted(deeds);
        for row in tables.table("relation/seat", &["code", "arabic"])?.rows() {
            let Some(code) = row.column("code").as_bytes().first_chunk::<2>() else { continue };
            for name in row.arabic() {
                let folded = fold(name);
                let (first, second) = folded.split_once(' ').map_or((&*folded, None), |(a, b)| (a, Some(b)));
                words.seats.insert(spelling::bare(first).into(), (second.map(Into::into), Land(*code)));
            }
        }
        Ok(words)
    }

    /// The country that governs from the seat with that name, given its first word and the one behind it.
    pub(super) fn seat(&self, first: &str, next: Option<&str>) -> Option<Land> {
        let seat = |word: &str| self.seats.get(spelling::bare(word));
        let name = seat(first).or_else(|| seat(first.strip_prefix(['و', 'ل', 'ب'])?));
        let (second, land) = name?;
        second.as_deref().is_none_or(|second| next == Some(second)).then_some(*land)
    }

    /// Is it the stem of a word for having done something, whatever its ending («ضلوعهما»)?
    pub(super) fn is_deed(&self, stem: Stem) -> bool {
        self.deeds.binary_search(&stem).is_ok()
    }

    /// What a folded word says, its article and a one-letter proclitic cut.
    pub(super) fn kind(&self, key: &str) -> Option<WordKind> {
        let cut = || key.strip_prefix(['و', 'ف', 'ب', 'ل']).map(spelling::bare);
        let exact = |word| self.exact(word);
        exact(key).or_else(|| exact(spelling::bare(key))).or_else(|| cut().and_then(exact))
    }

    /// What exactly this folded word says.
    pub(super) fn exact(&self, word: &str) -> Option<WordKind> {
        self.kinds.get(word).copied()
    }
}
