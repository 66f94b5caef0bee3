//! `SCORES.md` itself.

use std::fmt::Write;

use super::scorer::Scored;
use super::speed::Speed;

/// Rules seldom used in gold, each with the reason, by tabs.
const RARE_RULES: &str = include_str!("../../rare-rules.tsv");

/// Below this many claims in gold a rule's precision says nothing.
const FEW: u64 = 3;

const PARTS: &[(&str, &str)] = &[
    ("cue", "a gold claim and a claim of ours share a reporting word"),
    ("source", "and the same words as source, or none in both"),
    ("content", "and the same words as content"),
    ("content~", "or nearly the same: overlap of 80 % or more"),
    ("whole", "cue, source and content all right"),
    ("nested", "a claim inside a claim has the right parent"),
    ("date", "the same words and the same value"),
    ("date~", "a shared word and the same value"),
    ("figure", "a shared word and the same bounds and hedge"),
];

const FIELDS: &[&str] = &["act", "polarity", "form", "naming", "anonymity", "who", "via", "said_at"];

pub(super) fn page(scored: &[(String, Scored)], speed: &Speed) -> String {
    // Writing to a string cannot fail.
    let mut page = String::new();
    let _ = page.write_str(
        "# Scores\n\nWritten by `cargo xtask score`; do not edit. Gold articles and scorer lie beside the checkout, not in it; \
         what counts as right is said there. By hand:\n\n```sh\ncargo build --release -p rawi-cli\n\
         target/release/rawi read --format jsonl ../shared/gold/dev.in.jsonl > readings.jsonl\n\
         python3 ../shared/score/score.py ../shared/gold/dev.jsonl readings.jsonl --by-rule\n```\n",
    );
    for (title, scored) in scored {
        let _ = write!(page, "\n## {title}\n\n");
        figures(&mut page, scored);
    }
    if let Some((title, scored)) = scored.iter().find(|(_, scored)| !scored.rules.is_empty()) {
        let _ = write!(
            page,
            "\n## Rules, on {title}\n\n| rule | claims | in gold | source and content right |\n|---|---:|---:|---:|\n"
        );
        for rule in &scored.rules {
            let [predicted, paired, right] = rule.counts;
            let _ = writeln!(page, "| `{}` | {predicted} | {paired} | {right} |", rule.id);
        }
        rare(&mut page, scored);
    }
    self::speed(&mut page, speed);
    page
}

/// Why a rule is used so seldom that its figure says nothing.
fn rare(page: &mut String, scored: &Scored) {
    let uses = |rule: &str| scored.rules.iter().find(|r| r.id == rule).map_or(0, |r| r.counts[1]);
    let reasons: Vec<(&str, &str)> = RARE_RULES
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter(|(rule, _)| uses(rule) < FEW)
        .collect();
    if !reasons.is_empty() {
        let _ = writeln!(page, "\nRules with fewer than {FEW} claims in gold:\n");
        for (rule, why) in reasons {
            let _ = writeln!(page, "- `{rule}` ({}): {why}", uses(rule));
        }
    }
}

fn figures(page: &mut String, scored: &Scored) {
    let _ = page.write_str("| part | precision | recall | F1 | right means |\n|---|---:|---:|---:|---|\n");
    for (part, meaning) in PARTS {
        let figures = &scored.figures[part];
        if figures.is_object() {
            let _ =
                writeln!(page, "| {part} | {} | {} | **{}** | {meaning} |", figures["p"], figures["r"], figures["f1"]);
        }
    }
    let accuracy = &scored.figures["accuracy"];
    let fields: Vec<String> = FIELDS
        .iter()
        .filter(|field| accuracy[**field].is_number())
        .map(|field| format!("{field} {}", accuracy[*field]))
        .collect();
    if !fields.is_empty() {
        let _ = writeln!(page, "\nOf the claims found, right in per cent: {}.", fields.join(", "));
    }
    let missing = scored.figures["missing"].as_array().map_or(0, Vec::len);
    if missing > 0 {
        let _ = writeln!(page, "\n{missing} articles were not read.");
    }
}

fn speed(page: &mut String, speed: &Speed) {
    let _ = page.write_str("\n## Speed\n\n");
    match &speed.corpus {
        Some(corpus) => {
            #[expect(clippy::cast_precision_loss, reason = "a speed is shown with two decimal places")]
            let megabytes = corpus.bytes as f64 / 1e6;
            let seconds = corpus.elapsed.as_secs_f64();
            let _ = writeln!(
                page,
                "`rawi read --threads 1 --format jsonl` over {} news articles, {megabytes:.1} MB of text: {seconds:.2} s, **{:.2} MB/s on one \
                 core** (bytes of UTF-8 text; start of the program, decompression and writing included; best of three).",
                corpus.documents,
                megabytes / seconds.max(1e-9),
            );
        }
        None => {
            let _ = page.write_str("No news corpus beside the checkout: not measured.\n");
        }
    }
    let _ = page
        .write_str("\nWhere the time goes, and how long a search in a ledger takes: [docs/speed.md](docs/speed.md).\n");
    if let Some(bench) = &speed.bench {
        let _ = write!(page, "\n`cargo bench -p rawi --bench read`:\n\n```text\n{}\n```\n", bench.trim_end());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::scorer::Rule;
    use crate::score::speed::Corpus;
    use std::time::Duration;

    #[test]
    fn figures_rules_and_speed_are_on_the_page() {
        let figures = serde_json::json!({
            "cue": { "p": 81.2, "r": 70.0, "f1": 75.2 }, "accuracy": { "act": 90.1, "via": null }, "missing": ["a"],
        });
        let rules = vec![Rule { id: "verb-inna".to_owned(), counts: [3, 2, 1] }];
        let corpus = Corpus { documents: 2, bytes: 3_000_000, elapsed: Duration::from_millis(1500) };
        let page = page(&[("dev".to_owned(), Scored { figures, rules })], &Speed { corpus: Some(corpus), bench: None });
        for expected in [
            "| cue | 81.2 | 70.0 | **75.2** |",
            "right in per cent: act 90.1.",
            "1 articles were not read.",
            "| `verb-inna` | 3 | 2 | 1 |",
            "- `light-verb` (0): ",
            "1.50 s, **2.00 MB/s on one core**",
        ] {
            assert!(page.contains(expected), "{expected} in\n{page}");
        }
        assert!(!page.contains("| content |"));
    }
}
