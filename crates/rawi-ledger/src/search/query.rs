//! What is looked for.

use std::ops::Bound;

use rawi::reading::{Act, Polarity};
use rawi_text::{Text, TokenKind, Tokens};
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::Among;
use super::fields::Fields;
use super::stems::Stems;
use super::words::{Keys, Level, words};

/// What each closer level adds to the score: more than words can.
pub(crate) const STEP: u16 = 1000;

/// What to search for, and among what. All that is given must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// The words, all of which must be there; those between quotation marks side by side. None: everything that the rest allows.
    pub words: String,
    /// Among claims or documents. A document is found by a condition on claims if any claim of it meets it.
    pub among: Among,
    /// How close the words must be at least.
    pub level: Level,
    /// Words of the source: its name, or how the text calls it.
    pub source: Option<String>,
    /// Words of the name of the outlet.
    pub outlet: Option<String>,
    /// Words of whose report it is.
    pub origin: Option<String>,
    /// What the source does.
    pub act: Option<Act>,
    /// Whether the source stands behind it.
    pub polarity: Option<Polarity>,
    /// How much of the source is withheld, 0 to 5: from, to.
    pub anonymity: Option<(u8, u8)>,
    /// Words of a place that is named in it, or a code of a country.
    pub place: Option<String>,
    /// The days of publication: from, to, both included, in days since 1970-01-01.
    pub published: Option<(Option<i32>, Option<i32>)>,
    /// The days on which it was said, where the text tells; one that overlaps is enough.
    pub said: Option<(Option<i32>, Option<i32>)>,
    /// A figure in it has a bound in this range.
    pub figure: Option<(Option<f64>, Option<f64>)>,
    /// What comes first.
    pub order: Order,
    /// How many hits at most.
    pub limit: usize,
}

/// What comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The closest level, then what is said most about.
    #[default]
    Relevance,
    /// The newest.
    Published,
}

/// Words that must stand side by side; mostly one.
pub(crate) type Phrase = Vec<Keys>;

/// The phrases of a query.
pub(crate) fn phrases(stems: &Stems, sought: &str) -> Vec<Phrase> {
    let text = Text::from(sought);
    let tokens = Tokens::scan(&text);
    let mut phrases: Vec<Phrase> = Vec::new();
    let mut quoted = false;
    // Words that are written together, such as 12/3 or the parts of a hashtag, stay together.
    let mut together = false;
    let mut end = 0;
    for (at, token) in tokens.iter().enumerate() {
        let key = tokens.key(at);
        let glued = token.span.start() == std::mem::replace(&mut end, token.span.end());
        if token.kind == TokenKind::Punct {
            match key {
                "\u{AB}" | "\u{201C}" => quoted = true,
                "\u{BB}" | "\u{201D}" => quoted = false,
                "\"" => quoted = !quoted,
                _ => {
                    together &= quoted || glued;
                    continue;
                }
            }
            together = false;
            continue;
        }
        for (_, keys) in words(stems, &text, &tokens, at..at + 1) {
            match phrases.last_mut() {
                Some(phrase) if together && (quoted || glued) => phrase.push(keys),
                _ => phrases.push(vec![keys]),
            }
            together = true;
        }
    }
    phrases
}

/// As the index wants it.
pub(crate) fn compile(query: &Query, phrases: &[Phrase], stems: &Stems, fields: &Fields) -> BooleanQuery {
    let mut clauses: Vec<(Occur, Box<dyn tantivy::query::Query>)> = Vec::new();
    let mut filter = |query: Box<dyn tantivy::query::Query>| {
        clauses.push((Occur::Must, Box::new(ConstScoreQuery::new(query, 0.0))));
    };
    let term = |term: Term| Box::new(TermQuery::new(term, IndexRecordOption::Basic));
    filter(term(Term::from_field_u64(fields.among, query.among as u64)));
    let named = [
        (fields.source, &query.source),
        (fields.outlet, &query.outlet),
        (fields.origin, &query.origin),
        (fields.place, &query.place),
    ];
    for (field, name) in named {
        let Some(name) = name else { continue };
        let mut found = false;
        for keys in self::phrases(stems, name).iter().flatten() {
            found = true;
            filter(term(Term::from_field_text(field, keys.on(Level::Stem))));
        }
        if !found {
            filter(Box::new(EmptyQuery));
        }
    }
    if let Some(act) = query.act {
        filter(term(Term::from_field_text(fields.act, act.name())));
    }
    if let Some(polarity) = query.polarity {
        filter(term(Term::from_field_text(fields.polarity, polarity.name())));
    }
    if let Some((from, to)) = query.anonymity {
        let bound = |grade| Bound::Included(Term::from_field_u64(fields.anonymity, u64::from(grade)));
        filter(Box::new(RangeQuery::new(bound(from), bound(to))));
    }
    if let Some((from, to)) = query.published {
        filter(days(fields.published, from, to));
    }
    if let Some((from, to)) = query.said {
        filter(days(fields.said, None, to));
        filter(days(fields.said_last, from, None));
    }
    if let Some((from, to)) = query.figure {
        let bound =
            |bound: Option<f64>, open: f64| Bound::Included(Term::from_field_f64(fields.figure, bound.unwrap_or(open)));
        filter(Box::new(RangeQuery::new(bound(from, f64::MIN), bound(to, f64::MAX))));
    }
    if phrases.is_empty() {
        clauses.push((Occur::Must, Box::new(ConstScoreQuery::new(Box::new(AllQuery), 0.0))));
        return BooleanQuery::new(clauses);
    }
    let on = |level| Box::new(all(phrases, fields.words(level), level));
    let share = 1.0 / f32::from(u16::try_from(phrases.len()).unwrap_or(u16::MAX));
    clauses.push((Occur::Must, Box::new(BoostQuery::new(on(query.level), share))));
    for level in Level::ALL.into_iter().filter(|&level| level > query.level) {
        clauses.push((Occur::Should, Box::new(ConstScoreQuery::new(on(level), f32::from(STEP)))));
    }
    BooleanQuery::new(clauses)
}

/// The range of days, open where nothing is given.
fn days(field: Field, from: Option<i32>, to: Option<i32>) -> Box<dyn tantivy::query::Query> {
    let bound = |day: Option<i32>, open: i64| Bound::Included(Term::from_field_i64(field, day.map_or(open, i64::from)));
    Box::new(RangeQuery::new(bound(from, i64::MIN), bound(to, i64::MAX)))
}

fn all(phrases: &[Phrase], field: Field, level: Level) -> BooleanQuery {
    let one = |phrase: &Phrase| -> Box<dyn tantivy::query::Query> {
        let mut terms = phrase.iter().map(|keys| Term::from_field_text(field, keys.on(level)));
        match (terms.next(), terms.len()) {
            (Some(first), 0) => Box::new(TermQuery::new(first, IndexRecordOption::WithFreqs)),
            (Some(first), _) => Box::new(PhraseQuery::new(std::iter::once(first).chain(terms).collect())),
            (None, _) => Box::new(EmptyQuery),
        }
    };
    BooleanQuery::intersection(phrases.iter().map(one).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_make_phrases() {
        let stems = Stems::builtin().unwrap();
        let parsed = |sought| -> Vec<String> {
            let join = |phrase: Phrase| phrase.into_iter().map(|keys| keys.folded).collect::<Vec<_>>().join(" ");
            phrases(&stems, sought).into_iter().map(join).collect()
        };
        assert_eq!(parsed("السد جاهز"), ["السد", "جاهز"]);
        assert_eq!(parsed("قال «السد جاهز، تماما» أمس"), ["قال", "السد جاهز تماما", "امس"]);
        assert_eq!(parsed("\"السد جاهز\" \"غدا"), ["السد جاهز", "غدا"]);
        assert_eq!(parsed("#الأمم_المتحدة 12/3"), ["الامم المتحده", "12 3"]);
        assert!(parsed("، … «»").is_empty());
    }
}
