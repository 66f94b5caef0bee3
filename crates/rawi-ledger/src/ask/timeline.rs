//! When things happened, were said, and were published: three dates that are kept apart.

use serde::Serialize;

use super::claims::{ClaimRow, Wanted};
use crate::error::Error;
use crate::ledger::Ledger;
use crate::store::{self, cells};

/// A claim with its three dates.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineRow {
    /// The day that the content tells of: the first that it names; nothing where it names none.
    pub event: Option<String>,
    /// The day on which it was said, where the text tells.
    pub said: Option<String>,
    /// The day of publication.
    pub published: Option<String>,
    /// The claim.
    pub claim: ClaimRow,
}

impl Ledger {
    /// The claims that are wanted, by the day they tell of, else the day they were said, else the day they were published.
    ///
    /// # Errors
    /// As [`Ledger::claims`].
    pub fn timeline(&self, wanted: &Wanted) -> Result<Vec<TimelineRow>, Error> {
        let claims = self.claims(&Wanted { limit: None, ..wanted.clone() })?;
        let read = || {
            let event = "SELECT time.first, document.day FROM claim JOIN document ON seq = claim.document
                 LEFT JOIN time ON time.document = claim.document AND time.start >= claim.start AND time.\"end\" <= claim.\"end\"
                   AND time.type IN ('date', 'time') AND time.grain IN ('day', 'hour', 'minute', 'time_of_day')
                 WHERE claim.id = ? ORDER BY time.start LIMIT 1";
            claims
                .into_iter()
                .map(|claim| {
                    let (event, published) =
                        self.db.one(event, cells![claim.id], |row| Ok((row.get(0)?, row.get(1)?)))?;
                    Ok(TimelineRow { event, said: claim.said.clone(), published, claim })
                })
                .collect::<store::Result<Vec<_>>>()
        };
        let mut rows = self.sql(read())?;
        // Stable: claims of one day stay in the order of publication.
        rows.sort_by(|a, b| day(a).cmp(&day(b)));
        rows.truncate(usize::try_from(wanted.limit.unwrap_or(u64::MAX)).unwrap_or(usize::MAX));
        Ok(rows)
    }
}

fn day(row: &TimelineRow) -> Option<&String> {
    row.event.as_ref().or(row.said.as_ref()).or(row.published.as_ref())
}
