//! What a number counts.

use std::ops::Range;

use rawi_text::{Proclitics, TokenFlags, TokenKind};

use super::find::{Finder, Quantity};
use super::words::{Count, CueKind, FigureWord, Place};
use crate::lexicon::Class;
use crate::mention::{Amount, Approx, FigureKind};

/// What is counted, and the token behind its last word.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) kind: FigureKind,
    pub(super) name: String,
    pub(super) end: usize,
    /// The tokens of the noun, where people are counted by one.
    pub(super) noun: Option<Range<usize>>,
}

const SOUND: [&str; 2] = ["\u{64A}\u{646}", "\u{648}\u{646}"];
const PAST_PLURAL: &str = "\u{648}\u{627}";
const AL: &str = "\u{627}\u{644}";
const YA: char = '\u{64A}';
const WA: char = '\u{648}';

fn is_quote(key: &str) -> bool {
    matches!(key, "\"" | "«" | "“" | "”")
}

impl Finder<'_, '_> {
    /// The percent or currency sign before a number.
    pub(super) fn sign(&self, at: usize) -> Option<Unit> {
        let token = self.scan.tokens.token(at)?;
        let number_next = self.scan.tokens.token(at + 1).is_some_and(|t| t.kind == TokenKind::Number);
        if token.kind == TokenKind::Number || !number_next {
            return None;
        }
        // «25%» has its sign behind it; the next number is another.
        let behind = at > self.sentence.start
            && token.is(TokenFlags::GLUED)
            && self.scan.tokens[at - 1].kind == TokenKind::Number;
        if behind {
            return None;
        }
        match self.words(at).next()?.0 {
            FigureWord::Percent { sign: true, .. } => self.counted(at),
            FigureWord::Currency { .. }
                if token.kind == TokenKind::Symbol || token.is(TokenFlags::LATIN) || token.kind == TokenKind::Punct =>
            {
                self.counted(at)
            }
            _ => None,
        }
    }

    /// The unit of `quantity` at token `at`.
    pub(super) fn unit(&self, at: usize, quantity: &Quantity) -> Option<Unit> {
        if !self.sentence.contains(&at) {
            return None;
        }
        if let Some(len) = self.place(at, Place::From) {
            // «واحد من المحررين» names one of them and counts nobody.
            if quantity.low == Some(Amount::whole(1)) {
                return None;
            }
            let unit = self.counted(at + len)?;
            let many = self.words(at + len).any(|(word, _)| {
                matches!(
                    word,
                    FigureWord::People { count: Count::Many, .. } | FigureWord::Currency { count: Count::Many, .. }
                )
            });
            let exact_money = unit.kind == FigureKind::Money
                && quantity.approx != Approx::Vague
                && quantity.number.as_ref().is_none_or(|n| n.scale == 1);
            return (unit.kind != FigureKind::Percent
                && (many || self.scan.is(at + len, Class::Demonym))
                && !exact_money)
                .then_some(unit);
        }
        // The noun itself may be in quotation marks.
        let quoted = is_quote(self.scan.key(at));
        let at = at + usize::from(quoted);
        if let Some(mut unit) = self.counted(at) {
            if quoted && matches!(self.scan.key(unit.end), "\"" | "»" | "“" | "”") {
                unit.end += 1;
            }
            let word = self.words(at).next().map(|(_, s)| s);
            let clitic = word
                .is_some_and(|s| s.proclitics.intersects(Proclitics::WA | Proclitics::FA) || s.has_preposition())
                && unit.kind != FigureKind::Percent;
            return (!clitic).then_some(unit);
        }
        self.by_ending(at, quantity)
    }

    /// Would what stands at `at` be people?
    pub(super) fn counts_people(&self, at: usize) -> bool {
        self.counted(at).is_some_and(|unit| unit.kind == FigureKind::People)
    }

    /// A percent word, a currency with its country, or people, by their own words.
    pub(super) fn counted(&self, at: usize) -> Option<Unit> {
        let mut people = None;
        if self.is_thing(at) {
            return None;
        }
        for (word, sense) in self.words(at) {
            let end = at + sense.len as usize;
            match word {
                FigureWord::Percent { unit, .. } => {
                    return Some(Unit {
                        kind: FigureKind::Percent,
                        name: self.lexicon().percents.get(unit as usize)?.clone(),
                        end,
                        noun: None,
                    });
                }
                FigureWord::Currency { .. } => return self.currency(at, end),
                FigureWord::Thing => return None,
                FigureWord::People { noun, .. } if people.is_none() => {
                    people = Some(Unit {
                        kind: FigureKind::People,
                        name: self.lexicon().nouns.get(noun as usize)?.clone(),
                        end,
                        noun: Some(at..end),
                    });
                }
                _ => {}
            }
        }
        people.or_else(|| self.demonym(at))
    }

    /// The currency at `at`, whose name ends at `end`, told by the country adjective behind it.
    fn currency(&self, at: usize, end: usize) -> Option<Unit> {
        let country = self
            .scan
            .sense(end, Class::Demonym)
            .filter(|s| s.proclitics.difference(Proclitics::AL).is_empty() && self.sentence.contains(&end));
        let code = country.and_then(|s| self.scan.lexicon.countries.get(s.row())).map(|c| c.code.as_str());
        let rows = || {
            self.words(at).filter(|(_, s)| at + s.len as usize == end).filter_map(|(word, _)| match word {
                FigureWord::Currency { row, .. } => self.lexicon().currencies.get(row as usize),
                _ => None,
            })
        };
        let named = rows().find(|row| Some(row.country.as_str()) == code);
        let row = named.or_else(|| rows().find(|row| row.country.is_empty())).or_else(|| rows().next())?;
        let end = end + usize::from(code.is_some());
        Some(Unit { kind: FigureKind::Money, name: row.unit.clone(), end, noun: None })
    }

    /// People by nationality: «آلاف اليمنيين», «مليون سوري».
    fn demonym(&self, at: usize) -> Option<Unit> {
        if !self.sentence.contains(&at) || self.scan.is_settled(at) {
            return None;
        }
        let sense = self.scan.sense(at, Class::Demonym).filter(|s| s.len == 1)?;
        if sense.proclitics.difference(Proclitics::AL).bits() != 0 {
            return None;
        }
        let key = self.scan.key(at);
        let masculine =
            key.ends_with(YA) || SOUND.iter().any(|ending| key.ends_with(ending)) || key.ends_with("\u{64A}\u{627}");
        masculine.then(|| Unit {
            kind: FigureKind::People,
            name: self.singular(at),
            end: at + 1,
            noun: Some(at..at + 1),
        })
    }

    /// People that no table knows, by the ending of the sound masculine plural, which things do not take.
    fn by_ending(&self, at: usize, quantity: &Quantity) -> Option<Unit> {
        let token = self.scan.tokens.token(at).filter(|_| self.sentence.contains(&at))?;
        let key = self.scan.key(at);
        let known = self
            .words(at)
            .any(|(word, _)| !matches!(word, FigureWord::Cue(CueKind::Toll | CueKind::Change | CueKind::Worth)));
        if token.kind != TokenKind::Word
            || known
            || self.scan.is_settled(at)
            || self.scan.is(at, Class::Number)
            || self.scan.is(at, Class::Function)
            || self.scan.is(at, Class::Country)
        {
            return None;
        }
        let n_letters = key.chars().count();
        let sound = n_letters >= 5 && SOUND.iter().any(|ending| key.ends_with(ending));
        let verb = key.starts_with(YA) && key.ends_with(SOUND[1]) || key.ends_with(PAST_PLURAL) && n_letters >= 4;
        let few = quantity
            .low
            .is_some_and(|low| (3..=10).contains(&(low.0 / Amount::UNIT % 100)) && low.0 % Amount::UNIT == 0);
        let vague = quantity.approx == Approx::Vague;
        if !sound || verb || key.starts_with(WA) {
            return None;
        }
        let definite = key.starts_with(AL);
        let fits = if vague {
            definite
        } else {
            few && !definite
                && !quantity.definite
                && quantity.number.as_ref().is_some_and(|n| n.scale == 1 && !n.fraction)
        };
        fits.then(|| Unit { kind: FigureKind::People, name: self.singular(at), end: at + 1, noun: Some(at..at + 1) })
    }

    /// The word at `at` without ال and without the ending of its plural or accusative.
    fn singular(&self, at: usize) -> String {
        let word: String =
            self.scan.words(at..at + 1).chars().filter(|c| !matches!(c, '\u{640}' | '\u{64B}'..='\u{65F}')).collect();
        let word = word.strip_prefix(AL).unwrap_or(&word);
        let stem = SOUND.iter().find_map(|ending| word.strip_suffix(ending)).or_else(|| word.strip_suffix('\u{627}'));
        stem.unwrap_or(word).to_owned()
    }

    /// The unit of people of whom nothing more is said: the last people counted in the sentence, else persons.
    pub(super) fn somebody(&self, end: usize) -> Unit {
        let name = self.people.clone().or_else(|| self.lexicon().nouns.first().cloned()).unwrap_or_default();
        Unit { kind: FigureKind::People, name, end, noun: None }
    }

    /// Is the word at `at` a verb whose subject is people in the plural?
    pub(super) fn people_act(&self, at: usize) -> bool {
        let key = self.scan.key(at);
        let n_letters = key.chars().count();
        self.sentence.contains(&at)
            && self.scan.tokens[at].kind == TokenKind::Word
            && !self.scan.is(at, Class::Function)
            && self.cue(at, CueKind::Others).is_none()
            && (key.starts_with(YA) && key.ends_with(SOUND[1]) && n_letters >= 5
                || key.ends_with(PAST_PLURAL) && n_letters >= 5)
    }
}
