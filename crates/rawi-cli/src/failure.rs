//! What ends a run, and how it is told.

use std::fmt::Display;
use std::io;
use std::process::ExitCode;

/// Why the whole run failed; a single bad input is reported and passed over instead.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Whoever read our output has gone away: no fault of anybody.
    ReaderGone,
    /// Exit code 2, with one line for stderr: what was asked for is not there.
    Usage(String),
    /// Exit code 3, with one line for stderr.
    Failed(String),
}

/// Some input was bad; the rest was read.
pub(crate) const BAD_INPUT: u8 = 1;

/// The user was not understood; clap's own code.
const USAGE: u8 = 2;

/// The run failed.
const FAILED: u8 = 3;

impl Failure {
    pub(crate) fn new(message: impl Display) -> Failure {
        Failure::Failed(message.to_string())
    }

    /// For errors of our own output.
    pub(crate) fn output(error: &io::Error) -> Failure {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Failure::ReaderGone;
        }
        Failure::Failed(format!("standard output: cannot be written: {}", cause(error)))
    }

    /// Tells the failure on stderr and gives the exit code.
    pub(crate) fn report(self) -> ExitCode {
        match self {
            Failure::ReaderGone => ExitCode::SUCCESS,
            Failure::Usage(message) => {
                complain(&message);
                ExitCode::from(USAGE)
            }
            Failure::Failed(message) => {
                complain(&message);
                ExitCode::from(FAILED)
            }
        }
    }
}

/// One line on stderr. What comes from files and names may hold control characters; they must not reach the terminal.
pub(crate) fn complain(message: &str) {
    let line: String = message.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
    // A closed stderr leaves nobody to tell.
    let _ = io::Write::write_all(&mut io::stderr().lock(), format!("rawi: {line}\n").as_bytes());
}

/// What the operating system says, in our words where it is common, without its number.
pub(crate) fn cause(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or directory".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::NotADirectory => "not a directory".to_owned(),
        io::ErrorKind::IsADirectory => "is a directory".to_owned(),
        _ => {
            let said = error.to_string();
            let end = said.find(" (os error").unwrap_or(said.len());
            said[..end].to_lowercase()
        }
    }
}
