//! Does everything still fit together, and if not, what is lost?
//!
//! Nothing is repaired. A damaged part of the file is passed over, so that what lies behind it is still looked at.

mod reviews;
mod rows;
mod spans;

use crate::chain::{DOCUMENT, DOCUMENT_FIELDS, link};
use crate::error::Error;
use crate::ledger::Ledger;
use crate::store::{self, Db, cells};

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FaultKind {
    /// A page of the file is damaged.
    File,
    /// A row names another one that is not there.
    Reference,
    /// A document cannot be read.
    LostDocument,
    /// A reading cannot be read: the record with blocks, mentions and claims.
    LostReading,
    /// A claim cannot be read.
    LostClaim,
    /// A review cannot be read.
    LostReview,
    /// A document was changed, taken out or put in after it was added.
    DocumentChain,
    /// A review was changed, taken out or put in after it was made.
    ReviewChain,
    /// Words that are kept are not those at their place in the document.
    Words,
    /// An identity is not that of what it names.
    Uid,
}

impl FaultKind {
    /// All of them, in the order in which they are looked for.
    pub const ALL: [FaultKind; 10] = [
        FaultKind::File,
        FaultKind::Reference,
        FaultKind::LostDocument,
        FaultKind::LostReading,
        FaultKind::LostClaim,
        FaultKind::LostReview,
        FaultKind::DocumentChain,
        FaultKind::ReviewChain,
        FaultKind::Words,
        FaultKind::Uid,
    ];

    /// The name in records.
    pub fn name(self) -> &'static str {
        match self {
            FaultKind::File => "file",
            FaultKind::Reference => "reference",
            FaultKind::LostDocument => "lost-document",
            FaultKind::LostReading => "lost-reading",
            FaultKind::LostClaim => "lost-claim",
            FaultKind::LostReview => "lost-review",
            FaultKind::DocumentChain => "document-chain",
            FaultKind::ReviewChain => "review-chain",
            FaultKind::Words => "words",
            FaultKind::Uid => "uid",
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// What.
    pub kind: FaultKind,
    /// Of which document (`sha256`, with the address where known), claim, relation (`uid`) or review (its number); empty for the file as a whole.
    pub subject: String,
    /// One sentence for a person: lower case, no full stop.
    pub message: String,
}

/// What was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Documents that could be read.
    pub documents: u64,
    /// Claims that could be read.
    pub claims: u64,
    /// Relations that could be read.
    pub relations: u64,
    /// Reviews that could be read.
    pub reviews: u64,
    /// What is wrong.
    pub faults: u64,
}

/// The walk through a ledger.
struct Walk<'l, 't> {
    db: &'l Db,
    tell: &'t mut dyn FnMut(&Fault),
    verified: Verified,
}

impl Ledger {
    /// Looks at all that is kept, in one view of it, whatever is written meanwhile: the pages of the file and references between rows (a server sees to these itself), the chains of documents and reviews,
    /// that every span still quotes its document, and every identity. Each fault is handed on as it is found.
    ///
    /// # Errors
    /// [`ErrorKind`](crate::ErrorKind) as of [`Ledger::open_to_read`], where not even the list of tables can be read.
    pub fn verify(&self, tell: &mut dyn FnMut(&Fault)) -> Result<Verified, Error> {
        let look = self.sql(self.db.look())?;
        self.careful("ON")?;
        let mut walk = Walk { db: &self.db, tell, verified: Verified::default() };
        if let Some(db) = self.db.sqlite() {
            walk.file(db);
            walk.references(db);
        }
        walk.documents();
        walk.reviews();
        let verified = walk.verified;
        self.careful("OFF")?;
        drop(look);
        Ok(verified)
    }

    /// Has SQLite look closely at every page that it reads.
    fn careful(&self, set: &str) -> Result<(), Error> {
        match self.db.sqlite() {
            Some(_) => self.sql(self.db.batch(&format!("PRAGMA cell_size_check = {set}"))),
            None => Ok(()),
        }
    }
}

/// How many faults of the file as a whole are told; one damaged page may be many.
const MOST: u32 = 100;

impl Walk<'_, '_> {
    fn fault(&mut self, kind: FaultKind, subject: &str, message: impl Into<String>) {
        self.verified.faults += 1;
        (self.tell)(&Fault { kind, subject: subject.to_owned(), message: message.into() });
    }

    fn file(&mut self, db: &rusqlite::Connection) {
        let check = || {
            let mut rows = db.prepare(&format!("PRAGMA integrity_check({MOST})"))?;
            rows.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()
        };
        match check() {
            Ok(said) => {
                for said in said.iter().flat_map(|said| said.lines()).filter(|said| *said != "ok") {
                    self.fault(FaultKind::File, "", said);
                }
            }
            Err(error) => self.fault(FaultKind::File, "", format!("cannot be checked as a whole: {error}")),
        }
    }

    fn references(&mut self, db: &rusqlite::Connection) {
        let check = || {
            let mut rows = db.prepare("PRAGMA foreign_key_check")?;
            let row = |row: &rusqlite::Row<'_>| {
                let (table, id, of): (String, Option<i64>, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
                let id = id.map_or_else(String::new, |id| format!(" {id}"));
                Ok(format!("{table}{id} names a row of {of} that is not there"))
            };
            rows.query_map([], row)?.take(MOST as usize).collect::<rusqlite::Result<Vec<_>>>()
        };
        match check() {
            Ok(said) => said.into_iter().for_each(|said| self.fault(FaultKind::Reference, "", said)),
            Err(error) => self.fault(FaultKind::File, "", format!("references cannot be checked: {error}")),
        }
    }

    /// Every document: its link in the chain, its reading, its claims.
    fn documents(&mut self) {
        let known = rows::documents(self.db);
        let mut before: Option<Vec<u8>> = Some(Vec::new());
        for (seq, name) in known {
            let read = self.document(seq, before.as_deref());
            before = match read {
                Ok((document, next)) => {
                    self.verified.documents += 1;
                    if before.is_some() && document.chain != next {
                        let message = "it, or one before it, is not what was added: changed, taken out or put in later";
                        self.fault(FaultKind::DocumentChain, &document.name, message);
                    }
                    self.reading(seq, &document);
                    Some(document.chain)
                }
                Err(error) => {
                    self.fault(FaultKind::LostDocument, &name, format!("document {seq} cannot be read: {error}"));
                    // The link after it cannot be checked.
                    None
                }
            };
        }
    }

    /// A document and the link that it should have.
    fn document(&self, seq: i64, before: Option<&[u8]>) -> store::Result<(Kept, Vec<u8>)> {
        let unindexed = self.db.dialect().unindexed();
        self.db.one(&format!("SELECT {DOCUMENT}, chain FROM document {unindexed} WHERE seq = ?"), cells![seq], |row| {
            let mut fields: [Option<&str>; DOCUMENT_FIELDS] = [None; DOCUMENT_FIELDS];
            for (at, field) in fields.iter_mut().enumerate() {
                *field = row.text_or_null(at)?;
            }
            let [sha256, url, .., text] = fields.map(Option::unwrap_or_default);
            let kept = Kept {
                name: name(sha256, url),
                sha256: sha256.to_owned(),
                url: url.to_owned(),
                text: text.to_owned(),
                chain: row.get(DOCUMENT_FIELDS)?,
            };
            Ok((kept, link(before.unwrap_or_default(), &fields)))
        })
    }
}

/// A document, as far as it is needed to look at what hangs on it.
struct Kept {
    name: String,
    sha256: String,
    url: String,
    text: String,
    chain: Vec<u8>,
}

/// How faults name a document.
fn name(sha256: &str, url: &str) -> String {
    if url.is_empty() { sha256.to_owned() } else { format!("{sha256} {url}") }
}
