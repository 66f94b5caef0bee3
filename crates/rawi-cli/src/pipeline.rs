//! Documents on all cores, results in input order, memory bounded.
//!
//! Where more than one may read, one thread opens inputs and cuts them into raw documents; workers read them; the caller gets the results in input order.
//! Every document has a channel of its own for its one result, and those channels queue up in input order: so nothing needs
//! sorting, and a slow document holds back at most one window of others.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

use rawi_page::{Hints, RawDocument, RawDocuments};

use crate::inputs::inputs;

/// What becomes of one document: its result, or one line that says what is wrong with the input.
pub(crate) type Outcome<T> = Result<T, String>;

/// What comes out, in input order.
pub(crate) enum Event<T> {
    /// A document was read, or could not be.
    Document(Outcome<T>),
    /// An input has ended; so many records of it were no pages.
    PassedOver(u64),
}

/// Everything a worker needs besides the document.
pub(crate) struct Job<T> {
    /// What the user says of all inputs.
    pub(crate) hints: Hints,
    /// Makes the reader of one thread, which may remember what it met.
    pub(crate) reader: Box<dyn Fn() -> Read<T> + Send + Sync>,
}

/// Reads one raw document after another.
pub(crate) type Read<T> = Box<dyn FnMut(&RawDocument) -> Outcome<T>>;

/// Gives the outcomes in input order: of this thread where one is enough, so that nobody waits for another, else of threads that it starts.
///
/// The threads are not joined: a caller that has seen enough drops the iterator and ends the process, even while a thread
/// waits for standard input.
pub(crate) fn outcomes<T: Send + 'static>(
    paths: Vec<PathBuf>,
    threads: usize,
    job: Job<T>,
) -> Box<dyn Iterator<Item = Event<T>>> {
    if threads == 1 { Box::new(in_turn(paths, job)) } else { Box::new(in_parallel(paths, threads, job)) }
}

/// One document after the other.
fn in_turn<T>(paths: Vec<PathBuf>, job: Job<T>) -> impl Iterator<Item = Event<T>> {
    let mut inputs = inputs(paths);
    let mut read = (job.reader)();
    let mut documents: Option<RawDocuments<'static>> = None;
    std::iter::from_fn(move || {
        loop {
            let Some(open) = &mut documents else {
                match inputs.next()?.and_then(|input| input.documents(&job.hints)) {
                    Ok(opened) => documents = Some(opened),
                    Err(complaint) => return Some(Event::Document(Err(complaint))),
                }
                continue;
            };
            match open.next() {
                Some(Ok(raw)) => return Some(Event::Document(read(&raw))),
                Some(Err(error)) => return Some(Event::Document(Err(error.to_string()))),
                None => {
                    let passed_over = open.passed_over();
                    documents = None;
                    if passed_over > 0 {
                        return Some(Event::PassedOver(passed_over));
                    }
                }
            }
        }
    })
}

/// On so many threads besides this one and the one that cuts.
fn in_parallel<T: Send + 'static>(paths: Vec<PathBuf>, threads: usize, job: Job<T>) -> impl Iterator<Item = Event<T>> {
    let (queue, results) = sync_channel::<Receiver<Taken<T>>>(WINDOW);
    let (send_work, work) = sync_channel::<Work<T>>(threads * 4);
    let room = Arc::new(Room::default());
    let job = Arc::new(job);
    let work = Arc::new(Mutex::new(work));
    for _ in 0..threads {
        let (job, work) = (Arc::clone(&job), Arc::clone(&work));
        thread::spawn(move || {
            let mut read = (job.reader)();
            loop {
                // The lock is held while waiting: the others would only wait for the same thing.
                let next = work.lock().map_or(None, |work| work.recv().ok());
                let Some(Work { raw, result, place }) = next else { return };
                // Nobody waits any more where the caller has seen enough.
                let _ = result.send((Event::Document(read(&raw)), Some(place)));
            }
        });
    }
    thread::spawn(move || {
        cut(paths, &job.hints, &queue, &send_work, &room);
    });
    results.into_iter().map(|result| {
        // The place of what was read is free from here on.
        let given_up = "a document was given up: its reader stopped; please report this";
        result.recv().map_or_else(|_| Event::Document(Err(given_up.to_owned())), |(event, _)| event)
    })
}

/// What comes out, with its place in memory until it is taken.
type Taken<T> = (Event<T>, Option<Place>);

/// How many results may wait: enough for the workers to go on while a transaction of the caller is written. [`ROOM`] bounds what they take in memory.
const WINDOW: usize = 512;

/// Room in memory for documents that wait, are being read, or wait to be taken.
#[derive(Default)]
struct Room {
    taken: Mutex<usize>,
    left: Condvar,
}

/// Bytes of such documents at once; a larger one waits until it is alone.
const ROOM: usize = 24 << 20;

/// A document's place in the room, free again when dropped, also by a reader that stops.
struct Place {
    room: Arc<Room>,
    bytes: usize,
}

impl Place {
    /// Waits until there is room.
    fn take(room: &Arc<Room>, bytes: usize) -> Place {
        if let Ok(taken) = room.taken.lock() {
            let taken = room.left.wait_while(taken, |taken| *taken > 0 && *taken + bytes > ROOM);
            if let Ok(mut taken) = taken {
                *taken += bytes;
            }
        }
        Place { room: Arc::clone(room), bytes }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Ok(mut taken) = self.room.taken.lock() {
            *taken = taken.saturating_sub(self.bytes);
        }
        self.room.left.notify_all();
    }
}

/// A document on its way to a reader, and where its result goes.
struct Work<T> {
    raw: RawDocument,
    result: SyncSender<Taken<T>>,
    place: Place,
}

/// Feeds the workers until the inputs end or the caller has seen enough.
fn cut<T>(
    paths: Vec<PathBuf>,
    hints: &Hints,
    queue: &SyncSender<Receiver<Taken<T>>>,
    work: &SyncSender<Work<T>>,
    room: &Arc<Room>,
) -> Option<()> {
    for input in inputs(paths) {
        let mut documents = match input.and_then(|input| input.documents(hints)) {
            Ok(documents) => documents,
            Err(complaint) => {
                tell(queue, Event::Document(Err(complaint)))?;
                continue;
            }
        };
        for raw in &mut documents {
            match raw {
                Ok(raw) => {
                    let place = Place::take(room, raw.len());
                    let (result, wait) = sync_channel(1);
                    queue.send(wait).ok()?;
                    work.send(Work { raw, result, place }).ok()?;
                }
                Err(error) => tell(queue, Event::Document(Err(error.to_string())))?,
            }
        }
        if documents.passed_over() > 0 {
            tell(queue, Event::PassedOver(documents.passed_over()))?;
        }
    }
    Some(())
}

fn tell<T>(queue: &SyncSender<Receiver<Taken<T>>>, event: Event<T>) -> Option<()> {
    let (result, wait) = sync_channel(1);
    result.send((event, None)).ok()?;
    queue.send(wait).ok()
}
