//! The command as a user meets it: arguments and files in, bytes, complaints and exit codes out.

#![allow(clippy::disallowed_methods, reason = "tests make files and start the command")]

mod stage;

mod archive;
mod bad_input;
mod explain;
mod export;
#[cfg(target_os = "linux")]
mod hostile;
mod jsonl;
mod ledger;
mod listing;
mod locate;
mod manual;
mod order;
mod overlay;
mod page;
mod profile;
mod review;
mod search;
mod server;
mod stores;
mod table;
mod usage;
