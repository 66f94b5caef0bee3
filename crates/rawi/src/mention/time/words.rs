//! The words of times, typed.

use jiff::civil::Date;
use rawi_lexicon::{Error, Row, Tables};
#[allow(clippy::disallowed_types, reason = "looked up by key, never iterated")]
use rustc_hash::FxHashSet;

use crate::lexicon::{Class, Fit, Index};
use crate::mention::PeriodPart;

/// Declares a closed list of names as a table writes them.
macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $name { $($variant,)+ }

        impl $name {
            fn read(row: &Row, column: &str) -> Result<$name, Error> {
                match row.one_of(column, &[$($text,)+])? {
                    $($text => Ok($name::$variant),)+
                    other => Err(row.error(format!("{column} \"{other}\" is not known"))),
                }
            }
        }
    };
}

names! {
    /// Which calendar a month belongs to.
    Calendar { Gregorian = "gregorian", Hijri = "hijri", Easter = "easter", Pascha = "pascha", }
}

names! {
    /// How far a month name may be trusted to be one.
    Trust { Sure = "sure", Context = "context", Strict = "strict", Madda = "madda", }
}

names! {
    /// A unit of time.
    Unit {
        Second = "second", Minute = "minute", Hour = "hour", Day = "day", Night = "night", Week = "week", Month = "month", Year = "year",
        Decade = "decade", Century = "century",
    }
}

names! {
    /// The grammatical number of a unit.
    Count { One = "one", Two = "two", Pair = "pair", Many = "many", }
}

names! {
    /// Where a period lies.
    Direction {
        Past = "past", Recent = "recent", Present = "present", Future = "future", Next = "next", Previous = "previous", Same = "same",
        BeforeLast = "before-last", AfterNext = "after-next",
    }
}

names! {
    /// Whether a deictic may stand alone.
    Use { Free = "free", Bound = "bound", }
}

names! {
    /// How a clock of twelve hours is read beside a part of the day.
    Hours { Am = "am", Noon = "noon", Pm = "pm", Night = "night", }
}

names! {
    /// Before a day, or after it.
    DayPartForm { Head = "head", Adverb = "adverb", }
}

names! {
    /// What a number word adds.
    Numeral { Unit = "unit", Teen = "teen", Ten = "ten", Hundred = "hundred", Thousand = "thousand", Ordinal = "ordinal", Last = "last", }
}

names! {
    /// Seasons, fractions, decades, and terms, which are fractions only where their year is written.
    Period { Season = "season", Fraction = "fraction", Decade = "decade", Term = "term", }
}

names! {
    /// What makes a date part of a name.
    Head { Place = "place", Body = "body", Medium = "medium", }
}

names! {
    /// Closed-class words around times.
    Particle {
        Of = "of", In = "in", Until = "until", By = "by", To = "to", Between = "between", Since = "since", Before = "before", After = "after",
        During = "during", Length = "length", About = "about", Every = "every", This = "this", That = "that", Matching = "matching",
        Whole = "whole", Few = "few", Will = "will", Was = "was", Age = "age", YearOf = "year-of", SeasonOf = "season-of", Zone = "zone",
        ZoneName = "zone-name", HourNow = "hour-now", HalfPast = "half-past", QuarterPast = "quarter-past", ThirdPast = "third-past",
        Minus = "minus", Local = "local", Midnight = "midnight", MidnightAlone = "midnight-alone", NoonAlone = "noon-alone",
        LastNight = "last-night", Tonight = "tonight", More = "more", Need = "need", Life = "life", Updated = "updated", Changed = "changed", HijriMark = "hijri",
        ChristianMark = "christian", Bc = "bc", Daily = "recurring-day", Weekly = "recurring-week", Monthly = "recurring-month",
        Yearly = "recurring-year", And = "and", Article = "article", Clitic = "clitic", At = "at", FuturePrefix = "future-prefix",
        FutureStop = "future-stop", Feast = "feast", Person = "person", Counted = "counted", BeforeIt = "before-it", AfterIt = "after-it", Now = "now",
    }
}

/// One row of any of the tables `time/*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// A month, from 1.
    Month { calendar: Calendar, month: u8, trust: Trust },
    /// A weekday, 1 Monday to 7 Sunday.
    Weekday(u8),
    /// Days from the day of publication.
    Deictic { days: i32, r#use: Use },
    /// A modifier.
    Modifier(Direction),
    /// A unit.
    Unit { unit: Unit, count: Count },
    /// A part of a period.
    Part(PeriodPart),
    /// A part of the day.
    DayPart { hours: Hours, form: DayPartForm },
    /// A number word.
    Numeral { kind: Numeral, value: u32 },
    /// A season, fraction, term or decade.
    Period { kind: Period, value: u8 },
    /// A closed-class word.
    Particle(Particle),
    /// A holiday.
    Holiday { calendar: Calendar, month: u8, day: i8, length: u8 },
    /// An event named by its date; `day` 0 where the month alone names it.
    Event { year: i16, month: u8, day: u8 },
    /// A word that makes the date after it part of a name.
    Head(Head),
}

/// The rows of the tables `time/*`.
#[derive(Debug, Default)]
#[allow(clippy::disallowed_types, reason = "looked up by key, never iterated")]
pub(crate) struct TimeWords {
    rows: Vec<Word>,
    // Beginnings of a verb in the future, and words that only look like one: short ones whole, long ones by their beginning.
    future: Vec<String>,
    future_stops: Vec<String>,
    // Verbs of the past that happen at a time.
    happened: FxHashSet<String>,
    // Hijri year and month with the Gregorian day on which it began, as announced.
    announced: Vec<(i32, u8, Date)>,
}

impl TimeWords {
    /// The word of that row.
    pub(crate) fn word(&self, row: usize) -> Option<Word> {
        self.rows.get(row).copied()
    }

    /// The day on which a Hijri month began, where that was announced.
    pub(crate) fn announced(&self, year: i32, month: u8) -> Option<Date> {
        self.announced.iter().find(|a| (a.0, a.1) == (year, month)).map(|a| a.2)
    }

    /// Does the folded word look like a verb in the future (س and a present)?
    pub(crate) fn is_future(&self, key: &str) -> bool {
        // The second byte of an Arabic letter tells most words apart; the first seldom does.
        let second = key.as_bytes().get(1);
        let begins = |prefix: &String| {
            prefix.as_bytes().get(1).is_none_or(|byte| second == Some(byte)) && key.starts_with(&**prefix)
        };
        self.future.iter().any(begins)
            && key.chars().nth(3).is_some()
            && !self.future_stops.iter().any(|stop| key == stop || stop.chars().count() > 4 && key.starts_with(&**stop))
    }

    /// Is the folded word a verb that itself happened at a time, with or without و or ف before it?
    pub(crate) fn is_happened(&self, key: &str) -> bool {
        let known = |key: &str| self.happened.contains(key);
        known(key) || key.strip_prefix(['\u{648}', '\u{641}']).is_some_and(known)
    }

    /// Types the rows and enters their words.
    pub(crate) fn load(tables: &Tables, index: &mut Index) -> Result<TimeWords, Error> {
        let noun = Fit::NOUN - Fit::PRONOUN;
        let mut loading = Loading { tables, index, rows: Vec::new() };
        loading.table("time/month", &["calendar", "month", "trust", "arabic"], Fit::NAME, |row| {
            Ok(Word::Month {
                calendar: Calendar::read(row, "calendar")?,
                month: whole(row, "month", 1, 12)?,
                trust: Trust::read(row, "trust")?,
            })
        })?;
        loading.table("time/weekday", &["weekday", "arabic"], noun, |row| {
            Ok(Word::Weekday(whole(row, "weekday", 1, 7)?))
        })?;
        loading.table("time/deictic", &["days", "use", "arabic"], Fit::NAME, |row| {
            Ok(Word::Deictic { days: whole(row, "days", -9, 9)?, r#use: Use::read(row, "use")? })
        })?;
        loading.table("time/modifier", &["direction", "arabic"], Fit::NAME, |row| {
            Ok(Word::Modifier(Direction::read(row, "direction")?))
        })?;
        loading.table("time/unit", &["unit", "number", "arabic"], noun, |row| {
            Ok(Word::Unit { unit: Unit::read(row, "unit")?, count: Count::read(row, "number")? })
        })?;
        loading.table("time/part", &["part", "arabic"], Fit::NAME, |row| {
            let part = row.one_of("part", &["start", "middle", "end"])?;
            let wrong = || row.error(format!("part \"{part}\" is not known"));
            Ok(Word::Part(PeriodPart::named(part).ok_or_else(wrong)?))
        })?;
        loading.table("time/daypart", &["hours", "form", "arabic"], Fit::NAME, |row| {
            Ok(Word::DayPart { hours: Hours::read(row, "hours")?, form: DayPartForm::read(row, "form")? })
        })?;
        loading.table("time/number", &["kind", "value", "arabic"], noun, |row| {
            Ok(Word::Numeral { kind: Numeral::read(row, "kind")?, value: whole(row, "value", 0, 9000)? })
        })?;
        loading.table("time/period", &["kind", "value", "arabic"], noun, |row| {
            Ok(Word::Period { kind: Period::read(row, "kind")?, value: whole(row, "value", 0, 10)? })
        })?;
        loading.table("time/particle", &["kind", "arabic"], Fit::NAME, |row| {
            Ok(Word::Particle(Particle::read(row, "kind")?))
        })?;
        loading.table("time/holiday", &["calendar", "month", "day", "length", "arabic"], Fit::NAME, |row| {
            Ok(Word::Holiday {
                calendar: Calendar::read(row, "calendar")?,
                month: whole(row, "month", 0, 12)?,
                day: whole(row, "day", -60, 60)?,
                length: whole(row, "length", 1, 30)?,
            })
        })?;
        loading.table("time/event", &["year", "month", "day", "arabic"], noun, |row| {
            Ok(Word::Event {
                year: whole(row, "year", 1, 2200)?,
                month: whole(row, "month", 1, 12)?,
                day: whole(row, "day", 0, 31)?,
            })
        })?;
        loading.table("time/name", &["kind", "arabic"], noun, |row| Ok(Word::Head(Head::read(row, "kind")?)))?;
        let (mut future, mut future_stops) = (Vec::new(), Vec::new());
        for row in tables.table("time/particle", &["kind", "arabic"])?.rows() {
            let list = match Particle::read(row, "kind")? {
                Particle::FuturePrefix => &mut future,
                Particle::FutureStop => &mut future_stops,
                _ => continue,
            };
            list.extend(row.arabic().map(rawi_text::fold));
        }
        let mut announced = Vec::new();
        for row in tables.table("time/announced", &["year", "month", "first"])?.rows() {
            let cell = row.column("first");
            let first = cell
                .parse()
                .map_err(|_| row.error(format!("first is \"{cell}\"; expected a day such as 2025-03-01")))?;
            announced.push((whole(row, "year", 1, 1700)?, whole(row, "month", 1, 12)?, first));
        }
        let table = tables.table("time/happened", &["field", "arabic"])?;
        let happened = table.rows().iter().flat_map(|row| row.arabic().map(rawi_text::fold)).collect();
        Ok(TimeWords { rows: loading.rows, future, future_stops, happened, announced })
    }
}

struct Loading<'a> {
    tables: &'a Tables,
    index: &'a mut Index,
    rows: Vec<Word>,
}

impl Loading<'_> {
    fn table(
        &mut self,
        name: &str,
        columns: &[&str],
        fit: Fit,
        read: impl Fn(&Row) -> Result<Word, Error>,
    ) -> Result<(), Error> {
        let table = self.tables.table(name, columns)?;
        for row in table.rows() {
            let number = self.rows.len();
            for word in row.arabic() {
                self.index.enter(word, Class::Time, number, fit, None);
            }
            self.rows.push(read(row)?);
        }
        Ok(())
    }
}

/// A whole number of a table, within bounds.
fn whole<T: TryFrom<i32>>(row: &Row, column: &str, least: i32, most: i32) -> Result<T, Error> {
    let cell = row.column(column);
    let wrong = || row.error(format!("{column} is \"{cell}\"; expected a whole number from {least} to {most}"));
    let number: i32 = cell.parse().map_err(|_| wrong())?;
    if !(least..=most).contains(&number) {
        return Err(wrong());
    }
    T::try_from(number).map_err(|_| wrong())
}
