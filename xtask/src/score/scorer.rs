//! The scorer: a Python program that defines what is right.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::repository::output;

/// What the scorer says of one set of readings.
pub(super) struct Scored {
    /// Per part, precision, recall and F1; `accuracy` per field; `missing` ids.
    pub(super) figures: Value,
    /// Per rule: claims predicted, paired with gold, source and content right.
    pub(super) rules: Vec<Rule>,
}

pub(super) struct Rule {
    pub(super) id: String,
    pub(super) counts: [u64; 3],
}

pub(super) fn score(scorer: &Path, gold: &Path, readings: &Path) -> Result<Scored, String> {
    let ask = |mode: &str| output(Command::new("python3").arg(scorer).arg(gold).arg(readings).arg(mode));
    let figures = ask("--json")?;
    let figures = serde_json::from_str(&figures).map_err(|error| format!("{}: not JSON: {error}", scorer.display()))?;
    Ok(Scored { figures, rules: rules(&ask("--by-rule")?) })
}

/// The rules table of `--by-rule`: an id and three counts a line.
fn rules(printed: &str) -> Vec<Rule> {
    let table = printed.lines().skip_while(|line| !line.starts_with("rule ")).skip(1);
    table
        .map_while(|line| {
            let mut parts = line.split_whitespace();
            let id = parts.next()?.to_owned();
            let counts = [parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?];
            Some(Rule { id, counts })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_table_is_read_to_its_end() {
        let printed = "48 documents\ncue  P 1\n\nrule  predicted  paired  source and content right\n  verb-inna   300   280   200\n  colon   4  2  1\n\nmost frequent\n  12  act: a -> b\n";
        let rules = rules(printed);
        let seen: Vec<_> = rules.iter().map(|rule| (rule.id.as_str(), rule.counts)).collect();
        assert_eq!(seen, [("verb-inna", [300, 280, 200]), ("colon", [4, 2, 1])]);
    }
}
