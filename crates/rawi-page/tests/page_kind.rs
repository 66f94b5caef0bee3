//! What sort of page it is, and what its entries are.

// Pages of a few lines: how they are put together does not matter.
#![allow(clippy::format_collect)]

use rawi_lexicon::Tables;
use rawi_page::{BlockKind, Document, FurnitureLexicon, Hints, PageKind};

fn read(head: &str, body: &str) -> Document {
    let lexicon = FurnitureLexicon::new(&Tables::builtin()).expect("the built-in tables");
    let page =
        format!("<!doctype html><html lang=ar><head><meta charset=utf-8>{head}</head><body>{body}</body></html>");
    let hints = Hints { path: "p.html".to_owned(), ..Hints::default() };
    rawi_page::read(page.as_bytes(), &hints, &lexicon).next().expect("one").expect("a page")
}

const TITLES: [&str; 12] = [
    "وزير المياه: السد الجديد جاهز للملء",
    "نقابة المزارعين تنفي وصول الماء إلى القرى",
    "جسر معلق يربط ضفتي النهر في نهاوند",
    "أمطار غزيرة تغلق طريق الجبل ليومين",
    "بلدية الصفا تعيد فتح السوق القديم",
    "مزارعون يطالبون بتعويضات عن موسم الزيتون",
    "تأجيل مباراة الفراتين إلى السبت المقبل",
    "معرض للكتاب يستقبل خمسين دار نشر",
    "لجنة الأسعار تخفض ثمن الخبز قليلا",
    "عودة الكهرباء إلى أحياء المدينة الشرقية",
    "افتتاح عيادة متنقلة في قرى الوادي",
    "مدرسة قديمة تتحول إلى متحف صغير",
];
const WORDS: [&str; 4] = [
    "قال وزير المياه سالم المرعي إن السد الجديد جاهز للملء قبل نهاية الصيف.",
    "وأضاف أن القنوات لم تحفر بعد وإن المال نفد منذ أشهر في القرى كلها.",
    "يعبر الجسر يوميا مئات من سكان القرى بعد سنوات من الانتظار الطويل.",
    "أكد مدير الدفاع المدني ربيع الحلواني أن الطريق سيفتح صباح الغد أمام الناس.",
];

/// A section page: cards with title, words and time.
fn cards() -> String {
    let card = |at: usize| {
        format!(
            "<div class=card><h3><a href=/{at}>{}</a></h3><p>{}</p><time>3 مايو 2024 - 10:0{}</time></div>",
            TITLES[at],
            WORDS[at % 4],
            at % 10
        )
    };
    (0..12).map(card).collect()
}

fn kinds(document: &Document, kind: BlockKind) -> Vec<&str> {
    document.blocks.iter().filter(|b| b.kind == kind).map(|b| &document.text[b.span]).collect()
}

#[test]
fn a_section_is_a_listing_and_each_entry_stays_by_itself() {
    let nav = "<nav><a href=/>الرئيسية</a><a href=/m>محليات</a></nav>";
    let document = read(
        "<title>محليات - نبأ</title>",
        &format!("{nav}<h1>محليات</h1><main>{}</main><footer>من نحن</footer>", cards()),
    );
    assert_eq!(document.page, Some(PageKind::Listing));
    assert_eq!(kinds(&document, BlockKind::Heading), TITLES);
    assert_eq!(kinds(&document, BlockKind::Snippet).len(), 12);
    assert_eq!(kinds(&document, BlockKind::Headline), ["محليات"]);
    assert!(kinds(&document, BlockKind::Paragraph).is_empty());
    let entries: Vec<Option<usize>> =
        document.blocks.iter().filter(|b| b.kind == BlockKind::Snippet).map(|b| b.entry).collect();
    assert_eq!(entries, (1..=12).map(Some).collect::<Vec<_>>());
    assert_eq!(document.published, None);
    assert!(document.notes.iter().any(|note| note.code == "page/listing"));
    assert!(document.blocks.iter().all(|block| block.raw.is_some()));
}

#[test]
fn a_front_page_of_linked_cards_and_one_that_says_it_is_a_collection_are_listings() {
    let card =
        |at: usize| format!("<li><a href=/{at}><img src=x><h2>{}</h2><p>{}</p></a></li>", TITLES[at], WORDS[at % 4]);
    let document = read("<title>نبأ</title>", &format!("<ul>{}</ul>", (0..12).map(card).collect::<String>()));
    assert_eq!(document.page, Some(PageKind::Listing));
    assert_eq!(kinds(&document, BlockKind::Heading), TITLES);
    assert_eq!(kinds(&document, BlockKind::Snippet).len(), 12);
    let few: String = (0..4).map(card).collect();
    let said = r#"<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"CollectionPage"},{"@type":"BreadcrumbList"}]}</script>"#;
    assert_eq!(read(said, &format!("<ul>{few}</ul>")).page, Some(PageKind::Listing));
    assert_eq!(read("", &format!("<ul>{few}</ul>")).page, Some(PageKind::Article));
}

/// One article, with so many links to others under it.
fn article(words: usize, head: &str) -> Document {
    let text: String = (0..words).map(|at| format!("<p>{}</p>", WORDS[at % 4])).collect();
    let others: String = TITLES[2..].iter().map(|title| format!("<li><a href=/x>{title}</a></li>")).collect();
    read(head, &format!("<article><h1>السد الجديد جاهز للملء</h1>{text}</article><h2>أخبار</h2><ul>{others}</ul>"))
}

#[test]
fn an_article_with_many_links_stays_one_however_short() {
    for words in [1, 2, 8] {
        let document = article(words, "<title>السد الجديد جاهز للملء - نبأ</title>");
        assert_eq!(document.page, Some(PageKind::Article), "{words}");
        assert!(kinds(&document, BlockKind::Snippet).is_empty());
    }
    let said = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"خبر"}</script>"#;
    let page = format!("<p>{}</p>{}", WORDS[0], TITLES.map(|t| format!("<li><a href=/x>{t}</a></li>")).concat());
    assert_eq!(read(said, &page).page, Some(PageKind::Article));
    assert_eq!(read("<meta property='og:type' content=article>", &page).page, Some(PageKind::Article));
}

#[test]
fn updates_with_times_are_a_live_page() {
    let update =
        |at: usize| format!("<div class=post><span>1{at}:35 بتوقيت نهاوند</span><p>{}</p></div>", WORDS[at % 4]);
    let updates: String = (0..4).map(update).collect();
    let page = format!("<h1>تغطية مباشرة.. ملء السد الجديد في نهاوند</h1><article>{updates}</article>");
    let document = read("<title>تغطية مباشرة.. ملء السد الجديد في نهاوند</title>", &page);
    assert_eq!(document.page, Some(PageKind::Live));
    let entries: Vec<Option<usize>> = document.blocks.iter().filter(|b| b.is_body()).map(|b| b.entry).collect();
    assert_eq!(entries, [Some(1), Some(2), Some(3), Some(4)]);
    assert_eq!(kinds(&document, BlockKind::Dateline).len(), 4);
    let said = r#"<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"ملء السد"}</script>"#;
    assert_eq!(read(said, &page).page, Some(PageKind::Live));
    // Times alone, and the words alone, are none.
    let plain = format!("<h1>ملء السد الجديد في نهاوند</h1><article>{updates}</article>");
    assert_eq!(read("<title>ملء السد الجديد في نهاوند</title>", &plain).page, Some(PageKind::Article));
    let words: String = WORDS.iter().map(|words| format!("<p>{words}</p>")).collect();
    let page = format!("<h1>تغطية مباشرة لملء السد الجديد</h1><article>{words}</article>");
    assert_eq!(read("<title>تغطية مباشرة لملء السد الجديد</title>", &page).page, Some(PageKind::Article));
}

#[test]
fn a_video_with_a_few_words_is_a_video_page() {
    let said = r#"<script type="application/ld+json">{"@type":"VideoObject","name":"السد"}</script>"#;
    let page = format!("<h1>شاهد السد الجديد من الجو</h1><video src=v.mp4></video><p>{}</p>", WORDS[0]);
    assert_eq!(read(said, &page).page, Some(PageKind::Video));
    assert_eq!(read("<meta property=og:type content=video.other>", &page).page, Some(PageKind::Video));
    // An article may show a video.
    let both = r#"<script type="application/ld+json">[{"@type":"VideoObject"},{"@type":"NewsArticle"}]</script>"#;
    assert_eq!(read(both, &page).page, Some(PageKind::Article));
    assert_eq!(article(12, said).page, Some(PageKind::Article));
    assert_eq!(read("", &page).page, Some(PageKind::Article));
}
