//! A server, for a team.
//!
//! One connection with a runtime of its own, on the thread that asks; nothing else of it is asynchronous. What is only to be kept ([`Store::put`]) is
//! gathered and sent without waiting for each answer, so that an import costs a journey for every few hundred rows and not for each.

use std::cell::{Cell as Flag, RefCell};
use std::error::Error as Reason;
use std::fmt;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use futures_util::TryStreamExt as _;
use rustc_hash::FxHashMap;
use tokio::runtime::Runtime;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Client, Config, NoTls, Statement};

use super::dollars::dollars;
use super::{Cell, Cells, Dialect, Listener, Result, Row, Store, StoreError};

/// Who writes holds this lock of the database: "RAWI" and "PSQL".
const WRITER: i64 = 0x5241_5749_5053_514C;

/// So many rows are sent at once.
const MOST: usize = 512;

/// A connection to a server.
pub(crate) struct Postgres {
    runtime: Runtime,
    client: Client,
    /// How long to wait for another writer, in milliseconds.
    wait: Flag<u64>,
    /// Statements that the server knows, by what they were before their places were numbered.
    statements: RefCell<FxHashMap<String, Statement>>,
    /// What was put and not sent yet.
    put: RefCell<Vec<(Statement, Vec<Owned>)>>,
    /// Is an answer being read?
    busy: Flag<bool>,
}

impl fmt::Debug for Postgres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Postgres").finish_non_exhaustive()
    }
}

/// A value that waits to be sent.
#[derive(Debug)]
enum Owned {
    Null,
    Int(i64),
    Real(f64),
    Text(String),
    Bytes(Vec<u8>),
}

impl Owned {
    fn of(cell: &Cell<'_>) -> Owned {
        match *cell {
            Cell::Null => Owned::Null,
            Cell::Int(number) => Owned::Int(number),
            Cell::Real(number) => Owned::Real(number),
            Cell::Text(text) => Owned::Text(text.to_owned()),
            Cell::Bytes(bytes) => Owned::Bytes(bytes.to_owned()),
        }
    }

    fn cell(&self) -> Cell<'_> {
        match self {
            Owned::Null => Cell::Null,
            Owned::Int(number) => Cell::Int(*number),
            Owned::Real(number) => Cell::Real(*number),
            Owned::Text(text) => Cell::Text(text),
            Owned::Bytes(bytes) => Cell::Bytes(bytes),
        }
    }
}

impl ToSql for Cell<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> std::result::Result<IsNull, Box<dyn Reason + Sync + Send>> {
        match *self {
            Cell::Null => Ok(IsNull::Yes),
            Cell::Int(number) if *ty == Type::INT4 => i32::try_from(number)?.to_sql(ty, out),
            Cell::Int(number) if *ty == Type::INT8 => number.to_sql(ty, out),
            Cell::Real(number) if *ty == Type::FLOAT8 => number.to_sql(ty, out),
            Cell::Text(text) if <&str as ToSql>::accepts(ty) => text.to_sql(ty, out),
            Cell::Bytes(bytes) if *ty == Type::BYTEA => bytes.to_sql(ty, out),
            cell => Err(format!("{cell:?} for a place of type {ty}").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// A cell as it came: its type and bytes.
struct Raw<'r>(Type, &'r [u8]);

impl<'r> FromSql<'r> for Raw<'r> {
    fn from_sql(ty: &Type, raw: &'r [u8]) -> std::result::Result<Raw<'r>, Box<dyn Reason + Sync + Send>> {
        Ok(Raw(ty.clone(), raw))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

impl Cells for tokio_postgres::Row {
    fn len(&self) -> usize {
        self.columns().len()
    }

    fn cell(&self, at: usize) -> Result<Cell<'_>> {
        let Some(Raw(ty, bytes)) = self.try_get::<_, Option<Raw<'_>>>(at)? else { return Ok(Cell::Null) };
        let wrong = |error: Box<dyn Reason + Sync + Send>| StoreError::Cell(format!("column {at}: {error}"));
        Ok(match ty {
            Type::INT8 => Cell::Int(i64::from_sql(&ty, bytes).map_err(wrong)?),
            Type::INT4 => Cell::Int(i32::from_sql(&ty, bytes).map_err(wrong)?.into()),
            Type::BOOL => Cell::Int(bool::from_sql(&ty, bytes).map_err(wrong)?.into()),
            Type::FLOAT8 => Cell::Real(f64::from_sql(&ty, bytes).map_err(wrong)?),
            Type::BYTEA => Cell::Bytes(bytes),
            _ => Cell::Text(<&str>::from_sql(&ty, bytes).map_err(wrong)?),
        })
    }
}

impl Postgres {
    /// A connection, set to lose nothing and to find the tables of a ledger.
    pub(crate) fn connect(config: &Config, wait: Duration) -> Result<Postgres> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| StoreError::Cell(format!("no connection can be begun: {error}")))?;
        let (client, connection) = runtime.block_on(config.connect(NoTls))?;
        // Ends with the client; what goes wrong with it is told by what is asked next.
        runtime.spawn(connection);
        let store = Postgres {
            runtime,
            client,
            wait: Flag::new(0),
            statements: RefCell::default(),
            put: RefCell::default(),
            busy: Flag::new(false),
        };
        store.wait(wait)?;
        // A commit is told when it is on the disk, whatever the server is set to otherwise.
        store.batch(
            "SET search_path = rawi;
             SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';",
        )?;
        Ok(store)
    }

    fn statement(&self, sql: &str) -> Result<Statement> {
        if self.busy.get() {
            return Err(StoreError::Busy);
        }
        if let Some(statement) = self.statements.borrow().get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.runtime.block_on(self.client.prepare(&dollars(sql)))?;
        self.statements.borrow_mut().insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    /// Sends what was put, in its order, and waits until all of it is done.
    fn flush(&self) -> Result<()> {
        let put = std::mem::take(&mut *self.put.borrow_mut());
        if put.is_empty() {
            return Ok(());
        }
        let cells: Vec<(&Statement, Vec<Cell<'_>>)> =
            put.iter().map(|(statement, values)| (statement, values.iter().map(Owned::cell).collect())).collect();
        let mut sent: Vec<Pin<Box<_>>> =
            cells.iter().map(|(statement, values)| Box::pin(self.client.execute_raw(*statement, values))).collect();
        let (mut done, mut begun, mut outcome) = (0, false, Ok(()));
        // A statement is sent when it is asked for the first time, and the server answers in the same order.
        let all = std::future::poll_fn(|context| {
            let mut answered = vec![false; if begun { 0 } else { sent.len() }];
            if !begun {
                for (statement, answered) in sent.iter_mut().zip(&mut answered) {
                    if let Poll::Ready(answer) = statement.as_mut().poll(context) {
                        *answered = true;
                        outcome = std::mem::replace(&mut outcome, Ok(())).and(answer.map(|_| ()));
                    }
                }
                begun = true;
                done = answered.iter().take_while(|answered| **answered).count();
                if answered[done..].contains(&true) {
                    // One that failed before it was sent; those before it are not waited for, since all is taken back.
                    done = sent.len();
                }
            }
            while let Some(statement) = sent.get_mut(done) {
                match statement.as_mut().poll(context) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(answer) => {
                        outcome = std::mem::replace(&mut outcome, Ok(())).and(answer.map(|_| ()));
                        done += 1;
                    }
                }
            }
            Poll::Ready(())
        });
        self.runtime.block_on(all);
        Ok(outcome?)
    }
}

impl Store for Postgres {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn execute(&self, sql: &str, values: &[Cell<'_>]) -> Result<u64> {
        self.flush()?;
        let statement = self.statement(sql)?;
        Ok(self.runtime.block_on(self.client.execute_raw(&statement, values))?)
    }

    fn put(&self, sql: &str, values: &[Cell<'_>]) -> Result<()> {
        let statement = self.statement(sql)?;
        let full = {
            let mut put = self.put.borrow_mut();
            put.push((statement, values.iter().map(Owned::of).collect()));
            put.len() >= MOST
        };
        if full { self.flush() } else { Ok(()) }
    }

    fn batch(&self, sql: &str) -> Result<()> {
        if self.busy.get() {
            return Err(StoreError::Busy);
        }
        self.flush()?;
        Ok(self.runtime.block_on(self.client.batch_execute(sql))?)
    }

    fn rows(&self, sql: &str, values: &[Cell<'_>], listener: &mut Listener<'_>) -> Result<()> {
        self.flush()?;
        let statement = self.statement(sql)?;
        let rows: Vec<tokio_postgres::Row> =
            self.runtime.block_on(async { self.client.query_raw(&statement, values).await?.try_collect().await })?;
        for row in &rows {
            if listener(&Row(row))?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn stream(&self, sql: &str, values: &[Cell<'_>], listener: &mut Listener<'_>) -> Result<()> {
        self.flush()?;
        let statement = self.statement(sql)?;
        let mut rows = pin!(self.runtime.block_on(self.client.query_raw(&statement, values))?);
        self.busy.set(true);
        let mut read = || -> Result<()> {
            while let Some(row) = self.runtime.block_on(rows.try_next())? {
                if listener(&Row(&row))?.is_break() {
                    break;
                }
            }
            Ok(())
        };
        let outcome = read();
        self.busy.set(false);
        outcome
    }

    fn wait(&self, most: Duration) -> Result<()> {
        self.wait.set(u64::try_from(most.as_millis()).unwrap_or(u64::MAX).clamp(1, i32::MAX as u64));
        Ok(())
    }

    fn begin(&self) -> Result<()> {
        let wait = self.wait.get();
        let begun = self.batch(&format!(
            "BEGIN; SET LOCAL lock_timeout = {wait}; SELECT pg_advisory_xact_lock({WRITER}); SET LOCAL lock_timeout = 0;"
        ));
        begun.inspect_err(|_| self.rollback())
    }

    fn look(&self) -> Result<()> {
        self.batch("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    }

    fn commit(&self) -> Result<()> {
        self.flush()?;
        self.batch("COMMIT")
    }

    fn rollback(&self) {
        self.put.borrow_mut().clear();
        // Where it fails the connection has ended, and with it the transaction.
        let _ = self.runtime.block_on(self.client.batch_execute("ROLLBACK"));
    }

    fn sqlite(&self) -> Option<&rusqlite::Connection> {
        None
    }
}
