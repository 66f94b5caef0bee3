//! The wire format, read back by types that know every field and refuse any other.

use rawi::record::{OffsetUnit, Record};
use rawi_page::{Document, FurnitureLexicon, Hints};
use serde::Deserialize;

/// An article with a date, a figure, a denial and a nested claim.
const ARTICLE: &str = "الحكومة تنفي إغلاق السد\n\
    نفت الحكومة وجود خطة لإغلاق السد، وقال وزير المياه سالم المرعي يوم 3 مارس 2024 إن نحو 150 عاملا في الموقع.\n\
    وأضاف أن «السد جاهز».\n";

type Span = [usize; 2];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "that every field is there, and no other, is what is tested")]
struct Reading {
    schema: String,
    document: Article,
    mentions: Vec<Mention>,
    entities: Vec<Entity>,
    claims: Vec<Claim>,
    relations: Vec<Relation>,
    notes: Vec<Note>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "see Reading")]
struct Article {
    key: String,
    sha256: String,
    input: Input,
    url: Option<String>,
    outlet: Option<String>,
    author: Option<String>,
    language: String,
    published: Option<Published>,
    offsets: String,
    text: String,
    blocks: Vec<Block>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "see Reading")]
struct Input {
    path: String,
    kind: String,
    charset: String,
    record: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "see Reading")]
struct Published {
    value: String,
    basis: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "see Reading")]
struct Block {
    kind: String,
    span: Span,
    furniture: Option<String>,
    rule: Option<String>,
    credit: Option<String>,
    repeats: Option<usize>,
    raw: Option<[usize; 2]>,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
#[allow(dead_code, reason = "see Reading")]
enum Mention {
    Time {
        id: String,
        span: Span,
        r#type: String,
        value: Option<String>,
        first: Option<String>,
        last: Option<String>,
        grain: String,
        basis: String,
        rule: String,
        #[serde(default)]
        part: Option<String>,
    },
    Figure {
        id: String,
        span: Span,
        min: Option<f64>,
        max: Option<f64>,
        approx: String,
        unit: String,
        figure: String,
        rule: String,
        #[serde(default)]
        counted: Option<Span>,
        #[serde(default)]
        cumulative: bool,
        #[serde(default)]
        as_of: Option<String>,
    },
    Person {
        id: String,
        span: Span,
        name: String,
        role: Option<String>,
        entity: Option<String>,
    },
    Outlet {
        id: String,
        span: Span,
        name: String,
        entity: Option<String>,
    },
    Organization {
        id: String,
        span: Span,
        name: String,
        entity: Option<String>,
    },
    Place {
        id: String,
        span: Span,
        name: String,
        r#type: String,
        country: String,
        entity: Option<String>,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "see Reading")]
struct Entity {
    id: String,
    kind: String,
    name: String,
    roles: Vec<String>,
    former: bool,
    country: Option<String>,
    mentions: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "see Reading")]
struct Claim {
    id: String,
    rule: String,
    cue: Span,
    lemma: String,
    source: Option<Span>,
    who: Option<String>,
    entity: Option<String>,
    content: Vec<Span>,
    act: String,
    polarity: String,
    form: String,
    naming: String,
    anonymity: u8,
    reason: Option<Span>,
    via: Vec<Span>,
    said_at: Option<String>,
    parent: Option<String>,
    chain: Vec<Link>,
    hedges: Vec<Span>,
    zone: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "see Reading")]
struct Link {
    role: String,
    name: String,
    span: Option<Span>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "see Reading")]
struct Relation {
    kind: String,
    from: String,
    to: Option<String>,
    rule: String,
    evidence: Vec<Span>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "see Reading")]
struct Note {
    code: String,
    span: Option<Span>,
    message: String,
}

fn document() -> Document {
    let hints = Hints { path: "a.txt".to_owned(), ..Hints::default() };
    let document = rawi_page::read(ARTICLE.as_bytes(), &hints, &FurnitureLexicon::default()).next();
    document.expect("one document").expect("it is text")
}

fn record() -> Record {
    let document = document();
    Record::of(&document, &rawi::read(&document, &rawi::Lexicon::builtin()), OffsetUnit::Unicode)
}

fn words(text: &str, span: Span) -> String {
    text.chars().skip(span[0]).take(span[1] - span[0]).collect()
}

#[test]
fn every_field_is_known_and_every_known_field_is_there() {
    let record = record();
    let json = serde_json::to_string(&record).expect("a record is JSON");
    let reading: Reading = serde_json::from_str(&json).expect("the reader knows every field");
    assert_eq!((reading.schema.as_str(), reading.document.key.as_str()), ("rawi.reading/1", "a.txt"));
    assert!(!reading.relations.is_empty());
    assert!(reading.relations.iter().all(|relation| relation.evidence.len() == 2));

    // Option fields of the reader hide absent keys: nulls must be written.
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    for key in ["url", "outlet", "author", "published"] {
        assert!(value["document"].get(key).is_some(), "{key}");
    }
    for claim in value["claims"].as_array().expect("claims") {
        for key in ["source", "who", "entity", "reason", "said_at", "parent"] {
            assert!(claim.get(key).is_some(), "{key}");
        }
    }
}

#[test]
fn claims_point_at_their_words_and_at_each_other() {
    let json = serde_json::to_string(&record()).expect("a record is JSON");
    let reading: Reading = serde_json::from_str(&json).expect("a record");
    let text = &reading.document.text;
    let denial = reading.claims.iter().find(|claim| words(text, claim.cue).contains("نفت")).expect("the denial");
    assert_eq!((denial.act.as_str(), denial.polarity.as_str()), ("deny", "denied"));
    assert_eq!(denial.source.map(|span| words(text, span)).as_deref(), Some("الحكومة"));
    let said = reading.claims.iter().find(|claim| words(text, claim.cue).contains("قال")).expect("the statement");
    let when = said.said_at.as_deref().expect("a date");
    let is_it = |mention: &&Mention| matches!(mention, Mention::Time { id, .. } if id == when);
    let Some(Mention::Time { value, .. }) = reading.mentions.iter().find(is_it) else {
        panic!("{when} is no time mention")
    };
    assert_eq!(value.as_deref(), Some("2024-03-03"));
    for (index, claim) in reading.claims.iter().enumerate() {
        assert_eq!(claim.id, format!("c{}", index + 1));
        assert!(!claim.chain.is_empty());
        assert!(claim.parent.iter().all(|parent| reading.claims.iter().any(|claim| &claim.id == parent)));
    }
}

#[test]
fn whole_figures_are_integers() {
    let json = serde_json::to_string(&record()).expect("a record is JSON");
    assert!(json.contains("\"min\":150,\"max\":150,\"approx\":\"about\""), "{json}");
}

#[test]
fn a_record_reads_back_and_ignores_fields_of_later_versions() {
    let record = record();
    let mut value = serde_json::to_value(&record).expect("a record is JSON");
    assert_eq!(serde_json::from_value::<Record>(value.clone()).ok().as_ref(), Some(&record));
    value["document"]["mood"] = "cheerful".into();
    value["later"] = serde_json::json!([1]);
    assert_eq!(serde_json::from_value::<Record>(value).ok(), Some(record));
}

#[test]
fn the_same_reading_gives_the_same_bytes() {
    let bytes = || serde_json::to_string(&record()).expect("a record is JSON");
    assert_eq!(bytes(), bytes());
}
