//! The three tables that flat formats carry: claims, relations, documents.

use std::borrow::Cow;

use rawi::record::SpanRecord;

use super::labels;
use super::pick::Pick;
use super::relation::{Facing, Side, ToldRelation};
use super::told::{Told, ToldClaim};
use crate::error::Error;
use crate::ledger::Ledger;

/// Which table a flat format carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Table {
    /// One claim a row.
    #[default]
    Claims,
    /// One relation a row, with the words of both sides.
    Relations,
    /// One document a row.
    Documents,
}

/// A column.
pub(super) struct Column {
    /// Its name for programs: stable.
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// How wide a sheet shows it, in characters.
    pub(super) width: u16,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Whole,
    Real,
}

/// What stands in a column of one row.
pub(super) enum Cell<'a> {
    Empty,
    Text(Cow<'a, str>),
    Whole(i64),
    Real(f64),
}

impl<'a> Cell<'a> {
    /// Nothing where there are no words.
    fn text(words: impl Into<Cow<'a, str>>) -> Cell<'a> {
        let words = words.into();
        if words.is_empty() { Cell::Empty } else { Cell::Text(words) }
    }

    fn maybe(words: Option<&'a str>) -> Cell<'a> {
        words.map_or(Cell::Empty, Cell::text)
    }
}

const fn text(name: &'static str, width: u16) -> Column {
    Column { name, kind: Kind::Text, width }
}

const fn whole(name: &'static str) -> Column {
    Column { name, kind: Kind::Whole, width: 8 }
}

const CLAIMS: &[Column] = &[
    text("who", 24),
    text("content", 60),
    text("chain", 36),
    text("day", 12),
    text("outlet", 16),
    text("sentence", 60),
    text("denied_by", 20),
    text("conflicts_with", 20),
    text("repeated_by", 20),
    text("cue", 10),
    text("lemma", 10),
    text("act", 10),
    text("polarity", 10),
    text("form", 10),
    text("naming", 14),
    whole("anonymity"),
    text("source", 24),
    text("said", 12),
    text("said_last", 12),
    text("figures", 24),
    text("headline", 40),
    text("url", 40),
    text("story", 20),
    text("claim", 24),
    text("cluster", 24),
    text("parent", 24),
    text("origin", 24),
    text("review", 10),
    text("zone", 10),
    text("rule", 16),
    text("published", 24),
    whole("start"),
    whole("end"),
    whole("start_byte"),
    whole("end_byte"),
    text("spans", 16),
    text("id", 6),
    text("key", 24),
    text("sha256", 24),
];

const RELATIONS: &[Column] = &[
    text("kind", 16),
    text("from_who", 24),
    text("from_words", 50),
    text("from_outlet", 16),
    text("from_day", 12),
    text("to_who", 24),
    text("to_words", 50),
    text("to_outlet", 16),
    text("to_day", 12),
    text("state", 12),
    Column { name: "score", kind: Kind::Real, width: 8 },
    text("parts", 24),
    text("rule", 20),
    whole("inside"),
    text("from_url", 40),
    text("to_url", 40),
    text("from_claim", 24),
    text("to_claim", 24),
    text("relation", 24),
];

const DOCUMENTS: &[Column] = &[
    text("headline", 60),
    text("outlet", 16),
    text("day", 12),
    text("author", 20),
    text("url", 40),
    whole("claims"),
    text("story", 20),
    text("published", 24),
    text("language", 8),
    text("key", 24),
    text("path", 24),
    text("sha256", 24),
];

impl Table {
    /// All of them, in the order of sheets.
    pub(super) const ALL: [Table; 3] = [Table::Claims, Table::Relations, Table::Documents];

    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Table::Claims => "claims",
            Table::Relations => "relations",
            Table::Documents => "documents",
        }
    }

    pub(super) fn columns(self) -> &'static [Column] {
        match self {
            Table::Claims => CLAIMS,
            Table::Relations => RELATIONS,
            Table::Documents => DOCUMENTS,
        }
    }

    /// Tells its rows one by one; each has a cell for every column.
    pub(super) fn rows(
        self,
        ledger: &Ledger,
        pick: &Pick,
        mut listener: impl FnMut(&[Cell<'_>]) -> Result<(), Error>,
    ) -> Result<u64, Error> {
        let mut rows = 0;
        let mut row = |cells: &[Cell<'_>]| {
            rows += 1;
            listener(cells)
        };
        match self {
            Table::Claims => ledger.tell(pick, |document| {
                let facing = ledger.relations_of(document.row.seq, Facing::To, pick)?;
                document.claims().try_for_each(|claim| row(&claim_cells(&claim, &facing)))
            })?,
            Table::Relations => ledger.tell_relations(pick, false, |relation| row(&relation_cells(relation)))?,
            Table::Documents => ledger.tell(pick, |document| row(&document_cells(document)))?,
        }
        Ok(rows)
    }
}

/// An identifier that no spreadsheet takes for a number.
pub(super) fn claim_name(uid: &str) -> String {
    format!("claim:{uid}")
}

/// As [`claim_name`]; `--story` takes it with or without the first part.
fn story_name(id: &str) -> String {
    format!("story:{id}")
}

fn claim_cells<'a>(claim: &ToldClaim<'a>, facing: &[ToldRelation]) -> Vec<Cell<'a>> {
    let (document, record, kept) = (claim.document, claim.claim, claim.kept);
    let row = document.row;
    let those = |kinds: &[&str]| {
        let other = |relation: &&ToldRelation| {
            kinds.contains(&relation.kind.as_str())
                && relation.state != "rejected"
                && relation.to.claim.as_ref().is_some_and(|claim| claim.uid == kept.uid)
        };
        let names = facing.iter().filter(other).filter_map(|relation| relation.from.claim.as_ref());
        Cell::text(names.map(|claim| claim_name(&claim.uid)).collect::<Vec<_>>().join(" "))
    };
    let said = claim.said();
    let figures: Vec<&str> = claim.figures().map(|figure| document.words(figure.span)).collect();
    let spans: Vec<[usize; 2]> = record.content.iter().map(|&span| document.points(span)).collect();
    let whole = record.content.iter().fold(None, |whole: Option<SpanRecord>, span| {
        Some(whole.map_or(*span, |whole| SpanRecord(whole.0.min(span.0), whole.1.max(span.1))))
    });
    let place = |at: Option<usize>| at.and_then(|at| i64::try_from(at).ok()).map_or(Cell::Empty, Cell::Whole);
    let points = whole.map(|span| document.points(span));
    vec![
        Cell::maybe(record.who.as_deref()),
        Cell::text(claim.content()),
        Cell::text(claim.chain()),
        Cell::maybe(row.day.as_deref()),
        Cell::maybe(row.outlet.as_deref()),
        Cell::text(claim.sentence()),
        those(&["denies"]),
        those(&["figure_conflict", "contradicts"]),
        those(&["repeats"]),
        Cell::text(document.words(record.cue)),
        Cell::text(record.lemma.as_str()),
        Cell::text(record.act.0.name()),
        Cell::text(record.polarity.0.name()),
        Cell::text(record.form.0.name()),
        Cell::text(record.naming.0.name()),
        Cell::Whole(record.anonymity.into()),
        Cell::maybe(record.source.map(|span| document.words(span))),
        Cell::maybe(said.and_then(|time| time.first.as_deref())),
        Cell::maybe(said.and_then(|time| time.last.as_deref())),
        Cell::text(figures.join(" | ")),
        Cell::maybe(row.headline.as_deref()),
        Cell::maybe(row.url.as_deref()),
        Cell::text(row.story.as_deref().map(story_name).unwrap_or_default()),
        Cell::text(claim_name(&kept.uid)),
        Cell::text(kept.cluster.as_deref().map(claim_name).unwrap_or_default()),
        Cell::text(claim.parent().map(claim_name).unwrap_or_default()),
        Cell::text(kept.origin.as_str()),
        Cell::maybe(kept.review.as_deref()),
        Cell::text(record.zone.0.name()),
        Cell::text(record.rule.as_str()),
        Cell::maybe(row.published.as_deref()),
        place(points.map(|points| points[0])),
        place(points.map(|points| points[1])),
        place(whole.map(|span| span.0 as usize)),
        place(whole.map(|span| span.1 as usize)),
        Cell::text(serde_json::to_string(&spans).unwrap_or_default()),
        Cell::text(record.id.as_str()),
        Cell::text(row.key.as_str()),
        Cell::text(row.sha256.as_str()),
    ]
}

fn relation_cells(relation: &ToldRelation) -> Vec<Cell<'_>> {
    let who = |side: &'_ Side| match &side.claim {
        Some(claim) => claim.who.clone().map_or(Cell::Empty, Cell::text),
        None => Cell::Empty,
    };
    let uid = |side: &Side| Cell::text(side.claim.as_ref().map(|claim| claim_name(&claim.uid)).unwrap_or_default());
    let (from, to) = (&relation.from, &relation.to);
    vec![
        Cell::text(relation.kind.as_str()),
        who(from),
        Cell::text(from.words.as_str()),
        Cell::maybe(from.document.outlet.as_deref()),
        Cell::maybe(from.document.day.as_deref()),
        who(to),
        Cell::text(to.words.as_str()),
        Cell::maybe(to.document.outlet.as_deref()),
        Cell::maybe(to.document.day.as_deref()),
        Cell::text(relation.state),
        Cell::Real(relation.score),
        Cell::text(relation.parts.as_str()),
        Cell::text(relation.rule.as_str()),
        Cell::Whole(relation.inside.into()),
        Cell::maybe(from.document.url.as_deref()),
        Cell::maybe(to.document.url.as_deref()),
        uid(from),
        uid(to),
        Cell::text(format!("relation:{}", relation.uid)),
    ]
}

fn document_cells<'a>(document: &Told<'a>) -> Vec<Cell<'a>> {
    let row = document.row;
    vec![
        Cell::text(document.title()),
        Cell::maybe(row.outlet.as_deref()),
        Cell::maybe(row.day.as_deref()),
        Cell::maybe(row.author.as_deref()),
        Cell::maybe(row.url.as_deref()),
        i64::try_from(document.record.claims.len()).map_or(Cell::Empty, Cell::Whole),
        Cell::text(row.story.as_deref().map(story_name).unwrap_or_default()),
        Cell::maybe(row.published.as_deref()),
        Cell::text(row.language.as_str()),
        Cell::text(row.key.as_str()),
        Cell::text(row.path.as_str()),
        Cell::text(row.sha256.as_str()),
    ]
}

/// What the first row of a sheet calls a column.
pub(super) fn heading(column: &Column, arabic: bool) -> &'static str {
    if arabic { labels::column(column.name).unwrap_or(column.name) } else { column.name }
}
