//! What people decide of claims and relations.
//!
//! Reviews are a log: nothing in it is changed or taken away, and each row carries the hash of the one before. Who has erred appends a row that undoes
//! the last. What counts for a claim or relation is the last row that is not undone: the view `standing`.

mod anchor;
mod log;

use std::collections::BTreeMap;

use jiff::Timestamp;
use rawi::reading::{Act, ContentForm, Naming, Polarity, RelationKind};
use sha2::{Digest, Sha256};

use crate::chain::{link, push};
use crate::entry::hex;
use crate::error::{Error, ErrorKind};
use crate::ledger::Ledger;
use crate::store::{self, Db, Row, cells};

pub(crate) use anchor::Anchor;
pub use anchor::{Anchored, Reanchored};
pub use log::{Open, Review, Stands};

/// What somebody decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It is so: the text says it and the engine read it rightly. That says nothing about who is right.
    Accepted,
    /// It is so once some fields are put right.
    Corrected,
    /// The text does not say it.
    Rejected,
    /// What was decided last does not count.
    Undone,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Verdict; 4] = [Verdict::Accepted, Verdict::Corrected, Verdict::Rejected, Verdict::Undone];

    /// The name in the ledger and in records.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Accepted => "accepted",
            Verdict::Corrected => "corrected",
            Verdict::Rejected => "rejected",
            Verdict::Undone => "undone",
        }
    }
}

/// One decision of one person about one claim or relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Of the claim or relation.
    pub uid: String,
    /// What is decided.
    pub verdict: Verdict,
    /// The fields put right; of a claim `who`, `act`, `polarity`, `form`, `naming`, `anonymity`, of a relation `kind`. Empty but for
    /// [`Verdict::Corrected`].
    pub correction: BTreeMap<String, String>,
    /// Why.
    pub note: String,
    /// Who decides.
    pub reviewer: String,
    /// When: RFC 3339 with an offset, kept as written.
    pub at: String,
    /// Names the request: sent twice, it is answered twice and kept once. Without it a request is told by all the fields above.
    pub request: Option<String>,
}

impl Decision {
    fn request(&self) -> String {
        if let Some(request) = &self.request {
            return format!("{request}/{}", self.uid);
        }
        let mut hash = Sha256::new();
        for part in [&self.uid, self.verdict.name(), &self.note, &self.reviewer, &self.at] {
            push(&mut hash, part.as_bytes());
        }
        push(&mut hash, self.corrected().unwrap_or_default().as_bytes());
        hex(&hash.finalize()[..16])
    }

    /// The fields put right, as JSON.
    fn corrected(&self) -> Option<String> {
        // A map with strings for keys is JSON.
        (!self.correction.is_empty()).then(|| serde_json::to_string(&self.correction).unwrap_or_default())
    }

    /// What is wrong with it, whatever the ledger holds.
    fn fault(&self) -> Option<String> {
        if self.reviewer.trim().is_empty() {
            return Some("a review without a name; expected who decides".to_owned());
        }
        if self.at.parse::<Timestamp>().is_err() {
            return Some(format!("\"{}\" is no time; expected one such as 2025-02-17T09:30:00+03:00", self.at));
        }
        match (self.verdict == Verdict::Corrected, self.correction.is_empty()) {
            (true, true) => Some("a correction that puts nothing right; expected a field with its value".to_owned()),
            (false, false) => {
                Some(format!("fields put right in what is {}; expected a correction", self.verdict.name()))
            }
            _ => None,
        }
    }

    /// What is wrong with the fields put right.
    fn field_fault(&self, subject: &str) -> Option<String> {
        let names = |all: Vec<&str>| all.join(", ");
        self.correction.iter().find_map(|(field, value)| {
            let (known, expected) = match (subject, field.as_str()) {
                ("claim", "act") => (Act::named(value).is_some(), names(Act::ALL.iter().map(|v| v.name()).collect())),
                ("claim", "polarity") => {
                    (Polarity::named(value).is_some(), names(Polarity::ALL.iter().map(|v| v.name()).collect()))
                }
                ("claim", "form") => {
                    (ContentForm::named(value).is_some(), names(ContentForm::ALL.iter().map(|v| v.name()).collect()))
                }
                ("claim", "naming") => {
                    (Naming::named(value).is_some(), names(Naming::ALL.iter().map(|v| v.name()).collect()))
                }
                ("claim", "anonymity") => (matches!(value.as_str(), "0" | "1" | "2" | "3" | "4" | "5"), "0 to 5".to_owned()),
                ("claim", "who") => (!value.trim().is_empty(), "a name".to_owned()),
                ("relation", "kind") => {
                    (RelationKind::named(value).is_some(), names(RelationKind::ALL.iter().map(|v| v.name()).collect()))
                }
                ("claim", _) => {
                    return Some(format!(
                        "a claim has no field \"{field}\" to put right; expected who, act, polarity, form, naming or anonymity"
                    ));
                }
                _ => return Some(format!("a relation has no field \"{field}\" to put right; expected kind")),
            };
            (!known).then(|| format!("{field} cannot be \"{value}\"; expected {expected}"))
        })
    }
}

impl Ledger {
    /// Appends decisions to the log, all of them or none: one transaction. Gives for each the number of its row; one that was made before, by its
    /// request, has the row it had then.
    ///
    /// # Errors
    /// [`ErrorKind::Asked`] where there is no such claim or relation, nothing to undo, or a field that cannot be put right like that; and as
    /// [`Ledger::add`].
    pub fn review(&mut self, decisions: &[Decision]) -> Result<Vec<i64>, Error> {
        let path = self.path.clone();
        let asked = |message: String| Error::new(ErrorKind::Asked, &path, message);
        let database = |error: store::StoreError| Error::store(&path, &error);
        let transaction = self.db.begin().map_err(database)?;
        let mut rows = Vec::with_capacity(decisions.len());
        for decision in decisions {
            if let Some(fault) = decision.fault() {
                return Err(asked(fault));
            }
            rows.push(append(&transaction, decision).map_err(database)?.map_err(asked)?);
        }
        transaction.commit().map_err(database)?;
        Ok(rows)
    }
}

/// The number of the row, or why there can be none.
fn append(db: &Db, decision: &Decision) -> store::Result<Result<i64, String>> {
    let request = decision.request();
    let before = "SELECT n, uid, verdict FROM review WHERE request = ?";
    let row = |row: &Row<'_>| Ok((row.get(0)?, row.get::<String>(1)?, row.get::<String>(2)?));
    if let Some((n, uid, verdict)) = db.find(before, cells![&request], row)? {
        let same = uid == decision.uid && verdict == decision.verdict.name();
        return Ok(if same {
            Ok(n)
        } else {
            Err(format!("request {request} was used for something else; expected a new one"))
        });
    }
    let undoes: Option<i64> = match decision.verdict {
        Verdict::Undone => {
            let last = "SELECT n FROM standing WHERE uid = ?";
            let Some(n) = db.find(last, cells![&decision.uid], |row| row.get(0))? else {
                return Ok(Err(format!(
                    "nothing stands of {}; expected a claim or relation with a review",
                    decision.uid
                )));
            };
            Some(n)
        }
        _ => None,
    };
    let (subject, anchor) = match undoes {
        // It may be an orphan by now.
        Some(n) => {
            db.one("SELECT subject, anchor FROM review WHERE n = ?", cells![n], |row| Ok((row.get(0)?, row.get(1)?)))?
        }
        None => match Anchor::of(db, &decision.uid)? {
            Some(anchor) => (anchor.subject().to_owned(), anchor.json()),
            None => return Ok(Err(format!("no claim or relation {} in it; expected the uid of one", decision.uid))),
        },
    };
    if let Some(fault) = decision.field_fault(&subject) {
        return Ok(Err(fault));
    }
    let last: Option<Vec<u8>> = db.find("SELECT hash FROM review ORDER BY n DESC LIMIT 1", &[], |row| row.get(0))?;
    let (verdict, correction) = (decision.verdict.name(), decision.corrected());
    let undone = undoes.map(|n| n.to_string());
    let hash = link(
        &last.unwrap_or_default(),
        &[
            Some(&decision.at),
            Some(&decision.reviewer),
            Some(&subject),
            Some(&decision.uid),
            Some(verdict),
            Some(&decision.note),
            correction.as_deref(),
            undone.as_deref(),
            Some(&anchor),
            Some(&request),
        ],
    );
    // Nothing is ever taken out of the log.
    let n = db.one("SELECT coalesce(max(n), 0) + 1 FROM review", &[], |row| row.get::<i64>(0))?;
    let insert =
        "INSERT INTO review (n, at, reviewer, subject, uid, verdict, note, correction, undoes, anchor, hash, request)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let Decision { uid, note, reviewer, at, .. } = decision;
    db.execute(
        insert,
        cells![n, at, reviewer, subject, uid, verdict, note, correction, undoes, anchor, hash, request],
    )?;
    Ok(Ok(n))
}
