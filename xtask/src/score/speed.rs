//! How fast one core reads.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{fs, iter};

use crate::repository::{cargo, output, root};

/// What was measured, if there was something to measure with.
pub(super) struct Speed {
    /// One thread over the news corpus.
    pub(super) corpus: Option<Corpus>,
    /// What the benchmark printed.
    pub(super) bench: Option<String>,
}

pub(super) struct Corpus {
    pub(super) documents: u64,
    /// UTF-8 bytes of the documents' text.
    pub(super) bytes: u64,
    /// The best of three runs.
    pub(super) elapsed: Duration,
}

pub(super) fn measure(rawi: &Path, news: &Path) -> Result<Speed, String> {
    let bench = root().join("crates/rawi/benches/read.rs").is_file();
    let bench = bench.then(|| output(cargo().args(["bench", "--quiet", "--package", "rawi", "--bench", "read"])));
    Ok(Speed { corpus: corpus(rawi, news)?, bench: bench.transpose()? })
}

fn corpus(rawi: &Path, news: &Path) -> Result<Option<Corpus>, String> {
    let Ok(entries) = fs::read_dir(news) else { return Ok(None) };
    let mut inputs: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    inputs.retain(|path| path.to_string_lossy().contains(".jsonl"));
    inputs.sort();
    if inputs.is_empty() {
        return Ok(None);
    }
    let run = |format: &str| {
        let begun = Instant::now();
        let options = ["read", "--threads", "1", "--format", format];
        let printed = output(Command::new(rawi).args(options).args(inputs.iter().map(AsRef::<OsStr>::as_ref)))?;
        Ok::<_, String>((begun.elapsed(), printed))
    };
    let (mut elapsed, printed) = run("jsonl")?;
    for outcome in iter::repeat_with(|| run("jsonl")).take(2) {
        elapsed = elapsed.min(outcome?.0);
    }
    let (mut documents, mut bytes) = (0, 0);
    for line in printed.lines() {
        let record: rawi::record::Record =
            serde_json::from_str(line).map_err(|error| format!("what rawi printed is no record: {error}"))?;
        documents += 1;
        bytes += record.document.text.len() as u64;
    }
    Ok(Some(Corpus { documents, bytes, elapsed }))
}
