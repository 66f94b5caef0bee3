//! `cargo xtask score`: reads the gold articles, has them scored, and writes `SCORES.md`.
//!
//! The gold articles belong to their outlets and stay out of this repository, and so does the scorer: both are looked for in
//! a folder beside the checkout. Without it this chore says so and writes nothing.

mod gold;
mod page;
mod scorer;
mod speed;

use std::fs;
use std::path::Path;

use crate::repository::{self, cargo, output, root, target};
use gold::Gold;

/// Where gold lies if nothing else is said: beside the checkout.
const BESIDE: &str = "../shared/gold";

pub(crate) fn run(folder: Option<&Path>) -> Result<(), String> {
    let folder = folder.map_or_else(|| root().join(BESIDE), Path::to_path_buf);
    if !folder.is_dir() {
        return Err(format!(
            "{}: no such folder; the gold articles are not part of this repository: name their folder with --gold DIR",
            folder.display()
        ));
    }
    let shared = folder.parent().unwrap_or(&folder).to_path_buf();
    let scorer = shared.join("score/score.py");
    if !scorer.is_file() {
        return Err(format!("{}: no such file; expected the scorer beside the gold folder", scorer.display()));
    }
    println!("building the release binary");
    output(cargo().args(["build", "--quiet", "--release", "--package", "rawi-cli"]))?;
    let target = target()?;
    let rawi = target.join("release/rawi");
    let work = target.join("score");
    fs::create_dir_all(&work).map_err(|error| format!("{}: cannot be made: {error}", work.display()))?;

    let mut sets = Vec::new();
    for gold in Gold::all(&folder, &shared, &work)? {
        println!("reading {}", gold.title);
        let readings = gold.read(&rawi, &work)?;
        sets.push((gold.title.clone(), scorer::score(&scorer, &gold.marks, &readings)?));
    }
    if sets.is_empty() {
        return Err(format!(
            "{}: nothing to score; expected dev.jsonl with dev.in.jsonl, or seed.jsonl",
            folder.display()
        ));
    }
    println!("measuring speed");
    let speed = speed::measure(&rawi, &shared.join("data/news"))?;
    repository::write("SCORES.md", &page::page(&sets, &speed))
}
