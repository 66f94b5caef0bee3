//! JSON Lines: whole readings, or one line for each date or figure.

use rawi::Reading;
use rawi::mention::{Approx, FigureKind, Grain, PeriodPart, TimeBasis, TimeType};
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
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<Term<PeriodPart>>,
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
    /// The words for those who are counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    counted: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    cumulative: bool,
    /// The value of the time until which it counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<&'a str>,
}

/// Adds `value` as one line.
pub(crate) fn push_line(value: &impl Serialize, out: &mut Vec<u8>) {
    // Only maps with keys that are no strings fail to be JSON, and what is printed has no maps.
    let start = out.len();
    if serde_json::to_writer(&mut *out, value).is_err() {
        out.truncate(start);
    }
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
        let TimeMention { span, r#type, value, first, last, grain, basis, rule, part, .. } = record;
        let key = &document.key;
        let line = DateLine { key, span, words, r#type, value, first, last, grain, basis, rule, part, timex3, edtf };
        push_line(&line, &mut out);
    }
    out
}

/// The figures of one article, one a line.
pub(crate) fn figures(document: &Document, reading: &Reading, offsets: OffsetUnit) -> Vec<u8> {
    let mut out = Vec::new();
    for (mention, record) in reading.mentions.iter().zip(Record::of(document, reading, offsets).mentions) {
        let (MentionKind::Figure(found), Mention::Figure(record)) = (&mention.kind, record) else { continue };
        let (key, words) = (&document.key, &document.text[mention.span]);
        let counted = found.counted.map(|span| &document.text[span]);
        let as_of =
            found.as_of.and_then(|span| reading.mentions.iter().find(|m| m.span == span)).and_then(|m| match &m.kind {
                MentionKind::Time(time) => time.value.as_deref(),
                _ => None,
            });
        let FigureMention { span, min, max, approx, unit, figure, rule, cumulative, .. } = record;
        let line = FigureLine { key, span, words, min, max, approx, unit, figure, rule, counted, cumulative, as_of };
        push_line(&line, &mut out);
    }
    out
}
