//! What all ask of a ledger, wherever its tables lie.

use std::path::{Path, PathBuf};
use std::time::Duration;

#[allow(unused_imports, reason = "for links")]
use crate::error::{Error, ErrorKind};
use crate::file::File;
use crate::store::{self, Db};

/// How long a writer waits for another one to end, unless told otherwise.
pub(crate) const WAIT: Duration = Duration::from_secs(5);

/// Claims of many documents: in one folder, or on a [`Server`](crate::Server).
///
/// One writer at a time, any number of readers.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) db: Db,
    /// Where the tables lie, as messages name it.
    pub(crate) path: PathBuf,
    /// The ledger as a whole, as messages name it.
    pub(crate) place: PathBuf,
    /// Where what is derived of it lies on this machine.
    pub(crate) folder: PathBuf,
}

impl Ledger {
    /// Opens the ledger in a folder to add to it, and makes both where they are not.
    ///
    /// # Errors
    /// [`ErrorKind::NotALedger`], [`ErrorKind::Newer`], [`ErrorKind::Damaged`], [`ErrorKind::ReadOnly`], [`ErrorKind::Full`],
    /// [`ErrorKind::Locked`] where another process is making it just now.
    pub fn open_or_make(folder: &Path) -> Result<Ledger, Error> {
        File::open_or_make(folder)
    }

    /// Opens the ledger in a folder to add to it.
    ///
    /// # Errors
    /// As [`Ledger::open_or_make`], and [`ErrorKind::Missing`].
    pub fn open(folder: &Path) -> Result<Ledger, Error> {
        File::open(folder)
    }

    /// Opens the ledger in a folder to read it.
    ///
    /// # Errors
    /// As [`Ledger::open`]; a ledger of an older version is opened to add to it first.
    pub fn open_to_read(folder: &Path) -> Result<Ledger, Error> {
        File::open_to_read(folder)
    }

    /// Waits so long for another writer to end, before [`ErrorKind::Locked`]; without it 5 seconds.
    ///
    /// # Errors
    /// [`ErrorKind::Io`].
    pub fn wait(&self, most: Duration) -> Result<(), Error> {
        self.sql(self.db.wait(most))
    }

    /// The folder that the ledger lies in; of one on a server, the folder on this machine with the index for searching.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The identity of this ledger: made once, never the same twice.
    ///
    /// # Errors
    /// [`ErrorKind::Damaged`], [`ErrorKind::Io`].
    pub fn uuid(&self) -> Result<String, Error> {
        self.sql(self.db.one("SELECT value FROM meta WHERE name = 'uuid'", &[], |row| row.get(0)))
    }

    /// The outcome of a statement, its error in words.
    pub(crate) fn sql<T>(&self, outcome: store::Result<T>) -> Result<T, Error> {
        outcome.map_err(|error| Error::store(&self.path, &error))
    }
}
