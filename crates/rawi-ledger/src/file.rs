//! A ledger in a folder: made, opened, migrated.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::error::{Error, ErrorKind};
use crate::ledger::{Ledger, WAIT};
use crate::migration::{VERSION, migrate};
use crate::store::{Db, Sqlite};

/// "RAWI": tells a ledger from other SQLite files.
const APPLICATION: i32 = 0x5241_5749;

/// The tables.
const SCHEMA: &str = include_str!("schema.sql");

/// The file in the folder.
pub(crate) const FILE: &str = "ledger.sqlite";

/// The file of a ledger.
#[derive(Debug)]
pub(crate) struct File {
    db: Connection,
    /// As messages name it.
    path: PathBuf,
    folder: PathBuf,
}

impl File {
    /// Opened to add to it, and made where it is not.
    pub(crate) fn open_or_make(folder: &Path) -> Result<Ledger, Error> {
        std::fs::create_dir_all(folder).map_err(|error| Error::io(folder, &error, "a folder for the ledger"))?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        File::with(folder, flags).map_err(|error| File::may_not_write(folder, error))?.ready()
    }

    /// Opened to add to it.
    pub(crate) fn open(folder: &Path) -> Result<Ledger, Error> {
        File::there(folder)?;
        let opened = File::with(folder, OpenFlags::SQLITE_OPEN_READ_WRITE);
        opened.map_err(|error| File::may_not_write(folder, error))?.ready()
    }

    /// Opened to read it.
    pub(crate) fn open_to_read(folder: &Path) -> Result<Ledger, Error> {
        File::there(folder)?;
        let to_read = || File::with(folder, OpenFlags::SQLITE_OPEN_READ_ONLY);
        let file = to_read().or_else(|error| match error.kind() {
            // Readers of a write-ahead log need a file beside the ledger; where none can be made, nobody writes either.
            ErrorKind::Io => File::sealed(folder).map_err(|_| error),
            // What a killed run left half done is taken back first, by whoever may write.
            ErrorKind::ReadOnly => {
                File::with(folder, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(|_| error)?;
                to_read()
            }
            _ => Err(error),
        })?;
        match file.version()? {
            VERSION => Ok(file.whole()),
            _ => File::open(folder),
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

    /// A ledger in a folder that may only be read, with nothing left in its log.
    fn sealed(folder: &Path) -> Result<File, Error> {
        let path = folder.join(FILE);
        let log = folder.join(format!("{FILE}-wal"));
        if std::fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
            let message = "what was written last lies in this log, and the folder may only be read; expected a folder that can be written";
            return Err(Error::new(ErrorKind::ReadOnly, &log, message));
        }
        let mut uri = String::from("file:");
        for byte in path.as_os_str().as_encoded_bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => uri.push(char::from(*byte)),
                _ => {
                    // Writing to a string does not fail.
                    let _ = write!(uri, "%{byte:02x}");
                }
            }
        }
        uri.push_str("?immutable=1");
        File::at(folder, Path::new(&uri), OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI)
    }

    /// A ledger that can be read and not opened to write lies in a folder that may only be read.
    fn may_not_write(folder: &Path, error: Error) -> Error {
        if error.kind() == ErrorKind::Io && File::sealed(folder).is_ok() {
            return Error::sqlite(
                &folder.join(FILE),
                &rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(8), None),
            );
        }
        error
    }

    fn with(folder: &Path, flags: OpenFlags) -> Result<File, Error> {
        File::at(folder, &folder.join(FILE), flags)
    }

    fn at(folder: &Path, place: &Path, flags: OpenFlags) -> Result<File, Error> {
        let path = folder.join(FILE);
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let open = || {
            let db = Connection::open_with_flags(place, flags)?;
            db.busy_timeout(WAIT)?;
            db.set_prepared_statement_cache_capacity(128);
            // Where an index covers a part of a table, statements would else be planned anew for each value that is bound.
            db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
            // A record seldom fits a page of 4 KiB. Of a file that is there the size stays as it is.
            db.execute_batch(
                "PRAGMA foreign_keys = ON; PRAGMA page_size = 8192; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY;",
            )?;
            // Reads the first page: a file that is no database shows here.
            db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
            Ok(db)
        };
        let db = open().map_err(|error| Error::sqlite(&path, &error))?;
        Ok(File { db, path, folder: folder.to_owned() })
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
    fn ready(mut self) -> Result<Ledger, Error> {
        let version = self.version()?;
        // SQLite opens to read what it may not write, and says nothing.
        if self.sql(self.db.is_readonly("main"))? {
            return Err(Error::read_only(&self.path));
        }
        let log = || {
            self.db.pragma_update(None, "wal_autocheckpoint", 8000)?;
            self.db.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0))
        };
        let journal = self.sql(log())?;
        if journal != "wal" {
            let message = "no write-ahead log can be kept beside it; expected a folder on a local disk";
            return Err(Error::new(ErrorKind::Io, &self.path, message));
        }
        if version > 0 && version < VERSION {
            migrate(&mut self.db, &self.path, version)?;
        }
        if version == 0 {
            let make = format!(
                "BEGIN IMMEDIATE; {SCHEMA}
                 INSERT INTO meta (name, value) VALUES ('uuid', lower(hex(randomblob(16))));
                 PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}; COMMIT;"
            );
            self.sql(self.db.execute_batch(&make))?;
        }
        Ok(self.whole())
    }

    fn whole(self) -> Ledger {
        Ledger { db: Db::new(Sqlite(self.db)), path: self.path, place: self.folder.clone(), folder: self.folder }
    }

    /// The outcome of a statement, its error in words.
    fn sql<T>(&self, outcome: rusqlite::Result<T>) -> Result<T, Error> {
        outcome.map_err(|error| Error::sqlite(&self.path, &error))
    }
}
