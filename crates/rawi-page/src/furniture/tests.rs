//! Lines of copied pages, extracted main texts and corpus bodies, with the label each must get.

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
