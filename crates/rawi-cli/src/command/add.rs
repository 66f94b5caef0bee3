//! `rawi add` and `rawi read --into`: articles into a ledger.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::thread;

use rawi::Reader;
use rawi_ledger::relate::Related;
use rawi_ledger::search::Index;
use rawi_ledger::{Added, Entry, Ledger};
use rawi_page::RawDocument;
use serde::Serialize;

use super::articles;
use super::words::Words;
use crate::failure::{BAD_INPUT, Failure, complain};
use crate::flags::{Format, Keeping, Language, ReadFlags};
use crate::pipeline::{Event, Job, Outcome, Read, outcomes};
use crate::place;
use crate::print::json::push_line;
use crate::print::labels::labels;
use crate::print::progress::Progress;
use crate::print::summary::Summary;

/// So many documents are put into the index at once.
const SOON: u64 = 1_000;

/// What became of one document.
enum Kept {
    /// It is in the ledger already, as its bytes tell.
    Known,
    /// It was read.
    Read(Box<Entry>, Summary),
}

/// What was added, for programs.
#[derive(Serialize)]
struct Told {
    documents: u64,
    claims: u64,
    known: u64,
    relations: u64,
}

pub(crate) fn run(flags: &ReadFlags, keeping: &Keeping<'_>) -> Result<ExitCode, Failure> {
    let (folder, most) = (keeping.folder, usize::from(keeping.batch));
    let words = articles::kept(flags)?;
    let mut ledger = place::open_or_make(folder).map_err(Failure::new)?;
    let week_start = flags.week_start.into();
    let engine = words.engine(flags.week_start);
    let (at, given) = (folder.to_owned(), flags.url.is_some());
    let reader = move || -> Read<Kept> {
        let mut reader = Reader::new(&words.lexicon).week_start(week_start);
        // Who cannot ask whether a document is known reads it; the writer asks again.
        let known = place::open_to_read(&at).ok().filter(|_| !given);
        let engine = engine.clone();
        Box::new(move |raw| read(raw, words, &engine, known.as_ref(), &mut reader))
    };
    let job = Job { hints: articles::hints(flags), reader: Box::new(reader) };

    let mut progress = Progress::new(io::stderr().is_terminal());
    let (mut summary, mut added) = (Summary::default(), Added::default());
    let mut batch = Vec::with_capacity(most);
    let mut bad = false;
    let keep = |ledger: &mut Ledger, batch: &mut Vec<Entry>, added: &mut Added| -> Result<(), Failure> {
        *added += ledger.add(batch).map_err(Failure::new)?;
        batch.clear();
        Ok(())
    };
    for event in outcomes(flags.paths.clone(), articles::threads(flags), job) {
        match event {
            Event::PassedOver(records) => summary.passed_over += records,
            Event::Document(Ok(Kept::Known)) => {
                summary.documents += 1;
                added.known += 1;
            }
            Event::Document(Ok(Kept::Read(entry, of_it))) => {
                summary += of_it;
                match ledger.takes(&entry) {
                    Ok(()) => batch.push(*entry),
                    Err(error) => {
                        bad = true;
                        progress.clear();
                        complain(&error.to_string());
                    }
                }
                if batch.len() >= most {
                    keep(&mut ledger, &mut batch, &mut added)?;
                }
                progress.show(&summary);
            }
            Event::Document(Err(complaint)) => {
                bad = true;
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
    keep(&mut ledger, &mut batch, &mut added)?;
    progress.clear();
    let related = settle(&mut ledger, keeping, articles::threads(flags))?;
    tell(&added, &related, Format::or_fitting(flags.format), flags.lang)?;
    Ok(if bad { ExitCode::from(BAD_INPUT) } else { ExitCode::SUCCESS })
}

/// Relates what was added, and brings the index for searching up to date: beside each other where more than one thread may work, since neither asks the
/// other for anything. An index that lacks many documents is left to the first search, unless it is asked for.
fn settle(ledger: &mut Ledger, keeping: &Keeping<'_>, threads: usize) -> Result<Related, Failure> {
    let index = |ledger: &Ledger| {
        let index = Index::look(ledger)?;
        if keeping.index || index.lacks() <= SOON { index.open().map(drop) } else { Ok(()) }
    };
    let (related, indexed) = if threads == 1 {
        let related = ledger.relate();
        (related, index(ledger))
    } else {
        thread::scope(|scope| {
            let indexed = scope.spawn(|| index(&place::open_to_read(keeping.folder)?));
            let related = ledger.relate_on(threads);
            // One that stops is as one that was killed: the next search makes good for it.
            (related, indexed.join().unwrap_or(Ok(())))
        })
    };
    // What was added is kept whatever becomes of the index.
    if let Err(error) = indexed {
        complain(&error.to_string());
    }
    related.map_err(Failure::new)
}

fn read(
    raw: &RawDocument,
    words: &Words,
    engine: &str,
    known: Option<&Ledger>,
    reader: &mut Reader<'_>,
) -> Outcome<Kept> {
    if let Some((ledger, sha256)) = known.zip(raw.sha256())
        && ledger.knows_bytes(&sha256).unwrap_or(false)
    {
        return Ok(Kept::Known);
    }
    let document = words.document(raw).map_err(|error| error.to_string())?;
    let (reading, outline) = reader.outlined(&document);
    let summary = Summary::of(raw.len(), &reading);
    Ok(Kept::Read(Box::new(Entry::of(&document, &reading, &outline, engine)), summary))
}

/// One line that says what was added.
fn tell(added: &Added, related: &Related, format: Format, language: Language) -> Result<(), Failure> {
    let mut out = Vec::new();
    match format {
        Format::Table => {
            let labels = labels(language);
            let Added { documents, claims, known } = added;
            let line = format!(
                "{}: {documents} · {}: {claims} · {}: {known} · {}: {}\n",
                labels.added, labels.claims, labels.known_already, labels.relations, related.relations
            );
            out.extend_from_slice(line.as_bytes());
        }
        Format::Jsonl => {
            push_line(
                &Told {
                    documents: added.documents,
                    claims: added.claims,
                    known: added.known,
                    relations: related.relations,
                },
                &mut out,
            );
        }
    }
    io::stdout().lock().write_all(&out).map_err(|error| Failure::output(&error))
}
