//! Which language a text is in, as far as its script tells.

use rawi_text::is_letter;

/// Letters that Persian or Urdu writes and Arabic does not.
fn is_persian(c: char) -> bool {
    matches!(c, '\u{67E}' | '\u{686}' | '\u{698}' | '\u{6A9}' | '\u{6AF}' | '\u{6CC}')
}

/// Letters that of these only Urdu writes.
fn is_urdu(c: char) -> bool {
    matches!(c, '\u{679}' | '\u{688}' | '\u{691}' | '\u{6BA}' | '\u{6BE}' | '\u{6C1}' | '\u{6D2}')
}

/// Letters that of these only Kurdish (Sorani) writes.
fn is_kurdish(c: char) -> bool {
    matches!(c, '\u{695}' | '\u{6B5}' | '\u{6C6}' | '\u{6CE}' | '\u{6D5}')
}

/// The language code of a text: by script first, since the language a page declares is often its template's. `declared` (an
/// HTML `lang`) only decides among languages that the script leaves open.
pub(crate) fn of(text: &str, declared: Option<&str>) -> String {
    let (mut letters, mut arabic, mut persian, mut urdu, mut kurdish) = (0usize, 0usize, 0usize, 0usize, 0usize);
    let mut at = 0;
    while at < text.len() {
        // Most letters by far are those that all of these languages write: ء to غ, ف to ي.
        match text.as_bytes()[at..] {
            [0xD8, 0xA1..=0xBA, ..] | [0xD9, 0x81..=0x8A, ..] => {
                letters += 1;
                arabic += 1;
                at += 2;
                continue;
            }
            [b' ', ..] => {
                at += 1;
                continue;
            }
            _ => {}
        }
        let Some(c) = text[at..].chars().next() else { break };
        at += c.len_utf8();
        if !is_letter(c) {
            continue;
        }
        letters += 1;
        arabic += usize::from(
            matches!(c, '\u{620}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'),
        );
        persian += usize::from(is_persian(c));
        urdu += usize::from(is_urdu(c));
        kurdish += usize::from(is_kurdish(c));
    }
    let declared = declared
        .and_then(|code| code.split(['-', '_']).next())
        .map(str::to_ascii_lowercase)
        .filter(|code| (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase()));
    if letters == 0 || arabic * 2 < letters {
        let latin_script =
            declared.filter(|code| letters > 0 && !matches!(code.as_str(), "ar" | "fa" | "ur" | "ckb" | "ps"));
        return latin_script.unwrap_or_else(|| "und".to_owned());
    }
    // Arabic names Persian people and writes گ in loan words; a text in Persian has such a letter in every third word.
    let few = arabic / 50;
    let foreign = if kurdish > few {
        "ckb"
    } else if urdu > few {
        "ur"
    } else if persian > few {
        "fa"
    } else {
        "ar"
    };
    foreign.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_tells_the_language() {
        for (text, declared, code) in [
            ("قال الوزير إن السد جاهز", None, "ar"),
            ("قال الوزير إن السد جاهز", Some("en-US"), "ar"),
            ("قال مراسل BBC إن السد جاهز", None, "ar"),
            ("وزیر نیرو گفت که سد آماده است", None, "fa"),
            ("وزیر نے کہا ہے کہ ڈیم تیار ہے", None, "ur"),
            ("وەزیر گوتی بەنداوەکە ئامادەیە", None, "ckb"),
            ("The minister said the dam is ready", Some("en-GB"), "en"),
            ("The minister said the dam is ready", Some("ar"), "und"),
            ("The minister said the dam is ready", None, "und"),
            ("Министр сказал", None, "und"),
            ("12 / 3", None, "und"),
            ("", Some("ar"), "und"),
        ] {
            assert_eq!(of(text, declared), code, "{text}");
        }
    }
}
