//! People and outlets by name, and the entities they stand for within one document.
//!
//! A person is found by a given name the lexicon knows, or by a role before a name it does not; an outlet by its name in quotation marks, behind
//! a medium word, or of several words. Bodies and places are not mentions yet. Nothing is joined across documents here.

use super::{Mention, figure};
use crate::claim::Ground;
use crate::claim::cast::bare_words;
use crate::lexicon::{Class, Function, RoleKind, spelling};
use crate::reading::{Entity, MentionKind};
use crate::scan::Scan;

/// Times, figures, people and outlets of the article in text order, and the entities.
pub fn names(scan: &Scan<'_>, times: Vec<Mention>) -> (Vec<Mention>, Vec<Entity>) {
    let figures = figure::figures(scan, &times);
    let mut found = Found { mentions: Vec::new(), entities: Vec::new(), folded: Vec::new() };
    {
        let ground = Ground::new(scan, &times);
        for line in &scan.lines {
            let mut at = line.tokens.start;
            while at < line.tokens.end {
                at = found.person(&ground, at).or_else(|| found.outlet(&ground, at)).unwrap_or(at + 1);
            }
        }
    }
    let Found { mentions: named, mut entities, .. } = found;
    let mut mentions = times;
    mentions.extend(figures);
    mentions.extend(named);
    super::in_text_order(&mut mentions);
    for (at, mention) in mentions.iter().enumerate() {
        if let MentionKind::Person { entity, .. } | MentionKind::Outlet { entity, .. } = mention.kind {
            entities[entity].mentions.push(at);
        }
    }
    (mentions, entities)
}

/// The names of all entities of a document, folded once.
pub(crate) struct Names<'e> {
    entities: &'e [Entity],
    folded: Vec<String>,
}

impl<'e> Names<'e> {
    pub(crate) fn of(entities: &'e [Entity]) -> Names<'e> {
        Names { entities, folded: entities.iter().map(|entity| rawi_text::fold(&entity.name)).collect() }
    }

    /// The entity whose name stands in the words that say who is meant: all of the name's words, the longest name first.
    pub(crate) fn meant_by(&self, who: &str) -> Option<usize> {
        let folded = rawi_text::fold(who);
        let said: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).map(spelling::bare).collect();
        let named = |at: usize| self.folded[at].split_whitespace().all(|word| said.contains(&spelling::bare(word)));
        (0..self.entities.len())
            .filter(|&at| named(at))
            .max_by_key(|&at| (self.entities[at].name.len(), std::cmp::Reverse(at)))
    }
}

struct Found {
    mentions: Vec<Mention>,
    entities: Vec<Entity>,
    /// The names of the entities, folded.
    folded: Vec<String>,
}

impl Found {
    /// A person at `at`; gives the token behind the phrase.
    fn person(&mut self, ground: &Ground<'_>, at: usize) -> Option<usize> {
        let titled = ground.is(at, Class::Role) && !ground.is_named_otherwise(at);
        let given = ground.is(at, Class::Given) && !ground.is_common(at);
        if !titled && !given || ground.scan.is_settled(at) {
            return None;
        }
        let limit = ground.sentence(at).end;
        let phrase = ground.phrase_from(at, limit, crate::claim::Reach::Narrow)?;
        let name = ground.personal_name(&phrase)?;
        if name.len() < 2 && (!titled || ground.is_definite(name.start)) {
            return None;
        }
        let scan = ground.scan;
        let span = scan.span(name.clone())?;
        let words = scan.text[span].to_owned();
        let role = if name.start > phrase.start {
            scan.words(phrase.start..name.start)
        } else {
            scan.words(name.end..phrase.end)
        };
        let role = role.trim_matches(|c: char| !c.is_alphanumeric());
        let honorific = ground
            .scan
            .sense(phrase.start, Class::Role)
            .is_some_and(|s| scan.lexicon.roles[s.row()].kind == RoleKind::Honorific);
        let role = (!role.is_empty() && !(honorific && name.start == phrase.start + 1)).then(|| role.to_owned());
        let former = phrase.clone().any(|n| ground.function(n, Function::Former).is_some());
        let entity = self.person_entity(&bare_words(ground, &name), &words);
        let known = &mut self.entities[entity];
        known.former |= former;
        if let Some(role) = role.as_ref().filter(|r| !known.roles.contains(r)) {
            known.roles.push(role.clone());
        }
        self.mentions.push(Mention { span, kind: MentionKind::Person { name: words, role, entity } });
        Some(phrase.end.max(at + 1))
    }

    /// The entity with that name: the same words, or one name inside the other.
    fn person_entity(&mut self, words: &[&str], name: &str) -> usize {
        let same = |(entity, folded): (&Entity, &String)| {
            let mut known = folded.split_whitespace().map(spelling::bare);
            entity.kind == "person"
                && (words.iter().all(|&w| known.clone().any(|k| k == w)) || known.all(|k| words.contains(&k)))
        };
        match self.entities.iter().zip(&self.folded).position(same) {
            Some(at) => {
                if name.len() > self.entities[at].name.len() {
                    name.clone_into(&mut self.entities[at].name);
                    self.folded[at] = rawi_text::fold(name);
                }
                at
            }
            None => self.enter("person", name),
        }
    }

    /// An outlet at `at`.
    fn outlet(&mut self, ground: &Ground<'_>, at: usize) -> Option<usize> {
        let scan = ground.scan;
        let sense = scan.sense(at, Class::Outlet)?;
        if !scan.is_settled(at) {
            return None;
        }
        let end = at + sense.len as usize;
        let span = ground.slice(&(at..end))?;
        let name = &scan.lexicon.outlets[sense.row()].name;
        let entity = self
            .entities
            .iter()
            .position(|e| e.kind == "outlet" && e.name == *name)
            .unwrap_or_else(|| self.enter("outlet", name));
        self.mentions.push(Mention { span, kind: MentionKind::Outlet { name: name.clone(), entity } });
        Some(end)
    }

    fn enter(&mut self, kind: &'static str, name: &str) -> usize {
        self.entities.push(Entity {
            kind,
            name: name.to_owned(),
            roles: Vec::new(),
            former: false,
            mentions: Vec::new(),
        });
        self.folded.push(rawi_text::fold(name));
        self.entities.len() - 1
    }
}
