//! Who said what.

use rawi_text::fold;
use serde::Serialize;
use std::ops::ControlFlow;

use crate::error::{Error, ErrorKind};
use crate::ledger::Ledger;
use crate::store::{self, Cell, Row, ToCell, cells};

/// Which claims are wanted: those that fit all that is given.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// A word or words of who is meant, however spelled.
    pub who: Option<String>,
    /// Words of the outlet that published it.
    pub outlet: Option<String>,
    /// Words of its origin, such as the name of an agency.
    pub origin: Option<String>,
    /// What the source does: the name of an [`Act`](rawi::reading::Act).
    pub act: Option<String>,
    /// Whether the source holds the content to be so: the name of a [`Polarity`](rawi::reading::Polarity).
    pub polarity: Option<String>,
    /// Lowest and highest degree of anonymity.
    pub anonymity: Option<(u8, u8)>,
    /// A place named in the content, however spelled.
    pub place: Option<String>,
    /// First and last day of publication, ISO 8601.
    pub published: Option<(String, String)>,
    /// First and last day on which it was said.
    pub said: Option<(String, String)>,
    /// The story, by the id that [`stories`](super::stories) gives.
    pub story: Option<String>,
    /// Only the earliest of those that say the same.
    pub once: bool,
    /// How many at most.
    pub limit: Option<u64>,
}

/// A claim with what tells where it stands.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimRow {
    /// The same in every ledger that holds the document.
    pub uid: String,
    /// SHA-256 of the bytes of its document.
    pub document: String,
    /// The key of its document.
    pub key: String,
    /// The address of its document; empty where unknown.
    pub url: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When, as written.
    pub published: Option<String>,
    /// Under which headline.
    pub headline: Option<String>,
    /// Who is meant.
    pub who: Option<String>,
    /// The reporting word, as written.
    pub cue: String,
    /// Its dictionary form.
    pub lemma: String,
    /// What is said.
    pub content: String,
    /// Where, in bytes of the document's text: `[[start, end], …]`.
    pub spans: serde_json::Value,
    /// What the source does.
    pub act: String,
    /// Does it hold the content to be so?
    pub polarity: String,
    /// How the content is put.
    pub form: String,
    /// How the source is named.
    pub naming: String,
    /// 0 named … 5 nobody.
    pub anonymity: u8,
    /// First day of when it was said, where the text tells.
    pub said: Option<String>,
    /// Whose report it is.
    pub origin: String,
    /// The construction that found it.
    pub rule: String,
    /// How many claims say the same, this one included.
    pub alike: u64,
    /// The row, for what else is asked of it.
    #[serde(skip)]
    pub(crate) id: i64,
    /// Its place in the order of publication.
    #[serde(skip)]
    pub(crate) document_seq: i64,
}

/// The columns of a [`ClaimRow`], of tables `claim` and `document`.
pub(crate) const COLUMNS: &str = "claim.uid, sha256, key, url, outlet, published, headline, who, cue, lemma, content, spans, act, polarity, form, naming,
    anonymity, said, origin, rule,
    coalesce((SELECT count(*) FROM cluster own JOIN cluster other ON other.cluster = own.cluster WHERE own.claim = claim.id), 1) AS alike,
    claim.id, seq";

/// Where the columns come from.
pub(crate) const TABLES: &str = "claim JOIN document ON document.seq = claim.document";

/// The order of claims: by publication, then by nothing but themselves.
pub(crate) const ORDER: &str = "coalesce(day, ''), coalesce(published, ''), sha256, url, nth";

impl ClaimRow {
    pub(crate) fn of(row: &Row<'_>) -> store::Result<ClaimRow> {
        let spans: String = row.get(11)?;
        Ok(ClaimRow {
            uid: row.get(0)?,
            document: row.get(1)?,
            key: row.get(2)?,
            url: row.get(3)?,
            outlet: row.get(4)?,
            published: row.get(5)?,
            headline: row.get(6)?,
            who: row.get(7)?,
            cue: row.get(8)?,
            lemma: row.get(9)?,
            content: row.get(10)?,
            spans: serde_json::from_str(&spans).unwrap_or_default(),
            act: row.get(12)?,
            polarity: row.get(13)?,
            form: row.get(14)?,
            naming: row.get(15)?,
            anonymity: row.get(16)?,
            said: row.get(17)?,
            origin: row.get(18)?,
            rule: row.get(19)?,
            alike: row.get::<u64>(20)?.max(1),
            id: row.get(21)?,
            document_seq: row.get(22)?,
        })
    }
}

impl Ledger {
    /// The claims that are wanted, by day of publication.
    ///
    /// # Errors
    /// [`ErrorKind::Asked`] for a story that is not there; [`ErrorKind::Damaged`], [`ErrorKind::Io`].
    pub fn claims(&self, wanted: &Wanted) -> Result<Vec<ClaimRow>, Error> {
        let mut filter = Filter::default();
        let text = |value: &str| Value::Text(value.to_owned());
        for (column, value) in [("act", &wanted.act), ("polarity", &wanted.polarity)] {
            if let Some(value) = value {
                filter.add(&format!("{column} = ?"), [text(value)]);
            }
        }
        if let Some((low, high)) = wanted.anonymity {
            filter.add("anonymity BETWEEN ? AND ?", [Value::Number(low.into()), Value::Number(high.into())]);
        }
        if let Some((first, last)) = &wanted.published {
            filter.add("day BETWEEN ? AND ?", [text(first), text(last)]);
        }
        if let Some((first, last)) = &wanted.said {
            filter.add("said <= ? AND coalesce(said_last, said) >= ?", [text(last), text(first)]);
        }
        if let Some(story) = &wanted.story {
            filter.add(
                "claim.document IN (SELECT document FROM story WHERE story = ?)",
                [Value::Number(self.story_row(story)?)],
            );
        }
        if wanted.once {
            filter.add("coalesce((SELECT cluster FROM cluster WHERE claim = claim.id), claim.id) = claim.id", []);
        }
        let sql = format!("SELECT {COLUMNS} FROM {TABLES} {} ORDER BY {ORDER}", filter.clause());
        let limit = wanted.limit.unwrap_or(u64::MAX);
        let read = || {
            let mut found = Vec::new();
            self.db.each(&sql, &filter.cells(), |row| {
                if found.len() as u64 >= limit {
                    return Ok(ControlFlow::Break(()));
                }
                let claim = ClaimRow::of(row)?;
                // Spelling is folded here and not in SQL, so that any sqlite3 can read the file.
                if fits(wanted.who.as_deref(), claim.who.as_deref())
                    && fits(wanted.outlet.as_deref(), claim.outlet.as_deref())
                    && fits(wanted.origin.as_deref(), Some(&claim.origin))
                    && self.names_place(&claim, wanted.place.as_deref())?
                {
                    found.push(claim);
                }
                Ok(ControlFlow::Continue(()))
            })?;
            Ok(found)
        };
        self.sql(read())
    }

    /// The claim of this uid, or the only one whose uid begins so.
    ///
    /// # Errors
    /// [`ErrorKind::Asked`] where there is none, or more than one.
    pub fn claim(&self, uid: &str) -> Result<ClaimRow, Error> {
        let sql = format!(
            "SELECT {COLUMNS} FROM {TABLES} WHERE claim.uid >= ?1 AND claim.uid < ?1 || 'g' ORDER BY claim.uid LIMIT 2"
        );
        let read = || self.db.rows(&sql, cells![uid], ClaimRow::of);
        let mut found = self.sql(read())?;
        match (found.pop(), found.is_empty()) {
            (Some(claim), true) => Ok(claim),
            (None, _) => Err(self.asked(format!("no claim {uid}; expected a uid as `rawi claims` shows it"))),
            _ => Err(self.asked(format!("more than one claim begins with {uid}; expected more of its uid"))),
        }
    }

    pub(crate) fn asked(&self, message: String) -> Error {
        Error::new(ErrorKind::Asked, &self.place, message)
    }

    /// Is the place named inside the content?
    fn names_place(&self, claim: &ClaimRow, place: Option<&str>) -> store::Result<bool> {
        let Some(place) = place else { return Ok(true) };
        self.db.exists(
            "SELECT 1 FROM claim JOIN mention ON mention.document = claim.document JOIN entity ON entity.id = mention.entity
             WHERE claim.id = ? AND entity.kind = 'place' AND entity.folded = ? AND mention.start >= claim.start AND mention.\"end\" <= claim.\"end\"",
            cells![claim.id, fold(place)])
    }
}

/// ال
const ARTICLE: &str = "\u{627}\u{644}";

/// Are all words of what is asked for in what is there, however spelled?
pub(crate) fn fits(asked: Option<&str>, there: Option<&str>) -> bool {
    let Some(asked) = asked else { return true };
    let Some(there) = there else { return false };
    let there = fold(there);
    let words: Vec<&str> = there.split(|c: char| !c.is_alphanumeric()).collect();
    let bare = |word: &str| word.strip_prefix(ARTICLE).unwrap_or(word).to_owned();
    let has = |word: &str| words.iter().any(|other| bare(other) == bare(word));
    fold(asked).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(has)
}

/// A value of a condition.
enum Value {
    Text(String),
    Number(i64),
}

impl ToCell for Value {
    fn cell(&self) -> Cell<'_> {
        match self {
            Value::Number(number) => number.cell(),
            Value::Text(text) => text.cell(),
        }
    }
}

/// Conditions of a query with their values.
#[derive(Default)]
struct Filter {
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Filter {
    fn add(&mut self, condition: &str, values: impl IntoIterator<Item = Value>) {
        self.conditions.push(format!("({condition})"));
        self.values.extend(values);
    }

    fn cells(&self) -> Vec<Cell<'_>> {
        self.values.iter().map(Value::cell).collect()
    }

    fn clause(&self) -> String {
        if self.conditions.is_empty() { String::new() } else { format!("WHERE {}", self.conditions.join(" AND ")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_however_spelled_and_word_by_word() {
        assert!(fits(Some("الحكومة"), Some("رئيس الحكومه")));
        assert!(fits(Some("حكومة"), Some("رئيس الحكومة")));
        assert!(fits(None, None));
        assert!(!fits(Some("علي"), Some("عليه")));
        assert!(!fits(Some("سالم المرعي"), Some("سالم")));
    }
}
