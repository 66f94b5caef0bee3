//! Which documents leave, in which order.

use crate::error::Error;
use crate::ledger::Ledger;
use crate::recall::Selection;

/// The documents of an export.
pub(super) struct Pick {
    /// In the order of [`Ledger::selected`].
    pub(super) seqs: Vec<i64>,
    /// The same by number; `None` where all are meant.
    known: Option<Vec<i64>>,
}

impl Pick {
    pub(super) fn of(ledger: &Ledger, selection: &Selection) -> Result<Pick, Error> {
        let seqs = ledger.selected(selection)?;
        Ok(if *selection == Selection::default() { Pick { seqs, known: None } } else { Pick::these(seqs) })
    }

    /// Some documents and no others.
    pub(super) fn these(seqs: Vec<i64>) -> Pick {
        let mut known = seqs.clone();
        known.sort_unstable();
        Pick { seqs, known: Some(known) }
    }

    /// Is this document among them?
    pub(super) fn holds(&self, seq: i64) -> bool {
        self.known.as_ref().is_none_or(|known| known.binary_search(&seq).is_ok())
    }
}
