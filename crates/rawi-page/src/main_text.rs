//! The main text of a page: two extractors behind one trait, and which of them to believe.
//!
//! Measured on 1,400 pages, `trafilatura` is the better one, `dom_smoothie` the faster and the second opinion. Where their words
//! agree little, the page is doubtful and the document says so.

use std::hash::{Hash, Hasher};
use std::thread;

use rustc_hash::FxHasher;

use crate::flow::{self, Flowed};

/// Something that finds the article in a page.
pub(crate) trait MainText: Sync {
    /// Its name, for notes.
    fn name(&self) -> &'static str;
    /// The HTML of the article; nothing where it finds none. May panic and may recurse deeply: callers guard it.
    fn html(&self, page: &str) -> Option<String>;
}

/// `fallback`: where it doubts itself, it asks three further ways and takes the best. That costs as much again.
struct Trafilatura {
    fallback: bool,
}

/// What a page is made to say of itself. Where it says nothing, this extractor looks for author, section and keywords through the
/// whole tree, again and again, which costs more than finding the article; nobody asks it for them.
const STATED: &str = r#"<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","author":{"@type":"Person","name":"Nobody Asked"},"articleSection":"none","publisher":{"name":"None"}}</script><meta property="article:tag" content="none">"#;

impl MainText for Trafilatura {
    fn name(&self) -> &'static str {
        "trafilatura"
    }

    fn html(&self, page: &str) -> Option<String> {
        let options = trafilatura::Options::default()
            .with_fallback(self.fallback)
            .with_exclude_comments(true)
            .with_html_date_mode(trafilatura::HtmlDateMode::Disabled);
        trafilatura::extract(&[STATED, page].concat(), &options).ok().map(|found| found.content_html)
    }
}

struct Readability;

impl MainText for Readability {
    fn name(&self) -> &'static str {
        "readability"
    }

    fn html(&self, page: &str) -> Option<String> {
        let config = dom_smoothie::Config {
            max_elements_to_parse: 200_000,
            disable_json_ld: true,
            ..dom_smoothie::Config::default()
        };
        let mut reader = dom_smoothie::Readability::new(page, None, Some(config)).ok()?;
        reader.parse().ok().map(|article| article.content.to_string())
    }
}

/// What was chosen as main text.
#[derive(Debug, Default)]
pub(crate) struct Chosen {
    pub(crate) lines: Vec<Flowed>,
    /// What the other extractor found, where the two agree enough for its word to count.
    pub(crate) other: Option<Vec<Flowed>>,
    /// Why a person should look at it, if they should.
    pub(crate) doubt: Option<Doubt>,
}

/// What is doubtful about a main text.
#[derive(Debug)]
pub(crate) struct Doubt {
    /// The code of the note.
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

impl Doubt {
    fn new(code: &'static str, message: String) -> Doubt {
        Doubt { code, message }
    }

    /// Nothing was found.
    pub(crate) fn nothing() -> Doubt {
        Doubt::new(ALONE, NOTHING.to_owned())
    }
}

const NOTHING: &str = "no main text was found; every line of the page is read";
/// The code of notes about extractors that found nothing.
const ALONE: &str = "page/main-text";
/// Below this agreement of the two extractors a page is doubtful.
const AGREE: f64 = 0.8;
/// Below the first and above this, the second extractor is right more often.
const DIFFER: f64 = 0.5;

/// How much a page is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    /// Both, each once.
    Twice,
    /// Where they disagree, the first once more and thoroughly. What that asks is quadratic in places.
    Thorough,
}

/// Bytes of a page that is looked at thoroughly; real ones are nearly always shorter.
const THOROUGH: usize = 512 << 10;

/// The main text of a page. Panics of an extractor count as finding nothing.
pub(crate) fn main_text(page: &str, effort: Effort) -> Chosen {
    let quick = Trafilatura { fallback: false };
    match effort {
        Effort::Thorough if page.len() <= THOROUGH => {
            choose(page, &quick, Some(&Trafilatura { fallback: true }), &Readability)
        }
        Effort::Twice | Effort::Thorough => choose(page, &quick, None, &Readability),
    }
}

/// Where `quick` and `second` agree, `thorough`, the thorough form of `quick`, need not be asked.
fn choose(page: &str, quick: &dyn MainText, thorough: Option<&dyn MainText>, second: &dyn MainText) -> Chosen {
    let (one, two) = (guarded(page, quick), guarded(page, second));
    if !one.is_empty() && !two.is_empty() && agreement(&one, &two) >= AGREE {
        return Chosen { lines: one, other: Some(two), doubt: None };
    }
    let first = thorough.unwrap_or(quick);
    let one = thorough.map_or(one, |thorough| guarded(page, thorough));
    match (one.is_empty(), two.is_empty()) {
        (true, true) => {
            return Chosen { lines: Vec::new(), other: None, doubt: Some(Doubt::nothing()) };
        }
        (true, false) => {
            return Chosen {
                lines: two,
                other: None,
                doubt: Some(Doubt::new(ALONE, format!("{} found no main text; {} did", first.name(), second.name()))),
            };
        }
        (false, true) => {
            return Chosen {
                lines: one,
                other: None,
                doubt: Some(Doubt::new(ALONE, format!("{} found no main text; {} did", second.name(), first.name()))),
            };
        }
        (false, false) => {}
    }
    let agreement = agreement(&one, &two);
    let doubted = |name: &str| {
        let message =
            format!("two ways of finding the main text agree in {:.0}% only; {name} is used", agreement * 100.0);
        Some(Doubt::new("page/extractors-disagree", message))
    };
    if agreement >= AGREE {
        Chosen { lines: one, other: Some(two), doubt: None }
    } else if agreement >= DIFFER {
        Chosen { lines: two, other: Some(one), doubt: doubted(second.name()) }
    } else {
        Chosen { lines: one, other: None, doubt: doubted(first.name()) }
    }
}

/// Runs an extractor where its panics and its recursion do no harm.
fn guarded(page: &str, extractor: &dyn MainText) -> Vec<Flowed> {
    let run = || extractor.html(page).map(|html| flow::lines(&html)).unwrap_or_default();
    thread::scope(|scope| {
        let worker = thread::Builder::new().stack_size(16 << 20).spawn_scoped(scope, run);
        worker.ok().and_then(|worker| worker.join().ok()).unwrap_or_default()
    })
}

/// The F1 of the runs of four words that two texts have.
#[allow(clippy::cast_precision_loss)] // a page has fewer than 2^52 words
fn agreement(one: &[Flowed], two: &[Flowed]) -> f64 {
    let (one, two) = (shingles(one), shingles(two));
    let n_all = one.len() + two.len();
    let (mut shared, mut others) = (0usize, two.iter().peekable());
    for shingle in one {
        while others.next_if(|other| **other < shingle).is_some() {}
        shared += usize::from(others.next_if_eq(&&shingle).is_some());
    }
    if n_all == 0 { 1.0 } else { 2.0 * shared as f64 / n_all as f64 }
}

/// The runs of four words of a text in some fixed order, each by a number that two different ones hardly ever share.
fn shingles(lines: &[Flowed]) -> Vec<u64> {
    let words: Vec<&str> = lines
        .iter()
        .flat_map(|line| line.words.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let number = |shingle: &[&str]| {
        let mut hasher = FxHasher::default();
        shingle.hash(&mut hasher);
        hasher.finish()
    };
    let mut shingles: Vec<u64> = words.windows(4.min(words.len().max(1))).map(number).collect();
    shingles.sort_unstable();
    shingles
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed(Option<&'static str>);

    impl MainText for Fixed {
        fn name(&self) -> &'static str {
            "fixed"
        }

        fn html(&self, _: &str) -> Option<String> {
            self.0.map(str::to_owned)
        }
    }

    struct Falls;

    impl MainText for Falls {
        fn name(&self) -> &'static str {
            "falls"
        }

        fn html(&self, page: &str) -> Option<String> {
            assert!(page.is_empty(), "an extractor may panic");
            None
        }
    }

    const ONE: &str = "<p>قال وزير المياه في نهاوند إن السد الجديد جاهز للملء قبل نهاية الصيف";
    const HALF: &str = "<p>قال وزير المياه في نهاوند إن السد الجديد جاهز<p>اقرأ أيضا عن الماء والبئر والنهر والبحر";
    const OTHER: &str = "<p>اشترك الآن في نشرتنا البريدية لتصلك آخر الأخبار كل صباح";

    fn chosen(first: &dyn MainText, second: &dyn MainText) -> (Vec<String>, bool) {
        let chosen = choose("<p>x", &Fixed(None), Some(first), second);
        (chosen.lines.into_iter().map(|line| line.words).collect(), chosen.doubt.is_some())
    }

    fn words(html: &str) -> Vec<String> {
        flow::lines(html).into_iter().map(|line| line.words).collect()
    }

    #[test]
    fn where_both_agree_the_first_is_taken_without_doubt() {
        assert_eq!(chosen(&Fixed(Some(ONE)), &Fixed(Some(ONE))), (words(ONE), false));
    }

    #[test]
    fn where_the_quick_way_is_confirmed_the_thorough_one_is_not_asked() {
        let chosen = choose("<p>x", &Fixed(Some(ONE)), Some(&Falls), &Fixed(Some(ONE)));
        assert_eq!((chosen.lines, chosen.doubt.is_some()), (flow::lines(ONE), false));
        let chosen = choose("<p>x", &Fixed(Some(OTHER)), Some(&Fixed(Some(ONE))), &Fixed(Some(ONE)));
        assert_eq!((chosen.lines, chosen.doubt.is_some()), (flow::lines(ONE), false));
    }

    #[test]
    fn where_they_agree_by_half_the_second_is_taken() {
        assert_eq!(chosen(&Fixed(Some(ONE)), &Fixed(Some(HALF))), (words(HALF), true));
    }

    #[test]
    fn where_they_do_not_agree_the_first_is_taken() {
        assert_eq!(chosen(&Fixed(Some(ONE)), &Fixed(Some(OTHER))), (words(ONE), true));
    }

    #[test]
    fn a_panic_or_an_empty_answer_leaves_the_other() {
        assert_eq!(chosen(&Falls, &Fixed(Some(ONE))), (words(ONE), true));
        assert_eq!(chosen(&Fixed(Some(ONE)), &Falls), (words(ONE), true));
        assert_eq!(chosen(&Fixed(Some("")), &Fixed(Some(ONE))), (words(ONE), true));
        assert_eq!(chosen(&Fixed(None), &Fixed(None)), (Vec::new(), true));
    }
}
