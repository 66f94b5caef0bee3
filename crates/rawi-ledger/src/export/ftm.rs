//! FollowTheMoney entities, one a line: articles, people and bodies that are named, and each claim as a note on who said it.
//!
//! Lossy on purpose: the model has no claim, no span and no chain. A name becomes one entity for the whole ledger by kind and spelling.

use std::collections::BTreeSet;

use rawi::record::Mention;
use rawi_text::fold;
use sha2::{Digest, Sha256};

use super::json::{Json, list, object};
use super::out::Out;
use super::pick::Pick;
use super::told::{Told, ToldClaim};
use crate::error::Error;
use crate::ledger::Ledger;

pub(super) fn write(ledger: &Ledger, pick: &Pick, out: &mut Out<'_>) -> Result<u64, Error> {
    let mut told = 0;
    let mut known = BTreeSet::new();
    ledger.tell(pick, |document| {
        out.json_line(&article(document))?;
        for entity in &document.record.entities {
            let Some(schema) = schema_of(&entity.kind) else { continue };
            let id = entity_id(&entity.kind, &entity.name);
            if known.insert(id.clone()) {
                out.json_line(&ftm(id, schema, vec![("name", list([entity.name.as_str()]))]))?;
            }
        }
        for (nth, mention) in document.record.mentions.iter().enumerate() {
            if let Some(mention) = mentioned(document, nth, mention) {
                out.json_line(&mention)?;
            }
        }
        for claim in document.claims() {
            told += 1;
            out.json_line(&note(&claim))?;
        }
        Ok(())
    })?;
    Ok(told)
}

fn ftm<'a>(id: String, schema: &'a str, properties: Vec<(&'a str, Json<'a>)>) -> Json<'a> {
    let filled = properties.into_iter().filter(|(_, values)| !matches!(values, Json::List(list) if list.is_empty()));
    object([("id", id.into()), ("schema", schema.into()), ("properties", object(filled))])
}

/// The schema of an entity of a record; places are no entities there.
fn schema_of(kind: &str) -> Option<&'static str> {
    match kind {
        "person" => Some("Person"),
        "organization" | "outlet" => Some("Organization"),
        _ => None,
    }
}

fn entity_id(kind: &str, name: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(kind.as_bytes());
    hash.update([0]);
    hash.update(fold(name).as_bytes());
    format!("rawi-{kind}-{}", crate::entry::hex(&hash.finalize()[..8]))
}

fn article_id(document: &Told<'_>) -> String {
    let mut hash = Sha256::new();
    hash.update(document.row.sha256.as_bytes());
    hash.update([0]);
    hash.update(document.row.url.as_deref().unwrap_or_default().as_bytes());
    format!("rawi-article-{}", crate::entry::hex(&hash.finalize()[..8]))
}

fn article<'a>(document: &Told<'a>) -> Json<'a> {
    let row = document.row;
    ftm(
        article_id(document),
        "Article",
        vec![
            ("title", list([document.title()])),
            ("publisher", list(row.outlet.as_deref())),
            ("author", list(row.author.as_deref())),
            ("publishedAt", list(row.published.as_deref().or(row.day.as_deref()))),
            ("sourceUrl", list(row.url.as_deref())),
            ("language", list([language(&row.language)])),
            ("fileName", list([row.key.as_str()])),
        ],
    )
}

/// Languages have three letters there.
fn language(code: &str) -> &str {
    match code {
        "ar" => "ara",
        "en" => "eng",
        "fr" => "fra",
        other => other,
    }
}

fn mentioned<'a>(document: &Told<'a>, nth: usize, mention: &'a Mention) -> Option<Json<'a>> {
    let (kind, key, name, entity) = match mention {
        Mention::Person(person) => ("person", "personMentioned", &person.name, &person.entity),
        Mention::Organization(body) => ("organization", "companyMentioned", &body.name, &body.entity),
        Mention::Outlet(outlet) => ("outlet", "companyMentioned", &outlet.name, &outlet.entity),
        _ => return None,
    };
    let at = entity.as_deref()?.get(1..)?.parse::<usize>().ok()?.checked_sub(1)?;
    let entity = document.record.entities.get(at)?;
    Some(ftm(
        format!("{}-m{}", article_id(document), nth + 1),
        "Mention",
        vec![
            ("document", list([article_id(document)])),
            ("resolved", list([entity_id(kind, &entity.name)])),
            (key, list([name.as_str()])),
        ],
    ))
}

fn note<'a>(claim: &ToldClaim<'a>) -> Json<'a> {
    let (document, record) = (claim.document, claim.claim);
    let speaker = || {
        let at = record.entity.as_deref()?.get(1..)?.parse::<usize>().ok()?.checked_sub(1)?;
        let entity = document.record.entities.get(at)?;
        schema_of(&entity.kind)?;
        Some(entity_id(&entity.kind, &entity.name))
    };
    ftm(
        format!("rawi-claim-{}", claim.kept.uid),
        "Note",
        vec![
            ("name", list([claim.chain()])),
            ("description", list([claim.content()])),
            ("summary", list([claim.sentence()])),
            ("entity", list([Some(article_id(document)), speaker()].into_iter().flatten())),
            ("sourceUrl", list(document.row.url.as_deref())),
            ("publisher", list(document.row.outlet.as_deref())),
        ],
    )
}
