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
