//! What one person, body or outlet said: counts with their denominators, and no grade.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::claims::{ClaimRow, Wanted};
use crate::error::Error;
use crate::ledger::Ledger;
use crate::store::{self, cells};

/// What a source said.
#[derive(Clone, Debug, Serialize)]
pub struct SourceRow {
    /// Who is meant, in words of the documents, with the number of claims each.
    pub names: Vec<(String, u64)>,
    /// How many claims there are.
    pub claims: u64,
    /// How many things were said: claims that say the same counted once.
    pub said: u64,
    /// In how many documents.
    pub documents: u64,
    /// Claims by outlet.
    pub outlets: Vec<(String, u64)>,
    /// Claims by what the source does.
    pub acts: Vec<(String, u64)>,
    /// Claims whose content is in quotation marks, all or in part.
    pub quoted: u64,
    /// Claims in which the source is named.
    pub named: u64,
    /// Claims in which the source denies.
    pub denying: u64,
    /// Claims that somebody denies.
    pub denied: u64,
    /// To whom: media and documents that carried the words, from the chains of the claims.
    pub to: Vec<(String, u64)>,
    /// The first day of publication.
    pub first: Option<String>,
    /// The last.
    pub last: Option<String>,
    /// The claims themselves, by publication; of those that say the same the earliest.
    pub latest: Vec<ClaimRow>,
}

impl Ledger {
    /// What the source of this name said; `limit` bounds the claims that are listed, the latest first.
    ///
    /// # Errors
    /// [`ErrorKind::Asked`](crate::ErrorKind::Asked) where nobody of this name said anything, and as [`Ledger::claims`].
    pub fn source(&self, name: &str, limit: usize) -> Result<SourceRow, Error> {
        let claims = self.claims(&Wanted { who: Some(name.to_owned()), ..Wanted::default() })?;
        if claims.is_empty() {
            return Err(self.asked(format!("nobody called {name} says anything in it; expected words of a name")));
        }
        let outcome = self.told_by(claims, limit);
        self.sql(outcome)
    }

    fn told_by(&self, claims: Vec<ClaimRow>, limit: usize) -> store::Result<SourceRow> {
        let denied = "SELECT count(DISTINCT to_claim) FROM relation WHERE kind = 'denies' AND to_claim = ?";
        let first_of = "SELECT coalesce((SELECT cluster FROM cluster WHERE claim = ?1), ?1)";
        let chain = self.db.dialect().claim_member("record", "nth", "chain");
        let chain = format!("SELECT {chain} FROM claim JOIN reading USING (document) WHERE claim.id = ?");
        let (mut names, mut outlets, mut acts, mut to) = (Tally::new(), Tally::new(), Tally::new(), Tally::new());
        let (mut documents, mut said) = (BTreeSet::new(), BTreeMap::new());
        let mut row = SourceRow {
            names: Vec::new(),
            claims: claims.len() as u64,
            said: 0,
            documents: 0,
            outlets: Vec::new(),
            acts: Vec::new(),
            quoted: 0,
            named: 0,
            denying: 0,
            denied: 0,
            to: Vec::new(),
            first: None,
            last: None,
            latest: Vec::new(),
        };
        for claim in claims {
            *names.entry(claim.who.clone().unwrap_or_default()).or_default() += 1;
            *outlets.entry(claim.outlet.clone().unwrap_or_default()).or_default() += 1;
            *acts.entry(claim.act.clone()).or_default() += 1;
            documents.insert(claim.document_seq);
            row.quoted += u64::from(matches!(claim.form.as_str(), "direct" | "mixed"));
            row.named += u64::from(claim.anonymity == 0);
            row.denying += u64::from(claim.polarity == "denied");
            row.denied += self.db.one(denied, cells![claim.id], |row| row.get::<u64>(0))?;
            let links: String = self.db.one(&chain, cells![claim.id], |row| row.get(0))?;
            for link in serde_json::from_str::<Vec<rawi::record::Link>>(&links).unwrap_or_default() {
                use rawi::reading::LinkRole::{Agency, Document, Relay};
                if matches!(link.role.0, Relay | Agency | Document) {
                    *to.entry(link.name).or_default() += 1;
                }
            }
            let day = claim.published.as_deref().and_then(|published| published.get(..10)).map(str::to_owned);
            row.first = row.first.take().or_else(|| day.clone());
            row.last = day.or(row.last.take());
            let first: i64 = self.db.one(first_of, cells![claim.id], |row| row.get(0))?;
            said.entry(first).or_insert(claim);
        }
        row.said = said.len() as u64;
        row.documents = documents.len() as u64;
        (row.names, row.outlets, row.acts, row.to) = (ranked(names), ranked(outlets), ranked(acts), ranked(to));
        let mut latest: Vec<ClaimRow> = said.into_values().collect();
        latest.sort_by(|a, b| (&b.published, &a.uid).cmp(&(&a.published, &b.uid)));
        latest.truncate(limit);
        row.latest = latest;
        Ok(row)
    }
}

type Tally = BTreeMap<String, u64>;

/// The most first, then by name.
fn ranked(tally: Tally) -> Vec<(String, u64)> {
    let mut ranked: Vec<(String, u64)> = tally.into_iter().collect();
    ranked.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    ranked
}
