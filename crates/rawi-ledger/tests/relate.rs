//! Relations, clusters and stories of invented articles: what is found, and that the order of arrival changes nothing.

use std::path::PathBuf;

use rawi::{Lexicon, Reader};
use rawi_ledger::ask::claims::Wanted;
use rawi_ledger::{Entry, ErrorKind, Ledger};
use rawi_lexicon::Tables;
use rawi_page::{FurnitureLexicon, Hints};

/// One story in four outlets over three days, and one other article.
const ARTICLES: [(&str, &str, &str); 6] = [
    (
        "الضفاف",
        "2031-05-02T08:00:00+02:00",
        "حريق في مصنع الأسمنت ببلدة الحجر\nقالت الشرطة إن حريق مصنع الأسمنت في بلدة الحجر أسفر عن مقتل 12 شخصا.\nواتهمت نقابة العمال شركة البرج بأنها أغلقت أبواب المصنع ليلا.\nوقال وزير الصناعة كامل الزعبي إن لجنة التحقيق ستبدأ عملها غدا في بلدة الحجر.",
    ),
    (
        "صوت الميناء",
        "2031-05-02T15:00:00+02:00",
        "عشرات الضحايا في حريق مصنع الأسمنت ببلدة الحجر\nوقال مدير المستشفى رامي العطار إن حريق مصنع الأسمنت في بلدة الحجر أدى إلى مقتل 20 شخصا.\nوقال وزير الصناعة كامل الزعبي إن لجنة التحقيق ستبدأ عملها غدا في بلدة الحجر.",
    ),
    (
        "النهار الجديد",
        "2031-05-03",
        "شركة البرج تنفي إغلاق أبواب مصنع الأسمنت ببلدة الحجر\nونفت شركة البرج إغلاق أبواب مصنع الأسمنت ليلا.\nوأكد وزير الصناعة كامل الزعبي أن لجنة التحقيق ستبدأ عملها غدا في بلدة الحجر.",
    ),
    (
        "الضفاف",
        "2031-05-04",
        "ارتفاع حصيلة حريق مصنع الأسمنت ببلدة الحجر\nوقالت الشرطة إن حريق مصنع الأسمنت في بلدة الحجر أسفر عن مقتل 25 شخصا.",
    ),
    ("الضفاف", "2031-05-03", "فريق المرفأ يفوز بالكأس\nوقال المدرب سامر حداد إن الفريق لعب مباراة جيدة أمام جمهوره."),
    ("صوت الميناء", "2031-07-01", "المتحف يفتح أبوابه\nوقالت مديرة المتحف هدى الكامل إن المتحف يستقبل الزوار مجانا."),
];

/// A statement, and who answers it the day after in words of his own.
const ANSWER: [(&str, &str, &str); 2] = [
    (
        "الضفاف",
        "2031-06-02",
        "الجسر القديم في بلدة الحجر\nقال وزير النقل كامل الزعبي إن الجسر القديم في بلدة الحجر يتحمل عبور الشاحنات الثقيلة طوال الشتاء المقبل دون ترميم.",
    ),
    (
        "صوت الميناء",
        "2031-06-03",
        "الجسر القديم في بلدة الحجر\nوردا على تصريحات الزعبي عن الجسر القديم، قالت النائبة ليلى الكيلاني إن حياة الناس في خطر وإن الشاحنات ستسقط في النهر.",
    ),
];

fn entries() -> Vec<Entry> {
    entries_of(&ARTICLES)
}

fn entries_of(articles: &[(&str, &str, &str)]) -> Vec<Entry> {
    let furniture = FurnitureLexicon::new(&Tables::builtin()).expect("the built-in tables");
    let lexicon = Lexicon::builtin();
    let mut reader = Reader::new(&lexicon);
    articles
        .iter()
        .enumerate()
        .map(|(at, (outlet, day, text))| {
            let (title, body) = text.split_once('\n').expect("a title");
            let line = serde_json::json!({"id": format!("a{at}"), "outlet": outlet, "published": day, "title": title, "text": body});
            let hints = Hints { path: "articles.jsonl".into(), kind: Some(rawi_page::InputKind::CorpusLine), ..Hints::default() };
            let document = rawi_page::read(line.to_string().as_bytes(), &hints, &furniture)
                .next()
                .expect("one document")
                .expect("a good line");
            let (reading, outline) = reader.outlined(&document);
            Entry::of(&document, &reading, &outline, "test")
        })
        .collect()
}

/// A folder of its own for a test, empty.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("relate-{name}.ledger"));
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

/// A ledger of the articles in this order, in batches of so many, related after each.
fn ledger(name: &str, order: &[usize], batch: usize) -> Ledger {
    let entries = entries();
    let mut ledger = Ledger::open_or_make(&folder(name)).expect("a new ledger");
    for batch in order.chunks(batch) {
        let batch: Vec<Entry> = batch.iter().map(|&at| entries[at].clone()).collect();
        ledger.add(&batch).expect("room on the disk");
        ledger.relate().expect("relating");
    }
    ledger
}

/// Relations by kind and uids.
type Pairs = Vec<(String, String, String)>;

/// All that was derived, without row numbers.
fn derived(ledger: &Ledger) -> (Pairs, Vec<String>, Vec<String>) {
    let stories = ledger.stories(1, None).expect("stories").iter().map(|story| format!("{story:?}")).collect();
    let claims = ledger.claims(&Wanted::default()).expect("claims");
    let groups = claims
        .iter()
        .map(|claim| {
            let origins = ledger.origins(&claim.uid).expect("a claim");
            let path: Vec<&str> = origins.path.iter().map(|step| step.claim.uid.as_str()).collect();
            format!("{} {} {} {path:?}", claim.uid, origins.outlets, origins.origins)
        })
        .collect();
    (ledger.related_pairs().expect("relations"), stories, groups)
}

#[test]
fn a_story_of_four_articles_has_its_denial_its_conflict_and_its_update() {
    let ledger = ledger("story", &[0, 1, 2, 3, 4, 5], 6);
    let stories = ledger.stories(2, None).expect("stories");
    assert_eq!(stories.len(), 1, "{stories:?}");
    assert_eq!((stories[0].documents, stories[0].outlets), (4, 3));
    let id = &stories[0].story;
    let kinds = |kind: &str| ledger.relations(&[kind], Some(id)).expect("relations");
    let denials = kinds("denies");
    assert!(
        denials.iter().any(|row| row.from.who.as_deref() == Some("شركة البرج")
            && row.to.as_ref().is_some_and(|to| to.who.as_deref() == Some("نقابة العمال"))),
        "{denials:?}"
    );
    let conflicts = kinds("figure_conflict");
    assert!(conflicts.iter().any(|row| row.from_words.contains("20") && row.to_words.contains("12")), "{conflicts:?}");
    let updates = kinds("updates");
    assert!(updates.iter().any(|row| row.from_words.contains("25")), "{updates:?}");
}

#[test]
fn three_outlets_that_carry_one_sentence_are_counted_with_their_origins() {
    let ledger = ledger("origins", &[0, 1, 2, 3, 4, 5], 6);
    let wanted = Wanted { who: Some("الزعبي".into()), once: true, ..Wanted::default() };
    let claims = ledger.claims(&wanted).expect("claims");
    assert_eq!(claims.len(), 1, "{claims:?}");
    assert_eq!(claims[0].alike, 3);
    let origins = ledger.origins(&claims[0].uid).expect("a claim");
    assert_eq!((origins.outlets, origins.path.len()), (3, 3));
    let last = origins.path.last().expect("three reports");
    assert!(
        last.drift.contains(&rawi_ledger::ask::origins::Drift::Cue { from: "قال".into(), to: "أكد".into() }),
        "{:?}",
        last.drift
    );
}

#[test]
fn an_answer_is_found_by_name_in_whatever_order_the_articles_come() {
    for (name, order) in [("answer", [0, 1]), ("answer-back", [1, 0])] {
        let entries = entries_of(&ANSWER);
        let mut ledger = Ledger::open_or_make(&folder(name)).expect("a new ledger");
        for at in order {
            ledger.add(&entries[at..=at]).expect("room on the disk");
            ledger.relate().expect("relating");
        }
        let answers = ledger.relations(&["responds_to"], None).expect("relations");
        let [answer] = &answers[..] else { panic!("one answer expected: {answers:?}") };
        assert_eq!(answer.from.who.as_deref(), Some("النائبة ليلى الكيلاني"));
        assert_eq!(answer.to.as_ref().and_then(|to| to.who.as_deref()), Some("وزير النقل كامل الزعبي"));
        assert_eq!(answer.from_words, "وردا على تصريحات الزعبي عن الجسر القديم");
    }
}

#[test]
fn the_order_of_arrival_changes_nothing() {
    let whole = derived(&ledger("order-whole", &[0, 1, 2, 3, 4, 5], 6));
    assert!(!whole.0.is_empty() && !whole.1.is_empty());
    for (name, order, batch) in [
        ("order-one-by-one", [0, 1, 2, 3, 4, 5], 1),
        ("order-back", [5, 4, 3, 2, 1, 0], 1),
        ("order-mixed", [3, 0, 5, 2, 4, 1], 2),
    ] {
        assert_eq!(derived(&ledger(name, &order, batch)), whole, "{name}");
    }
    let mut again = ledger("order-again", &[3, 0, 5, 2, 4, 1], 1);
    again.relate_again().expect("relating");
    assert_eq!(derived(&again), whole, "made again");
}

#[test]
fn the_same_bytes_again_change_nothing() {
    let mut ledger = ledger("again", &[0, 1, 2], 3);
    let before = derived(&ledger);
    let added = ledger.add(&entries()[..3]).expect("room on the disk");
    assert_eq!((added.documents, added.known), (0, 3));
    assert_eq!(ledger.relate().expect("relating").documents, 0);
    assert_eq!(derived(&ledger), before);
}

#[test]
fn what_is_not_there_is_said_so() {
    let ledger = ledger("asked", &[0], 1);
    for outcome in [ledger.story("ffff").err(), ledger.claim("ffff").err(), ledger.source("لا أحد", 1).err()] {
        let error = outcome.expect("nothing of the kind is there");
        assert_eq!(error.kind(), ErrorKind::Asked);
        assert!(error.to_string().contains("expected"), "{error}");
    }
    let missing = Ledger::open(&folder("missing")).expect_err("no ledger there");
    assert_eq!(missing.kind(), ErrorKind::Missing);
}

#[test]
fn the_tolls_of_a_story_are_told_in_order_with_who_gives_them() {
    let ledger = ledger("tolls", &[0, 1, 2, 3, 4, 5], 6);
    let story = ledger.stories(2, None).expect("stories")[0].story.clone();
    let tolls = ledger.tolls(&story).expect("tolls");
    let told: Vec<(Option<f64>, &str, bool)> =
        tolls.iter().map(|toll| (toll.min, toll.claim.who.as_deref().unwrap_or_default(), toll.disputed)).collect();
    assert_eq!(
        told,
        [(Some(12.0), "الشرطة", true), (Some(20.0), "مدير المستشفى رامي العطار", true), (Some(25.0), "الشرطة", true)]
    );
}
