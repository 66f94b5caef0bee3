//! The ways the end of a folded word may be cut: gender, number, case, pronoun.
//!
//! As with proclitics nothing is decided here: the caller knows which stem is a word.

/// Pronouns, and what each may have before it: nothing, ت (a feminine before a pronoun), ات.
const PRONOUNS: &[&str] = &["هما", "كما", "ها", "هم", "هن", "نا", "كم", "كن", "ه", "ي", "ك"];

/// Endings of number, gender and case. The flag: is the stem that of a feminine, so that ه belongs at its end?
const INFLECTIONS: &[(&str, bool)] = &[
    ("تين", true),
    ("تان", true),
    ("ات", true),
    ("ات", false),
    ("ون", false),
    ("ين", false),
    ("ان", false),
    ("وا", false),
    ("ه", false),
    ("ت", false),
    ("ا", false),
];

/// One way to cut the end of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut<'a> {
    /// What remains; a slice of the word.
    pub stem: &'a str,
    /// Is ه (folded ة) to be put back at its end? So «حكومات» and «حكومتها» lead to «حكومه».
    pub feminine: bool,
}

/// The cuts of a folded word, number, gender and case before pronouns. Two letters at least remain; the whole word is not among them.
pub fn endings(key: &str) -> impl Iterator<Item = Cut<'_>> {
    let cut = move |word: &'_ str, ending: &str, feminine| {
        let len = word.strip_suffix(ending)?.len();
        (len >= 4).then(|| Cut { stem: &key[..len], feminine })
    };
    let inflected = INFLECTIONS.iter().filter_map(move |&(ending, feminine)| cut(key, ending, feminine));
    let owned = PRONOUNS.iter().filter_map(move |pronoun| key.strip_suffix(pronoun)).flat_map(move |word| {
        let feminine = cut(word, "ت", true);
        let plural = [cut(word, "ات", true), cut(word, "ات", false)];
        [feminine].into_iter().chain(plural).chain([cut(word, "", false)]).flatten()
    });
    inflected.chain(owned)
}

/// The stem of a folded word that no table knows: without the endings that are hardly ever part of a stem. Four letters at least remain.
pub fn without_ending(key: &str) -> &str {
    ["تها", "تهم", "ها", "هم", "ات", "ون", "ين", "ه"]
        .iter()
        .find_map(|ending| key.strip_suffix(ending).filter(|stem| stem.len() >= 8))
        .unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(key: &str, stem: &str, feminine: bool) -> bool {
        endings(key).any(|cut| cut == Cut { stem, feminine })
    }

    #[test]
    fn endings_lead_to_stems() {
        assert!(has("حكومات", "حكوم", true) && has("حكومتها", "حكوم", true) && has("حكوماتها", "حكوم", true));
        assert!(has("بيانات", "بيان", false) && has("بياناتهم", "بيان", false));
        assert!(has("مسوولون", "مسوول", false) && has("مسوولين", "مسوول", false) && has("قتيلا", "قتيل", false));
        assert!(has("كتابه", "كتاب", false) && has("قالت", "قال", false) && has("قالوا", "قال", false));
        assert!(has("دولتين", "دول", true));
    }

    #[test]
    fn two_letters_remain() {
        assert!(endings("دمه").all(|cut| cut.stem == "دم"));
        assert!(endings("به").next().is_none() && endings("").next().is_none());
    }

    #[test]
    fn unknown_words_lose_little() {
        assert_eq!(without_ending("زابوريجيا"), "زابوريجيا");
        assert_eq!(without_ending("متفلسفون"), "متفلسف");
        assert_eq!(without_ending("عليه"), "عليه");
    }
}
