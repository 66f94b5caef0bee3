//! The sentence with the hit.

use std::ops::Range;

use rawi_text::{Span, Text, Tokens, sentences};

use super::query::Phrase;
use super::stems::Stems;
use super::words::{Keys, Level, words};
use crate::store::{self, Db, cells};

/// Where a search hit.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// How close the words are, the least close of them; nothing where no words were looked for.
    pub level: Option<Level>,
    /// The claim; nothing where a document was looked for.
    pub claim: Option<ClaimHit>,
    /// The number of the document in the ledger.
    pub document: i64,
    /// Its key.
    pub key: String,
    /// Its address, where known.
    pub url: Option<String>,
    /// Its outlet, where known.
    pub outlet: Option<String>,
    /// When it was published, as written.
    pub published: Option<String>,
    /// Its headline, where it has one.
    pub headline: Option<String>,
    /// The sentence with the hit: where it stands in the text of the document, in bytes.
    pub span: (u32, u32),
    /// The words of it.
    pub sentence: String,
    /// The words in it that were looked for: where they stand in the text of the document, in bytes.
    pub words: Vec<(u32, u32)>,
}

/// The claim of a hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimHit {
    /// Its identity in every ledger.
    pub uid: String,
    /// Its id in the record of its document.
    pub id: String,
    /// What the source does.
    pub act: String,
    /// Whether the source stands behind it.
    pub polarity: String,
    /// How much of the source is withheld, 0 to 5.
    pub anonymity: u8,
    /// The source as written.
    pub source: Option<String>,
    /// Who it is.
    pub who: Option<String>,
    /// Whose report it is.
    pub origin: String,
    /// When it was said, first and last day, where the text tells.
    pub said: Option<(String, String)>,
    /// What was said.
    pub content: String,
    /// Where that stands in the text of the document, in bytes.
    pub spans: Vec<(u32, u32)>,
}

/// The hit on a claim (from 0) or on a whole document, as the ledger tells it.
pub(crate) fn hit(
    db: &Db,
    stems: &Stems,
    phrases: &[Phrase],
    document: i64,
    nth: Option<i64>,
    level: Option<Level>,
) -> store::Result<Hit> {
    let row = "SELECT key, nullif(url, ''), outlet, published, headline, text FROM document WHERE seq = ?";
    let (mut hit, text) = db.one(row, cells![document], |row| {
        let hit = Hit {
            level,
            claim: None,
            document,
            key: row.get(0)?,
            url: row.get(1)?,
            outlet: row.get(2)?,
            published: row.get(3)?,
            headline: row.get(4)?,
            span: (0, 0),
            sentence: String::new(),
            words: Vec::new(),
        };
        Ok((hit, Text::from(row.text(5)?)))
    })?;
    let mut around = 0..text.len();
    if let Some(nth) = nth {
        let claim = claim(db, document, nth)?;
        if let (Some(first), Some(last)) = (claim.spans.first(), claim.spans.last()) {
            around = first.0 as usize..last.1 as usize;
        }
        hit.claim = Some(claim);
    }
    if let Some(found) = sentence(stems, phrases, &text, &around) {
        hit.span = (found.span.start() as u32, found.span.end() as u32);
        text[found.span].clone_into(&mut hit.sentence);
        hit.words = found.words;
    }
    Ok(hit)
}

fn claim(db: &Db, document: i64, nth: i64) -> store::Result<ClaimHit> {
    db.one(
        "SELECT uid, act, polarity, anonymity, source, who, origin, said, said_last, content, spans FROM claim
         WHERE document = ? AND nth = ?",
        cells![document, nth],
        |row| {
            let (first, last): (Option<String>, Option<String>) = (row.get(7)?, row.get(8)?);
            Ok(ClaimHit {
                uid: row.get(0)?,
                id: format!("c{}", nth + 1),
                act: row.get(1)?,
                polarity: row.get(2)?,
                anonymity: row.get(3)?,
                source: row.get(4)?,
                who: row.get(5)?,
                origin: row.get(6)?,
                said: first.zip(last),
                content: row.get(9)?,
                spans: serde_json::from_str(row.text(10)?).unwrap_or_default(),
            })
        },
    )
}

/// A sentence, and the words in it that are looked for.
struct Found {
    span: Span,
    words: Vec<(u32, u32)>,
}

/// Of the sentences that have a part in the range the one with most of what is looked for, the closest, the first.
fn sentence(stems: &Stems, phrases: &[Phrase], text: &Text, around: &Range<usize>) -> Option<Found> {
    let tokens = Tokens::scan(text);
    let mut best: Option<((usize, usize), Found)> = None;
    for sentence in sentences(&tokens, 0..tokens.len()) {
        let Some(span) = tokens.span(sentence.clone()) else { continue };
        if span.end() <= around.start || span.start() >= around.end {
            continue;
        }
        let words = words(stems, text, &tokens, sentence);
        let (mut met, mut close, mut hits) = (0, 0, Vec::new());
        for phrase in phrases {
            let spans: Vec<((u32, u32), Level)> = occurrences(&words, phrase)
                .flat_map(|(at, level)| words[at..at + phrase.len()].iter().map(move |(token, _)| (*token, level)))
                .map(|(token, level)| ((tokens[token].span.start() as u32, tokens[token].span.end() as u32), level))
                .collect();
            met += usize::from(!spans.is_empty());
            close += spans.iter().map(|&(_, level)| 1 + level as usize).max().unwrap_or_default();
            hits.extend(spans.into_iter().map(|(span, _)| span));
        }
        if best.as_ref().is_none_or(|(rank, _)| (met, close) > *rank) {
            hits.sort_unstable();
            hits.dedup();
            best = Some(((met, close), Found { span, words: hits }));
        }
    }
    best.map(|(_, found)| found)
}

/// Where the words of a phrase stand side by side, and how close they are.
fn occurrences<'a>(words: &'a [(usize, Keys)], phrase: &'a Phrase) -> impl Iterator<Item = (usize, Level)> + 'a {
    words.windows(phrase.len().max(1)).enumerate().filter_map(move |(at, window)| {
        let levels = window.iter().zip(phrase).map(|((_, keys), sought)| keys.level(sought));
        levels.min().flatten().map(|level| (at, level))
    })
}
