//! One line of a corpus file: a JSON object that is one document.

use rawi_text::Text;
use serde_json::Value;

use crate::caps::bound_text;
use crate::document::{Document, Hints, Input, InputKind, Note};
use crate::error::Error;
use crate::json_string::{self, Written};
use crate::lexicon::FurnitureLexicon;
use crate::provenance::Provenance;
use crate::published::given;
use crate::trace::Trace;
use crate::{furniture, language, sha256};

/// What a line must be, for error messages.
const EXPECTED: &str =
    r#"expected one JSON object a line: {"text": "…", "id"?, "title"?, "url"?, "outlet"?, "published"?}"#;

/// Reads one line, without its line feed.
pub(crate) fn read(bytes: &[u8], line: u64, hints: &Hints, lexicon: &FurnitureLexicon) -> Result<Document, Error> {
    let bad = |message: String| Error::line(&hints.path, line, message);
    let characters = std::str::from_utf8(bytes)
        .map_err(|error| bad(format!("not valid UTF-8 at byte {} of the line; {EXPECTED}", error.valid_up_to() + 1)))?;
    let written = written(characters).map_err(&bad)?;
    let field = |name: &str| string(&written, name).map_err(&bad);
    let (id, title, url, outlet) = (field("id")?, field("title")?, field("url")?, field("outlet")?);
    let (date, body) = (field("published")?, field("text")?);
    let Some(body) = body else { return Err(bad(format!("no \"text\"; {EXPECTED}"))) };
    let title = title.filter(|title| !title.trim().is_empty());
    if body.trim().is_empty() && title.is_none() {
        return Err(bad("\"text\" is empty; expected the body of the article".to_owned()));
    }

    let (body, excess) = bound_text(&body);
    let provenance = provenance(characters, &written, title.as_deref(), body);
    let characters = title.as_ref().map_or_else(|| body.to_owned(), |title| format!("{title}\n{body}"));
    let text = Text::new(characters);
    let title = title.and_then(|title| text.span(0..title.len())).map(|span| text.trimmed(span));
    let mut notes: Vec<Note> =
        excess.into_iter().map(|message| Note { code: "page/caps", span: None, message }).collect();
    let blocks = furniture::corpus_blocks(&text, title, lexicon);
    let title = title.or_else(|| furniture::headline(&blocks));
    let document = Document {
        key: id.unwrap_or_else(|| format!("{}#{line}", hints.path)),
        sha256: sha256(bytes),
        input: Input {
            path: hints.path.clone(),
            kind: InputKind::CorpusLine,
            charset: "utf-8".to_owned(),
            record: Some(line.to_string()),
            capture: None,
        },
        url: url.or_else(|| hints.url.clone()),
        outlet: outlet.or_else(|| hints.outlet.clone()),
        author: None,
        title,
        published: given(date.as_deref().or(hints.published.as_deref()), &mut notes),
        modified: None,
        section: None,
        tags: Vec::new(),
        page: None,
        language: language::of(text.as_str(), None),
        text,
        blocks,
        notes,
        provenance,
    };
    Ok(crate::outlet::completed(document, lexicon).traced())
}

/// The fields of a line as they are written: values that nobody asks for are not read.
fn written(line: &str) -> Result<Written<'_>, String> {
    serde_json::from_str(line).map_err(|_| match serde_json::from_str::<Value>(line) {
        // What is wrong is said of the whole line.
        Err(error) => format!("not JSON: {}; {EXPECTED}", reason(&error)),
        Ok(other) => format!("{} instead of an object; {EXPECTED}", kind_of(&other)),
    })
}

/// Where title and body stand in the line.
fn provenance(line: &str, written: &Written<'_>, title: Option<&str>, body: &str) -> Provenance {
    let mut trace = Trace::default();
    let mut at = 0;
    if let (Some(title), Some(written)) = (title, written.get("title")) {
        json_string::trace(line, written.get(), 0, title.len(), &mut trace);
        at = title.len() + 1;
    }
    if let Some(written) = written.get("text") {
        json_string::trace(line, written.get(), at, body.len(), &mut trace);
    }
    Provenance::of_pieces(trace)
}

/// The value of a field that may be a string, a number (ids often are) or null; nothing where it is absent.
fn string(fields: &Written<'_>, name: &str) -> Result<Option<String>, String> {
    let Some(written) = fields.get(name).map(|value| value.get()) else { return Ok(None) };
    if written.starts_with('"') {
        return serde_json::from_str(written)
            .map_err(|error| format!("\"{name}\" is no JSON string: {}; {EXPECTED}", reason(&error)));
    }
    match serde_json::from_str(written) {
        Ok(Value::Null) => Ok(None),
        Ok(Value::Number(value)) if name == "id" => Ok(Some(value.to_string())),
        Ok(other) => Err(format!("\"{name}\" is {}; expected a string", kind_of(&other))),
        Err(error) => Err(format!("\"{name}\" is not JSON: {}; {EXPECTED}", reason(&error))),
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// What the JSON reader found wrong, with the column but without its own line count, which is always 1.
fn reason(error: &serde_json::Error) -> String {
    error.to_string().replace("at line 1 column", "at column")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::BlockKind;
    use crate::document::Basis;

    fn read_line(line: &str) -> Result<Document, Error> {
        let hints = Hints { path: "c.jsonl".to_owned(), ..Hints::default() };
        read(line.as_bytes(), 7, &hints, &FurnitureLexicon::default())
    }

    #[track_caller]
    fn refusal(line: &[u8]) -> String {
        let hints = Hints { path: "c.jsonl".to_owned(), ..Hints::default() };
        read(line, 7, &hints, &FurnitureLexicon::default()).expect_err("a bad line").to_string()
    }

    #[test]
    fn title_and_body_are_the_text() {
        let line = r#"{"id":"n-1","title":"السد جاهز","text":"قال الوزير إن السد جاهز.\nوأضاف أن الماء كثير.","url":"https://nabaa.example/1","outlet":"نبأ","published":"2024-05-01T10:00:00+03:00"}"#;
        let document = read_line(line).expect("a good line");
        assert_eq!(document.key, "n-1");
        assert_eq!(document.text.as_str(), "السد جاهز\nقال الوزير إن السد جاهز.\nوأضاف أن الماء كثير.");
        assert_eq!(document.title.map(|span| &document.text[span]), Some("السد جاهز"));
        let kinds: Vec<BlockKind> = document.blocks.iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [BlockKind::Headline, BlockKind::Paragraph, BlockKind::Paragraph]);
        assert_eq!(document.url.as_deref(), Some("https://nabaa.example/1"));
        assert_eq!(document.outlet.as_deref(), Some("نبأ"));
        let published = document.published.expect("a date");
        assert_eq!((published.value.as_str(), published.basis), ("2024-05-01T10:00:00+03:00", Basis::Given));
        assert_eq!((document.input.record.as_deref(), document.language.as_str()), (Some("7"), "ar"));
    }

    #[test]
    fn blocks_say_where_they_stand_in_the_line() {
        let line = r#"{"title":"السد \"جاهز\"","text":"قال الوزير إن السد جاهز.\n\u0648أضاف أن الماء كثير."}"#;
        let document = read_line(line).expect("a good line");
        let written: Vec<&str> =
            document.blocks.iter().map(|block| &line[block.raw.clone().expect("a place")]).collect();
        assert_eq!(written, [r#"السد \"جاهز\""#, "قال الوزير إن السد جاهز.", r"\u0648أضاف أن الماء كثير."]);
    }

    #[test]
    fn a_line_without_id_is_known_by_path_and_line() {
        assert_eq!(read_line(r#"{"text":"قال"}"#).expect("a good line").key, "c.jsonl#7");
        assert_eq!(read_line(r#"{"text":"قال","id":41}"#).expect("a good line").key, "41");
    }

    #[test]
    fn unknown_fields_nulls_and_a_blank_title_are_no_error() {
        let document = read_line(r#"{"text":"قال","title":" ","url":null,"score":[1]}"#).expect("a good line");
        assert_eq!((document.text.as_str(), document.title, document.url), ("قال", None, None));
    }

    #[test]
    fn the_lines_own_fields_win_over_hints() {
        let hints =
            Hints { outlet: Some("نبأ".to_owned()), published: Some("2024-01-01".to_owned()), ..Hints::default() };
        let own = read(r#"{"text":"قال","outlet":"خبر"}"#.as_bytes(), 1, &hints, &FurnitureLexicon::default());
        let own = own.expect("a good line");
        assert_eq!(own.outlet.as_deref(), Some("خبر"));
        assert_eq!(own.published.map(|published| published.value).as_deref(), Some("2024-01-01"));
    }

    #[test]
    fn a_date_that_is_none_is_left_out_with_a_note() {
        let document = read_line(r#"{"text":"قال","published":"yesterday"}"#).expect("a good line");
        assert_eq!(document.published, None);
        assert_eq!(document.notes.len(), 1);
        assert_eq!(document.notes[0].code, "page/published");
    }

    #[test]
    fn bad_lines_say_what_was_expected() {
        assert!(
            refusal(b"{")
                .starts_with("c.jsonl:7: not JSON: EOF while parsing an object at column 1; expected one JSON object")
        );
        assert!(refusal("قال".as_bytes()).starts_with("c.jsonl:7: not JSON: expected value at column 1"));
        assert!(refusal(br#"{"text":"x"} y"#).starts_with("c.jsonl:7: not JSON: trailing characters"));
        assert!(refusal(b"[]").starts_with("c.jsonl:7: an array instead of an object; expected"));
        assert!(refusal(br#"{"title":"x"}"#).starts_with("c.jsonl:7: no \"text\"; expected"));
        assert_eq!(refusal(br#"{"text":5}"#), "c.jsonl:7: \"text\" is a number; expected a string");
        assert_eq!(refusal(br#"{"text":"x","outlet":[]}"#), "c.jsonl:7: \"outlet\" is an array; expected a string");
        assert_eq!(refusal(br#"{"text":"  "}"#), "c.jsonl:7: \"text\" is empty; expected the body of the article");
        assert!(refusal(b"{\"text\":\"\xC7\"}").starts_with("c.jsonl:7: not valid UTF-8 at byte 10 of the line"));
    }

    #[test]
    fn a_character_cut_in_half_is_told_with_its_field() {
        assert!(refusal(br#"{"text":"\ud83d"}"#).starts_with("c.jsonl:7: \"text\" is no JSON string: "));
    }

    #[test]
    fn deep_json_is_an_error_and_no_overflow() {
        let deep = format!("{}{}", r#"{"text":"#, "[".repeat(100_000));
        assert!(refusal(deep.as_bytes()).starts_with("c.jsonl:7: not JSON: recursion limit exceeded"));
    }
}
