//! A dossier in Markdown, in Arabic, to be read from the right: story by story what was said, by whom and on whose authority, who denies it, and which
//! figures do not agree.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rawi::record::SpanRecord;

use super::labels::{self, ARABIC, Words};
use super::out::Out;
use super::pick::Pick;
use super::relation::{Facing, Side, ToldRelation};
use super::told::{Told, ToldClaim};
use crate::checked::CheckedLink;
use crate::error::Error;
use crate::ledger::Ledger;

/// From this degree of anonymity on it is said that the source has no name.
const UNNAMED: u8 = 2;

const W: &Words = &ARABIC;

pub(super) fn write(ledger: &Ledger, pick: &Pick, out: &mut Out<'_>) -> Result<u64, Error> {
    out.bytes(b"<div dir=\"rtl\" lang=\"ar\">\n\n")?;
    let mut told = 0;
    for (story, seqs) in stories(ledger, pick)? {
        told += one_story(ledger, story.as_deref(), &Pick::these(seqs), pick, out)?;
    }
    if told == 0 {
        out.bytes(W.nothing.as_bytes())?;
        out.bytes(b"\n\n")?;
    }
    out.bytes(b"</div>\n")?;
    Ok(told)
}

/// A story with its documents.
type StoryDocuments = (Option<String>, Vec<i64>);

/// The documents by story, stories by their earliest document; those without a story last.
fn stories(ledger: &Ledger, pick: &Pick) -> Result<Vec<StoryDocuments>, Error> {
    let mut places: BTreeMap<Option<String>, usize> = BTreeMap::new();
    let mut stories: Vec<StoryDocuments> = Vec::new();
    for &seq in &pick.seqs {
        let story = ledger.document(seq)?.and_then(|row| row.story);
        let at = *places.entry(story.clone()).or_insert_with(|| {
            stories.push((story, Vec::new()));
            stories.len() - 1
        });
        stories[at].1.push(seq);
    }
    stories.sort_by_key(|(story, _)| story.is_none());
    Ok(stories)
}

fn one_story(
    ledger: &Ledger,
    story: Option<&str>,
    documents: &Pick,
    whole: &Pick,
    out: &mut Out<'_>,
) -> Result<u64, Error> {
    let mut head = String::new();
    let first = documents.seqs.first().map(|&seq| ledger.document(seq)).transpose()?.flatten();
    let title = match (&first, story) {
        (Some(first), Some(_)) => first.headline.as_deref().map_or_else(|| md(&first.key), md),
        _ => W.no_story.to_owned(),
    };
    let _ = writeln!(head, "# {title}\n");
    let _ = writeln!(head, "## {}\n", W.sources);
    out.bytes(head.as_bytes())?;
    for &seq in &documents.seqs {
        if let Some(row) = ledger.document(seq)? {
            let title = row.headline.as_deref().unwrap_or(&row.key);
            let place = place(row.outlet.as_deref(), row.day.as_deref());
            let line = format!("- {} · {place}\n", linked(title, row.url.as_deref()));
            out.bytes(line.as_bytes())?;
        }
    }
    out.bytes(b"\n")?;
    conflicts(ledger, documents, whole, out)?;
    let mut told = 0;
    out.bytes(format!("## {}\n\n", W.claims).as_bytes())?;
    ledger.tell(documents, |document| {
        if document.record.claims.is_empty() {
            return Ok(());
        }
        let row = document.row;
        let place = place(row.outlet.as_deref(), row.day.as_deref());
        let head = format!("### {}\n\n{place}\n\n", linked(document.title(), row.url.as_deref()));
        out.bytes(head.as_bytes())?;
        let from = ledger.relations_of(row.seq, Facing::From, whole)?;
        let to = ledger.relations_of(row.seq, Facing::To, whole)?;
        for claim in document.claims().filter(|claim| claim.kept.review.as_deref() != Some("rejected")) {
            told += 1;
            let checked = ledger.checked_of(claim.kept.id)?;
            out.bytes(one_claim(document, &claim, &from, &to, &checked).as_bytes())?;
        }
        Ok(())
    })?;
    Ok(told)
}

/// The figures that do not agree.
fn conflicts(ledger: &Ledger, documents: &Pick, whole: &Pick, out: &mut Out<'_>) -> Result<(), Error> {
    let mut any = false;
    for &seq in &documents.seqs {
        for relation in ledger.relations_of(seq, Facing::From, whole)? {
            if relation.kind != "figure_conflict" || relation.state == "rejected" {
                continue;
            }
            if !any {
                out.bytes(format!("## {}\n\n", W.conflicts).as_bytes())?;
                any = true;
            }
            let (from, to) = (told_by(&relation.from), told_by(&relation.to));
            out.bytes(format!("- {from} {} {to} ({})\n", W.against, state(&relation)).as_bytes())?;
        }
    }
    if any { out.bytes(b"\n") } else { Ok(()) }
}

fn one_claim(
    document: &Told<'_>,
    claim: &ToldClaim<'_>,
    from: &[ToldRelation],
    to: &[ToldRelation],
    checked: &[CheckedLink],
) -> String {
    let record = claim.claim;
    let mut text = String::new();
    let who = record.who.as_deref().map_or_else(|| W.nobody.to_owned(), md);
    let _ = writeln!(text, "#### <a id=\"{}\"></a>{who}\n", anchor(&claim.kept.uid));
    let _ = writeln!(text, "> {}\n", marked(document, claim));
    let _ = writeln!(text, "- {}: {}", W.chain, md(&claim.chain()));
    let _ = writeln!(text, "- {}: {}", W.cue, md(document.words(record.cue)));
    if let Some(first) = claim.said().and_then(|time| time.first.as_deref()) {
        let _ = writeln!(text, "- {}: {}", W.said, md(first));
    }
    if record.anonymity >= UNNAMED {
        let reason = record.reason.map(|span| format!(": {}", md(document.words(span))));
        let _ = writeln!(text, "- {} ({}){}", W.unnamed, record.anonymity, reason.unwrap_or_default());
    }
    let mine = |side: &Side| side.claim.as_ref().is_some_and(|own| own.uid == claim.kept.uid);
    let shown = |relation: &&ToldRelation| relation.state != "rejected";
    for relation in from.iter().filter(shown).filter(|relation| mine(&relation.from)) {
        if let Some((active, _)) = labels::relation(&relation.kind) {
            let _ = writeln!(text, "- {active}: {} ({})", told_by(&relation.to), state(relation));
        }
    }
    for relation in to.iter().filter(shown).filter(|relation| mine(&relation.to)) {
        if let Some((_, passive)) = labels::relation(&relation.kind) {
            let _ = writeln!(text, "- {passive}: {} ({})", told_by(&relation.from), state(relation));
        }
    }
    for CheckedLink { checked, .. } in checked {
        let claim = linked(&checked.claim, Some(&checked.url));
        let verdict = if checked.verdict.is_empty() { String::new() } else { format!(" — {}", md(&checked.verdict)) };
        let _ = writeln!(text, "- {}: {claim}{verdict} ({})", W.checked, W.suggested);
    }
    text.push('\n');
    text
}

/// The sentence of a claim with its content marked.
fn marked(document: &Told<'_>, claim: &ToldClaim<'_>) -> String {
    let SpanRecord(start, end) = claim.sentence_span();
    let mut text = String::new();
    let mut at = start;
    for piece in claim.claim.content.iter().filter(|piece| start <= piece.0 && piece.1 <= end) {
        if piece.0 < at {
            continue;
        }
        text.push_str(&md_inside(document.words(SpanRecord(at, piece.0))));
        let _ = write!(text, "<mark>{}</mark>", md_inside(document.words(*piece)));
        at = piece.1;
    }
    text.push_str(&md_inside(document.words(SpanRecord(at, end))));
    at_start(text.trim())
}

/// Who says what where, with a way there.
fn told_by(side: &Side) -> String {
    let words = md(&side.words);
    let place = place(side.document.outlet.as_deref(), side.document.day.as_deref());
    match &side.claim {
        Some(claim) => {
            let who = claim.who.as_deref().map_or_else(|| W.nobody.to_owned(), md);
            format!("[{who}](#{}): «{words}» · {place}", anchor(&claim.uid))
        }
        None => format!("{}: «{words}» · {place}", W.own_voice),
    }
}

fn state(relation: &ToldRelation) -> &'static str {
    if relation.state == "confirmed" { W.confirmed } else { W.suggested }
}

fn place(outlet: Option<&str>, day: Option<&str>) -> String {
    let outlet = outlet.map(|outlet| format!("{} · ", md(outlet)));
    format!("{}{}", outlet.unwrap_or_default(), day.map_or_else(|| W.no_date.to_owned(), md))
}

/// Letters and digits only, whatever the ledger says.
fn anchor(uid: &str) -> String {
    let letters: String = uid.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("claim-{letters}")
}

/// Words that lead to an address, where it is one of the web.
fn linked(words: &str, url: Option<&str>) -> String {
    let safe = |url: &&str| {
        (url.starts_with("https://") || url.starts_with("http://"))
            && !url.contains(|c: char| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>' | '\\'))
    };
    match url.filter(safe) {
        Some(url) => format!("[{}](<{url}>)", md(words)),
        None => md(words),
    }
}

/// Words as they are: no mark of Markdown or HTML in them means anything.
fn md(words: &str) -> String {
    at_start(md_inside(words.trim()).as_str())
}

fn md_inside(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    for c in words.chars() {
        match c {
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&' | '|' | '~' | '$' | '!' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// The beginning of a line that would be a list is none.
fn at_start(words: &str) -> String {
    let digits = words.chars().take_while(char::is_ascii_digit).count();
    match words[digits..].chars().next() {
        Some('.' | ')') if digits > 0 => format!("{}\\{}", &words[..digits], &words[digits..]),
        Some('-' | '+' | '=') if digits == 0 => format!("\\{words}"),
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{linked, md};

    #[test]
    fn words_of_pages_are_never_markup() {
        assert_eq!(md("<script>*x*\n# [a](b)"), "\\<script\\>\\*x\\* \\# \\[a\\](b)");
        assert_eq!(md("1. قال"), "1\\. قال");
        assert_eq!(md("- قال"), "\\- قال");
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        assert_eq!(linked("السد", Some("https://a.example/x_y")), "[السد](<https://a.example/x_y>)");
        for url in ["javascript:alert(1)", "https://a.example/> x", "file:///etc/passwd"] {
            assert_eq!(linked("السد", Some(url)), "السد");
        }
    }
}
