//! People, organizations, outlets and places by name, and the entities they stand for within one document.
//!
//! A person is found by a given name the lexicon knows, or by a role before a name it does not; an outlet by its name in quotation marks, behind
//! a medium word, or of several words; organizations and places in rooms of their own. Nothing is joined across documents here.

mod entities;
mod organization;
mod place;

use std::ops::Range;

use rawi_text::Span;

use super::{Mention, figure};
use crate::claim::Ground;
use crate::claim::cast::bare_words;
use crate::lexicon::{Class, Function, OutletKind, RoleKind, spelling};
use crate::reading::{Entity, MentionKind};
use crate::scan::Scan;
pub(crate) use entities::Meant;
use entities::{Entities, Key};

/// Times, figures and names of the article in text order, and the entities. Places may lie inside the words of an organization.
pub fn names(scan: &Scan<'_>, times: Vec<Mention>) -> (Vec<Mention>, Vec<Entity>) {
    let figures = figure::figures(scan, &times);
    let mut found = Found { mentions: Vec::new(), entities: Entities::default() };
    {
        let ground = Ground::new(scan, &times);
        for line in &scan.lines {
            let mut at = line.tokens.start;
            while at < line.tokens.end {
                at = found.person(&ground, at).or_else(|| found.outlet(&ground, at)).unwrap_or(at + 1);
            }
        }
        found.groups(&ground);
    }
    let Found { mentions: named, entities } = found;
    let mut entities = entities.all;
    let mut mentions = times;
    mentions.extend(figures);
    mentions.extend(named);
    super::in_text_order(&mut mentions);
    for (at, mention) in mentions.iter().enumerate() {
        if let MentionKind::Person { entity, .. }
        | MentionKind::Outlet { entity, .. }
        | MentionKind::Organization { entity, .. }
        | MentionKind::Place { entity, .. } = mention.kind
        {
            entities[entity].mentions.push(at);
        }
    }
    (mentions, entities)
}

/// A span without the marks of a hashtag in front.
fn unmarked(scan: &Scan<'_>, span: Span) -> Option<Span> {
    let bare = scan.text[span].trim_start_matches(['#', '_']).len();
    scan.text.span(span.end() - bare..span.end())
}

struct Found {
    mentions: Vec<Mention>,
    entities: Entities,
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
        let known = &mut self.entities.all[entity];
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
        let Entities { all, folded, .. } = &mut self.entities;
        match all.iter().zip(&*folded).position(same) {
            Some(at) => {
                if name.len() > all[at].name.len() {
                    name.clone_into(&mut all[at].name);
                    folded[at] = rawi_text::fold(name);
                }
                at
            }
            None => self.entities.enter("person", name, None),
        }
    }

    /// An outlet at `at`.
    fn outlet(&mut self, ground: &Ground<'_>, at: usize) -> Option<usize> {
        let scan = ground.scan;
        let sense = scan.sense(at, Class::Outlet)?;
        let row = &scan.lexicon.outlets[sense.row()];
        // «رويترز» is nothing but the agency; of other names in one word, only those are settled that something introduces.
        let agency = row.kind == OutletKind::Agency && scan.senses(at).iter().all(|s| s.class == Class::Outlet);
        if !scan.is_settled(at) && !agency {
            return None;
        }
        let end = at + sense.len as usize;
        let span = ground.slice(&(at..end))?;
        let name = &row.name;
        let entity = self
            .entities
            .all
            .iter()
            .position(|e| e.kind == "outlet" && e.name == *name)
            .unwrap_or_else(|| self.entities.enter("outlet", name, None));
        self.mentions.push(Mention { span, kind: MentionKind::Outlet { name: name.clone(), entity } });
        Some(end)
    }

    /// Organizations and places, outside of the names found so far.
    fn groups(&mut self, ground: &Ground<'_>) {
        let scan = ground.scan;
        let named: Vec<Span> = self.mentions.iter().map(|mention| mention.span).collect();
        let (mut next, mut body_end, mut place_end) = (0, 0, 0);
        for at in scan.lines.iter().flat_map(|line| line.tokens.clone()) {
            let body = at >= body_end && scan.is(at, Class::Body);
            let place = at >= place_end && scan.is_place(at);
            let acronym = self.entities.has_acronyms && at >= body_end && ground.is_unknown(at);
            if !body && !place && !acronym {
                continue;
            }
            let span = scan.tokens[at].span;
            while named.get(next).is_some_and(|name| name.end() <= span.start()) {
                next += 1;
            }
            if named.get(next).is_some_and(|name| name.overlaps(span)) {
                continue;
            }
            let organization = if body {
                self.body(ground, at)
            } else if acronym {
                self.entities.named(Key::Acronym(entities::word(scan.key(at)))).map(|entity| (at..at + 1, entity))
            } else {
                None
            };
            if let Some((range, entity)) = organization
                && let Some(span) = ground.slice(&range).and_then(|span| unmarked(scan, span))
            {
                // An acronym in brackets is part of the name before it.
                let bracket = scan.mark(range.end, '(') && scan.mark(range.end + 2, ')');
                body_end = if bracket { range.end + 3 } else { range.end };
                let name = spelling::cited(&scan.text[span]);
                self.mentions.push(Mention { span, kind: MentionKind::Organization { name, entity } });
            }
            if place {
                let known = |code: &str| self.entities.all.iter().any(|e| e.country.as_deref() == Some(code));
                let found = place::place(ground, at, known);
                if let Some(place) = found
                    && let Some(span) = ground.slice(&(at..at + place.len)).and_then(|span| unmarked(scan, span))
                {
                    place_end = at + place.len;
                    let entity = self.entities.place(&place);
                    self.mentions.push(Mention { span, kind: MentionKind::Place { r#type: place.r#type, entity } });
                }
            }
        }
    }

    /// The body at `at`: its words, and the entity.
    fn body(&mut self, ground: &Ground<'_>, at: usize) -> Option<(Range<usize>, usize)> {
        let scan = ground.scan;
        let (range, entity) = match organization::body(ground, at)? {
            organization::Found::Listed(range, row) => {
                let entity = self.entities.body(&scan.lexicon.body_names[row].name);
                (range, entity)
            }
            organization::Found::Named(range) => {
                let entity = self.entities.body(&spelling::cited(&scan.text[ground.slice(&range)?]));
                (range, entity)
            }
            organization::Found::Bare(at) => {
                let words = bare_words(ground, &(at..at + 1));
                let head = entities::hash(&[entities::word(words.first()?)]);
                return Some((at..at + 1, self.entities.named(Key::Head(head))?));
            }
        };
        let acronym = range.end + 1;
        if scan.mark(range.end, '(') && scan.mark(acronym + 1, ')') && ground.is_unknown(acronym) {
            self.entities.name(Key::Acronym(entities::word(scan.key(acronym))), entity);
        }
        Some((range, entity))
    }
}
