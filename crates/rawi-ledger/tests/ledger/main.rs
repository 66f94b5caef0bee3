//! A ledger as a program meets it: what it keeps, what it promises, and what becomes of it when things go wrong.

#![allow(clippy::disallowed_methods, reason = "tests make files and read them")]

mod stage;

mod damage;
mod difference;
mod migration;
mod rereading;
mod reviews;
mod same;
mod tampering;
mod writers;
