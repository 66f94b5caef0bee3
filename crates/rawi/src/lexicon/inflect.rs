//! The forms of a reporting verb, generated from the stems of its table row.
//!
//! The spelling of news is unvocalized, so a handful of endings on four stems covers the paradigm; what is weak in a verb
//! (a hollow middle, a defective end) shows in the letters of its past. Second persons are left out: news does not use them in
//! cues.

use super::form::{Form, Number, Person, Tense};
use Number::{Many, One, Two};
use Person::{He, Open, She, Speaker};
use Tense::{Jussive, Masdar, Participle, Past, Present};

/// Calls `take` with every spelling and its form. An empty stem gives nothing. Spellings keep their hamzas; the caller folds.
pub(crate) fn forms(past: &str, present: &str, participle: &str, masdars: &[&str], take: &mut dyn FnMut(&str, Form)) {
    let weak = Weak::of(past);
    let mut forms = Forms { spelled: String::new(), take };
    past_forms(past, weak, &mut forms);
    present_forms(present, weak, &mut forms);
    participle_forms(participle, &mut forms);
    for masdar in masdars {
        masdar_forms(masdar, &mut forms);
    }
}

/// Where the forms go, each spelled in one buffer: a hundred thousand are made at the start of every run.
struct Forms<'a> {
    spelled: String,
    take: &'a mut dyn FnMut(&str, Form),
}

impl Forms<'_> {
    /// The form that these parts spell.
    fn take(&mut self, parts: &[&str], form: Form) {
        self.spelled.clear();
        self.spelled.extend(parts.iter().copied());
        (self.take)(&self.spelled, form);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Weak {
    /// قال, أشار, استعاد: the middle ا falls before a consonant ending.
    Hollow,
    /// نفى, دعا: the last letter falls before ت and وا.
    Defective,
    No,
}

impl Weak {
    fn of(past: &str) -> Weak {
        let letters: Vec<char> = past.chars().collect();
        match letters.as_slice() {
            [.., 'ى' | 'ا'] => Weak::Defective,
            [.., 'ا', last] if *last != 'ء' || letters.len() == 3 => Weak::Hollow,
            _ => Weak::No,
        }
    }
}

/// `word` without its last `n` letters.
fn less(word: &str, n: usize) -> &str {
    word.char_indices().rev().nth(n.wrapping_sub(1)).map_or(if n == 0 { word } else { "" }, |(at, _)| &word[..at])
}

fn last(word: &str) -> Option<char> {
    word.chars().next_back()
}

fn past_forms(past: &str, weak: Weak, forms: &mut Forms<'_>) {
    if past.is_empty() {
        return;
    }
    let form = |person, number| Form::new(Past, person, number);
    forms.take(&[past], form(He, One));
    match weak {
        Weak::Defective => {
            let base = less(past, 1);
            let glide = if past.ends_with('ا') { "و" } else { "ي" };
            forms.take(&[base, "ا"], form(He, One).joined());
            forms.take(&[base, "ت"], form(She, One));
            forms.take(&[base, glide, "ا"], form(He, Two));
            forms.take(&[base, "تا"], form(She, Two));
            forms.take(&[base, "وا"], form(He, Many));
            forms.take(&[base, "و"], form(He, Many).joined());
            forms.take(&[base, glide, "ت"], form(Speaker, One));
            forms.take(&[base, glide, "نا"], form(Speaker, Many));
            forms.take(&[base, glide, "ن"], form(She, Many));
        }
        Weak::Hollow | Weak::No => {
            forms.take(&[past, "ت"], form(She, One));
            forms.take(&[past, "ا"], form(He, Two));
            forms.take(&[past, "تا"], form(She, Two));
            forms.take(&[past, "وا"], form(He, Many));
            forms.take(&[past, "و"], form(He, Many).joined());
            let consonant = if weak == Weak::Hollow {
                let (base, end) = (less(past, 2), last(past));
                let end = &end.map(String::from).unwrap_or_default();
                if !past.starts_with('ج') {
                    forms.take(&[base, "ي", end], form(He, One).passive());
                    forms.take(&[base, "ي", end, "ت"], form(She, One).passive());
                }
                format!("{base}{end}")
            } else {
                past.to_owned()
            };
            forms.take(&[&consonant, "ت"], form(Speaker, One));
            forms.take(&[&consonant, "نا"], form(Speaker, Many));
            forms.take(&[&consonant, "ن"], form(She, Many));
            if past.ends_with('أ') {
                forms.take(&[less(past, 1), "ؤوا"], form(He, Many));
            }
        }
    }
}

fn present_forms(present: &str, weak: Weak, forms: &mut Forms<'_>) {
    let Some(rest) = present.strip_prefix('ي') else { return };
    let form = |person, number| Form::new(Present, person, number);
    for (front, person, number) in [("ي", He, One), ("ت", She, One), ("أ", Speaker, One), ("ن", Speaker, Many)] {
        forms.take(&[front, rest], form(person, number));
    }
    let defective = rest.ends_with(['ي', 'ى', 'و', 'ا']);
    let base = if defective { less(rest, 1) } else { rest };
    for (front, person) in [("ي", He), ("ت", She)] {
        forms.take(&[front, base, "ون"], form(person, Many));
        forms.take(&[front, base, "وا"], form(person, Many));
        let dual = if rest.ends_with('ى') { format!("{base}ي") } else { rest.to_owned() };
        forms.take(&[front, &dual, "ان"], form(person, Two));
    }
    forms.take(&["ي", rest, "ن"], form(She, Many));
    if defective && base.chars().count() >= 2 {
        forms.take(&["ي", base], Form::new(Jussive, He, One));
        forms.take(&["ت", base], Form::new(Jussive, She, One));
        forms.take(&["ي", base, "ا"], form(He, One).joined());
    }
    if weak == Weak::Hollow {
        let letters: Vec<char> = rest.chars().collect();
        if let [head @ .., middle @ ('و' | 'ي' | 'ا'), end] = letters.as_slice() {
            let (head, end) = (String::from_iter(head), String::from(*end));
            forms.take(&["ي", &head, &end], Form::new(Jussive, He, One));
            forms.take(&["ت", &head, &end], Form::new(Jussive, She, One));
            if *middle != 'ا' {
                forms.take(&["ي", &head, "ا", &end], form(He, One).passive());
                forms.take(&["ت", &head, "ا", &end], form(She, One).passive());
            }
        }
    }
}

fn participle_forms(participle: &str, forms: &mut Forms<'_>) {
    if participle.is_empty() {
        return;
    }
    let form = |person, number| Form::new(Participle, person, number);
    let base = participle.strip_suffix('ي').unwrap_or(participle);
    if base != participle {
        forms.take(&[base], form(He, One));
    }
    forms.take(&[participle], form(He, One));
    forms.take(&[participle, "ا"], form(He, One));
    forms.take(&[participle, "ة"], form(She, One));
    forms.take(&[participle, "تان"], form(She, Two));
    forms.take(&[participle, "تين"], form(She, Two));
    forms.take(&[participle, "ان"], form(He, Two));
    if base != participle {
        forms.take(&[participle, "ين"], form(He, Two));
    }
    forms.take(&[base, "ون"], form(He, Many));
    forms.take(&[base, "ين"], form(He, Many));
    forms.take(&[participle, "ات"], form(She, Many));
}

fn masdar_forms(masdar: &str, forms: &mut Forms<'_>) {
    if masdar.is_empty() {
        return;
    }
    let one = Form::new(Masdar, Open, One);
    forms.take(&[masdar], one);
    if let Some(base) = masdar.strip_suffix('ة') {
        forms.take(&[base, "ت"], one.joined());
        forms.take(&[base, "ات"], Form::new(Masdar, Open, Many));
    } else if let Some(base) = masdar.strip_suffix('ء') {
        forms.take(&[base, "ئ"], one.joined());
        forms.take(&[base, "ؤ"], one.joined());
        forms.take(&[masdar, "ات"], Form::new(Masdar, Open, Many));
    } else {
        forms.take(&[masdar, "ا"], one);
        if masdar.chars().count() >= 4 && !masdar.ends_with(['ي', 'ى', 'ا', 'و']) {
            forms.take(&[masdar, "ات"], Form::new(Masdar, Open, Many));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(past: &str, present: &str, participle: &str, masdar: &str) -> Vec<(String, Form)> {
        let mut all = Vec::new();
        forms(past, present, participle, &[masdar], &mut |word, form| all.push((word.to_owned(), form)));
        all
    }

    #[track_caller]
    fn check(row: (&str, &str, &str, &str), wanted: &[&str], unwanted: &[&str]) {
        let words: Vec<String> = spelled(row.0, row.1, row.2, row.3).into_iter().map(|w| w.0).collect();
        for word in wanted {
            assert!(words.iter().any(|w| w == word), "{word} is not among {words:?}");
        }
        for word in unwanted {
            assert!(!words.iter().any(|w| w == word), "{word} is among {words:?}");
        }
    }

    #[test]
    fn a_hollow_verb_loses_its_middle_before_consonants_and_in_the_jussive() {
        check(
            ("قال", "يقول", "قائل", "قول"),
            &[
                "قال",
                "قالت",
                "قالوا",
                "قالا",
                "قلت",
                "قلنا",
                "قيل",
                "يقول",
                "تقول",
                "يقولون",
                "يقل",
                "يقال",
                "قائلا",
                "قائلة",
                "قائلين",
            ],
            &["قالن"],
        );
        check(("أشار", "يشير", "مشير", "إشارة"), &["أشارت", "أشير", "يشار", "مشيرا", "مشيرين", "إشارت", "إشارات"], &[]);
    }

    #[test]
    fn a_defective_verb_changes_its_end() {
        check(
            ("نفى", "ينفي", "نافي", "نفي"),
            &["نفى", "نفت", "نفوا", "نفيا", "نفا", "ينفون", "ينف", "نافيا", "نافية", "نافين"],
            &["نفىت", "ينفيون"],
        );
        check(
            ("دعا", "يدعو", "داعي", "دعوة"),
            &["دعت", "دعوا", "دعوت", "يدعون", "تدعو", "داعيا", "داعية", "دعوت"],
            &[],
        );
        check(("رأى", "يرى", "رائي", "رأي"), &["رأت", "رأوا", "يرون", "يريان", "ترى"], &[]);
    }

    #[test]
    fn a_sound_verb_only_takes_endings() {
        check(
            ("أعلن", "يعلن", "معلن", "إعلان"),
            &["أعلنت", "أعلنوا", "تعلن", "يعلنون", "معلنا", "معلنة", "إعلانات"],
            &["أعلين"],
        );
        check(("أبدى", "يبدي", "مبدي", "إبداء"), &["أبدت", "إبدائ"], &[]);
    }

    #[test]
    fn empty_stems_give_nothing() {
        assert!(spelled("", "", "", "").is_empty());
    }
}
