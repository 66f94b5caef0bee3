//! The main text of a page: two extractors behind one trait, and which of them to believe.
//!
//! Measured on 1,400 pages, `trafilatura` is the better one, `dom_smoothie` the faster and the second opinion. Where their words
//! agree little, the page is doubtful and the document says so.

use std::collections::BTreeMap;
use std::thread;

use crate::flow::{self, Flowed};

/// Something that finds the article in a page.
pub(crate) trait MainText: Sync {
    /// Its name, for notes.
    fn name(&self) -> &'static str;
    /// The HTML of the article; nothing where it finds none. May panic and may recurse deeply: callers guard it.
    fn html(&self, page: &str) -> Option<String>;
}

struct Trafilatura;

impl MainText for Trafilatura {
    fn name(&self) -> &'static str {
        "trafilatura"
    }

    fn html(&self, page: &str) -> Option<String> {
        let options = trafilatura::Options::default().with_fallback(true).with_exclude_comments(true);
        trafilatura::extract(page, &options).ok().map(|found| found.content_html)
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
}

const NOTHING: &str = "no main text was found; every line of the page is read";
/// The code of notes about extractors that found nothing.
const ALONE: &str = "page/main-text";
/// Below this agreement of the two extractors a page is doubtful.
const AGREE: f64 = 0.8;
/// Below the first and above this, the second extractor is right more often.
const DIFFER: f64 = 0.5;

/// The main text of a page. Panics of an extractor count as finding nothing. `fast`: the second extractor alone.
pub(crate) fn main_text(page: &str, fast: bool) -> Chosen {
    if !fast {
        return choose(page, &Trafilatura, &Readability);
    }
    let lines = guarded(page, &Readability);
    let doubt = lines.is_empty().then(|| Doubt::new(ALONE, NOTHING.to_owned()));
    Chosen { lines, other: None, doubt }
}

fn choose(page: &str, first: &dyn MainText, second: &dyn MainText) -> Chosen {
    let (one, two) = (guarded(page, first), guarded(page, second));
    match (one.is_empty(), two.is_empty()) {
        (true, true) => {
            return Chosen { lines: Vec::new(), other: None, doubt: Some(Doubt::new(ALONE, NOTHING.to_owned())) };
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
    let (n_one, n_two): (usize, usize) = (one.values().sum(), two.values().sum());
    let shared: usize = one.iter().map(|(shingle, &count)| count.min(two.get(shingle).copied().unwrap_or(0))).sum();
    if n_one + n_two == 0 { 1.0 } else { 2.0 * shared as f64 / (n_one + n_two) as f64 }
}

fn shingles(lines: &[Flowed]) -> BTreeMap<Vec<&str>, usize> {
    let words: Vec<&str> = lines
        .iter()
        .flat_map(|line| line.words.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let mut shingles = BTreeMap::new();
    for shingle in words.windows(4.min(words.len().max(1))) {
        *shingles.entry(shingle.to_vec()).or_insert(0) += 1;
    }
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
        let chosen = choose("<p>x", first, second);
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
