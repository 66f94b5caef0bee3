//! The one error of this crate.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::store::StoreError;

/// Why a ledger could not be opened, read or written.
///
/// One opaque type, so that the libraries behind this crate can be exchanged; [`Error::kind`] tells what a caller may act on. The message names
/// the file and what was expected.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    path: PathBuf,
    message: String,
}

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no ledger at the path.
    Missing,
    /// What is there is no ledger.
    NotALedger,
    /// The ledger was written by a newer version.
    Newer,
    /// A part of the file is damaged.
    Damaged,
    /// Another process writes to it.
    Locked,
    /// It may only be read.
    ReadOnly,
    /// The disk is full.
    Full,
    /// Reading or writing failed otherwise.
    Io,
    /// What was asked for is not in the ledger, or is not understood.
    Asked,
    /// Whoever read what was written has gone away: no fault of anybody.
    ReaderGone,
}

const READ_ONLY: &str = "may only be read; expected a file and a folder that can be written";

impl Error {
    pub(crate) fn new(kind: ErrorKind, path: &Path, message: impl Into<String>) -> Error {
        Error { kind, path: path.to_owned(), message: message.into() }
    }

    /// Nothing can be written there.
    pub(crate) fn read_only(path: &Path) -> Error {
        Error::new(ErrorKind::ReadOnly, path, READ_ONLY)
    }

    /// What the database says, in words that tell what to do.
    pub(crate) fn store(path: &Path, error: &StoreError) -> Error {
        match error {
            StoreError::Sqlite(error) => Error::sqlite(path, error),
            StoreError::Postgres(error) => Error::postgres(path, error),
            StoreError::NoRow | StoreError::Busy | StoreError::Cell(_) => {
                let message = format!("a part of it is not as it should be ({error}); `rawi verify` says what is lost");
                Error::new(ErrorKind::Damaged, path, message)
            }
        }
    }

    /// What SQLite says, in words that tell what to do.
    pub(crate) fn sqlite(path: &Path, error: &rusqlite::Error) -> Error {
        use rusqlite::ErrorCode;
        let (kind, message) = match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => (
                ErrorKind::Full,
                "the disk is full; what was added before is kept, free some space and run again".to_owned(),
            ),
            Some(ErrorCode::ReadOnly) => (ErrorKind::ReadOnly, READ_ONLY.to_owned()),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                (ErrorKind::Locked, "another process is writing to it; wait for it to end".to_owned())
            }
            Some(ErrorCode::NotADatabase) => {
                (ErrorKind::NotALedger, "not a ledger; expected a file that rawi has made".to_owned())
            }
            Some(ErrorCode::DatabaseCorrupt) => (
                ErrorKind::Damaged,
                format!("a part of the file is damaged ({error}); `rawi verify` says what is lost"),
            ),
            Some(ErrorCode::CannotOpen) => {
                (ErrorKind::Io, "cannot be opened; expected a ledger that can be read".to_owned())
            }
            Some(ErrorCode::SystemIoFailure) => (
                ErrorKind::Io,
                format!(
                    "could not be read or written ({error}); what was added before is kept, see to the disk and run again"
                ),
            ),
            _ => (ErrorKind::Io, error.to_string()),
        };
        Error::new(kind, path, message)
    }

    /// What PostgreSQL says, in words that tell what to do.
    fn postgres(path: &Path, error: &tokio_postgres::Error) -> Error {
        use tokio_postgres::error::SqlState;
        let Some(said) = error.as_db_error() else {
            // A connection that is refused, or ends, or a password that is not there.
            let reason = std::error::Error::source(error).map_or_else(String::new, |reason| format!(" ({reason})"));
            let message = format!(
                "no connection to the server: {error}{reason}; what was added before is kept, see to the server and run again"
            );
            return Error::new(ErrorKind::Io, path, message);
        };
        let (code, words) = (said.code(), said.message());
        let (kind, message) = match code {
            &SqlState::LOCK_NOT_AVAILABLE => {
                (ErrorKind::Locked, "another process is writing to it; wait for it to end".to_owned())
            }
            &SqlState::INSUFFICIENT_PRIVILEGE | &SqlState::READ_ONLY_SQL_TRANSACTION => {
                (ErrorKind::ReadOnly, format!("may only be read ({words}); expected a user who may write"))
            }
            &SqlState::DISK_FULL => (
                ErrorKind::Full,
                "the disk of the server is full; what was added before is kept, free some space and run again"
                    .to_owned(),
            ),
            &SqlState::INVALID_CATALOG_NAME => {
                (ErrorKind::Missing, format!("{words}; expected a database, made by `createdb`"))
            }
            &SqlState::INVALID_PASSWORD | &SqlState::INVALID_AUTHORIZATION_SPECIFICATION => {
                (ErrorKind::Io, format!("{words}; expected a user and password that the server knows"))
            }
            &SqlState::DATA_CORRUPTED | &SqlState::INDEX_CORRUPTED => {
                (ErrorKind::Damaged, format!("a part of it is damaged on the server ({words})"))
            }
            // The server is going down, or ends this connection.
            code if code.code().starts_with("57P") || code.code().starts_with("08") => (
                ErrorKind::Io,
                format!("the server has ended the connection ({words}); what was added before is kept, run again"),
            ),
            _ => (ErrorKind::Io, words.to_owned()),
        };
        Error::new(kind, path, message)
    }

    /// What the file system says.
    pub(crate) fn io(path: &Path, error: &std::io::Error, expected: &str) -> Error {
        let kind = match error.kind() {
            std::io::ErrorKind::StorageFull => ErrorKind::Full,
            std::io::ErrorKind::ReadOnlyFilesystem | std::io::ErrorKind::PermissionDenied => ErrorKind::ReadOnly,
            _ => ErrorKind::Io,
        };
        Error::new(kind, path, format!("{error}; expected {expected}"))
    }

    /// What a caller may act on.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The file or folder that it is about.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.message)
    }
}

impl std::error::Error for Error {}
