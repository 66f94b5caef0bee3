//! Figures: counts of people, money, percentages.
//!
//! From a number ([`number`]) the figure grows both ways: to the left the words that say how it is meant (نحو، أكثر من), to the
//! right what is counted. A number of which nobody says that it counts people, money or hundredths is no figure: ages, distances,
//! scores, article numbers stay silent because nothing that follows them is in the tables.

mod bare;
mod count;
mod digits;
mod find;
mod hedge;
mod kinds;
pub mod number;
mod unit;
mod vague;
mod words;

use super::Mention;
use crate::reading::MentionKind;
use crate::scan::Scan;
pub(crate) use kinds::Kinds;
pub(crate) use words::FigureWords;

/// The figures of the article, in text order. `times` are the time mentions already found: a number inside one is no figure.
pub fn figures(scan: &Scan<'_>, times: &[Mention]) -> Vec<Mention> {
    let mut found = Vec::new();
    for sentence in &scan.sentences {
        let mut finder = find::Finder::new(scan, times, sentence.clone());
        let mut at = sentence.start;
        while at < sentence.end {
            match finder.figure(at) {
                find::Outcome::Figure { span, figure, end } => {
                    found.push(Mention { span, kind: MentionKind::Figure(figure) });
                    at = end.max(at + 1);
                }
                find::Outcome::Skip(end) => at = end.max(at + 1),
            }
        }
    }
    found
}
