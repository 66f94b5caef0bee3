//! What a page says about itself: JSON-LD, microdata, OpenGraph and other `<meta>`, `<time>`, the canonical link.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::markup::{Mark, Tag};
use crate::microdata::Scopes;
use crate::published::{is_iso_8601, is_same_moment};

/// The page's own statements, each the first of its kind in the order of trust: JSON-LD of the article, then `<meta>` and microdata,
/// then tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Metadata {
    pub(crate) title: Option<String>,
    /// The words of the first `<h1>`.
    pub(crate) heading: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) published: Option<String>,
    /// Is the day of publication known from no statement, but from the first `<time>` of the page alone?
    pub(crate) by_time_element: bool,
    pub(crate) modified: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) site: Option<String>,
    pub(crate) section: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) url: Option<String>,
    pub(crate) language: Option<String>,
    /// The types of schema.org that the page says it is or holds at its top, in lower case.
    pub(crate) types: BTreeSet<String>,
    /// The `og:type`, in lower case.
    pub(crate) og_type: Option<String>,
    /// Statements that contradict those taken: the code of the note and its message.
    pub(crate) conflicts: Vec<(&'static str, String)>,
}

/// An element whose words are wanted.
struct Reading {
    name: String,
    /// The property of microdata that the words are; nothing for elements wanted by their name.
    property: Option<String>,
    characters: String,
}

/// Reads the statements of a page from its marks.
#[derive(Default)]
pub(crate) struct Statements {
    reading: Option<Reading>,
    metas: Vec<(String, String)>,
    scopes: Scopes,
    times: Vec<String>,
    articles: Vec<Value>,
    types: BTreeSet<String>,
    title: Option<String>,
    heading: Option<String>,
    canonical: Option<String>,
    language: Option<String>,
}

impl Statements {
    /// Takes the next mark.
    pub(crate) fn take(&mut self, mark: &Mark<'_>) {
        match mark {
            Mark::Start(tag) => match self.tag(tag) {
                // A property inside an element that is read by its name is read with it.
                Some(inner) if inner.property.is_some() && self.reading.is_some() => {}
                Some(inner) => self.reading = Some(inner),
                None => {}
            },
            Mark::End(name) => {
                self.scopes.close(name);
                if let Some(reading) = self.reading.take_if(|reading| reading.name == *name) {
                    self.finish(&reading);
                }
            }
            Mark::Words(words) => {
                if let Some(reading) = &mut self.reading {
                    reading.characters.push_str(&words.read());
                }
            }
        }
    }

    fn tag(&mut self, tag: &Tag<'_>) -> Option<Reading> {
        let attribute =
            |name: &str| tag.attribute(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let wanted = |name: &str| Some(Reading { name: name.to_owned(), property: None, characters: String::new() });
        let property = self.scopes.open(tag);
        match tag.name() {
            "html" => self.language = self.language.take().or_else(|| attribute("lang")),
            "meta" => {
                let key = attribute("property").or_else(|| attribute("name")).map(|key| key.to_ascii_lowercase());
                if let (Some(key), Some(content)) = (key.or(property), attribute("content")) {
                    self.metas.push((key, content));
                }
                return None;
            }
            "time" => self.times.extend(attribute("datetime")),
            "link" if attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.canonical = self.canonical.take().or_else(|| attribute("href"));
            }
            "script"
                if attribute("type")
                    .is_some_and(|kind| kind.to_ascii_lowercase().starts_with("application/ld+json")) =>
            {
                return wanted("script");
            }
            "title" if self.title.is_none() => return wanted("title"),
            "h1" if self.heading.is_none() => return wanted("h1"),
            _ => {}
        }
        let property = property.filter(|property| PROPERTIES.contains(&property.as_str()))?;
        if let Some(value) = attribute("content").or_else(|| attribute("datetime")) {
            self.metas.push((property, value));
            return None;
        }
        let name = tag.name().to_owned();
        Some(Reading { name, property: Some(property), characters: String::new() })
    }

    fn finish(&mut self, reading: &Reading) {
        let words = || Some(collapsed(&reading.characters)).filter(|words| !words.is_empty());
        if let Some(property) = &reading.property {
            self.metas.extend(words().map(|words| (property.clone(), words)));
            return;
        }
        match reading.name.as_str() {
            "title" => self.title = words(),
            "h1" => self.heading = words(),
            _ => {
                // Many sites write raw line feeds into JSON strings, which JSON forbids.
                let clean: String = reading.characters.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
                let value: Option<Value> = serde_json::from_str(clean.trim().trim_end_matches(';')).ok();
                for value in value.into_iter().flat_map(things) {
                    let kinds = kinds(&value);
                    if kinds.iter().any(|kind| is_article(kind)) {
                        self.articles.push(value);
                    }
                    self.types.extend(kinds);
                }
            }
        }
    }

    /// What the page says, the contradictions included.
    pub(crate) fn settle(mut self) -> Metadata {
        let meta = |names: &[&str]| self.metas(names).next().map(collapsed);
        let article = |name: &str| {
            self.articles.iter().find_map(|article| text_of(article.get(name)?)).map(|words| collapsed(&words))
        };
        let published = self.dates("datePublished", PUBLISHED);
        let by_article: Vec<String> =
            self.articles.iter().find_map(|article| article.get("author")).map(names_of).unwrap_or_default();
        let by_meta: Vec<String> = meta(&["author", "article:author", "parsely-author", "dc.creator"])
            .filter(|name| !name.contains("://"))
            .into_iter()
            .collect();
        let absolute = |url: &String| url.starts_with("https://") || url.starts_with("http://");
        let site = meta(&["og:site_name", "application-name"]).or_else(|| {
            self.articles.iter().find_map(|article| names_of(article.get("publisher")?).into_iter().next())
        });
        let og_type = meta(&["og:type"]).map(|kind| kind.to_ascii_lowercase());
        let mut conflicts = Vec::new();
        if let Some((first, other)) = contradiction(&published) {
            conflicts.push(("page/published-conflict", format!("the page says it was published {first} and {other}")));
        }
        if let (Some(one), Some(other)) = (by_article.first(), by_meta.first())
            && !by_article.iter().any(|name| other.contains(name.as_str()) || name.contains(other.as_str()))
            && site.as_ref().is_none_or(|site| !other.contains(site.as_str()) && !one.contains(site.as_str()))
        {
            conflicts.push(("page/author-conflict", format!("the page says it was written by {one} and by {other}")));
        }
        let by_time = self.times.iter().find(|value| is_iso_8601(value)).filter(|_| published.is_empty()).cloned();
        let metadata = Metadata {
            title: article("headline")
                .or_else(|| meta(&["og:title", "twitter:title", "headline"]))
                .or(self.title.clone()),
            heading: self.heading.clone(),
            description: meta(&["og:description", "description", "twitter:description"])
                .or_else(|| article("description")),
            by_time_element: by_time.is_some(),
            published: published.first().cloned().or(by_time),
            modified: self
                .dates("dateModified", &["article:modified_time", "datemodified", "og:updated_time"])
                .first()
                .cloned(),
            authors: if by_article.is_empty() { by_meta } else { by_article },
            site,
            section: article("articleSection").or_else(|| meta(&["article:section", "articlesection", "section"])),
            tags: self.tags(),
            url: self.canonical.clone().filter(absolute).or_else(|| meta(&["og:url"]).filter(absolute)),
            language: self.language.clone(),
            types: BTreeSet::new(),
            og_type,
            conflicts,
        };
        self.types.extend(self.scopes.types());
        Metadata { types: self.types, ..metadata }
    }

    /// The values of these properties, in this order.
    fn metas<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = &'a str> {
        let named = |name| self.metas.iter().filter(move |(key, _)| key == name).map(|(_, content)| content.as_str());
        names.iter().flat_map(move |&name| named(name))
    }

    /// What the page says of a date, the most trusted first; only what is one.
    fn dates(&self, json: &str, metas: &[&str]) -> Vec<String> {
        let of_articles = self.articles.iter().filter_map(|article| text_of(article.get(json)?)).take(1);
        of_articles
            .map(|value| collapsed(&value))
            .chain(self.metas(metas).map(str::to_owned))
            .filter(|value| is_iso_8601(value))
            .collect()
    }

    /// Keywords of the most trusted statement that has any, each once.
    fn tags(&self) -> Vec<String> {
        let of_articles: Vec<String> = self
            .articles
            .iter()
            .filter_map(|article| article.get("keywords"))
            .map(strings_of)
            .next()
            .unwrap_or_default();
        let of_metas = |names: &'static [&'static str]| self.metas(names).map(str::to_owned).collect::<Vec<_>>();
        let stated =
            [of_articles, of_metas(&["article:tag"]), of_metas(&["news_keywords", "keywords", "parsely-tags"])];
        let mut tags: Vec<String> = Vec::new();
        for tag in stated.into_iter().find(|tags| !tags.is_empty()).unwrap_or_default() {
            for tag in tag.split([',', '\u{60C}', ';', '\u{61B}', '|']) {
                let tag = collapsed(tag.trim_start_matches('#')).replace('_', " ");
                if !tag.is_empty() && tag.len() <= LONGEST_TAG && tags.len() < MOST_TAGS && !tags.contains(&tag) {
                    tags.push(tag);
                }
            }
        }
        tags
    }
}

/// Properties of microdata that are read from the words of an element.
const PROPERTIES: &[&str] = &["headline", "author", "articlesection", "datepublished", "datemodified", "keywords"];

/// Properties that say when a page was published, the most trusted first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "datepublished",
    "og:published_time",
    "pubdate",
    "publishdate",
    "parsely-pub-date",
    "dc.date.issued",
    "dc.date",
    "date",
];

/// Bytes of a keyword, and keywords, that are kept; some pages put their text there.
const LONGEST_TAG: usize = 120;
const MOST_TAGS: usize = 40;

/// The first two dates that are of different days and do not mean the same moment.
fn contradiction(dates: &[String]) -> Option<(&str, &str)> {
    let (first, others) = dates.split_first()?;
    let other = others.iter().find(|other| other.get(..10) != first.get(..10) && !is_same_moment(first, other))?;
    Some((first, other))
}

/// The things in a JSON-LD block: the object itself, the entries of an array, or of a `@graph`.
fn things(value: Value) -> Vec<Value> {
    match value {
        Value::Array(values) => values.into_iter().flat_map(things).collect(),
        Value::Object(mut fields) if fields.contains_key("@graph") => {
            fields.remove("@graph").map(things).unwrap_or_default()
        }
        Value::Object(_) => vec![value],
        _ => Vec::new(),
    }
}

/// The types of a thing, in lower case, without the address of their vocabulary.
fn kinds(thing: &Value) -> Vec<String> {
    let name = |kind: &str| kind.rsplit(['/', '#']).next().unwrap_or_default().to_ascii_lowercase();
    thing.get("@type").map(strings_of).unwrap_or_default().iter().map(|kind| name(kind)).collect()
}

/// Is this, in lower case, the type of an article?
pub(crate) fn is_article(kind: &str) -> bool {
    kind.ends_with("article") || matches!(kind, "blogposting" | "liveblogposting" | "report")
}

fn strings_of(value: &Value) -> Vec<String> {
    match value {
        Value::String(words) => vec![words.clone()],
        Value::Array(values) => values.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
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
    use std::ops::ControlFlow;

    use super::*;
    use crate::markup::each;

    fn metadata(page: &str) -> Metadata {
        let mut statements = Statements::default();
        each(page, |mark| {
            statements.take(&mark);
            ControlFlow::Continue(())
        });
        statements.settle()
    }

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
    fn section_keywords_and_types_are_kept() {
        let page = r##"<meta property="og:type" content="Article"><meta property="article:section" content="مياه"><meta name=keywords content="لا">
            <meta property="article:tag" content="السد"><meta property="article:tag" content="#سد_نهاوند"><meta property="article:tag" content="السد">
            <script type="application/ld+json">[{"@type":"BreadcrumbList"},{"@type":"https://schema.org/NewsArticle","headline":"السد"}]</script>"##;
        let found = metadata(page);
        assert_eq!(found.section.as_deref(), Some("مياه"));
        assert_eq!(found.tags, ["السد", "سد نهاوند"]);
        assert_eq!(found.og_type.as_deref(), Some("article"));
        assert_eq!(found.types.iter().map(String::as_str).collect::<Vec<_>>(), ["breadcrumblist", "newsarticle"]);
        let found = metadata(
            r#"<script type="application/ld+json">{"@type":"Report","keywords":"ماء، سد , نهر","articleSection":["محليات","مياه"]}</script>"#,
        );
        assert_eq!(found.tags, ["ماء", "سد", "نهر"]);
        assert_eq!(found.section.as_deref(), Some("محليات"));
    }

    #[test]
    fn microdata_of_the_article_speak_and_those_of_others_do_not() {
        let page = r#"<article itemscope itemtype="https://schema.org/NewsArticle"><h2 itemprop="headline">السد <b>جاهز</b></h2>
            <div itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">هدى السلموني</span></div>
            <time itemprop="datePublished" datetime="2024-05-03T10:00:00+03:00">الجمعة</time><meta itemprop="dateModified" content="2024-05-04">
            <a itemprop="articleSection">مياه</a>
            <div itemprop="video" itemscope itemtype="https://schema.org/VideoObject"><meta itemprop="datePublished" content="2019-01-01"><span itemprop="headline">آخر</span></div>
            <div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><span itemprop="author">زائر</span></div></article>"#;
        let found = metadata(page);
        assert_eq!(found.title.as_deref(), Some("السد جاهز"));
        assert_eq!(found.authors, ["هدى السلموني"]);
        assert_eq!(found.published.as_deref(), Some("2024-05-03T10:00:00+03:00"));
        assert_eq!(found.modified.as_deref(), Some("2024-05-04"));
        assert_eq!(found.section.as_deref(), Some("مياه"));
        assert!(found.types.contains("newsarticle") && !found.types.contains("videoobject"), "{:?}", found.types);
        assert!(found.conflicts.is_empty(), "{:?}", found.conflicts);
    }

    #[test]
    fn contradictions_are_told_and_time_zones_are_none() {
        let page = |one: &str, other: &str| {
            format!(
                r#"<meta property="article:published_time" content="{other}"><script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"{one}"}}</script>"#
            )
        };
        let codes =
            |one, other| -> Vec<&str> { metadata(&page(one, other)).conflicts.iter().map(|(code, _)| *code).collect() };
        assert_eq!(codes("2024-05-03T10:00:00+03:00", "2024-06-03"), ["page/published-conflict"]);
        assert!(codes("2020-12-25T01:59:00+02:00", "2020-12-24T23:59:00Z").is_empty());
        assert!(codes("2024-05-03", "2024-05-03T10:00:00+03:00").is_empty());
        assert_eq!(codes("2020-12-25T01:59:00+02:00", "2020-12-24T20:59:00Z"), ["page/published-conflict"]);
        let authors = r#"<meta name=author content="ربيع الحلواني"><script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"هدى السلموني"}}</script>"#;
        assert_eq!(metadata(authors).conflicts[0].0, "page/author-conflict");
    }

    #[test]
    fn broken_statements_are_ignored() {
        let page = r#"<script type="application/ld+json">{"@type":"NewsArticle",</script><script type="application/ld+json">{"@type":"NewsArticle","headline":7,"author":"https://x.example/a"}</script>
            <link rel="canonical" href="/relative"><meta property="og:url" content="javascript:x"><meta name="author" content="https://x.example">"#;
        let types = BTreeSet::from(["newsarticle".to_owned()]);
        assert_eq!(metadata(page), Metadata { types, ..Metadata::default() });
        assert_eq!(metadata(""), Metadata::default());
    }
}
