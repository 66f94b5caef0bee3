//! Documents on all cores, results in input order, memory bounded.
//!
//! One thread opens inputs and cuts them into raw documents; workers read them; the caller gets the results in input order.
//! Every document has a channel of its own for its one result, and those channels queue up in input order: so nothing needs
//! sorting, and a slow document holds back at most one window of others.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use rawi_page::{Hints, RawDocument};

use crate::inputs::inputs;

/// What becomes of one document: its result, or one line that says what is wrong with the input.
pub(crate) type Outcome<T> = Result<T, String>;

/// Everything a worker needs besides the document.
pub(crate) struct Job<T> {
    /// What the user says of all inputs.
    pub(crate) hints: Hints,
    /// Makes the reader of one thread, which may remember what it met.
    pub(crate) reader: Box<dyn Fn() -> Read<T> + Send + Sync>,
}

/// Reads one raw document after another.
pub(crate) type Read<T> = Box<dyn FnMut(&RawDocument) -> Outcome<T>>;

/// Starts the threads and gives the outcomes in input order.
///
/// The threads are not joined: a caller that has seen enough drops the iterator and ends the process, even while a thread
/// waits for standard input.
pub(crate) fn outcomes<T: Send + 'static>(
    paths: Vec<PathBuf>,
    threads: usize,
    job: Job<T>,
) -> impl Iterator<Item = Outcome<T>> {
    // Enough for the workers not to wait for the writer, small enough that a window of large pages fits in memory.
    let window = threads * 4;
    let (queue, results) = sync_channel::<Receiver<Outcome<T>>>(window);
    let (send_work, work) = sync_channel::<(RawDocument, SyncSender<Outcome<T>>)>(window);
    let job = Arc::new(job);
    let work = Arc::new(Mutex::new(work));
    for _ in 0..threads {
        let (job, work) = (Arc::clone(&job), Arc::clone(&work));
        thread::spawn(move || {
            let mut read = (job.reader)();
            loop {
                // The lock is held while waiting: the others would only wait for the same thing.
                let next = work.lock().map_or(None, |work| work.recv().ok());
                let Some((raw, result)) = next else { return };
                // Nobody waits any more where the caller has seen enough.
                let _ = result.send(read(&raw));
            }
        });
    }
    thread::spawn(move || {
        cut(paths, &job.hints, &queue, &send_work);
    });
    results.into_iter().map(|result| {
        result
            .recv()
            .unwrap_or_else(|_| Err("a document was given up: its reader stopped; please report this".to_owned()))
    })
}

/// Feeds the workers until the inputs end or the caller has seen enough.
fn cut<T>(
    paths: Vec<PathBuf>,
    hints: &Hints,
    queue: &SyncSender<Receiver<Outcome<T>>>,
    work: &SyncSender<(RawDocument, SyncSender<Outcome<T>>)>,
) -> Option<()> {
    for input in inputs(paths) {
        let opened = input.and_then(|input| input.open().map(|reader| (input.name(), reader)));
        let (path, reader) = match opened {
            Ok(opened) => opened,
            Err(complaint) => {
                complain(queue, complaint)?;
                continue;
            }
        };
        for raw in rawi_page::open(reader, &Hints { path, ..hints.clone() }) {
            match raw {
                Ok(raw) => {
                    let (result, wait) = sync_channel(1);
                    queue.send(wait).ok()?;
                    work.send((raw, result)).ok()?;
                }
                Err(error) => complain(queue, error.to_string())?,
            }
        }
    }
    Some(())
}

fn complain<T>(queue: &SyncSender<Receiver<Outcome<T>>>, complaint: String) -> Option<()> {
    let (result, wait) = sync_channel(1);
    result.send(Err(complaint)).ok()?;
    queue.send(wait).ok()
}
