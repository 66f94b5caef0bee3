//! What every verb that reads articles does around its own printing: words, threads, complaints, exit code.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;
use std::thread::available_parallelism;
use std::time::Duration;

use rawi::{Reader, Reading};
use rawi_page::{Document, Hints, RawDocument};

use super::words::{self, Words};
use crate::failure::{BAD_INPUT, Failure, complain};
use crate::flags::ReadFlags;
use crate::pipeline::{Event, Job, Outcome, Read, outcomes};
use crate::print::progress::Progress;
use crate::print::summary::Summary;

/// How much of the articles is read.
#[derive(Clone, Copy)]
pub(crate) enum Depth {
    /// All of it.
    Whole,
    /// No people, outlets or claims.
    TimesAndFigures,
}

/// One document, printed, with what the summary counts.
struct Printed {
    bytes: Vec<u8>,
    summary: Summary,
}

/// Reads all articles and writes what `print` makes of each, in input order, then what `close` makes of the whole run.
pub(crate) fn run(
    flags: &ReadFlags,
    depth: Depth,
    print: impl Fn(&Document, &Reading) -> Vec<u8> + Copy + Send + Sync + 'static,
    close: impl FnOnce(&Summary, Duration) -> Vec<u8>,
) -> Result<ExitCode, Failure> {
    let words = kept(flags)?;
    let week_start = flags.week_start.into();
    let reader = move || -> Read<Printed> {
        let mut reader = Reader::new(&words.lexicon).week_start(week_start);
        Box::new(move |raw| read(raw, words, depth, &mut reader, print))
    };
    let job = Job { hints: hints(flags), reader: Box::new(reader) };

    // Beside a table on the same terminal a progress line would only be in the way.
    let mut progress = Progress::new(io::stderr().is_terminal() && !io::stdout().is_terminal());
    let mut output = BufWriter::with_capacity(64 * 1024, io::stdout().lock());
    let mut summary = Summary::default();
    let mut bad = false;
    for event in outcomes(flags.paths.clone(), threads(flags), job) {
        match event {
            Event::PassedOver(records) => summary.passed_over += records,
            Event::Document(Ok(printed)) => {
                output.write_all(&printed.bytes).map_err(|error| Failure::output(&error))?;
                summary += printed.summary;
                progress.show(&summary);
            }
            Event::Document(Err(complaint)) => {
                bad = true;
                // What came before a complaint is seen before it.
                output.flush().map_err(|error| Failure::output(&error))?;
                progress.clear();
                complain(&complaint);
                if flags.strict {
                    break;
                }
            }
        }
        if flags.limit.is_some_and(|limit| summary.documents >= limit) {
            break;
        }
    }
    progress.clear();
    let close = close(&summary, progress.elapsed());
    output.write_all(&close).and_then(|()| output.flush()).map_err(|error| Failure::output(&error))?;
    Ok(if bad { ExitCode::from(BAD_INPUT) } else { ExitCode::SUCCESS })
}

/// The words, for as long as the process lives: its threads are not joined, and each remembers what it met of them.
pub(super) fn kept(flags: &ReadFlags) -> Result<&'static Words, Failure> {
    Ok(Box::leak(Box::new(words::load(flags.lexicon.as_deref(), flags.profile.as_deref())?)))
}

/// How many threads read.
pub(super) fn threads(flags: &ReadFlags) -> usize {
    flags.threads.map_or_else(|| available_parallelism().map_or(1, Into::into), usize::from)
}

/// What the user says of all inputs.
pub(super) fn hints(flags: &ReadFlags) -> Hints {
    Hints {
        outlet: flags.outlet.clone(),
        url: flags.url.clone(),
        published: flags.published.clone(),
        fast: flags.fast,
        ..Hints::default()
    }
}

fn read(
    raw: &RawDocument,
    words: &Words,
    depth: Depth,
    reader: &mut Reader<'_>,
    print: impl Fn(&Document, &Reading) -> Vec<u8>,
) -> Outcome<Printed> {
    let document = words.document(raw).map_err(|error| error.to_string())?;
    let reading = match depth {
        Depth::Whole => reader.read(&document),
        Depth::TimesAndFigures => reader.times_and_figures(&document),
    };
    let summary = Summary::of(raw.len(), &reading);
    Ok(Printed { bytes: print(&document, &reading), summary })
}
