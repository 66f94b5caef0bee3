//! Mentions: the words of a text that name a time, a figure, a person, an organization, an outlet or a place.
//!
//! Names that look like dates are settled first by the lexicon of outlets and people ([`crate::scan`]); then times, then figures.

pub(crate) mod caption;
pub mod figure;
pub mod name;
pub mod time;

use jiff::civil::Date;
use rawi_lexicon::{Error, Tables};
use rawi_text::Span;

use crate::lexicon::Index;
pub use crate::reading::Mention;
use crate::reading::{MentionKind, RuleId, vocabulary};
use crate::scan::Scan;

/// The times and the figures of the article, in text order.
pub(crate) fn times_and_figures(scan: &Scan<'_>, times: Vec<Mention>) -> Vec<Mention> {
    let figures = figure::figures(scan, &times);
    let mut mentions = times;
    mentions.extend(figures);
    in_text_order(&mut mentions);
    mentions
}

/// Sorts by place; of two with one span, the time first.
pub(crate) fn in_text_order(mentions: &mut [Mention]) {
    mentions.sort_by_key(|m| (m.span, !matches!(m.kind, MentionKind::Time(_))));
}

/// The words of times, numbers and figures, typed.
#[derive(Debug, Default)]
pub(crate) struct MentionWords {
    pub(crate) time: time::TimeWords,
    pub(crate) figure: figure::FigureWords,
}

impl MentionWords {
    pub(crate) fn load(tables: &Tables, index: &mut Index) -> Result<MentionWords, Error> {
        Ok(MentionWords {
            time: time::TimeWords::load(tables, index)?,
            figure: figure::FigureWords::load(tables, index)?,
        })
    }
}

vocabulary! {
    /// The type of a time expression, after TIMEX3.
    TimeType {
        /// A calendar date of any grain.
        Date = "date",
        /// A time of day.
        Time = "time",
        /// A length of time.
        Duration = "duration",
        /// A recurring time.
        Set = "set",
    }
}

vocabulary! {
    /// How precise a time is.
    Grain {
        /// A second.
        Second = "second",
        /// A minute.
        Minute = "minute",
        /// An hour.
        Hour = "hour",
        /// A part of a day.
        DayPart = "day-part",
        /// A day.
        Day = "day",
        /// A week.
        Week = "week",
        /// A month.
        Month = "month",
        /// A season.
        Season = "season",
        /// A quarter of a year.
        Quarter = "quarter",
        /// A half of a year.
        Half = "half",
        /// A year.
        Year = "year",
        /// Ten years.
        Decade = "decade",
        /// A hundred years.
        Century = "century",
    }
}

vocabulary! {
    /// The part of a period that words before it name; where it begins and ends, they leave open.
    PeriodPart {
        /// مطلع، أوائل، بداية
        Start = "start",
        /// منتصف، أواسط
        Middle = "middle",
        /// نهاية، أواخر
        End = "end",
    }
}

vocabulary! {
    /// What a time was resolved against.
    TimeBasis {
        /// The expression says it all.
        Written = "written",
        /// The publication day.
        Published = "published",
        /// A calendar conversion (Hijri).
        Calendar = "calendar",
        /// Another time of the text.
        Mention = "mention",
        /// Nothing: the value is as underspecified as the words.
        Open = "open",
    }
}

/// A time expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// Date, time, duration or set.
    pub r#type: TimeType,
    /// ISO 8601 value, as precise as the text; `None` where it cannot be resolved.
    pub value: Option<String>,
    /// First day meant, for a date or time.
    pub first: Option<Date>,
    /// Last day meant, inclusive.
    pub last: Option<Date>,
    /// How precise it is.
    pub grain: Grain,
    /// What it was resolved against.
    pub basis: TimeBasis,
    /// The construction.
    pub rule: RuleId,
    /// The part of the period that is meant; value and days stay those of the whole.
    pub part: Option<PeriodPart>,
}

vocabulary! {
    /// How a figure stands to the number written.
    Approx {
        /// That number.
        Exact = "exact",
        /// نحو، حوالي
        About = "about",
        /// ما لا يقل عن
        AtLeast = "at_least",
        /// أكثر من
        MoreThan = "more_than",
        /// ما لا يزيد على
        AtMost = "at_most",
        /// أقل من
        LessThan = "less_than",
        /// بين … و…
        Range = "range",
        /// عشرات، مئات
        Vague = "vague",
    }
}

vocabulary! {
    /// What is counted.
    FigureKind {
        /// People.
        People = "people",
        /// Money.
        Money = "money",
        /// A percentage.
        Percent = "percent",
    }
}

vocabulary! {
    /// What kind of word names a place.
    PlaceType {
        /// سوريا
        Country = "country",
        /// دمشق
        City = "city",
        /// سوري، السورية: an adjective that stands for the country
        Demonym = "demonym",
    }
}

/// A decimal number in millionths: exact, ordered, the same on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(pub i128);

impl Amount {
    /// How many parts one unit has.
    pub const UNIT: i128 = 1_000_000;

    /// A whole number.
    pub const fn whole(n: i64) -> Amount {
        Amount(n as i128 * Amount::UNIT)
    }
}

/// A figure: a count of people, money, or a percentage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Lower bound; `None` where open.
    pub min: Option<Amount>,
    /// Upper bound; `None` where open.
    pub max: Option<Amount>,
    /// How it stands to the number written.
    pub approx: Approx,
    /// The counted noun in the singular, the currency, or `%`.
    pub unit: String,
    /// What is counted.
    pub kind: FigureKind,
    /// The construction.
    pub rule: RuleId,
    /// The words for the people that are counted, with their nationality; `None` where no noun says who.
    pub counted: Option<Span>,
    /// Does the sentence say that it adds up all until then («ارتفعت الحصيلة إلى», «حتى الآن», «منذ بداية»)?
    pub cumulative: bool,
    /// The time mention until which it counts («حتى مساء أمس»).
    pub as_of: Option<Span>,
}
