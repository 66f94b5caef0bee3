//! Output for people: tables, the summary line, progress.

pub(crate) mod answer;
pub(crate) mod hits;
pub(crate) mod json;
pub(crate) mod labels;
mod listing;
pub(crate) mod manual;
pub(crate) mod progress;
pub(crate) mod review_labels;
pub(crate) mod rule;
pub(crate) mod summary;
pub(crate) mod table;
mod wrap;
