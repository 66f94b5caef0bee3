//! PROV-JSON: each document a bundle that says where its claims come from.
//!
//! What an article tells of its sources is its own account, which is what a bundle is for. A claim was quoted from the document, attributed to who spoke;
//! each link of the chain passed it on from the next. Across documents, a repetition was derived from what it repeats.

use rawi::reading::LinkRole;
use rawi_text::fold;
use sha2::{Digest, Sha256};

use super::json::{Json, object};
use super::out::Out;
use super::pick::Pick;
use super::told::{Told, ToldClaim};
use super::web_annotation::NAMESPACE;
use crate::error::Error;
use crate::ledger::Ledger;

/// Named things of one kind, by their identifier.
type Named<'a> = Vec<(String, Json<'a>)>;

pub(super) fn write(ledger: &Ledger, pick: &Pick, out: &mut Out<'_>) -> Result<u64, Error> {
    out.bytes(b"{\"prefix\":")?;
    out.json(&object([("rawi", NAMESPACE.into())]))?;
    out.bytes(b",\"bundle\":{")?;
    let (mut told, mut bundles) = (0, 0);
    ledger.tell(pick, |document| {
        out.bytes(if bundles == 0 { b"\n" } else { b",\n" })?;
        bundles += 1;
        told += document.record.claims.len() as u64;
        out.json(&format!("rawi:bundle-{}", digest(document)))?;
        out.bytes(b":")?;
        out.json(&bundle(document))
    })?;
    out.bytes(b"\n},\"wasDerivedFrom\":{")?;
    let mut derived = 0;
    ledger.tell_relations(pick, true, |relation| {
        let (Some(from), Some(to)) = (&relation.from.claim, &relation.to.claim) else { return Ok(()) };
        if relation.kind != "repeats" || relation.state == "rejected" {
            return Ok(());
        }
        out.bytes(if derived == 0 { b"\n" } else { b",\n" })?;
        derived += 1;
        out.json(&format!("_:repeats-{}", relation.uid))?;
        out.bytes(b":")?;
        out.json(&object([
            ("prov:generatedEntity", format!("rawi:claim-{}", from.uid).into()),
            ("prov:usedEntity", format!("rawi:claim-{}", to.uid).into()),
            ("rawi:rule", relation.rule.as_str().into()),
            ("rawi:state", relation.state.into()),
        ]))
    })?;
    out.bytes(b"\n}}\n")?;
    Ok(told)
}

fn digest(document: &Told<'_>) -> String {
    let mut hash = Sha256::new();
    hash.update(document.row.sha256.as_bytes());
    hash.update([0]);
    hash.update(document.row.url.as_deref().unwrap_or_default().as_bytes());
    crate::entry::hex(&hash.finalize()[..8])
}

fn agent_id(role: LinkRole, name: &str) -> String {
    let mut hash = Sha256::new();
    // A medium is one agent, whether it publishes or passes on.
    let kind: &[u8] = if role == LinkRole::Speaker { b"speaker" } else { b"medium" };
    hash.update(kind);
    hash.update([0]);
    hash.update(fold(name).as_bytes());
    format!("rawi:agent-{}", crate::entry::hex(&hash.finalize()[..8]))
}

/// What one document says of its claims.
fn bundle<'a>(document: &'a Told<'a>) -> Json<'a> {
    let article = format!("rawi:document-{}", digest(document));
    let (mut entities, mut agents): (Named<'a>, Named<'a>) = (Vec::new(), Vec::new());
    let (mut attributed, mut derived): (Named<'a>, Named<'a>) = (Vec::new(), Vec::new());
    entities.push((
        article.clone(),
        object([
            ("prov:label", document.title().into()),
            ("prov:location", document.row.url.as_deref().into()),
            ("rawi:sha256", document.row.sha256.as_str().into()),
            ("rawi:published", document.row.published.as_deref().into()),
        ]),
    ));
    let mut agent = |role: LinkRole, name: &'a str| {
        let id = agent_id(role, name);
        if !agents.iter().any(|(known, _)| *known == id) {
            agents.push((id.clone(), object([("prov:label", name.into()), ("rawi:role", role.name().into())])));
        }
        id
    };
    if let Some(outlet) = document.row.outlet.as_deref() {
        let outlet = agent(LinkRole::Outlet, outlet);
        attributed.push((
            "_:published".to_owned(),
            object([("prov:entity", article.clone().into()), ("prov:agent", outlet.into())]),
        ));
    }
    for claim in document.claims() {
        let id = format!("rawi:claim-{}", claim.kept.uid);
        entities.push((id.clone(), entity(&claim)));
        // The document quotes the claim, and the claim goes from link to link.
        derived.push((
            format!("_:quotes-{}", claim.kept.uid),
            object([
                ("prov:generatedEntity", article.clone().into()),
                ("prov:usedEntity", id.clone().into()),
                ("prov:type", object([("$", "prov:Quotation".into()), ("type", "prov:QUALIFIED_NAME".into())])),
            ]),
        ));
        let links = claim.claim.chain.iter().filter(|link| link.role.0 != LinkRole::Outlet && !link.name.is_empty());
        for (nth, link) in links.enumerate() {
            let role = link.role.0;
            if role == LinkRole::Document {
                let source = format!("{id}-link{}", nth + 1);
                entities.push((source.clone(), object([("prov:label", link.name.as_str().into())])));
                derived.push((
                    format!("_:source-{}-{}", claim.kept.uid, nth + 1),
                    object([
                        ("prov:generatedEntity", id.clone().into()),
                        ("prov:usedEntity", source.into()),
                        (
                            "prov:type",
                            object([("$", "prov:PrimarySource".into()), ("type", "prov:QUALIFIED_NAME".into())]),
                        ),
                    ]),
                ));
                continue;
            }
            let by = agent(role, &link.name);
            attributed.push((
                format!("_:link-{}-{}", claim.kept.uid, nth + 1),
                object([
                    ("prov:entity", id.clone().into()),
                    ("prov:agent", by.into()),
                    ("rawi:role", role.name().into()),
                    ("rawi:link", (nth + 1).into()),
                ]),
            ));
        }
    }
    let named = |named: Named<'a>| Json::Object(named.into_iter().map(|(id, value)| (id.into(), value)).collect());
    object([
        ("entity", named(entities)),
        ("agent", named(agents)),
        ("wasAttributedTo", named(attributed)),
        ("wasDerivedFrom", named(derived)),
    ])
}

fn entity<'a>(claim: &ToldClaim<'a>) -> Json<'a> {
    object([
        ("prov:label", claim.content().into()),
        ("rawi:act", claim.claim.act.0.name().into()),
        ("rawi:polarity", claim.claim.polarity.0.name().into()),
        ("rawi:chain", claim.chain().into()),
    ])
}
