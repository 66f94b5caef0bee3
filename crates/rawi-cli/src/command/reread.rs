//! `rawi reread`: the articles of a ledger read again.

use std::io::{self, Write};
use std::process::ExitCode;
use std::thread;

use rawi::Reader;
use rawi_ledger::{Entry, Stored};
use serde::Serialize;

use super::words;
use crate::failure::Failure;
use crate::flags::Format;
use crate::place;
use crate::print::json::push_line;
use crate::print::review_labels::{labels, line};
use crate::review_flags::RereadFlags;

/// How many articles are put in place of their older readings in one transaction.
const BATCH: u32 = 256;

/// What was done, for programs.
#[derive(Serialize)]
struct Told {
    documents: u64,
    claims: u64,
    relations: u64,
    reviews_kept: u64,
    reviews_moved: u64,
    reviews_orphaned: u64,
}

pub(crate) fn run(flags: &RereadFlags) -> Result<ExitCode, Failure> {
    let words = words::load(flags.lexicon.as_deref(), None)?;
    let mut ledger = place::open(&flags.ledger).map_err(Failure::new)?;
    let engine = words.engine(flags.week_start);
    // Nothing was ever read by an engine without a name.
    let other_than = if flags.all { "" } else { engine.as_str() };
    let threads = flags.threads.map_or_else(|| thread::available_parallelism().map_or(1, Into::into), usize::from);
    let reader = || Reader::new(&words.lexicon).week_start(flags.week_start.into());
    let mut readers: Vec<Reader<'_>> = (0..threads).map(|_| reader()).collect();
    let (mut documents, mut claims, mut after) = (0, 0, 0);
    loop {
        let stored = ledger.to_reread(after, other_than, BATCH).map_err(Failure::new)?;
        let Some(last) = stored.last() else { break };
        after = last.seq;
        let entries = read(&stored, &mut readers, &engine)?;
        ledger.reread(&entries).map_err(Failure::new)?;
        documents += entries.len() as u64;
        claims += entries.iter().map(|(_, entry)| entry.claims() as u64).sum::<u64>();
    }
    let (related, reviews) = ledger.settle().map_err(Failure::new)?;
    let told = Told {
        documents,
        claims,
        relations: related.relations,
        reviews_kept: reviews.kept,
        reviews_moved: reviews.moved,
        reviews_orphaned: reviews.orphaned,
    };
    tell(&told, flags)?;
    Ok(ExitCode::SUCCESS)
}

/// The entries of one batch, in its order.
fn read(stored: &[Stored], readers: &mut [Reader<'_>], engine: &str) -> Result<Vec<(i64, Entry)>, Failure> {
    let share = stored.len().div_ceil(readers.len().max(1)).max(1);
    let again = |reader: &mut Reader<'_>, stored: &Stored| {
        let (reading, outline) = reader.outlined(&stored.document);
        (stored.seq, Entry::again(stored, &reading, &outline, engine))
    };
    thread::scope(|scope| {
        let parts: Vec<_> = stored
            .chunks(share)
            .zip(readers)
            .map(|(part, reader)| scope.spawn(move || part.iter().map(|one| again(reader, one)).collect::<Vec<_>>()))
            .collect();
        let stopped = |_| Failure::new("a document was given up: its reader stopped; please report this");
        let mut entries = Vec::with_capacity(stored.len());
        for part in parts {
            entries.extend(part.join().map_err(stopped)?);
        }
        Ok(entries)
    })
}

fn tell(told: &Told, flags: &RereadFlags) -> Result<(), Failure> {
    let mut out = Vec::new();
    match Format::or_fitting(flags.print.format) {
        Format::Table => {
            let words = labels(flags.print.lang);
            let count = |label: &str, n: u64| format!("{label}: {n}");
            let parts = [
                count(words.reread, told.documents),
                count(words.claims, told.claims),
                count(words.relations, told.relations),
                count(words.reviews_kept, told.reviews_kept),
                count(words.reviews_moved, told.reviews_moved),
                count(words.reviews_orphaned, told.reviews_orphaned),
            ];
            out.extend(line(&parts.each_ref().map(String::as_str)));
        }
        Format::Jsonl => push_line(told, &mut out),
    }
    io::stdout().lock().write_all(&out).map_err(|error| Failure::output(&error))
}
