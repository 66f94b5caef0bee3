//! One file, for one desk.

use std::time::Duration;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Params, ToSql, params_from_iter};

use super::{Cell, Cells, Dialect, Listener, Result, Row, Store};

/// A connection to the file.
#[derive(Debug)]
pub(crate) struct Sqlite(pub(crate) Connection);

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Cell::Null => ValueRef::Null,
            Cell::Int(number) => ValueRef::Integer(number),
            Cell::Real(number) => ValueRef::Real(number),
            Cell::Text(text) => ValueRef::Text(text.as_bytes()),
            Cell::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// A row with the number of its columns, which is asked for once.
struct Found<'r, 's>(&'r rusqlite::Row<'s>, usize);

impl Cells for Found<'_, '_> {
    fn len(&self) -> usize {
        self.1
    }

    fn cell(&self, at: usize) -> Result<Cell<'_>> {
        let value = self.0.get_ref(at)?;
        Ok(match value {
            ValueRef::Null => Cell::Null,
            ValueRef::Integer(number) => Cell::Int(number),
            ValueRef::Real(number) => Cell::Real(number),
            ValueRef::Text(_) => Cell::Text(value.as_str().map_err(rusqlite::Error::from)?),
            ValueRef::Blob(bytes) => Cell::Bytes(bytes),
        })
    }
}

fn values<'c>(values: &'c [Cell<'c>]) -> impl Params + 'c {
    params_from_iter(values)
}

impl Store for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn execute(&self, sql: &str, cells: &[Cell<'_>]) -> Result<u64> {
        Ok(self.0.prepare_cached(sql)?.execute(values(cells))? as u64)
    }

    fn put(&self, sql: &str, cells: &[Cell<'_>]) -> Result<()> {
        self.execute(sql, cells).map(|_| ())
    }

    fn batch(&self, sql: &str) -> Result<()> {
        Ok(self.0.execute_batch(sql)?)
    }

    fn rows(&self, sql: &str, cells: &[Cell<'_>], listener: &mut Listener<'_>) -> Result<()> {
        let mut statement = self.0.prepare_cached(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query(values(cells))?;
        while let Some(row) = rows.next()? {
            if listener(&Row(&Found(row, columns)))?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn stream(&self, sql: &str, cells: &[Cell<'_>], listener: &mut Listener<'_>) -> Result<()> {
        self.rows(sql, cells, listener)
    }

    fn wait(&self, most: Duration) -> Result<()> {
        Ok(self.0.busy_timeout(most)?)
    }

    fn begin(&self) -> Result<()> {
        self.batch("BEGIN IMMEDIATE")
    }

    fn look(&self) -> Result<()> {
        self.batch("BEGIN")
    }

    fn commit(&self) -> Result<()> {
        self.batch("COMMIT")
    }

    fn rollback(&self) {
        // An error may have ended it already; where this fails too, the connection is of no more use and the file is as it was.
        if !self.0.is_autocommit() {
            let _ = self.batch("ROLLBACK");
        }
    }

    fn sqlite(&self) -> Option<&Connection> {
        Some(&self.0)
    }
}
