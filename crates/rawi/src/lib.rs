//! Rawi reads Arabic news and keeps the chain: who said it, on whose authority, when, and who denied it.
//!
//! The steps, each with its entry:
//!
//! 1. a [`rawi_page::Document`] comes in, its blocks and furniture labeled;
//! 2. [`Lexicon`] holds the words, typed and inflected;
//! 3. [`scan`] gives every token its senses, once, and settles names;
//! 4. [`mention`] finds times, figures, people and outlets;
//! 5. [`claim`] finds every attributed claim with its source, cue, content and chain;
//! 6. [`relation`] tells how claims stand to each other;
//! 7. [`read`] puts them together as a [`Reading`];
//! 8. [`record`] is the versioned wire format, the only part that is serialized;
//! 9. [`explain`] shows the rule behind a record.
//!
//! This crate is pure: no file, clock, environment or network; and it cannot fail on content: doubt becomes a note.

pub mod lexicon;
pub mod scan;

pub mod mention;

pub mod claim;

pub mod relation;

mod read;
pub mod reading;

pub mod record;

pub mod explain;

pub use lexicon::Lexicon;
pub use read::{Reader, read};
pub use reading::Reading;
