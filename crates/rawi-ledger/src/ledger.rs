//! The store: made, opened, migrated.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use crate::error::{Error, ErrorKind};

/// "RAWI": tells a ledger from other SQLite files.
const APPLICATION: i32 = 0x5241_5749;

/// The version of the schema that this crate writes.
pub(crate) const VERSION: i32 = 1;

/// The tables.
const SCHEMA: &str = include_str!("schema.sql");

/// The file in the folder.
const FILE: &str = "ledger.sqlite";

/// Claims of many documents, in one folder.
///
/// One writer at a time, any number of readers.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) db: Connection,
    /// The database file, as messages name it.
    pub(crate) path: PathBuf,
    folder: PathBuf,
}

impl Ledger {
    /// Opens the ledger in a folder to add to it, and makes both where they are not.
    ///
    /// # Errors
    /// [`ErrorKind::NotALedger`], [`ErrorKind::Newer`], [`ErrorKind::Damaged`], [`ErrorKind::ReadOnly`], [`ErrorKind::Full`],
    /// [`ErrorKind::Locked`] where another process is making it just now.
    pub fn open_or_make(folder: &Path) -> Result<Ledger, Error> {
        std::fs::create_dir_all(folder).map_err(|error| Error::io(folder, &error, "a folder for the ledger"))?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        Ledger::with(folder, flags)?.ready()
    }

    /// Opens the ledger in a folder to add to it.
    ///
    /// # Errors
    /// As [`Ledger::open_or_make`], and [`ErrorKind::Missing`].
    pub fn open(folder: &Path) -> Result<Ledger, Error> {
        Ledger::there(folder)?;
        Ledger::with(folder, OpenFlags::SQLITE_OPEN_READ_WRITE)?.ready()
    }

    /// Opens the ledger in a folder to read it.
    ///
    /// # Errors
    /// As [`Ledger::open`]; a ledger of an older version is opened to add to it first.
    pub fn open_to_read(folder: &Path) -> Result<Ledger, Error> {
        Ledger::there(folder)?;
        let ledger = Ledger::with(folder, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        match ledger.version()? {
            VERSION => Ok(ledger),
            _ => Ledger::open(folder),
        }
    }

    fn there(folder: &Path) -> Result<(), Error> {
        let file = folder.join(FILE);
        if file.is_file() {
            return Ok(());
        }
        let message = if folder.exists() {
            format!("no ledger in it; expected a folder with {FILE}, made by `rawi add`")
        } else {
            "no such folder; expected a ledger, made by `rawi add`".to_owned()
        };
        Err(Error::new(ErrorKind::Missing, folder, message))
    }

    fn with(folder: &Path, flags: OpenFlags) -> Result<Ledger, Error> {
        let path = folder.join(FILE);
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let open = || {
            let db = Connection::open_with_flags(&path, flags)?;
            db.busy_timeout(std::time::Duration::from_secs(5))?;
            db.set_prepared_statement_cache_capacity(64);
            db.execute_batch("PRAGMA foreign_keys = ON; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY;")?;
            // Reads the first page: a file that is no database shows here.
            db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
            Ok(db)
        };
        let db = open().map_err(|error| Error::database(&path, &error))?;
        Ok(Ledger { db, path, folder: folder.to_owned() })
    }

    /// The version of the schema; 0 for an empty file.
    fn version(&self) -> Result<i32, Error> {
        let pragma = |name: &str| self.db.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
        let read = || Ok((pragma("application_id")?, pragma("user_version")?, self.is_blank()?));
        let (application, version, blank) = self.sql(read())?;
        match (application, version) {
            (0, 0) if blank => Ok(0),
            (APPLICATION, version) if version > VERSION => {
                let message = format!(
                    "written by a newer version of rawi (format {version}, this one knows {VERSION}); expected an older ledger, or a newer rawi"
                );
                Err(Error::new(ErrorKind::Newer, &self.path, message))
            }
            (APPLICATION, version) => Ok(version),
            _ => {
                let message = "a database, but not a ledger; expected one that rawi has made";
                Err(Error::new(ErrorKind::NotALedger, &self.path, message))
            }
        }
    }

    fn is_blank(&self) -> rusqlite::Result<bool> {
        self.db.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get(0))
    }

    /// The schema as this crate writes it, whatever was there.
    fn ready(self) -> Result<Ledger, Error> {
        let version = self.version()?;
        let settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;";
        self.sql(self.db.execute_batch(settings))?;
        if version == 0 {
            let make = format!(
                "BEGIN IMMEDIATE; {SCHEMA}
                 INSERT INTO meta (name, value) VALUES ('uuid', lower(hex(randomblob(16))));
                 PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}; COMMIT;"
            );
            self.sql(self.db.execute_batch(&make))?;
        }
        Ok(self)
    }

    /// The folder that the ledger lies in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The identity of this ledger: made once, never the same twice.
    ///
    /// # Errors
    /// [`ErrorKind::Damaged`], [`ErrorKind::Io`].
    pub fn uuid(&self) -> Result<String, Error> {
        self.sql(self.db.query_row("SELECT value FROM meta WHERE name = 'uuid'", [], |row| row.get(0)))
    }

    /// The outcome of a statement, its error in words.
    pub(crate) fn sql<T>(&self, outcome: rusqlite::Result<T>) -> Result<T, Error> {
        outcome.map_err(|error| Error::database(&self.path, &error))
    }
}
