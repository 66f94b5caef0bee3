//! Figures: every example of `spec/figure.md`, numbers in words read back, and that no text is too odd to read.

#[path = "figure/spoken.rs"]
mod spoken;
mod support;

use std::fmt::Write as _;
use std::sync::OnceLock;

use proptest::prelude::*;
use rawi::Lexicon;
use rawi::mention::figure::{self, number};
use rawi::mention::{Amount, Approx};
use rawi::reading::MentionKind;
use rawi::scan::Scan;

use spoken::{Case, Gender, Hundred, Manner};
use support::paragraphs;

const SPEC: &str = include_str!("../../../spec/figure.md");

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(Lexicon::builtin)
}

/// A decimal number as the specification writes it.
fn decimal(amount: Option<Amount>) -> String {
    let Some(amount) = amount else { return String::new() };
    if amount.0 < 0 {
        return format!("-{}", decimal(Some(Amount(-amount.0))));
    }
    let (whole, part) = (amount.0 / Amount::UNIT, amount.0 % Amount::UNIT);
    if part == 0 { whole.to_string() } else { format!("{whole}.{}", format!("{part:06}").trim_end_matches('0')) }
}

/// The figures of a text as the specification writes them, each with its rule.
fn figures(body: &str) -> Vec<(String, &'static str)> {
    let document = paragraphs(body);
    let scan = Scan::new(&document, lexicon());
    let describe = |kind: &MentionKind, words: &str| match kind {
        MentionKind::Figure(figure) => {
            let value = match figure.approx {
                Approx::Vague => "-".to_owned(),
                Approx::Exact | Approx::About => decimal(figure.min),
                _ => format!("{}..{}", decimal(figure.min), decimal(figure.max)),
            };
            let unit = if figure.unit.is_empty() { "-" } else { &figure.unit };
            (
                format!("figure: «{words}» = {} {value} {unit} {}", figure.approx.name(), figure.kind.name()),
                figure.rule.0,
            )
        }
        other => panic!("not a figure: {other:?}"),
    };
    figure::figures(&scan, &[]).iter().map(|mention| describe(&mention.kind, &document.text[mention.span])).collect()
}

struct Example {
    rule: &'static str,
    line: usize,
    text: &'static str,
    expected: Vec<&'static str>,
    silent: bool,
}

fn examples() -> Vec<Example> {
    let mut rule = "";
    let mut found: Vec<Example> = Vec::new();
    for (line, words) in (1..).zip(SPEC.lines()) {
        if let Some(heading) = words.strip_prefix("## ") {
            rule = heading.split(' ').next().unwrap_or_default();
        } else if let Some(text) = words.strip_prefix("> ") {
            found.push(Example { rule, line, text, expected: Vec::new(), silent: false });
        } else if let Some(example) = found.last_mut() {
            match words {
                "no figure" => example.silent = true,
                _ if words.starts_with("figure: ") => example.expected.push(words),
                _ => {}
            }
        }
    }
    found
}

#[test]
fn every_example_of_the_specification_holds() {
    let mut failures = String::new();
    for example in examples() {
        let found = figures(example.text);
        let told: Vec<&str> = found.iter().map(|f| f.0.as_str()).collect();
        let own = example.silent || found.iter().any(|f| f.1 == example.rule);
        if told != example.expected || !own {
            let _ = writeln!(
                failures,
                "spec/figure.md:{}: {}\n  {}\n  found {found:?}",
                example.line, example.rule, example.text
            );
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn every_rule_has_examples_and_near_misses() {
    let examples = examples();
    assert!(examples.len() >= 120 && examples.iter().filter(|e| e.silent).count() >= 20);
    for rule in ["figure-people", "figure-money", "figure-percent", "figure-range", "figure-vague", "figure-dual"] {
        let of = |silent: bool| examples.iter().filter(|e| e.rule == rule && e.silent == silent).count();
        assert!(of(false) >= 3 && of(true) >= 2, "{rule}: {} examples, {} near misses", of(false), of(true));
    }
    assert!(examples.iter().all(|e| e.silent == e.expected.is_empty()), "an example expects nothing, or both");
}

/// Words, whom they count, whether the count adds up, and until when.
fn courses(body: &str) -> Vec<(String, Option<String>, bool, Option<String>)> {
    let mut document = paragraphs(body);
    document.published = Some(rawi_page::Published { value: "2025-02-17".to_owned(), basis: rawi_page::Basis::Given });
    let reading = rawi::Reader::new(lexicon()).times_and_figures(&document);
    let words = |span| document.text[span].to_owned();
    let figure = |mention: &rawi::mention::Mention| match &mention.kind {
        MentionKind::Figure(f) => Some((words(mention.span), f.counted.map(words), f.cumulative, f.as_of.map(words))),
        _ => None,
    };
    reading.mentions.iter().filter_map(figure).collect()
}

#[test]
fn a_figure_says_whom_it_counts_and_until_when() {
    for (text, words, counted, cumulative, as_of) in [
        ("ارتفعت حصيلة القتلى إلى 20.", "20", Some("القتلى"), true, None),
        ("ارتفعت الحصيلة إلى 20 قتيلا.", "20 قتيلا", Some("قتيلا"), true, None),
        ("أصيب 30 عاملا سودانيا منذ بداية العام.", "30 عاملا", Some("عاملا سودانيا"), true, None),
        ("قتل 40 شخصا حتى الآن.", "40 شخصا", Some("شخصا"), true, None),
        ("قتل 50 شخصا حتى مساء أمس.", "50 شخصا", Some("شخصا"), true, Some("مساء أمس")),
        ("قتل 60 شخصا في الانفجار.", "60 شخصا", Some("شخصا"), false, None),
        ("ارتفع عدد الموظفين إلى 70 موظفا.", "70 موظفا", Some("موظفا"), false, None),
        ("بقي 80 عنصرا من المتطوعين في الموقع.", "80 عنصرا", Some("عنصرا من المتطوعين"), false, None),
    ] {
        let expected = (words.to_owned(), counted.map(str::to_owned), cumulative, as_of.map(str::to_owned));
        assert_eq!(courses(text), [expected], "{text}");
    }
}

#[test]
fn the_generator_says_numbers_as_a_grammar_book_does() {
    use Case::{Accusative, Genitive, Nominative};
    use Gender::{Feminine, Masculine};
    use Hundred::{Apart, Long, Short};
    for (n, case, gender, hundred, words) in [
        (0, Nominative, Masculine, Short, "صفر"),
        (1, Nominative, Masculine, Short, "واحد"),
        (1, Nominative, Feminine, Short, "واحدة"),
        (2, Nominative, Masculine, Short, "اثنان"),
        (2, Genitive, Feminine, Short, "اثنتين"),
        (3, Nominative, Masculine, Short, "ثلاثة"),
        (3, Nominative, Feminine, Short, "ثلاث"),
        (5, Accusative, Feminine, Short, "خمسًا"),
        (8, Nominative, Feminine, Short, "ثمان"),
        (8, Accusative, Feminine, Short, "ثمانيًا"),
        (8, Genitive, Masculine, Short, "ثمانية"),
        (10, Nominative, Masculine, Short, "عشرة"),
        (10, Nominative, Feminine, Short, "عشر"),
        (11, Nominative, Masculine, Short, "أحد عشر"),
        (11, Genitive, Feminine, Short, "إحدى عشرة"),
        (12, Nominative, Masculine, Short, "اثنا عشر"),
        (12, Accusative, Masculine, Short, "اثني عشر"),
        (12, Nominative, Feminine, Short, "اثنتا عشرة"),
        (12, Genitive, Feminine, Short, "اثنتي عشرة"),
        (15, Nominative, Masculine, Short, "خمسة عشر"),
        (18, Nominative, Feminine, Short, "ثماني عشرة"),
        (19, Nominative, Feminine, Short, "تسع عشرة"),
        (20, Nominative, Masculine, Short, "عشرون"),
        (20, Genitive, Feminine, Short, "عشرين"),
        (21, Nominative, Masculine, Short, "واحد وعشرون"),
        (21, Accusative, Masculine, Short, "واحدًا وعشرين"),
        (21, Nominative, Feminine, Short, "إحدى وعشرون"),
        (32, Nominative, Masculine, Short, "اثنان وثلاثون"),
        (99, Genitive, Feminine, Short, "تسع وتسعين"),
        (100, Nominative, Masculine, Short, "مئة"),
        (100, Nominative, Masculine, Long, "مائة"),
        (101, Nominative, Masculine, Short, "مئة وواحد"),
        (111, Nominative, Masculine, Short, "مئة وأحد عشر"),
        (200, Nominative, Masculine, Short, "مئتان"),
        (200, Genitive, Masculine, Long, "مائتين"),
        (300, Nominative, Masculine, Short, "ثلاثمئة"),
        (300, Nominative, Masculine, Apart, "ثلاث مئة"),
        (800, Nominative, Masculine, Long, "ثمانمائة"),
        (800, Nominative, Masculine, Apart, "ثماني مئة"),
        (999, Nominative, Masculine, Short, "تسعمئة وتسعة وتسعون"),
        (1000, Nominative, Masculine, Short, "ألف"),
        (1000, Accusative, Masculine, Short, "ألفًا"),
        (2000, Nominative, Masculine, Short, "ألفان"),
        (2000, Genitive, Masculine, Short, "ألفين"),
        (2018, Genitive, Masculine, Short, "ألفين وثمانية عشر"),
        (3000, Nominative, Feminine, Short, "ثلاثة آلاف"),
        (11_000, Nominative, Masculine, Short, "أحد عشر ألفًا"),
        (11_200, Nominative, Masculine, Short, "أحد عشر ألفًا ومئتان"),
        (100_000, Nominative, Masculine, Short, "مئة ألف"),
        (101_000, Nominative, Masculine, Short, "مئة ألف وألف"),
        (102_000, Genitive, Masculine, Short, "مئة ألف وألفين"),
        (105_000, Nominative, Masculine, Short, "مئة وخمسة آلاف"),
        (200_000, Nominative, Masculine, Short, "مئتا ألف"),
        (200_000, Genitive, Masculine, Long, "مائتي ألف"),
        (350_000, Nominative, Masculine, Apart, "ثلاث مئة وخمسون ألفًا"),
        (1_000_000, Accusative, Masculine, Short, "مليونًا"),
        (2_200_000, Genitive, Masculine, Short, "مليونين ومئتي ألف"),
        (7_000_000, Nominative, Masculine, Short, "سبعة ملايين"),
        (1_500_000_000, Nominative, Masculine, Long, "مليار وخمسمائة مليون"),
        (12_000_000_000, Nominative, Masculine, Short, "اثنا عشر مليارًا"),
    ] {
        assert_eq!(Manner { case, gender, hundred }.say(n), words, "{n}");
    }
}

const CASES: [Case; 3] = [Case::Nominative, Case::Accusative, Case::Genitive];
const GENDERS: [Gender; 2] = [Gender::Masculine, Gender::Feminine];
const HUNDREDS: [Hundred; 3] = [Hundred::Short, Hundred::Long, Hundred::Apart];

fn manners() -> Vec<Manner> {
    let pairs = || CASES.into_iter().flat_map(|case| GENDERS.map(|gender| (case, gender)));
    pairs().flat_map(|(case, gender)| HUNDREDS.map(|hundred| Manner { case, gender, hundred })).collect()
}

/// Says the numbers, one a line, and reads each line back; `None` of its words may be left over.
fn round_trip(numbers: impl Iterator<Item = (u64, Manner)>) {
    let said: Vec<(u64, String)> = numbers.map(|(n, manner)| (n, manner.say(n))).collect();
    for chunk in said.chunks(20_000) {
        let body: Vec<&str> = chunk.iter().map(|(_, words)| words.as_str()).collect();
        let document = paragraphs(&body.join("\n"));
        let scan = Scan::new(&document, lexicon());
        assert_eq!(scan.lines.len(), chunk.len());
        for ((n, words), line) in chunk.iter().zip(&scan.lines) {
            let read = number::read(&scan, line.tokens.start);
            let read = read.as_ref().map(|r| (r.value, r.tokens.clone()));
            assert_eq!(
                read,
                Some((Amount::whole(i64::try_from(*n).expect("below 10^12")), line.tokens.clone())),
                "{n} = {words}"
            );
        }
    }
}

#[test]
fn every_number_to_9999_in_every_manner_reads_back() {
    let manners = manners();
    round_trip((0..10_000).flat_map(|n| manners.iter().map(move |manner| (n, *manner))));
}

#[test]
fn every_number_to_a_million_reads_back() {
    let manners = manners();
    let edges = (10..1000).flat_map(|k| [k * 1000 - 1, k * 1000, k * 1000 + 1, k * 1000 + 100, k * 1000 + 111]);
    let all = edges.chain(10_000..1_000_000);
    round_trip(all.enumerate().map(|(turn, n)| (n, manners[turn % manners.len()])));
}

#[test]
fn large_numbers_read_back() {
    let manners = manners();
    // A fixed walk: the same numbers every time, of every length.
    let mut state: u64 = 0x5DEE_CE66;
    let walk = std::iter::repeat_with(move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 20) % 10_u64.pow(7 + (state >> 61) as u32 % 6)
    });
    let round = (1..1000).flat_map(|k| [k * 1_000_000, k * 1_000_000_000, k * 1_000_000_000 + 1_000, k * 1_001_000]);
    round_trip(walk.take(30_000).chain(round).enumerate().map(|(turn, n)| (n, manners[turn % manners.len()])));
}

const PIECES: [&str; 44] = [
    "نحو",
    "أكثر من",
    "لا",
    "تتجاوز",
    "بين",
    "من",
    "إلى",
    "و",
    "20",
    "1,250",
    "3.5",
    "٪",
    "%",
    "$",
    "(",
    ")",
    "-",
    "ألف",
    "ألفا",
    "آلاف",
    "مليون",
    "ملايين",
    "مئات",
    "الآلاف",
    "نصف",
    "وعشرون",
    "خمسة",
    "عشر",
    "شخصا",
    "قتيلين",
    "دولار",
    "ليرة",
    "سورية",
    "في المئة",
    "على الأقل",
    "عدد",
    "القتلى",
    "آخرون",
    "بينهم",
    "كل",
    "ال",
    "ـ",
    ".",
    "\n",
];

proptest! {
    #[test]
    fn any_row_of_words_of_figures_is_read(picks in prop::collection::vec(0..PIECES.len(), 0..14), glue in prop::bool::ANY) {
        let text: Vec<&str> = picks.iter().map(|&pick| PIECES[pick]).collect();
        let text = text.join(if glue { "" } else { " " });
        let document = paragraphs(&text);
        let scan = Scan::new(&document, lexicon());
        let found = figure::figures(&scan, &[]);
        prop_assert!(found.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()), "{text}");
        for mention in &found {
            let MentionKind::Figure(figure) = &mention.kind else { panic!("not a figure") };
            prop_assert!(figure.min.zip(figure.max).is_none_or(|(low, high)| low <= high), "{text}");
        }
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        let document = paragraphs(&text);
        let scan = Scan::new(&document, lexicon());
        figure::figures(&scan, &[]);
    }

    #[test]
    fn an_and_before_the_first_word_changes_no_value(n in 3u64..1_000_000, manner in 0..18usize) {
        let words = manners()[manner].say(n);
        let plain = figures(&format!("{words} دولار"));
        let joined = figures(&format!("و{words} دولار"));
        let value = |found: &[(String, &str)]| found.first().and_then(|f| f.0.split(" = ").nth(1).map(str::to_owned));
        prop_assert_eq!(value(&plain), value(&joined));
    }
}
