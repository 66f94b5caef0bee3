//! What a page says about itself: JSON-LD, OpenGraph and other `<meta>`, `<time>`, the canonical link.

use html5gum::{StartTag, Token};
use serde_json::Value;

use crate::flow::tokens;
use crate::published::is_iso_8601;

/// The page's own statements, each the first of its kind in the order of trust: JSON-LD of the article, then `<meta>`, then tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Metadata {
    pub(crate) title: Option<String>,
    /// The words of the first `<h1>`.
    pub(crate) heading: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) modified: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) site: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) language: Option<String>,
}

/// Reads the statements of a page.
pub(crate) fn metadata(html: &str) -> Metadata {
    let mut found = Found::default();
    let mut reading: Option<Reading> = None;
    for token in tokens(html) {
        match token {
            Token::StartTag(tag) => reading = found.tag(&tag).or(reading),
            Token::EndTag(tag) => {
                if let Some(reading) = reading.take_if(|reading| reading.name == *tag.name) {
                    found.finish(&reading);
                }
            }
            Token::String(characters) => {
                if let Some(reading) = &mut reading {
                    reading.characters.push_str(&String::from_utf8_lossy(&characters));
                }
            }
            _ => {}
        }
    }
    found.settle()
}

/// An element whose words are wanted.
struct Reading {
    name: Vec<u8>,
    characters: String,
}

#[derive(Default)]
struct Found {
    metas: Vec<(String, String)>,
    times: Vec<String>,
    articles: Vec<Value>,
    title: Option<String>,
    heading: Option<String>,
    canonical: Option<String>,
    language: Option<String>,
}

impl Found {
    fn tag(&mut self, tag: &StartTag<()>) -> Option<Reading> {
        let attribute = |name: &str| {
            tag.attributes
                .get(name.as_bytes())
                .map(|value| String::from_utf8_lossy(value).trim().to_owned())
                .filter(|value| !value.is_empty())
        };
        let wanted = |name: &[u8]| Some(Reading { name: name.to_vec(), characters: String::new() });
        match tag.name.as_slice() {
            b"html" => self.language = self.language.take().or_else(|| attribute("lang")),
            b"meta" => {
                let key = attribute("property").or_else(|| attribute("name")).or_else(|| attribute("itemprop"));
                if let (Some(key), Some(content)) = (key, attribute("content")) {
                    self.metas.push((key.to_ascii_lowercase(), content));
                }
            }
            b"time" => self.times.extend(attribute("datetime")),
            b"link" if attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.canonical = self.canonical.take().or_else(|| attribute("href"));
            }
            b"script"
                if attribute("type")
                    .is_some_and(|kind| kind.to_ascii_lowercase().starts_with("application/ld+json")) =>
            {
                return wanted(b"script");
            }
            b"title" if self.title.is_none() => return wanted(b"title"),
            b"h1" if self.heading.is_none() => return wanted(b"h1"),
            _ => {}
        }
        None
    }

    fn finish(&mut self, reading: &Reading) {
        let words = || Some(collapsed(&reading.characters)).filter(|words| !words.is_empty());
        match reading.name.as_slice() {
            b"title" => self.title = words(),
            b"h1" => self.heading = words(),
            _ => {
                // Many sites write raw line feeds into JSON strings, which JSON forbids.
                let clean: String = reading.characters.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
                let value: Option<Value> = serde_json::from_str(clean.trim().trim_end_matches(';')).ok();
                self.articles.extend(value.into_iter().flat_map(articles));
            }
        }
    }

    fn settle(self) -> Metadata {
        let meta = |names: &[&str]| {
            names
                .iter()
                .find_map(|name| self.metas.iter().find(|(key, _)| key == name))
                .map(|(_, content)| collapsed(content))
        };
        let article = |name: &str| {
            self.articles.iter().find_map(|article| text_of(article.get(name)?)).map(|words| collapsed(&words))
        };
        let date = |json: &str, metas: &[&str]| {
            let of_metas = metas
                .iter()
                .flat_map(|name| self.metas.iter().filter(move |(key, _)| key == name))
                .map(|(_, content)| content.clone());
            article(json).into_iter().chain(of_metas).find(|value| is_iso_8601(value))
        };
        let published = date(
            "datePublished",
            &[
                "article:published_time",
                "datepublished",
                "og:published_time",
                "pubdate",
                "publishdate",
                "parsely-pub-date",
                "dc.date.issued",
                "dc.date",
                "date",
            ],
        );
        let authors = self.articles.iter().find_map(|article| article.get("author")).map(names_of).unwrap_or_default();
        let meta_author =
            || meta(&["author", "article:author", "parsely-author", "dc.creator"]).filter(|name| !name.contains("://"));
        let absolute = |url: &String| url.starts_with("https://") || url.starts_with("http://");
        Metadata {
            title: article("headline").or_else(|| meta(&["og:title", "twitter:title"])).or(self.title.clone()),
            heading: self.heading.clone(),
            description: meta(&["og:description", "description", "twitter:description"])
                .or_else(|| article("description")),
            published: published.or_else(|| self.times.iter().find(|value| is_iso_8601(value)).cloned()),
            modified: date("dateModified", &["article:modified_time", "datemodified", "og:updated_time"]),
            authors: if authors.is_empty() { meta_author().into_iter().collect() } else { authors },
            site: meta(&["og:site_name", "application-name"]).or_else(|| {
                self.articles.iter().find_map(|article| names_of(article.get("publisher")?).into_iter().next())
            }),
            url: self.canonical.clone().filter(absolute).or_else(|| meta(&["og:url"]).filter(absolute)),
            language: self.language.clone(),
        }
    }
}

/// The articles in a JSON-LD block: the object itself, the entries of an array, or of a `@graph`.
fn articles(value: Value) -> Vec<Value> {
    let is_article = |value: &Value| {
        let kinds: Vec<&str> = match value.get("@type") {
            Some(Value::String(kind)) => vec![kind],
            Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        kinds
            .iter()
            .any(|kind| kind.ends_with("Article") || matches!(*kind, "BlogPosting" | "LiveBlogPosting" | "Report"))
    };
    match value {
        Value::Array(values) => values.into_iter().flat_map(articles).collect(),
        Value::Object(mut fields) if fields.contains_key("@graph") => {
            fields.remove("@graph").map(articles).unwrap_or_default()
        }
        value if is_article(&value) => vec![value],
        _ => Vec::new(),
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words.clone()).filter(|words| !words.trim().is_empty()),
        Value::Array(values) => values.iter().find_map(text_of),
        _ => None,
    }
}

/// The names in an author or publisher: a string, an object with a name, or a list of these.
fn names_of(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) if !name.contains("://") && !name.trim().is_empty() => vec![collapsed(name)],
        Value::Object(fields) => fields.get("name").map(names_of).unwrap_or_default(),
        Value::Array(values) => values.iter().flat_map(names_of).collect(),
        _ => Vec::new(),
    }
}

/// Single spaces, none at the ends; the entities that some sites write twice are read once more.
fn collapsed(words: &str) -> String {
    let words = words.replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&").replace("&nbsp;", " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_in_json_ld_comes_first() {
        let page = r#"<html lang="ar-SY"><head><title>السد جاهز | نبأ</title><meta property="og:title" content="السد"><meta property="og:site_name" content="نبأ">
            <link rel=canonical href="https://nabaa.example/1">
            <script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"x"},{"@type":["NewsArticle"],"headline":"السد
            جاهز","datePublished":"2020-12-25T01:59:00+02:00","dateModified":"2020-12-25","author":[{"@type":"Person","name":"هدى"},{"name":"ربيع"}],"publisher":{"name":"شركة نبأ"}}]}</script>
            </head><body><h1>السد <b>جاهز</b></h1></body></html>"#;
        let found = metadata(page);
        assert_eq!(found.title.as_deref(), Some("السد جاهز"));
        assert_eq!(found.heading.as_deref(), Some("السد جاهز"));
        assert_eq!(found.published.as_deref(), Some("2020-12-25T01:59:00+02:00"));
        assert_eq!(found.modified.as_deref(), Some("2020-12-25"));
        assert_eq!(found.authors, ["هدى", "ربيع"]);
        assert_eq!(found.site.as_deref(), Some("نبأ"));
        assert_eq!(found.url.as_deref(), Some("https://nabaa.example/1"));
        assert_eq!(found.language.as_deref(), Some("ar-SY"));
    }

    #[test]
    fn without_json_ld_the_tags_speak() {
        let page = r#"<title>السد</title><meta name="Author" content="هدى"><meta name=description content="وصف &amp;quot;قصير&amp;quot;">
            <meta property="article:published_time" content="الثلاثاء"><time datetime="3 مايو"></time><time datetime="2024-05-03T10:00">الجمعة</time>"#;
        let found = metadata(page);
        assert_eq!(found.title.as_deref(), Some("السد"));
        assert_eq!(found.description.as_deref(), Some("وصف \"قصير\""));
        assert_eq!(found.published.as_deref(), Some("2024-05-03T10:00"));
        assert_eq!((found.authors, found.url), (vec!["هدى".to_owned()], None));
    }

    #[test]
    fn broken_statements_are_ignored() {
        let page = r#"<script type="application/ld+json">{"@type":"NewsArticle",</script><script type="application/ld+json">{"@type":"NewsArticle","headline":7,"author":"https://x.example/a"}</script>
            <link rel="canonical" href="/relative"><meta property="og:url" content="javascript:x"><meta name="author" content="https://x.example">"#;
        assert_eq!(metadata(page), Metadata::default());
        assert_eq!(metadata(""), Metadata::default());
    }
}
