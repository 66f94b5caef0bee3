//! Searching a ledger: levels, phrases, conditions, and an index that is gone, damaged, foreign, ahead or behind.
#![allow(clippy::disallowed_methods, reason = "tests make files")]

mod stage;

mod conditions;
mod index;
mod levels;
