//! The built-in words with a user's own tables on top.

use std::fs;
use std::path::{Path, PathBuf};

use rawi::Lexicon;
use rawi_lexicon::Tables;
use rawi_page::{Document, Error, FurnitureLexicon, RawDocument, SiteProfile};
use sha2::{Digest, Sha256};

use crate::failure::{Failure, cause};
use crate::flags::WeekStart;

/// All words that pages and claims are read with.
pub(crate) struct Words {
    pub(crate) furniture: FurnitureLexicon,
    pub(crate) lexicon: Lexicon,
    pub(crate) profile: SiteProfile,
    tables: Tables,
}

impl Words {
    /// What reads with these words: the version of the program, the digest of the tables, and the day that weeks begin with where that is not Monday. Two
    /// that are equal read a text alike; the profile of a site says only what of a page is its text.
    pub(crate) fn engine(&self, week_start: WeekStart) -> String {
        let mut hash = Sha256::new();
        for (name, text) in self.tables.texts() {
            for part in [name, text] {
                hash.update((part.len() as u64).to_le_bytes());
                hash.update(part.as_bytes());
            }
        }
        let digest = hash.finalize().first_chunk().map_or(0, |first| u64::from_be_bytes(*first));
        let week = match week_start {
            WeekStart::Monday => "",
            WeekStart::Saturday => " saturday",
            WeekStart::Sunday => " sunday",
        };
        format!("rawi {} {digest:016x}{week}", env!("CARGO_PKG_VERSION"))
    }

    /// Reads a document; what the profile of its site knows is furniture.
    pub(crate) fn document(&self, raw: &RawDocument) -> Result<Document, Error> {
        let mut document = raw.read(&self.furniture)?;
        self.profile.apply(&mut document);
        Ok(document)
    }
}

/// Loads the built-in tables, those of the user's folder, and the profile of a site.
pub(crate) fn load(overlay: Option<&Path>, profile: Option<&Path>) -> Result<Words, Failure> {
    let mut tables = Tables::builtin();
    let named = |error: rawi_lexicon::Error| Failure::new(in_folder(&error, overlay));
    if let Some(folder) = overlay {
        for (name, path) in tables_in(folder)? {
            let text = fs::read(&path).map_err(|error| unreadable(&path, &cause(&error), "a table"))?;
            let text = String::from_utf8(text).map_err(|error| {
                let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                let line = good.split(|&byte| byte == b'\n').count();
                Failure::new(format!("{}:{line}: not UTF-8; expected a UTF-8 table", path.display()))
            })?;
            tables.overlay(&name, &text).map_err(named)?;
        }
    }
    Ok(Words {
        furniture: FurnitureLexicon::new(&tables).map_err(named)?,
        lexicon: Lexicon::new(&tables).map_err(named)?,
        profile: profile.map_or_else(|| Ok(SiteProfile::default()), learned)?,
        tables,
    })
}

fn learned(path: &Path) -> Result<SiteProfile, Failure> {
    let expected = "a profile written by `rawi profile`";
    let text = fs::read_to_string(path).map_err(|error| unreadable(path, &cause(&error), expected))?;
    SiteProfile::parse(&path.to_string_lossy(), &text).map_err(Failure::new)
}

/// The `room/name` and path of every table in the folder, sorted.
fn tables_in(folder: &Path) -> Result<Vec<(String, PathBuf)>, Failure> {
    let mut found = Vec::new();
    for room in listed(folder)? {
        if !room.is_dir() {
            continue;
        }
        for path in listed(&room)? {
            if path.extension().is_some_and(|ending| ending == "tsv") {
                let part = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                found.push((format!("{}/{}", part(&room), part(&path)), path));
            }
        }
    }
    if found.is_empty() {
        return Err(Failure::new(format!(
            "{}: no table in it; expected a folder of tables such as cue/verb.tsv",
            folder.display()
        )));
    }
    Ok(found)
}

fn listed(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let entries =
        entries.map_err(|error| unreadable(folder, &cause(&error), "a folder of tables such as cue/verb.tsv"))?;
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.retain(|path| !path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".")));
    paths.sort();
    Ok(paths)
}

fn unreadable(path: &Path, cause: &str, expected: &str) -> Failure {
    Failure::new(format!("{}: cannot be read: {cause}; expected {expected}", path.display()))
}

/// The error with the user's own path in front: the tables only know the rows as `overlay/…`.
fn in_folder(error: &rawi_lexicon::Error, overlay: Option<&Path>) -> String {
    let Some((folder, rest)) = overlay.zip(error.file().strip_prefix("overlay/")) else { return error.to_string() };
    let path = folder.join(rest);
    match error.line() {
        0 => format!("{}: {}", path.display(), error.message()),
        line => format!("{}:{line}: {}", path.display(), error.message()),
    }
}
