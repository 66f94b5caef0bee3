//! brat standoff: for each document its text and its annotations, with the configuration that names them.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use rawi::record::SpanRecord;

use super::out::failed;
use super::pick::Pick;
use super::told::Told;
use crate::error::Error;
use crate::ledger::Ledger;

/// What brat must know of the types that are used.
const CONFIGURATION: &str = "[entities]\nSource\nCue\nContent\nVia\nReason\n\n[events]\nClaim\tSource?:Source, Content+:Content, Via*:Via, Reason?:Reason\n\n\
    [relations]\nrepeats\tArg1:Claim, Arg2:Claim\ndenies\tArg1:Claim, Arg2:Claim\nconfirms\tArg1:Claim, Arg2:Claim\n\
    contradicts\tArg1:Claim, Arg2:Claim\nfigure_conflict\tArg1:Claim, Arg2:Claim\nupdates\tArg1:Claim, Arg2:Claim\n\
    responds_to\tArg1:Claim, Arg2:Claim\n\n[attributes]\n";

/// Attributes of a claim, each with its values.
fn attributes() -> [(&'static str, Vec<&'static str>); 4] {
    use rawi::reading::{Act, ContentForm, Naming, Polarity};
    [
        ("Act", Act::ALL.iter().map(|act| act.name()).collect()),
        ("Polarity", Polarity::ALL.iter().map(|polarity| polarity.name()).collect()),
        ("Form", ContentForm::ALL.iter().map(|form| form.name()).collect()),
        ("Naming", Naming::ALL.iter().map(|naming| naming.name()).collect()),
    ]
}

/// Files of a folder that is there and empty.
pub(super) fn write(ledger: &Ledger, pick: &Pick, folder: &Path) -> Result<u64, Error> {
    let put = |name: &str, words: &str| {
        let path = folder.join(name);
        let written = fs::File::create(&path).and_then(|mut file| file.write_all(words.as_bytes()));
        written.map_err(|error| failed(&path, &error))
    };
    let values = attributes().map(|(name, values)| format!("{name}\tArg:Claim, Value:{}\n", values.join("|")));
    put("annotation.conf", &format!("{CONFIGURATION}{}", values.concat()))?;
    let (mut told, mut nth) = (0, 0);
    ledger.tell(pick, |document| {
        nth += 1;
        told += document.record.claims.len() as u64;
        let name = name(nth, &document.row.sha256);
        // brat cuts lines at every mark that Python takes for one; only the line feed is left standing, none moves.
        let text: String = document.text().chars().map(|c| if breaks(c) { ' ' } else { c }).collect();
        put(&format!("{name}.txt"), &text)?;
        put(&format!("{name}.ann"), &annotations(document))
    })?;
    Ok(told)
}

/// The name of a document's files: its place and the beginning of its digest, letters and digits only, whatever the ledger says.
fn name(nth: u64, sha256: &str) -> String {
    let digest: String = sha256.chars().filter(char::is_ascii_hexdigit).take(12).collect();
    format!("{nth:06}-{digest}")
}

fn breaks(c: char) -> bool {
    c != '\n' && c != '\t' && (c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))
}

/// The annotations of one document.
struct Sheet<'a> {
    document: &'a Told<'a>,
    out: String,
    texts: usize,
}

fn annotations(document: &Told<'_>) -> String {
    let mut sheet = Sheet { document, out: String::new(), texts: 0 };
    let mut events = Vec::new();
    let mut attributes = 0;
    for (nth, claim) in document.record.claims.iter().enumerate() {
        let Some(cue) = sheet.text("Cue", claim.cue) else {
            events.push(None);
            continue;
        };
        let mut event = format!("E{}\tClaim:{cue}", nth + 1);
        let mut role = |name: &str, number: usize, span: SpanRecord, sheet: &mut Sheet<'_>| {
            if let Some(text) = sheet.text(name, span) {
                let number = if number == 0 { String::new() } else { (number + 1).to_string() };
                let _ = write!(event, " {name}{number}:{text}");
            }
        };
        claim.source.into_iter().for_each(|span| role("Source", 0, span, &mut sheet));
        claim.content.iter().enumerate().for_each(|(n, &span)| role("Content", n, span, &mut sheet));
        claim.via.iter().enumerate().for_each(|(n, &span)| role("Via", n, span, &mut sheet));
        claim.reason.into_iter().for_each(|span| role("Reason", 0, span, &mut sheet));
        sheet.line(&event);
        let values = [claim.act.0.name(), claim.polarity.0.name(), claim.form.0.name(), claim.naming.0.name()];
        for (name, value) in ["Act", "Polarity", "Form", "Naming"].iter().zip(values) {
            attributes += 1;
            sheet.line(&format!("A{attributes}\t{name} E{} {value}", nth + 1));
        }
        events.push(Some(nth + 1));
    }
    let event = |id: Option<&str>| {
        let at: usize = id?.get(1..)?.parse().ok()?;
        *events.get(at.checked_sub(1)?)?
    };
    let mut relations = 0;
    for relation in &document.record.relations {
        if let Some((from, to)) = event(Some(&relation.from)).zip(event(relation.to.as_deref())) {
            relations += 1;
            sheet.line(&format!("R{relations}\t{} Arg1:E{from} Arg2:E{to}", relation.kind.0.name()));
        }
    }
    sheet.out
}

impl Sheet<'_> {
    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// An annotation of words, cut at the ends of lines; its id, or nothing where there are no words.
    fn text(&mut self, kind: &str, span: SpanRecord) -> Option<String> {
        let (mut pieces, mut words) = (Vec::new(), Vec::new());
        let mut start = span.0;
        for line in self.document.words(span).split('\n') {
            let end = start + line.len() as u32;
            let trimmed = line.trim();
            if !trimmed.is_empty() {
                let begin = start + (line.len() - line.trim_start().len()) as u32;
                let [from, to] = self.document.points(SpanRecord(begin, begin + trimmed.len() as u32));
                pieces.push(format!("{from} {to}"));
                words.push(trimmed.chars().map(|c| if breaks(c) || c == '\t' { ' ' } else { c }).collect::<String>());
            }
            start = end + 1;
        }
        if pieces.is_empty() {
            return None;
        }
        self.texts += 1;
        let id = format!("T{}", self.texts);
        let line = format!("{id}\t{kind} {}\t{}", pieces.join(";"), words.join(" "));
        self.line(&line);
        Some(id)
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn no_digest_leads_out_of_the_folder() {
        assert_eq!(name(7, "../../etc/passwd"), "000007-ecad");
        assert_eq!(name(12, "0123456789abcdef0123"), "000012-0123456789ab");
    }
}
