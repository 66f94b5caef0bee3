//! Documents about one event.

use serde::Serialize;

use super::claims::{COLUMNS, ClaimRow, ORDER, TABLES, fits};
use super::origins::Origins;
use crate::error::Error;
use crate::ledger::Ledger;
use crate::store::{self, Row, cells};

/// One story.
#[derive(Clone, Debug, Serialize)]
pub struct StoryRow {
    /// The first digits of the digest of its earliest document: the same in every ledger in which the story begins with it.
    pub story: String,
    /// The headline of its earliest document.
    pub headline: Option<String>,
    /// First day of publication.
    pub first: Option<String>,
    /// Last day of publication.
    pub last: Option<String>,
    /// How many documents it has.
    pub documents: u64,
    /// How many outlets published them.
    pub outlets: u64,
    /// How many claims they have.
    pub claims: u64,
    /// How many of their claims are denials.
    pub denials: u64,
}

/// A document of a story.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentRow {
    /// SHA-256 of its bytes.
    pub document: String,
    /// Its key.
    pub key: String,
    /// Its address; empty where unknown.
    pub url: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When, as written.
    pub published: Option<String>,
    /// Its headline.
    pub headline: Option<String>,
    /// How many claims it has.
    pub claims: u64,
}

/// A story with its documents and what is said in it most.
#[derive(Clone, Debug, Serialize)]
pub struct Story {
    /// The story.
    pub story: StoryRow,
    /// Its documents, by publication.
    pub documents: Vec<DocumentRow>,
    /// What is said in more than one document of it, the most outlets first.
    pub told: Vec<Origins>,
}

/// How many digits of the digest name a story.
pub(crate) const DIGITS: usize = 10;

impl Ledger {
    /// All stories of at least so many documents whose headlines have these words, the largest first.
    ///
    /// # Errors
    /// [`ErrorKind::Damaged`](crate::ErrorKind::Damaged), [`ErrorKind::Io`](crate::ErrorKind::Io).
    pub fn stories(&self, fewest: u64, words: Option<&str>) -> Result<Vec<StoryRow>, Error> {
        let read = || {
            let statement = format!(
                "SELECT {STORY} FROM story JOIN document ON document.seq = story.document GROUP BY story HAVING count(*) >= ?
                 ORDER BY count(*) DESC, (SELECT sha256 FROM document WHERE seq = story)"
            );
            let all: Vec<(i64, StoryRow)> = self.db.rows(&statement, cells![fewest], row)?;
            let mut kept = Vec::new();
            for (id, story) in all {
                if words.is_none() || self.headline_with(id, words)? {
                    kept.push(story);
                }
            }
            Ok(kept)
        };
        self.sql(read())
    }

    fn headline_with(&self, story: i64, words: Option<&str>) -> store::Result<bool> {
        let headlines = "SELECT headline FROM story JOIN document ON seq = document WHERE story = ?";
        let headlines = self.db.rows(headlines, cells![story], |row| row.get::<Option<String>>(0))?;
        for headline in headlines {
            if fits(words, headline.as_deref()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// One story, by the id that [`Ledger::stories`] gives or its first digits.
    ///
    /// # Errors
    /// [`ErrorKind::Asked`](crate::ErrorKind::Asked) where there is none, and as [`Ledger::stories`].
    pub fn story(&self, id: &str) -> Result<Story, Error> {
        let id = self.story_row(id)?;
        let read = || {
            let sql = format!(
                "SELECT {STORY} FROM story JOIN document ON document.seq = story.document WHERE story = ? GROUP BY story"
            );
            let (_, story) = self.db.one(&sql, cells![id], row)?;
            let documents = "SELECT sha256, key, url, outlet, published, headline, (SELECT count(*) FROM claim WHERE document = seq)
                 FROM story JOIN document ON seq = story.document WHERE story = ? ORDER BY coalesce(day, ''), coalesce(published, ''), sha256, url";
            let document = |row: &Row<'_>| {
                Ok(DocumentRow {
                    document: row.get(0)?,
                    key: row.get(1)?,
                    url: row.get(2)?,
                    outlet: row.get(3)?,
                    published: row.get(4)?,
                    headline: row.get(5)?,
                    claims: row.get(6)?,
                })
            };
            let documents = self.db.rows(documents, cells![id], document)?;
            Ok(Story { story, documents, told: self.told(id)? })
        };
        self.sql(read())
    }

    /// What several documents of a story say, the most outlets first.
    fn told(&self, story: i64) -> store::Result<Vec<Origins>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM {TABLES} WHERE claim.document IN (SELECT document FROM story WHERE story = ?)
               AND claim.id IN (SELECT min(claim.id) FROM cluster JOIN claim ON claim.id = cluster.claim
                                WHERE claim.document IN (SELECT document FROM story WHERE story = ?1)
                                GROUP BY cluster HAVING count(DISTINCT claim.document) > 1)
             ORDER BY {ORDER}"
        );
        let claims = self.db.rows(&sql, cells![story], ClaimRow::of)?;
        let mut told = claims.iter().map(|claim| self.path(claim)).collect::<store::Result<Vec<_>>>()?;
        // Stable: what is alike stays in the order of publication.
        told.sort_by_key(|origins| std::cmp::Reverse((origins.outlets, origins.path.len())));
        Ok(told)
    }

    /// The row of a story.
    pub(crate) fn story_row(&self, id: &str) -> Result<i64, Error> {
        let read = || {
            self.db.rows(
                "SELECT DISTINCT story FROM story JOIN document ON seq = story WHERE sha256 >= ?1 AND sha256 < ?1 || 'g' LIMIT 2", cells![id], |row| row.get(0))
        };
        match self.sql(read())?[..] {
            [row] => Ok(row),
            [] => Err(self.asked(format!("no story {id}; expected an id as `rawi story` lists them"))),
            _ => Err(self.asked(format!("more than one story begins with {id}; expected more digits"))),
        }
    }
}

/// The columns of a [`StoryRow`], its row first.
const STORY: &str = "story, (SELECT sha256 FROM document WHERE seq = story), (SELECT headline FROM document WHERE seq = story), min(day), max(day),
    count(*), count(DISTINCT outlet),
    CAST(sum((SELECT count(*) FROM claim WHERE claim.document = document.seq)) AS BIGINT),
    CAST(sum((SELECT count(*) FROM claim WHERE claim.document = document.seq AND polarity = 'denied')) AS BIGINT)";

fn row(row: &Row<'_>) -> store::Result<(i64, StoryRow)> {
    let sha256: String = row.get(1)?;
    let story = StoryRow {
        story: sha256.get(..DIGITS).unwrap_or(&sha256).to_owned(),
        headline: row.get(2)?,
        first: row.get(3)?,
        last: row.get(4)?,
        documents: row.get(5)?,
        outlets: row.get(6)?,
        claims: row.get(7)?,
        denials: row.get(8)?,
    };
    Ok((row.get(0)?, story))
}
