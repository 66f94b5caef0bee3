//! `rawi review`: what people decide of claims and relations.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::process::ExitCode;

use jiff::Timestamp;
use rawi_ledger::review::{Anchored, Decision, Open, Review, Stands, Verdict};
use rawi_ledger::{Error, ErrorKind};
use serde::Serialize;
use serde_json::Value;

use crate::failure::Failure;
use crate::flags::{Format, Language};
use crate::place;
use crate::print::json::push_line;
use crate::print::review_labels::{anchored, labels, line, stands, verdict};
use crate::review_flags::{DecisionFlags, ListFlags, ReviewFlags, ReviewVerb};

/// One decision, for programs.
#[derive(Serialize)]
struct Kept<'a> {
    n: i64,
    uid: &'a str,
    verdict: &'static str,
}

/// One row of the log, for programs.
#[derive(Serialize)]
struct Row<'a> {
    n: i64,
    at: &'a str,
    reviewer: &'a str,
    subject: &'a str,
    uid: &'a str,
    verdict: &'a str,
    note: &'a str,
    correction: Option<Value>,
    /// `yes`, `overruled`, `undone` or `undoes`.
    stands: &'static str,
    undoes: Option<i64>,
    /// `kept`, `moved` or `orphaned`.
    anchored: &'static str,
    /// The claim or relation that it has gone over to.
    stands_on: Option<&'a str>,
    document: &'a str,
    words: &'a [String],
}

/// What nobody has reviewed, for programs.
#[derive(Serialize)]
struct OpenRow<'a> {
    subject: &'static str,
    uid: &'a str,
    kind: &'a str,
    rule: &'a str,
    words: &'a [String],
}

pub(crate) fn run(flags: &ReviewFlags) -> Result<ExitCode, Failure> {
    let none = BTreeMap::new();
    let out = match &flags.verb {
        ReviewVerb::Accept(decision) => decide(flags, decision, Verdict::Accepted, &none)?,
        ReviewVerb::Reject(decision) => decide(flags, decision, Verdict::Rejected, &none)?,
        ReviewVerb::Undo(decision) => decide(flags, decision, Verdict::Undone, &none)?,
        ReviewVerb::Correct(correct) => {
            decide(flags, &correct.decision, Verdict::Corrected, &correct.set.iter().cloned().collect())?
        }
        ReviewVerb::List(list) => listed(flags, list)?,
    };
    let mut stdout = io::stdout().lock();
    stdout.write_all(&out).and_then(|()| stdout.flush()).map_err(|error| Failure::output(&error))?;
    Ok(ExitCode::SUCCESS)
}

/// What was asked for is not there: usage; all else has failed.
fn failure(error: &Error) -> Failure {
    match error.kind() {
        ErrorKind::Asked => Failure::Usage(error.to_string()),
        _ => Failure::new(error),
    }
}

fn decide(
    flags: &ReviewFlags,
    decision: &DecisionFlags,
    decided: Verdict,
    correction: &BTreeMap<String, String>,
) -> Result<Vec<u8>, Failure> {
    let mut ledger = place::open(&flags.ledger).map_err(Failure::new)?;
    let now = || Timestamp::from_second(Timestamp::now().as_second()).unwrap_or(Timestamp::UNIX_EPOCH).to_string();
    let at = decision.at.clone().unwrap_or_else(now);
    let decisions: Vec<Decision> = decision
        .uids
        .iter()
        .map(|uid| Decision {
            uid: uid.clone(),
            verdict: decided,
            correction: correction.clone(),
            note: decision.note.clone(),
            reviewer: decision.by.clone(),
            at: at.clone(),
            request: decision.request.clone(),
        })
        .collect();
    let rows = ledger.review(&decisions).map_err(|error| failure(&error))?;
    let mut out = Vec::new();
    for (n, uid) in rows.into_iter().zip(&decision.uids) {
        match Format::or_fitting(decision.print.format) {
            Format::Table => {
                out.extend(line(&[&n.to_string(), uid, verdict(decision.print.lang, decided.name())]));
            }
            Format::Jsonl => push_line(&Kept { n, uid, verdict: decided.name() }, &mut out),
        }
    }
    Ok(out)
}

fn listed(flags: &ReviewFlags, list: &ListFlags) -> Result<Vec<u8>, Failure> {
    let ledger = place::open_to_read(&flags.ledger).map_err(Failure::new)?;
    let (format, language) = (Format::or_fitting(list.print.format), list.print.lang);
    let mut out = Vec::new();
    if list.open {
        for open in ledger.unreviewed(list.limit).map_err(Failure::new)? {
            tell_open(&open, format, language, &mut out);
        }
        return Ok(out);
    }
    let each = |review: Review| {
        if !list.orphaned || review.anchored == Anchored::Orphaned && review.stands == Stands::Yes {
            tell(&review, format, language, &mut out);
        }
    };
    ledger.reviews(each).map_err(Failure::new)?;
    Ok(out)
}

fn tell(review: &Review, format: Format, language: Language, out: &mut Vec<u8>) {
    let (standing, undoes) = match review.stands {
        Stands::Yes => ("yes", None),
        Stands::Overruled => ("overruled", None),
        Stands::Undone => ("undone", None),
        Stands::Undoes(n) => ("undoes", Some(n)),
    };
    let (anchoring, stands_on) = match &review.anchored {
        Anchored::Kept => ("kept", None),
        Anchored::Moved(uid) => ("moved", Some(uid.as_str())),
        Anchored::Orphaned => ("orphaned", None),
    };
    let Review { n, at, reviewer, subject, uid, note, document, words, .. } = review;
    match format {
        Format::Table => {
            let undone = undoes.map_or_else(String::new, |n| format!(" {n}"));
            let stand = format!("{}{undone}", stands(language, standing));
            let moved = stands_on.map_or_else(String::new, |uid| format!(" {uid}"));
            let place = format!("{}{moved}", anchored(language, anchoring));
            let correction = review.correction.as_deref().unwrap_or_default();
            out.extend(line(&[
                &n.to_string(),
                uid,
                verdict(language, &review.verdict),
                correction,
                reviewer,
                at,
                &stand,
                &place,
                note,
            ]));
            for words in words {
                out.extend(line(&["  ", words]));
            }
        }
        Format::Jsonl => push_line(
            &Row {
                n: *n,
                at,
                reviewer,
                subject,
                uid,
                verdict: &review.verdict,
                note,
                correction: review.correction.as_deref().and_then(|json| serde_json::from_str(json).ok()),
                stands: standing,
                undoes,
                anchored: anchoring,
                stands_on,
                document,
                words,
            },
            out,
        ),
    }
}

fn tell_open(open: &Open, format: Format, language: Language, out: &mut Vec<u8>) {
    let Open { subject, uid, kind, rule, words } = open;
    match format {
        Format::Table => {
            let words_of = labels(language);
            let what = if *subject == "claim" { words_of.claim } else { words_of.relation };
            out.extend(line(&[what, uid, kind, rule]));
            for words in words {
                out.extend(line(&["  ", words]));
            }
        }
        Format::Jsonl => push_line(&OpenRow { subject, uid, kind, rule, words }, out),
    }
}
