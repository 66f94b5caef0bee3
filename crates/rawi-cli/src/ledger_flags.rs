//! What the user may say to the verbs that take something out of a ledger or lay something beside it.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use rawi_ledger::export;

use crate::flags::{Format, Language};

/// What `rawi export` may be told.
#[derive(Args, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct ExportFlags {
    /// The ledger: a folder that `rawi add` made.
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,

    /// What to write.
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: ExportFormat,

    /// The file to write, replaced when all of it is there; for `brat` a folder. Without it standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Only the documents of this story, by its id or the first digits of it.
    #[arg(long, value_name = "STORY")]
    pub(crate) story: Option<String>,

    /// Only documents published on these days: `2018-04-07..2018-04-14`, both included; `2018-04-07..` and `..2018-04-14` leave one end open.
    #[arg(long, value_name = "FROM..TO", value_parser = days)]
    pub(crate) published: Option<Days>,

    /// The table of claims, one a row; what CSV and Parquet write without this. With `jsonl`, one claim a line.
    #[arg(long)]
    pub(crate) claims: bool,

    /// The table of relations. With `jsonl`, a line for each relation between two documents, after the records.
    #[arg(long)]
    pub(crate) relations: bool,

    /// The table of documents, without their text.
    #[arg(long)]
    pub(crate) documents: bool,

    /// Begin a CSV with a byte order mark, so that Excel takes it for UTF-8.
    #[arg(long)]
    pub(crate) bom: bool,

    /// The language of the headings of a workbook; an Arabic one is read from the right.
    #[arg(long, value_name = "LANG", default_value = "ar")]
    pub(crate) lang: Language,
}

/// What `rawi import-checked` may be told.
#[derive(Args, Debug)]
pub(crate) struct ImportCheckedFlags {
    /// The ledger: a folder that `rawi add` made.
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,

    /// A CSV file whose first row names its columns: claim, and where they are there verdict, context, language, url, in any order; `-` for
    /// standard input. Without it only the links are looked for again.
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,

    /// What to print; without it a table on a terminal and JSON Lines elsewhere.
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,
}

/// First and last day, either may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Days {
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// The records as they were read; nothing is lost.
    Jsonl,
    /// One table for spreadsheets; no cell becomes a formula.
    Csv,
    /// A workbook with claims, relations and documents.
    Xlsx,
    /// One table for programs that compute.
    Parquet,
    /// W3C Web Annotation (JSON-LD).
    WebAnnotation,
    /// schema.org Claim with draft ClaimReview (JSON-LD).
    #[value(name = "claimreview")]
    ClaimReview,
    /// FollowTheMoney entities (JSON Lines).
    Ftm,
    /// Where claims come from (PROV-JSON).
    Prov,
    /// A graph of chains and relations.
    Graphml,
    /// A folder of brat standoff files.
    Brat,
    /// A Markdown dossier, story by story.
    Dossier,
}

impl From<ExportFormat> for export::Format {
    fn from(format: ExportFormat) -> export::Format {
        match format {
            ExportFormat::Jsonl => export::Format::Jsonl,
            ExportFormat::Csv => export::Format::Csv,
            ExportFormat::Xlsx => export::Format::Xlsx,
            ExportFormat::Parquet => export::Format::Parquet,
            ExportFormat::WebAnnotation => export::Format::WebAnnotation,
            ExportFormat::ClaimReview => export::Format::ClaimReview,
            ExportFormat::Ftm => export::Format::Ftm,
            ExportFormat::Prov => export::Format::Prov,
            ExportFormat::Graphml => export::Format::Graphml,
            ExportFormat::Brat => export::Format::Brat,
            ExportFormat::Dossier => export::Format::Dossier,
        }
    }
}

fn days(value: &str) -> Result<Days, String> {
    let expected = || "expected days such as 2018-04-07..2018-04-14, 2018-04-07.. or ..2018-04-14".to_owned();
    let day = |day: &str| match day {
        "" => Ok(None),
        day => day.parse::<Date>().map(Some).map_err(|_| expected()),
    };
    let (from, to) = match value.split_once("..") {
        Some((from, to)) => (day(from)?, day(to)?),
        None => (day(value)?, day(value)?),
    };
    match (from, to) {
        (None, None) => Err(expected()),
        (Some(from), Some(to)) if to < from => Err("the first day comes after the last".to_owned()),
        (from, to) => Ok(Days { from, to }),
    }
}
