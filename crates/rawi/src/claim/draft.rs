//! A claim in the making, in token numbers.

use std::ops::Range;

use super::content::Pieces;
use crate::lexicon::Form;
use crate::reading::{Act, Polarity, RuleId};

/// Who is meant where the source is not written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meant {
    /// The source is written.
    Written,
    /// The last speaker whom the verb form allows.
    Previous(Form),
    /// The subject of the sentence: of its earlier cue, or of its first verb.
    Subject,
    /// Nobody: a passive, hearsay.
    Nobody,
}

/// A claim in the making.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) rule: RuleId,
    /// The token of the cue.
    pub(super) cue: usize,
    pub(super) lemma: String,
    pub(super) act: Act,
    pub(super) polarity: Polarity,
    pub(super) source: Option<Range<usize>>,
    pub(super) meant: Meant,
    pub(super) content: Pieces,
    /// The content is a noun phrase, not a clause or quotation.
    pub(super) nominal: bool,
    /// Where the words of the attribution itself stand: times and media are looked for there.
    pub(super) frame: Range<usize>,
    /// Media already read with the source.
    pub(super) via: Vec<Range<usize>>,
    /// This attribution only passes on what another cue of the sentence says, if it is an outlet's.
    pub(super) relays: bool,
}

impl Draft {
    /// The first token of the content.
    pub(super) fn content_start(&self) -> usize {
        self.content.first().map_or(usize::MAX, |p| p.start)
    }

    /// Is token `at` inside the content?
    pub(super) fn holds(&self, at: usize) -> bool {
        self.content.iter().any(|p| p.contains(&at))
    }

    /// How many tokens the content has.
    pub(super) fn content_len(&self) -> usize {
        self.content.iter().map(ExactSizeIterator::len).sum()
    }
}
