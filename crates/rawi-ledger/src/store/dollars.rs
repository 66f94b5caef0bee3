//! Places for values as PostgreSQL writes them.

/// `?` as `$1`, `$2` …, `?2` as `$2`; a `?` without a number is one more than the highest before it, as in SQLite. What stands in quotation marks stays.
pub(crate) fn dollars(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len() + 16);
    let mut highest = 0;
    let mut quote = None;
    let mut rest = sql.chars().peekable();
    while let Some(c) = rest.next() {
        match (c, quote) {
            ('\'' | '"', None) => quote = Some(c),
            (_, Some(mark)) if c == mark => quote = None,
            ('?', None) => {
                let mut number = 0;
                while let Some(digit) = rest.peek().and_then(|c| c.to_digit(10)) {
                    number = number * 10 + digit;
                    rest.next();
                }
                if number == 0 {
                    number = highest + 1;
                }
                highest = highest.max(number);
                out.push('$');
                out.push_str(&number.to_string());
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::dollars;

    #[test]
    fn places_are_numbered_as_sqlite_numbers_them() {
        assert_eq!(dollars("SELECT ? + ?"), "SELECT $1 + $2");
        assert_eq!(dollars("a = ?2 AND b = ?1 AND c = ?"), "a = $2 AND b = $1 AND c = $3");
        assert_eq!(dollars("a = '?' AND \"end?\" = ? || 'it''s ?'"), "a = '?' AND \"end?\" = $1 || 'it''s ?'");
        assert_eq!(dollars("?12"), "$12");
    }
}
