//! Where an export goes.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::error::{Error, ErrorKind};

/// A writer with the name that messages call it by.
pub(super) struct Out<'a> {
    pub(super) writer: &'a mut (dyn Write + Send),
    pub(super) path: &'a Path,
}

impl<'a> Out<'a> {
    pub(super) fn new(writer: &'a mut (dyn Write + Send), path: &'a Path) -> Out<'a> {
        Out { writer, path }
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let written = self.writer.write_all(bytes);
        written.map_err(|error| failed(self.path, &error))
    }

    /// One JSON value, without a line feed.
    pub(super) fn json(&mut self, value: &impl Serialize) -> Result<(), Error> {
        let written = serde_json::to_writer(&mut self.writer, value);
        written.map_err(|error| failed(self.path, &io::Error::from(error)))
    }

    pub(super) fn json_line(&mut self, value: &impl Serialize) -> Result<(), Error> {
        self.json(value)?;
        self.bytes(b"\n")
    }

    /// An error of a library that writes for us.
    pub(super) fn failure(&self, error: impl std::error::Error + 'static) -> Error {
        broken(self.path, &error)
    }

    pub(super) fn flush(&mut self) -> Result<(), Error> {
        let flushed = self.writer.flush();
        flushed.map_err(|error| failed(self.path, &error))
    }
}

/// The error behind another one, where it is one of the file system.
pub(super) fn broken(path: &Path, error: &(dyn std::error::Error + 'static)) -> Error {
    let mut cause = Some(error);
    while let Some(inner) = cause {
        if let Some(io) = inner.downcast_ref::<io::Error>() {
            return failed(path, io);
        }
        cause = inner.source();
    }
    Error::new(ErrorKind::Io, path, format!("cannot be written: {error}"))
}

pub(super) fn failed(path: &Path, error: &io::Error) -> Error {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Error::new(ErrorKind::ReaderGone, path, "whoever read it has gone away");
    }
    Error::io(path, error, "a file that can be written")
}

/// Writes a file so that it is there as a whole or not at all: beside it first, then under its name. What is no regular file (a pipe, a device) is
/// written as it is.
pub(super) fn file<T>(path: &Path, write: impl FnOnce(&mut Out<'_>) -> Result<T, Error>) -> Result<T, Error> {
    let error = |error: io::Error| failed(path, &error);
    let there = fs::metadata(path).ok();
    if there.as_ref().is_some_and(|there| !there.is_file()) {
        let mut writer = BufWriter::new(fs::OpenOptions::new().write(true).open(path).map_err(error)?);
        let mut out = Out::new(&mut writer, path);
        let done = write(&mut out)?;
        out.flush()?;
        return Ok(done);
    }
    // A link stays one.
    let target = if there.is_some() { fs::canonicalize(path).map_err(error)? } else { path.to_owned() };
    let mut beside = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        beside.permissions(fs::Permissions::from_mode(0o666));
    }
    let beside = beside.prefix(".rawi-export-").tempfile_in(folder_of(&target)).map_err(error)?;
    let mut writer = BufWriter::new(beside);
    let mut out = Out::new(&mut writer, path);
    let done = write(&mut out)?;
    out.flush()?;
    let beside = writer.into_inner().map_err(|inner| failed(path, inner.error()))?;
    beside.as_file().sync_all().map_err(error)?;
    beside.persist(&target).map_err(|persist| failed(path, &persist.error))?;
    Ok(done)
}

/// Writes a folder of files so that it is there as a whole or not at all. One that is there already must be empty.
pub(super) fn folder<T>(path: &Path, write: impl FnOnce(&Path) -> Result<T, Error>) -> Result<T, Error> {
    let error = |error: io::Error| failed(path, &error);
    match fs::read_dir(path) {
        Ok(mut entries) => {
            if entries.next().is_some() {
                let message = "there is something in it; expected a new or an empty folder";
                return Err(Error::new(ErrorKind::Asked, path, message));
            }
        }
        Err(missing) if missing.kind() == io::ErrorKind::NotFound => {}
        Err(other) => return Err(error(other)),
    }
    let mut beside = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        beside.permissions(fs::Permissions::from_mode(0o777));
    }
    let beside = beside.prefix(".rawi-export-").tempdir_in(folder_of(path)).map_err(error)?;
    let done = write(beside.path())?;
    // On some systems a folder is not moved onto another one, empty or not.
    if path.exists() {
        fs::remove_dir(path).map_err(error)?;
    }
    fs::rename(beside.path(), path).map_err(error)?;
    // Nothing lies there any more that would have to be removed.
    let _: PathBuf = beside.keep();
    Ok(done)
}

/// Where the neighbors of a path lie.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
