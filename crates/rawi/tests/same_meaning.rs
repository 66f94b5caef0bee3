//! Laws: what must not change who said what.
//!
//! Sentences built from parts are read twice, plain and changed — tatweel, vowel marks, another kind of quotation mark, a leading و, a time or a
//! place put in between, a longer title — and source and content must stay the same words.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::LazyLock;

use proptest::prelude::*;
use rawi::Lexicon;
use rawi_page::{FurnitureLexicon, Hints};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::builtin);
static FURNITURE: LazyLock<FurnitureLexicon> =
    LazyLock::new(|| FurnitureLexicon::new(&rawi_lexicon::Tables::builtin()).unwrap());

const VERBS: &[&str] = &["قال", "أكد", "أوضح", "أعلن", "أضاف", "ذكر", "زعم", "كشف"];
const SOURCES: &[&str] =
    &["وزير الصحة", "المتحدث باسم الوزارة", "مصدر أمني", "رئيس البلدية سامر حداد", "مدير الدفاع المدني في المحافظة"];
/// Constructions: `{s}` the source, `{c}` the content, `{t}` a place where a time or medium may stand.
const FRAMES: &[&str] = &[
    "قال {s}{t} إن {c}.",
    "أكد {s}{t} أن {c}.",
    "صرح {s}{t} بأن {c}.",
    "لفت {s}{t} إلى أن {c}.",
    "شدد {s}{t} على أن {c}.",
    "ونفى {s}{t} أن {c}.",
    "من جانبه، أوضح {s}{t} أن {c}.",
    "وكان {s} قد ذكر{t} أن {c}.",
    "لكن {s} زعم{t} أن {c}.",
];
/// Nouns for what is denied, warned of, asked for: a verb with its preposition, and its complement.
const NOMINAL: &[(&str, &str)] = &[
    ("دعا {s}{t} إلى {c}.", "فتح الطريق أمام الشاحنات"),
    ("حذر {s}{t} من {c}.", "ارتفاع منسوب النهر"),
    ("كشف {s}{t} عن {c}.", "خطة لتوسيع الميناء"),
    ("ندد {s}{t} بـ{c}.", "إغلاق المدرسة"),
    ("نفى {s}{t} {c}.", "وجود أي نقص في الوقود"),
    ("أعلن {s}{t} {c}.", "بدء أعمال الصيانة"),
];
const MONTHS: &[&str] = &[
    "شباط",
    "فبراير",
    "فيفري",
    "آذار",
    "مارس",
    "أيار",
    "مايو",
    "ماي",
    "آب",
    "أغسطس",
    "غشت",
    "أوت",
    "تشرين الأول",
    "أكتوبر",
    "كانون الثاني",
    "يناير",
    "جانفي",
];

/// A frame with its slots filled.
fn filled(frame: &str, source: &str, between: &str, content: &str) -> String {
    frame.replace("{s}", source).replace("{t}", between).replace("{c}", content)
}

const CONTENTS: &[&str] = &["الطريق فتح أمام الشاحنات", "الأسعار لن ترتفع هذا الشهر", "ثلاثة موظفين نقلوا إلى المستشفى"];

/// Source and content of the first claim, as folded words.
fn said(sentence: &str) -> Option<(String, String)> {
    let line = format!("{}\n{sentence}\n", "عنوان الخبر في سطر");
    let hints = Hints { path: "law.txt".to_owned(), published: Some("2026-02-03".to_owned()), ..Hints::default() };
    let document = rawi_page::read(line.as_bytes(), &hints, &FURNITURE).next()?.ok()?;
    let reading = rawi::read(&document, &LEXICON);
    let claim = reading.claims.first()?;
    let words = |span: rawi_text::Span| {
        let folded = rawi_text::fold(&document.text[span]);
        folded
            .split_whitespace()
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
            .collect::<Vec<_>>()
            .join(" ")
    };
    Some((claim.source.map(words)?, claim.content.iter().map(|&span| words(span)).collect::<Vec<_>>().join(" ")))
}

/// Stretches the word after its second letter, where letters join.
fn stretched(word: &str) -> String {
    let second = word.char_indices().nth(2).map_or(word.len(), |(at, _)| at);
    let joins = word[..second].chars().next_back().is_some_and(|c| !"اأإآدذرزوؤء".contains(c));
    if joins { format!("{}\u{640}{}", &word[..second], &word[second..]) } else { word.to_owned() }
}

/// Puts a fatha behind the first letter.
fn marked(word: &str) -> String {
    let first = word.char_indices().nth(1).map_or(word.len(), |(at, _)| at);
    format!("{}\u{64E}{}", &word[..first], &word[first..])
}

fn parts() -> impl Strategy<Value = (&'static str, &'static str, &'static str)> {
    (prop::sample::select(VERBS), prop::sample::select(SOURCES), prop::sample::select(CONTENTS))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn tatweel_and_marks_change_nothing((verb, source, content) in parts()) {
        let plain = said(&format!("{verb} {source} إن {content}."));
        prop_assert_eq!(plain.as_ref().map(|p| p.0.clone()), Some(rawi_text::fold(source)));
        prop_assert_eq!(&said(&format!("{} {source} إن {content}.", stretched(verb))), &plain);
        prop_assert_eq!(&said(&format!("{} {source} إنّ {content}.", marked(verb))), &plain);
    }

    #[test]
    fn a_leading_wa_changes_nothing((verb, source, content) in parts()) {
        prop_assert_eq!(said(&format!("و{verb} {source} إن {content}.")), said(&format!("{verb} {source} إن {content}.")));
    }

    #[test]
    fn a_time_or_a_medium_in_between_changes_nothing((verb, source, content) in parts(), between in prop::sample::select(&["، الثلاثاء،", " أمس", "، في بيان،", " في مؤتمر صحفي", "، يوم 3 شباط،", "، في 3 فبراير،"][..])) {
        prop_assert_eq!(said(&format!("{verb} {source}{between} إن {content}.")), said(&format!("{verb} {source} إن {content}.")));
    }

    #[test]
    fn the_kind_of_quotation_mark_changes_nothing((verb, source, content) in parts(), marks in prop::sample::select(&[("«", "»"), ("“", "”"), ("\"", "\""), ("”", "“"), ("''", "''")][..])) {
        prop_assert_eq!(said(&format!("{verb} {source}: {}{content}{}.", marks.0, marks.1)), said(&format!("{verb} {source}: «{content}».")));
    }

    #[test]
    fn a_longer_title_stays_inside_the_source((verb, _, content) in parts(), title in prop::sample::select(&["", "اللواء ", "الدكتور ", "نائب الوزير "][..])) {
        let (source, said_content) = said(&format!("{verb} {title}سامر حداد إن {content}.")).unwrap();
        prop_assert_eq!(source, rawi_text::fold(&format!("{title}سامر حداد")));
        prop_assert_eq!(said_content, rawi_text::fold(content));
    }

    #[test]
    fn the_name_of_the_month_changes_nothing(
        frame in prop::sample::select(FRAMES),
        (_, source, content) in parts(),
        month in prop::sample::select(MONTHS),
        day in 1..29u8,
    ) {
        let plain = said(&filled(frame, source, "", content));
        prop_assert!(plain.is_some(), "{}", filled(frame, source, "", content));
        prop_assert_eq!(said(&filled(frame, source, &format!("، في {day} {month}،"), content)), plain.clone());
        prop_assert_eq!(said(&filled(frame, source, &format!(" يوم {day} من {month} الماضي"), content)), plain);
    }

    #[test]
    fn every_frame_keeps_source_and_content_stretched_or_marked(
        frame in prop::sample::select(FRAMES),
        (_, source, content) in parts(),
    ) {
        let plain = said(&filled(frame, source, "", content));
        prop_assert_eq!(plain.as_ref().map(|p| p.0.clone()), Some(rawi_text::fold(source)), "{}", frame);
        prop_assert_eq!(plain.as_ref().map(|p| p.1.clone()), Some(rawi_text::fold(content)), "{}", frame);
        let changed = |change: fn(&str) -> String| {
            filled(frame, source, "", content).split(' ').map(change).collect::<Vec<_>>().join(" ")
        };
        prop_assert_eq!(&said(&changed(stretched)), &plain, "{}", changed(stretched));
        prop_assert_eq!(&said(&changed(marked)), &plain, "{}", changed(marked));
    }

    #[test]
    fn noun_complements_keep_source_and_content(
        (frame, content) in prop::sample::select(NOMINAL),
        source in prop::sample::select(SOURCES),
        between in prop::sample::select(&["", "، الثلاثاء،", " أمس", "، في بيان،", "، خلال مؤتمر صحفي،", "، في 3 آذار،"][..]),
    ) {
        let told = |between: &str| said(&filled(frame, source, between, content));
        prop_assert_eq!(told("").map(|p| p.0), Some(rawi_text::fold(source)), "{}", frame);
        prop_assert_eq!(told(between), told(""), "{}", filled(frame, source, between, content));
    }

    #[test]
    fn a_leading_wa_changes_no_frame(frame in prop::sample::select(FRAMES), (_, source, content) in parts()) {
        let plain = filled(frame, source, "", content);
        let first = plain.chars().next().unwrap_or(' ');
        let joined = if first == 'و' { plain.clone() } else { format!("و{plain}") };
        prop_assert_eq!(said(&joined), said(&plain));
    }

    #[test]
    fn according_to_keeps_its_source_on_both_sides(
        source in prop::sample::select(SOURCES),
        content in prop::sample::select(CONTENTS),
        preposition in prop::sample::select(&["بحسب", "حسب", "وفق"][..]),
    ) {
        let behind = said(&format!("{content}، {preposition} {source}."));
        prop_assert_eq!(behind.as_ref().map(|p| p.0.clone()), Some(rawi_text::fold(source)));
        prop_assert_eq!(behind.as_ref().map(|p| p.1.clone()), Some(rawi_text::fold(content)));
        prop_assert_eq!(said(&format!("و{preposition} {source}، فإن {content}.")), behind);
    }

    #[test]
    fn the_marks_around_a_clause_change_nothing(
        (verb, source, content) in parts(),
        marks in prop::sample::select(&[("«", "»"), ("“", "”"), ("\"", "\""), ("”", "“")][..]),
    ) {
        prop_assert_eq!(
            said(&format!("{verb} {source} إن {}{content}{}.", marks.0, marks.1)),
            said(&format!("{verb} {source} إن {content}."))
        );
    }

    #[test]
    fn any_text_is_read_without_panic(text in "[ء-ي\u{64B}-\u{652}«»\"“”:،.؟ \nقالإنأن0-9]{0,200}") {
        let hints = Hints { path: "law.txt".to_owned(), ..Hints::default() };
        for document in rawi_page::read(text.as_bytes(), &hints, &FURNITURE).flatten() {
            let reading = rawi::read(&document, &LEXICON);
            for claim in &reading.claims {
                prop_assert!(!claim.content.is_empty() && !claim.chain.is_empty());
                prop_assert!(claim.content.iter().all(|span| !span.contains(claim.cue) && span.end() <= document.text.len()));
            }
        }
    }
}
