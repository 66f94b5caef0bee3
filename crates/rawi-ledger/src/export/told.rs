//! One document as exports tell it: its record, what the ledger adds to its claims, and the words of every span.

use std::cell::OnceCell;

use rawi::record::{Claim, FigureMention, Mention, OffsetUnit, Record, SpanRecord, TimeMention};
use rawi_text::{ARROW, Text, Tokens, Units, sentences};

use super::pick::Pick;
use crate::error::Error;
use crate::ledger::Ledger;
use crate::recall::StoredDocument;
use crate::store::{Row, cells};

/// Stands between two pieces of content that the attribution interrupts.
pub(super) const GAP: &str = " … ";

/// What the ledger adds to a claim of a record.
pub(super) struct Kept {
    pub(super) id: i64,
    pub(super) uid: String,
    /// Whose report it is.
    pub(super) origin: String,
    /// The uid of the earliest claim that says the same; its own where it is that.
    pub(super) cluster: Option<String>,
    /// What a person decided: `accepted`, `corrected`, `rejected`.
    pub(super) review: Option<String>,
}

/// The verdict that holds for the `uid` of a row: the last one that was not undone, where it stands now.
pub(super) fn verdict(subject: &str) -> String {
    format!("(SELECT verdict FROM standing WHERE standing.uid = {subject}.uid AND standing.subject = '{subject}')")
}

/// One document; offsets of its record count bytes.
pub(super) struct Told<'a> {
    pub(super) row: &'a StoredDocument,
    pub(super) record: &'a Record,
    pub(super) kept: &'a [Kept],
    units: Units<'a>,
    sentences: OnceCell<Vec<SpanRecord>>,
}

/// A claim of a document.
#[derive(Clone, Copy)]
pub(super) struct ToldClaim<'a> {
    pub(super) document: &'a Told<'a>,
    pub(super) claim: &'a Claim,
    pub(super) kept: &'a Kept,
}

impl Ledger {
    /// Tells the documents one by one, in the order of the pick.
    pub(super) fn tell(
        &self,
        pick: &Pick,
        mut listener: impl FnMut(&Told<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        for &seq in &pick.seqs {
            let Some(row) = self.document(seq)? else { continue };
            let record = self.record(seq, OffsetUnit::Bytes)?;
            let kept = self.kept(seq)?;
            let units = Units::of(&record.document.text);
            listener(&Told { row: &row, record: &record, kept: &kept, units, sentences: OnceCell::new() })?;
        }
        Ok(())
    }

    fn kept(&self, seq: i64) -> Result<Vec<Kept>, Error> {
        let read = || {
            let review = verdict("claim");
            let sql = format!(
                "SELECT claim.id, claim.uid, claim.origin, head.uid, {review} FROM claim
                 LEFT JOIN cluster ON cluster.claim = claim.id LEFT JOIN claim AS head ON head.id = cluster.cluster
                 WHERE claim.document = ? ORDER BY claim.nth"
            );
            let kept = |row: &Row<'_>| {
                Ok(Kept {
                    id: row.get(0)?,
                    uid: row.get(1)?,
                    origin: row.get(2)?,
                    cluster: row.get(3)?,
                    review: row.get(4)?,
                })
            };
            self.db.rows(&sql, cells![seq], kept)
        };
        self.sql(read())
    }
}

impl<'a> Told<'a> {
    /// The claims, in text order.
    pub(super) fn claims(&'a self) -> impl Iterator<Item = ToldClaim<'a>> {
        self.record.claims.iter().zip(self.kept).map(|(claim, kept)| ToldClaim { document: self, claim, kept })
    }

    pub(super) fn text(&self) -> &'a str {
        &self.record.document.text
    }

    pub(super) fn words(&self, span: SpanRecord) -> &'a str {
        crate::add::words(&self.record.document.text, span)
    }

    /// A span in code points.
    pub(super) fn points(&self, span: SpanRecord) -> [usize; 2] {
        [self.units.code_points(span.0 as usize), self.units.code_points(span.1 as usize)]
    }

    /// Up to `n` code points before a span.
    pub(super) fn before(&self, span: SpanRecord, n: usize) -> &'a str {
        let [start, _] = self.points(span);
        let from = self.units.byte_of_code_point(start.saturating_sub(n));
        self.text().get(from..span.0 as usize).unwrap_or_default()
    }

    /// Up to `n` code points after a span.
    pub(super) fn after(&self, span: SpanRecord, n: usize) -> &'a str {
        let [_, end] = self.points(span);
        let to = self.units.byte_of_code_point(end + n);
        self.text().get(span.1 as usize..to).unwrap_or_default()
    }

    fn mention(&self, id: &str) -> Option<&'a Mention> {
        let at: usize = id.get(1..)?.parse().ok()?;
        self.record.mentions.get(at.checked_sub(1)?)
    }

    /// The sentences, in text order.
    fn sentences(&self) -> &[SpanRecord] {
        self.sentences.get_or_init(|| {
            let text = Text::new(self.text());
            let tokens = Tokens::scan(&text);
            let span = |range| {
                let span = tokens.span(range)?;
                Some(SpanRecord(span.start() as u32, span.end() as u32))
            };
            sentences(&tokens, 0..tokens.len()).into_iter().filter_map(span).collect()
        })
    }

    /// The headline, else the beginning of the text.
    pub(super) fn title(&self) -> &'a str {
        let first = self.text().lines().next().unwrap_or_default();
        self.row.headline.as_deref().unwrap_or(first)
    }

    /// The address, else a name made of the digest.
    pub(super) fn iri(&self) -> String {
        self.row.url.clone().unwrap_or_else(|| format!("urn:rawi:document:{}", self.row.sha256))
    }
}

impl<'a> ToldClaim<'a> {
    /// The words of the content, pieces joined by [`GAP`].
    pub(super) fn content(&self) -> String {
        let pieces: Vec<&str> = self.claim.content.iter().map(|&span| self.document.words(span)).collect();
        pieces.join(GAP)
    }

    /// From the outlet to the speaker, «الوكالة ← المصدر».
    pub(super) fn chain(&self) -> String {
        let names: Vec<&str> =
            self.claim.chain.iter().map(|link| link.name.as_str()).filter(|name| !name.is_empty()).collect();
        names.join(&format!(" {ARROW} "))
    }

    /// From the first word of cue, source or content to the last.
    fn extent(&self) -> SpanRecord {
        let spans = self.claim.content.iter().chain(&self.claim.source).chain(Some(&self.claim.cue));
        spans.fold(self.claim.cue, |whole, span| SpanRecord(whole.0.min(span.0), whole.1.max(span.1)))
    }

    /// The sentence or sentences that it stands in.
    pub(super) fn sentence_span(&self) -> SpanRecord {
        let SpanRecord(start, end) = self.extent();
        let touched = self.document.sentences().iter().filter(|span| span.0 < end && start < span.1);
        touched.fold(SpanRecord(start, end), |whole, span| SpanRecord(whole.0.min(span.0), whole.1.max(span.1)))
    }

    /// The words of [`ToldClaim::sentence_span`].
    pub(super) fn sentence(&self) -> &'a str {
        self.document.words(self.sentence_span())
    }

    /// When it was said, where the text says so.
    pub(super) fn said(&self) -> Option<&'a TimeMention> {
        match self.document.mention(self.claim.said_at.as_deref()?)? {
            Mention::Time(time) => Some(time),
            _ => None,
        }
    }

    /// The figures in its content.
    pub(super) fn figures(&self) -> impl Iterator<Item = &'a FigureMention> {
        let content = &self.claim.content;
        self.document.record.mentions.iter().filter_map(|mention| match mention {
            Mention::Figure(figure) => {
                content.iter().any(|piece| piece.0 <= figure.span.0 && figure.span.1 <= piece.1).then_some(figure)
            }
            _ => None,
        })
    }

    /// The uid of the claim around it.
    pub(super) fn parent(&self) -> Option<&'a str> {
        let at: usize = self.claim.parent.as_deref()?.get(1..)?.parse().ok()?;
        self.document.kept.get(at.checked_sub(1)?).map(|kept| kept.uid.as_str())
    }
}
