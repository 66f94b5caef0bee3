//! Many reports, one record: who said what in which outlet, who repeats it, who denies it, and where the numbers part.
//!
//! A ledger is a folder. `ledger.sqlite` in it is the only truth (SQLite, WAL, `synchronous=FULL`; opens in stock `sqlite3`); beside it may lie an
//! index for searching, which is derived and disposable. A [`Server`] holds the same tables for a team.
//!
//! 1. [`Entry`] is one document with its reading, ready to be kept: made on any thread, pure;
//! 2. [`Ledger`] opens, makes and migrates the store; [`Ledger::add`] keeps entries, many in one transaction;
//! 3. [`Ledger::selected`], [`Ledger::document`] and [`Ledger::record`] give back what was kept;
//! 4. [`relate`] compares claims across documents, groups claims that say the same, and documents about one event;
//! 5. [`search`] finds claims and documents by their words;
//! 6. [`export`] writes what is kept in the formats that others work with;
//! 7. [`review`] keeps what people decide of claims and relations; [`Ledger::reread`] puts newer readings in the place of older ones;
//! 8. [`verify`] tells whether everything still fits together, [`diff`] how two versions of one article differ.
//!
//! This crate opens files, since a store is nothing else; it starts no thread (the index has writers of its own), asks no clock and no network but that of a server it was given, and what it derives does not depend
//! on the order in which documents came.
#![allow(clippy::disallowed_methods, reason = "a store opens files")]

mod error;

mod chain;
mod entry;
mod file;
mod ledger;
mod migration;
mod server;
mod store;

mod add;
mod recall;
mod reread;

pub mod relate;
pub mod search;

pub mod ask;
pub mod diff;
pub mod review;
pub mod verify;

mod digest;

#[cfg(test)]
mod tests;

mod checked;

pub mod export;

pub use add::Added;
pub use checked::{Checked, CheckedAdded, CheckedLink, read_checked};
pub use entry::Entry;
pub use error::{Error, ErrorKind};
pub use ledger::Ledger;
pub use recall::{Selection, StoredDocument};
pub use reread::Stored;
pub use server::Server;
