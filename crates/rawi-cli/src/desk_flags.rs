//! What the verbs that ask a ledger may be told.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use rawi::reading::Act;

use crate::flags::{Color, Format, Language};
use crate::search_flags::act;

/// How an answer is printed.
#[derive(Args, Clone, Debug)]
pub(crate) struct Shown {
    /// What to print; without it a table on a terminal and JSON Lines elsewhere.
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,

    /// The language of the labels in tables.
    #[arg(long, value_name = "LANG", default_value = "ar")]
    pub(crate) lang: Language,

    /// When to color tables; `auto` also asks NO_COLOR and TERM.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

/// Which claims are wanted.
#[derive(Args, Clone, Debug)]
pub(crate) struct Which {
    /// Words of who is meant, however spelled.
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Option<String>,

    /// Words of the outlet that published them.
    #[arg(long, value_name = "NAME")]
    pub(crate) outlet: Option<String>,

    /// Words of their origin, such as an agency.
    #[arg(long, value_name = "NAME")]
    pub(crate) origin: Option<String>,

    /// What the source does, as records name it: `state`, `deny`, `accuse` …
    #[arg(long, value_name = "ACT", value_parser = act)]
    pub(crate) act: Option<Act>,

    /// Only what is denied.
    #[arg(long)]
    pub(crate) denied: bool,

    /// How little of the source is told, from 0 (named) to 5 (nobody): one degree or two as `2..5`.
    #[arg(long, value_name = "DEGREES", value_parser = degrees)]
    pub(crate) anonymity: Option<(u8, u8)>,

    /// A country or city that the content names.
    #[arg(long, value_name = "PLACE")]
    pub(crate) place: Option<String>,

    /// The day of publication, or two days as `2018-04-07..2018-04-14`.
    #[arg(long, value_name = "DAYS", value_parser = days)]
    pub(crate) published: Option<(String, String)>,

    /// The day it was said, or two days.
    #[arg(long, value_name = "DAYS", value_parser = days)]
    pub(crate) said: Option<(String, String)>,

    /// The story, by its id.
    #[arg(long, value_name = "ID")]
    pub(crate) story: Option<String>,

    /// Of claims that say the same only the earliest.
    #[arg(long)]
    pub(crate) once: bool,

    /// How many at most.
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u64>,
}

impl Which {
    pub(crate) fn wanted(&self) -> rawi_ledger::ask::claims::Wanted {
        rawi_ledger::ask::claims::Wanted {
            who: self.source.clone(),
            outlet: self.outlet.clone(),
            origin: self.origin.clone(),
            act: self.act.map(|act| act.name().to_owned()),
            polarity: self.denied.then(|| "denied".to_owned()),
            anonymity: self.anonymity,
            place: self.place.clone(),
            published: self.published.clone(),
            said: self.said.clone(),
            story: self.story.clone(),
            once: self.once,
            limit: self.limit,
        }
    }
}

/// What `rawi claims` and `rawi timeline` may be told.
#[derive(Args, Debug)]
pub(crate) struct ClaimsFlags {
    /// The ledger.
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,

    /// Show one claim with all that say the same: how many outlets, how many independent origins, by which path.
    #[arg(value_name = "UID")]
    pub(crate) uid: Option<String>,

    #[command(flatten)]
    pub(crate) which: Which,

    #[command(flatten)]
    pub(crate) shown: Shown,
}

/// What `rawi timeline` may be told.
#[derive(Args, Debug)]
pub(crate) struct TimelineFlags {
    /// The ledger.
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,

    #[command(flatten)]
    pub(crate) which: Which,

    #[command(flatten)]
    pub(crate) shown: Shown,
}

/// What `rawi conflicts` may be told.
#[derive(Args, Debug)]
pub(crate) struct ConflictsFlags {
    /// The ledger.
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,

    /// Only relations of this kind; without it denials, contradictions, and figures that part or were updated.
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Option<Kind>,

    /// The story, by its id.
    #[arg(long, value_name = "ID")]
    pub(crate) story: Option<String>,

    /// Every number of the dead, the injured … of the story instead, with who gives it and when.
    #[arg(long, requires = "story", conflicts_with = "kind")]
    pub(crate) tolls: bool,

    /// How many at most.
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,

    #[command(flatten)]
    pub(crate) shown: Shown,
}

/// What `rawi source` may be told.
#[derive(Args, Debug)]
pub(crate) struct SourceFlags {
    /// The ledger.
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,

    /// Words of the name of a person, body or outlet.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,

    /// How many of their claims to list, the latest first.
    #[arg(long, value_name = "N", default_value = "10")]
    pub(crate) limit: usize,

    #[command(flatten)]
    pub(crate) shown: Shown,
}

/// What `rawi story` may be told.
#[derive(Args, Debug)]
pub(crate) struct StoryFlags {
    /// The ledger.
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,

    /// The story, by its id; without it all stories are listed, the largest first.
    #[arg(value_name = "ID")]
    pub(crate) id: Option<String>,

    /// Only stories that have these words in a headline.
    #[arg(long, value_name = "WORDS")]
    pub(crate) about: Option<String>,

    /// Only stories of at least so many articles.
    #[arg(long, value_name = "N", default_value = "2")]
    pub(crate) fewest: u64,

    /// How many stories, or claims of one story, at most.
    #[arg(long, value_name = "N", default_value = "20")]
    pub(crate) limit: usize,

    #[command(flatten)]
    pub(crate) shown: Shown,
}

/// Kinds of relations, as a user names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// One denies the other.
    Denies,
    /// One negates what the other asserts, and nobody denies anybody.
    Contradicts,
    /// Two numbers of one thing.
    FigureConflict,
    /// A later number of the same.
    Updates,
    /// One backs the other.
    Confirms,
    /// The same again.
    Repeats,
    /// One answers the other.
    RespondsTo,
}

impl Kind {
    /// As records name it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Denies => "denies",
            Kind::Contradicts => "contradicts",
            Kind::FigureConflict => "figure_conflict",
            Kind::Updates => "updates",
            Kind::Confirms => "confirms",
            Kind::Repeats => "repeats",
            Kind::RespondsTo => "responds_to",
        }
    }
}

fn degrees(text: &str) -> Result<(u8, u8), String> {
    let degree = |text: &str| text.parse::<u8>().ok().filter(|degree| *degree <= 5);
    let (low, high) = text.split_once("..").unwrap_or((text, text));
    degree(low).zip(degree(high)).ok_or_else(|| "expected a number from 0 to 5, or two as 2..5".to_owned())
}

fn days(text: &str) -> Result<(String, String), String> {
    let day = |text: &str| text.parse::<Date>().ok().map(|day| day.to_string());
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    day(first).zip(day(last)).ok_or_else(|| "expected a day as 2018-04-07, or two as 2018-04-07..2018-04-14".to_owned())
}
