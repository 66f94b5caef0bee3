//! Gold articles and the inputs that go with them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value};

use crate::repository::output;

/// One thing to score: gold lines, and the input that rawi reads for them.
pub(super) struct Gold {
    /// How `SCORES.md` calls it.
    pub(super) title: String,
    /// The gold lines.
    pub(super) marks: PathBuf,
    input: PathBuf,
    /// The id of the one gold article, where the input is a bare file that has no id of its own.
    id: Option<String>,
}

impl Gold {
    /// Everything that can be scored in the folder.
    pub(super) fn all(folder: &Path, shared: &Path, work: &Path) -> Result<Vec<Gold>, String> {
        let mut all = Vec::new();
        let (dev, input) = (folder.join("dev.jsonl"), folder.join("dev.in.jsonl"));
        if dev.is_file() && input.is_file() {
            all.push(Gold { title: "dev".to_owned(), marks: dev, input, id: None });
        }
        let seed = folder.join("seed.jsonl");
        if seed.is_file() {
            let input = work.join("seed.in.jsonl");
            let id = corpus_lines(&seed, &input)?;
            all.push(Gold { title: "seed, as a corpus line".to_owned(), marks: seed.clone(), input, id: None });
            for raw in texts(&shared.join("seed")) {
                all.push(Gold {
                    title: "seed, as a raw text".to_owned(),
                    marks: seed.clone(),
                    input: raw,
                    id: id.clone(),
                });
            }
        }
        Ok(all)
    }

    /// Has rawi read the input; gives the file of readings.
    pub(super) fn read(&self, rawi: &Path, work: &Path) -> Result<PathBuf, String> {
        let mut readings = output(Command::new(rawi).args(["read", "--format", "jsonl"]).arg(&self.input))?;
        if let Some(id) = &self.id {
            let mut reading = parse(&self.input, readings.trim_end())?;
            reading["document"]["key"] = id.as_str().into();
            readings = format!("{reading}\n");
        }
        let path = work.join(format!("{}.readings.jsonl", self.title.replace([',', ' '], "-")));
        write(&path, &readings)?;
        Ok(path)
    }
}

/// Writes gold articles as the corpus lines that rawi reads, without what is marked in them; gives the last id.
fn corpus_lines(gold: &Path, input: &Path) -> Result<Option<String>, String> {
    let text = fs::read_to_string(gold).map_err(|error| format!("{}: cannot be read: {error}", gold.display()))?;
    let mut lines = String::new();
    let mut id = None;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let article = parse(gold, line)?;
        let mut corpus = Map::new();
        for key in ["id", "url", "outlet", "title", "published", "text"] {
            if !article[key].is_null() {
                corpus.insert(key.to_owned(), article[key].clone());
            }
        }
        // Gold text holds the title; in a corpus line it stands apart.
        if let (Some(title), Some(text)) = (article["title"].as_str(), article["text"].as_str())
            && let Some(body) = text.strip_prefix(title).and_then(|rest| rest.strip_prefix('\n'))
        {
            corpus.insert("text".to_owned(), body.into());
        }
        lines.push_str(&Value::Object(corpus).to_string());
        lines.push('\n');
        id = article["id"].as_str().map(str::to_owned);
    }
    write(input, &lines)?;
    Ok(id)
}

/// The texts of a folder, sorted; nothing where there is no folder.
fn texts(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    paths
}

fn parse(path: &Path, line: &str) -> Result<Value, String> {
    serde_json::from_str(line).map_err(|error| format!("{}: not one JSON object: {error}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: cannot be written: {error}", path.display()))
}
