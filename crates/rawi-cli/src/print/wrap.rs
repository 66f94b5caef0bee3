//! Lines that fit a width.

use unicode_width::UnicodeWidthStr;

/// Cuts words into lines of at most `width` columns, at white space only: an Arabic word cut in two changes its letters, so
/// a word wider than a line has a line of its own.
pub(crate) fn wrap(words: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut filled = 0;
    for word in words.split_whitespace() {
        let wide = word.width();
        if filled > 0 && filled + 1 + wide > width {
            lines.push(std::mem::take(&mut line));
            filled = 0;
        }
        if filled > 0 {
            line.push(' ');
            filled += 1;
        }
        line.push_str(word);
        filled += wide;
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_at_white_space_and_marks_take_no_room() {
        assert_eq!(wrap("قال الوزير إن السد جاهز", 11), ["قال الوزير", "إن السد", "جاهز"]);
        assert_eq!(wrap("قَالَ الوَزِير", 10), ["قَالَ الوَزِير"]);
        assert_eq!(wrap("a\n  b\tc", 80), ["a b c"]);
    }

    #[test]
    fn a_long_word_is_left_whole() {
        assert_eq!(wrap("x abcdefgh y", 4), ["x", "abcdefgh", "y"]);
        assert!(wrap(" \n ", 4).is_empty());
    }
}
