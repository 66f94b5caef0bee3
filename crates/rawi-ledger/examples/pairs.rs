//! How right the relations between documents are, on pairs that people judged.
//!
//! `cargo run --release -p rawi-ledger --example pairs -- LEDGER PAIRS.tsv…` prints precision and recall of each kind, over all files together. The pairs name claims by the key of
//! their document and the bytes of their content, so that they outlive a change of the engine; a pair whose claims are not found is counted as missed. With `--wrong` the pairs
//! that are told wrongly are listed.
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a measuring program")]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

use rawi_ledger::Ledger;
use rawi_ledger::ask::claims::{ClaimRow, Wanted};

#[derive(Default)]
struct Tally {
    right: u32,
    wrong: u32,
    missed: u32,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let list = arguments.iter().any(|argument| argument == "--wrong");
    let mut paths = arguments.iter().filter(|argument| *argument != "--wrong");
    let Some(ledger) = paths.next() else { return Err("expected LEDGER PAIRS.tsv…".into()) };
    let ledger = Ledger::open_to_read(Path::new(ledger))?;
    let mut claims: BTreeMap<String, Vec<(u64, u64, String)>> = BTreeMap::new();
    for claim in ledger.claims(&Wanted::default())? {
        let (start, end) = bounds(&claim);
        claims.entry(claim.key).or_default().push((start, end, claim.uid));
    }
    let kinds = ["repeats", "denies", "confirms", "contradicts", "figure_conflict", "updates", "responds_to"];
    let mut related: BTreeSet<(String, String, String)> = BTreeSet::new();
    for (kind, from, to) in ledger.related_pairs()? {
        related.insert((kind, from, to));
    }
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut pairs = String::new();
    for path in paths {
        pairs += &std::fs::read_to_string(path)?;
    }
    for line in pairs.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [kind, label, from, from_start, from_end, to, to_start, to_end] = fields[..] else {
            return Err(format!("eight columns expected: {line}").into());
        };
        let Some(kind) = kinds.iter().find(|known| **known == kind) else { continue };
        let side = |key: &str, start: &str, end: &str| -> Result<Vec<String>, Box<dyn Error>> {
            let (start, end): (u64, u64) = (start.parse()?, end.parse()?);
            let all = claims.get(key).into_iter().flatten();
            Ok(all.filter(|claim| claim.0 == start && claim.1 == end).map(|claim| claim.2.clone()).collect())
        };
        let (from, to) = (side(from, from_start, from_end)?, side(to, to_start, to_end)?);
        let mutual = matches!(*kind, "figure_conflict" | "contradicts" | "repeats");
        let found = from.iter().any(|a| {
            to.iter().any(|b| {
                let has = |a: &String, b: &String| related.contains(&((*kind).to_owned(), a.clone(), b.clone()));
                has(a, b) || mutual && has(b, a)
            })
        });
        if list && found != (label == "yes") {
            println!("{}\t{line}", if found { "wrong" } else { "missed" });
        }
        let tally = tallies.entry(kind).or_default();
        match (label == "yes", found) {
            (true, true) => tally.right += 1,
            (false, true) => tally.wrong += 1,
            (true, false) => tally.missed += 1,
            (false, false) => {}
        }
    }
    for (kind, Tally { right, wrong, missed }) in tallies {
        let percent = |part: u32, whole: u32| f64::from(part) * 100.0 / f64::from(whole.max(1));
        println!(
            "{kind:16} P {:5.1} R {:5.1}  (right {right}, wrong {wrong}, missed {missed})",
            percent(right, right + wrong),
            percent(right, right + missed)
        );
    }
    Ok(())
}

fn bounds(claim: &ClaimRow) -> (u64, u64) {
    let spans: Vec<(u64, u64)> = serde_json::from_value(claim.spans.clone()).unwrap_or_default();
    (spans.first().map_or(0, |span| span.0), spans.last().map_or(0, |span| span.1))
}
