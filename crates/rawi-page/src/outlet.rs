//! Who published a text that has no metadata: what its own furniture, datelines and self-references say.
//!
//! A name merely quoted in the body is somebody else, and a photo may be bought; neither is evidence by itself.

use std::collections::BTreeSet;

use rawi_text::{Span, Text};

use crate::block::{Block, BlockKind, FurnitureClass};
use crate::document::Document;
use crate::lexicon::{FurnitureLexicon, has_words, matching};
use crate::shape::{DASHES, Shape, parts};

/// The document, with the outlet that it names where nothing else told it.
pub(crate) fn completed(document: Document, lexicon: &FurnitureLexicon) -> Document {
    let outlet = document.outlet.clone().or_else(|| outlet_in(&document, lexicon));
    Document { outlet, ..document }
}

/// The outlet a document names as its own, by the strongest of: its address, an appeal or copyright line («ادعم …»), a line of
/// its own under the headline or a dateline, a known agency in the dateline. Nothing where none of these speaks.
pub fn outlet_in(document: &Document, lexicon: &FurnitureLexicon) -> Option<String> {
    let (text, blocks) = (&document.text, document.blocks.as_slice());
    document
        .url
        .as_deref()
        .and_then(|url| by_address(url, lexicon))
        .or_else(|| by_furniture(text, blocks, lexicon))
        .or_else(|| by_top_lines(text, blocks, lexicon))
        .or_else(|| by_own_appeal(text, blocks))
        .or_else(|| by_agency(text, blocks, lexicon))
}

/// How many lines are asked; evidence stands near the edges of a page.
const TOP: usize = 30;

/// The outlet as told from outside: by the caller, else by the address.
pub(crate) fn told(given: Option<&str>, url: Option<&str>, lexicon: &FurnitureLexicon) -> Option<String> {
    given.map(str::to_owned).or_else(|| url.and_then(|url| by_address(url, lexicon)))
}

/// The outlet whose domain the address has.
pub(crate) fn by_address(url: &str, lexicon: &FurnitureLexicon) -> Option<String> {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next()?.to_ascii_lowercase();
    let of = |domain: &str| host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'));
    lexicon.outlets().iter().find(|outlet| outlet.domain.as_deref().is_some_and(of)).map(|outlet| outlet.name.clone())
}

/// Furniture in which a page speaks of itself.
fn speaks_of_itself(class: FurnitureClass) -> bool {
    use FurnitureClass as Class;
    matches!(class, Class::Donation | Class::Copyright | Class::App | Class::Newsletter)
}

fn by_furniture(text: &Text, blocks: &[Block], lexicon: &FurnitureLexicon) -> Option<String> {
    let own = blocks.iter().rev().filter(|block| block.furniture.is_some_and(speaks_of_itself)).take(TOP);
    let lines: Vec<String> = own.map(|block| matching(&text[block.span])).collect();
    // The words of each, as they are and without a first letter: a name begins with one of them.
    let heads: Vec<BTreeSet<&str>> = lines
        .iter()
        .map(|line| line.split(' ').flat_map(|word| [Some(word), without_first(word)]).flatten().collect())
        .collect();
    let named = |agency: bool| {
        lines.iter().zip(&heads).find_map(|(line, heads)| {
            let begins = |name: &str| heads.contains(name.split(' ').next().unwrap_or_default());
            let mut names = lexicon.outlets().iter().filter(|outlet| outlet.agency == agency && begins(&outlet.words));
            names.find(|outlet| has_own_name(line, &outlet.words)).map(|outlet| outlet.name.clone())
        })
    };
    named(false).or_else(|| named(true))
}

fn without_first(word: &str) -> Option<&str> {
    word.char_indices().nth(1).map(|(cut, _)| &word[cut..])
}

/// Does the line hold the name, as a word of its own or behind one prefixed letter («محفوظة لنبأ»)?
fn has_own_name(line: &str, name: &str) -> bool {
    has_words(line, name)
        || line.split(' ').enumerate().any(|(at, word)| {
            let rest = without_first(word);
            let first = name.split(' ').next().unwrap_or("");
            rest == Some(first) && {
                let from: Vec<&str> = line.split(' ').skip(at + 1).collect();
                let wanted: Vec<&str> = name.split(' ').skip(1).collect();
                from.starts_with(&wanted)
            }
        })
}

/// A name in a line of its own under the headline: «نهاوند – شبكة قنديل», «نبأ». A name no table knows must be borne out: by
/// the noun that opens it, by a place beside it, or by the text calling itself so elsewhere.
fn by_top_lines(text: &Text, blocks: &[Block], lexicon: &FurnitureLexicon) -> Option<String> {
    let top = blocks.iter().take(TOP).take_while(|block| block.kind != BlockKind::Paragraph);
    let lines = top.filter(|block| matches!(block.kind, BlockKind::Dateline | BlockKind::Byline));
    for line in lines {
        let parts: Vec<Span> = parts(text, line.span, DASHES)
            .into_iter()
            .filter(|&part| !text[part].chars().any(char::is_numeric) && Shape::of(&text[part]).n_words <= 5)
            .collect();
        let words: Vec<String> = parts.iter().map(|&part| matching(&text[part])).collect();
        let known = words.iter().find_map(|words| {
            lexicon
                .outlets()
                .iter()
                .find(|outlet| !outlet.agency && outlet.words == *words)
                .map(|outlet| outlet.name.clone())
        });
        if known.is_some() {
            return known;
        }
        if line.kind == BlockKind::Byline {
            continue;
        }
        let has_place = words.iter().any(|words| lexicon.is_place(words));
        for (&part, words) in parts.iter().zip(&words) {
            let is_agency = lexicon.outlets().iter().any(|outlet| outlet.words == *words);
            if is_agency || lexicon.is_place(words) {
                continue;
            }
            let beside_place = has_place && parts.len() == 2;
            if lexicon.opens_publisher(words) || beside_place || calls_itself(text, blocks, line.span, part, words) {
                return Some(bare(&text[part]).to_owned());
            }
        }
    }
    None
}

/// A name that the text both was told something as («لـ"نبأ"») and appeals for («حمّل تطبيق نبأ»).
fn by_own_appeal(text: &Text, blocks: &[Block]) -> Option<String> {
    let own = blocks.iter().rev().filter(|block| block.furniture.is_some_and(speaks_of_itself)).take(TOP);
    let own: Vec<String> = own.map(|block| matching(&text[block.span])).collect();
    if own.is_empty() {
        return None;
    }
    blocks.iter().filter(|block| block.is_body() || block.kind == BlockKind::Headline).find_map(|block| {
        let line = &text[block.span];
        line.match_indices(['\u{AB}', '\u{201C}', '\u{201D}', '"']).find_map(|(at, mark)| {
            let before = &line[..at];
            let name = line[at + mark.len()..].split(['\u{BB}', '\u{201D}', '\u{201C}', '"']).next()?.trim();
            let words = matching(name);
            let told = before.ends_with('\u{644}') || before.ends_with("\u{644}\u{640}");
            (told && !words.is_empty() && own.iter().any(|line| has_own_name(line, &words))).then(|| name.to_owned())
        })
    })
}

/// Does the text use the name for itself: in an appeal or copyright line, as a photo credit, or in «لـ"نبأ"» (told to us)?
fn calls_itself(text: &Text, blocks: &[Block], line: Span, part: Span, words: &str) -> bool {
    let name = bare(&text[part]);
    blocks.iter().filter(|block| block.span != line).any(|block| {
        if block.furniture.is_some_and(speaks_of_itself) {
            return has_own_name(&matching(&text[block.span]), words);
        }
        if let Some(credit) = block.credit {
            return has_words(&matching(&text[credit]), words);
        }
        text[block.span].match_indices(name).any(|(at, _)| {
            let before = text[block.span][..at].trim_end_matches(['\u{AB}', '\u{201C}', '\u{201D}', '"']);
            let quoted = before.len() < at;
            // Lam, with or without a tatweel, before an opening mark.
            quoted && (before.ends_with('\u{644}') || before.ends_with("\u{644}\u{640}"))
        })
    })
}

fn bare(name: &str) -> &str {
    name.trim_matches(|c: char| !c.is_alphanumeric())
}

/// An agency that publishes under its own name: nothing else is named, and the dateline names the agency.
fn by_agency(text: &Text, blocks: &[Block], lexicon: &FurnitureLexicon) -> Option<String> {
    let dateline = blocks
        .iter()
        .take_while(|block| block.kind != BlockKind::Paragraph)
        .find(|block| block.kind == BlockKind::Dateline)?;
    let words: Vec<String> = parts(text, dateline.span, DASHES).iter().map(|&part| matching(&text[part])).collect();
    let named = |outlet: &&crate::lexicon::OutletName| outlet.agency && words.contains(&outlet.words);
    lexicon.outlets().iter().find(named).map(|outlet| outlet.name.clone())
}

/// A name that metadata give as author, without the word that opens a byline («بقلم هدى السلموني», "By Huda").
pub(crate) fn bare_author<'n>(name: &'n str, lexicon: &FurnitureLexicon) -> &'n str {
    let Some((opener, rest)) = name.split_once(char::is_whitespace) else { return name };
    let opens = opener.eq_ignore_ascii_case("by") || lexicon.opens_byline(&matching(opener));
    if opens && !rest.trim().is_empty() { rest.trim() } else { name }
}

/// The name in a byline, without the word that opens it.
pub(crate) fn author(text: &Text, blocks: &[Block], lexicon: &FurnitureLexicon) -> Option<String> {
    let byline = blocks.iter().find(|block| block.kind == BlockKind::Byline && block.repeats.is_none())?;
    let line = &text[byline.span];
    if let Some((_, name)) = line.split_once(':') {
        return Some(name.trim().to_owned()).filter(|name| !name.is_empty());
    }
    let (opener, name) = line.split_once(char::is_whitespace)?;
    lexicon.opens_byline(&matching(opener)).then(|| name.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Hints;

    const PHRASES: &str =
        "donation\tprefix\tادعم\ncopyright\tprefix\tجميع الحقوق محفوظة\napp\tprefix\tحمل تطبيق\nshare\twhole\tشارك";
    const OUTLETS: &str = "outlet\tnabaa\tSY\tnabaa.example\tنبأ الفرات|نبأ\noutlet\tkhabar\tEG\t-\tخبر\nagency\tmarsa\tAE\t-\tمرسى|وكالة مرسى";
    const BODY: &str = "قال وزير المياه في نهاوند لقناة «خبر» إن السد الجديد جاهز للملء قبل نهاية الصيف.\nوأضاف الوزير أن الماء سيصل إلى القرى كلها قبل نهاية العام المقبل.";

    #[track_caller]
    fn check(top: &str, bottom: &str, outlet: Option<&str>) {
        let lexicon = FurnitureLexicon::of(PHRASES, OUTLETS, "نهاوند");
        let text = format!("السد جاهز قبل الصيف\n{top}\n{BODY}\n{bottom}");
        let document = crate::plain::read(text.as_bytes(), &Hints::default(), &lexicon).expect("a text");
        assert_eq!(document.outlet.as_deref(), outlet, "{top} … {bottom}");
    }

    #[test]
    fn an_appeal_or_copyright_line_names_the_outlet() {
        check("", "ادعم نبأ", Some("نبأ الفرات"));
        check("", "جميع الحقوق محفوظة لنبأ الفرات © 2024", Some("نبأ الفرات"));
        check("", "حمل تطبيق خبر", Some("خبر"));
        check("", "ادعم الصحافة الحرة", None);
    }

    #[test]
    fn a_name_quoted_in_the_body_or_in_a_credit_is_no_evidence() {
        check("", "", None);
        check("السد كما بدا من الجو (نبأ)", "", None);
        check("", "شارك", None);
    }

    #[test]
    fn a_line_under_the_headline_names_the_outlet() {
        check("نهاوند – نبأ", "", Some("نبأ الفرات"));
        check("نبأ الفرات", "", Some("نبأ الفرات"));
        check("نهاوند – بوابة الماء", "", Some("بوابة الماء"));
        check("نهاوند – أطلسيات", "", Some("أطلسيات"));
        check("أطلسيات – بئر الصفا", "جميع الحقوق محفوظة لأطلسيات", Some("أطلسيات"));
        check("أطلسيات – بئر الصفا", "", None);
        check("نهاوند – 3 شباط 2026", "", None);
    }

    #[test]
    fn an_agency_is_the_outlet_only_where_nobody_else_is_named() {
        check("نهاوند – مرسى", "", Some("مرسى"));
        check("نهاوند – مرسى", "ادعم نبأ", Some("نبأ الفرات"));
    }

    #[test]
    fn the_text_may_call_itself_by_a_name_no_table_knows() {
        check("", "حمل تطبيق سنديان", None);
        check("وتحدث الوزير إلى «سنديان» عن السد الجديد الذي سيملأ قبل نهاية الصيف.", "حمل تطبيق سنديان", None);
        check("وقال الوزير لـ«سنديان» إن السد الجديد سيملأ قبل نهاية الصيف المقبل.", "حمل تطبيق سنديان", Some("سنديان"));
    }

    #[test]
    fn an_address_names_the_outlet() {
        let lexicon = FurnitureLexicon::of("", OUTLETS, "");
        for (url, outlet) in [
            ("https://www.nabaa.example/a/1", Some("نبأ الفرات")),
            ("http://NABAA.example", Some("نبأ الفرات")),
            ("https://nabaa.example:8080/x", Some("نبأ الفرات")),
            ("https://notnabaa.example/", None),
            ("https://x.example/?u=nabaa.example", None),
        ] {
            assert_eq!(by_address(url, &lexicon).as_deref(), outlet, "{url}");
        }
    }

    #[test]
    fn an_author_of_the_metadata_is_a_name_alone() {
        let lexicon = FurnitureLexicon::of("", "", "");
        for (told, name) in [
            ("بقلم هدى السلموني", "هدى السلموني"),
            ("By Huda Salmouni", "Huda Salmouni"),
            ("هدى السلموني", "هدى السلموني"),
            ("Byron", "Byron"),
            ("كتب", "كتب"),
        ] {
            assert_eq!(bare_author(told, &lexicon), name);
        }
    }

    #[test]
    fn the_byline_names_the_author() {
        let lexicon = FurnitureLexicon::of("", "", "");
        for (line, name) in [
            ("كتب: هاني السمنودي", Some("هاني السمنودي")),
            ("بقلم هدى السلموني", Some("هدى السلموني")),
            ("هدى السلموني", None),
        ] {
            let text = format!("السد جاهز قبل الصيف\n{line}\n{BODY}");
            let document = crate::plain::read(text.as_bytes(), &Hints::default(), &lexicon).expect("a text");
            assert_eq!(document.author.as_deref(), name, "{line}");
        }
    }
}
