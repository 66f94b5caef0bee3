//! Paths to readers, in a stable order.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use rawi_page::{Hints, RawDocuments};

use crate::failure::cause;

/// What a directory is searched for; a file that is named outright is read whatever it is called. Saved pages come with
/// folders of pictures and scripts, and nobody wants those read as news.
const ENDINGS: &[&str] =
    &["txt", "text", "html", "htm", "xhtml", "mhtml", "mht", "jsonl", "ndjson", "warc", "wacz", "rss", "atom", "xml"];

/// One input: a file or standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Input {
    path: Option<PathBuf>,
}

impl Input {
    /// The name in records and complaints; `-` for standard input.
    pub(crate) fn name(&self) -> String {
        self.path.as_deref().map_or_else(|| "-".to_owned(), |path| path.to_string_lossy().into_owned())
    }

    /// Opens the input and cuts it into raw documents, or says in one line what is wrong with it.
    pub(crate) fn documents(&self, hints: &Hints) -> Result<RawDocuments<'static>, String> {
        let hints = Hints { path: self.name(), ..hints.clone() };
        let Some(path) = &self.path else { return Ok(rawi_page::open(BufReader::new(io::stdin()), &hints)) };
        let file = File::open(path).map_err(|error| unreadable(path, &error, "a file, a directory or -"))?;
        Ok(rawi_page::open_seekable(BufReader::with_capacity(64 * 1024, file), &hints))
    }
}

fn unreadable(path: &Path, error: &io::Error, expected: &str) -> String {
    format!("{}: cannot be read: {}; expected {expected}", path.display(), cause(error))
}

/// All inputs below the paths, in the order given; inside a directory in the byte order of whole paths. A path that cannot
/// be looked at comes out as a complaint in its place.
pub(crate) fn inputs(paths: Vec<PathBuf>) -> impl Iterator<Item = Result<Input, String>> {
    paths.into_iter().flat_map(|path| {
        if path.as_os_str() == "-" {
            return Walk { pending: Vec::new(), first: Some(Ok(Input { path: None })), root: None };
        }
        match fs::metadata(&path) {
            Ok(metadata) if metadata.is_dir() => {
                Walk { pending: vec![Entry::directory(path.clone())], first: None, root: Some(path) }
            }
            // Whatever else it is, opening it tells.
            _ => Walk { pending: Vec::new(), first: Some(Ok(Input { path: Some(path) })), root: None },
        }
    })
}

/// A walk through one directory, holding only the names that are still to come in the directories it is in.
struct Walk {
    /// What is left, the next one last.
    pending: Vec<Entry>,
    first: Option<Result<Input, String>>,
    /// Set until something was found: a directory with nothing to read is a mistake worth telling.
    root: Option<PathBuf>,
}

struct Entry {
    path: PathBuf,
    is_directory: bool,
}

impl Entry {
    fn directory(path: PathBuf) -> Entry {
        Entry { path, is_directory: true }
    }
}

impl Iterator for Walk {
    type Item = Result<Input, String>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        while let Some(Entry { path, is_directory }) = self.pending.pop() {
            if !is_directory {
                self.root = None;
                return Some(Ok(Input { path: Some(path) }));
            }
            match entries(&path) {
                Ok(entries) => self.pending.extend(entries.into_iter().rev()),
                Err(error) => {
                    self.root = None;
                    return Some(Err(unreadable(&path, &error, "a directory that can be listed")));
                }
            }
        }
        let root = self.root.take()?;
        Some(Err(format!(
            "{}: nothing to read in it; expected files that end in .{}",
            root.display(),
            ENDINGS.join(", .")
        )))
    }
}

/// What to read in a directory, sorted so that whole paths come in byte order: a directory sorts as its name and a slash.
fn entries(directory: &Path) -> io::Result<Vec<Entry>> {
    let mut named: Vec<(OsString, Entry)> = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let mut name = entry.file_name();
        if name.as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let (path, kind) = (entry.path(), entry.file_type()?);
        // Links to directories are left alone, or a link upward would never end. A dangling link counts as the file it
        // was meant to be, so that it is told.
        let is_directory = kind.is_dir();
        let is_file =
            kind.is_file() || (kind.is_symlink() && fs::metadata(&path).map_or(true, |target| target.is_file()));
        if is_directory {
            name.push("/");
        } else if !is_file || !wanted(&path) {
            continue;
        }
        named.push((name, Entry { path, is_directory }));
    }
    named.sort_by(|left, right| left.0.as_encoded_bytes().cmp(right.0.as_encoded_bytes()));
    Ok(named.into_iter().map(|(_, entry)| entry).collect())
}

/// Does the name end as articles and corpora do, compressed or not?
fn wanted(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
    name.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_is_searched_for_articles_only() {
        for name in ["a.txt", "a.HTML", "a.jsonl.gz", "a.jsonl.zst", "a.b.htm", "a.warc.gz", "a.wacz", "feed.xml"] {
            assert!(wanted(Path::new(name)), "{name}");
        }
        for name in ["README.md", "a.png", "a.gz", "html", "a.js", "a.json", "a.txt.zip"] {
            assert!(!wanted(Path::new(name)), "{name}");
        }
    }
}
