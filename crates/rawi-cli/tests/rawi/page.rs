//! What a page says of itself, and pages that are no single article.

use serde_json::{Value, json};

use crate::stage::Stage;

fn record(name: &str, page: &str) -> Value {
    let stage = Stage::new(name).file("page.html", page);
    stage.run(&["read", "page.html", "--format", "jsonl"]).records().remove(0)
}

const TITLES: [&str; 10] = [
    "اجتماع في وزارة المياه حول السد",
    "نقابة المزارعين وقنوات الري الجديدة",
    "جسر معلق يربط ضفتي النهر",
    "أمطار غزيرة فوق طريق الجبل",
    "السوق القديم يفتح أبوابه غدا",
    "تعويضات عن موسم الزيتون الماضي",
    "مباراة الفراتين إلى السبت المقبل",
    "معرض للكتاب في قاعة البلدية",
    "ثمن الخبز بعد اجتماع اللجنة",
    "عودة الكهرباء إلى الحي الشرقي",
];

#[test]
fn claims_do_not_run_from_one_entry_of_a_listing_into_the_next() {
    let words = [
        "قال وزير المياه سالم المرعي إن السد الجديد جاهز للملء قبل الصيف.",
        "وأكد أن القنوات ستحفر قبل نهاية العام في القرى كلها.",
        "يعبر الجسر كل يوم مئات من سكان القرى.",
    ];
    let card = |(at, title)| format!("<h3><a href=/{at}>{title}</a></h3><p>{}</p>", words[usize::min(at, 2)]);
    let cards = TITLES.iter().enumerate().map(card).collect::<Vec<_>>().concat();
    let record = record("listing", &format!("<html lang=ar><title>محليات</title><h1>محليات</h1>{cards}"));
    assert_eq!(record["document"]["page"], "listing");
    assert_eq!(record["document"]["blocks"][1]["entry"], 1);
    let claims: Vec<(&str, &Value)> = record["claims"]
        .as_array()
        .expect("claims")
        .iter()
        .map(|claim| (claim["lemma"].as_str().expect("a lemma"), &claim["who"]))
        .collect();
    // The verb without a subject would be the minister's, were it one text.
    assert_eq!(claims[..2], [("قال", &json!("وزير المياه سالم المرعي")), ("أكد", &Value::Null)], "{claims:?}");
}

const BODY: &str = "<p>قال وزير المياه سالم المرعي إن السد الجديد جاهز للملء قبل نهاية الصيف المقبل.</p>\
    <p>ونفت نقابة المزارعين في نهاوند ذلك، وقالت إن القنوات لم تحفر بعد وإن المال نفد منذ أشهر.</p>";

#[test]
fn a_line_says_when_the_page_was_last_changed() {
    for (line, published, modified) in [
        ("الأحد، 04 آب/أغسطس 2013، آخر تحديث 02:21 (GMT+0400)", "2013-08-04", json!("2013-08-04T02:21+04:00")),
        ("نشر في 4 آب 2013 - آخر تحديث: 6 آب 2013 14:05", "2013-08-04", json!("2013-08-06T14:05")),
        ("آخر تحديث: الثلاثاء 6 آب 2013", "2013-08-06", json!("2013-08-06")),
        ("الأحد 04 آب 2013 - 02:21", "2013-08-04", Value::Null),
    ] {
        let page = format!(
            "<html lang=ar><title>السد جاهز والقرى تنتظر</title><h1>السد جاهز والقرى تنتظر</h1><p>{line}</p><article>{BODY}</article>"
        );
        let record = record("modified", &page);
        assert_eq!(record["document"]["published"]["value"], published, "{line}");
        assert_eq!(record["document"]["modified"]["value"], modified, "{line}");
    }
}

#[test]
fn the_metadata_of_a_page_are_in_its_record_and_contradictions_in_its_notes() {
    let head = r#"<title>السد جاهز والقرى تنتظر</title><meta property="article:section" content="مياه"><meta property="article:tag" content="السد">
        <meta property="article:published_time" content="2013-08-01T10:00:00+03:00"><meta property="article:modified_time" content="2013-08-05T08:00:00+03:00">"#;
    let page = format!(
        "<html lang=ar>{head}<h1>السد جاهز والقرى تنتظر</h1><p>الأحد 04 آب 2013 - 02:21</p><article>{BODY}</article>"
    );
    let record = record("metadata", &page);
    let document = &record["document"];
    assert_eq!(document["page"], "article");
    assert_eq!(document["section"], "مياه");
    assert_eq!(document["tags"], json!(["السد"]));
    assert_eq!(document["modified"], json!({"value": "2013-08-05T08:00:00+03:00", "basis": "metadata"}));
    let notes = record["notes"].as_array().expect("notes");
    let note = notes.iter().find(|note| note["code"] == "page/published-conflict").expect("a note");
    assert!(note["span"].is_array() && note["message"].as_str().is_some_and(|m| m.contains("2013-08-04")), "{note}");
}

#[test]
fn a_caption_says_where_and_when_and_who_took_the_picture() {
    for (caption, credit, place, date) in [
        ("طابور أمام فرن في مدينة حلب، 3 أيار 2024 (نبأ)", json!("نبأ"), json!("حلب"), json!("2024-05-03")),
        ("القاهرة - شباط 2025 (رويترز)", json!("رويترز"), json!("القاهرة"), json!("2025-02")),
        ("طابور أمام فرن ببغداد، 3 أيار 2024 (نبأ)", json!("نبأ"), json!("بغداد"), json!("2024-05-03")),
        ("متظاهرون بالقاهرة (رويترز)", json!("رويترز"), json!("القاهرة"), Value::Null),
        ("حريق في سوق شعبية بحلب القديمة", Value::Null, json!("حلب"), Value::Null),
        ("حريق بمدينة طنجة، المغرب (أرشيفية)", json!("أرشيفية"), json!("طنجة"), Value::Null),
        // Named, but not where the picture was taken.
        ("ترحيب كبير بوفد مصر (أرشيفية)", json!("أرشيفية"), Value::Null, Value::Null),
        ("رئيس وفد مصر يصل إلى القاعة الكبرى", Value::Null, Value::Null, Value::Null),
        ("لقاء بين وزيري العراق والأردن (أرشيفية)", json!("أرشيفية"), Value::Null, Value::Null),
        ("الوزير سالم المرعي (أرشيفية)", json!("أرشيفية"), Value::Null, Value::Null),
    ] {
        let page = format!(
            "<html lang=ar><title>السد جاهز والقرى تنتظر</title><h1>السد جاهز والقرى تنتظر</h1>\
             <figure><img src=a.jpg><figcaption>{caption}</figcaption></figure><article>{BODY}</article>"
        );
        let record = record("caption", &page);
        let blocks = record["document"]["blocks"].as_array().expect("blocks");
        let block = blocks.iter().find(|block| block["kind"] == "caption").expect("a caption");
        let mention = |field: &str| {
            let mentions = record["mentions"].as_array().expect("mentions");
            mentions.iter().find(|mention| mention["id"] == block[field]).cloned().unwrap_or_default()
        };
        assert_eq!(block["credit"], credit, "{caption}");
        assert_eq!(mention("place")["name"], place, "{caption}");
        assert_eq!(mention("date")["value"], date, "{caption}");
    }
}
