//! Where a ledger lies: a folder on this machine, or a database on a server.

use std::path::{Path, PathBuf};

use rawi_ledger::{Error, Ledger, Server};

/// Opens the ledger at a place to add to it, and makes it where it is not.
pub(crate) fn open_or_make(place: &Path) -> Result<Ledger, Error> {
    match server(place) {
        Some(server) => server?.open_or_make(),
        None => Ledger::open_or_make(place),
    }
}

/// Opens it to add to it.
pub(crate) fn open(place: &Path) -> Result<Ledger, Error> {
    match server(place) {
        Some(server) => server?.open(),
        None => Ledger::open(place),
    }
}

/// Opens it to read it.
pub(crate) fn open_to_read(place: &Path) -> Result<Ledger, Error> {
    match server(place) {
        Some(server) => server?.open_to_read(),
        None => Ledger::open_to_read(place),
    }
}

fn server(place: &Path) -> Option<Result<Server, Error>> {
    let password = variable("PGPASSWORD");
    Server::of(place.to_str()?, password.as_deref(), &cache())
}

/// Where this machine keeps what can be made again.
fn cache() -> PathBuf {
    let home = || variable("HOME").map(|home| Path::new(&home).join(".cache"));
    let cache = variable("XDG_CACHE_HOME").map(PathBuf::from).filter(|cache| cache.is_absolute()).or_else(home);
    cache.unwrap_or_else(std::env::temp_dir).join("rawi")
}

#[allow(
    clippy::disallowed_methods,
    reason = "a password and the place of what is derived, neither of which a reading depends on"
)]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
