//! [`Comparable`] and [`Roles`] as bytes, for a store.
//!
//! Little-endian, one version byte first; bytes of another version give nothing, and the store reads the document again.

use jiff::civil::Date;

use super::comparable::{Comparable, Count, Counted};
use super::reply::Reply;
use super::roles::{Deed, Land, Roles};
use super::standing::{Frame, Standing};
use super::stem::{Stem, sorted};
use super::words::WordKind;
use crate::mention::{Amount, FigureKind};
use crate::reading::{Act, ContentForm, Naming, Polarity, Zone};

/// The layout of the bytes.
const VERSION: u8 = 2;

impl Comparable {
    /// The bytes from which [`Comparable::unpack`] makes an equal one.
    pub fn pack(&self) -> Vec<u8> {
        let mut out = Writer(Vec::with_capacity(32 + 8 * (self.words.len() + self.who.len())));
        out.byte(VERSION);
        out.byte(place(Act::ALL, self.act));
        out.byte(place(Polarity::ALL, self.polarity));
        out.byte(place(ContentForm::ALL, self.form));
        out.byte(place(Naming::ALL, self.naming));
        out.byte(place(Zone::ALL, self.zone));
        out.byte(u8::from(self.negated) | u8::from(self.changed) << 1);
        out.stems(&self.who);
        out.stems(&self.words);
        out.stems(&self.places);
        out.number(self.counts.len() as u32);
        for count in &self.counts {
            out.byte(place(FigureKind::ALL, count.kind));
            match count.counted {
                Counted::Toll(kind) => {
                    out.byte(1 + place(WordKind::ALL, kind));
                    out.long(0);
                }
                Counted::Unit(stem) => {
                    out.byte(0);
                    out.long(stem.0);
                }
            }
            out.long(count.unit.0);
            out.byte(u8::from(count.anybody));
            out.bound(count.min);
            out.bound(count.max);
            out.number(count.mention as u32);
        }
        out.number(self.days.len() as u32);
        for &(first, last) in &self.days {
            out.day(first);
            out.day(last);
        }
        out.0
    }

    /// The claim of those bytes; `None` where they are of another version or cut short.
    pub fn unpack(bytes: &[u8]) -> Option<Comparable> {
        let mut bytes = Reader(bytes);
        if bytes.byte()? != VERSION {
            return None;
        }
        let (act, polarity, form) = (bytes.of(Act::ALL)?, bytes.of(Polarity::ALL)?, bytes.of(ContentForm::ALL)?);
        let (naming, zone, flags) = (bytes.of(Naming::ALL)?, bytes.of(Zone::ALL)?, bytes.byte()?);
        let (who, words, places) = (bytes.stems()?, bytes.stems()?, bytes.stems()?);
        let mut counts = Vec::new();
        for _ in 0..bytes.number()? {
            let kind = bytes.of(FigureKind::ALL)?;
            let counted = match (bytes.byte()?, bytes.long()?) {
                (0, stem) => Counted::Unit(Stem(stem)),
                (toll, _) => Counted::Toll(*WordKind::ALL.get(usize::from(toll) - 1)?),
            };
            let (unit, anybody) = (Stem(bytes.long()?), bytes.byte()? == 1);
            let bound = |(known, amount): (bool, Amount)| known.then_some(amount);
            let (min, max, mention) = (bound(bytes.bound()?), bound(bytes.bound()?), bytes.number()? as usize);
            counts.push(Count { kind, counted, unit, anybody, min, max, mention });
        }
        let mut days = Vec::new();
        for _ in 0..bytes.number()? {
            days.push((bytes.day()?, bytes.day()?));
        }
        let stems = sorted(words.clone());
        let (negated, changed) = (flags & 1 != 0, flags & 2 != 0);
        Some(Comparable {
            who,
            words,
            stems,
            places,
            counts,
            days,
            act,
            polarity,
            form,
            naming,
            zone,
            negated,
            changed,
        })
    }
}

impl Roles {
    /// The bytes from which [`Roles::unpack`] makes equal ones.
    pub fn pack(&self) -> Vec<u8> {
        let mut out = Writer(Vec::with_capacity(32 + 8 * (self.about.len() + self.heads.len())));
        out.byte(VERSION);
        out.flags(&[self.head_does, self.charge, self.deed == Deed::Soon, self.deed == Deed::Later]);
        for lands in [&self.home, &self.lands, &self.agent] {
            out.number(lands.len() as u32);
            out.0.extend(lands.iter().flat_map(|land| land.0));
        }
        for stems in [&self.heads, &self.about, &self.negates, &self.relays, &self.done] {
            out.stems(stems);
        }
        out.long(self.cue.0);
        out.byte(self.reply.as_ref().map_or(0, |reply| 1 + u8::from(reply.charge)));
        if let Some(reply) = &self.reply {
            out.number(reply.span.0);
            out.number(reply.span.1);
            out.stems(&reply.owner);
            out.stems(&reply.about);
            out.stems(reply.noun.as_slice());
        }
        out.number(self.counts.len() as u32);
        for count in &self.counts {
            out.flags(&[
                count.part,
                count.people,
                count.told,
                count.frame == Frame::Day,
                count.frame == Frame::Period,
                count.day.is_some(),
            ]);
            if let Some(day) = count.day {
                out.day(day);
            }
            out.stems(&count.around);
        }
        out.0
    }

    /// The roles of those bytes; `None` where they are of another version or cut short.
    pub fn unpack(bytes: &[u8]) -> Option<Roles> {
        let mut bytes = Reader(bytes);
        if bytes.byte()? != VERSION {
            return None;
        }
        let flags = bytes.byte()?;
        let (home, lands, agent) = (bytes.lands()?, bytes.lands()?, bytes.lands()?);
        let (heads, about, negates) = (bytes.stems()?, bytes.stems()?, bytes.stems()?);
        let (relays, done) = (bytes.stems()?, bytes.stems()?);
        let cue = Stem(bytes.long()?);
        let reply = match bytes.byte()? {
            0 => None,
            flag => Some(Reply {
                charge: flag == 2,
                span: (bytes.number()?, bytes.number()?),
                owner: bytes.stems()?,
                about: bytes.stems()?,
                noun: bytes.stems()?.first().copied(),
            }),
        };
        let mut counts = Vec::new();
        for _ in 0..bytes.number()? {
            let flags = bytes.byte()?;
            let frame = match flags >> 3 & 3 {
                0 => Frame::Open,
                1 => Frame::Day,
                _ => Frame::Period,
            };
            let (part, people, told) = (flags & 1 != 0, flags & 2 != 0, flags & 4 != 0);
            let day = if flags & 32 != 0 { Some(bytes.day()?) } else { None };
            counts.push(Standing { part, people, told, frame, day, around: bytes.stems()? });
        }
        let (head_does, charge) = (flags & 1 != 0, flags & 2 != 0);
        let deed = match flags >> 2 {
            0 => Deed::No,
            1 => Deed::Soon,
            _ => Deed::Later,
        };
        Some(Roles {
            home,
            lands,
            agent,
            heads,
            head_does,
            deed,
            done,
            about,
            negates,
            charge,
            relays,
            reply,
            cue,
            counts,
        })
    }
}

/// The place of a value in its vocabulary, of which none has 255.
fn place<T: PartialEq + Copy>(all: &[T], value: T) -> u8 {
    all.iter().position(|other| *other == value).unwrap_or_default() as u8
}

struct Writer(Vec<u8>);

impl Writer {
    fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    /// Up to eight, the first in the lowest bit.
    fn flags(&mut self, flags: &[bool]) {
        self.byte(flags.iter().rev().fold(0, |byte, &flag| byte << 1 | u8::from(flag)));
    }

    fn number(&mut self, number: u32) {
        self.0.extend(number.to_le_bytes());
    }

    fn long(&mut self, number: u64) {
        self.0.extend(number.to_le_bytes());
    }

    fn stems(&mut self, stems: &[Stem]) {
        self.number(stems.len() as u32);
        for stem in stems {
            self.long(stem.0);
        }
    }

    fn bound(&mut self, bound: Option<Amount>) {
        self.byte(u8::from(bound.is_some()));
        self.0.extend(bound.map_or(0, |amount| amount.0).to_le_bytes());
    }

    fn day(&mut self, day: Date) {
        self.0.extend(day.year().to_le_bytes());
        self.0.extend([day.month().cast_unsigned(), day.day().cast_unsigned()]);
    }
}

struct Reader<'b>(&'b [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take::<1>().map(|[byte]| byte)
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        all.get(usize::from(self.byte()?)).copied()
    }

    fn number(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn long(&mut self) -> Option<u64> {
        self.take().map(u64::from_le_bytes)
    }

    fn stems(&mut self) -> Option<Vec<Stem>> {
        let len = self.number()? as usize;
        if len > self.0.len() / 8 {
            return None;
        }
        (0..len).map(|_| self.long().map(Stem)).collect()
    }

    fn lands(&mut self) -> Option<Vec<Land>> {
        let len = self.number()? as usize;
        if len > self.0.len() / 2 {
            return None;
        }
        (0..len).map(|_| self.take().map(Land)).collect()
    }

    /// Is there a bound, and which?
    fn bound(&mut self) -> Option<(bool, Amount)> {
        let known = self.byte()? == 1;
        Some((known, Amount(i128::from_le_bytes(self.take()?))))
    }

    fn day(&mut self) -> Option<Date> {
        let year = i16::from_le_bytes(self.take()?);
        let [month, day] = self.take::<2>()?;
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Comparable {
        Comparable {
            who: vec![Stem(3), Stem(9)],
            words: vec![Stem(7), Stem(5), Stem(7)],
            stems: vec![Stem(5), Stem(7)],
            places: vec![Stem(1)],
            counts: vec![Count {
                kind: FigureKind::People,
                counted: Counted::Toll(WordKind::Injured),
                unit: Stem(44),
                anybody: true,
                min: Some(Amount::whole(12)),
                max: None,
                mention: 3,
            }],
            days: vec![(jiff::civil::date(2018, 4, 7), jiff::civil::date(2018, 4, 8))],
            act: Act::Deny,
            polarity: Polarity::Denied,
            form: ContentForm::Indirect,
            naming: Naming::Role,
            zone: Zone::Lead,
            negated: false,
            changed: true,
        }
    }

    #[test]
    fn what_is_packed_comes_back_equal() {
        let packed = sample();
        assert_eq!(Comparable::unpack(&packed.pack()), Some(packed));
    }

    #[test]
    fn roles_come_back_equal_and_cut_short_give_nothing() {
        let roles = Roles {
            home: vec![Land(*b"SY")],
            lands: vec![Land(*b"RU"), Land(*b"SY")],
            agent: Vec::new(),
            heads: vec![Stem(4)],
            head_does: true,
            about: vec![Stem(4), Stem(6)],
            negates: Vec::new(),
            deed: Deed::Later,
            charge: true,
            relays: vec![Stem(5)],
            done: vec![Stem(4)],
            cue: Stem(12),
            reply: Some(Reply {
                span: (3, 40),
                owner: vec![Stem(8), Stem(2)],
                about: vec![Stem(1)],
                noun: Some(Stem(6)),
                charge: true,
            }),
            counts: vec![
                Standing {
                    around: vec![Stem(2), Stem(8)],
                    part: true,
                    people: false,
                    told: true,
                    frame: Frame::Period,
                    day: None,
                },
                Standing { frame: Frame::Day, day: Some(jiff::civil::date(2018, 4, 7)), ..Standing::default() },
            ],
        };
        let bytes = roles.pack();
        for end in 0..bytes.len() {
            assert_eq!(Roles::unpack(&bytes[..end]), None, "{end}");
        }
        assert_eq!(Roles::unpack(&bytes), Some(roles));
    }

    #[test]
    fn bytes_cut_short_or_of_another_version_give_nothing() {
        let bytes = sample().pack();
        for end in 0..bytes.len() {
            assert_eq!(Comparable::unpack(&bytes[..end]), None, "{end}");
        }
        let mut other = bytes;
        other[0] = 200;
        assert_eq!(Comparable::unpack(&other), None);
    }
}
