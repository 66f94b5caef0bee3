//! The article among the lines of a page: its main text, and what extractors leave out of it though it belongs to it.

use std::collections::BTreeSet;

use crate::block::BlockKind;
use crate::flow::Visible;
use crate::lexicon::{FurnitureLexicon, has_words, matching, starts_with_words};
use crate::metadata::Metadata;
use crate::shape::{Shape, content_words};

/// The lines of the article: for each visible line the kind that its tag or place gives, or nothing where it is none of its lines.
#[derive(Debug)]
pub(crate) struct Picked {
    pub(crate) lines: Vec<Option<BlockKind>>,
    /// The words of the headline, where no visible line has them.
    pub(crate) unseen_title: Option<String>,
    /// The visible lines in the form of [`matching`].
    pub(crate) keys: Vec<String>,
}

/// Picks the lines of the article, given which of them an extractor took.
pub(crate) fn pick(about: &Metadata, taken: &[bool], visible: &[Visible], lexicon: &FurnitureLexicon) -> Picked {
    let keys: Vec<String> = visible.iter().map(|visible| visible.shape().words.clone()).collect();
    let title = title(about);
    let title_words = title.as_deref().map(matching);
    let is_title = |at: usize| title_words.as_deref() == Some(keys[at].as_str());
    let first = (0..keys.len()).find(|&at| taken[at] && !is_title(at));
    let headline = first.and_then(|first| headline(title_words.as_deref(), first, &keys, visible));
    let words = headline.map(|at| keys[at].clone()).or(title_words);
    let pick = Pick { keys: &keys, visible, taken, title: words.as_deref(), lexicon };
    let mut lines: Vec<Option<BlockKind>> = (0..keys.len()).map(|at| pick.of_main(at)).collect();
    if let Some(headline) = headline {
        lines[headline] = Some(BlockKind::Headline);
    }
    if let Some(first) = first {
        pick.around(headline, first, &mut lines);
        if let Some(lead) = pick.lost_lead(about, headline, &lines) {
            lines[lead] = Some(BlockKind::Lead);
        }
    }
    Picked { lines, unseen_title: title.filter(|_| headline.is_none()), keys }
}

/// How many visible lines between title and main text are looked at.
const TOP: usize = 20;

/// The line that shows the title: one with its words, nearest above the main text; else a top heading there that speaks of the same.
fn headline(title: Option<&str>, first: usize, keys: &[String], visible: &[Visible]) -> Option<usize> {
    let title = title?;
    let is_top = |at: usize| visible[at].line.kind == BlockKind::Headline;
    let same = |at: &usize| keys[*at] == title;
    let after = first + TOP.min(keys.len() - first);
    let of_words = content_words(title);
    let speaks_of_it = |at: &usize| content_words(&keys[*at]).intersection(&of_words).count() >= 2;
    (0..first)
        .rev()
        .filter(same)
        .find(|&at| is_top(at))
        .or_else(|| (first..after).filter(same).find(|&at| is_top(at)))
        .or_else(|| (first.saturating_sub(TOP)..first).rev().find(same))
        .or_else(|| {
            (first.saturating_sub(TOP)..first)
                .rev()
                .chain(first..first + 3.min(keys.len() - first))
                .filter(|&at| is_top(at))
                .find(speaks_of_it)
        })
        .or_else(|| (0..first).rev().find(same))
        .or_else(|| (first..after).find(same))
}

struct Pick<'a> {
    keys: &'a [String],
    visible: &'a [Visible],
    taken: &'a [bool],
    title: Option<&'a str>,
    lexicon: &'a FurnitureLexicon,
}

impl Pick<'_> {
    fn of_main(&self, at: usize) -> Option<BlockKind> {
        let kind = self.visible[at].line.kind;
        // Inside the main text a top heading is a heading like others.
        let kind = if kind == BlockKind::Headline { BlockKind::Heading } else { kind };
        let repeats_title = self.title == Some(self.keys[at].as_str());
        self.taken[at].then_some(if repeats_title { BlockKind::Headline } else { kind })
    }

    /// Lines that belong to the article though the extractors left them out: between title and main text the standfirst, byline and
    /// date, and everywhere the captions.
    fn around(&self, headline: Option<usize>, first: usize, lines: &mut [Option<BlockKind>]) {
        let last = lines.iter().rposition(Option::is_some).unwrap_or(first);
        let topic: BTreeSet<&str> = (first..self.keys.len())
            .filter(|&at| self.taken[at])
            .take(3)
            .map(|at| self.keys[at].as_str())
            .chain(self.title)
            .flat_map(content_words)
            .collect();
        let known: BTreeSet<&str> =
            (0..self.keys.len()).filter(|&at| lines[at].is_some()).map(|at| self.keys[at].as_str()).collect();
        let below = headline.filter(|&headline| headline < first).map_or(first, |headline| headline + 1);
        // A date or a name may also stand right above the title.
        let above = headline.filter(|&headline| headline < first).map_or(first, |headline| headline.saturating_sub(4));
        let mut lead = None;
        for (at, picked) in lines.iter_mut().enumerate().take(last).skip(above) {
            let line = &self.visible[at].line;
            if picked.is_some() || known.contains(self.keys[at].as_str()) {
                continue;
            }
            let shape = self.visible[at].shape();
            let top = at < first && (at < below || at - below < TOP);
            let is_text = matches!(line.kind, BlockKind::Paragraph | BlockKind::Heading);
            let on_topic = || content_words(&self.keys[at]).intersection(&topic).count() >= 2;
            *picked = match line.kind {
                BlockKind::Caption if shape.n_words >= 2 && at >= below => Some(BlockKind::Caption),
                // Posts that the article shows are dropped by extractors.
                BlockKind::Embed if at > first && shape.n_words >= 2 => Some(BlockKind::Embed),
                // One standfirst, the one nearest to the title: it speaks of what title and first paragraphs speak of; an appeal that
                // stands in its place does not.
                _ if is_text
                    && top
                    && at >= below
                    && lead.is_none()
                    && shape.is_sentence()
                    && shape.n_words <= 80
                    && on_topic() =>
                {
                    lead = Some(at);
                    Some(BlockKind::Lead)
                }
                _ if top && shape.is_date(&line.words) => Some(BlockKind::Dateline),
                _ if top && at >= below && self.is_byline(shape, &line.words) => Some(BlockKind::Byline),
                _ => None,
            };
        }
    }

    fn is_byline(&self, shape: &Shape, words: &str) -> bool {
        (2..=6).contains(&shape.n_words)
            && shape.n_numbers == 0
            && !words.contains(['"', '\u{AB}', '\u{201C}', '\u{201D}'])
            && self.lexicon.opens_byline(&shape.words)
    }

    /// The first paragraph, where the extractors lost it: often it stands outside the body's container. The page's own description
    /// nearly always begins with the same words, which finds it.
    fn lost_lead(&self, about: &Metadata, headline: Option<usize>, lines: &[Option<BlockKind>]) -> Option<usize> {
        let description = matching(about.description.as_deref()?);
        let opening: Vec<&str> = description.split(' ').take(LEAD_WORDS).collect();
        if opening.len() < LEAD_WORDS {
            return None;
        }
        let opening = opening.join(" ");
        let has = |at: usize| lines[at].is_some() && has_words(&self.keys[at], &opening);
        if self.title.is_some_and(|title| starts_with_words(title, &opening)) || (0..lines.len()).any(has) {
            return None;
        }
        let opens = |at: &usize| starts_with_words(&self.keys[*at], &opening);
        (headline.unwrap_or(0)..lines.len()).find(opens).or_else(|| (0..lines.len()).find(opens))
    }
}

/// How many words of the page's description must open a line for it to be the standfirst.
const LEAD_WORDS: usize = 8;

/// The title as the page shows it, else as its metadata has it, without the name of the site.
fn title(about: &Metadata) -> Option<String> {
    let (shown, told) = (about.heading.as_deref(), about.title.as_deref());
    if let (Some(shown), Some(told)) = (shown, told) {
        let (shown_words, told_words) = (matching(shown), matching(told));
        // Many sites set their own name as the top heading.
        if has_words(&told_words, &shown_words) || has_words(&shown_words, &told_words) {
            let is_site = about.site.as_deref().is_some_and(|site| matching(site) == shown_words);
            if !is_site {
                return Some(shown.to_owned());
            }
        }
    }
    let told = told.or(shown)?;
    let site = about.site.as_deref().map(matching).unwrap_or_default();
    let cut = told
        .rmatch_indices(['|', '-', '\u{2013}', '\u{2014}', '\u{BB}'])
        .find(|&(at, sign)| at > 0 && matching(&told[at + sign.len()..]) == site && !site.is_empty());
    Some(cut.map_or(told, |(at, _)| &told[..at]).trim().to_owned()).filter(|title| !title.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::Flowed;
    use crate::trace::Trace;

    const ONE: &str = "قال وزير المياه في نهاوند إن السد الجديد جاهز للملء قبل نهاية الصيف المقبل.";
    const TWO: &str = "وأضاف الوزير أن الماء سيصل إلى القرى كلها قبل نهاية العام المقبل من دون تأخير.";

    /// What is picked, given the lines, which are in the main text (`true`), and what the page says of itself.
    fn picked(lines: &[(BlockKind, &str, bool)], about: &Metadata) -> Vec<(&'static str, String)> {
        let lexicon = FurnitureLexicon::of("", "", "");
        let visible: Vec<Visible> = lines
            .iter()
            .map(|&(kind, words, _)| {
                Visible::new(Flowed { kind, words: words.to_owned() }, Trace::default(), None, false)
            })
            .collect();
        let taken: Vec<bool> = lines.iter().map(|&(_, _, taken)| taken).collect();
        let picked = pick(about, &taken, &visible, &lexicon);
        let unseen = picked.unseen_title.into_iter().map(|title| ("unseen", title));
        let lines =
            picked.lines.iter().zip(visible).filter_map(|(kind, visible)| Some(((*kind)?.name(), visible.line.words)));
        unseen.chain(lines).collect()
    }

    #[track_caller]
    fn check(lines: &[(BlockKind, &str, bool)], about: &Metadata, expected: &[(&'static str, &str)]) {
        let expected: Vec<_> = expected.iter().map(|&(kind, words)| (kind, words.to_owned())).collect();
        assert_eq!(picked(lines, about), expected);
    }

    fn titled(title: &str) -> Metadata {
        Metadata { title: Some(title.to_owned()), ..Metadata::default() }
    }

    #[test]
    fn what_stands_between_title_and_text_is_kept_but_an_appeal_is_not() {
        use BlockKind::{Caption, Paragraph};
        let standfirst = "وزارة المياه تعد القرى بالماء في نهاوند قبل نهاية الصيف، والمزارعون يشككون في ذلك.";
        let appeal = "نحن فريق صغير مستقل يعمل كل يوم كي تصل الحقيقة إليكم من دون خوف.";
        check(
            &[
                (Paragraph, "السد جاهز", false),
                (Paragraph, appeal, false),
                (Paragraph, standfirst, false),
                (Paragraph, "كتبت هدى السلموني", false),
                (Paragraph, "الجمعة 3 مايو 2024", false),
                (Paragraph, ONE, true),
                (Caption, "السد من الجو", false),
                (Paragraph, TWO, true),
                (Paragraph, appeal, false),
            ],
            &titled("السد جاهز"),
            &[
                ("headline", "السد جاهز"),
                ("lead", standfirst),
                ("byline", "كتبت هدى السلموني"),
                ("dateline", "الجمعة 3 مايو 2024"),
                ("paragraph", ONE),
                ("caption", "السد من الجو"),
                ("paragraph", TWO),
            ],
        );
    }

    #[test]
    fn the_headline_is_the_line_with_the_title_nearest_above_the_text() {
        use BlockKind::{Headline, List, Paragraph};
        check(
            &[
                (List, "السد جاهز", false),
                (Headline, "السد جاهز", false),
                (Paragraph, "شارك", false),
                (Paragraph, ONE, true),
                (List, "السد جاهز", false),
            ],
            &titled("السد جاهز"),
            &[("headline", "السد جاهز"), ("paragraph", ONE)],
        );
        // Metadata often word it otherwise.
        check(
            &[(Headline, "سد نهاوند الجديد جاهز", false), (Paragraph, ONE, true)],
            &titled("جاهزية السد الجديد في نهاوند"),
            &[("headline", "سد نهاوند الجديد جاهز"), ("paragraph", ONE)],
        );
        check(
            &[(Headline, "نبأ الفرات", false), (Paragraph, ONE, true)],
            &titled("السد جاهز"),
            &[("unseen", "السد جاهز"), ("paragraph", ONE)],
        );
    }

    #[test]
    fn a_lost_first_paragraph_is_found_by_the_description() {
        use BlockKind::Paragraph;
        let about = Metadata { description: Some(ONE.chars().take(60).collect()), ..Metadata::default() };
        let lines = [(Paragraph, "الرئيسية", false), (Paragraph, TWO, true), (Paragraph, ONE, false)];
        check(&lines, &about, &[("paragraph", TWO), ("lead", ONE)]);
        let lines = [(Paragraph, ONE, true), (Paragraph, TWO, true), (Paragraph, ONE, false)];
        check(&lines, &about, &[("paragraph", ONE), ("paragraph", TWO)]);
        let short = Metadata { description: Some("قال وزير المياه".to_owned()), ..Metadata::default() };
        check(&[(Paragraph, TWO, true), (Paragraph, ONE, false)], &short, &[("paragraph", TWO)]);
    }

    #[test]
    fn the_title_is_the_shown_one_without_the_site() {
        let about = |heading: Option<&str>, told: &str, site: &str| Metadata {
            heading: heading.map(str::to_owned),
            title: Some(told.to_owned()),
            site: Some(site.to_owned()),
            ..Metadata::default()
        };
        for (heading, told, expected) in [
            (Some("السد جاهز"), "السد جاهز | نبأ", "السد جاهز"),
            (Some("نبأ"), "السد جاهز - والقرى تنتظر - نبأ", "السد جاهز - والقرى تنتظر"),
            (Some("أقسام الموقع"), "السد جاهز", "السد جاهز"),
            (None, "السد جاهز - والقرى تنتظر", "السد جاهز - والقرى تنتظر"),
        ] {
            assert_eq!(title(&about(heading, told, "نبأ")).as_deref(), Some(expected));
        }
        assert_eq!(title(&Metadata::default()), None);
    }
}
