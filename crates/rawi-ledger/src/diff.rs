//! Two versions of one article: what it says, counts and names now that it did not before.

use std::collections::BTreeSet;

use rawi::relation::Comparable;
use rawi_text::fold;

use crate::error::{Error, ErrorKind};
use crate::ledger::Ledger;
use crate::store::{self, Row, cells};

/// One version of the article at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// 1 for the first that was added.
    pub number: usize,
    /// Its number in this ledger.
    pub seq: i64,
    /// Of its bytes.
    pub sha256: String,
    /// When it was published, as written.
    pub published: Option<String>,
    /// Its headline.
    pub headline: Option<String>,
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// A claim.
    Claim,
    /// A figure.
    Figure,
    /// A person, body, outlet or place.
    Name,
}

/// One side of a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The words, as they stand in that version.
    pub words: String,
    /// Where they stand, in bytes: the first and last of a content in pieces.
    pub span: (u32, u32),
    /// Who says it, of a claim.
    pub who: Option<String>,
    /// The act of a claim, the unit of a figure, the kind of a name.
    pub kind: String,
    /// The identity of a claim.
    pub uid: Option<String>,
}

/// What was added (nothing before), dropped (nothing after) or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What is compared.
    pub part: Part,
    /// In the earlier version.
    pub before: Option<Side>,
    /// In the later one.
    pub after: Option<Side>,
}

impl Ledger {
    /// The versions of the article at an address, in the order in which they were added.
    ///
    /// # Errors
    /// [`ErrorKind::Asked`] where there is none; as [`Ledger::add`].
    pub fn versions(&self, url: &str) -> Result<Vec<Version>, Error> {
        let read = || {
            let rows = "SELECT seq, sha256, published, headline FROM document WHERE url = ? AND url <> '' ORDER BY seq";
            let row = |row: &Row<'_>| {
                Ok(Version {
                    number: 0,
                    seq: row.get(0)?,
                    sha256: row.get(1)?,
                    published: row.get(2)?,
                    headline: row.get(3)?,
                })
            };
            self.db.rows(rows, cells![url], row)
        };
        let mut versions = self.sql(read())?;
        if versions.is_empty() {
            let message = format!("nothing from {url} in it; expected the address of an article as it was added");
            return Err(Error::new(ErrorKind::Asked, &self.path, message));
        }
        for (at, version) in versions.iter_mut().enumerate() {
            version.number = at + 1;
        }
        Ok(versions)
    }

    /// How two documents differ, by their numbers in this ledger: claims, then figures, then names, each in the order of the later text, what was dropped
    /// last. A claim is changed where the same source says something in similar words, or somebody else the same; a figure where the same is counted.
    ///
    /// # Errors
    /// As [`Ledger::add`].
    pub fn diff(&self, before: i64, after: i64) -> Result<Vec<Difference>, Error> {
        let read = || {
            let mut found = differences(Part::Claim, &self.claims_of(before)?, &self.claims_of(after)?, Said::like);
            found.extend(differences(Part::Figure, &self.figures_of(before)?, &self.figures_of(after)?, Counted::like));
            found.extend(differences(Part::Name, &self.names_of(before)?, &self.names_of(after)?, |_, _| 0));
            Ok(found)
        };
        self.sql(read())
    }

    fn claims_of(&self, seq: i64) -> store::Result<Vec<Said>> {
        let rows =
            "SELECT content, start, \"end\", who, act, uid, polarity, shape FROM claim WHERE document = ? ORDER BY nth";
        let row = |row: &Row<'_>| {
            let who: Option<String> = row.get(3)?;
            let (words, act, polarity): (String, String, String) = (row.get(0)?, row.get(4)?, row.get(6)?);
            let same =
                format!("{}\0{act}\0{polarity}\0{}", who.as_deref().map_or_else(String::new, fold), fold(&words));
            let comparable = Comparable::unpack(row.bytes(7)?);
            let span = (row.get(1)?, row.get(2)?);
            Ok(Said { side: Side { words, span, who, kind: act, uid: row.get(5)? }, same, comparable })
        };
        self.db.rows(rows, cells![seq], row)
    }

    fn figures_of(&self, seq: i64) -> store::Result<Vec<Counted>> {
        let words = self.db.dialect().bytes("text", "start", "\"end\"");
        let rows = format!(
            "SELECT {words}, start, \"end\", unit, kind, min, max, approx
             FROM figure JOIN document ON seq = document WHERE document = ? ORDER BY nth"
        );
        let row = |row: &Row<'_>| {
            let words = String::from_utf8_lossy(row.bytes(0)?).into_owned();
            let (unit, kind, approx): (String, String, String) = (row.get(3)?, row.get(4)?, row.get(7)?);
            let (min, max): (Option<f64>, Option<f64>) = (row.get(5)?, row.get(6)?);
            let what = format!("{kind}\0{}", fold(&unit));
            let same = format!("{what}\0{min:?}\0{max:?}\0{approx}");
            let span = (row.get(1)?, row.get(2)?);
            Ok(Counted { side: Side { words, span, who: None, kind: unit, uid: None }, same, what })
        };
        self.db.rows(&rows, cells![seq], row)
    }

    /// Each name once, where it stands first.
    fn names_of(&self, seq: i64) -> store::Result<Vec<Named>> {
        let rows = "SELECT name, start, \"end\", kind, folded FROM mention JOIN entity ON entity.id = entity WHERE document = ?
             ORDER BY start, nth";
        let row = |row: &Row<'_>| {
            let (kind, folded): (String, String) = (row.get(3)?, row.get(4)?);
            let same = format!("{kind}\0{folded}");
            let span = (row.get(1)?, row.get(2)?);
            Ok(Named { side: Side { words: row.get(0)?, span, who: None, kind, uid: None }, same })
        };
        let mut names = self.db.rows(rows, cells![seq], row)?;
        let mut met = BTreeSet::new();
        names.retain(|name| met.insert(name.same.clone()));
        Ok(names)
    }
}

/// What can be held against its like in another version.
trait Compared {
    fn side(&self) -> &Side;
    /// Equal where nothing has changed.
    fn same(&self) -> &str;
}

struct Said {
    side: Side,
    same: String,
    comparable: Option<Comparable>,
}

struct Counted {
    side: Side,
    same: String,
    what: String,
}

struct Named {
    side: Side,
    same: String,
}

macro_rules! compared {
    ($($type:ident),+) => {$(
        impl Compared for $type {
            fn side(&self) -> &Side {
                &self.side
            }

            fn same(&self) -> &str {
                &self.same
            }
        }
    )+};
}
compared!(Said, Counted, Named);

impl Said {
    /// How alike two claims are, in hundredths; 0 where they are two.
    fn like(&self, other: &Said) -> usize {
        let Some((a, b)) = self.comparable.as_ref().zip(other.comparable.as_ref()) else { return 0 };
        let (shared, fewer, more) = (a.shared(b), a.stems.len().min(b.stems.len()), a.stems.len().max(b.stems.len()));
        let same_who = a.same_who(b) || a.who.is_empty() && b.who.is_empty();
        let similar = same_who && shared >= 2 && shared * 2 >= fewer || shared >= 2 && shared * 10 >= more * 8;
        // The same source goes before another one with the same words.
        if similar { 1 + usize::from(same_who) * 100 + shared * 100 / more.max(1) } else { 0 }
    }
}

impl Counted {
    fn like(&self, other: &Counted) -> usize {
        usize::from(self.what == other.what)
    }
}

fn differences<T: Compared>(part: Part, before: &[T], after: &[T], like: impl Fn(&T, &T) -> usize) -> Vec<Difference> {
    let mut old: Vec<Option<&T>> = before.iter().map(Some).collect();
    let mut new: Vec<(&T, Option<&T>, bool)> = after.iter().map(|after| (after, None, false)).collect();
    for (after, _, done) in &mut new {
        if let Some(same) = old.iter_mut().find(|old| old.is_some_and(|old| old.same() == after.same())) {
            *same = None;
            *done = true;
        }
    }
    // Closest first; among equals in text order.
    let mut pairs = Vec::new();
    for (at, before) in old.iter().enumerate().filter_map(|(at, before)| Some((at, (*before)?))) {
        for (to, (after, ..)) in new.iter().enumerate().filter(|(_, (.., done))| !done) {
            let like = like(before, after);
            if like > 0 {
                pairs.push((std::cmp::Reverse(like), at, to));
            }
        }
    }
    pairs.sort_unstable();
    for (_, at, to) in pairs {
        if old[at].is_some() && new[to].1.is_none() {
            new[to].1 = old[at].take();
        }
    }
    let added = new.into_iter().filter(|(.., done)| !done).map(|(after, before, _)| Difference {
        part,
        before: before.map(|before| before.side().clone()),
        after: Some(after.side().clone()),
    });
    let dropped =
        old.into_iter().flatten().map(|before| Difference { part, before: Some(before.side().clone()), after: None });
    added.chain(dropped).collect()
}
