//! What a ledger answers, for people: one claim in a few lines, the words first, then who, where and when.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use rawi::reading::{Act, Polarity, RelationKind};
use rawi_ledger::ask::claims::ClaimRow;
use rawi_ledger::ask::conflicts::RelationRow;
use rawi_ledger::ask::origins::{Drift, Origins};
use rawi_ledger::ask::sources::SourceRow;
use rawi_ledger::ask::stories::{Story, StoryRow};
use rawi_ledger::ask::timeline::TimelineRow;
use rawi_ledger::ask::tolls::TollRow;
use rawi_text::isolate;

use super::labels;
use super::wrap::wrap;
use crate::flags::Language;

/// Where no terminal says how wide it is.
const WIDTH: usize = 100;

/// How answers look in this run.
pub(crate) struct Answers {
    language: Language,
    width: usize,
    strong: Style,
    quiet: Style,
    denial: Style,
}

impl Answers {
    pub(crate) fn new(language: Language, colored: bool) -> Answers {
        let width = terminal_size::terminal_size().map_or(WIDTH, |(width, _)| usize::from(width.0).clamp(40, 140));
        let plain = Style::new();
        let style = |style: Style| if colored { style } else { plain };
        Answers {
            language,
            width,
            strong: style(plain.bold()),
            quiet: style(plain.dimmed()),
            denial: style(plain.bold().fg_color(Some(AnsiColor::Red.into()))),
        }
    }

    fn pick(&self, arabic: &'static str, english: &'static str) -> &'static str {
        self.language.pick(arabic, english)
    }

    /// One claim.
    pub(crate) fn claim(&self, claim: &ClaimRow, out: &mut Vec<u8>) {
        let mut text = String::new();
        self.push_claim(claim, "", &mut text);
        if claim.alike > 1 {
            let _ = writeln!(text, "  {} {}", claim.alike, self.pick("أقوال بالمعنى نفسه", "claims that say the same"));
        }
        text.push('\n');
        out.extend(text.as_bytes());
    }

    fn push_claim(&self, claim: &ClaimRow, indent: &str, text: &mut String) {
        let act = Act::named(&claim.act).map_or("", |act| labels::act(self.language, act));
        let denied = Polarity::named(&claim.polarity).and_then(|polarity| labels::denial(self.language, polarity));
        let who = claim.who.as_deref().unwrap_or(self.pick("بلا قائل", "nobody named"));
        let (strong, quiet, denial) = (self.strong, self.quiet, self.denial);
        let _ = write!(text, "{indent}{strong}{}{strong:#} · {}", isolate(who), isolate(act));
        if let Some(denied) = denied {
            let _ = write!(text, " · {denial}{}{denial:#}", isolate(denied));
        }
        text.push('\n');
        for line in wrap(&claim.content, self.width.saturating_sub(indent.len() + 4)) {
            let _ = writeln!(text, "{indent}  {}", isolate(&line));
        }
        let published = claim.published.as_deref().map_or("", day);
        let outlet = claim.outlet.as_deref().unwrap_or(self.pick("وسيلة غير معروفة", "outlet unknown"));
        let _ = writeln!(
            text,
            "{indent}  {quiet}{published} · {} · {} · {}{quiet:#}",
            isolate(outlet),
            isolate(&claim.origin),
            claim.uid
        );
    }

    /// A claim with its three dates.
    pub(crate) fn moment(&self, row: &TimelineRow, out: &mut Vec<u8>) {
        let mut text = String::new();
        let known = |day: &Option<String>| day.clone().unwrap_or_else(|| "—".to_owned());
        let _ = writeln!(
            text,
            "{} {} · {} {} · {} {}",
            self.pick("الحدث", "event"),
            known(&row.event),
            self.pick("قيل", "said"),
            known(&row.said),
            self.pick("نشر", "published"),
            known(&row.published)
        );
        self.push_claim(&row.claim, "  ", &mut text);
        text.push('\n');
        out.extend(text.as_bytes());
    }

    /// How two claims stand to each other.
    pub(crate) fn relation(&self, row: &RelationRow, out: &mut Vec<u8>) {
        let mut text = String::new();
        let kind = RelationKind::named(&row.kind).map_or("", |kind| labels::relation(self.language, kind));
        let strong = self.strong;
        let _ = writeln!(text, "{strong}{}{strong:#} · {:.2} · {} · {}", isolate(kind), row.score, row.rule, row.uid);
        if row.kind == "figure_conflict" || row.kind == "updates" {
            let _ = writeln!(text, "  {} ≠ {}", isolate(&row.from_words), isolate(&row.to_words));
        }
        self.push_claim(&row.from, "  ", &mut text);
        match &row.to {
            Some(to) => self.push_claim(to, "  ↳ ", &mut text),
            None => {
                let _ = writeln!(text, "  ↳ {}", isolate(&row.to_words));
            }
        }
        text.push('\n');
        out.extend(text.as_bytes());
    }

    /// One number of the dead, the injured …
    pub(crate) fn toll(&self, row: &TollRow, out: &mut Vec<u8>) {
        let class = match row.class.as_str() {
            "killed" => self.pick("قتلى", "killed"),
            "injured" => self.pick("جرحى", "injured"),
            "detained" => self.pick("معتقلون", "detained"),
            "missing" => self.pick("مفقودون", "missing"),
            _ => self.pick("نازحون", "displaced"),
        };
        let (mark, denial) = (if row.disputed { "≠" } else { " " }, self.denial);
        let line = format!(
            "{denial}{mark}{denial:#} {class} · {} · {} · {} · {} · {}\n",
            isolate(&row.words),
            isolate(row.claim.who.as_deref().unwrap_or(self.pick("بلا قائل", "nobody named"))),
            row.claim.published.as_deref().map_or("", day),
            isolate(row.claim.outlet.as_deref().unwrap_or_default()),
            row.claim.uid
        );
        out.extend(line.as_bytes());
    }

    /// Claims that say the same, and the path they took.
    pub(crate) fn origins(&self, origins: &Origins, out: &mut Vec<u8>) {
        let mut text = String::new();
        self.push_origins(origins, &mut text);
        out.extend(text.as_bytes());
    }

    fn push_origins(&self, origins: &Origins, text: &mut String) {
        let strong = self.strong;
        let _ = writeln!(
            text,
            "{strong}{} {} · {} {}{strong:#}",
            origins.outlets,
            self.pick("من وسائل الإعلام", "outlets"),
            origins.origins,
            self.pick("من المصادر المستقلة", "independent origins")
        );
        for step in &origins.path {
            self.push_claim(&step.claim, &format!("  [{}] ", step.origin), text);
            for drift in &step.drift {
                let told = match drift {
                    Drift::Cue { from, to } => (self.pick("الفعل", "cue"), format!("{from} ← {to}")),
                    Drift::Figure { from, to } => (self.pick("الرقم", "figure"), format!("{from} ← {to}")),
                    Drift::HedgeLost { from } => (self.pick("سقط التحفظ", "hedge lost"), from.clone()),
                    Drift::SourceLost { from, to } => {
                        (self.pick("سقط المصدر", "source lost"), format!("{from} ← {to}"))
                    }
                };
                let _ = writeln!(text, "      {}: {}", told.0, isolate(&told.1));
            }
        }
        text.push('\n');
    }

    /// One story, in a line.
    pub(crate) fn story_line(&self, story: &StoryRow, out: &mut Vec<u8>) {
        out.extend(self.headed(story).as_bytes());
    }

    fn headed(&self, story: &StoryRow) -> String {
        let (strong, quiet) = (self.strong, self.quiet);
        let headline = story.headline.as_deref().unwrap_or(self.pick("بلا عنوان", "no headline"));
        let days = [&story.first, &story.last].map(|day| day.clone().unwrap_or_else(|| "—".to_owned()));
        format!(
            "{}  {strong}{}{strong:#}\n  {quiet}{}..{} · {}: {} · {}: {} · {}: {} · {}: {}{quiet:#}\n",
            story.story,
            isolate(headline),
            days[0],
            days[1],
            self.pick("مقالات", "articles"),
            story.documents,
            self.pick("وسائل", "outlets"),
            story.outlets,
            self.pick("أقوال", "claims"),
            story.claims,
            self.pick("نفي", "denials"),
            story.denials
        )
    }

    /// One story with its articles and what is said in it most.
    pub(crate) fn story(&self, story: &Story, out: &mut Vec<u8>) {
        let mut text = self.headed(&story.story);
        for document in &story.documents {
            let _ = writeln!(
                text,
                "  {} · {} · {} ({})",
                document.published.as_deref().map_or("", day),
                isolate(document.outlet.as_deref().unwrap_or_default()),
                isolate(document.headline.as_deref().unwrap_or(&document.key)),
                document.claims
            );
        }
        text.push('\n');
        for origins in &story.told {
            self.push_origins(origins, &mut text);
        }
        out.extend(text.as_bytes());
    }

    /// What one source said.
    pub(crate) fn source(&self, row: &SourceRow, out: &mut Vec<u8>) {
        let mut text = String::new();
        let list = |tally: &[(String, u64)]| {
            tally
                .iter()
                .take(8)
                .map(|(name, count)| format!("{} {count}", isolate(name)))
                .collect::<Vec<_>>()
                .join(" · ")
        };
        let of = |part: u64| format!("{part}/{}", row.claims);
        let acts: Vec<(String, u64)> = row
            .acts
            .iter()
            .map(|(act, count)| {
                (Act::named(act).map_or(act.as_str(), |act| labels::act(self.language, act)).to_owned(), *count)
            })
            .collect();
        let lines = [
            (self.pick("الأسماء", "names"), list(&row.names)),
            (self.pick("الأقوال", "claims"), format!("{} ({})", row.claims, row.said)),
            (self.pick("المقالات", "articles"), row.documents.to_string()),
            (self.pick("الوسائل", "outlets"), list(&row.outlets)),
            (self.pick("الأفعال", "acts"), list(&acts)),
            (self.pick("بنصه", "quoted"), of(row.quoted)),
            (self.pick("باسمه", "named"), of(row.named)),
            (self.pick("ينفي", "denies"), of(row.denying)),
            (self.pick("ينفى", "is denied"), of(row.denied)),
            (self.pick("عبر", "through"), list(&row.to)),
        ];
        for (label, told) in lines {
            let _ = writeln!(text, "{label}: {told}");
        }
        text.push('\n');
        for claim in &row.latest {
            self.push_claim(claim, "  ", &mut text);
        }
        out.extend(text.as_bytes());
    }
}

/// The day of an ISO 8601 date or date-time.
fn day(published: &str) -> &str {
    published.get(..10).unwrap_or(published)
}
