//! Words for a terminal.

/// Between two links of a chain, written so that it points from the outlet to the speaker when read from the right.
pub const ARROW: &str = "←";

/// Wraps `words` in a first-strong isolate (U+2068 … U+2069), so that they keep their own direction beside Latin labels
/// in a terminal that does bidi, and lose nothing in one that does not. Control characters, line feeds and bidi
/// controls inside are replaced by spaces or dropped: a hostile page must not move the cursor.
pub fn isolate(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 6);
    out.push('\u{2068}');
    for c in words.chars() {
        match c {
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('\u{2069}');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_overrides_do_not_reach_the_terminal() {
        assert_eq!(isolate("قال\u{1B}[2J\u{202E}لا\n"), "\u{2068}قال [2Jلا \u{2069}");
    }
}
