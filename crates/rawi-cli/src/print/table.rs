//! The reading of one article as a table for people.
//!
//! Lines run from the left and every stretch of Arabic stands in an isolate of its own, so a terminal that does bidi and one
//! that does not both keep the columns. Nothing is put under Arabic words: no caret would stand where it should.

use std::fmt::Write;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use rawi::Reading;
use rawi::mention::{Amount, Figure, Time};
use rawi::reading::{Claim, MentionKind};
use rawi_page::Document;
use rawi_text::{ARROW, Span, isolate};

use super::labels::{self, Labels, labels};
use super::summary::{Summary, speed};
use super::wrap::wrap;
use crate::flags::Language;

/// Where no terminal says how wide it is.
const WIDTH: usize = 100;
/// Longer lines are hard to read, whatever the terminal.
const WIDEST: usize = 140;

/// How tables look in this run.
#[derive(Clone, Copy)]
pub(crate) struct Table {
    pub(super) language: Language,
    pub(super) labels: &'static Labels,
    pub(super) width: usize,
    pub(super) palette: Palette,
}

#[derive(Clone, Copy, Default)]
pub(super) struct Palette {
    headline: Style,
    heading: Style,
    pub(super) number: Style,
    pub(super) act: Style,
    pub(super) denial: Style,
    pub(super) quiet: Style,
    note: Style,
    /// What was looked for.
    pub(super) met: Style,
}

impl Palette {
    fn colored() -> Palette {
        let plain = Style::new();
        Palette {
            headline: plain.bold(),
            heading: plain.underline(),
            number: plain.dimmed(),
            act: plain.fg_color(Some(AnsiColor::Cyan.into())),
            denial: plain.bold().fg_color(Some(AnsiColor::Red.into())),
            quiet: plain.dimmed(),
            note: plain.fg_color(Some(AnsiColor::Yellow.into())),
            met: plain.bold().fg_color(Some(AnsiColor::Green.into())),
        }
    }
}

impl Table {
    pub(crate) fn new(language: Language, colored: bool) -> Table {
        let width = terminal_size::terminal_size().map_or(WIDTH, |(width, _)| usize::from(width.0).clamp(40, WIDEST));
        let palette = if colored { Palette::colored() } else { Palette::default() };
        Table { language, labels: labels(language), width, palette }
    }

    /// One article: headline, claims, figures, dates, notes.
    pub(crate) fn document(&self, document: &Document, reading: &Reading) -> Vec<u8> {
        let mut page = Page { table: self, document, reading, out: String::new() };
        page.head();
        page.claims();
        page.figures();
        page.times();
        page.names();
        page.notes();
        page.out.push('\n');
        page.out.into_bytes()
    }

    /// The last line of a run.
    pub(crate) fn summary(&self, summary: &Summary, elapsed: Duration) -> Vec<u8> {
        let &Labels { documents, claims, figures, times, bytes, .. } = self.labels;
        let counts = [
            (documents, summary.documents),
            (claims, summary.claims),
            (figures, summary.figures),
            (times, summary.times),
            (bytes, summary.bytes),
        ];
        totals(&counts, self.labels, summary, elapsed)
    }
}

/// One article on its way to the terminal.
pub(super) struct Page<'a> {
    pub(super) table: &'a Table,
    pub(super) document: &'a Document,
    pub(super) reading: &'a Reading,
    pub(super) out: String,
}

impl Page<'_> {
    pub(super) fn line(&mut self, indent: usize, words: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.out, "{:indent$}{words}", "");
    }

    pub(super) fn words(&self, span: Span) -> &str {
        &self.document.text[span]
    }

    pub(super) fn head(&mut self) {
        let Table { labels, palette, language, width, .. } = *self.table;
        let headline = self.document.title.map_or(labels.no_headline, |span| self.words(span)).to_owned();
        for line in wrap(&headline, width) {
            self.line(0, &paint(palette.headline, &isolate(&line)));
        }
        let outlet = isolate(self.document.outlet.as_deref().unwrap_or(labels.no_outlet));
        let date = self.reading.published.as_ref().map_or_else(
            || isolate(labels.no_date),
            |published| {
                format!("{} ({})", isolate(&published.value), isolate(labels::basis(language, published.basis)))
            },
        );
        let input = &self.document.input;
        let place =
            input.record.as_ref().map_or_else(|| input.path.clone(), |record| format!("{}:{record}", input.path));
        let mut parts = vec![outlet, date, isolate(&place)];
        if self.document.language != "ar" {
            parts.push(format!("{}: {}", isolate(labels.language), isolate(&self.document.language)));
        }
        self.line(0, &paint(palette.quiet, &parts.join(" · ")));
    }

    pub(super) fn heading(&mut self, label: &str) {
        self.out.push('\n');
        self.line(2, &paint(self.table.palette.heading, &isolate(label)));
    }

    fn claims(&mut self) {
        let claims = &self.reading.claims;
        if claims.is_empty() {
            let nothing = paint(self.table.palette.quiet, &isolate(self.table.labels.no_claims));
            self.out.push('\n');
            return self.line(2, &nothing);
        }
        self.heading(self.table.labels.claims);
        let mut children = vec![Vec::new(); claims.len()];
        let mut pending = Vec::new();
        for (index, claim) in claims.iter().enumerate().rev() {
            match claim.parent.filter(|&parent| parent < claims.len() && parent != index) {
                Some(parent) => children[parent].push(index),
                None => pending.push((index, 0)),
            }
        }
        while let Some((index, depth)) = pending.pop() {
            self.claim(index, depth);
            pending.extend(std::mem::take(&mut children[index]).into_iter().map(|child| (child, depth + 1)));
        }
    }

    fn claim(&mut self, index: usize, depth: usize) {
        let Table { labels, palette, language, width, .. } = *self.table;
        let claim = &self.reading.claims[index];
        let indent = 2 + 4 * depth.min(6);
        let inside = indent + 5;

        let number = format!("{:>3}", index + 1);
        let mut first = vec![
            paint(palette.act, &isolate(labels::act(language, claim.act))),
            self.chain(claim),
            isolate(labels::anonymity(language, claim.anonymity)),
        ];
        if let Some(reason) = claim.reason {
            first.push(format!("{}: {}", isolate(labels.why), isolate(self.words(reason))));
        }
        let first = format!("{}  {}", paint(palette.number, &number), first.join(" · "));
        self.line(indent, &first);

        let content: Vec<&str> = claim.content.iter().map(|&span| self.words(span)).collect();
        let mut lines: Vec<String> =
            wrap(&content.join(" … "), width.saturating_sub(inside).max(20)).iter().map(|line| isolate(line)).collect();
        if let (Some(mark), Some(line)) = (labels::denial(language, claim.polarity), lines.first_mut()) {
            *line = format!("{} {line}", paint(palette.denial, &isolate(mark)));
        }
        for line in lines {
            self.line(inside, &line);
        }
        if let Some(said_at) = claim.said_at.and_then(|index| self.reading.mentions.get(index)) {
            let mut when = format!("{}: {}", isolate(labels.said), isolate(self.words(said_at.span)));
            if let MentionKind::Time(Time { value: Some(value), .. }) = &said_at.kind {
                let _ = write!(when, " ({})", isolate(value));
            }
            self.line(inside, &paint(palette.quiet, &when));
        }
        self.relations(index, inside);
    }

    /// What the claim denies, repeats, confirms …, by number, with the words of the article where it is no claim.
    fn relations(&mut self, index: usize, indent: usize) {
        let Table { labels, palette, language, .. } = *self.table;
        let reading = self.reading;
        let first = reading.relations.partition_point(|relation| relation.from < index);
        for relation in reading.relations[first..].iter().take_while(|relation| relation.from == index) {
            let to = match relation.to {
                Some(to) => {
                    let who = reading.claims[to].who.as_deref().unwrap_or(labels.nobody);
                    format!("{} ({})", isolate(who), to + 1)
                }
                None => format!("{}: {}", isolate(labels.own_voice), isolate(self.words(relation.evidence.1))),
            };
            let line = format!("{}: {to}", isolate(labels::relation(language, relation.kind)));
            self.line(indent, &paint(palette.quiet, &line));
        }
    }

    /// From the outlet to the speaker. The outer isolate is right-to-left whatever the first name is written in, so that
    /// the arrow always points to the speaker.
    fn chain(&self, claim: &Claim) -> String {
        let names: Vec<String> = claim.chain.iter().map(|link| isolate(&link.name)).collect();
        if names.is_empty() {
            return isolate(claim.who.as_deref().unwrap_or(self.table.labels.nobody));
        }
        format!("\u{2067}{}\u{2069}", names.join(&format!(" {ARROW} ")))
    }

    fn figures(&mut self) {
        let Table { labels, palette, language, .. } = *self.table;
        let mut headed = false;
        for mention in &self.reading.mentions {
            let MentionKind::Figure(figure) = &mention.kind else { continue };
            if !std::mem::replace(&mut headed, true) {
                self.heading(labels.figures);
            }
            let mut parts: Vec<String> = bounds(figure).into_iter().collect();
            parts.extend(labels::approx(language, figure.approx).map(isolate));
            parts.push(isolate(&figure.unit));
            parts.push(isolate(self.words(mention.span)));
            if let Some(index) = self.holder(mention.span) {
                let claim = &self.reading.claims[index];
                let who = isolate(claim.who.as_deref().unwrap_or(labels.nobody));
                parts.push(paint(palette.quiet, &format!("{who} ({})", index + 1)));
            }
            self.line(5, &parts.join(" · "));
        }
    }

    /// The claim that says these words: of several around them the innermost.
    fn holder(&self, words: Span) -> Option<usize> {
        let around =
            |claim: &Claim| claim.content.iter().filter(|span| span.contains(words)).map(|span| span.len()).min();
        let sized = self.reading.claims.iter().enumerate().filter_map(|(index, claim)| Some((around(claim)?, index)));
        sized.min().map(|(_, index)| index)
    }

    fn times(&mut self) {
        let Table { labels, palette, language, .. } = *self.table;
        let mut headed = false;
        for mention in &self.reading.mentions {
            let MentionKind::Time(time) = &mention.kind else { continue };
            if !std::mem::replace(&mut headed, true) {
                self.heading(labels.times);
            }
            let value = time.value.as_deref().unwrap_or(labels.not_resolved);
            let basis = paint(palette.quiet, &isolate(labels::time_basis(language, time.basis)));
            let line = format!("{} · {} · {basis}", isolate(value), isolate(self.words(mention.span)));
            self.line(5, &line);
        }
    }

    /// Who and what is named, one line each kind: names with how often they are mentioned, roles only where they are over.
    fn names(&mut self) {
        let Table { labels, palette, language, .. } = *self.table;
        let entities = &self.reading.entities;
        if entities.is_empty() {
            return;
        }
        self.heading(labels.names);
        for kind in ["person", "organization", "outlet", "place"] {
            let name = |entity: &rawi::reading::Entity| {
                let mut name = isolate(&entity.name);
                let marks: Vec<String> = entity
                    .country
                    .clone()
                    .into_iter()
                    .chain(entity.former.then(|| isolate(labels.former)))
                    .chain((entity.mentions.len() > 1).then(|| format!("×{}", entity.mentions.len())))
                    .collect();
                if !marks.is_empty() {
                    let _ = write!(name, " ({})", marks.join(" "));
                }
                name
            };
            let names: Vec<String> = entities.iter().filter(|entity| entity.kind == kind).map(name).collect();
            if !names.is_empty() {
                let label = paint(palette.quiet, &isolate(labels::entity(language, kind)));
                self.line(5, &format!("{label}: {}", names.join(" · ")));
            }
        }
    }

    fn notes(&mut self) {
        let Table { labels, palette, .. } = *self.table;
        let mut headed = false;
        for note in &self.reading.notes {
            if !std::mem::replace(&mut headed, true) {
                self.heading(labels.notes);
            }
            let mut line = format!("{}: {}", paint(palette.note, note.code), isolate(&note.message));
            if let Some(span) = note.span {
                let _ = write!(line, " · {}", isolate(self.words(span)));
            }
            self.line(5, &line);
        }
    }
}

/// Counts under their labels, and the speed.
pub(super) fn totals(counts: &[(&str, u64)], labels: &Labels, summary: &Summary, elapsed: Duration) -> Vec<u8> {
    let count = |&(label, n): &(&str, u64)| format!("{}: {}", isolate(label), grouped(n.into()));
    let mut parts: Vec<String> = counts.iter().map(count).collect();
    // What an archive holds besides pages.
    parts.extend((summary.passed_over > 0).then(|| count(&(labels.other_records, summary.passed_over))));
    parts.push(speed(summary.bytes, elapsed));
    let mut line = parts.join(" · ");
    line.push('\n');
    line.into_bytes()
}

pub(super) fn paint(style: Style, words: &str) -> String {
    format!("{style}{words}{style:#}")
}

/// The bounds of a figure in digits, if it has any: «عشرات» has none.
pub(super) fn bounds(figure: &Figure) -> Option<String> {
    match (figure.min, figure.max) {
        (None, None) => None,
        (Some(min), Some(max)) if min == max => Some(amount(min)),
        (min, max) => {
            let bound = |bound: Option<Amount>| bound.map_or_else(|| "…".to_owned(), amount);
            Some(format!("{}–{}", bound(min), bound(max)))
        }
    }
}

/// An amount in digits, without zeros at the end of its fraction.
fn amount(amount: Amount) -> String {
    let (whole, fraction) = (amount.0 / Amount::UNIT, (amount.0 % Amount::UNIT).unsigned_abs());
    let sign = if amount.0 < 0 && whole == 0 { "-" } else { "" };
    let whole = grouped(whole);
    if fraction == 0 {
        return format!("{sign}{whole}");
    }
    let fraction = format!("{fraction:06}");
    format!("{sign}{whole}.{}", fraction.trim_end_matches('0'))
}

/// Digits in groups of three.
pub(super) fn grouped(n: i128) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::from(if n < 0 { "-" } else { "" });
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped_and_exact() {
        assert_eq!(amount(Amount::whole(1_234_567)), "1,234,567");
        assert_eq!(amount(Amount::whole(150)), "150");
        assert_eq!(amount(Amount(12_500_000)), "12.5");
        assert_eq!(amount(Amount(-500_000)), "-0.5");
        assert_eq!(amount(Amount(-1_500_000)), "-1.5");
    }
}
