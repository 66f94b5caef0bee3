//! What the user may say to the verbs that keep a ledger in order.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::flags::{Format, Language, WeekStart};

/// How a listing is printed.
#[derive(Args, Debug)]
pub(crate) struct PrintFlags {
    /// What to print; without it a table on a terminal and JSON Lines elsewhere.
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,

    /// The language of the labels in tables.
    #[arg(long, value_name = "LANG", default_value = "ar")]
    pub(crate) lang: Language,
}

/// What `rawi reread` may be told.
#[derive(Args, Debug)]
pub(crate) struct RereadFlags {
    /// The ledger: a folder that `rawi add` has made.
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,

    /// A folder of tables to add to the built-in words, such as DIR/cue/verb.tsv.
    #[arg(long, value_name = "DIR")]
    pub(crate) lexicon: Option<PathBuf>,

    /// The day on which «الأسبوع الماضي» and its like begin.
    #[arg(long, value_name = "DAY", default_value = "monday")]
    pub(crate) week_start: WeekStart,

    /// Read again also what was read by the same version with the same words.
    #[arg(long)]
    pub(crate) all: bool,

    /// How many threads read; without it, one for each core.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,

    #[command(flatten)]
    pub(crate) print: PrintFlags,
}

/// What `rawi verify` may be told.
#[derive(Args, Debug)]
pub(crate) struct VerifyFlags {
    /// The ledger: a folder that `rawi add` has made.
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,

    #[command(flatten)]
    pub(crate) print: PrintFlags,
}

/// What `rawi diff` may be told.
#[derive(Args, Debug)]
pub(crate) struct DiffFlags {
    /// The ledger: a folder that `rawi add` has made.
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,

    /// The address of the article, as it was added.
    #[arg(value_name = "URL")]
    pub(crate) url: String,

    /// The earlier version, counted from 1 in the order of adding; without it the one before the later.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) from: Option<u32>,

    /// The later version; without it the last.
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) to: Option<u32>,

    #[command(flatten)]
    pub(crate) print: PrintFlags,
}

/// What `rawi review` may be told.
#[derive(Args, Debug)]
pub(crate) struct ReviewFlags {
    /// The ledger: a folder that `rawi add` has made.
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,

    #[command(subcommand)]
    pub(crate) verb: ReviewVerb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ReviewVerb {
    /// The text says it, and it was read rightly. That says nothing about who is right.
    Accept(DecisionFlags),
    /// The text says it, once some fields are put right.
    Correct(CorrectFlags),
    /// The text does not say it.
    Reject(DecisionFlags),
    /// What was decided last does not count.
    Undo(DecisionFlags),
    /// List what was decided.
    List(ListFlags),
}

/// Who decides about what, and why.
#[derive(Args, Debug)]
pub(crate) struct DecisionFlags {
    /// The claims and relations, by `uid`.
    #[arg(required = true, value_name = "UID")]
    pub(crate) uids: Vec<String>,

    /// Who decides.
    #[arg(long, value_name = "NAME")]
    pub(crate) by: String,

    /// Why.
    #[arg(long, value_name = "NOTE", default_value = "")]
    pub(crate) note: String,

    /// When it was decided, such as 2025-02-17T09:30:00+03:00; without it now.
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<String>,

    /// A name for this request: sent twice, it is kept once.
    #[arg(long, value_name = "ID")]
    pub(crate) request: Option<String>,

    #[command(flatten)]
    pub(crate) print: PrintFlags,
}

/// A decision with fields put right.
#[derive(Args, Debug)]
pub(crate) struct CorrectFlags {
    #[command(flatten)]
    pub(crate) decision: DecisionFlags,

    /// A field with its right value: of claims `who`, `act`, `polarity`, `form`, `naming`, `anonymity`, of relations `kind`.
    #[arg(long, required = true, value_name = "FIELD=VALUE", value_parser = field)]
    pub(crate) set: Vec<(String, String)>,
}

/// What is listed.
#[derive(Args, Debug)]
pub(crate) struct ListFlags {
    /// List the claims and relations that nobody has reviewed instead.
    #[arg(long, conflicts_with = "orphaned")]
    pub(crate) open: bool,

    /// Only reviews whose claim or relation is no longer there.
    #[arg(long)]
    pub(crate) orphaned: bool,

    /// How many unreviewed claims, and as many relations.
    #[arg(long, value_name = "N", default_value = "100", requires = "open")]
    pub(crate) limit: u64,

    #[command(flatten)]
    pub(crate) print: PrintFlags,
}

fn field(value: &str) -> Result<(String, String), String> {
    let (field, value) = value.split_once('=').ok_or("expected a field and its value, such as act=deny")?;
    Ok((field.to_owned(), value.to_owned()))
}
