//! Headlines of the form «فلان: …»: `headline-colon`.

use crate::claim::draft::{Draft, Meant};
use crate::claim::ground::Ground;
use crate::claim::noun_phrase::Reach;
use crate::lexicon::{Class, Function, NounKind, spelling};
use crate::reading::{Act, Polarity, RuleId, Zone};

pub(crate) const HEADLINE_COLON: RuleId = RuleId("headline-colon");

/// The longest source before a headline's colon, in tokens.
const LONGEST: usize = 9;

impl Ground<'_> {
    /// «الوزير من القاهرة: …», «المدير لمجلس النواب: …»: where, or to whom.
    fn is_spoken_where(&self, at: usize, colon: usize) -> bool {
        let somebody = self.is_addressee(at)
            || [Class::Body, Class::Role, Class::Unnamed, Class::Country, Class::Given].iter().any(|&c| self.is(at, c))
            || self.noun(at, NounKind::Person)
            || spelling::is_oblique_plural(self.key(at));
        let to = self.glued_preposition(at, 'ل') && somebody;
        let place = [Class::City, Class::Country, Class::Body].iter().any(|&c| self.is(at + 1, c))
            || colon <= at + 4 && self.noun(at + 1, NounKind::Thing);
        let from = self.function(at, Function::Min).is_some_and(|s| s.enclitic.is_none()) && place;
        (to || from)
            && self.phrase_from(if to { at } else { at + 1 }, colon, Reach::Wide).is_some_and(|p| p.end == colon)
    }

    /// The claim of a colon at `at` in a headline or heading.
    pub(in crate::claim) fn colon(&self, at: usize) -> Option<Draft> {
        if !self.is_colon(at) || !matches!(self.zone(at), Zone::Headline | Zone::Heading) {
            return None;
        }
        let sentence = self.sentence(at);
        let mut start = sentence.start;
        if at - start > LONGEST || at == start || at + 2 >= sentence.end {
            return None;
        }
        if (start..at).any(|n| {
            self.only_finite(n)
                || self.is_participle(n) && !self.is(n, Class::Role)
                || self.scan.tokens.token(n).is_some_and(|t| t.kind == rawi_text::TokenKind::Number)
        }) {
            return None;
        }
        let phrase = if self.close(start) == Some(at - 1) {
            start += 1;
            start..at - 1
        } else {
            self.noun_phrase(start, at, Reach::Wide).filter(|p| p.end == at || self.is_spoken_where(p.end, at))?
        };
        // «المدرب للاعبين», «وزير السكن من ورشة الجامعة»: what says where or to whom is no part of the source.
        let outside = |n: &usize| {
            let person = spelling::is_oblique_plural(self.key(*n)) || self.is(*n, Class::Given);
            let to = self.glued_preposition(*n, 'ل') && *n == phrase.start + 1 && person;
            (to || self.function(*n, Function::Min).is_some())
                && self.is_definite(*n - 1)
                && self.is_spoken_where(*n, at)
        };
        let end = (phrase.start + 1..phrase.end).find(outside).unwrap_or(phrase.end);
        let phrase = phrase.start..end;
        let somebody = [
            Class::Role,
            Class::Body,
            Class::Unnamed,
            Class::Country,
            Class::Given,
            Class::Outlet,
            Class::Document,
            Class::City,
        ]
        .iter()
        .any(|&c| self.is(phrase.start, c))
            || self.is_unknown(phrase.start);
        if !somebody || self.function(phrase.start, Function::Demonstrative).is_some() {
            return None;
        }
        let content = self.content(at + 1, sentence.end);
        (!content.is_empty()).then(|| Draft {
            rule: HEADLINE_COLON,
            cue: at,
            lemma: ":".to_owned(),
            act: Act::State,
            polarity: Polarity::Asserted,
            source: Some(phrase),
            meant: Meant::Written,
            content,
            nominal: false,
            frame: sentence.start..at,
            via: Vec::new(),
            relays: false,
        })
    }
}
