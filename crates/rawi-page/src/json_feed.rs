//! JSON feeds: one object, its entries under `items`.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json::value::RawValue;

use crate::entry::{Body, Entry, Places};
use crate::feed::{ENTRIES, Fault, Feed};

type Parts<'a> = BTreeMap<String, &'a RawValue>;

/// Reads a JSON feed. What is no entry is told, the rest is read.
pub(crate) fn json_feed(json: &str) -> Feed {
    let mut feed = Feed::default();
    let parts: Parts<'_> = match serde_json::from_str(json) {
        Ok(parts) => parts,
        Err(error) => {
            let fault = Fault { at: 0, message: format!("not JSON: {error}"), is_end: error.is_eof() };
            feed.found.push(Err(fault));
            return feed;
        }
    };
    let string = |name: &str| parts.get(name).and_then(|raw| serde_json::from_str(raw.get()).ok());
    feed.title = string("title");
    feed.language = string("language");
    let items: Vec<&RawValue> =
        parts.get("items").and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default();
    for raw in items {
        let raw = raw.get();
        let at = raw.as_ptr() as usize - json.as_ptr() as usize;
        if feed.found.len() >= ENTRIES {
            feed.found.push(Err(Fault::too_many(at)));
            break;
        }
        feed.found.push(match serde_json::from_str::<Value>(raw) {
            Ok(Value::Object(fields)) => Ok((Entry { places: places(raw), ..entry(&fields) }, at..at + raw.len())),
            _ => Err(Fault { at, message: "damaged entry: no object; skipped".to_owned(), is_end: false }),
        });
    }
    feed
}

/// Where the values that are read stand in an item, quotation marks left out.
fn places(item: &str) -> Places {
    let Ok(parts) = serde_json::from_str::<Parts<'_>>(item) else { return Places::default() };
    let place = |name: &str| {
        let written = parts.get(name)?.get();
        let start = (written.as_ptr() as usize).checked_sub(item.as_ptr() as usize)?;
        written.starts_with('"').then(|| start + 1..(start + written.len()).max(start + 2) - 1)
    };
    Places {
        title: place("title"),
        published: place("date_published").or_else(|| place("date_modified")),
        body: place("content_html").or_else(|| place("content_text")).or_else(|| place("summary")),
    }
}

fn entry(fields: &serde_json::Map<String, Value>) -> Entry {
    let string = |name: &str| {
        let value = fields.get(name)?;
        value.as_str().map(str::to_owned).or_else(|| value.as_u64().map(|number| number.to_string()))
    };
    let names: Vec<&str> = fields
        .get("authors")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .chain(fields.get("author"))
        .filter_map(|author| author["name"].as_str())
        .collect();
    Entry {
        id: string("id"),
        url: string("url").or_else(|| string("external_url")),
        title: string("title"),
        published: string("date_published"),
        modified: string("date_modified"),
        author: (!names.is_empty()).then(|| names.join("\u{60C} ")),
        outlet: None,
        language: string("language"),
        body: string("content_html")
            .map(Body::Html)
            .or_else(|| string("content_text").or_else(|| string("summary")).map(Body::Text))
            .unwrap_or_default(),
        places: Places::default(),
    }
}
