//! The specification of claims as tests: every example of `spec/` is a test of its own, named by its rule and line.
//!
//! How an example is written and compared: `spec/README.md`.
#![allow(clippy::disallowed_methods, reason = "a test faces the outside world: it looks for rule ids in the sources")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};
use rawi::explain::{self, Example, Section};
use rawi::reading::{Act, Claim, ContentForm, Naming, Polarity, Zone};
use rawi::{Lexicon, Reading};
use rawi_page::{Basis, Block, BlockKind, Document, Input, InputKind, Published};
use rawi_text::{Span, Text, fold};

/// How many examples of a rule must match, and how many must be near misses.
const MATCHES: usize = 3;
const MISSES: usize = 2;

/// How many of all examples of claims may be known to be wrong: one in this many.
const KNOWN_WRONG: usize = 4;

fn main() {
    let lexicon = Arc::new(Lexicon::builtin());
    let mut trials = Vec::new();
    let mut known_wrong = 0;
    let mut all = 0;
    for rule in explain::rules() {
        let section = explain::rule(rule.id).expect("a listed rule has a section");
        let counted = section.clone();
        trials.push(Trial::test(format!("{}::has_enough_examples", rule.id), move || enough_examples(&counted)));
        for example in section.examples.into_iter().filter(is_of_claims) {
            let (flag, example) = take_flag(example);
            all += 1;
            known_wrong += usize::from(flag.is_some());
            let lexicon = Arc::clone(&lexicon);
            let name = format!("{}::{}:{}", rule.id, rule.file, example.line);
            let kind = flag.as_ref().map_or(String::new(), |wrong| format!("known wrong: {wrong}"));
            trials.push(Trial::test(name, move || run(&example, flag.is_some(), &lexicon)).with_kind(kind));
        }
    }
    let arguments = Arguments::from_args();
    trials.push(Trial::test("every_rule_of_the_engine_is_specified", every_rule_is_specified));
    trials.push(Trial::test("few_examples_are_known_wrong", move || {
        expect(known_wrong * KNOWN_WRONG <= all, || format!("{known_wrong} of {all} examples are known wrong"))
    }));
    libtest_mimic::run(&arguments, trials).exit();
}

fn expect(holds: bool, complaint: impl FnOnce() -> String) -> Result<(), Failed> {
    if holds { Ok(()) } else { Err(complaint().into()) }
}

/// Examples of times and figures have tests of their own.
fn is_of_claims(example: &Example) -> bool {
    example.expected.iter().any(|line| line.starts_with("claim:") || *line == "no claim")
}

fn enough_examples(section: &Section) -> Result<(), Failed> {
    let claims = section.examples.iter().any(is_of_claims);
    let own = format!("rule={} ", section.id);
    let matches = |example: &&Example| {
        if claims {
            example.expected.iter().any(|line| format!("{line} ").contains(&own))
        } else {
            !example.expected.iter().any(|line| line.starts_with("no "))
        }
    };
    let n = section.examples.iter().filter(matches).count();
    let misses = section.examples.len() - n;
    expect(n >= MATCHES && misses >= MISSES, || {
        format!("{}: {n} examples and {misses} near misses; expected at least {MATCHES} and {MISSES}", section.id)
    })
}

/// Looks for `RuleId("…")` in the sources, so that a new construction cannot go without a specification, and asks for those of
/// times and figures as soon as their file is in `spec/`.
fn every_rule_is_specified() -> Result<(), Failed> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pending = vec![package.join("src/claim"), package.join("src/relation")];
    for room in ["time", "figure"] {
        let written = package.join(format!("../../spec/{room}.md")).exists();
        pending.extend(written.then(|| package.join("src/mention").join(room)));
    }
    let mut ids = BTreeSet::new();
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            pending.extend(fs::read_dir(&path)?.filter_map(|entry| Some(entry.ok()?.path())));
            continue;
        }
        let source = fs::read_to_string(&path)?;
        ids.extend(source.split("RuleId(\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
    }
    expect(!ids.is_empty(), || format!("no rule id in {}", package.display()))?;
    ids.retain(|id| explain::rule(id).is_none());
    expect(ids.is_empty(), || format!("rules without a section that `explain` knows: {ids:?}"))
}

/// Takes the line `known wrong: …` off an example.
fn take_flag(mut example: Example) -> (Option<&'static str>, Example) {
    let flag = example.expected.iter().find_map(|line| line.strip_prefix("known wrong: "));
    example.expected.retain(|line| !line.starts_with("known wrong: "));
    (flag, example)
}

fn run(example: &Example, known_wrong: bool, lexicon: &Lexicon) -> Result<(), Failed> {
    let document = document(example)?;
    let reading = rawi::read(&document, lexicon);
    let wrong = compare(example, &document, &reading)?;
    match (known_wrong, wrong.is_empty()) {
        (false, true) | (true, false) => Ok(()),
        (true, true) => Err("right now; take `known wrong` off".into()),
        (false, false) => {
            let mut told = format!("{}\n", document.text.as_str());
            for line in wrong {
                writeln!(told, "  wrong: {line}")?;
            }
            for claim in &reading.claims {
                writeln!(told, "  found: {}", describe(claim, &document, &reading))?;
            }
            Err(told.into())
        }
    }
}

/// A document of the example's lines, a headline above them if there is one.
fn document(example: &Example) -> Result<Document, Failed> {
    let option = |name: &str| example.expected.iter().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let headline = option("headline:");
    let lines: Vec<&str> = headline.into_iter().chain(example.text.lines()).collect();
    let text = Text::new(lines.join("\n"));
    let mut blocks = Vec::new();
    let mut at = 0;
    for (n, line) in lines.iter().enumerate() {
        let kind = if n == 0 && headline.is_some() { BlockKind::Headline } else { BlockKind::Paragraph };
        let span = text.span(at..at + line.len()).ok_or("a line outside the text")?;
        blocks.push(Block::new(kind, span));
        at += line.len() + 1;
    }
    Ok(Document {
        key: format!("line {}", example.line),
        sha256: String::new(),
        input: Input {
            path: "spec".to_owned(),
            kind: InputKind::Text,
            charset: "utf-8".to_owned(),
            record: None,
            capture: None,
        },
        url: None,
        outlet: option("outlet:").map(str::to_owned),
        author: None,
        title: headline.map(|_| blocks[0].span),
        published: option("published:").map(|value| Published { value: value.to_owned(), basis: Basis::Given }),
        modified: None,
        section: None,
        tags: Vec::new(),
        page: None,
        language: "ar".to_owned(),
        text,
        blocks,
        notes: Vec::new(),
        provenance: rawi_page::Provenance::default(),
    })
}

/// What is wrong with a reading: expected claims that are not there, claims that nobody expects.
fn compare(example: &Example, document: &Document, reading: &Reading) -> Result<Vec<String>, Failed> {
    let known = ["claim:", "headline:", "published:", "outlet:"];
    if let Some(line) =
        example.expected.iter().find(|line| **line != "no claim" && !known.iter().any(|k| line.starts_with(k)))
    {
        return Err(format!("`{line}` says nothing; expected one of {known:?}, no claim, known wrong:").into());
    }
    let mut left: Vec<&Claim> = reading.claims.iter().collect();
    let mut wrong = Vec::new();
    for line in example.expected.iter().filter_map(|line| line.strip_prefix("claim:")) {
        let fields = fields(line)?;
        for needed in ["rule", "cue", "source", "content"] {
            expect(fields.iter().any(|(name, _)| *name == needed), || format!("`{line}` has no {needed}"))?;
        }
        for (name, value) in &fields {
            expect(value.may_be(name), || format!("`{line}`: this {name} can never be"))?;
        }
        for piece in fields.iter().flat_map(|(_, value)| value.pieces().iter().copied()) {
            let text = document.text.as_str();
            let there = text.contains(piece) || text.lines().any(|line| runs(&words(line), &words(piece)));
            expect(there, || format!("«{piece}» is not in the example"))?;
        }
        let fits = |claim: &&Claim| fields.iter().all(|(name, value)| value.is(name, claim, document, reading));
        match left.iter().position(fits) {
            Some(at) => drop(left.remove(at)),
            None => wrong.push(format!("no claim is{line}")),
        }
    }
    wrong.extend(left.iter().map(|claim| format!("nobody expects {}", describe(claim, document, reading))));
    Ok(wrong)
}

/// What an expectation says of one field.
enum Value<'a> {
    /// `-`: not there.
    Nothing,
    /// `state`: one of a fixed vocabulary.
    Name(&'a str),
    /// `«…»+«…»`, `«…»|«…»`: words of the document.
    Words(Vec<&'a str>),
}

/// The fields of `name=value name=«…»`; quotation marks inside words pair up.
fn fields(line: &str) -> Result<Vec<(&str, Value<'_>)>, Failed> {
    let mut fields = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=').ok_or_else(|| format!("`{rest}` is no field; expected name=value"))?;
        rest = after;
        let mut pieces = Vec::new();
        while rest.starts_with('«') {
            let mut depth = 0_usize;
            let close = rest.char_indices().find(|(_, c)| {
                depth = if *c == '«' { depth + 1 } else { depth - usize::from(*c == '»') };
                depth == 0
            });
            let (close, _) = close.ok_or_else(|| format!("`{rest}` never closes"))?;
            pieces.push(&rest['«'.len_utf8()..close]);
            rest = rest[close + '»'.len_utf8()..].trim_start_matches(['+', '|']);
        }
        let value = if pieces.is_empty() {
            let (value, after) = rest.split_once(' ').unwrap_or((rest, ""));
            rest = after;
            if value == "-" { Value::Nothing } else { Value::Name(value) }
        } else {
            Value::Words(pieces)
        };
        fields.push((name, value));
        rest = rest.trim_start();
    }
    Ok(fields)
}

impl Value<'_> {
    /// Is there such a field, and can it have this value? An example known to be wrong would hide a slip of the pen.
    fn may_be(&self, name: &str) -> bool {
        match (name, self) {
            ("rule", Value::Name(id)) => explain::rule(id).is_some(),
            ("act", Value::Name(act)) => Act::named(act).is_some(),
            ("polarity", Value::Name(polarity)) => Polarity::named(polarity).is_some(),
            ("form", Value::Name(form)) => ContentForm::named(form).is_some(),
            ("naming", Value::Name(naming)) => Naming::named(naming).is_some(),
            ("zone", Value::Name(zone)) => Zone::named(zone).is_some(),
            ("anonymity", Value::Name(grade)) => matches!(*grade, "0" | "1" | "2" | "3" | "4" | "5"),
            ("source" | "who" | "via" | "said_at" | "parent", Value::Nothing) => true,
            ("cue" | "content" | "source" | "who" | "via" | "said_at" | "parent", value) => !value.pieces().is_empty(),
            _ => false,
        }
    }

    fn pieces(&self) -> &[&str] {
        if let Value::Words(pieces) = self { pieces } else { &[] }
    }

    fn is(&self, name: &str, claim: &Claim, document: &Document, reading: &Reading) -> bool {
        match (field(name, claim, document, reading), self) {
            (Some(Found::Name(found)), Value::Name(wanted)) => found == *wanted,
            (Some(Found::Spans(found)), Value::Words(wanted)) => {
                let same = |span: Span, words: &str| {
                    &document.text[span] == words || same_words(&whole_words(document, span), words)
                };
                found.len() == wanted.len() && found.iter().zip(wanted).all(|(&span, words)| same(span, words))
            }
            (Some(Found::Words(found)), Value::Words(wanted)) => wanted.len() == 1 && same_words(&found, wanted[0]),
            (Some(Found::Spans(found)), Value::Nothing) => found.is_empty(),
            (Some(Found::Words(found)), Value::Nothing) => found.is_empty(),
            _ => false,
        }
    }
}

/// What a claim holds in one field.
enum Found {
    Name(String),
    Spans(Vec<Span>),
    Words(String),
}

const FIELDS: &[&str] = &[
    "rule",
    "cue",
    "source",
    "who",
    "content",
    "act",
    "polarity",
    "form",
    "naming",
    "anonymity",
    "via",
    "said_at",
    "parent",
    "zone",
];

fn field(name: &str, claim: &Claim, document: &Document, reading: &Reading) -> Option<Found> {
    let text = |span: Span| document.text[span].to_owned();
    Some(match name {
        "rule" => Found::Name(claim.rule.0.to_owned()),
        "cue" => Found::Spans(vec![claim.cue]),
        "source" => Found::Spans(claim.source.into_iter().collect()),
        "who" => Found::Words(claim.who.clone().unwrap_or_default()),
        "content" => Found::Spans(claim.content.clone()),
        "act" => Found::Name(claim.act.name().to_owned()),
        "polarity" => Found::Name(claim.polarity.name().to_owned()),
        "form" => Found::Name(claim.form.name().to_owned()),
        "naming" => Found::Name(claim.naming.name().to_owned()),
        "anonymity" => Found::Name(claim.anonymity.to_string()),
        "via" => Found::Spans(claim.via.clone()),
        "said_at" => {
            Found::Spans(claim.said_at.and_then(|at| reading.mentions.get(at)).map(|m| m.span).into_iter().collect())
        }
        "parent" => {
            Found::Words(claim.parent.and_then(|at| reading.claims.get(at)).map(|p| text(p.cue)).unwrap_or_default())
        }
        "zone" => Found::Name(claim.zone.name().to_owned()),
        _ => return None,
    })
}

/// A claim as an expectation line.
fn describe(claim: &Claim, document: &Document, reading: &Reading) -> String {
    let told = FIELDS.iter().map(|name| {
        let value = match field(name, claim, document, reading) {
            Some(Found::Name(name)) => name,
            Some(Found::Words(words)) if !words.is_empty() => format!("«{words}»"),
            Some(Found::Spans(spans)) if !spans.is_empty() => {
                let between = if *name == "content" { "+" } else { "|" };
                spans.iter().map(|&s| format!("«{}»", &document.text[s])).collect::<Vec<_>>().join(between)
            }
            _ => "-".to_owned(),
        };
        format!("{name}={value}")
    });
    told.collect::<Vec<_>>().join(" ")
}

/// The words that a span touches, whole.
fn whole_words(document: &Document, span: Span) -> String {
    let text = document.text.as_str();
    let start = text[..span.start()]
        .rfind(char::is_whitespace)
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let end = text[span.end()..].find(char::is_whitespace).map_or(text.len(), |at| span.end() + at);
    text[start..end].to_owned()
}

/// Letters and digits of each word, folded.
fn words(text: &str) -> Vec<String> {
    let letters = |word: &str| fold(word).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    text.split_whitespace().map(letters).filter(|word| !word.is_empty()).collect()
}

fn same_words(found: &str, wanted: &str) -> bool {
    let (found, wanted) = (words(found), words(wanted));
    found.len() == wanted.len() && runs(&found, &wanted)
}

/// Do the wanted words stand in the text one after another? One-letter proclitics of the first do not matter.
fn runs(text: &[String], wanted: &[String]) -> bool {
    !wanted.is_empty()
        && text.windows(wanted.len()).any(|window| joined(&window[0], &wanted[0]) && window[1..] == wanted[1..])
}

fn joined(word: &str, wanted: &str) -> bool {
    let cut = word.strip_prefix(['و', 'ف', 'ب', 'ل', 'ك']);
    let article = word.strip_prefix("لل").zip(wanted.strip_prefix("ال"));
    word == wanted || article.is_some_and(|(a, b)| a == b) || cut.is_some_and(|rest| joined(rest, wanted))
}
