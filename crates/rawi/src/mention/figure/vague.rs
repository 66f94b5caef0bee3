//! Vague counts: عشرات، مئات الآلاف، بضعة، الملايين.

use rawi_text::{Proclitics, TokenFlags};

use super::find::{Finder, Quantity, VAGUE};
use super::words::{NumberWord, Shape};
use crate::lexicon::Class;
use crate::mention::Approx;

impl Finder<'_, '_> {
    /// A run of uncounted plurals that begins at `at`.
    pub(super) fn vague(&self, at: usize) -> Option<Quantity> {
        let mut end = at;
        let mut large = false;
        let mut definite = false;
        let few = self.number_word(at) == Some(NumberWord::Some);
        if few {
            end += 1;
            if self.number_word(end) == Some(NumberWord::Ten) {
                end += 1;
            }
        }
        while self.sentence.contains(&end) && (end == at || !self.scan.flag(end, TokenFlags::LINE_START)) {
            let Some(sense) = self.scan.sense(end, Class::Number) else { break };
            let Some(row) = self.lexicon().numbers.get(sense.row()) else { break };
            let lead = sense.proclitics | row.lead;
            if end > at && !matches!(lead, Proclitics::AL) && !lead.is_empty() {
                break;
            }
            match row.word {
                NumberWord::TensOf => {}
                NumberWord::Scale { value, shape: Shape::Many } => large = value > 1000,
                NumberWord::Scale { value, shape: Shape::One } if end > at => large = value > 1000,
                _ => break,
            }
            definite = lead.contains(Proclitics::AL);
            end += 1;
        }
        (end > at).then_some(Quantity {
            low: None,
            high: None,
            approx: Approx::Vague,
            tokens: at..end,
            number: None,
            definite,
            large,
            unit: None,
            rule: Some(VAGUE),
        })
    }
}
