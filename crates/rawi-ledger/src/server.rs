//! A ledger on a server, shared by a team: found, made, opened.

use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio_postgres::Config;
use tokio_postgres::config::Host;

use crate::error::{Error, ErrorKind};
use crate::ledger::{Ledger, WAIT};
use crate::migration::VERSION;
use crate::store::{Db, Postgres, cells};

/// The tables.
const SCHEMA: &str = include_str!("schema.postgres.sql");

/// How long to wait for a server to answer, unless the address says otherwise.
const CONNECT: Duration = Duration::from_secs(10);

/// A database of a PostgreSQL server, in which a ledger is or can be: the tables of its schema `rawi`.
#[derive(Clone, Debug)]
pub struct Server {
    config: Config,
    /// As messages name it: never with its password.
    name: PathBuf,
    cache: PathBuf,
}

impl Server {
    /// The server of an address such as `postgres://user@host/database`; nothing where it is no such address.
    ///
    /// `cache` is a folder on this machine for what is derived: the index for searching, which each machine makes for itself. `password` counts where
    /// the address has none.
    ///
    /// # Errors
    /// [`ErrorKind::Asked`] where the address cannot be understood.
    pub fn of(address: &str, password: Option<&str>, cache: &Path) -> Option<Result<Server, Error>> {
        if !address.starts_with("postgres://") && !address.starts_with("postgresql://") {
            return None;
        }
        let parsed = address.parse::<Config>().map(|mut config| {
            if let Some(password) = password.filter(|_| config.get_password().is_none()) {
                config.password(password);
            }
            if config.get_application_name().is_none() {
                config.application_name("rawi");
            }
            if config.get_connect_timeout().is_none() {
                config.connect_timeout(CONNECT);
            }
            let name = PathBuf::from(name(&config));
            Server { config, name, cache: cache.to_owned() }
        });
        Some(parsed.map_err(|error| {
            // What was written may hold a password.
            let message = format!("{error}; expected an address such as postgres://user@host/database");
            Error::new(ErrorKind::Asked, Path::new("postgres://"), message)
        }))
    }

    /// Opens the ledger to add to it, and makes it where it is not.
    ///
    /// # Errors
    /// As [`Ledger::open_or_make`]; [`ErrorKind::Io`] where the server does not answer, [`ErrorKind::ReadOnly`] where the user may not write.
    pub fn open_or_make(&self) -> Result<Ledger, Error> {
        let ledger = self.connect()?;
        if !self.is_there(&ledger)? {
            ledger.sql(make(&ledger.db))?;
        }
        self.ready(ledger)
    }

    /// Opens the ledger to add to it.
    ///
    /// # Errors
    /// As [`Server::open_or_make`], and [`ErrorKind::Missing`].
    pub fn open(&self) -> Result<Ledger, Error> {
        let ledger = self.connect()?;
        self.there(&ledger)?;
        self.ready(ledger)
    }

    /// Opens the ledger to read it; a user who may only read will do.
    ///
    /// # Errors
    /// As [`Server::open`].
    pub fn open_to_read(&self) -> Result<Ledger, Error> {
        let ledger = self.connect()?;
        self.there(&ledger)?;
        ledger.sql(ledger.db.batch("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"))?;
        self.ready(ledger)
    }

    fn connect(&self) -> Result<Ledger, Error> {
        let store = Postgres::connect(&self.config, WAIT).map_err(|error| Error::store(&self.name, &error))?;
        let (path, place) = (self.name.clone(), self.name.clone());
        Ok(Ledger { db: Db::new(store), path, place, folder: self.cache.clone() })
    }

    fn is_there(&self, ledger: &Ledger) -> Result<bool, Error> {
        let tables =
            "SELECT count(*), count(*) FILTER (WHERE tablename = 'meta') FROM pg_tables WHERE schemaname = 'rawi'";
        let (tables, ours): (i64, i64) =
            ledger.sql(ledger.db.one(tables, &[], |row| Ok((row.get(0)?, row.get(1)?))))?;
        match (tables, ours) {
            (0, _) => Ok(false),
            (_, 1) => Ok(true),
            _ => {
                let message = "its schema rawi has tables that are not those of a ledger; expected another database";
                Err(Error::new(ErrorKind::NotALedger, &self.name, message))
            }
        }
    }

    fn there(&self, ledger: &Ledger) -> Result<(), Error> {
        if self.is_there(ledger)? {
            return Ok(());
        }
        let message = "no ledger in this database; expected one, made by `rawi add`";
        Err(Error::new(ErrorKind::Missing, &self.name, message))
    }

    /// Of the version that this crate knows, with a place for its index.
    fn ready(&self, mut ledger: Ledger) -> Result<Ledger, Error> {
        let version = "SELECT value FROM meta WHERE name = ?";
        let version = ledger.sql(ledger.db.one(version, cells!["version"], |row| row.get::<String>(0)))?;
        match version.parse::<i32>() {
            Ok(VERSION) => {
                ledger.folder = self.cache.join(ledger.uuid()?);
                Ok(ledger)
            }
            Ok(newer) if newer > VERSION => {
                let message = format!(
                    "written by a newer version of rawi (format {newer}, this one knows {VERSION}); expected an older ledger, or a newer rawi"
                );
                Err(Error::new(ErrorKind::Newer, &self.name, message))
            }
            _ => {
                let message = format!("a ledger of format {version}; expected {VERSION}");
                Err(Error::new(ErrorKind::NotALedger, &self.name, message))
            }
        }
    }
}

/// Makes the tables, if nobody else has meanwhile.
fn make(db: &Db) -> crate::store::Result<()> {
    let transaction = db.begin()?;
    if !transaction.exists("SELECT 1 FROM pg_tables WHERE schemaname = 'rawi'", &[])? {
        transaction.batch(&format!(
            "CREATE SCHEMA IF NOT EXISTS rawi; {SCHEMA}
             INSERT INTO meta (name, value) VALUES ('uuid', replace(CAST(gen_random_uuid() AS TEXT), '-', '')), ('version', '{VERSION}');"
        ))?;
    }
    transaction.commit()
}

/// The address without what must not be told.
fn name(config: &Config) -> String {
    let host = config.get_hosts().first().map_or_else(String::new, |host| match host {
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(folder) => folder.display().to_string(),
    });
    let port = config.get_ports().first().filter(|port| **port != 5432);
    let port = port.map_or_else(String::new, |port| format!(":{port}"));
    let user = config.get_user().map_or_else(String::new, |user| format!("{user}@"));
    format!("postgres://{user}{host}{port}/{}", config.get_dbname().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(address: &str) -> Result<Server, Error> {
        Server::of(address, None, Path::new("cache")).expect("an address of a server")
    }

    #[test]
    fn a_password_is_never_told() {
        let server = server("postgres://mona:s3cret@db.example:6543/desk").expect("an address");
        assert_eq!(server.name, Path::new("postgres://mona@db.example:6543/desk"));
        assert!(!format!("{server:?}").contains("s3cret"));
    }

    #[test]
    fn a_folder_is_no_server() {
        assert!(Server::of("postgres", None, Path::new("cache")).is_none());
        assert!(Server::of("story.ledger", None, Path::new("cache")).is_none());
    }

    #[test]
    fn what_cannot_be_understood_is_not_repeated() {
        let error = server("postgres://mona:s3cret@db.example:port/desk").expect_err("no port");
        assert_eq!(error.kind(), ErrorKind::Asked);
        assert!(!error.to_string().contains("s3cret"), "{error}");
    }
}
