//! The words of numbers and figures, typed.
#![allow(unreachable_pub, reason = "the vocabulary macro writes pub for the types of the record, too")]

mod row;

use rawi_lexicon::{Error, Row, Tables};
use rawi_text::{Proclitics, fold};

use crate::lexicon::{Class, Fit, Index};
use crate::mention::{Amount, Approx};
use crate::reading::vocabulary;
use row::{approx, number_word};

/// What a scale word says of its own count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// مليون
    One,
    /// مليونان
    Two,
    /// مليوني: two, and its noun must follow.
    Bound,
    /// ملايين
    Many,
    /// مليونا: the accusative of one, or two with its noun.
    Either,
}

/// A word of the number grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberWord {
    /// 0 to 9.
    Unit(i64),
    /// 1 or 2 in the form that stands only before ten.
    Teen(i64),
    /// 10, alone or behind a unit.
    Ten,
    /// 20 to 90.
    Tens(i64),
    /// 100 to 900 in one word; `bound` where the noun must follow.
    Hundred { value: i64, bound: bool },
    /// Tens or hundreds, uncounted.
    TensOf,
    /// 1,000 and above.
    Scale { value: i64, shape: Shape },
    /// A fraction; a plural one has only its denominator.
    Fraction { over: i64, under: i64, many: bool },
    /// و, written apart.
    And,
    /// ال, written apart.
    Article,
    /// The decimal point in words.
    Point,
    /// The letter between digits that puts the fraction first.
    PointBack,
    /// بضعة
    Some,
}

vocabulary! {
    /// Where a hedge stands.
    Place {
        /// Directly before the number.
        Before = "before",
        /// After the counted noun.
        After = "after",
        /// A verb of measure.
        Verb = "verb",
        /// Turns a verb of measure round.
        Negation = "negation",
        /// Between a verb of measure and its number.
        Link = "link",
        /// Opens a range.
        Between = "between",
        /// Opens a range from … to.
        From = "from",
        /// The middle of a range from … to.
        To = "to",
        /// The middle of a choice of two numbers.
        Or = "or",
    }
}

vocabulary! {
    /// What a cue tells of a number near it.
    CueKind {
        /// People fall to it: جرح 14.
        Toll = "toll",
        /// A part of the people named before.
        Among = "among",
        /// Goes on from a vague count: عشرات منهم.
        OfThem = "of-them",
        /// Heads the counted noun.
        Total = "total",
        /// Joins a total to its number.
        VerbOfTotal = "verb-of-total",
        /// A ratio: the number after it counts nobody.
        Each = "each",
        /// From … to after it tells a change.
        Change = "change",
        /// Money.
        Worth = "worth",
        /// آخرون
        Others = "others",
        /// واحد after its noun.
        Alone = "alone",
        /// People or money lost, whose count can only grow.
        Losses = "losses",
        /// The count runs until now.
        SoFar = "so-far",
    }
}

/// How many a counted noun is by its own form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    One,
    Two,
    Many,
}

/// A word around a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FigureWord {
    /// A hedge or a word of a range.
    Hedge {
        place: Place,
        approx: Option<Approx>,
        negated: Option<Approx>,
        linked: bool,
    },
    /// A percent sign or word; `unit` into [`FigureWords::percents`].
    Percent {
        unit: u16,
        sign: bool,
        /// Two of them, without a number.
        two: bool,
    },
    /// `row` into [`FigureWords::currencies`].
    Currency {
        row: u16,
        count: Count,
    },
    /// `noun` into [`FigureWords::nouns`].
    People {
        noun: u16,
        count: Count,
    },
    Cue(CueKind),
    /// Looks like people and is not.
    Thing,
}

/// A currency as a record names it.
#[derive(Clone, Debug)]
pub(crate) struct Currency {
    /// The country whose adjective makes the name this currency; empty for the name alone.
    pub(crate) country: String,
    pub(crate) unit: String,
}

/// A number word with what is written together with it, where the lexicon's index cannot cut that off.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NumberRow {
    pub(crate) word: NumberWord,
    pub(crate) lead: Proclitics,
}

/// The rows of the tables `number/*` and `figure/*`.
#[derive(Debug, Default)]
pub(crate) struct FigureWords {
    pub(crate) numbers: Vec<NumberRow>,
    pub(crate) figures: Vec<FigureWord>,
    pub(crate) currencies: Vec<Currency>,
    /// Counted nouns in the singular; the first stands for people of whom nothing more is said.
    pub(crate) nouns: Vec<String>,
    pub(crate) percents: Vec<String>,
}

const AL: &str = "\u{627}\u{644}";
const TA: &str = "\u{629}";

impl FigureWords {
    /// Types the rows and enters their words.
    pub(crate) fn load(tables: &Tables, index: &mut Index) -> Result<FigureWords, Error> {
        let mut words = FigureWords::default();
        words.load_numbers(tables, index)?;
        words.load_hedges(tables, index)?;
        for row in tables.table("figure/percent", &["place", "unit", "arabic"])?.rows() {
            let place = row.one_of("place", &["sign", "after", "two"])?;
            let (sign, two) = (place == "sign", place == "two");
            let first = row.arabic().next().unwrap_or_default();
            let unit = Some(row.column("unit")).filter(|u| *u != "-").unwrap_or(first);
            words.percents.push(unit.to_owned());
            let unit = words.percents.len() as u16 - 1;
            let number = words.figure(FigureWord::Percent { unit, sign, two });
            for word in row.arabic() {
                index.enter(word, Class::Figure, number, Fit::empty(), None);
            }
        }
        for row in tables.table("figure/currency", &["code", "country", "unit", "arabic"])?.rows() {
            let country = Some(row.column("country")).filter(|c| *c != "-").unwrap_or("");
            words.currencies.push(Currency { country: country.to_owned(), unit: row.column("unit").to_owned() });
            let number = words.currencies.len() as u16 - 1;
            let of = |count| FigureWord::Currency { row: number, count };
            words.noun(row, &["two"], of, index);
        }
        for row in tables.table("figure/people", &["forms", "arabic"])?.rows() {
            let forms = row.each_of("forms", &["un", "at", "two", "dual", "pair", "-"])?;
            words.nouns.push(row.arabic().next().unwrap_or_default().to_owned());
            let noun = words.nouns.len() as u16 - 1;
            words.noun(row, &forms, |count| FigureWord::People { noun, count }, index);
        }
        let cues: Vec<&str> = CueKind::ALL.iter().map(|kind| kind.name()).collect();
        for row in tables.table("figure/cue", &["kind", "arabic"])?.rows() {
            let kind = row.one_of("kind", &cues)?;
            let Some(kind) = CueKind::named(kind) else { continue };
            let number = words.figure(FigureWord::Cue(kind));
            let fit = match kind {
                CueKind::OfThem => Fit::empty(),
                CueKind::Worth | CueKind::Total | CueKind::Losses => Fit::NOUN,
                CueKind::Others => Fit::NAME | Fit::AL,
                _ => Fit::NAME,
            };
            for word in row.arabic() {
                index.enter(word, Class::Figure, number, fit, None);
            }
        }
        for row in tables.table("figure/thing", &["kind", "arabic"])?.rows() {
            let number = words.figure(FigureWord::Thing);
            for word in row.arabic() {
                index.enter(word, Class::Figure, number, Fit::NOUN, None);
            }
        }
        Ok(words)
    }

    fn figure(&mut self, word: FigureWord) -> usize {
        self.figures.push(word);
        self.figures.len() - 1
    }

    fn load_numbers(&mut self, tables: &Tables, index: &mut Index) -> Result<(), Error> {
        for row in tables.table("number/word", &["kind", "value", "form", "arabic"])?.rows() {
            let word = number_word(row)?;
            for arabic in row.arabic() {
                if fold(arabic).starts_with(AL) && word != NumberWord::Article {
                    self.enter_by_hand(arabic, word, index);
                } else {
                    self.numbers.push(NumberRow { word, lead: Proclitics::empty() });
                    index.enter(arabic, Class::Number, self.numbers.len() - 1, Fit::NAME | Fit::AL, None);
                }
            }
        }
        Ok(())
    }

    /// The index takes a first ال for the article, which it is not in ألف; so here every clitic is written out.
    fn enter_by_hand(&mut self, arabic: &str, word: NumberWord, index: &mut Index) {
        for (conjunction, and) in [("", Proclitics::empty()), ("\u{648}", Proclitics::WA), ("\u{641}", Proclitics::FA)]
        {
            for (preposition, to) in [
                ("", Proclitics::empty()),
                ("\u{628}", Proclitics::BI),
                ("\u{644}", Proclitics::LI),
                ("\u{643}", Proclitics::KA),
            ] {
                for (article, the) in [("", Proclitics::empty()), (AL, Proclitics::AL)] {
                    let article = if to == Proclitics::LI { article.trim_start_matches('\u{627}') } else { article };
                    self.numbers.push(NumberRow { word, lead: and | to | the });
                    let spelled = format!("{conjunction}{preposition}{article}{arabic}");
                    index.enter(&spelled, Class::Number, self.numbers.len() - 1, Fit::empty(), None);
                }
            }
        }
    }

    fn load_hedges(&mut self, tables: &Tables, index: &mut Index) -> Result<(), Error> {
        let places: Vec<&str> = Place::ALL.iter().map(|place| place.name()).collect();
        for row in tables.table("figure/hedge", &["place", "approx", "negated", "linked", "arabic"])?.rows() {
            let Some(place) = Place::named(row.one_of("place", &places)?) else { continue };
            let linked = row.one_of("linked", &["yes", "no", "-"])? == "yes";
            let word =
                FigureWord::Hedge { place, approx: approx(row, "approx")?, negated: approx(row, "negated")?, linked };
            let number = self.figure(word);
            let fit = match place {
                Place::Verb => Fit::AND | Fit::SA | Fit::LI,
                Place::After | Place::Or => Fit::empty(),
                _ => Fit::NAME,
            };
            for word in row.arabic() {
                index.enter(word, Class::Figure, number, fit, None);
            }
        }
        Ok(())
    }

    /// Enters a counted noun in the forms that its row asks for.
    fn noun(&mut self, row: &Row, forms: &[&str], word: impl Fn(Count) -> FigureWord, index: &mut Index) {
        let [one, two, many] = [Count::One, Count::Two, Count::Many].map(|count| self.figure(word(count)));
        let mut enter = |arabic: &str, number| index.enter(arabic, Class::Figure, number, Fit::NOUN, None);
        for (n, written) in row.arabic().enumerate() {
            enter(
                written,
                if n == 0 {
                    one
                } else if forms.contains(&"pair") {
                    two
                } else {
                    many
                },
            );
            for hamza in ["\u{626}", "\u{624}"] {
                // أعضاء: before a pronoun its hamza takes a seat.
                if let Some(stem) = written.strip_suffix('\u{621}') {
                    enter(&format!("{stem}{hamza}"), many);
                }
            }
            if let Some(stem) = written.strip_suffix('\u{649}') {
                enter(&format!("{stem}\u{627}"), many);
            }
        }
        let Some(singular) = row.arabic().next().filter(|word| !word.contains(' ')) else { return };
        let feminine = singular.strip_suffix(TA);
        if feminine.is_none() && !singular.ends_with(['\u{627}', '\u{649}']) {
            enter(&format!("{singular}\u{627}"), one);
        }
        let dual_stem = feminine.map_or_else(|| singular.to_owned(), |stem| format!("{stem}\u{62A}"));
        if forms.contains(&"two") {
            enter(&format!("{dual_stem}\u{64A}\u{646}"), two);
        }
        if forms.iter().any(|f| matches!(*f, "two" | "un" | "dual")) {
            enter(&format!("{dual_stem}\u{627}\u{646}"), two);
        }
        if forms.contains(&"un") {
            for ending in ["\u{648}\u{646}", "\u{64A}\u{646}", "\u{648}", "\u{64A}"] {
                enter(&format!("{singular}{ending}"), many);
            }
        }
        if forms.contains(&"at") {
            enter(&format!("{}\u{627}\u{62A}", feminine.unwrap_or(singular)), many);
        }
    }
}

/// The part of one that a fraction is, in the parts of [`Amount`].
pub(crate) fn part_of(scale: i64, over: i64, under: i64) -> Amount {
    Amount(i128::from(scale) * Amount::UNIT * i128::from(over) / i128::from(under))
}
