//! The words of numbers and figures, typed.

use rawi_lexicon::{Error, Tables};

use crate::lexicon::Index;

/// The rows of the tables `number/*` and `figure/*`.
#[derive(Debug, Default)]
pub(crate) struct FigureWords {}

impl FigureWords {
    /// Types the rows and enters their words.
    pub(crate) fn load(_tables: &Tables, _index: &mut Index) -> Result<FigureWords, Error> {
        Ok(FigureWords {})
    }
}
