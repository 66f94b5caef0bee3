//! GraphML: who passed what on to whom, and how claims stand to each other.
//!
//! Nodes are claims and the media and people of their chains; edges are the links of chains, from the outlet to the claim, and relations.

use std::borrow::Cow;
use std::collections::BTreeSet;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use rawi_text::fold;
use sha2::{Digest, Sha256};

use super::out::Out;
use super::pick::Pick;
use super::told::ToldClaim;
use crate::error::Error;
use crate::ledger::Ledger;

/// What nodes and edges carry: name, of what, type.
const KEYS: [(&str, &str, &str); 14] = [
    ("kind", "all", "string"),
    ("label", "all", "string"),
    ("who", "node", "string"),
    ("act", "node", "string"),
    ("polarity", "node", "string"),
    ("anonymity", "node", "int"),
    ("outlet", "node", "string"),
    ("day", "node", "string"),
    ("url", "node", "string"),
    ("story", "node", "string"),
    ("claim", "edge", "string"),
    ("rule", "edge", "string"),
    ("state", "edge", "string"),
    ("score", "edge", "double"),
];

/// What a node or edge carries: key and words.
type Attribute<'a> = (&'static str, Cow<'a, str>);

pub(super) fn write(ledger: &Ledger, pick: &Pick, out: &mut Out<'_>) -> Result<u64, Error> {
    let mut graph = Graph { xml: Writer::new_with_indent(Vec::new(), b' ', 1) };
    graph.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    graph.event(Event::Start(
        BytesStart::new("graphml").with_attributes([("xmlns", "http://graphml.graphdrawing.org/xmlns")]),
    ));
    for (name, of, kind) in KEYS {
        let key = [("id", name), ("for", of), ("attr.name", name), ("attr.type", kind)];
        graph.event(Event::Empty(BytesStart::new("key").with_attributes(key)));
    }
    let directed = [("id", "rawi"), ("edgedefault", "directed")];
    graph.event(Event::Start(BytesStart::new("graph").with_attributes(directed)));
    let (mut told, mut known) = (0, BTreeSet::new());
    ledger.tell(pick, |document| {
        for claim in document.claims() {
            told += 1;
            graph.claim(&claim, &mut known);
        }
        graph.pour(out)
    })?;
    ledger.tell_relations(pick, false, |relation| {
        let (Some(from), Some(to)) = (&relation.from.claim, &relation.to.claim) else { return Ok(()) };
        let attributes = [
            ("kind", relation.kind.as_str().into()),
            ("rule", relation.rule.as_str().into()),
            ("state", relation.state.into()),
            ("score", relation.score.to_string().into()),
        ];
        graph.edge(&format!("c{}", from.uid), &format!("c{}", to.uid), &attributes);
        graph.pour(out)
    })?;
    graph.event(Event::End(BytesEnd::new("graph")));
    graph.event(Event::End(BytesEnd::new("graphml")));
    graph.pour(out)?;
    out.bytes(b"\n")?;
    Ok(told)
}

/// XML that is poured out from time to time.
struct Graph {
    xml: Writer<Vec<u8>>,
}

impl Graph {
    fn event(&mut self, event: Event<'_>) {
        // A list of bytes in memory takes everything.
        let _ = self.xml.write_event(event);
    }

    fn pour(&mut self, out: &mut Out<'_>) -> Result<(), Error> {
        let poured = out.bytes(self.xml.get_ref());
        self.xml.get_mut().clear();
        poured
    }

    fn claim(&mut self, claim: &ToldClaim<'_>, known: &mut BTreeSet<String>) {
        let (row, record) = (claim.document.row, claim.claim);
        let id = format!("c{}", claim.kept.uid);
        let mut attributes: Vec<Attribute<'_>> = vec![
            ("kind", "claim".into()),
            ("label", claim.content().into()),
            ("act", record.act.0.name().into()),
            ("polarity", record.polarity.0.name().into()),
            ("anonymity", record.anonymity.to_string().into()),
        ];
        attributes.extend(record.who.as_deref().map(|who| ("who", who.into())));
        attributes.extend(row.outlet.as_deref().map(|outlet| ("outlet", outlet.into())));
        attributes.extend(row.day.as_deref().map(|day| ("day", day.into())));
        attributes.extend(row.url.as_deref().map(|url| ("url", url.into())));
        attributes.extend(row.story.as_deref().map(|story| ("story", story.into())));
        self.node(&id, &attributes);
        let mut before: Option<String> = None;
        for link in record.chain.iter().filter(|link| !link.name.is_empty()) {
            let role = link.role.0.name();
            let node = node_id(&link.name);
            if known.insert(node.clone()) {
                self.node(&node, &[("kind", "agent".into()), ("label", link.name.as_str().into())]);
            }
            if let Some(before) = before.filter(|before| *before != node) {
                self.edge(&before, &node, &[("kind", role.into()), ("claim", claim.kept.uid.as_str().into())]);
            }
            before = Some(node);
        }
        if let Some(before) = before {
            self.edge(&before, &id, &[("kind", "says".into()), ("claim", claim.kept.uid.as_str().into())]);
        }
    }

    fn node(&mut self, id: &str, attributes: &[Attribute<'_>]) {
        self.element(BytesStart::new("node").with_attributes([("id", id)]), attributes);
    }

    fn edge(&mut self, from: &str, to: &str, attributes: &[Attribute<'_>]) {
        self.element(BytesStart::new("edge").with_attributes([("source", from), ("target", to)]), attributes);
    }

    fn element(&mut self, start: BytesStart<'_>, attributes: &[Attribute<'_>]) {
        let end = start.to_end().into_owned();
        self.event(Event::Start(start));
        for (key, words) in attributes {
            self.event(Event::Start(BytesStart::new("data").with_attributes([("key", *key)])));
            self.event(Event::Text(BytesText::new(&allowed(words))));
            self.event(Event::End(BytesEnd::new("data")));
        }
        self.event(Event::End(end));
    }
}

/// One node for a name, whatever its role.
fn node_id(name: &str) -> String {
    format!("a{}", crate::entry::hex(&Sha256::digest(fold(name).as_bytes())[..8]))
}

/// Words without the characters that XML 1.0 has no place for.
fn allowed(words: &str) -> Cow<'_, str> {
    let forbidden =
        |c: char| (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    if words.contains(forbidden) { words.replace(forbidden, "\u{FFFD}").into() } else { words.into() }
}
