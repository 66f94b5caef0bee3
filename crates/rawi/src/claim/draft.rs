//! A claim in the making, in token numbers.

use std::ops::Range;

use super::content::Pieces;
use crate::lexicon::Form;
use crate::reading::{Act, Polarity, RuleId};

/// How many neighbors, by cue, a draft is compared with on each side: more claims than any sentence has, so that an article of a megabyte takes
/// no longer by the claim than a short one.
const NEAR: usize = 64;

/// The drafts around number `at`, with their numbers.
pub(super) fn around(drafts: &[Draft], at: usize) -> impl DoubleEndedIterator<Item = (usize, &Draft)> {
    let first = at.saturating_sub(NEAR);
    let end = (at + NEAR + 1).min(drafts.len());
    drafts[first..end].iter().enumerate().map(move |(n, draft)| (first + n, draft))
}

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
