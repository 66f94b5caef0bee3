//! W3C Web Annotation (JSON-LD): each claim an annotation on the words it is made of.
//!
//! Every place is given twice: by its words with those around them (`TextQuoteSelector`), which finds it in the page, and by its offsets in code points
//! (`TextPositionSelector`), which finds it in the text that was read.

use rawi::record::SpanRecord;

use super::json::{Json, list, object};
use super::out::Out;
use super::pick::Pick;
use super::told::{Told, ToldClaim};
use crate::error::Error;
use crate::ledger::Ledger;

/// How many code points before and after the words help to find them.
const AROUND: usize = 32;

/// The namespace of what Web Annotation has no word for.
pub(super) const NAMESPACE: &str = "https://rawi.example/ns#";

pub(super) fn write(ledger: &Ledger, pick: &Pick, out: &mut Out<'_>) -> Result<u64, Error> {
    out.bytes(b"{\"@context\":")?;
    let terms = object([("rawi", NAMESPACE.into())]);
    out.json(&list(["http://www.w3.org/ns/anno.jsonld".into(), terms]))?;
    out.bytes(b",\"type\":\"AnnotationPage\",\"items\":[")?;
    let mut told = 0;
    ledger.tell(pick, |document| {
        for claim in document.claims() {
            out.bytes(if told == 0 { b"\n" } else { b",\n" })?;
            out.json(&annotation(&claim))?;
            told += 1;
        }
        Ok(())
    })?;
    out.bytes(b"\n]}\n")?;
    Ok(told)
}

fn annotation<'a>(claim: &ToldClaim<'a>) -> Json<'a> {
    let (document, record) = (claim.document, claim.claim);
    let part = |purpose: &'a str, span: SpanRecord| {
        let at = target(document, span);
        object(
            [("type", "SpecificResource".into()), ("purpose", "tagging".into()), ("rawi:part", purpose.into())]
                .into_iter()
                .chain(at),
        )
    };
    let mut bodies = vec![object([
        ("type", "TextualBody".into()),
        ("purpose", "describing".into()),
        ("value", claim.chain().into()),
        ("format", "text/plain".into()),
        ("language", "ar".into()),
        ("textDirection", "rtl".into()),
    ])];
    bodies.push(part("cue", record.cue));
    bodies.extend(record.source.map(|span| part("source", span)));
    bodies.extend(record.via.iter().map(|&span| part("via", span)));
    bodies.extend(record.reason.map(|span| part("reason", span)));
    let targets = record.content.iter().map(|&span| object(target(document, span)));
    object([
        ("id", format!("urn:rawi:claim:{}", claim.kept.uid).into()),
        ("type", "Annotation".into()),
        ("motivation", "identifying".into()),
        ("body", Json::List(bodies)),
        ("target", list(targets)),
        ("rawi:who", record.who.as_deref().into()),
        ("rawi:act", record.act.0.name().into()),
        ("rawi:polarity", record.polarity.0.name().into()),
        ("rawi:form", record.form.0.name().into()),
        ("rawi:naming", record.naming.0.name().into()),
        ("rawi:anonymity", usize::from(record.anonymity).into()),
        ("rawi:rule", record.rule.as_str().into()),
        ("rawi:review", claim.kept.review.as_deref().into()),
    ])
}

/// A place in a document.
fn target<'a>(document: &Told<'a>, span: SpanRecord) -> [(&'a str, Json<'a>); 2] {
    let [start, end] = document.points(span);
    let rtl = if document.row.language == "ar" { "rtl" } else { "auto" };
    let source = object([
        ("id", document.iri().into()),
        ("type", "Text".into()),
        ("language", document.row.language.as_str().into()),
        ("textDirection", rtl.into()),
    ]);
    let quote = object([
        ("type", "TextQuoteSelector".into()),
        ("exact", document.words(span).into()),
        ("prefix", document.before(span, AROUND).into()),
        ("suffix", document.after(span, AROUND).into()),
    ]);
    let position = object([("type", "TextPositionSelector".into()), ("start", start.into()), ("end", end.into())]);
    [("source", source), ("selector", list([quote, position]))]
}
