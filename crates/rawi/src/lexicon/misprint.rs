//! Misprints of reporting verbs: one letter put for another of the same shape (وأضاق for وأضاف).
//!
//! Arabic letters that differ by their dots alone are confused in typing and in scanned pages. A word that the lexicon does not know at
//! all, and that has the shape of a frequent past-tense cue, is offered as that cue; the caller asks for a complementizer behind it.

use rawi_lexicon::{Error, Tables};
use rawi_text::{Proclitics, fold};
#[allow(clippy::disallowed_types, reason = "looked up by key, never iterated")]
use rustc_hash::FxHashMap;

use super::class::{Class, Sense};
use super::form::{Form, Tense};
use super::inflect;
use super::tables::{Frames, Verb};

/// The shapes of past-tense cues of four letters or more that take إن or a quotation.
#[derive(Debug, Default)]
#[allow(clippy::disallowed_types, reason = "as above")]
pub(crate) struct Misprints {
    shapes: FxHashMap<String, (u16, Form)>,
}

impl Misprints {
    pub(crate) fn of(verbs: &[Verb], tables: &Tables) -> Result<Misprints, Error> {
        let mut shapes = Misprints::default();
        let table =
            tables.table("cue/verb", &["act", "polarity", "frames", "past", "present", "participle", "masdar"])?;
        for (number, (row, verb)) in table.rows().iter().zip(verbs).enumerate() {
            let past = row.column("past");
            if !verb.frames.contains(Frames::INNA) || verb.frames.contains(Frames::WEAK) || past == "-" {
                continue;
            }
            inflect::forms(past, "", "", &[], &mut |word, form| {
                let word = fold(word);
                let told =
                    form.tense == Tense::Past && !form.passive && !form.before_pronoun && word.chars().count() >= 4;
                if told && !matches!(form.person, super::form::Person::Speaker) {
                    shapes.shapes.entry(shape(&word)).or_insert((number as u16, form));
                }
            });
        }
        Ok(shapes)
    }

    pub(crate) fn sense(&self, key: &str) -> Option<Sense> {
        let (stem, proclitics) = match key.strip_prefix('و') {
            Some(stem) => (stem, Proclitics::WA),
            None => (key, Proclitics::empty()),
        };
        let &(row, form) = self.shapes.get(&shape(stem))?;
        Some(Sense { class: Class::Verb, row, len: 1, proclitics, enclitic: None, form: Some(form) })
    }
}

/// The letters of a folded word without their dots.
fn shape(word: &str) -> String {
    word.chars()
        .map(|c| match c {
            'ت' | 'ث' | 'ن' => 'ب',
            'ج' | 'خ' => 'ح',
            'ذ' => 'د',
            'ز' => 'ر',
            'ش' => 'س',
            'ض' => 'ص',
            'ظ' => 'ط',
            'غ' => 'ع',
            'ق' => 'ف',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_one_shape_are_one() {
        assert_eq!(shape("اضاق"), shape("اضاف"));
        assert_ne!(shape("اضاع"), shape("اضاف"));
    }
}
