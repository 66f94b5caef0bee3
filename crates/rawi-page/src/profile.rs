//! What the pages of one site have in common: lines that come again on page after page are the site's, not the article's.
//!
//! A [`Learner`] counts in how many pages of a host each line stands, numbers masked («عدد المشاهدات: 214» is one line with all its
//! counts). What stands in enough of them is learned as furniture, of the class that most pages gave it. Headlines, bylines, datelines
//! and captions are never learned, nor a line that reads like a sentence and reports something: an agency's sign-off comes again and
//! again, too, and is the first link of a chain.
//!
//! A learned profile is a table (`host`, `pages`, `of`, `class`, `line`), sorted, that a person can read and cut.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rawi_lexicon::Table;
use rawi_text::Span;

use crate::block::{Block, BlockKind, FurnitureClass};
use crate::document::Document;
use crate::lexicon::matching;
use crate::shape::{Shape, content_words};

const COLUMNS: &[&str] = &["host", "pages", "of", "class", "line"];

/// What stands over a profile.
const HEAD: &str = "# Lines that come again on the pages of a site, learned by `rawi profile`: furniture for `rawi read --profile`.\n\
    # They are compared folded, without punctuation, every number as 0. Rows may be taken out.\n\
    # columns: host\tpages\tof\tclass\tline\n";

/// Pages of a host in which a line must stand at least, and the smallest part of all its pages, as one in so many.
const LEAST: (u32, u32) = (3, 4);

/// Different lines of a host that are remembered; beyond that, those seen once so far are forgotten.
const MOST: usize = 400_000;

/// The rule of lines that a profile made furniture.
const RULE: &str = "site-profile";

/// Lines that are furniture of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteProfile {
    hosts: BTreeMap<String, BTreeMap<String, Learned>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Learned {
    pages: u32,
    of: u32,
    class: FurnitureClass,
}

impl SiteProfile {
    /// Reads a profile as [`SiteProfile::write`] writes it; `file` is what errors call it.
    ///
    /// # Errors
    /// The first row that is none, by file and line.
    pub fn parse(file: &str, text: &str) -> Result<SiteProfile, rawi_lexicon::Error> {
        let classes: Vec<&str> = FurnitureClass::ALL.iter().map(|class| class.name()).collect();
        let mut profile = SiteProfile::default();
        for row in Table::parse(file, text, COLUMNS)?.rows() {
            let number = |name: &str| {
                let written = row.column(name);
                written.parse::<u32>().map_err(|_| row.error(format!("{name} is \"{written}\"; expected a number")))
            };
            let (pages, of) = (number("pages")?, number("of")?);
            let Some(class) = FurnitureClass::named(row.one_of("class", &classes)?) else { continue };
            let lines = profile.hosts.entry(row.column("host").to_owned()).or_default();
            lines.insert(masked(row.column("line")), Learned { pages, of, class });
        }
        Ok(profile)
    }

    /// The profile as a table: the same profile gives the same bytes.
    pub fn write(&self) -> String {
        let mut table = HEAD.to_owned();
        for (host, lines) in &self.hosts {
            for (line, Learned { pages, of, class }) in lines {
                let _ = writeln!(table, "{host}\t{pages}\t{of}\t{class}\t{line}");
            }
        }
        table
    }

    /// How many lines it has, of all hosts.
    pub fn len(&self) -> usize {
        self.hosts.values().map(BTreeMap::len).sum()
    }

    /// Has it no line?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes furniture of the lines of a document that its site has on page after page. A document without an address is taken to be of
    /// the profile's host, where it has only one.
    pub fn apply(&self, document: &mut Document) {
        let host = match (document.url.as_deref().and_then(host), self.hosts.len()) {
            (Some(host), _) => host,
            (None, 1) => self.hosts.keys().next().cloned().unwrap_or_default(),
            (None, _) => return,
        };
        let Some(lines) = self.hosts.get(&host) else { return };
        let title = document.title.map(|title| matching(&document.text[title])).unwrap_or_default();
        let title = content_words(&title);
        let mut gone = Vec::new();
        for (at, block) in document.blocks.iter_mut().enumerate().filter(|(_, block)| is_learnable(block)) {
            let words = &document.text[block.span];
            let Some(learned) = lines.get(&masked(words)) else { continue };
            let shape = Shape::of(words);
            // What speaks of the story is told by it, however often.
            if shape.is_sentence() && content_words(&shape.words).intersection(&title).count() >= 2 {
                continue;
            }
            if block.kind != BlockKind::Furniture {
                *block = Block { raw: block.raw.clone(), ..Block::furniture(learned.class, RULE, block.span) };
                gone.push(at);
            }
        }
        // Whoever repeats a line that is furniture now is the same line.
        for block in &mut document.blocks {
            block.repeats = block.repeats.filter(|first| !gone.contains(first));
        }
    }
}

/// Counts the lines of pages.
#[derive(Clone, Debug, Default)]
pub struct Learner {
    hosts: BTreeMap<String, Site>,
}

#[derive(Clone, Debug, Default)]
struct Site {
    pages: u32,
    lines: BTreeMap<String, Count>,
}

#[derive(Clone, Debug, Default)]
struct Count {
    pages: u32,
    classes: BTreeMap<FurnitureClass, u32>,
    /// Did it report something, or stand where it must not be learned?
    kept: bool,
}

/// The lines of one page, ready to be counted.
#[derive(Clone, Debug, Default)]
pub struct PageLines {
    host: Option<String>,
    lines: BTreeMap<String, (Option<FurnitureClass>, bool)>,
}

impl PageLines {
    /// The lines of a document; `reports` says whether something is reported in a span of its text.
    pub fn of(document: &Document, reports: impl Fn(Span) -> bool) -> PageLines {
        let mut lines: BTreeMap<String, (Option<FurnitureClass>, bool)> = BTreeMap::new();
        for block in &document.blocks {
            let words = &document.text[block.span];
            let key = masked(words);
            // Lines of signs alone (a close button) say nothing of a site.
            if !key.contains(char::is_alphanumeric) {
                continue;
            }
            let kept = !is_learnable(block) || (Shape::of(words).is_sentence() && reports(block.span));
            let line = lines.entry(key).or_insert((block.furniture, kept));
            line.0 = line.0.or(block.furniture);
            line.1 |= kept;
        }
        PageLines { host: document.url.as_deref().and_then(host), lines }
    }
}

impl Learner {
    /// Counts a page. `only`: pages without an address are of this host, and those of others are left out; without it pages without an
    /// address are. Says whether the page was counted.
    pub fn add(&mut self, page: PageLines, only: Option<&str>) -> bool {
        let host = match (page.host, only) {
            (Some(host), Some(only)) if host != only => return false,
            (Some(host), _) => host,
            (None, Some(only)) => only.to_owned(),
            (None, None) => return false,
        };
        let site = self.hosts.entry(host).or_default();
        site.pages += 1;
        for (line, (class, kept)) in page.lines {
            let count = site.lines.entry(line).or_default();
            count.pages += 1;
            count.kept |= kept;
            if let Some(class) = class {
                *count.classes.entry(class).or_default() += 1;
            }
        }
        if site.lines.len() > MOST {
            site.lines.retain(|_, count| count.pages > 1);
        }
        true
    }

    /// How many pages were counted.
    pub fn pages(&self) -> u32 {
        self.hosts.values().map(|site| site.pages).sum()
    }

    /// What was learned.
    pub fn learned(&self) -> SiteProfile {
        let of_site = |site: &Site| -> BTreeMap<String, Learned> {
            let enough = |count: &Count| count.pages >= LEAST.0 && count.pages * LEAST.1 >= site.pages && !count.kept;
            let learned = |count: &Count| {
                // Of classes as many pages gave, the first by name of the list.
                let class = count.classes.iter().rev().max_by_key(|(_, pages)| **pages).map(|(class, _)| *class);
                Learned { pages: count.pages, of: site.pages, class: class.unwrap_or(FurnitureClass::Navigation) }
            };
            let lines = site.lines.iter().filter(|(_, count)| enough(count));
            lines.map(|(line, count)| (line.clone(), learned(count))).collect()
        };
        let hosts = self.hosts.iter().map(|(host, site)| (host.clone(), of_site(site)));
        SiteProfile { hosts: hosts.filter(|(_, lines)| !lines.is_empty()).collect() }
    }
}

/// May lines of this kind be the site's?
fn is_learnable(block: &Block) -> bool {
    !matches!(block.kind, BlockKind::Headline | BlockKind::Byline | BlockKind::Dateline | BlockKind::Caption)
}

/// A line as it is compared: folded, without punctuation, every number a 0.
fn masked(line: &str) -> String {
    let words = matching(line);
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if !c.is_numeric() {
            out.push(c);
        } else if !out.ends_with('0') {
            out.push('0');
        }
    }
    out
}

/// The host of an address, in lower case and without `www.`.
fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty() && !host.contains(char::is_whitespace)).then(|| host.to_owned())
}

/// A host as a person writes it: with or without the protocol and `www.`.
pub fn host_named(name: &str) -> Option<String> {
    host(&format!("x://{}", name.split_once("://").map_or(name, |(_, rest)| rest)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Hints;
    use crate::lexicon::FurnitureLexicon;

    const STORIES: [&str; 4] = [
        "قال وزير المياه في نهاوند إن السد الجديد جاهز للملء قبل نهاية الصيف.",
        "ونفت نقابة المزارعين ذلك، وقالت إن القنوات لم تحفر بعد وإن المال نفد.",
        "يعبر الجسر كل يوم مئات من سكان القرى بعد سنوات من الانتظار الطويل.",
        "أغلقت أمطار غزيرة طريق الجبل ليومين قبل أن تفتحه البلدية صباح أمس.",
    ];
    const OWN: &str = "نرحب بملاحظاتكم على هذا الموضوع في أي وقت من أوقات اليوم كله.";
    const SIGNED: &str = "وقالت وكالة مرسى إنها حصلت على هذه المعلومات من مصدر في الوزارة.";

    fn document(at: usize, own: &str, url: Option<&str>) -> Document {
        let text =
            format!("عنوان الخبر رقم {at}\n{}\n{own}\n{}\nالزيارات اليوم {at}", STORIES[at % 4], STORIES[(at + 1) % 4]);
        let hints = Hints { url: url.map(str::to_owned), ..Hints::default() };
        crate::plain::read(text.as_bytes(), &hints, &FurnitureLexicon::of("", "", "")).expect("a text")
    }

    fn learned(own: &str, pages: usize) -> SiteProfile {
        let mut learner = Learner::default();
        for at in 0..pages {
            let document = document(at, own, Some("https://www.nabaa.example/a"));
            let text = document.text.clone();
            assert!(learner.add(PageLines::of(&document, |span| text[span].contains("قالت")), None));
        }
        learner.learned()
    }

    #[test]
    fn lines_of_every_page_are_learned_and_others_are_not() {
        let profile = learned(OWN, 16);
        let table = profile.write();
        assert!(table.contains(&format!("nabaa.example\t16\t16\tnavigation\t{}", masked(OWN))), "{table}");
        assert!(table.contains("الزيارات اليوم 0"), "{table}");
        // The stories came again, too, four kinds in sixteen pages; so did their headlines, which never count.
        assert!(!table.contains("عنوان"), "{table}");
        assert_eq!(SiteProfile::parse("p.tsv", &table), Ok(profile));
        assert!(learned(OWN, 2).is_empty());
    }

    #[test]
    fn a_sentence_that_reports_is_never_learned() {
        let table = learned(SIGNED, 12).write();
        assert!(!table.contains("مرسي") && !table.contains("قالت"), "{table}");
    }

    #[test]
    fn a_profile_makes_furniture_of_the_lines_of_its_host() {
        let profile = learned(OWN, 16);
        let class = |url: Option<&str>| {
            let mut document = document(21, OWN, url);
            profile.apply(&mut document);
            let block = document.blocks.iter().find(|b| &document.text[b.span] == OWN).expect("the line");
            (block.kind, block.rule)
        };
        assert_eq!(class(Some("http://nabaa.example/b")), (BlockKind::Furniture, Some(RULE)));
        assert_eq!(class(None), (BlockKind::Furniture, Some(RULE)));
        assert_eq!(class(Some("http://khabar.example/b")).0, BlockKind::Paragraph);
    }

    #[test]
    fn what_speaks_of_the_title_is_kept() {
        let profile = learned(OWN, 16);
        let text = format!("نرحب بملاحظاتكم على الموضوع\n{OWN}\n{}", STORIES[0]);
        let hints = Hints { url: Some("https://nabaa.example/b".to_owned()), ..Hints::default() };
        let mut document =
            crate::plain::read(text.as_bytes(), &hints, &FurnitureLexicon::of("", "", "")).expect("a text");
        profile.apply(&mut document);
        assert_ne!(document.blocks[1].kind, BlockKind::Furniture);
    }

    #[test]
    fn pages_are_of_the_host_that_is_told() {
        let lines = |url: Option<&str>| PageLines::of(&document(1, OWN, url), |_| false);
        let mut learner = Learner::default();
        assert!(!learner.add(lines(None), None));
        assert!(learner.add(lines(None), Some("nabaa.example")));
        assert!(!learner.add(lines(Some("https://khabar.example/")), Some("nabaa.example")));
        assert_eq!(learner.pages(), 1);
        assert_eq!(host_named("WWW.Nabaa.example").as_deref(), Some("nabaa.example"));
        assert_eq!(host_named("https://nabaa.example/x").as_deref(), Some("nabaa.example"));
        assert_eq!(host_named(""), None);
    }

    #[test]
    fn a_wrong_row_is_named() {
        for (row, said) in [
            ("nabaa.example\tx\t3\tshare\tشارك", "pages is \"x\"; expected a number"),
            ("nabaa.example\t3\t3\tshares\tشارك", "did you mean \"share\"?"),
            ("nabaa.example\t3\t3\tشارك", "p.tsv:1"),
        ] {
            let error = SiteProfile::parse("p.tsv", row).expect_err("no row").to_string();
            assert!(error.contains(said), "{error}");
        }
    }
}
