//! The affixes of folded words: the article, plural and relative endings. Affixes are morphology, not vocabulary, so they stand in code;
//! whole words stand in tables.

/// Does a folded word, after و, ف, ب or ك, begin with the article (or with ل and the article)?
pub(crate) fn is_definite(key: &str) -> bool {
    let bare = key.strip_prefix(['و', 'ف']).unwrap_or(key);
    let bare = bare.strip_prefix(['ب', 'ك']).filter(|b| b.starts_with("ال")).unwrap_or(bare);
    (bare.starts_with("ال") && bare.len() > 6) || bare.starts_with("لل") && bare.len() > 8
}

/// Does a stem begin with the article?
pub(crate) fn has_article(stem: &str) -> bool {
    stem.starts_with("ال")
}

/// A folded word without و or ب before its article, and without the article.
pub(crate) fn bare(key: &str) -> &str {
    let key = key.strip_prefix("لل").filter(|k| k.len() > 4).unwrap_or(key);
    let key = key.strip_prefix(['و', 'ب']).filter(|k| k.starts_with("ال")).unwrap_or(key);
    key.strip_prefix("ال").filter(|k| k.len() > 4).unwrap_or(key)
}

/// Does a character of a folded name stand between its words?
pub(crate) fn parts(c: char) -> bool {
    // Arabic letters first: nearly all there is, and the question for any script is slow.
    !matches!(c, 'ء'..='غ' | 'ف'..='ي' | '0'..='9' | 'a'..='z') && !c.is_alphanumeric()
}

/// A name as it is cited: behind ل its article is written out again, and the marks of a hashtag are spaces.
pub(crate) fn cited(name: &str) -> String {
    let name = name.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '"' | '«' | '»' | '(' | ')'));
    match name.strip_prefix("لل") {
        Some(rest) => format!("ال{rest}"),
        None => name.to_owned(),
    }
    .replace('_', " ")
}

/// The sound masculine plural, which only people take.
pub(crate) fn is_human_plural(key: &str) -> bool {
    key.ends_with("ون") || key.ends_with("ين")
}

/// As [`is_human_plural`], of a word long enough for the ending not to be its own letters (مسكين, قانون).
pub(crate) fn is_long_human_plural(key: &str) -> bool {
    key.ends_with("ون") || key.ends_with("ين") && key.chars().count() > 5
}

/// The nominative of the sound masculine plural, which a subject has.
pub(crate) fn is_nominative_plural(key: &str) -> bool {
    key.ends_with("ون")
}

/// The accusative of the sound masculine plural.
pub(crate) fn is_oblique_plural(key: &str) -> bool {
    key.ends_with("ين")
}

/// The sound feminine plural.
pub(crate) fn is_feminine_plural(key: &str) -> bool {
    key.ends_with("ات")
}

/// The ending of a relative adjective (نسبة).
pub(crate) fn is_relative(key: &str) -> bool {
    key.ends_with('ي') || key.ends_with("يه")
}

/// Is this the folded preposition «في»? It stands in every article, and tells whether its print dots a final ي.
pub(crate) fn tells_dots(key: &str) -> bool {
    key == "في"
}

/// Is this the folded spelling of both the preposition «على» and the name «علي»?
pub(crate) fn is_on_or_ali(key: &str) -> bool {
    key == "علي"
}

/// Has a folded stem the shape of a verbal noun of forms II–X (تفعيل، إفعال، مفاعلة، افتعال، انفعال، استفعال)? A guess for words
/// that the lexicon does not know.
pub(crate) fn looks_verbal(stem: &str) -> bool {
    let letters: Vec<char> = stem.chars().collect();
    matches!(
        letters.as_slice(),
        ['ت', _, _, 'ي', _]
            | ['ا', _, _, 'ا', _]
            | ['م', _, 'ا', _, _, 'ه']
            | ['ا', 'ن', _, _, 'ا', _]
            | ['ا', _, 'ت', _, 'ا', _]
            | ['ا', 'س', 'ت', _, _, 'ا', _]
            | ['ت', _, 'ا', _, _]
            | ['ت', _, _, _, 'ه']
            | ['ا', _, 'ا', _, 'ه']
            | ['ا', 'س', 'ت', _, 'ا', _, 'ه']
    )
}
