//! JSON Lines: the records as they were read, and lines for what the ledger found between them.

use rawi::record::OffsetUnit;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::out::Out;
use super::pick::Pick;
use super::relation::{Side, ToldRelation};
use super::table::{Cell, Table};
use crate::error::Error;
use crate::ledger::Ledger;

/// The name and version of the line of a relation.
const RELATION: &str = "rawi.relation/1";

/// The records of documents, offsets in code points.
pub(super) fn records(ledger: &Ledger, pick: &Pick, out: &mut Out<'_>) -> Result<u64, Error> {
    for &seq in &pick.seqs {
        out.json_line(&ledger.record(seq, OffsetUnit::Unicode)?)?;
    }
    Ok(pick.seqs.len() as u64)
}

/// One line for each relation between two documents.
pub(super) fn relations(ledger: &Ledger, pick: &Pick, out: &mut Out<'_>) -> Result<u64, Error> {
    let mut told = 0;
    ledger.tell_relations(pick, true, |relation| {
        told += 1;
        out.json_line(&RelationLine::of(relation))
    })?;
    Ok(told)
}

/// The rows of a table, one object a row, its columns the keys.
pub(super) fn rows(ledger: &Ledger, pick: &Pick, table: Table, out: &mut Out<'_>) -> Result<u64, Error> {
    table.rows(ledger, pick, |cells| out.json_line(&Row { table, cells }))
}

#[derive(Serialize)]
struct RelationLine<'a> {
    schema: &'static str,
    relation: &'a str,
    kind: &'a str,
    from: SideLine<'a>,
    to: SideLine<'a>,
    rule: &'a str,
    state: &'static str,
    score: f64,
    parts: serde_json::Value,
}

/// One side: which claim of which record, and the words that show it.
#[derive(Serialize)]
struct SideLine<'a> {
    claim: Option<&'a str>,
    id: Option<&'a str>,
    key: &'a str,
    sha256: &'a str,
    url: Option<&'a str>,
    span: [usize; 2],
    words: &'a str,
}

impl<'a> RelationLine<'a> {
    fn of(relation: &'a ToldRelation) -> RelationLine<'a> {
        let side = |side: &'a Side| SideLine {
            claim: side.claim.as_ref().map(|claim| claim.uid.as_str()),
            id: side.claim.as_ref().map(|claim| claim.id.as_str()),
            key: &side.document.key,
            sha256: &side.document.sha256,
            url: side.document.url.as_deref(),
            span: side.points,
            words: &side.words,
        };
        RelationLine {
            schema: RELATION,
            relation: &relation.uid,
            kind: &relation.kind,
            from: side(&relation.from),
            to: side(&relation.to),
            rule: &relation.rule,
            state: relation.state,
            score: relation.score,
            parts: serde_json::from_str(&relation.parts).unwrap_or_default(),
        }
    }
}

struct Row<'a> {
    table: Table,
    cells: &'a [Cell<'a>],
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.cells.len()))?;
        for (column, cell) in self.table.columns().iter().zip(self.cells) {
            match cell {
                Cell::Empty => map.serialize_entry(column.name, &())?,
                Cell::Text(words) => map.serialize_entry(column.name, words)?,
                Cell::Whole(number) => map.serialize_entry(column.name, number)?,
                Cell::Real(number) => map.serialize_entry(column.name, number)?,
            }
        }
        map.end()
    }
}
