//! What the user may say to `rawi search`.

use std::cmp::Ordering;
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use rawi::reading::{Act, Polarity};
use rawi_ledger::search::{Among, Level, Order, Query};

use crate::desk_flags::Shown;

/// What `rawi search` may be told.
#[derive(Args, Debug)]
pub(crate) struct SearchFlags {
    /// The ledger: a folder that `rawi add` has made.
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,

    /// The words, all of which must be there; those between «» or "" side by side. Without words all that fits the rest is shown.
    #[arg(value_name = "WORDS")]
    words: Vec<String>,

    /// Search claims (their content, source and cue), or the whole text of documents.
    #[arg(long = "in", value_name = "WHAT", default_value = "claims")]
    among: AmongFlag,

    /// How close the words must be: `stem` takes other forms of a word, `folded` other spellings, `exact` neither.
    #[arg(long, value_name = "LEVEL", default_value = "stem")]
    level: LevelFlag,

    /// Words of the source: its name, or how the text calls it.
    #[arg(long, value_name = "WORDS")]
    source: Option<String>,

    /// Words of the name of the outlet that published it.
    #[arg(long, value_name = "WORDS")]
    outlet: Option<String>,

    /// Words of whose report it is: an agency, a medium, a statement.
    #[arg(long, value_name = "WORDS")]
    origin: Option<String>,

    /// What the source does: `state`, `confirm`, `deny`, `accuse` …
    #[arg(long, value_name = "ACT", value_parser = act)]
    act: Option<Act>,

    /// Whether the source stands behind it: `asserted`, `denied` …
    #[arg(long, value_name = "POLARITY", value_parser = polarity, conflicts_with = "denied")]
    polarity: Option<Polarity>,

    /// What is denied; the same as `--polarity denied`.
    #[arg(long)]
    denied: bool,

    /// How much of the source is withheld, from 0 (named) to 5 (nobody), such as `2..5` or `3`.
    #[arg(long, value_name = "FROM..TO", value_parser = range::<u8>)]
    anonymity: Option<Range<u8>>,

    /// A place that is named in it, or the code of a country.
    #[arg(long, value_name = "NAME")]
    place: Option<String>,

    /// The days of publication, such as `2024-03-01..2024-03-31`; either end may be left out.
    #[arg(long, value_name = "FROM..TO", value_parser = range::<Date>)]
    published: Option<Range<Date>>,

    /// The days on which it was said, where the text tells.
    #[arg(long, value_name = "FROM..TO", value_parser = range::<Date>)]
    said: Option<Range<Date>>,

    /// A figure in it lies in this range, such as `100..500` or `1000..`.
    #[arg(long, value_name = "FROM..TO", value_parser = range::<f64>, allow_hyphen_values = true)]
    figure: Option<Range<f64>>,

    /// What comes first.
    #[arg(long, value_name = "ORDER", default_value = "relevance")]
    sort: OrderFlag,

    /// How many hits at most.
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    limit: u32,

    #[command(flatten)]
    pub(crate) shown: Shown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum AmongFlag {
    Claims,
    Documents,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LevelFlag {
    Stem,
    Folded,
    Exact,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OrderFlag {
    /// The closest level, then what is said most about.
    Relevance,
    /// The newest.
    Published,
}

/// From, to, both included, either of which may be open.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Range<T>(Option<T>, Option<T>);

impl<T> Range<T> {
    fn map<U>(self, mut map: impl FnMut(T) -> U) -> (Option<U>, Option<U>) {
        (self.0.map(&mut map), self.1.map(&mut map))
    }
}

fn range<T: FromStr + PartialOrd + Clone>(value: &str) -> Result<Range<T>, String> {
    let expected = || "expected FROM..TO, FROM.., ..TO or one value".to_owned();
    let bound = |value: &str| match value.trim() {
        "" => Ok(None),
        // What is not even equal to itself is no number.
        value => value.parse().ok().filter(|value| T::eq(value, value)).map(Some).ok_or_else(expected),
    };
    let (from, to) = match value.split_once("..") {
        Some((from, to)) => (bound(from)?, bound(to)?),
        None => (bound(value)?, bound(value)?),
    };
    match (&from, &to) {
        (None, None) => Err(expected()),
        (Some(from), Some(to)) if from.partial_cmp(to).is_none_or(Ordering::is_gt) => {
            Err("the first value is greater than the second".to_owned())
        }
        _ => Ok(Range(from, to)),
    }
}

fn named<T: Copy>(value: &str, found: Option<T>, all: impl Iterator<Item = &'static str>) -> Result<T, String> {
    found.ok_or_else(|| format!("\"{value}\" is none; expected one of {}", all.collect::<Vec<_>>().join(", ")))
}

pub(crate) fn act(value: &str) -> Result<Act, String> {
    named(value, Act::named(value), Act::ALL.iter().map(|act| act.name()))
}

fn polarity(value: &str) -> Result<Polarity, String> {
    named(value, Polarity::named(value), Polarity::ALL.iter().map(|polarity| polarity.name()))
}

impl SearchFlags {
    /// As the ledger wants it.
    pub(crate) fn query(&self) -> Query {
        let day = |day: Date| day.since(jiff::civil::date(1970, 1, 1)).map_or(0, |span| span.get_days());
        Query {
            words: self.words.join(" "),
            among: match self.among {
                AmongFlag::Claims => Among::Claims,
                AmongFlag::Documents => Among::Documents,
            },
            level: match self.level {
                LevelFlag::Stem => Level::Stem,
                LevelFlag::Folded => Level::Folded,
                LevelFlag::Exact => Level::Exact,
            },
            source: self.source.clone(),
            outlet: self.outlet.clone(),
            origin: self.origin.clone(),
            act: self.act,
            polarity: if self.denied { Some(Polarity::Denied) } else { self.polarity },
            anonymity: self.anonymity.map(|Range(from, to)| (from.unwrap_or(0), to.unwrap_or(u8::MAX))),
            place: self.place.clone(),
            published: self.published.map(|days| days.map(day)),
            said: self.said.map(|days| days.map(day)),
            figure: self.figure.map(|figures| figures.map(|figure| figure)),
            order: match self.sort {
                OrderFlag::Relevance => Order::Relevance,
                OrderFlag::Published => Order::Published,
            },
            limit: self.limit as usize,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_may_be_open_and_must_not_be_empty() {
        assert_eq!(range::<u8>("2..5"), Ok(Range(Some(2), Some(5))));
        assert_eq!(range::<u8>("3"), Ok(Range(Some(3), Some(3))));
        assert_eq!(range::<f64>("1000.."), Ok(Range(Some(1000.0), None)));
        assert_eq!(range::<f64>("0.5..1.5"), Ok(Range(Some(0.5), Some(1.5))));
        assert!(range::<u8>("5..2").is_err() && range::<u8>("..").is_err() && range::<Date>("2024..2025").is_err());
        assert!(range::<f64>("NaN..1").is_err() && range::<f64>("NaN..").is_err());
    }
}
