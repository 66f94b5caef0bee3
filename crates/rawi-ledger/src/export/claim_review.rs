//! schema.org: each claim a `Claim`, and for each group of claims that say the same a `ClaimReview` to be filled in.
//!
//! The draft has no rating and no author: whether a claim is true is for the people who check it.

use rawi::reading::Naming;

use super::json::{Json, list, object};
use super::out::Out;
use super::pick::Pick;
use super::relation::{Facing, ToldRelation};
use super::told::{Told, ToldClaim};
use super::web_annotation::NAMESPACE;
use crate::error::Error;
use crate::ledger::Ledger;
use crate::store::cells;

pub(super) fn write(ledger: &Ledger, pick: &Pick, out: &mut Out<'_>) -> Result<u64, Error> {
    out.bytes(b"{\"@context\":")?;
    out.json(&list(["https://schema.org".into(), object([("rawi", NAMESPACE.into())])]))?;
    out.bytes(b",\"@graph\":[")?;
    let mut told = 0;
    ledger.tell(pick, |document| {
        let relations = ledger.relations_of(document.row.seq, Facing::From, pick)?;
        for claim in document.claims() {
            out.bytes(if told == 0 { b"\n" } else { b",\n" })?;
            told += 1;
            let head = claim.kept.cluster.as_deref().unwrap_or(&claim.kept.uid);
            let first = if head == claim.kept.uid { None } else { first_appearance(ledger, head, pick)? };
            let is_first = first.is_none();
            out.json(&schema_claim(&claim, first, &relations))?;
            if is_first {
                out.bytes(b",\n")?;
                out.json(&draft(&claim))?;
            }
        }
        Ok(())
    })?;
    out.bytes(b"\n]}\n")?;
    Ok(told)
}

fn iri(uid: &str) -> String {
    format!("urn:rawi:claim:{uid}")
}

fn schema_claim<'a>(claim: &ToldClaim<'a>, first: Option<Json<'a>>, relations: &'a [ToldRelation]) -> Json<'a> {
    let own = |relation: &&ToldRelation| {
        relation.state != "rejected" && relation.from.claim.as_ref().is_some_and(|from| from.uid == claim.kept.uid)
    };
    let mut entries = vec![
        ("@type", "Claim".into()),
        ("@id", iri(&claim.kept.uid).into()),
        ("text", claim.content().into()),
        ("author", author(claim)),
        ("datePublished", claim.said().and_then(|time| time.first.as_deref()).into()),
        ("appearance", appearance(claim.document)),
        ("firstAppearance", first.into()),
        ("rawi:act", claim.claim.act.0.name().into()),
        ("rawi:polarity", claim.claim.polarity.0.name().into()),
        ("rawi:chain", claim.chain().into()),
    ];
    for (kind, key) in KINDS {
        let others: Vec<Json<'_>> = relations
            .iter()
            .filter(own)
            .filter(|relation| relation.kind == kind)
            .filter_map(|relation| relation.to.claim.as_ref())
            .map(|to| object([("@id", iri(&to.uid).into())]))
            .collect();
        if !others.is_empty() {
            entries.push((key, Json::List(others)));
        }
    }
    object(entries)
}

/// Relations that schema.org has no word for, in our namespace.
const KINDS: [(&str, &str); 7] = [
    ("repeats", "rawi:repeats"),
    ("denies", "rawi:denies"),
    ("confirms", "rawi:confirms"),
    ("contradicts", "rawi:contradicts"),
    ("figure_conflict", "rawi:figureConflict"),
    ("updates", "rawi:updates"),
    ("responds_to", "rawi:respondsTo"),
];

/// Who said it: not the author of the article.
fn author<'a>(claim: &ToldClaim<'a>) -> Json<'a> {
    let Some(who) = claim.claim.who.as_deref() else { return Json::Null };
    let kind = match claim.claim.naming.0 {
        Naming::NamedPerson | Naming::Role | Naming::UnnamedPerson => "Person",
        Naming::NamedGroup | Naming::UnnamedGroup | Naming::Outlet => "Organization",
        // Neither a person nor a body: schema.org knows no other author.
        Naming::Document | Naming::None => return Json::Null,
    };
    object([("@type", kind.into()), ("name", who.into())])
}

fn appearance<'a>(document: &Told<'a>) -> Json<'a> {
    let publisher =
        document.row.outlet.as_deref().map(|name| object([("@type", "Organization".into()), ("name", name.into())]));
    object([
        ("@type", "NewsArticle".into()),
        ("@id", document.iri().into()),
        ("url", document.row.url.as_deref().into()),
        ("headline", document.title().into()),
        ("inLanguage", document.row.language.as_str().into()),
        ("datePublished", document.row.published.as_deref().into()),
        ("publisher", publisher.into()),
    ])
}

/// Where the earliest claim that says the same stands, if that leaves too.
fn first_appearance<'a>(ledger: &Ledger, uid: &str, pick: &Pick) -> Result<Option<Json<'a>>, Error> {
    let read = || ledger.db.one("SELECT document FROM claim WHERE uid = ?", cells![uid], |row| row.get::<i64>(0));
    let seq = ledger.sql(read())?;
    if !pick.holds(seq) {
        return Ok(None);
    }
    let row = ledger.document(seq)?.ok_or_else(|| ledger.no_document(seq))?;
    let id = row.url.clone().unwrap_or_else(|| format!("urn:rawi:document:{}", row.sha256));
    Ok(Some(object([("@type", "NewsArticle".into()), ("@id", id.into()), ("url", row.url.into())])))
}

/// A review that waits for the people who write it.
fn draft<'a>(claim: &ToldClaim<'a>) -> Json<'a> {
    object([
        ("@type", "ClaimReview".into()),
        ("@id", format!("urn:rawi:review:{}", claim.kept.uid).into()),
        ("creativeWorkStatus", "Draft".into()),
        ("claimReviewed", claim.content().into()),
        ("inLanguage", claim.document.row.language.as_str().into()),
        ("itemReviewed", object([("@id", iri(&claim.kept.uid).into())])),
    ])
}
