//! What the user may say.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Weekday;
use rawi::record::OffsetUnit;

use crate::desk_flags::{ClaimsFlags, ConflictsFlags, SourceFlags, StoryFlags, TimelineFlags};
use crate::ledger_flags::{ExportFlags, ImportCheckedFlags};
use crate::review_flags::{DiffFlags, RereadFlags, ReviewFlags, VerifyFlags};
use crate::search_flags::SearchFlags;

/// Reads Arabic news and keeps the chain: who said it, on whose authority, when, and who denied it.
#[derive(Debug, Parser)]
#[command(name = "rawi", version, arg_required_else_help = true, disable_help_subcommand = true, max_term_width = 100)]
pub(crate) struct Flags {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Read articles and print their attributed claims.
    ///
    /// Exit codes: 0 fine, 1 some input was bad (each is named on stderr, the rest was read), 2 usage, 3 failed. When the
    /// reader of the output goes away, as in `rawi read … | head`, the run ends quietly with 0.
    Read(ReadFlags),
    /// List the dates, times, lengths and recurring times of articles, with what they mean.
    ///
    /// Each with its value in ISO 8601, its first and last day, how precise it is, what it was resolved against, the rule that
    /// found it, and the same as TIMEX3 and EDTF. Inputs and exit codes are those of `rawi read`.
    Dates(ReadFlags),
    /// List the figures of articles: counts of people, money, percentages, with their bounds.
    ///
    /// Inputs and exit codes are those of `rawi read`.
    Figures(ReadFlags),
    /// Add articles to a ledger: one folder that keeps what many articles say, and how their claims stand to each other.
    ///
    /// What is there already stays as it is: a run that was stopped is simply run again. Inputs and exit codes are those of `rawi read`.
    Add(AddFlags),
    /// Search the claims or documents of a ledger.
    ///
    /// Other forms and spellings of a word are found as well, the closest first. Exit codes: 0 fine, whatever was found, 2 usage, 3 failed.
    Search(SearchFlags),
    /// Write what a ledger holds in another format: tables, JSON-LD, graphs, a dossier.
    ///
    /// What is lost in each format is told in docs/exports.md. The same ledger gives the same bytes.
    Export(ExportFlags),
    /// Lay claims that were checked elsewhere beside those of a ledger, from a CSV file.
    ///
    /// Links are suggestions: a verdict is never carried over to another claim. Exit codes are those of `rawi read`.
    ImportChecked(ImportCheckedFlags),
    /// Read the articles of a ledger again, with this version of rawi and these words.
    ///
    /// What is kept of each article is read, not the file it came from. Relations and stories are made again. Reviews stay with their claims, go over to a
    /// claim with the same words in the same article, or are shown as orphaned.
    Reread(RereadFlags),
    /// Accept, correct or reject claims and relations of a ledger, or list what was decided.
    ///
    /// Decisions are a log that only grows; `undo` appends a row that takes the last one back.
    Review(ReviewFlags),
    /// Check a ledger: that nothing is damaged or was changed, and that every claim still quotes its article.
    ///
    /// Exit codes: 0 all is well, 1 something is wrong (each fault is a line), 2 usage, 3 the ledger cannot be opened.
    Verify(VerifyFlags),
    /// Show what changed between two versions of an article: claims, figures and names added, dropped, changed.
    Diff(DiffFlags),
    /// Who said what in a ledger; with a claim's uid, how many outlets and independent origins stand behind it.
    Claims(ClaimsFlags),
    /// Where reports part: denials, contradictions, and figures that exclude or update each other.
    Conflicts(ConflictsFlags),
    /// Claims by the day they tell of; that day, the day they were said and the day of publication are kept apart.
    Timeline(TimelineFlags),
    /// What one person, body or outlet said: counts with their denominators, no grade.
    Source(SourceFlags),
    /// Articles about one event; with its id, the articles and what is said in them most.
    Story(StoryFlags),
    /// Show where a claim or mention stands in the file it was read from.
    ///
    /// For each part of it the bytes in the file (after decompression; in an archive, in the body of its record), line and column, and
    /// what is written there, tags included.
    Locate(LocateFlags),
    /// Learn which lines come again on the pages of a site, so that they are read as furniture.
    ///
    /// A line must stand in at least 3 pages of a host and in a quarter of all its pages; headlines, bylines, datelines, captions and
    /// sentences that report something are never learned. Exit codes are those of `rawi read`.
    Profile(ProfileFlags),
    /// List the rules, or show one: why it is so, examples, near misses.
    Explain(ExplainFlags),
    /// Write the manual pages: of every verb, and of the rules with their examples.
    ///
    /// They are made from the help of this program and from the specification, which is also what `rawi explain` shows. Without PAGE or
    /// --into their names are listed; `rawi manual PAGE | man -l -` shows one.
    Manual(ManualFlags),
}

/// What `rawi read` may be told, and likewise `rawi dates` and `rawi figures`.
#[derive(Args, Debug)]
pub(crate) struct ReadFlags {
    /// Files, directories (read with all below, hidden names left out), or `-` for standard input.
    ///
    /// Pages (HTML, MHTML), plain text, JSON Lines, web archives (WARC, WACZ), saved feeds (RSS, Atom, JSON) and news sitemaps, told
    /// by their content; gzip or zstd compressed or not.
    #[arg(required = true, value_name = "PATHS")]
    pub(crate) paths: Vec<PathBuf>,

    /// What to print; without it a table on a terminal and JSON Lines elsewhere.
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,

    /// When the articles were published, where they do not say: an ISO 8601 date or date-time.
    #[arg(long, value_name = "DATE", value_parser = published)]
    pub(crate) published: Option<String>,

    /// Who published the articles, where they do not say.
    #[arg(long, value_name = "NAME")]
    pub(crate) outlet: Option<String>,

    /// The day on which «الأسبوع الماضي» and its like begin.
    #[arg(long, value_name = "DAY", default_value = "monday")]
    pub(crate) week_start: WeekStart,

    /// The address of the article.
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,

    /// Keep the articles in this ledger instead of printing them, as `rawi add` does.
    #[arg(long, value_name = "LEDGER", conflicts_with = "offsets")]
    pub(crate) into: Option<PathBuf>,

    /// What the offsets of JSON records count.
    #[arg(long, value_name = "UNIT", default_value = "unicode")]
    pub(crate) offsets: Offsets,

    /// A folder of tables to add to the built-in words, such as DIR/cue/verb.tsv.
    #[arg(long, value_name = "DIR")]
    pub(crate) lexicon: Option<PathBuf>,

    /// A profile that `rawi profile` learned: the lines of a site that are furniture.
    #[arg(long, value_name = "FILE")]
    pub(crate) profile: Option<PathBuf>,

    /// Find the main text of pages by one way of our own alone, four times as fast as by two that check each other.
    #[arg(long)]
    pub(crate) fast: bool,

    /// Stop at the first bad input.
    #[arg(long)]
    pub(crate) strict: bool,

    /// How many threads read; without it, one for each core. The output is the same for any number.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,

    /// Stop after so many documents.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) limit: Option<u64>,

    /// The language of the labels in tables.
    #[arg(long, value_name = "LANG", default_value = "ar")]
    pub(crate) lang: Language,

    /// When to color tables; `auto` also asks NO_COLOR and TERM.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

/// What `rawi add` may be told.
#[derive(Args, Debug)]
pub(crate) struct AddFlags {
    /// The ledger: a folder, made where there is none.
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,

    /// How many articles are kept in one transaction: a run that is stopped has lost the reading of so many at most.
    #[arg(long, value_name = "N", default_value_t = BATCH, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) batch: u16,

    /// Bring the index for searching up to date at once, however many articles it lacks; without this, the first search does so where they are more
    /// than a thousand.
    #[arg(long)]
    pub(crate) index: bool,

    #[command(flatten)]
    pub(crate) read: ReadFlags,
}

/// Where articles are kept, and how.
pub(crate) struct Keeping<'f> {
    pub(crate) folder: &'f Path,
    /// How many articles are kept in one transaction.
    pub(crate) batch: u16,
    /// Is the index brought up to date however much it lacks?
    pub(crate) index: bool,
}

impl AddFlags {
    /// Where the articles are kept, and how.
    pub(crate) fn keeping(&self) -> Keeping<'_> {
        Keeping { folder: &self.ledger, batch: self.batch, index: self.index }
    }
}

/// How many articles are kept in one transaction, unless told otherwise.
pub(crate) const BATCH: u16 = 256;

/// What `rawi locate` may be told.
#[derive(Args, Debug)]
pub(crate) struct LocateFlags {
    /// The id of a claim (`c3`) or mention (`m5`), as records carry it.
    #[arg(value_name = "ID")]
    pub(crate) id: String,

    /// The file it was read from, or `-` for standard input.
    #[arg(value_name = "FILE")]
    pub(crate) path: PathBuf,

    /// The key of the document, where the file holds several.
    #[arg(long, value_name = "KEY")]
    pub(crate) key: Option<String>,

    /// What to print; without it a text on a terminal and JSON Lines elsewhere.
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,

    /// The folder of tables that the file was read with.
    #[arg(long, value_name = "DIR")]
    pub(crate) lexicon: Option<PathBuf>,

    /// The profile that the file was read with.
    #[arg(long, value_name = "FILE")]
    pub(crate) profile: Option<PathBuf>,

    /// The day on which «الأسبوع الماضي» and its like begin.
    #[arg(long, value_name = "DAY", default_value = "monday")]
    pub(crate) week_start: WeekStart,

    /// When the article was published, if `rawi read` was told.
    #[arg(long, value_name = "DATE", value_parser = published)]
    pub(crate) published: Option<String>,
}

/// What `rawi profile` may be told.
#[derive(Args, Debug)]
pub(crate) struct ProfileFlags {
    /// Files and directories with pages of the site, as for `rawi read`; archives and corpus files, too.
    #[arg(required = true, value_name = "PATHS")]
    pub(crate) paths: Vec<PathBuf>,

    /// Learn from this host alone; pages that do not say their address are taken to be of it.
    #[arg(long, value_name = "HOST", value_parser = host)]
    pub(crate) host: Option<String>,

    /// Where to write the profile; without it to standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// The folder of tables to add to the built-in words.
    #[arg(long, value_name = "DIR")]
    pub(crate) lexicon: Option<PathBuf>,

    /// How many threads read; without it, one for each core. The profile is the same for any number.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
}

/// What `rawi manual` may be told.
#[derive(Args, Debug)]
pub(crate) struct ManualFlags {
    /// The page to print, as roff: a verb such as `rawi-read`, a chapter of the rules such as `rawi-rules-verb`.
    #[arg(value_name = "PAGE", conflicts_with = "into")]
    pub(crate) page: Option<String>,

    /// Write all pages below this folder, as man1/… and man7/….
    #[arg(long, value_name = "DIR")]
    pub(crate) into: Option<PathBuf>,
}

/// What `rawi explain` may be told.
#[derive(Args, Debug)]
pub(crate) struct ExplainFlags {
    /// The id of a rule, as records carry it, such as `verb-inna`; without it all rules are listed.
    #[arg(value_name = "RULE")]
    pub(crate) rule: Option<String>,

    /// What to print; without it a text on a terminal and JSON Lines elsewhere.
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,

    /// When to color; `auto` also asks NO_COLOR and TERM.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Table,
    /// One record a line, for programs.
    Jsonl,
}

impl Format {
    /// What is asked for, else what fits where the output goes.
    pub(crate) fn or_fitting(asked: Option<Format>) -> Format {
        asked.unwrap_or(if io::stdout().is_terminal() { Format::Table } else { Format::Jsonl })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum WeekStart {
    /// As in ISO 8601.
    Monday,
    /// As in most Arab countries by the calendars of CLDR.
    Saturday,
    /// As in Saudi Arabia and Yemen.
    Sunday,
}

impl From<WeekStart> for Weekday {
    fn from(day: WeekStart) -> Weekday {
        match day {
            WeekStart::Monday => Weekday::Monday,
            WeekStart::Saturday => Weekday::Saturday,
            WeekStart::Sunday => Weekday::Sunday,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Offsets {
    /// Unicode code points, as Python counts.
    Unicode,
    /// UTF-8 bytes.
    Bytes,
    /// UTF-16 units, as JavaScript counts.
    Utf16,
}

impl From<Offsets> for OffsetUnit {
    fn from(offsets: Offsets) -> OffsetUnit {
        match offsets {
            Offsets::Unicode => OffsetUnit::Unicode,
            Offsets::Bytes => OffsetUnit::Bytes,
            Offsets::Utf16 => OffsetUnit::Utf16,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// العربية
    Ar,
    /// English
    En,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    /// Shall the output be colored?
    pub(crate) fn wanted(self) -> bool {
        match self {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                // https://no-color.org: set and not empty.
                let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
                io::stdout().is_terminal() && !refused && !dumb
            }
        }
    }
}

fn published(value: &str) -> Result<String, String> {
    // A date-time keeps its offset: the local day is what «اليوم» means in the article.
    let is_date = value.parse::<jiff::civil::Date>().is_ok();
    let is_date_time = value.parse::<jiff::Timestamp>().is_ok();
    if value.len() >= 10 && (is_date || is_date_time) {
        return Ok(value.to_owned());
    }
    Err("expected an ISO 8601 date such as 2025-02-17, or a date-time such as 2025-02-17T09:30:00+03:00".to_owned())
}

fn host(value: &str) -> Result<String, String> {
    rawi_page::host_named(value).ok_or_else(|| "expected a host such as news.example".to_owned())
}
