//! Dates or figures of one article as a table for people: words and value, and under them all that is known.

use std::time::Duration;

use rawi::Reading;
use rawi::mention::{Figure, Time};
use rawi::reading::{Mention, MentionKind};
use rawi_page::Document;
use rawi_text::{Span, isolate};

use super::labels::{self, Labels};
use super::summary::Summary;
use super::table::{Page, Table, bounds, paint, totals};

impl Table {
    /// The time expressions of one article.
    pub(crate) fn dates<'r>(&self, document: &Document, reading: &'r Reading) -> Vec<u8> {
        let time = |mention: &'r Mention| match &mention.kind {
            MentionKind::Time(time) => Some((mention.span, time)),
            _ => None,
        };
        let times: Vec<(Span, &Time)> = reading.mentions.iter().filter_map(time).collect();
        let labels = (self.labels.times, self.labels.no_times);
        self.listing(document, reading, labels, &times, Page::date)
    }

    /// The figures of one article.
    pub(crate) fn figures<'r>(&self, document: &Document, reading: &'r Reading) -> Vec<u8> {
        let figure = |mention: &'r Mention| match &mention.kind {
            MentionKind::Figure(figure) => Some((mention.span, figure)),
            _ => None,
        };
        let figures: Vec<(Span, &Figure)> = reading.mentions.iter().filter_map(figure).collect();
        let labels = (self.labels.figures, self.labels.no_figures);
        self.listing(document, reading, labels, &figures, Page::figure)
    }

    /// The last line of a run that lists dates.
    pub(crate) fn summary_of_dates(&self, summary: &Summary, elapsed: Duration) -> Vec<u8> {
        let &Labels { documents, times, bytes, .. } = self.labels;
        totals(
            &[(documents, summary.documents), (times, summary.times), (bytes, summary.bytes)],
            self.labels,
            summary,
            elapsed,
        )
    }

    /// The last line of a run that lists figures.
    pub(crate) fn summary_of_figures(&self, summary: &Summary, elapsed: Duration) -> Vec<u8> {
        let &Labels { documents, figures, bytes, .. } = self.labels;
        let counts = [(documents, summary.documents), (figures, summary.figures), (bytes, summary.bytes)];
        totals(&counts, self.labels, summary, elapsed)
    }

    /// Head and heading, then what was found, numbered from 1; the second label where there is nothing.
    fn listing<'p, T: Copy>(
        &'p self,
        document: &'p Document,
        reading: &'p Reading,
        (heading, nothing): (&str, &str),
        found: &[(Span, T)],
        print: impl Fn(&mut Page<'p>, usize, Span, T),
    ) -> Vec<u8> {
        let mut page = Page { table: self, document, reading, out: String::new() };
        page.head();
        if found.is_empty() {
            page.out.push('\n');
            page.line(2, &paint(self.palette.quiet, &isolate(nothing)));
        } else {
            page.heading(heading);
        }
        for (index, &(span, mention)) in found.iter().enumerate() {
            print(&mut page, index + 1, span, mention);
        }
        page.out.push('\n');
        page.out.into_bytes()
    }
}

impl Page<'_> {
    fn date(&mut self, n: usize, span: Span, time: &Time) {
        let Table { labels, language, .. } = *self.table;
        let words = self.words(span);
        let (timex3, edtf) = (time.timex3(&format!("t{n}"), words), time.edtf());
        self.entry(n, span, &isolate(time.value.as_deref().unwrap_or(labels.not_resolved)));
        let mut facts = vec![fact(labels.kind, labels::time_type(language, time.r#type))];
        if let (Some(first), Some(last)) = (time.first, time.last) {
            let days = if first == last { first.to_string() } else { format!("{first} – {last}") };
            facts.push(fact(labels.days, &days));
        }
        facts.extend([
            fact(labels.grain, labels::grain(language, time.grain)),
            fact(labels.basis, labels::time_basis(language, time.basis)),
            fact(labels.rule, time.rule.0),
        ]);
        self.facts(&facts);
        if let Some(edtf) = edtf {
            self.facts(&[fact("EDTF", &edtf)]);
        }
        self.facts(&[fact("TIMEX3", &timex3)]);
    }

    fn figure(&mut self, n: usize, span: Span, figure: &Figure) {
        let Table { labels, language, .. } = *self.table;
        self.entry(n, span, &isolate(&bounds(figure).unwrap_or_else(|| labels.not_resolved.to_owned())));
        self.facts(&[
            fact(labels.hedge, labels::approx(language, figure.approx).unwrap_or(labels.exact)),
            fact(labels.unit, &figure.unit),
            fact(labels.kind, labels::figure_kind(language, figure.kind)),
            fact(labels.rule, figure.rule.0),
        ]);
    }

    fn entry(&mut self, n: usize, span: Span, value: &str) {
        let number = paint(self.table.palette.number, &format!("{n:>3}"));
        let words = isolate(self.words(span));
        let value = paint(self.table.palette.act, value);
        self.line(2, &format!("{number}  {words} · {value}"));
    }

    fn facts(&mut self, facts: &[String]) {
        let line = paint(self.table.palette.quiet, &facts.join(" · "));
        self.line(7, &line);
    }
}

fn fact(label: &str, words: &str) -> String {
    format!("{}: {}", isolate(label), isolate(words))
}
