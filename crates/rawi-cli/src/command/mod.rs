//! The verbs, one file each.

pub(crate) mod explain;
pub(crate) mod read;
mod words;
