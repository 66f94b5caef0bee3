//! Claims that were checked elsewhere: imported from a spreadsheet, laid beside the claims that share most of their words.
//!
//! A link is a suggestion. It never says that a verdict holds for another claim: that is for a person to decide.

use std::io::Read;
use std::path::Path;

use rawi::relation::{Comparable, Stem};
use rawi_text::fold;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use crate::error::{Error, ErrorKind};
use crate::ledger::Ledger;
use crate::store::{self, Db, Row, ToCell, cells};

/// What columns are called.
const COLUMNS: &str = include_str!("../words/checked.tsv");

/// How many words a claim must share with a checked one.
const SHARED: u32 = 3;

/// How much of the weight of a checked claim's words another must have, in hundredths.
const LIKE: f64 = 0.6;

/// A claim that somebody has checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// What was said.
    pub claim: String,
    /// What was found, in the words of those who checked it; empty where not given, and so for the fields below.
    pub verdict: String,
    /// More about it.
    pub context: String,
    /// The code of its language.
    pub language: String,
    /// Where the check stands.
    pub url: String,
    /// The stems of its words; [`Checked::comparable`] says how they are found.
    pub stems: Vec<Stem>,
}

/// What became of imported claims.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CheckedAdded {
    /// Claims that were not there before.
    pub checked: u64,
    /// Claims that were there already, all fields alike.
    pub known: u64,
    /// Links between checked claims and those of the ledger, old ones included.
    pub links: u64,
}

/// A claim of the ledger that shares most words with a checked one.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedLink {
    /// The checked claim; its stems are left out.
    pub checked: Checked,
    /// The uid of the claim of the ledger.
    pub claim: String,
    /// Who says it there.
    pub who: Option<String>,
    /// What is said there.
    pub content: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// The day of publication.
    pub day: Option<String>,
    /// How much of the checked claim's words the claim has, between 0 and 1, rare words weighing more; no measure of truth.
    pub score: f64,
}

/// The claims of a CSV file, each with the line it begins in, and where a row cannot be read, what is wrong with it.
///
/// The first row names the columns, in any order and in Arabic or English; a byte order mark, semicolons or tabs between cells, and columns of other
/// names are allowed. The [`Checked::stems`] are left empty.
///
/// # Errors
/// [`ErrorKind::Asked`] where no column is called a claim; [`ErrorKind::Io`].
pub fn read_checked(mut reader: impl Read, path: &Path) -> Result<Vec<Result<Checked, Error>>, Error> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).map_err(|error| Error::io(path, &error, "a CSV file that can be read"))?;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let mut rows =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).delimiter(delimiter(bytes)).from_reader(bytes);
    let wrong = |line: u64, message: &str| Error::new(ErrorKind::Asked, path, format!("line {line}: {message}"));
    let header = rows.headers().map_err(|_| wrong(1, "not UTF-8; expected a CSV file in UTF-8"))?;
    let names: Vec<String> = header.iter().map(|name| fold(&name.replace(['_', '-'], " ").to_lowercase())).collect();
    let column = |kind: &str| aliases(kind).find_map(|alias| names.iter().position(|name| *name == alias));
    let Some(claim) = column("claim") else {
        return Err(wrong(1, "no column is called `claim`; expected one, with the names of columns in the first row"));
    };
    let others = ["verdict", "context", "language", "url"].map(|kind| column(kind).filter(|&at| at != claim));
    let mut found = Vec::new();
    for row in rows.records() {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                found.push(Err(wrong(line, "not UTF-8; expected a CSV file in UTF-8")));
                continue;
            }
        };
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).unwrap_or_default().to_owned();
        let said = cell(Some(claim));
        if said.is_empty() {
            // A row of empty cells is the end of a sheet, not a claim without words.
            if row.iter().any(|cell| !cell.is_empty()) {
                let line = row.position().map_or(0, csv::Position::line);
                found.push(Err(wrong(line, "no claim in it; expected the words that were checked")));
            }
            continue;
        }
        let [verdict, context, language, url] = others.map(cell);
        found.push(Ok(Checked { claim: said, verdict, context, language, url, stems: Vec::new() }));
    }
    Ok(found)
}

/// What stands between the cells of the first row.
fn delimiter(bytes: &[u8]) -> u8 {
    let first = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |delimiter: &u8| first.split(|byte| byte == delimiter).count();
    // Of those that stand equally often, the comma.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

/// What a column may be called, folded.
fn aliases(kind: &str) -> impl Iterator<Item = String> {
    let rows = COLUMNS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    let names = rows.filter(move |(column, _)| *column == kind).flat_map(|(_, names)| names.split('|'));
    names.map(fold)
}

impl Checked {
    /// The same with stems: those of the words of an outline of its claim, read as a document.
    #[must_use]
    pub fn comparable(self, outline: &rawi::relation::Outline) -> Checked {
        Checked { stems: outline.gist.iter().map(|(stem, _)| *stem).collect(), ..self }
    }

    fn uid(&self) -> String {
        let mut hash = Sha256::new();
        for part in [&self.claim, &self.verdict, &self.context, &self.language, &self.url] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        crate::entry::hex(&hash.finalize()[..8])
    }
}

impl Ledger {
    /// Keeps checked claims and looks for the claims of the ledger that share most of their words, all of it or nothing. With none it only looks
    /// again.
    ///
    /// # Errors
    /// As [`Ledger::add`].
    pub fn add_checked(&mut self, checked: &[Checked]) -> Result<CheckedAdded, Error> {
        let outcome = add(&self.db, checked);
        self.sql(outcome)
    }

    /// The links, by the words of the checked claim, the closest first.
    ///
    /// # Errors
    /// As [`Ledger::add`].
    pub fn checked_links(&self) -> Result<Vec<CheckedLink>, Error> {
        self.sql(links(&self.db, None))
    }

    /// The links of one claim, by its row.
    pub(crate) fn checked_of(&self, claim: i64) -> Result<Vec<CheckedLink>, Error> {
        self.sql(links(&self.db, Some(claim)))
    }
}

fn add(db: &Db, checked: &[Checked]) -> store::Result<CheckedAdded> {
    let transaction = db.begin()?;
    let mut added = CheckedAdded::default();
    {
        let insert = "INSERT INTO verified VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
        for one in checked {
            let stems: Vec<u8> = one.stems.iter().flat_map(|stem| stem.0.to_le_bytes()).collect();
            let uid = one.uid();
            let values = cells![uid, one.claim, one.verdict, one.context, one.language, one.url, stems];
            match transaction.execute(insert, values)? {
                0 => added.known += 1,
                _ => added.checked += 1,
            }
        }
    }
    added.links = link(&transaction)?;
    transaction.commit()?;
    Ok(added)
}

/// Looks for links anew: once over the claims to count words, once to compare. The words of the checked claims are the index, so that the cost grows
/// with the claims that share a word with one, not with all pairs.
pub(crate) fn link(db: &Db) -> store::Result<u64> {
    db.execute("DELETE FROM verified_claim", &[])?;
    let mut checked: Vec<(String, Vec<Stem>)> = Vec::new();
    let rows = "SELECT uid, stems FROM verified ORDER BY uid";
    db.stream(rows, &[], |row| {
        let (stems, _) = row.bytes(1)?.as_chunks::<8>();
        checked.push((row.get(0)?, stems.iter().map(|stem| Stem(u64::from_le_bytes(*stem))).collect()));
        Ok(())
    })?;
    // In how many claims a word stands.
    let mut frequency: FxHashMap<Stem, u32> = FxHashMap::default();
    let mut with: FxHashMap<Stem, Vec<usize>> = FxHashMap::default();
    for (at, (_, stems)) in checked.iter().enumerate() {
        for &stem in stems {
            frequency.insert(stem, 0);
            with.entry(stem).or_default().push(at);
        }
    }
    if checked.is_empty() {
        return Ok(0);
    }
    let mut all = 0_u32;
    each_claim(db, |_, stems| {
        all += 1;
        for stem in stems {
            if let Some(times) = frequency.get_mut(stem) {
                *times += 1;
            }
        }
        Ok(())
    })?;
    // A word that no claim has is as rare as one that one has.
    let weight = |stem: &Stem| {
        let times = frequency.get(stem).copied().unwrap_or_default().max(1);
        (f64::from(all + 1) / f64::from(times)).ln_1p()
    };
    let weights: Vec<f64> = checked.iter().map(|(_, stems)| stems.iter().map(weight).sum()).collect();
    let mut links: Vec<(usize, i64, f64)> = Vec::new();
    let mut shared: Vec<(u32, f64)> = vec![(0, 0.0); checked.len()];
    each_claim(db, |claim, stems| {
        let mut touched = Vec::new();
        for stem in stems {
            for &at in with.get(stem).map_or(&[][..], Vec::as_slice) {
                if shared[at].0 == 0 {
                    touched.push(at);
                }
                shared[at].0 += 1;
                shared[at].1 += weight(stem);
            }
        }
        touched.sort_unstable();
        for at in touched {
            let (words, sum) = std::mem::take(&mut shared[at]);
            let score = sum / weights[at].max(f64::MIN_POSITIVE);
            if words >= SHARED && score >= LIKE {
                // Two decimals tell enough, and the same on every machine.
                links.push((at, claim, (score * 100.0).round() / 100.0));
            }
        }
        Ok(())
    })?;
    for (at, claim, score) in &links {
        db.put("INSERT INTO verified_claim VALUES (?, ?, ?)", cells![checked[*at].0, claim, score])?;
    }
    Ok(links.len() as u64)
}

/// Every claim with the stems of its content, each once.
fn each_claim(db: &Db, mut listener: impl FnMut(i64, &[Stem]) -> store::Result<()>) -> store::Result<()> {
    let rows = "SELECT id, shape FROM claim ORDER BY id";
    db.stream(rows, &[], |row| match Comparable::unpack(row.bytes(1)?) {
        Some(comparable) => listener(row.get(0)?, &comparable.stems),
        None => Ok(()),
    })
}

fn links(db: &Db, claim: Option<i64>) -> store::Result<Vec<CheckedLink>> {
    let one = if claim.is_some() { "WHERE verified_claim.claim = ?" } else { "" };
    let rows = format!(
        "SELECT verified.claim, verdict, context, verified.language, verified.url, claim.uid, who, content, outlet, day, score
         FROM verified_claim JOIN verified ON verified.uid = verified JOIN claim ON claim.id = verified_claim.claim
         JOIN document ON document.seq = claim.document {one}
         ORDER BY verified.claim, verified.uid, score DESC, day IS NULL, coalesce(day, ''), coalesce(published, ''), sha256, document.url, nth"
    );
    let link = |row: &Row<'_>| {
        let checked = Checked {
            claim: row.get(0)?,
            verdict: row.get(1)?,
            context: row.get(2)?,
            language: row.get(3)?,
            url: row.get(4)?,
            stems: Vec::new(),
        };
        Ok(CheckedLink {
            checked,
            claim: row.get(5)?,
            who: row.get(6)?,
            content: row.get(7)?,
            outlet: row.get(8)?,
            day: row.get(9)?,
            score: row.get(10)?,
        })
    };
    db.rows(&rows, claim.as_ref().map(ToCell::cell).as_slice(), link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn read(bytes: &[u8]) -> Vec<Result<Checked, String>> {
        let rows = read_checked(bytes, Path::new("a.csv")).expect("a column is called a claim");
        rows.into_iter().map(|row| row.map_err(|error| error.to_string())).collect()
    }

    #[test]
    fn columns_come_in_any_order_and_language() {
        let expected = Checked {
            claim: "السد انهار".to_owned(),
            verdict: "خطأ".to_owned(),
            url: "https://a.example/1".to_owned(),
            ..Checked::default()
        };
        for file in [
            "\u{FEFF}URL,Claim_Title,rating\nhttps://a.example/1,السد انهار,خطأ\n",
            "الرابط;الادّعاء;الحكم\nhttps://a.example/1;السد انهار;خطأ\n",
            "claim\turl\tverdict\textra\r\nالسد انهار\thttps://a.example/1\tخطأ\r\n",
        ] {
            assert_eq!(read(file.as_bytes()), [Ok(expected.clone())], "{file}");
        }
    }

    #[test]
    fn rows_that_cannot_be_read_are_told() {
        let rows = read(b"claim,verdict\n,false\n\xFF,x\n,\nword,true\n");
        assert_eq!(rows.len(), 3);
        assert_eq!(
            rows[0].as_ref().err().map(String::as_str),
            Some("a.csv: line 2: no claim in it; expected the words that were checked")
        );
        assert!(rows[1].as_ref().is_err_and(|message| message.contains("line 3: not UTF-8")), "{rows:?}");
        assert!(rows[2].is_ok());
    }

    #[test]
    fn a_file_without_claims_is_refused() {
        let error = read_checked(&b"a,b\n1,2\n"[..], Path::new("a.csv")).expect_err("no column is called a claim");
        assert_eq!(error.kind(), ErrorKind::Asked);
    }
}
