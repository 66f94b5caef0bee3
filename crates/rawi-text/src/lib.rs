//! Arabic text for Rawi: spans, the matching copy with a way home, tokens, clitics, sentences, quotation marks.
//!
//! 1. [`Text`] holds the characters and never changes them; [`Span`] names a part of it and is made only here.
//! 2. [`Folded`] is a second, spelling-insensitive copy; every folded range leads back to the original slice.
//! 3. [`Tokens`] are words, numbers and marks, each with its span, its folded key and what the fold lost ([`TokenFlags`]).
//! 4. [`splits`] lists the ways a folded word may be cut into proclitics, stem and pronoun, [`endings`] the ways its end may be cut.
//! 5. [`sentences`] and [`quotations`] group tokens.
//! 6. [`Units`] turns byte offsets into code points and UTF-16 units, and back.
//! 7. [`isolate`] wraps words for a terminal that mixes directions.
//!
//! This crate knows Arabic script and nothing else: no lexicon, no grammar, no dates.

mod span;
mod text;

mod fold;
mod letter;
mod token;

mod clitic;
mod ending;
mod quote;
mod sentence;

mod display;
mod units;

pub use clitic::{Enclitic, Proclitics, Split, splits, without_article};
pub use display::{ARROW, isolate};
pub use ending::{Cut, endings, without_ending};
pub use fold::{Folded, FoldedSpan, bare_into, fold, fold_into};
pub use letter::is_letter;
pub use quote::{Quotation, quotations};
pub use sentence::{lines, sentences};
pub use span::Span;
pub use text::Text;
pub use token::{Token, TokenFlags, TokenKind, Tokens};
pub use units::Units;
