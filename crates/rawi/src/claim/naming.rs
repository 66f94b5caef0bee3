//! How a source is named, and how anonymous it is.

use std::ops::Range;

use super::ground::Ground;
use crate::lexicon::{BodyKind, ChannelKind, Class, CollectiveKind, Function, NounKind, RoleKind, spelling};
use crate::mention::figure::number;
use crate::reading::Naming;

/// The naming of a source with its grade of anonymity, 0 to 5.
pub(super) type Grade = (Naming, u8);

impl Ground<'_> {
    /// Naming and anonymity as the phrase itself tells; anaphors are resolved by the caller.
    pub(super) fn grade(&self, phrase: &Range<usize>) -> Grade {
        let marked = self.close(phrase.start).is_some() || self.points_at_somebody(phrase.start);
        let first = if marked { phrase.start + 1 } else { self.after_same(phrase) };
        if self.is_outlet(&(if marked { phrase.start } else { first }..phrase.end)) {
            // «وسائل إعلام», «وكالات أنباء»: media without a name.
            let named = self.is(first, Class::Outlet) || phrase.len() > 1 && self.collective(first).is_none();
            return (Naming::Outlet, if named || self.is_definite(first) { 0 } else { 3 });
        }
        if self.is(first, Class::Document)
            || self.channel(first) == Some(ChannelKind::Statement)
            || self.is(first, Class::CueNoun) && !self.is(first, Class::Role)
        {
            let owned = (first + 1..phrase.end).any(|n| {
                self.is(n, Class::Body) && n + 1 < phrase.end
                    || self.is(n, Class::Country)
                    || self.is(n, Class::Outlet)
                    || self.is(n, Class::Given)
                    || self.open(n).is_some()
            });
            return (
                Naming::Document,
                if owned {
                    0
                } else if !owned && self.collective(first) == Some(CollectiveKind::Hearsay) {
                    4
                } else {
                    1
                },
            );
        }
        if self.function(first, Function::Quantifier).is_some() && phrase.len() == 1 {
            let one = self.function(first, Function::One).is_some();
            return (if one { Naming::UnnamedPerson } else { Naming::UnnamedGroup }, 3);
        }
        let counts = self.function(first, Function::Quantifier).is_some();
        // «ثلاثة مصادر مطلعة», «عدد من الشهود»: how many they are names nobody.
        let counted = number::read(self.scan, first).map(|number| number.tokens.end).filter(|_| !counts);
        if (counts || counted.is_some()) && phrase.len() > 1 {
            let of = usize::from(self.function(first + 1, Function::Min).is_some());
            let next = counted.unwrap_or(first + 1 + of);
            if next < phrase.end && self.is_word(next) {
                let (naming, anonymity) = self.grade(&(next..phrase.end));
                let group =
                    if matches!(naming, Naming::Document | Naming::Outlet) { naming } else { Naming::UnnamedGroup };
                return (group, anonymity.max(if self.is(next, Class::Unnamed) { 2 } else { 3 }));
            }
        }
        let unnamed =
            self.scan.sense(first, Class::Unnamed).map(|s| (&self.scan.lexicon.unnamed[s.row()], s.len as usize));
        let has_name = self.personal_name(phrase).is_some();
        if let Some((row, len)) = unnamed {
            if has_name && row.naming == Naming::UnnamedPerson {
                return (Naming::NamedPerson, 0);
            }
            let institution = (first + len..phrase.end).any(|n| {
                self.is(n, Class::Body)
                    || self.is(n, Class::Demonym)
                    || self.is(n, Class::Country)
                    || self.is(n, Class::Affiliation)
            });
            let anonymity = if row.anonymity == 3 && institution { 2 } else { row.anonymity };
            return (row.naming, anonymity);
        }
        if let Some(role) = self.scan.sense(first, Class::Role).map(|s| &self.scan.lexicon.roles[s.row()]) {
            if has_name {
                return (Naming::NamedPerson, 0);
            }
            if role.kind == RoleKind::Rank && !self.is_definite(first) {
                // «فريق البوب» is no general.
                return (Naming::NamedGroup, 1);
            }
            let definite = self.is_definite(first)
                || role.kind != RoleKind::Spokesperson
                    && phrase.len() > 1
                    && (first + 1..phrase.end).any(|n| self.is_definite(n) || self.is_name_like(n));
            return if definite { (Naming::Role, 1) } else { (Naming::UnnamedPerson, 2) };
        }
        if let Some(kind) = self.scan.sense(first, Class::Body).and_then(|s| self.scan.lexicon.bodies.get(s.row())) {
            return match kind {
                BodyKind::Generic | BodyKind::Organ => {
                    let placed = (first + 1..phrase.end)
                        .any(|n| self.is(n, Class::City) || self.is_unknown(n) && !self.is_definite(n));
                    if placed {
                        return (Naming::NamedGroup, 0);
                    }
                    let state =
                        (first + 1..phrase.end).any(|n| self.is(n, Class::Demonym) || self.is(n, Class::Country));
                    (Naming::NamedGroup, u8::from(!(*kind == BodyKind::Organ && state)))
                }
                BodyKind::Named | BodyKind::State => (Naming::NamedGroup, 0),
            };
        }
        if self.is(first, Class::Country) || self.is(first, Class::City) {
            return (Naming::NamedGroup, 0);
        }
        let quoted = first > 0 && self.close(first - 1) == Some(phrase.end) || self.close(phrase.start).is_some();
        if phrase.len() == 1 && self.is_unknown(first) && self.has_relative(first) {
            // A place that the lexicon does not know, but whose adjective stands in the article.
            return (Naming::NamedGroup, 0);
        }
        let construct_plural = self.is_unknown(first)
            && self.key(first).ends_with('و')
            && first + 1 < phrase.end
            && self.is_definite(first + 1);
        if construct_plural {
            // «منظمو المهرجان»
            return (Naming::UnnamedGroup, 1);
        }
        if has_name && !(quoted && !self.is(first, Class::Given)) {
            return (Naming::NamedPerson, 0);
        }
        if quoted {
            return (Naming::NamedGroup, 0);
        }
        if self.is(first, Class::Demonym) {
            return (Naming::NamedGroup, 1);
        }
        if self.noun(first, NounKind::Person) {
            let plural = spelling::is_human_plural(self.key(first)) || self.is_feminine(first).is_none();
            return (if plural { Naming::UnnamedGroup } else { Naming::UnnamedPerson }, 3);
        }
        let plural = spelling::is_human_plural(self.key(first)) || spelling::is_feminine_plural(self.key(first));
        if plural {
            return (
                if self.is_definite(first) { Naming::NamedGroup } else { Naming::UnnamedGroup },
                if self.is_definite(first) { 1 } else { 3 },
            );
        }
        if self.is_unknown(first) {
            return (Naming::NamedPerson, 0);
        }
        (Naming::NamedGroup, 1)
    }

    /// Does the article use the relative adjective of this word («تلوان», «التلوانية»)?
    fn has_relative(&self, at: usize) -> bool {
        let stem = spelling::bare(self.key(at)).trim_end_matches(['ا', 'ه']);
        let from = self.words().partition_point(|&n| spelling::bare(self.key(n as usize)) < stem);
        stem.chars().count() >= 3
            && self.words()[from..]
                .iter()
                .map_while(|&n| spelling::bare(self.key(n as usize)).strip_prefix(stem))
                .take(64)
                .any(|rest| rest.starts_with('ي') && (spelling::is_relative(rest) || spelling::is_human_plural(rest)))
    }

    fn collective(&self, at: usize) -> Option<CollectiveKind> {
        self.scan.sense(at, Class::Collective).and_then(|s| self.scan.lexicon.collectives.get(s.row())).copied()
    }

    /// How many tokens the longest sense of that class has at `at`; 0 where there is none.
    fn longest(&self, at: usize, class: Class) -> usize {
        self.scan.senses(at).iter().filter(|s| s.class == class).map(|s| s.len as usize).max().unwrap_or(0)
    }

    /// The personal name inside a source phrase, without role words.
    pub(crate) fn personal_name(&self, phrase: &Range<usize>) -> Option<Range<usize>> {
        let role_first = self.is(phrase.start, Class::Role)
            || self.is(phrase.start, Class::Unnamed)
            || self.noun(phrase.start, NounKind::Person);
        let ends = |e: usize| !self.is_word(e) || self.begins_adjunct(e);
        // «مصدر عليم»: a fixed phrase holds no name.
        let mut n = phrase.start + self.longest(phrase.start, Class::Unnamed).saturating_sub(1);
        while n < phrase.end {
            // «متحدث باسم»: باسم is a given name elsewhere.
            if self.function(n, Function::NameOf).is_some() && n > phrase.start && !self.scan.mark(n - 1, '،') {
                n += 1;
                continue;
            }
            if self.is(n, Class::Given) || self.is(n, Class::NameParticle) && n + 1 < phrase.end {
                // «أحمد الخطيب»: the last word is the surname.
                let surname = |e: usize| e == n + 1 && e + 1 == phrase.end && self.is_definite(e);
                let end =
                    (n..phrase.end).find(|&e| ends(e) || self.is(e, Class::Role) && !surname(e)).unwrap_or(phrase.end);
                return Some(n..end);
            }
            // «اللواء عطية المالكي»: behind a rank stands a name, whatever else its words mean.
            let rank = self
                .scan
                .sense(n, Class::Role)
                .is_some_and(|s| s.len == 1 && self.scan.lexicon.roles[s.row()].kind == RoleKind::Rank);
            if rank
                && self.is_definite(n)
                && n + 1 < phrase.end
                && self.is_word(n + 1)
                && !self.is_definite(n + 1)
                && !self.is_closed(n + 1)
                && !self.begins_adjunct(n + 1)
                && !self.is(n + 1, Class::Role)
                && !self.is(n + 1, Class::Body)
            {
                let end = (n + 1..phrase.end).find(|&e| ends(e));
                return Some(n + 1..end.unwrap_or(phrase.end));
            }
            // «مديرة في شركة راثبون»: the unknown word names the company.
            let of_body = n > phrase.start
                && (self.is(n - 1, Class::Body)
                    || self.is(n - 1, Class::Document)
                    || self.is(n - 1, Class::Channel)
                    || self.begins_adjunct(n - 1));
            let unknown = self.is_unknown(n) && !self.is_definite(n) && !of_body;
            if unknown && (n == phrase.start || role_first) {
                let end = (n..phrase.end).find(|&e| ends(e) || self.is(e, Class::Role)).unwrap_or(phrase.end);
                return Some(n..end);
            }
            n += 1;
        }
        (phrase.len() == 1 && self.is_unknown(phrase.start)).then(|| phrase.clone())
    }
}
