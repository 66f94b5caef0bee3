//! Which records of an archive are pages, and the page in each.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::charset;
use crate::document::{Hints, InputKind};
use crate::error::Error;
use crate::http;
use crate::raw::{Cut, Origin, RawDocument, cut};
use crate::sniff::{self, Container};
use crate::warc::Record;

/// What a media type promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Promise {
    Page,
    Text,
    /// Perhaps a feed, perhaps anything: its content tells.
    Unknown,
    Nothing,
}

fn promise(media_type: Option<&str>) -> Promise {
    match media_type {
        Some("text/html" | "application/xhtml+xml") => Promise::Page,
        Some("text/plain") => Promise::Text,
        None
        | Some(
            "application/octet-stream" | "unknown/unknown" | "application/json" | "application/feed+json" | "text/xml",
        ) => Promise::Unknown,
        Some(other) if other.ends_with("xml") && !other.starts_with("image/") => Promise::Unknown,
        Some(_) => Promise::Nothing,
    }
}

/// Cuts a record into documents; says whether it holds any.
pub(crate) fn cut_record(
    record: Record,
    hints: &Arc<Hints>,
    limit: u64,
    out: &mut VecDeque<Result<RawDocument, Error>>,
) -> bool {
    let given = record.media_type.as_deref().map(http::content_type);
    let mut media_type = given.as_ref().map(|(media_type, _)| media_type.clone());
    let mut label = given.and_then(|(_, charset)| charset);
    let mut doubts = Vec::new();
    let mut excess = Vec::new();
    if record.length > record.block.len() as u64 {
        excess.push(format!("the record has {} bytes; only the first {} are read", record.length, record.block.len()));
    }
    if let Some(reason) = &record.truncated {
        let reason: String = reason.chars().take(40).collect();
        doubts.push(format!("the crawler kept a part of the page only: {reason}"));
    }
    let body = if record.is_http {
        let head = http::head(&record.block);
        // What the crawler found in the payload counts where the server said nothing.
        media_type = head.media_type.or(media_type);
        label = head.charset;
        if !(200..300).contains(&head.status) || promise(media_type.as_deref()) == Promise::Nothing {
            return false;
        }
        let (body, undone) = http::body(&record.block, limit);
        doubts.extend(undone);
        body
    } else {
        record.block
    };
    let promise = promise(media_type.as_deref());
    let container = sniff::container(&body);
    let is_rules = record.url.as_deref().is_some_and(|url| url.ends_with("/robots.txt"));
    let is_blank = body.iter().all(u8::is_ascii_whitespace);
    let kind = match promise {
        Promise::Nothing => return false,
        _ if is_rules || is_blank || charset::binary(&body).is_some() => return false,
        Promise::Page => InputKind::Html,
        Promise::Text => InputKind::Text,
        Promise::Unknown => match (container, sniff::kind(&body, "")) {
            (Some(Container::Feed), _) => InputKind::FeedEntry,
            (_, InputKind::Html) => InputKind::Html,
            _ => return false,
        },
    };
    let container = container.filter(|&container| container == Container::Feed && promise != Promise::Text);

    let id = record.id.unwrap_or_else(|| record.number.to_string());
    let hints = Hints {
        url: record.url.filter(|url| url.contains("://")).or_else(|| hints.url.clone()),
        charset: label.or_else(|| hints.charset.clone()),
        ..(**hints).clone()
    };
    let origin = Origin {
        key: id.clone(),
        record: id,
        number: record.number,
        offset: record.capture.offset,
        capture: Some(record.capture),
    };
    let raw = RawDocument::whole(body, kind, Arc::new(hints), excess).of_record(origin, doubts);
    cut(Cut { raw, container, is_record: true }, out);
    true
}
