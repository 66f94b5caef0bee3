//! The word tables, typed, inflected and indexed for one look-up a token.
//!
//! [`Lexicon::new`] reads the tables once, at the start of a run. Inflected forms of reporting verbs are generated here from the
//! stems of their rows, so that a user's own table gets the same paradigm as the built-in one.

mod cache;
mod class;
mod clitics;
mod form;
mod index;
mod inflect;
mod misprint;
pub(crate) mod spelling;
pub(crate) mod tables;

use rawi_lexicon::{Error, Row, Table, Tables};

pub(crate) use cache::WordCache;
pub use class::{Class, Sense};
pub(crate) use clitics::Clitics;
pub use form::{Form, Number, Person, Tense};
pub use tables::{
    BodyKind, BodyName, ChannelKind, City, CollectiveKind, Country, CueNoun, CueNounKind, CuePreposition, Frames,
    NounKind, Outlet, OutletKind, PrepositionKind, PrepositionLink, Role, RoleKind, Unnamed, Verb,
};

use crate::mention::MentionWords;
use crate::reading::{Act, Naming, Polarity, vocabulary};
use crate::relation::RelationWords;
pub(crate) use class::Fit;
pub(crate) use index::Index;
use misprint::Misprints;
use tables::{frames, value};

vocabulary! {
    /// The closed-class words that constructions look for.
    Function {
        /// إنّ, أنّ: opens reported content.
        Inna = "inna",
        /// أن before a subjunctive; in unvocalized print the same letters.
        An = "an",
        /// الذي
        Relative = "relative",
        /// إلى
        Ila = "ila",
        /// عن
        About = "about",
        /// على
        Ala = "ala",
        /// من
        Min = "min",
        /// في
        Fi = "fi",
        /// مع
        With = "with",
        /// بين
        Between = "between",
        /// قبل
        Before = "before",
        /// بعد
        After = "after",
        /// خلال، أثناء
        During = "during",
        /// عبر، بواسطة
        Through = "through",
        /// لا، لم، لن، ليس
        Negation = "negation",
        /// كان وأخواتها
        Kana = "kana",
        /// قد
        Qad = "qad",
        /// لم
        Lam = "lam",
        /// فيما، بينما، في حين: the paper's own voice begins.
        Contrast = "contrast",
        /// لكن، غير أن: the same voice goes on.
        Concession = "concession",
        /// له، به: a preposition with its pronoun.
        Joined = "joined",
        /// حيث، إذ، لأن: a subordinate clause begins.
        Subordinate = "subordinate",
        /// العديد، بعض، أحد: stands before the noun that it counts.
        Quantifier = "quantifier",
        /// عدم، دون: a noun follows, not a verb.
        Privative = "privative",
        /// غير صحيح: the predicate that judges a rumor.
        Verdict = "verdict",
        /// حول، بشأن: what is spoken about.
        Topic = "topic",
        /// الأمر الذي: takes up all that was told.
        Resumption = "resumption",
        /// مسؤولية، لوم: what is laid on somebody.
        Blame = "blame",
        /// باسم: the one spoken for follows.
        NameOf = "name-of",
        /// لدى: where somebody is accredited.
        At = "at",
        /// صادر: a document issued by somebody.
        Issued = "issued",
        /// في إشارة إلى: the paper explains.
        Gesture = "gesture",
        /// مثل: examples follow.
        Like = "like",
        /// أحد: one of several.
        One = "one",
        /// سبق، عاد: before a verb.
        Auxiliary = "auxiliary",
        /// بشكل، بسرعة: an adverb, never what a verb takes.
        Manner = "manner",
        /// السابق، المخلوع، الراحل: the role is over.
        Former = "former",
        /// نفسه، ذاته
        Emphatic = "emphatic",
        /// نفس المصدر، ذات المصدر: before the one who has spoken already.
        Same = "same",
        /// كما، إلى ذلك، من جهته: a sentence goes on.
        Additive = "additive",
        /// و، أو، ثم
        Conj = "conj",
        /// هذا
        Demonstrative = "demonstrative",
        /// هو
        Pronoun = "pronoun",
        /// ماذا، هل، كيف
        Question = "question",
        /// Any other preposition: حول، بشأن، ضد
        Preposition = "preposition",
        /// ما
        Ma = "ma",
    }
}

/// The endings of a relative adjective (نسبة): gender, number, case.
const ADJECTIVE_ENDINGS: [&str; 8] = ["", "ة", "ين", "ون", "ان", "ا", "ات", "تين"];

/// All words that Rawi knows.
#[derive(Debug)]
pub struct Lexicon {
    index: Index,
    pub(crate) verbs: Vec<Verb>,
    pub(crate) nouns: Vec<CueNoun>,
    pub(crate) prepositions: Vec<CuePreposition>,
    pub(crate) unnamed: Vec<Unnamed>,
    pub(crate) roles: Vec<Role>,
    pub(crate) bodies: Vec<BodyKind>,
    pub(crate) body_names: Vec<BodyName>,
    pub(crate) cities: Vec<City>,
    pub(crate) channels: Vec<ChannelKind>,
    pub(crate) collectives: Vec<CollectiveKind>,
    pub(crate) outlets: Vec<Outlet>,
    pub(crate) countries: Vec<Country>,
    pub(crate) functions: Vec<Function>,
    pub(crate) common: Vec<NounKind>,
    pub(crate) words: MentionWords,
    pub(crate) relations: RelationWords,
    misprints: Misprints,
}

/// The folded spellings are entered under the number of their row.
struct Entering<'a> {
    index: &'a mut Index,
    // Words are spelled with their endings here.
    spelled: String,
}

impl Entering<'_> {
    /// Enters a word with an ending.
    fn with(&mut self, word: &str, ending: &str, class: Class, number: usize, fit: Fit) {
        self.spelled.clear();
        self.spelled.extend([word, ending]);
        self.index.enter(&self.spelled, class, number, fit, None);
    }

    fn all(&mut self, row: &Row, class: Class, number: usize, fit: Fit) {
        for word in row.arabic() {
            self.index.enter(word, class, number, fit, None);
            // The indefinite accusative of a noun («أصدرت بيانا»).
            if fit == Fit::NOUN
                && !word.ends_with(['ة', 'ا', 'ى', 'ء', 'ي'])
                && !word.contains(' ')
                && !word.starts_with("ال")
            {
                self.with(word, "ا", class, number, Fit::AND);
            }
        }
    }
}

fn names<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|&v| name(v)).collect()
}

impl Lexicon {
    /// Types and indexes the tables.
    ///
    /// # Errors
    ///
    /// The first row that a reader of the tables cannot understand, by file and line.
    pub fn new(tables: &Tables) -> Result<Lexicon, Error> {
        let mut index = Index::roomy();
        let words = MentionWords::load(tables, &mut index)?;
        let mut enter = Entering { index: &mut index, spelled: String::new() };

        let table =
            tables.table("cue/verb", &["act", "polarity", "frames", "past", "present", "participle", "masdar"])?;
        let mut verbs = Vec::new();
        for row in table.rows() {
            let number = verbs.len();
            let cell = |name| Some(row.column(name)).filter(|c| *c != "-").unwrap_or("");
            verbs.push(Verb {
                lemma: cell("past").to_owned(),
                act: value(row, "act", Act::named, &names(Act::ALL, Act::name))?,
                polarity: value(row, "polarity", Polarity::named, &names(Polarity::ALL, Polarity::name))?,
                frames: frames(row, "frames")?,
            });
            let light = frames(row, "frames")? == Frames::LIGHT;
            let masdars: Vec<&str> = cell("masdar").split('|').collect();
            inflect::forms(cell("past"), cell("present"), cell("participle"), &masdars, &mut |word, form| {
                let fit = if form.is_finite() {
                    Fit::VERB
                } else if form.tense == Tense::Participle {
                    Fit::NOUN - Fit::PRONOUN
                } else {
                    Fit::NOUN
                };
                enter.index.enter(word, Class::Verb, number, fit, Some(form));
                if light && form.is_finite() {
                    // Without its noun it reports nothing.
                    enter.index.enter(word, Class::PlainVerb, number, fit, Some(form));
                }
            });
        }

        let misprints = Misprints::of(&verbs, tables)?;

        let mut nouns = Vec::new();
        for row in tables.table("cue/noun", &["act", "kind", "takes", "arabic"])?.rows() {
            enter.all(row, Class::CueNoun, nouns.len(), Fit::NOUN);
            nouns.push(CueNoun {
                lemma: row.arabic().next().unwrap_or_default().to_owned(),
                act: value(row, "act", Act::named, &names(Act::ALL, Act::name))?,
                kind: value(row, "kind", CueNounKind::named, &names(CueNounKind::ALL, CueNounKind::name))?,
                frames: frames(row, "takes")?,
            });
        }

        let mut prepositions = Vec::new();
        for row in tables.table("cue/preposition", &["kind", "link", "arabic"])?.rows() {
            enter.all(row, Class::CuePreposition, prepositions.len(), Fit::PARTICLE | Fit::PREPOSITION);
            prepositions.push(CuePreposition {
                lemma: row.arabic().next().unwrap_or_default().to_owned(),
                kind: value(row, "kind", PrepositionKind::named, &names(PrepositionKind::ALL, PrepositionKind::name))?,
                link: value(row, "link", PrepositionLink::named, &names(PrepositionLink::ALL, PrepositionLink::name))?,
            });
        }

        let mut unnamed = Vec::new();
        for row in tables.table("source/unnamed", &["anonymity", "naming", "number", "arabic"])?.rows() {
            enter.all(row, Class::Unnamed, unnamed.len(), Fit::NOUN);
            let anonymity = row.one_of("anonymity", &["0", "1", "2", "3", "4", "5"])?;
            unnamed.push(Unnamed {
                anonymity: anonymity.parse().unwrap_or(3),
                naming: value(row, "naming", Naming::named, &names(Naming::ALL, Naming::name))?,
            });
        }

        let mut roles = Vec::new();
        for row in tables.table("source/role", &["kind", "gender", "arabic"])?.rows() {
            enter.all(row, Class::Role, roles.len(), Fit::NOUN);
            roles.push(Role {
                lemma: row.arabic().next().unwrap_or_default().to_owned(),
                kind: value(row, "kind", RoleKind::named, &names(RoleKind::ALL, RoleKind::name))?,
                feminine: row.column("gender") == "f",
            });
        }

        let bodies = simple(tables, "source/body", &["kind", "arabic"], Class::Body, Fit::NOUN, &mut enter, |row| {
            value(row, "kind", BodyKind::named, &names(BodyKind::ALL, BodyKind::name))
        })?;
        let body_names = tables.table("source/body", &["kind", "arabic"])?.rows().iter().map(BodyName::of).collect();
        for (number, row) in tables.table("source/affiliation", &["kind", "arabic"])?.rows().iter().enumerate() {
            for adjective in row.arabic() {
                for ending in ADJECTIVE_ENDINGS {
                    enter.with(adjective, ending, Class::Affiliation, number, Fit::AND | Fit::AL);
                }
            }
        }
        simple(
            tables,
            "source/reason",
            &["reason", "arabic"],
            Class::Reason,
            Fit::AND | Fit::PREPOSITION,
            &mut enter,
            |_| Ok(()),
        )?;
        let collectives = simple(
            tables,
            "source/collective",
            &["kind", "arabic"],
            Class::Collective,
            Fit::NOUN,
            &mut enter,
            |row| value(row, "kind", CollectiveKind::named, &names(CollectiveKind::ALL, CollectiveKind::name)),
        )?;
        simple(tables, "source/document", &["kind", "arabic"], Class::Document, Fit::NOUN, &mut enter, |_| Ok(()))?;
        let channels =
            simple(tables, "source/channel", &["kind", "arabic"], Class::Channel, Fit::NOUN, &mut enter, |row| {
                value(row, "kind", ChannelKind::named, &names(ChannelKind::ALL, ChannelKind::name))
            })?;
        let outlets = simple(
            tables,
            "outlet/outlet",
            &["kind", "id", "region", "domain", "arabic"],
            Class::Outlet,
            Fit::NAME,
            &mut enter,
            |row| {
                Ok(Outlet {
                    name: row.arabic().next().unwrap_or_default().to_owned(),
                    kind: value(row, "kind", OutletKind::named, &names(OutletKind::ALL, OutletKind::name))?,
                })
            },
        )?;
        let mut countries = Vec::new();
        for row in tables.table("place/country", &["code", "demonym", "arabic"])?.rows() {
            let number = countries.len();
            enter.all(row, Class::Country, number, Fit::NAME);
            for demonym in row.column("demonym").split('|').filter(|d| *d != "-") {
                for ending in ADJECTIVE_ENDINGS {
                    enter.with(demonym, ending, Class::Demonym, number, Fit::NOUN - Fit::PRONOUN);
                }
            }
            countries.push(Country {
                code: row.column("code").to_owned(),
                name: row.arabic().next().unwrap_or_default().to_owned(),
            });
        }
        let cities = simple(tables, "place/city", &["country", "arabic"], Class::City, Fit::NAME, &mut enter, |row| {
            Ok(City {
                country: row.column("country").to_owned(),
                name: row.arabic().next().unwrap_or_default().to_owned(),
            })
        })?;
        simple(tables, "name/given", &["gender", "arabic"], Class::Given, Fit::NAME, &mut enter, |_| Ok(()))?;
        simple(tables, "name/family", &["kind", "arabic"], Class::Family, Fit::AND | Fit::AL, &mut enter, |_| Ok(()))?;
        simple(tables, "name/particle", &["kind", "arabic"], Class::NameParticle, Fit::NAME, &mut enter, |_| Ok(()))?;
        let functions = simple(
            tables,
            "grammar/function",
            &["class", "arabic"],
            Class::Function,
            Fit::PARTICLE | Fit::PRONOUN | Fit::PREPOSITION,
            &mut enter,
            |row| value(row, "class", Function::named, &names(Function::ALL, Function::name)),
        )?;
        let common =
            if Tables::names(tables).any(|n| n == "grammar/noun") { common(tables, &mut enter)? } else { Vec::new() };
        simple(
            tables,
            "hedge/hedge",
            &["kind", "arabic"],
            Class::Hedge,
            Fit::PARTICLE | Fit::PREPOSITION,
            &mut enter,
            |_| Ok(()),
        )?;

        Ok(Lexicon {
            index,
            verbs,
            nouns,
            prepositions,
            unnamed,
            roles,
            bodies,
            body_names,
            cities,
            channels,
            collectives,
            outlets,
            countries,
            functions,
            common,
            words,
            relations: RelationWords::load(tables)?,
            misprints,
        })
    }

    /// The built-in words.
    ///
    /// # Panics
    ///
    /// Only where a built-in table is broken, which the tests of this crate rule out.
    pub fn builtin() -> Lexicon {
        match Lexicon::new(&Tables::builtin()) {
            Ok(lexicon) => lexicon,
            Err(error) => panic!("a built-in table is broken: {error}"),
        }
    }

    /// The reporting verb that a word which the lexicon does not know is likely a misprint of.
    pub(crate) fn misprinted(&self, key: &str) -> Option<Sense> {
        self.misprints.sense(key)
    }

    /// The words by folded spelling.
    pub(crate) fn index(&self) -> &Index {
        &self.index
    }
}

/// Common nouns, and verbs that do not report.
fn common(tables: &Tables, enter: &mut Entering<'_>) -> Result<Vec<NounKind>, Error> {
    let mut kinds = Vec::new();
    for row in tables.table("grammar/noun", &["kind", "gender", "arabic"])?.rows() {
        let kind = value(row, "kind", NounKind::named, &names(NounKind::ALL, NounKind::name))?;
        match kind {
            NounKind::Adjective => {
                for word in row.arabic() {
                    for ending in ADJECTIVE_ENDINGS {
                        enter.with(word, ending, Class::Noun, kinds.len(), Fit::NOUN - Fit::PRONOUN);
                    }
                }
            }
            NounKind::Adverb => enter.all(row, Class::Noun, kinds.len(), Fit::AND),
            NounKind::Event | NounKind::Thing | NounKind::Person => {
                for word in row.arabic() {
                    enter.index.enter(word, Class::Noun, kinds.len(), Fit::NOUN, None);
                    enter.with(word, "ا", Class::Noun, kinds.len(), Fit::AND);
                    if let Some(base) = word.strip_suffix('ة') {
                        enter.with(base, "ت", Class::Noun, kinds.len(), Fit::NOUN | Fit::NEEDS_PRONOUN);
                        enter.with(base, "تين", Class::Noun, kinds.len(), Fit::NOUN);
                        enter.with(base, "تان", Class::Noun, kinds.len(), Fit::NOUN);
                    } else if !word.ends_with(['ا', 'ى', 'ء']) {
                        enter.with(word, "ين", Class::Noun, kinds.len(), Fit::NOUN);
                        enter.with(word, "ان", Class::Noun, kinds.len(), Fit::NOUN);
                    }
                }
            }
        }
        kinds.push(kind);
    }
    for (number, row) in
        tables.table("grammar/verb", &["past", "present", "participle", "masdar"])?.rows().iter().enumerate()
    {
        let cell = |name| Some(row.column(name)).filter(|c| *c != "-").unwrap_or("");
        inflect::forms(cell("past"), cell("present"), "", &[], &mut |word, form| {
            enter.index.enter(word, Class::PlainVerb, number, Fit::VERB, Some(form));
        });
    }
    Ok(kinds)
}

fn simple<T>(
    tables: &Tables,
    name: &str,
    columns: &[&str],
    class: Class,
    fit: Fit,
    enter: &mut Entering<'_>,
    read: impl Fn(&Row) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    let table: Table = tables.table(name, columns)?;
    let mut rows = Vec::with_capacity(table.rows().len());
    for row in table.rows() {
        enter.all(row, class, rows.len(), fit);
        rows.push(read(row)?);
    }
    Ok(rows)
}
