//! The verbs, one file each.

pub(crate) mod add;
mod articles;
pub(crate) mod ask;
pub(crate) mod dates;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod figures;
pub(crate) mod import_checked;
pub(crate) mod locate;
pub(crate) mod manual;
pub(crate) mod profile;
pub(crate) mod read;
pub(crate) mod reread;
pub(crate) mod review;
pub(crate) mod search;
pub(crate) mod verify;
mod words;
