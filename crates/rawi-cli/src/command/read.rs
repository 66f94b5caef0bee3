//! `rawi read`: articles in, attributed claims out.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;
use std::thread::available_parallelism;

use rawi::Reader;
use rawi::record::Record;
use rawi_page::{Document, Hints, RawDocument};

use super::words::{self, Words};
use crate::failure::{BAD_INPUT, Failure, complain};
use crate::flags::{Format, ReadFlags};
use crate::pipeline::{Job, Outcome, Read, outcomes};
use crate::print::progress::Progress;
use crate::print::summary::Summary;
use crate::print::table::Table;

/// One document, printed, with what the summary counts.
struct Printed {
    bytes: Vec<u8>,
    summary: Summary,
}

pub(crate) fn run(flags: &ReadFlags) -> Result<ExitCode, Failure> {
    let format = Format::or_fitting(flags.format);
    let words = words::load(flags.lexicon.as_deref())?;
    let threads = flags.threads.map_or_else(|| available_parallelism().map_or(1, Into::into), usize::from);
    let table = Table::new(flags.lang, flags.color.wanted());
    let hints = Hints {
        outlet: flags.outlet.clone(),
        url: flags.url.clone(),
        published: flags.published.clone(),
        ..Hints::default()
    };
    let unit = flags.offsets.into();
    let print = move |document: &Document, reading: &rawi::Reading| match format {
        Format::Table => table.document(document, reading),
        Format::Jsonl => line(&Record::of(document, reading, unit)),
    };
    // The words live as long as the process: its threads are not joined, and each remembers what it met of them.
    let words: &'static Words = Box::leak(Box::new(words));
    let reader = move || -> Read<Printed> {
        let mut reader = Reader::new(&words.lexicon);
        Box::new(move |raw| read(raw, words, &mut reader, print))
    };
    let job = Job { hints, reader: Box::new(reader) };

    // Beside a table on the same terminal a progress line would only be in the way.
    let mut progress = Progress::new(io::stderr().is_terminal() && !io::stdout().is_terminal());
    let mut output = BufWriter::with_capacity(64 * 1024, io::stdout().lock());
    let mut summary = Summary::default();
    let mut bad = false;
    for outcome in outcomes(flags.paths.clone(), threads, job) {
        match outcome {
            Ok(printed) => {
                output.write_all(&printed.bytes).map_err(|error| Failure::output(&error))?;
                summary += printed.summary;
                progress.show(&summary);
            }
            Err(complaint) => {
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
    if format == Format::Table {
        output.write_all(&table.summary(&summary, progress.elapsed())).map_err(|error| Failure::output(&error))?;
    }
    output.flush().map_err(|error| Failure::output(&error))?;
    Ok(if bad { ExitCode::from(BAD_INPUT) } else { ExitCode::SUCCESS })
}

fn read(
    raw: &RawDocument,
    words: &Words,
    reader: &mut Reader<'_>,
    print: impl Fn(&Document, &rawi::Reading) -> Vec<u8>,
) -> Outcome<Printed> {
    let document = raw.read(&words.furniture).map_err(|error| error.to_string())?;
    let reading = reader.read(&document);
    let summary = Summary::of(raw.len(), &reading);
    Ok(Printed { bytes: print(&document, &reading), summary })
}

fn line(record: &Record) -> Vec<u8> {
    // Only maps with keys that are no strings fail to be JSON, and a record has no maps.
    let mut bytes = serde_json::to_vec(record).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
