//! Furniture by its words: phrases of the lexicon found in a line.

use rawi_text::{Folded, Span, Text};

use crate::block::FurnitureClass;
use crate::lexicon::{FurnitureLexicon, Place, matching, starts_with_words};
use crate::shape::{Ending, Shape, parts};

/// A phrase found in a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Hit {
    pub(crate) class: FurnitureClass,
    pub(crate) rule: &'static str,
    /// Does the phrase make up at least half of the line's words?
    pub(crate) fills: bool,
    /// Does a colon follow the phrase, so that the rest of the line is what it announces?
    pub(crate) announces: bool,
}

/// Signs that separate the buttons of a bar.
const BARS: &[char] = &['|', '/', '\u{2022}', '\u{B7}', '\u{BB}', '\u{203A}', '>'];

/// The longest phrase that a line holds where its row wants it.
pub(crate) fn hit(text: &Text, line: Span, shape: &Shape, lexicon: &FurnitureLexicon) -> Option<Hit> {
    if let Some(hit) = words_hit(&text[line], shape, lexicon) {
        return Some(hit);
    }
    let by_look = |class, rule| Some(Hit { class, rule, fills: true, announces: false });
    if shape.is_close() {
        return by_look(FurnitureClass::Close, "close-sign");
    }
    if shape.is_letter_size() {
        return by_look(FurnitureClass::Tools, "letter-size");
    }
    if shape.n_words == 0 {
        // Rules and ornaments: nothing to read, and not the article.
        return by_look(FurnitureClass::Tools, "no-words");
    }
    if text[line].contains('\u{B0}') && shape.n_words <= 8 && shape.ending == Ending::Open {
        return by_look(FurnitureClass::Weather, "degrees");
    }
    counter(shape, lexicon).or_else(|| bar(text, line, lexicon))
}

/// «0 تعليق», «12 مشاركة», «2min»: a number and a phrase that is a line by itself.
fn counter(shape: &Shape, lexicon: &FurnitureLexicon) -> Option<Hit> {
    if shape.n_numbers != 1 || shape.n_words > 4 {
        return None;
    }
    let behind = shape.words.find(|c: char| !c.is_ascii_digit()).filter(|&at| at > 0)?;
    let rest = shape.words[behind..].trim_start();
    let is_whole = |phrase: &&crate::lexicon::Phrase| phrase.words == rest;
    let phrase = lexicon.phrases(rest.split(' ').next()?).find(is_whole)?;
    Some(Hit { class: phrase.class, rule: "counter", fills: true, announces: false })
}

/// The longest phrase in the words of a line.
fn words_hit(line: &str, shape: &Shape, lexicon: &FurnitureLexicon) -> Option<Hit> {
    let words = shape.words.as_str();
    // Asked only of the few lines that begin with a phrase.
    let before_colon = || line.split_once(':').map(|(before, _)| matching(before).len());
    let mut best: Option<(usize, Hit)> = None;
    for (at, word) in words_of(words) {
        for phrase in lexicon.phrases(word) {
            if !starts_with_words(&words[at..], &phrase.words) {
                continue;
            }
            let whole = phrase.words.len() == words.len();
            let announces = at == 0 && before_colon() == Some(phrase.words.len());
            if phrase.colon && !announces {
                continue;
            }
            let rule = match phrase.place {
                Place::Whole if whole => "phrase-whole",
                Place::Whole if at == 0 && opens(&phrase.words, phrase.class, announces, shape) => "phrase-opens",
                Place::Prefix if at == 0 => "phrase-prefix",
                Place::Anywhere => "phrase-anywhere",
                _ => continue,
            };
            let length = phrase.words.len();
            if best.is_none_or(|(longest, _)| length > longest) {
                let n_words = phrase.words.split(' ').count();
                let fills = n_words * 2 >= shape.n_words;
                best = Some((length, Hit { class: phrase.class, rule, fills, announces }));
            }
        }
    }
    best.map(|(_, hit)| hit)
}

/// The words of a line in the form of [`matching`], each with the byte where it starts. Words are short, and a search for one byte is
/// made for long texts.
fn words_of(words: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = Some((0, words));
    std::iter::from_fn(move || {
        let (at, words) = rest?;
        let end = words.bytes().position(|byte| byte == b' ');
        rest = end.map(|end| (at + end + 1, &words[end + 1..]));
        Some((at, &words[..end.unwrap_or(words.len())]))
    })
}

/// May a phrase that is a whole line by its row also open a longer one? «اشترك في النشرة البريدية» does with what it promises,
/// and a label does before a colon; a word that sentences begin with does not.
fn opens(words: &str, class: FurnitureClass, announces: bool, shape: &Shape) -> bool {
    use FurnitureClass as Class;
    let n_words = words.split(' ').count();
    let is_appeal = matches!(class, Class::Share | Class::Newsletter | Class::App | Class::Donation | Class::Comment);
    let is_short = shape.ending == Ending::Open && shape.n_words <= 10;
    !shape.is_long()
        && n_words >= 2
        && (announces || (!shape.is_sentence() && n_words * 2 >= shape.n_words) || (is_appeal && is_short))
}

/// A bar of buttons: «مشاركة | طباعة | حفظ». Most of its parts must be phrases, none of them a sentence.
fn bar(text: &Text, line: Span, lexicon: &FurnitureLexicon) -> Option<Hit> {
    let parts = parts(text, line, BARS);
    if parts.len() < 2 {
        return None;
    }
    let of_part = |&part: &Span| words_hit(&text[part], &Shape::of(&text[part]), lexicon);
    let hits: Vec<Hit> = parts.iter().filter_map(of_part).collect();
    let fill = hits.iter().filter(|hit| hit.fills).count();
    let class = hits.iter().find(|hit| hit.fills).map(|hit| hit.class)?;
    (fill * 2 >= parts.len()).then_some(Hit { class, rule: "button-bar", fills: true, announces: false })
}

/// How many characters of a line are searched for the label of an icon.
const LABEL: usize = 60;

/// Where the name of an icon ends that a copied page reads out before other words: «camera icon» and then the caption,
/// with no space between. Nothing where the line is only the label, or where what follows is no line of its own.
pub(crate) fn icon_label(text: &Text, line: Span, lexicon: &FurnitureLexicon) -> Option<(Span, Span)> {
    // Labels end in Latin letters, and few lines have any.
    let is_bare = |c: char| c.is_ascii() && !c.is_ascii_alphabetic() || matches!(c, '\u{600}'..='\u{6FF}');
    if text[line].chars().take(LABEL).all(is_bare) {
        return None;
    }
    let start = text[line].char_indices().nth(LABEL).map_or(line.end(), |(at, _)| line.start() + at);
    let beginning = &text[text.span(line.start()..start)?];
    let folded = Folded::new(beginning);
    let characters = folded.as_str();
    let length = lexicon.icon_labels().filter_map(|phrase| label_length(characters, &phrase.words)).max();
    let length = length.or_else(|| latin_label(characters))?;
    let label = folded.original(folded.span(0..length)?);
    let cut = line.start() + label.end();
    let (label, rest) = (text.span(line.start()..cut)?, text.trimmed(text.span(cut..line.end())?));
    (Shape::of(&text[rest]).n_words > 0).then(|| (text.trimmed(label), rest))
}

fn label_length(line: &str, label: &str) -> Option<usize> {
    let rest = line.strip_prefix(label)?;
    // Only a change of script shows where a label ends and what it is glued to begins.
    let next = rest.trim_start().chars().next()?;
    let glued = rest.len() == rest.trim_start().len();
    let is_icon = label == "icon" || label.ends_with(" icon");
    let ends_latin = label.ends_with(|c: char| c.is_ascii_alphabetic());
    (ends_latin && next.is_alphabetic() && !next.is_ascii() && (glued || is_icon)).then_some(label.len())
}

/// A label no table knows: at most three Latin words, the last of them «icon», before other script.
fn latin_label(line: &str) -> Option<usize> {
    let end = line.find(|c: char| !(c.is_ascii_alphabetic() || c == ' ' || c == '-'))?;
    let label = line[..end].trim_end();
    let last = label.rsplit([' ', '-']).next()?;
    (last == "icon" && label.len() > last.len() && label.split([' ', '-']).count() <= 3).then_some(label.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHRASES: &str = "related\tprefix\tاقرأ أيضا|مقالات متعلقة\nshare\twhole\tمشاركة|فيسبوك\ntools\twhole\tطباعة|حفظ\n\
        form-message\tanywhere\tبريدك الإلكتروني\nicon-label\tprefix\ttag icon\nlogin\twhole\tتسجيل\ndonation\tprefix\tادعم\ndonation\tprefix\tادعم نبأ\n\
        newsletter\twhole\tنشرة نبأ البريدية\nshare\twhole\tتابعنا على\ncomment\twhole\tشاركنا رأيك\ntools\twhole\tmin|دقائق قراءة\nicon-label\twhole\tlogo|أيقونة";

    fn found(line: &str) -> Option<(&'static str, &'static str, bool)> {
        let lexicon = FurnitureLexicon::of(PHRASES, "", "");
        let text = Text::from(line);
        hit(&text, text.whole(), &Shape::of(line), &lexicon).map(|hit| (hit.class.name(), hit.rule, hit.fills))
    }

    #[test]
    fn a_phrase_hits_only_where_its_row_wants_it() {
        assert_eq!(found("اقرأ أيضًا: موانئ قديمة تنتظر من يرممها"), Some(("related", "phrase-prefix", false)));
        assert_eq!(found("إقرأ أيضاً"), Some(("related", "phrase-prefix", true)));
        assert_eq!(found("ثم اقرأ أيضا ما كتبه"), None);
        assert_eq!(found("أدخل بريدك الإلكتروني هنا"), Some(("form-message", "phrase-anywhere", true)));
        assert_eq!(found("تسجيل 30 إصابة في نهاوند"), None);
        assert_eq!(found("تسجيل"), Some(("login", "phrase-whole", true)));
        assert_eq!(found("مشاركات القراء"), None);
    }

    #[test]
    fn the_longest_phrase_wins() {
        assert_eq!(found("ادعم نبأ"), Some(("donation", "phrase-prefix", true)));
        assert_eq!(found("ادعم نبأ كي تبقى حرة ومستقلة وناقدة"), Some(("donation", "phrase-prefix", false)));
    }

    #[test]
    fn a_whole_line_phrase_may_open_a_longer_line() {
        assert_eq!(found("نشرة نبأ البريدية لتصلك الأخبار"), Some(("newsletter", "phrase-opens", true)));
        assert_eq!(found("تابعنا على قناة نبأ عبر كل تطبيق"), Some(("share", "phrase-opens", false)));
        assert_eq!(found("شاركنا رأيك: هل تكفي ساعات حظر العمل في الظهيرة؟"), Some(("comment", "phrase-opens", false)));
        assert_eq!(found("مشاركة الوزير في القمة تثير الجدل"), None);
        assert_eq!(found("تابعنا على مدى عام كامل ما جرى في القرى التي غمرها السد، وهذه قصتها."), None);
    }

    #[test]
    fn signs_and_bars_are_furniture_without_a_phrase() {
        assert_eq!(found("×"), Some(("close", "close-sign", true)));
        assert_eq!(found("ع ع ع"), Some(("tools", "letter-size", true)));
        assert_eq!(found("* * *"), Some(("tools", "no-words", true)));
        assert_eq!(found("مشاركة | طباعة | حفظ"), Some(("share", "button-bar", true)));
        assert_eq!(found("الآن: 41° غائم جزئيا"), Some(("weather", "degrees", true)));
        assert_eq!(found("الوزير / طباعة / السد / الماء"), None);
        assert_eq!(found("قال الوزير إن السد جاهز"), None);
    }

    #[test]
    fn a_number_and_a_phrase_are_a_counter() {
        for line in ["2min", "3 min", "12 دقائق قراءة"] {
            assert_eq!(found(line), Some(("tools", "counter", true)), "{line}");
        }
        assert_eq!(found("12 مشاركة"), Some(("share", "counter", true)));
        for line in ["2 وزيرا", "2minutes", "بعد 3 دقائق قراءة"] {
            assert_eq!(found(line), None, "{line}");
        }
    }

    #[test]
    fn an_icon_label_is_cut_from_what_is_glued_to_it() {
        let lexicon = FurnitureLexicon::of(PHRASES, "", "");
        for (line, label, rest) in [
            ("camera iconالسد من الجو", "camera icon", "السد من الجو"),
            ("tag iconع ع ع", "tag icon", "ع ع ع"),
            ("Tag Icon ع ع ع", "Tag Icon", "ع ع ع"),
            ("logoنبأ", "logo", "نبأ"),
        ] {
            let text = Text::from(line);
            let cut = icon_label(&text, text.whole(), &lexicon).map(|(label, rest)| (&text[label], &text[rest]));
            assert_eq!(cut, Some((label, rest)), "{line}");
        }
        for line in [
            "camera icon",
            "icon",
            "iconic buildings",
            "silicon السد",
            "a b c d icon السد",
            "logo design by نبأ",
            "logo نبأ",
            "أيقونة السينما ترحل",
            "السد من الجو",
            "",
        ] {
            let text = Text::from(line);
            assert_eq!(icon_label(&text, text.whole(), &lexicon), None, "{line}");
        }
    }
}
