//! The entities of one document, and the names by which they are found again.

#[allow(clippy::disallowed_types, reason = "looked up by key, never iterated, so its order cannot show")]
use rustc_hash::FxHashMap;

use rawi_text::Text;

use super::place::Place;
use crate::lexicon::spelling;
use crate::mention::PlaceType;
use crate::reading::{Claim, Entity, Mention, MentionKind, Naming};

/// What names lead to, so that a body and a place of one name stay apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// The words of a body's name.
    Body(u64),
    /// The first two words of a longer one.
    Short(u64),
    /// The head noun of one («الوزارة»).
    Head(u64),
    /// An acronym.
    Acronym(u64),
    /// A country or city, by its row in the lexicon.
    Place(usize, bool),
}

/// The entities so far.
#[derive(Debug, Default)]
#[allow(clippy::disallowed_types, reason = "as above")]
pub(super) struct Entities {
    pub(super) all: Vec<Entity>,
    /// The names of people, folded; empty for others.
    pub(super) folded: Vec<String>,
    /// `None` where two entities answer to a name.
    names: FxHashMap<Key, Option<u32>>,
    pub(super) has_acronyms: bool,
}

impl Entities {
    /// The only entity with that name.
    pub(super) fn named(&self, key: Key) -> Option<usize> {
        self.names.get(&key).copied().flatten().map(|at| at as usize)
    }

    /// Lets a name lead to an entity; a name of two entities leads nowhere.
    pub(super) fn name(&mut self, key: Key, entity: usize) {
        let entity = entity as u32;
        self.has_acronyms |= matches!(key, Key::Acronym(_));
        self.names.entry(key).and_modify(|known| *known = known.filter(|&k| k == entity)).or_insert(Some(entity));
    }

    /// A new entity.
    pub(super) fn enter(&mut self, kind: &'static str, name: &str, country: Option<&str>) -> usize {
        self.all.push(Entity {
            kind,
            name: name.to_owned(),
            roles: Vec::new(),
            former: false,
            country: country.map(str::to_owned),
            mentions: Vec::new(),
        });
        self.folded.push(if kind == "person" { rawi_text::fold(name) } else { String::new() });
        self.all.len() - 1
    }

    /// The body with this name, as written; a shorter name goes to the only longer one.
    pub(super) fn body(&mut self, name: &str) -> usize {
        let words = words(name);
        let full = hash(&words);
        let known = self.named(Key::Body(full)).or_else(|| {
            let short = Key::Short(hash(words.get(..2)?));
            if words.len() == 2 { self.named(short) } else { self.named(Key::Body(hash(&words[..2]))) }
        });
        let entity = known.unwrap_or_else(|| self.enter("organization", name, None));
        if name.len() > self.all[entity].name.len() {
            name.clone_into(&mut self.all[entity].name);
        }
        self.name(Key::Body(full), entity);
        if words.len() > 2 {
            self.name(Key::Short(hash(&words[..2])), entity);
        }
        if let Some(&head) = words.first() {
            self.name(Key::Head(hash(&[head])), entity);
        }
        entity
    }

    /// The country or city.
    pub(super) fn place(&mut self, place: &Place<'_>) -> usize {
        let key = Key::Place(place.row.0, place.row.1);
        self.named(key).unwrap_or_else(|| {
            let entity = self.enter("place", place.name, Some(place.country));
            self.name(key, entity);
            entity
        })
    }
}

/// The words of a name, folded, without articles.
pub(super) fn words(name: &str) -> Vec<u64> {
    let folded = rawi_text::fold(name);
    folded.split(spelling::parts).filter(|word| !word.is_empty()).map(|word| word_hash(spelling::bare(word))).collect()
}

/// The hash of one folded word, its article cut.
pub(super) fn word(key: &str) -> u64 {
    word_hash(spelling::bare(key))
}

fn word_hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// The hash of several words in order.
pub(super) fn hash(words: &[u64]) -> u64 {
    words.iter().fold(17, |hash: u64, word| (hash.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// Who of a document's entities its claims mean, remembered by the words that say it.
#[derive(Debug)]
#[allow(clippy::disallowed_types, reason = "as above")]
pub(crate) struct Meant<'a> {
    all: &'a [Entity],
    /// People and outlets by the first word of their name: the words, and the entity.
    by_word: FxHashMap<u64, Vec<(Vec<u64>, usize)>>,
    /// Bodies and places by their whole name.
    by_name: FxHashMap<u64, usize>,
    known: FxHashMap<(&'a str, bool), Option<usize>>,
}

impl<'a> Meant<'a> {
    pub(crate) fn new(text: &Text, mentions: &[Mention], all: &'a [Entity]) -> Meant<'a> {
        let mut meant =
            Meant { all, by_word: FxHashMap::default(), by_name: FxHashMap::default(), known: FxHashMap::default() };
        for (at, entity) in all.iter().enumerate() {
            let words = words(&entity.name);
            if matches!(entity.kind, "person" | "outlet") {
                if let Some(&first) = words.first() {
                    meant.by_word.entry(first).or_default().push((words, at));
                }
            } else {
                meant.by_name.entry(hash(&words)).or_insert(at);
            }
        }
        for mention in mentions {
            if let MentionKind::Organization { entity, .. }
            | MentionKind::Place { entity, r#type: PlaceType::Country | PlaceType::City } = mention.kind
            {
                meant.by_name.entry(hash(&words(&text[mention.span]))).or_insert(entity);
            }
        }
        meant
    }

    /// The entity that speaks in a claim: a person or outlet whose whole name is among the words, the longest first; a body or country where it is all that
    /// the words say.
    pub(crate) fn by(&mut self, claim: &'a Claim) -> Option<usize> {
        let who = claim.who.as_deref()?;
        let group = matches!(claim.naming, Naming::NamedGroup | Naming::Outlet);
        if let Some(&known) = self.known.get(&(who, group)) {
            return known;
        }
        let said = words(who);
        let body = |len: usize| self.by_name.get(&hash(&said[..len])).copied();
        // «السفارة الروسية في لندن»: the name begins the words.
        let begins = || (2..said.len()).rev().filter_map(body).find(|&at| self.all[at].kind == "organization");
        let whole = if group { body(said.len()).or_else(begins) } else { None };
        let among = || {
            said.iter()
                .filter_map(|word| self.by_word.get(word))
                .flatten()
                .filter(|(name, _)| name.iter().all(|word| said.contains(word)))
                .map(|&(_, at)| at)
                .max_by_key(|&at| (self.all[at].name.len(), std::cmp::Reverse(at)))
        };
        let found = whole.or_else(among);
        self.known.insert((who, group), found);
        found
    }
}
