//! Where the tables lie.
//!
//! All that the ledger asks and keeps goes through [`Db`]: statements in the SQL that the stores have in common, with numbered places for values, and rows
//! whose cells are whole numbers, numbers, text or bytes. What a store says in its own way is in its own file; the few expressions for which there
//! is no common word are [`Dialect`].

mod cell;
mod dialect;
mod dollars;
mod postgres;
mod sqlite;

use std::cell::Cell as Flag;
use std::fmt;
use std::ops::{ControlFlow, Deref};
use std::time::Duration;

pub(crate) use cell::{Cell, FromCell, ToCell};
pub(crate) use dialect::Dialect;
pub(crate) use postgres::Postgres;
pub(crate) use sqlite::Sqlite;

/// What a store refused, or a row that is not as it should be.
#[derive(Debug)]
pub(crate) enum StoreError {
    /// SQLite says so.
    Sqlite(rusqlite::Error),
    /// PostgreSQL says so.
    Postgres(tokio_postgres::Error),
    /// A row was expected, and there is none.
    NoRow,
    /// Something was asked while an answer was still being read.
    Busy,
    /// A cell holds something else than is expected there.
    Cell(String),
}

/// What comes of a statement.
pub(crate) type Result<T> = std::result::Result<T, StoreError>;

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Sqlite(error) => error.fmt(f),
            StoreError::Postgres(error) => match error.as_db_error() {
                Some(said) => f.write_str(said.message()),
                None => error.fmt(f),
            },
            StoreError::Busy => f.write_str("asked while an answer was still being read"),
            StoreError::NoRow => f.write_str("a row was expected, and there is none"),
            StoreError::Cell(message) => f.write_str(message),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        StoreError::Sqlite(error)
    }
}

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> StoreError {
        StoreError::Postgres(error)
    }
}

/// The cells of a row, counted from 0.
pub(crate) trait Cells {
    /// How many.
    fn len(&self) -> usize;

    /// One of them.
    fn cell(&self, at: usize) -> Result<Cell<'_>>;
}

/// A row of an answer.
pub(crate) struct Row<'r>(&'r dyn Cells);

impl Row<'_> {
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn cell(&self, at: usize) -> Result<Cell<'_>> {
        self.0.cell(at)
    }

    /// What a cell holds.
    pub(crate) fn get<T: FromCell>(&self, at: usize) -> Result<T> {
        let cell = self.0.cell(at)?;
        T::of(cell).ok_or_else(|| StoreError::Cell(format!("column {at} holds {cell:?}; expected {}", T::EXPECTED)))
    }

    /// The text of a cell, where it lies.
    pub(crate) fn text(&self, at: usize) -> Result<&str> {
        match self.0.cell(at)? {
            Cell::Text(text) => Ok(text),
            cell => Err(StoreError::Cell(format!("column {at} holds {cell:?}; expected text"))),
        }
    }

    /// The text of a cell that may be empty.
    pub(crate) fn text_or_null(&self, at: usize) -> Result<Option<&str>> {
        match self.0.cell(at)? {
            Cell::Null => Ok(None),
            _ => self.text(at).map(Some),
        }
    }

    /// The bytes of a cell, where they lie.
    pub(crate) fn bytes(&self, at: usize) -> Result<&[u8]> {
        match self.0.cell(at)? {
            Cell::Bytes(bytes) => Ok(bytes),
            cell => Err(StoreError::Cell(format!("column {at} holds {cell:?}; expected bytes"))),
        }
    }
}

/// What gets each row, as long as it wants more.
pub(crate) type Listener<'l> = dyn FnMut(&Row<'_>) -> Result<ControlFlow<()>> + 'l;

/// A store with the tables of a ledger. One connection, used by one thread at a time.
///
/// Places for values are `?`, or `?1`, `?2` … where one is used twice. Text is compared by its bytes. Of empty cells in an order nothing is promised.
pub(crate) trait Store: fmt::Debug + Send {
    /// Which words it has for what has no common one.
    fn dialect(&self) -> Dialect;

    /// Runs one statement; says how many rows it changed.
    fn execute(&self, sql: &str, values: &[Cell<'_>]) -> Result<u64>;

    /// As [`Store::execute`], for what is not asked about: it may be run later, but before any other statement and before the end of the transaction.
    /// What goes wrong with it may be told then.
    fn put(&self, sql: &str, values: &[Cell<'_>]) -> Result<()>;

    /// Runs several statements without values.
    fn batch(&self, sql: &str) -> Result<()>;

    /// Hands on each row of an answer. The listener may ask the store in turn.
    fn rows(&self, sql: &str, values: &[Cell<'_>], listener: &mut Listener<'_>) -> Result<()>;

    /// As [`Store::rows`], and never holds more than some of them: for answers of any length. The listener may not ask the store.
    fn stream(&self, sql: &str, values: &[Cell<'_>], listener: &mut Listener<'_>) -> Result<()>;

    /// Waits so long for another writer to end.
    fn wait(&self, most: Duration) -> Result<()>;

    /// Begins to write: waits for another writer to end.
    fn begin(&self) -> Result<()>;

    /// Begins to read one state of the ledger, whatever is written meanwhile.
    fn look(&self) -> Result<()>;

    /// Keeps what was written since [`Store::begin`].
    fn commit(&self) -> Result<()>;

    /// Takes back what was written since [`Store::begin`], or ends [`Store::look`].
    fn rollback(&self);

    /// SQLite itself, where it is that.
    fn sqlite(&self) -> Option<&rusqlite::Connection>;
}

/// A store, with what every statement needs.
#[derive(Debug)]
pub(crate) struct Db(Box<dyn Store>);

impl Db {
    pub(crate) fn new(store: impl Store + 'static) -> Db {
        Db(Box::new(store))
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.0.dialect()
    }

    pub(crate) fn sqlite(&self) -> Option<&rusqlite::Connection> {
        self.0.sqlite()
    }

    pub(crate) fn execute(&self, sql: &str, values: &[Cell<'_>]) -> Result<u64> {
        self.0.execute(sql, values)
    }

    pub(crate) fn put(&self, sql: &str, values: &[Cell<'_>]) -> Result<()> {
        self.0.put(sql, values)
    }

    pub(crate) fn wait(&self, most: Duration) -> Result<()> {
        self.0.wait(most)
    }

    pub(crate) fn batch(&self, sql: &str) -> Result<()> {
        self.0.batch(sql)
    }

    /// All rows, as the function has them; it may ask in turn.
    pub(crate) fn rows<T>(
        &self,
        sql: &str,
        values: &[Cell<'_>],
        mut of: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut rows = Vec::new();
        self.0.rows(sql, values, &mut |row| {
            rows.push(of(row)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(rows)
    }

    /// Hands on rows, as long as the listener wants more; it may ask in turn.
    pub(crate) fn each(
        &self,
        sql: &str,
        values: &[Cell<'_>],
        mut listener: impl FnMut(&Row<'_>) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        self.0.rows(sql, values, &mut listener)
    }

    /// Hands on each row of an answer of any length; the listener may not ask in turn.
    pub(crate) fn stream(
        &self,
        sql: &str,
        values: &[Cell<'_>],
        mut listener: impl FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        self.0.stream(sql, values, &mut |row| listener(row).map(ControlFlow::Continue))
    }

    /// The first row, if there is one.
    pub(crate) fn find<T>(
        &self,
        sql: &str,
        values: &[Cell<'_>],
        of: impl FnOnce(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let (mut found, mut of) = (None, Some(of));
        self.0.rows(sql, values, &mut |row| {
            if let Some(of) = of.take() {
                found = Some(of(row)?);
            }
            Ok(ControlFlow::Break(()))
        })?;
        Ok(found)
    }

    /// The first row, which is there.
    pub(crate) fn one<T>(&self, sql: &str, values: &[Cell<'_>], of: impl FnOnce(&Row<'_>) -> Result<T>) -> Result<T> {
        self.find(sql, values, of)?.ok_or(StoreError::NoRow)
    }

    /// Is there a row?
    pub(crate) fn exists(&self, sql: &str, values: &[Cell<'_>]) -> Result<bool> {
        Ok(self.find(sql, values, |_| Ok(()))?.is_some())
    }

    /// Begins to write, one writer at a time; what is not committed is taken back.
    pub(crate) fn begin(&self) -> Result<Transaction<'_>> {
        self.0.begin()?;
        Ok(Transaction { db: self, open: Flag::new(true) })
    }

    /// Begins to read one state, until it is dropped.
    pub(crate) fn look(&self) -> Result<Transaction<'_>> {
        self.0.look()?;
        Ok(Transaction { db: self, open: Flag::new(true) })
    }
}

/// What is kept whole or not at all.
pub(crate) struct Transaction<'d> {
    db: &'d Db,
    open: Flag<bool>,
}

impl Transaction<'_> {
    pub(crate) fn commit(self) -> Result<()> {
        self.open.set(false);
        self.db.0.commit().inspect_err(|_| self.db.0.rollback())
    }
}

impl Deref for Transaction<'_> {
    type Target = Db;

    fn deref(&self) -> &Db {
        self.db
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if self.open.get() {
            self.db.0.rollback();
        }
    }
}

/// Values of a statement: `cells![seq, name, None]`.
macro_rules! cells {
    ($($value:expr),* $(,)?) => { &[$($crate::store::ToCell::cell(&$value)),*][..] };
}
pub(crate) use cells;
