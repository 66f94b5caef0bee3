//! Figures: counts of people, money, percentages.

mod words;

use super::Mention;
use crate::scan::Scan;
pub(crate) use words::FigureWords;

/// The figures of the article, in text order. `times` are the time mentions already found: a number inside one is no figure.
pub fn figures(_scan: &Scan<'_>, _times: &[Mention]) -> Vec<Mention> {
    Vec::new()
}
