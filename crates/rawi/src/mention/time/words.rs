//! The words of times, typed.

use rawi_lexicon::{Error, Tables};

use crate::lexicon::Index;

/// The rows of the tables `time/*`.
#[derive(Debug, Default)]
pub(crate) struct TimeWords {}

impl TimeWords {
    /// Types the rows and enters their words.
    pub(crate) fn load(_tables: &Tables, _index: &mut Index) -> Result<TimeWords, Error> {
        Ok(TimeWords {})
    }
}
