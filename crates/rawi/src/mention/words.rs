//! The words of times, numbers and figures, typed.

use rawi_lexicon::{Error, Tables};

use crate::lexicon::Index;

/// The rows of the tables `time/*`, `number/*` and `figure/*`.
#[derive(Debug, Default)]
pub(crate) struct MentionWords {}

impl MentionWords {
    /// Types the rows and enters their words.
    pub(crate) fn load(_tables: &Tables, _index: &mut Index) -> Result<MentionWords, Error> {
        Ok(MentionWords {})
    }
}
