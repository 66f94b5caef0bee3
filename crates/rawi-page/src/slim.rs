//! A page without what no extractor reads: scripts, styles, drawings, comments. They are most of the bytes of a page, and a tree
//! builder pays for each of them.

use std::borrow::Cow;
use std::ops::Range;

/// A slim page and the way back to the whole one.
#[derive(Debug)]
pub(crate) struct Slim<'a> {
    pub(crate) html: Cow<'a, str>,
    pub(crate) cuts: Cuts,
}

/// Where a slim page goes on, and where it does in the whole one, in rising order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cuts(Vec<(usize, usize)>);

impl Cuts {
    /// The place of a range of the slim page in the whole one.
    pub(crate) fn whole(&self, slim: Range<usize>) -> Range<usize> {
        let start = self.offset(slim.start);
        // The end is right behind its last byte, whatever was cut there.
        start..if slim.is_empty() { start } else { self.offset(slim.end - 1) + 1 }
    }

    fn offset(&self, at: usize) -> usize {
        let next = self.0.partition_point(|&(start, _)| start <= at);
        next.checked_sub(1).and_then(|last| self.0.get(last)).map_or(at, |&(start, whole)| whole + at - start)
    }
}

/// Elements that go with all they hold, and comments.
const DROPPED: &[(&str, &str)] = &[("<script", "</script"), ("<style", "</style"), ("<svg", "</svg"), ("<!--", "-->")];

/// The page without scripts, styles, drawings and comments; what a page says of itself in JSON stays.
///
/// Where the end of one is missing, the page is kept from there on: whether it is one is for the tokenizer to say.
pub(crate) fn slim(html: &str) -> Slim<'_> {
    let (mut out, mut cuts) = (String::new(), Vec::new());
    let (mut kept, mut at) = (0, 0);
    // Which of them were opened and never closed: looking again would take the whole page each time.
    let mut open_ended = [false; DROPPED.len()];
    while let Some(found) = html[at..].find('<') {
        at += found;
        let dropped = DROPPED.iter().zip(&mut open_ended).find(|((open, _), _)| starts(&html[at..], open));
        let Some((&(open, close), open_ended)) = dropped.filter(|(_, open_ended)| !**open_ended) else {
            at += 1;
            continue;
        };
        let inside = at + open.len();
        let named = html[inside..].starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/'));
        let end = (named || open == "<!--").then(|| end_of(html, inside, close));
        let Some(Some(end)) = end else {
            *open_ended = end.is_some();
            at = inside;
            continue;
        };
        if is_statement(&html[at..end]) {
            at = end;
            continue;
        }
        out.push_str(&html[kept..at]);
        // Words on both sides stay apart.
        out.push(' ');
        cuts.push((out.len(), end));
        (kept, at) = (end, end);
    }
    if cuts.is_empty() {
        return Slim { html: html.into(), cuts: Cuts::default() };
    }
    out.push_str(&html[kept..]);
    Slim { html: out.into(), cuts: Cuts(cuts) }
}

/// The byte after the end tag, or after the comment.
fn end_of(html: &str, from: usize, close: &str) -> Option<usize> {
    let mut at = from;
    if close == "-->" {
        return html[at..].find(close).map(|found| at + found + close.len());
    }
    while let Some(found) = html[at..].find("</") {
        at += found;
        if starts(&html[at..], close) {
            return html[at..].find('>').map(|end| at + end + 1);
        }
        at += 2;
    }
    None
}

fn starts(html: &str, name: &str) -> bool {
    html.as_bytes().get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
}

/// Is this a script that holds statements about the page?
fn is_statement(element: &str) -> bool {
    let tag = &element[..element.find('>').unwrap_or(element.len())];
    tag.contains("ld+json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_reads_goes() {
        for (html, expected) in [
            ("<p>السد</p>", "<p>السد</p>"),
            ("<p>السد<script>if (a<b) {}</script >جاهز", "<p>السد جاهز"),
            ("<SCRIPT src=x></SCRIPT><Style>p{}</sTYLE>ا", "  ا"),
            ("ا<!-- <p>لا</p> -->ب<svg><path d=''/></svg>ج", "ا ب ج"),
            ("<script type=application/ld+json>{}</script>", "<script type=application/ld+json>{}</script>"),
            ("<scripts>ا</scripts><p>a < b", "<scripts>ا</scripts><p>a < b"),
            ("<p>ا<script>var x", "<p>ا<script>var x"),
            ("", ""),
        ] {
            assert_eq!(slim(html).html, expected);
        }
    }

    #[test]
    fn places_lead_back() {
        let page = "<p>السد<script>x</script>جاهز<!-- -->.";
        let Slim { html, cuts } = slim(page);
        for word in ["السد", "جاهز", "."] {
            let at = html.find(word).expect("it is kept");
            assert_eq!(&page[cuts.whole(at..at + word.len())], word);
        }
        assert_eq!(&page[cuts.whole(3..html.len())], &page[3..]);
        assert_eq!(Cuts::default().whole(3..3), 3..3);
    }

    #[test]
    fn a_page_of_openings_takes_no_time() {
        let page = "<script ".repeat(100_000);
        assert_eq!(slim(&page).html, page);
    }
}
