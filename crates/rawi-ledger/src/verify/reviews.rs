//! The log of reviews.

use super::{FaultKind, Walk, rows};
use crate::chain::link;
use crate::review::Anchor;
use crate::store::{self, cells};

/// The columns that the hash of a review holds, in this order.
const FIELDS: &str = "at, reviewer, subject, uid, verdict, note, correction, CAST(undoes AS TEXT), anchor, request";

/// How many columns [`FIELDS`] names.
const COUNT: usize = 10;

impl Walk<'_, '_> {
    /// Every review: its link in the chain and whether it says what it is about.
    pub(super) fn reviews(&mut self) {
        let mut before: Option<Vec<u8>> = Some(Vec::new());
        for n in rows::numbers(self.db, "review", "n", Some("review_uid")) {
            let subject = n.to_string();
            before = match self.review(n, before.as_deref()) {
                Ok((hash, next, anchored)) => {
                    self.verified.reviews += 1;
                    if before.is_some() && hash != next {
                        let message =
                            "it, or one before it, is not what was decided: changed, taken out or put in later";
                        self.fault(FaultKind::ReviewChain, &subject, message);
                    }
                    if !anchored {
                        let message = "does not say what it is about; expected document and words";
                        self.fault(FaultKind::Words, &subject, message);
                    }
                    Some(hash)
                }
                Err(error) => {
                    self.fault(FaultKind::LostReview, &subject, format!("review {n} cannot be read: {error}"));
                    None
                }
            };
        }
    }

    /// Its hash, the one it should have, and whether its anchor can be understood.
    fn review(&self, n: i64, before: Option<&[u8]>) -> store::Result<(Vec<u8>, Vec<u8>, bool)> {
        let unindexed = self.db.dialect().unindexed();
        self.db.one(&format!("SELECT {FIELDS}, hash FROM review {unindexed} WHERE n = ?"), cells![n], |row| {
            let mut fields: [Option<&str>; COUNT] = [None; COUNT];
            for (at, field) in fields.iter_mut().enumerate() {
                *field = row.text_or_null(at)?;
            }
            let anchored = fields[COUNT - 2].and_then(Anchor::read).is_some();
            Ok((row.get(COUNT)?, link(before.unwrap_or_default(), &fields), anchored))
        })
    }
}
