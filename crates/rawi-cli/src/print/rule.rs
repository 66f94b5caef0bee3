//! Rules and their examples as text for people.

use std::fmt::Write;

use anstyle::Style;
use rawi::explain::{Rule, Section};
use rawi_text::isolate;

use super::wrap::wrap;

/// Prose wider than this is hard to read.
const WIDTH: usize = 90;

/// All rules, one a line.
pub(crate) fn list(rules: &[Rule], colored: bool) -> String {
    let widest = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    let bold = style(colored, Style::new().bold());
    let mut out = String::new();
    for rule in rules {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{bold}{:widest$}{bold:#}  {}", rule.id, isolate(rule.title));
    }
    out
}

/// One rule: its id, why it is so, and its examples, each with what must be found in it.
pub(crate) fn text(section: &Section, colored: bool) -> String {
    let (bold, quiet) = (style(colored, Style::new().bold()), style(colored, Style::new().dimmed()));
    let mut out = String::new();
    let _ = writeln!(out, "{bold}{}{bold:#}  {}", section.id, isolate(section.title));
    for paragraph in &section.prose {
        out.push('\n');
        for line in wrap(paragraph, WIDTH) {
            let _ = writeln!(out, "{}", isolate(&line));
        }
    }
    for example in &section.examples {
        out.push('\n');
        for line in example.text.lines().flat_map(|line| wrap(line, WIDTH)) {
            let _ = writeln!(out, "  {}", isolate(&line));
        }
        for line in &example.expected {
            let _ = writeln!(out, "    {quiet}{}{quiet:#}", isolate(line));
        }
    }
    out
}

fn style(colored: bool, style: Style) -> Style {
    if colored { style } else { Style::new() }
}
