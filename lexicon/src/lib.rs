//! The word tables of Rawi and their one reader.
//!
//! A table is a tab-separated file `lexicon/<room>/<name>.tsv`: one fact on one line, keys in ASCII first, Arabic last.
//! Lines that start with `#` are comments; the comment `# columns:` names the columns. A column without a value
//! holds `-`. Several values are separated by `,` in ASCII columns and by `|` in Arabic ones. The `README.md` of
//! this folder describes every table.
//!
//! This crate knows no linguistics: it hands out rows of strings that are known to be well formed, and what the words
//! mean is decided where they are used.
//!
//! ```
//! use rawi_lexicon::Tables;
//!
//! let mut tables = Tables::builtin();
//! tables.overlay("hedge/hedge", "possible\tفي ظني\n")?;
//! let hedges = tables.table("hedge/hedge", &["kind", "arabic"])?;
//! let last = hedges.rows().last().expect("the overlay has a row");
//! assert_eq!(last.column("kind"), "possible");
//! assert_eq!(last.arabic().collect::<Vec<_>>(), ["في ظني"]);
//! # Ok::<(), rawi_lexicon::Error>(())
//! ```
#![deny(missing_docs)]

mod error;
mod table;
mod tables;

pub use error::Error;
pub use table::{Row, Table};
pub use tables::Tables;
