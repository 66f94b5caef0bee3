//! The index beside the ledger: opened, brought up to date, thrown away and made again.
//!
//! The ledger is the only truth. What the index holds of it is said by the payload of the index's own last commit and nowhere else, so a crash between the
//! commit of the ledger and that of the index leaves an index that is behind and knows it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tantivy::directory::error::LockError;
use tantivy::directory::{Directory, INDEX_WRITER_LOCK, MmapDirectory};
use tantivy::{IndexReader, IndexSettings, IndexWriter, ReloadPolicy, TantivyError, Term};

use super::fields::{Fields, VERSION, items, tokenizers};
use super::frozen::Frozen;
use super::stems::Stems;
use crate::entry::hex;
use crate::error::{Error, ErrorKind};
use crate::ledger::Ledger;
use crate::store::{Row, cells};

/// The folder in that of the ledger.
const FOLDER: &str = "index";

/// How much memory the writer fills before it writes, in bytes.
const MEMORY: usize = 96 << 20;

/// So many documents are written in one commit: what a kill can cost.
const BATCH: u32 = 20_000;

/// From so many documents on, more than one thread writes them.
const MANY: i64 = 500;

/// So many threads write and search.
const THREADS: usize = 2;

/// What an index holds: the documents of one ledger up to one of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Holds {
    version: u32,
    /// Digest of the known words.
    words: u64,
    /// The ledger.
    uuid: String,
    /// The last document in it.
    seq: i64,
    /// The chain of documents at it.
    chain: String,
    /// The last row of `reread` that is in it.
    reread: i64,
}

/// An index that can be searched.
pub struct Index {
    pub(super) fields: Fields,
    pub(super) stems: Arc<Stems>,
    pub(super) reader: IndexReader,
    /// Documents of the ledger that are not in it.
    behind: u64,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("behind", &self.behind).finish_non_exhaustive()
    }
}

impl Index {
    /// Opens the index of a ledger and brings it up to date; one that does not match, or is damaged, is made again.
    ///
    /// Where nothing may be written, or another process is writing, an index that is merely behind is opened as it is: see [`Index::behind`].
    ///
    /// # Errors
    /// [`ErrorKind::Locked`] and [`ErrorKind::ReadOnly`] where there is no index that fits and none can be made, [`ErrorKind::Full`],
    /// [`ErrorKind::Damaged`] and [`ErrorKind::Io`] of either store.
    pub fn open(ledger: &Ledger) -> Result<Index, Error> {
        Index::look(ledger)?.open()
    }

    /// Looks at what there is of the index of a ledger, and changes nothing.
    ///
    /// # Errors
    /// As [`Ledger::knows_bytes`].
    pub fn look(ledger: &Ledger) -> Result<Unready<'_>, Error> {
        let place = Place::of(ledger)?;
        let (last, _) = document_at(ledger, None)?.unwrap_or_default();
        let fitting = place.fitting(ledger);
        Ok(Unready { ledger, place, fitting, last })
    }

    /// How many documents of the ledger are not in it, since it could not be written.
    pub fn behind(&self) -> u64 {
        self.behind
    }
}

/// The index of a ledger before it is opened.
pub struct Unready<'l> {
    ledger: &'l Ledger,
    place: Place,
    /// What there is, if it is whole and of this ledger.
    fitting: Option<(tantivy::Index, Holds)>,
    /// The last document of the ledger.
    last: i64,
}

impl std::fmt::Debug for Unready<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Unready").field("lacks", &self.lacks()).finish_non_exhaustive()
    }
}

impl Unready<'_> {
    /// How many documents have to be put into it; all of the ledger where there is none that fits.
    pub fn lacks(&self) -> u64 {
        (self.last - self.fitting.as_ref().map_or(0, |(_, holds)| holds.seq)).unsigned_abs()
    }

    /// Puts them in and opens it.
    ///
    /// # Errors
    /// As [`Index::open`].
    pub fn open(self) -> Result<Index, Error> {
        let (mut behind, lacks) = (0, self.lacks());
        let Unready { ledger, place, fitting, last } = self;
        let index = match fitting {
            Some((index, holds)) => {
                if (holds.seq < last || holds.reread < reread(ledger)?)
                    && let Err(error) = place.catch_up(ledger, &holds)
                {
                    if !matches!(error.kind(), ErrorKind::Locked | ErrorKind::ReadOnly) {
                        return Err(error);
                    }
                    behind = lacks;
                }
                index
            }
            None => place.rebuild(ledger)?,
        };
        place.reader(index, behind)
    }
}

/// Where the index lies, and what it must be like.
struct Place {
    folder: PathBuf,
    fields: Fields,
    schema: tantivy::schema::Schema,
    stems: Arc<Stems>,
}

impl Place {
    fn of(ledger: &Ledger) -> Result<Place, Error> {
        let folder = ledger.folder().join(FOLDER);
        let stems = Stems::builtin().map_err(|error| Error::new(ErrorKind::Io, &folder, error.to_string()))?;
        let (schema, fields) = Fields::make();
        Ok(Place { folder, fields, schema, stems: Arc::new(stems) })
    }

    /// What an index would hold that has the documents up to one.
    fn holding(&self, ledger: &Ledger, seq: i64, chain: String) -> Result<Holds, Error> {
        let (uuid, reread) = (ledger.uuid()?, reread(ledger)?);
        Ok(Holds { version: VERSION, words: self.stems.digest(), uuid, seq, chain, reread })
    }

    /// The index that is there, if it is whole and of this ledger.
    fn fitting(&self, ledger: &Ledger) -> Option<(tantivy::Index, Holds)> {
        let mut index = tantivy::Index::open(Frozen::open(&self.folder)?).ok()?;
        let holds: Holds = serde_json::from_str(&index.load_metas().ok()?.payload?).ok()?;
        // Another document at its number: a ledger restored from a backup, or another one.
        let (seq, chain) = match holds.seq {
            0 => (0, String::new()),
            seq => document_at(ledger, Some(seq)).ok()??,
        };
        let now = self.holding(ledger, seq, chain).ok()?;
        let same = holds.reread <= now.reread && Holds { reread: holds.reread, ..now } == holds;
        if !same || index.schema() != self.schema || !index.validate_checksum().ok()?.is_empty() {
            return None;
        }
        index.set_tokenizers(tokenizers(&self.stems));
        Some((index, holds))
    }

    /// The one writer of the index that is there, for so many documents.
    fn writer(&self, documents: i64) -> Result<IndexWriter, Error> {
        let threads = if documents < MANY { 1 } else { THREADS };
        // Opened anew: what was opened to be read takes no locks.
        let open = || {
            let mut index = tantivy::Index::open(MmapDirectory::open(&self.folder)?)?;
            index.set_tokenizers(tokenizers(&self.stems));
            index.writer_with_num_threads(threads, MEMORY)
        };
        open().map_err(|error| self.failed(error))
    }

    fn reader(&self, mut index: tantivy::Index, behind: u64) -> Result<Index, Error> {
        index.set_multithread_executor(THREADS).map_err(|error| self.failed(error))?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
        let reader = reader.map_err(|error| self.failed(error))?;
        Ok(Index { fields: self.fields, stems: Arc::clone(&self.stems), reader, behind })
    }

    /// Puts in anew what was read again, then adds the documents that came after the last one in the index.
    fn catch_up(&self, ledger: &Ledger, holds: &Holds) -> Result<(), Error> {
        let (last, _) = document_at(ledger, None)?.unwrap_or_default();
        let mut writer = self.writer(last - holds.seq)?;
        // One look at the ledger for each batch: a writer may go on beside us.
        let look = ledger.sql(ledger.db.look())?;
        let replaced = replaced(ledger, holds)?;
        let mut holds = Holds { reread: reread(ledger)?, ..holds.clone() };
        for seq in replaced {
            self.put(ledger, &writer, seq)?;
        }
        drop(look);
        self.commit(&mut writer, &holds)?;
        loop {
            let look = ledger.sql(ledger.db.look())?;
            let seqs = after(ledger, holds.seq)?;
            for &seq in &seqs {
                self.put(ledger, &writer, seq)?;
            }
            let Some(&end) = seqs.last() else { break };
            let (seq, chain) = document_at(ledger, Some(end))?.unwrap_or_default();
            drop(look);
            holds = Holds { seq, chain, ..holds };
            self.commit(&mut writer, &holds)?;
        }
        self.finish(writer)
    }

    /// Puts a document in; what there was of it goes.
    fn put(&self, ledger: &Ledger, writer: &IndexWriter, seq: i64) -> Result<(), Error> {
        writer.delete_term(Term::from_field_u64(self.fields.document, seq.unsigned_abs()));
        for item in ledger.sql(items(&ledger.db, &self.fields, seq))? {
            writer.add_document(item).map_err(|error| self.failed(error))?;
        }
        Ok(())
    }

    fn commit(&self, writer: &mut IndexWriter, holds: &Holds) -> Result<(), Error> {
        let payload = serde_json::to_string(holds).unwrap_or_default();
        let mut commit = || {
            let mut prepared = writer.prepare_commit()?;
            prepared.set_payload(&payload);
            prepared.commit()
        };
        commit().map(|_| ()).map_err(|error| self.failed(error))
    }

    fn finish(&self, writer: IndexWriter) -> Result<(), Error> {
        writer.wait_merging_threads().map_err(|error| self.failed(error))
    }

    /// Throws away what is there and makes it again.
    fn rebuild(&self, ledger: &Ledger) -> Result<tantivy::Index, Error> {
        let io = |error: std::io::Error| Error::io(&self.folder, &error, "a folder for the index that can be written");
        std::fs::create_dir_all(&self.folder).map_err(io)?;
        {
            // Nobody may be writing while the files go.
            let directory = MmapDirectory::open(&self.folder).map_err(|error| self.failed(error.into()))?;
            let _lock = directory
                .acquire_lock(&INDEX_WRITER_LOCK)
                .map_err(|error| self.failed(TantivyError::LockFailure(error, None)))?;
            for entry in std::fs::read_dir(&self.folder).map_err(io)? {
                let path = entry.map_err(io)?.path();
                if path.file_name().is_some_and(|name| Path::new(name) != INDEX_WRITER_LOCK.filepath) {
                    let removed =
                        if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
                    removed.map_err(io)?;
                }
            }
            let settings = IndexSettings::default();
            tantivy::Index::create(directory, self.schema.clone(), settings).map_err(|error| self.failed(error))?;
        }
        let start = self.holding(ledger, 0, String::new())?;
        let mut writer = self.writer(0)?;
        self.commit(&mut writer, &start)?;
        self.finish(writer)?;
        self.catch_up(ledger, &start)?;
        let open = || tantivy::Index::open(MmapDirectory::open(&self.folder)?);
        open().map_err(|error| self.failed(error))
    }

    /// What the index says, in words that tell what to do.
    fn failed(&self, error: TantivyError) -> Error {
        let io = |error: &std::io::Error| Error::io(&self.folder, error, "an index that can be written");
        match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => {
                let message = "another process is writing the index for searching; wait for it to end";
                Error::new(ErrorKind::Locked, &self.folder, message)
            }
            TantivyError::LockFailure(LockError::IoError(error), _) | TantivyError::IoError(error) => io(&error),
            TantivyError::OpenWriteError(tantivy::directory::error::OpenWriteError::IoError { io_error, .. }) => {
                io(&io_error)
            }
            TantivyError::DataCorruption(error) => {
                let message =
                    format!("the index for searching is damaged ({error:?}); delete this folder, it is made again");
                Error::new(ErrorKind::Damaged, &self.folder, message)
            }
            error => Error::new(ErrorKind::Io, &self.folder, format!("the index for searching: {error}")),
        }
    }
}

/// The number and chain of a document, or of the last.
fn document_at(ledger: &Ledger, seq: Option<i64>) -> Result<Option<(i64, String)>, Error> {
    let read = || {
        let query = "SELECT seq, chain FROM document WHERE seq = coalesce(?, (SELECT max(seq) FROM document))";
        let row = |row: &Row<'_>| Ok((row.get(0)?, hex(row.bytes(1)?)));
        ledger.db.find(query, cells![seq], row)
    };
    ledger.sql(read())
}

/// How often readings were replaced.
fn reread(ledger: &Ledger) -> Result<i64, Error> {
    ledger.sql(ledger.db.one("SELECT coalesce(max(n), 0) FROM reread", &[], |row| row.get(0)))
}

/// The documents in an index that were read again since.
fn replaced(ledger: &Ledger, holds: &Holds) -> Result<Vec<i64>, Error> {
    let read = || {
        let query = "SELECT DISTINCT document FROM reread WHERE n > ? AND document <= ? ORDER BY document";
        ledger.db.rows(query, cells![holds.reread, holds.seq], |row| row.get(0))
    };
    ledger.sql(read())
}

/// The next documents.
fn after(ledger: &Ledger, last: i64) -> Result<Vec<i64>, Error> {
    let read = || {
        let next = "SELECT seq FROM document WHERE seq > ? ORDER BY seq LIMIT ?";
        ledger.db.rows(next, cells![last, BATCH], |row| row.get(0))
    };
    ledger.sql(read())
}
