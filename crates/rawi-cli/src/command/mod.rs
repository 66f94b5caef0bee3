//! The verbs, one file each.

pub(crate) mod read;
mod words;
