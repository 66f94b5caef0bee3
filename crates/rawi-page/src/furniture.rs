//! Telling the article from the page around it, line by line.
//!
//! Evidence, in this order: the page's own tags, phrases of the lexicon, the shape of the line, its neighbors, its place.
//! Nothing is deleted: furniture is a label on a block, with a class and the rule that gave it.
//!
//! Some furniture opens a *run*: after «مقالات متعلقة» come lines that only their place gives away. A run ends at the next
//! paragraph that reads like the article, or never. A lexicon phrase inside a sentence is not enough to drop it: a
//! first version of such a list dropped the first paragraph of a page because it began with the word for «sign up».

use std::collections::BTreeSet;

use rawi_text::{Span, Text};

use crate::block::{Block, BlockKind, FurnitureClass};
use crate::caption;
use crate::lexicon::FurnitureLexicon;
use crate::phrase::{self, Hit};
use crate::role::Page;
use crate::shape::{Shape, content_words};
use crate::tail::{self, AFTER_CLOSE, RUN, never_inside, opens_run};

/// One line of a document before it is a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    /// Trimmed and not empty.
    pub(crate) span: Span,
    /// What the page's own tag says it is.
    pub(crate) tag: Option<BlockKind>,
}

/// Where lines come from, which says how much furniture to expect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Setting {
    /// A whole page as text: furniture before, inside and after the article.
    Page,
    /// The main text an extractor found in a page: little furniture, good tags.
    Main,
    /// The body of a corpus line: cleaned by somebody; furniture only where it cannot be anything else.
    Corpus,
}

/// The blocks of a corpus line: the headline, then one block a line of the body.
pub(crate) fn corpus_blocks(text: &Text, title: Option<Span>, lexicon: &FurnitureLexicon) -> Vec<Block> {
    let body = title.map_or(0, Span::end);
    let mut lines: Vec<Line> = title.map(|span| Line { span, tag: Some(BlockKind::Headline) }).into_iter().collect();
    lines.extend(lines_from(text, body));
    blocks(text, &lines, Setting::Corpus, lexicon)
}

/// The lines that are not blank, from a byte offset on.
pub(crate) fn lines_from(text: &Text, start: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut at = start;
    for line in text.as_str()[start..].split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{B}', '\u{C}'])
    {
        let span = text.span(at..at + line.len()).map(|span| text.trimmed(span));
        lines.extend(span.filter(|span| !span.is_empty()).map(|span| Line { span, tag: None }));
        at += line.len();
    }
    lines
}

/// The words of the first headline.
pub(crate) fn headline(blocks: &[Block]) -> Option<Span> {
    blocks.iter().find(|block| block.kind == BlockKind::Headline).map(|block| block.span)
}

/// Labels lines.
pub(crate) fn blocks(text: &Text, lines: &[Line], setting: Setting, lexicon: &FurnitureLexicon) -> Vec<Block> {
    let lines = split_icon_labels(text, lines, lexicon);
    let page = Page::new(text, &lines, setting, lexicon);
    let mut sorter =
        Sorter { page: &page, title: BTreeSet::new(), body: BTreeSet::new(), region: Region::Top, headline: false };
    let mut blocks: Vec<Block> = (0..page.lines.len()).map(|at| sorter.label(at)).collect();
    tail::settle(&mut blocks, &page, &sorter.title);
    mark_repeats(&mut blocks, &page.shapes);
    blocks
}

/// Cuts lines such as «camera iconالسد من الجو» in two.
fn split_icon_labels(text: &Text, lines: &[Line], lexicon: &FurnitureLexicon) -> Vec<Line> {
    let mut out = Vec::with_capacity(lines.len());
    for &line in lines {
        match phrase::icon_label(text, line.span, lexicon) {
            Some((label, rest)) if phrase::hit(text, rest, &Shape::of(&text[rest]), lexicon).is_none() => {
                out.push(Line { span: label, tag: Some(BlockKind::Furniture) });
                out.push(Line { span: rest, tag: line.tag });
            }
            // What follows the label is furniture too: one block for the bar.
            Some(_) => out.push(Line { tag: Some(BlockKind::Furniture), ..line }),
            None => out.push(line),
        }
    }
    out
}

/// Marks each block that says again, letter for letter after folding, what an earlier one said.
fn mark_repeats(blocks: &mut [Block], shapes: &[Shape]) {
    let mut seen: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for (at, shape) in shapes.iter().enumerate() {
        if blocks[at].kind == BlockKind::Furniture || shape.n_words < 2 {
            continue;
        }
        if let Some(&first) = seen.get(shape.words.as_str()) {
            blocks[at].repeats = Some(first);
            // A caption, or the title, stays what it was where it stood first.
            if matches!(blocks[first].kind, BlockKind::Caption | BlockKind::Headline) {
                blocks[at].kind = blocks[first].kind;
            }
        } else {
            seen.insert(&shape.words, at);
        }
    }
}

/// Which part of the page the sorter is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Region {
    /// Before the first paragraph of the body.
    Top,
    Body,
    /// After a line of furniture that others of its kind follow. `closed`: a close button has been seen since, so that the
    /// class of what follows is open.
    Run {
        class: FurnitureClass,
        closed: bool,
    },
}

struct Sorter<'a> {
    page: &'a Page<'a>,
    /// Content words of the headline.
    title: BTreeSet<&'a str>,
    /// Content words of the body so far.
    body: BTreeSet<&'a str>,
    region: Region,
    headline: bool,
}

impl Sorter<'_> {
    fn label(&mut self, at: usize) -> Block {
        let (line, shape) = (self.page.lines[at], &self.page.shapes[at]);
        match line.tag {
            Some(BlockKind::Furniture) => return Block::furniture(FurnitureClass::IconLabel, "icon-label", line.span),
            Some(BlockKind::Headline) => return self.headline(at, None),
            Some(BlockKind::Lead) if self.page.hits[at].is_none() => return Block::new(BlockKind::Lead, line.span),
            Some(kind @ (BlockKind::Byline | BlockKind::Dateline | BlockKind::Table | BlockKind::Embed)) => {
                return Block::new(kind, line.span);
            }
            Some(BlockKind::Caption) => return caption::tagged(self.page.text, line.span),
            _ => {}
        }
        let hit = self.page.hits[at].filter(|hit| !self.is_protected(at, *hit));
        if let Region::Run { class, closed } = self.region {
            if hit.is_none() && self.resumes(at, class, closed) {
                self.region = Region::Body;
            } else {
                return self.run_line(at, class, closed);
            }
        }
        if let Some(hit) = hit {
            if opens_run(hit.class) && self.hit_opens(hit) {
                self.region = Region::Run { class: hit.class, closed: false };
            }
            return Block::furniture(hit.class, hit.rule, line.span);
        }
        if self.page.setting == Setting::Page && !self.headline && self.page.is_headline(at) {
            return self.headline(at, Some("first-line"));
        }
        if let Some(block) =
            caption::by_shape(self.page.text, line.span, shape, self.caption_trust(), self.page.lexicon)
        {
            return block;
        }
        if let Some(block) = self.page.credit_line(at, self.region == Region::Top) {
            return block;
        }
        match line.tag {
            Some(kind @ (BlockKind::Heading | BlockKind::List | BlockKind::Quote)) => Block::new(kind, line.span),
            None if self.region == Region::Top
                && self.headline
                && !shape.is_sentence()
                && self.page.setting == Setting::Page =>
            {
                self.page.top_line(at)
            }
            None if self.page.is_list(at) => Block::new(BlockKind::List, line.span),
            None if self.page.is_heading(at) => Block::new(BlockKind::Heading, line.span),
            _ => self.paragraph(at),
        }
    }

    fn headline(&mut self, at: usize, rule: Option<&'static str>) -> Block {
        self.headline = true;
        self.title = content_words(&self.page.shapes[at].words);
        Block { rule, ..Block::new(BlockKind::Headline, self.page.lines[at].span) }
    }

    fn paragraph(&mut self, at: usize) -> Block {
        self.region = Region::Body;
        self.body.extend(content_words(&self.page.shapes[at].words));
        Block::new(BlockKind::Paragraph, self.page.lines[at].span)
    }

    /// May a phrase not make this line furniture, since it reads like the article?
    fn is_protected(&self, at: usize, hit: Hit) -> bool {
        let shape = &self.page.shapes[at];
        if self.page.setting == Setting::Corpus && matches!(hit.rule, "degrees" | "phrase-opens") {
            return true;
        }
        if hit.fills || (hit.announces && self.page.setting == Setting::Page) {
            return false;
        }
        if let Region::Run { class, closed } = self.region {
            return shape.is_long() && self.resumes(at, class, closed);
        }
        if self.page.setting == Setting::Corpus && !hit.announces {
            return true;
        }
        shape.is_sentence()
            || (content_words(&shape.words).intersection(&self.title).count() >= 2 && hit.rule == "phrase-anywhere")
    }

    /// Does this hit open a run? In a corpus line only where it is a whole line of a few words.
    fn hit_opens(&self, hit: Hit) -> bool {
        // «اقرأ أيضا: عنوان» and «الوسوم: …» are complete by themselves.
        let complete =
            hit.announces && !hit.fills && matches!(hit.class, FurnitureClass::Related | FurnitureClass::Tags);
        match self.page.setting {
            Setting::Page => !complete,
            Setting::Main | Setting::Corpus => hit.fills,
        }
    }

    /// Does the article go on here after a run?
    fn resumes(&self, at: usize, class: FurnitureClass, closed: bool) -> bool {
        let shape = &self.page.shapes[at];
        if self.body.is_empty() {
            return shape.is_sentence()
                || (self.page.setting == Setting::Page && !self.headline && self.page.is_headline(at));
        }
        let words = content_words(&shape.words);
        let known = words.intersection(&self.body).count();
        let of_title = words.intersection(&self.title).count();
        if closed || never_inside(class) {
            return shape.is_long() && (of_title >= 2 || known >= 4);
        }
        let is_paragraph = matches!(self.page.lines[at].tag, Some(BlockKind::Paragraph));
        shape.is_long()
            || (shape.is_sentence() && (known >= 1 || is_paragraph))
            || (self.page.setting == Setting::Corpus && shape.n_words > 15)
    }

    fn run_line(&mut self, at: usize, class: FurnitureClass, closed: bool) -> Block {
        let span = self.page.lines[at].span;
        let Some(hit) = self.page.hits[at] else {
            return Block::furniture(class, if closed { AFTER_CLOSE } else { RUN }, span);
        };
        if hit.class == FurnitureClass::Close {
            self.region = Region::Run { class, closed: true };
        } else if opens_run(hit.class) {
            self.region = Region::Run { class: hit.class, closed: false };
        }
        Block::furniture(hit.class, hit.rule, span)
    }

    fn caption_trust(&self) -> caption::Trust {
        match (self.page.setting, self.region) {
            (Setting::Corpus, _) => caption::Trust::Named,
            (_, Region::Top) if self.headline => caption::Trust::Top,
            _ => caption::Trust::Inside,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHRASES: &str = "related\twhole\tاقرأ أيضا|مقالات متعلقة\nshare\twhole\tشارك الخبر\nform-message\twhole\tنجاح|خطأ\n\
        form-message\tprefix\tحدث خطأ أثناء\nclose\twhole\t×\ndonation\tprefix\tادعم\nicon-label\twhole\tcamera icon\nlogin\tprefix\tتسجيل\n\
        comment\twhole\tالتعليقات\ncomment\tprefix\tالآراء الواردة\ntags\tprefix\tالوسوم\nadvertisement\twhole\tإعلان\nnewsletter\tprefix\tاشترك";
    const OUTLETS: &str = "outlet\tnabaa\tSY\t-\tنبأ";
    const ONE: &str = "قال وزير المياه في نهاوند إن السد الجديد جاهز للملء قبل نهاية الصيف المقبل.";
    const TWO: &str = "وأضاف الوزير أن الماء سيصل إلى القرى كلها قبل نهاية العام المقبل من دون تأخير.";

    /// Each line's label: its kind, the class of furniture, the words of a credit, `=` and the index it repeats.
    fn labels(setting: Setting, title: bool, lines: &[&str]) -> Vec<String> {
        let lexicon = FurnitureLexicon::of(PHRASES, OUTLETS, "نهاوند");
        let text = Text::from(lines.join("\n").as_str());
        let mut lines = lines_from(&text, 0);
        if title && let Some(first) = lines.first_mut() {
            first.tag = Some(BlockKind::Headline);
        }
        let blocks = blocks(&text, &lines, setting, &lexicon);
        let label = |block: &Block| {
            let mut label = block.furniture.map_or(block.kind.name(), FurnitureClass::name).to_owned();
            if let Some(credit) = block.credit {
                label = format!("{label} [{}]", &text[credit]);
            }
            if let Some(first) = block.repeats {
                label = format!("{label} ={first}");
            }
            label
        };
        blocks.iter().map(label).collect()
    }

    #[track_caller]
    fn check(lines: &[(&str, &str)]) {
        let (words, expected): (Vec<&str>, Vec<&str>) = lines.iter().copied().unzip();
        assert_eq!(labels(Setting::Page, false, &words), expected);
    }

    #[test]
    fn a_copied_page_is_told_apart() {
        check(&[
            ("السد جاهز والقرى تنتظر", "headline"),
            ("الثلاثاء 3 شباط 2026", "dateline"),
            ("السد كما بدا من الجو (نبأ/ لقطة شاشة)", "caption [نبأ/ لقطة شاشة]"),
            (ONE, "paragraph"),
            ("الماء والقرى", "heading"),
            (TWO, "paragraph"),
            ("الوزير يعد القرى بالماء", "related"),
            ("نجاح", "form-message"),
            ("حدث خطأ أثناء الإرسال. يرجى المحاولة مرة أخرى بعد قليل.", "form-message"),
            ("مقالات متعلقة", "related"),
            ("سد آخر في الجبال", "related"),
            ("×", "close"),
            ("الصحافة الحرة تحتاج إليكم..", "donation"),
            ("ادعم نبأ", "donation"),
            ("دولار واحد يصنع الفرق", "donation"),
        ]);
    }

    #[test]
    fn an_icon_label_becomes_its_own_block_and_the_caption_a_repeat() {
        let lines = ["السد جاهز والقرى تنتظر", "السد من الجو (نبأ)", "camera iconالسد من الجو (نبأ)", ONE];
        assert_eq!(
            labels(Setting::Page, false, &lines),
            ["headline", "caption [نبأ]", "icon-label", "caption [نبأ] =1", "paragraph"]
        );
    }

    #[test]
    fn a_first_paragraph_that_begins_like_a_button_is_kept() {
        check(&[
            ("نهاوند تسجل ثلاثين إصابة", "headline"),
            ("تسجيل 30 إصابة جديدة في نهاوند خلال يوم واحد، بحسب وزارة الصحة.", "paragraph"),
            ("تسجيل الدخول", "login"),
        ]);
    }

    #[test]
    fn a_related_run_inside_the_body_ends_at_the_next_paragraph() {
        check(&[
            ("السد جاهز والقرى تنتظر", "headline"),
            (ONE, "paragraph"),
            ("اقرأ أيضًا", "related"),
            ("سد آخر في الجبال", "related"),
            ("هل يكفي الماء؟", "related"),
            (TWO, "paragraph"),
            ("اقرأ أيضا: سد آخر في الجبال", "related"),
            ("ولم يصدر عن الوزارة تعليق.", "paragraph"),
        ]);
    }

    #[test]
    fn nothing_after_a_form_is_the_article_unless_it_speaks_of_it() {
        let stranger = "نحن فريق صغير مستقل يعمل كل يوم كي تصل الحقيقة إليكم من دون خوف أو مجاملة لأحد.";
        check(&[
            ("السد جاهز والقرى تنتظر", "headline"),
            (ONE, "paragraph"),
            ("ادعم نبأ", "donation"),
            (stranger, "donation"),
        ]);
        let known = "وأكد وزير المياه في نهاوند مجددا أن السد الجديد جاهز، وأن القرى تنتظر الماء قبل نهاية الصيف.";
        check(&[
            ("السد جاهز والقرى تنتظر", "headline"),
            (ONE, "paragraph"),
            ("ادعم نبأ", "donation"),
            (known, "paragraph"),
        ]);
    }

    #[test]
    fn an_advertisement_label_opens_no_run() {
        check(&[
            ("السد جاهز والقرى تنتظر", "headline"),
            (ONE, "paragraph"),
            ("إعلان", "advertisement"),
            ("الماء والقرى", "heading"),
            (TWO, "paragraph"),
        ]);
    }

    #[test]
    fn the_last_short_line_is_body_where_no_furniture_follows() {
        check(&[("السد جاهز والقرى تنتظر", "headline"), (ONE, "paragraph"), ("والسد ما زال فارغا", "paragraph")]);
        check(&[
            ("السد جاهز والقرى تنتظر", "headline"),
            (ONE, "paragraph"),
            ("والسد ما زال فارغا", "related"),
            ("شارك الخبر", "share"),
        ]);
    }

    #[test]
    fn sign_offs_and_bylines_under_the_text_are_kept() {
        check(&[
            ("السد جاهز والقرى تنتظر", "headline"),
            (ONE, "paragraph"),
            ("إعداد: هدى السلموني", "byline"),
            ("المصدر: نبأ", "dateline"),
        ]);
        check(&[("السد جاهز والقرى تنتظر", "headline"), (ONE, "paragraph"), ("(نبأ)", "dateline")]);
        check(&[("السد جاهز والقرى تنتظر", "headline"), (&format!("{ONE} (نبأ)"), "paragraph")]);
    }

    #[test]
    fn comment_rules_at_the_end_go_though_they_are_sentences() {
        check(&[
            ("السد جاهز والقرى تنتظر", "headline"),
            (ONE, "paragraph"),
            ("الآراء الواردة أدناه لا تعبر عن رأي الموقع، بل تعكس وجهات نظر أصحابها فقط.", "comment"),
        ]);
    }

    #[test]
    fn a_bare_dateline_and_a_standfirst() {
        check(&[
            ("السد جاهز والقرى تنتظر", "headline"),
            ("نهاوند – نبأ", "dateline"),
            ("كتب: وائل الراملي", "byline"),
            ("الوزارة تعد بالماء قبل نهاية الصيف والقرى تخشى أن يتأخر", "lead"),
            (ONE, "paragraph"),
        ]);
    }

    #[test]
    fn a_headline_may_open_like_a_byline() {
        check(&[("تقرير: السد جاهز", "headline"), (ONE, "paragraph")]);
        check(&[("تقرير: السد جاهز \"بشرط واحد\" قبل نهاية الصيف", "headline"), (ONE, "paragraph")]);
        check(&[("كتب: وائل الراملي", "byline"), ("السد جاهز والقرى تنتظر", "headline"), (ONE, "paragraph")]);
    }

    #[test]
    fn a_headline_that_comes_again_is_a_repeat() {
        let lines = ["السد جاهز والقرى تنتظر", "السد جاهز، والقرى تنتظر", ONE, TWO, ONE];
        assert_eq!(
            labels(Setting::Page, false, &lines),
            ["headline", "headline =0", "paragraph", "paragraph", "paragraph =2"]
        );
    }

    #[test]
    fn a_text_without_headline_begins_with_its_paragraph() {
        check(&[(ONE, "paragraph"), (TWO, "paragraph")]);
        check(&[("سطر واحد", "paragraph")]);
        check(&[("• بئر", "list"), ("• نهر", "list")]);
    }

    #[test]
    fn corpus_lines_lose_only_what_cannot_be_body() {
        let lines = [
            "السد جاهز والقرى تنتظر",
            "تسجيل الحضور شرط للدخول إلى قاعة السد.",
            ONE,
            "الماء والقرى",
            TWO,
            "اشترك الوزير في افتتاح السد مع أهالي القرى",
            "مقالات متعلقة",
            "سد آخر في الجبال",
        ];
        assert_eq!(
            labels(Setting::Corpus, true, &lines),
            ["headline", "paragraph", "paragraph", "heading", "paragraph", "paragraph", "related", "related"]
        );
    }

    #[test]
    fn a_cloud_of_tags_that_an_extractor_took_along_is_furniture() {
        let lines = ["السد جاهز", ONE, TWO, "الماء", "السد", "نهاوند", "صورة نادرة لبئر في الجبال"];
        assert_eq!(
            labels(Setting::Main, true, &lines),
            ["headline", "paragraph", "paragraph", "tags", "tags", "tags", "related"]
        );
    }

    #[test]
    fn an_unknown_label_before_open_words_ends_the_article() {
        let lines = ["السد جاهز", ONE, TWO, "تاجز: السد نهاوندالسد الماء"];
        assert_eq!(labels(Setting::Main, true, &lines), ["headline", "paragraph", "paragraph", "tags"]);
        let lines = ["السد جاهز", ONE, TWO, "وختم: السد جاهز."];
        assert_eq!(labels(Setting::Main, true, &lines), ["headline", "paragraph", "paragraph", "paragraph"]);
    }

    #[test]
    fn blocks_are_in_order_apart_and_trimmed() {
        let lexicon = FurnitureLexicon::of(PHRASES, OUTLETS, "");
        let text = Text::from(format!("\r\n \u{200F}camera iconالسد\r\n\r\n{ONE}\u{200F} \n\t\n{TWO}\r×").as_str());
        let blocks = blocks(&text, &lines_from(&text, 0), Setting::Page, &lexicon);
        assert_eq!(blocks.len(), 5);
        assert!(blocks.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
        assert!(blocks.iter().all(|block| !block.span.is_empty() && text.trimmed(block.span) == block.span));
    }

    #[test]
    #[allow(clippy::disallowed_methods)] // the clock is the test
    fn a_great_many_short_lines_take_little_time() {
        let started = std::time::Instant::now();
        let text = Text::from("السد\nالماء والقرى\n\n".repeat(100_000).as_str());
        let blocks = blocks(&text, &lines_from(&text, 0), Setting::Page, &FurnitureLexicon::of(PHRASES, OUTLETS, ""));
        assert_eq!(blocks.len(), 200_000);
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }
}
