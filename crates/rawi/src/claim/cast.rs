//! The people, bodies and media that an article names, with the fullest phrase for each: what short phrases and surnames go back to.

use std::ops::Range;

use super::ground::Ground;
use super::noun_phrase::Reach;
use crate::lexicon::{Class, Function, NounKind, spelling};

/// How many members away one is looked for: a newspaper page, not an archive.
const FARTHEST: usize = 1500;

/// The phrases of an article that name somebody by more than one word, in text order.
#[derive(Debug, Default)]
pub(super) struct Cast {
    members: Vec<Range<usize>>,
}

impl Cast {
    pub(super) fn of(ground: &Ground<'_>) -> Cast {
        let mut members = Vec::new();
        for line in &ground.scan.lines {
            let mut at = line.tokens.start;
            while at < line.tokens.end {
                let named = [
                    Class::Role,
                    Class::Body,
                    Class::Unnamed,
                    Class::Given,
                    Class::NameParticle,
                    Class::Channel,
                    Class::Document,
                ]
                .iter()
                .any(|&c| ground.is(at, c));
                if !named || ground.only_finite(at) {
                    at += 1;
                    continue;
                }
                let limit = ground.sentence(at).end;
                match ground.phrase_from(at, limit, Reach::Narrow).filter(|p| p.len() > 1) {
                    Some(phrase) => {
                        // A member may begin inside a longer one («وزير الصحة» in «مكتب وزير الصحة»), so only its head is passed.
                        members.push(phrase);
                        at += 1;
                    }
                    None => at += 1,
                }
            }
        }
        Cast { members }
    }

    /// Whoever was last named with a title before token `at`: «سمو الشيخ راشد …» for «سموه».
    pub(super) fn titled(&self, ground: &Ground<'_>, at: usize) -> Option<Range<usize>> {
        let entry = ground.scan.entry(at);
        let within = |at: usize| self.members.partition_point(|m| m.start < at);
        let before = &self.members[within(entry.start)..within(at)];
        let somebody = |m: &&Range<usize>| ground.is(m.start, Class::Role) && ground.personal_name(m).is_some();
        let last = before.iter().rev().take(FARTHEST).find(somebody)?;
        // «الأمير سلطان …»: a member may begin inside a longer one.
        before.iter().find(|m| m.end == last.end && ground.is(m.start, Class::Role)).cloned()
    }

    /// The member that a short phrase names: the same head with more words, or a fuller name that holds the surname. The nearest before
    /// the phrase comes first, then the first behind it (a headline speaks of whom the body names).
    pub(super) fn fuller(&self, ground: &Ground<'_>, phrase: &Range<usize>) -> Option<Range<usize>> {
        let words = bare_words(ground, phrase);
        if words.is_empty() || words.len() > 4 {
            return None;
        }
        let role = [Class::Role, Class::Body, Class::Unnamed, Class::Channel, Class::Document]
            .iter()
            .any(|&c| ground.is(phrase.start, c));
        let person = ground.is(phrase.start, Class::Role);
        let named = ground.personal_name(phrase).is_some();
        if role && !named && !ground.is_definite(phrase.start) && words.len() < 2 {
            return None;
        }
        let fits = |member: &Range<usize>| {
            // «ولاية سامر» is not سامر.
            let of_body = named && ground.is(member.start, Class::Body) && !ground.is(member.start, Class::Role);
            if member.contains(&phrase.start) || member.len() <= phrase.len() || of_body || ground.is_joint(member) {
                return false;
            }
            let known = || stems(ground, member);
            let contained = words.iter().all(|&w| known().any(|k| k == w)) && known().count() > words.len();
            if !contained {
                return false;
            }
            if role && !named {
                known().next() == Some(words[0])
                    && (!person || ground.personal_name(member).is_some() || words.len() == 1)
            } else {
                // «رواية القاسمي», «الاتهامات لسامر»: a thing of theirs is not the person.
                let thing =
                    [Class::Document, Class::CueNoun, Class::Channel].iter().any(|&c| ground.is(member.start, c))
                        && !ground.is(member.start, Class::Role);
                !thing
                    && ground.personal_name(member).is_some_and(|name| {
                        bare_words(ground, &name).contains(&words[words.len() - 1])
                            && (name.len() > 1 || member.len() > 1)
                    })
            }
        };
        let entry = ground.scan.entry(phrase.start);
        let within = |at: usize| self.members.partition_point(|m| m.start < at);
        let members = &self.members[within(entry.start)..within(entry.end)];
        let here = members.partition_point(|m| m.start < phrase.start);
        let before = members[..here].iter().rev().take(FARTHEST).find(|m| fits(m));
        before.or_else(|| members[here..].iter().take(FARTHEST).find(|m| fits(m))).cloned()
    }
}

/// The words of a phrase, folded, without clitics.
pub(crate) fn bare_words<'g>(ground: &'g Ground<'_>, phrase: &Range<usize>) -> Vec<&'g str> {
    stems(ground, phrase).collect()
}

/// The same, one after another: most phrases are told from another by their first words.
pub(super) fn stems<'g>(ground: &'g Ground<'_>, phrase: &Range<usize>) -> impl Iterator<Item = &'g str> {
    phrase
        .clone()
        .filter(|&n| {
            ground.is_word(n)
                && ground.function(n, Function::Emphatic).is_none()
                && (n > phrase.start || ground.after_same(phrase) == n)
        })
        .map(|n| ground.stem(n))
}

impl Ground<'_> {
    /// Is this «وكالة»: a medium word that only agencies bear?
    pub(super) fn is_agency_word(&self, at: usize) -> bool {
        self.is(at, Class::Channel) && self.is(at, Class::Body)
    }

    /// Are two people or more joined by و («الرئيسان سامر حداد ونادر سالم»)?
    pub(super) fn is_joint(&self, phrase: &Range<usize>) -> bool {
        let Some(name) = self.personal_name(phrase) else { return false };
        (name.start + 1..phrase.end).any(|n| {
            self.begins_with_and(n)
                && !self.noun(n, NounKind::Thing)
                && !self.is_event(n)
                && !self.is(n, Class::PlainVerb)
        })
    }

    /// The folded word without its clitics, as far as the lexicon tells.
    fn stem(&self, at: usize) -> &str {
        let key = self.key(at);
        let key = key.strip_prefix('و').filter(|_| self.begins_with_and(at)).unwrap_or(key);
        let key =
            key.strip_prefix('ل').filter(|k| !k.starts_with('ل') && self.glued_preposition(at, 'ل')).unwrap_or(key);
        let key = key.strip_prefix('ب').filter(|_| self.glued_preposition(at, 'ب')).unwrap_or(key);
        spelling::bare(key)
    }
}
