//! JSON Lines: whole readings, or one line for each date or figure.

use rawi::Reading;
use rawi::mention::{Approx, FigureKind, Grain, TimeBasis, TimeType};
use rawi::reading::MentionKind;
use rawi::record::{FigureMention, Mention, Number, OffsetUnit, Record, SpanRecord, Term, TimeMention};
use rawi_page::Document;
use serde::Serialize;

/// A time expression of one article.
#[derive(Serialize)]
struct DateLine<'a> {
    key: &'a str,
    span: SpanRecord,
    words: &'a str,
    r#type: Term<TimeType>,
    value: Option<String>,
    first: Option<String>,
    last: Option<String>,
    grain: Term<Grain>,
    basis: Term<TimeBasis>,
    rule: String,
    timex3: String,
    edtf: Option<String>,
}

/// A figure of one article.
#[derive(Serialize)]
struct FigureLine<'a> {
    key: &'a str,
    span: SpanRecord,
    words: &'a str,
    min: Option<Number>,
    max: Option<Number>,
    approx: Term<Approx>,
    unit: String,
    figure: Term<FigureKind>,
    rule: String,
}

/// Adds `value` as one line.
pub(crate) fn push_line(value: &impl Serialize, out: &mut Vec<u8>) {
    // Only maps with keys that are no strings fail to be JSON, and what is printed has no maps.
    out.extend(serde_json::to_vec(value).unwrap_or_default());
    out.push(b'\n');
}

/// The time expressions of one article, one a line.
pub(crate) fn dates(document: &Document, reading: &Reading, unit: OffsetUnit) -> Vec<u8> {
    let mut out = Vec::new();
    let mut n_dates = 0;
    for (mention, record) in reading.mentions.iter().zip(Record::of(document, reading, unit).mentions) {
        let (MentionKind::Time(time), Mention::Time(record)) = (&mention.kind, record) else { continue };
        n_dates += 1;
        let words = &document.text[mention.span];
        let (timex3, edtf) = (time.timex3(&format!("t{n_dates}"), words), time.edtf());
        let TimeMention { span, r#type, value, first, last, grain, basis, rule, .. } = record;
        let key = &document.key;
        let line = DateLine { key, span, words, r#type, value, first, last, grain, basis, rule, timex3, edtf };
        push_line(&line, &mut out);
    }
    out
}

/// The figures of one article, one a line.
pub(crate) fn figures(document: &Document, reading: &Reading, offsets: OffsetUnit) -> Vec<u8> {
    let mut out = Vec::new();
    for (mention, record) in reading.mentions.iter().zip(Record::of(document, reading, offsets).mentions) {
        let Mention::Figure(record) = record else { continue };
        let words = &document.text[mention.span];
        let FigureMention { span, min, max, approx, unit, figure, rule, .. } = record;
        push_line(&FigureLine { key: &document.key, span, words, min, max, approx, unit, figure, rule }, &mut out);
    }
    out
}
