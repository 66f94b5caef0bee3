//! Where and when a picture was taken, as its caption says: «طابور أمام الفرن في نهاوند، 3 أيار 2024 (نبأ)».
//!
//! The place is one where somebody or something is («في»، «ببغداد»، «بمدينة طنجة»), or a part of its own between commas and dashes; a country that is only
//! named («وفد مصر») is none.

use std::ops::Range;

use rawi_page::BlockKind;
use rawi_text::Proclitics;

use super::time::is_at_place;
use super::{Mention, PlaceType, TimeType};
use crate::lexicon::{Class, Function, Sense};
use crate::reading::{Caption, MentionKind};
use crate::scan::Scan;

/// Words that may stand between «في» and the place: «في محيط مدينة نهاوند».
const BETWEEN: usize = 2;

/// What the captions of a document say of their pictures; those that say nothing are left out.
pub(crate) fn captions(scan: &Scan<'_>, mentions: &[Mention]) -> Vec<Caption> {
    let blocks = scan.document.blocks.iter().enumerate();
    let told = blocks.filter(|(_, block)| block.kind == BlockKind::Caption && block.repeats.is_none());
    told.filter_map(|(at, block)| {
        let words = scan.tokens.within(block.span);
        let first = mentions.partition_point(|mention| mention.span.start() < block.span.start());
        let inside: Vec<usize> = (first..mentions.len())
            .take_while(|&at| mentions[at].span.end() <= block.span.end())
            .filter(|&at| block.credit.is_none_or(|credit| !credit.contains(mentions[at].span)))
            .collect();
        let date = inside.iter().copied().find(|&at| {
            matches!(&mentions[at].kind, MentionKind::Time(time) if time.r#type == TimeType::Date && time.value.is_some())
        });
        let places = || {
            inside.iter().copied().filter(|&at| {
                matches!(mentions[at].kind, MentionKind::Place { r#type: PlaceType::City | PlaceType::Country, .. })
            })
        };
        // A name may begin inside its first word, behind a preposition.
        let tokens = |at: usize| {
            let span = mentions[at].span;
            let first = words.clone().find(|&at| scan.tokens[at].span.end() > span.start());
            let end = words.clone().rfind(|&at| scan.tokens[at].span.start() < span.end());
            first.unwrap_or(words.end)..end.map_or(words.end, |last| last + 1)
        };
        let place = places()
            .find(|&at| is_where(scan, &words, tokens(at).start))
            .or_else(|| places().find(|&at| is_part(scan, &words, &tokens(at))));
        (place.is_some() || date.is_some()).then_some(Caption { block: at, place, date })
    })
    .collect()
}

/// Is somebody or something at the place whose name begins at this token?
fn is_where(scan: &Scan<'_>, caption: &Range<usize>, at: usize) -> bool {
    let with_preposition = |sense: &Sense| {
        matches!(sense.class, Class::City | Class::Country) && sense.proclitics.contains(Proclitics::BI)
    };
    let before = at.checked_sub(1).filter(|before| caption.contains(before));
    if scan.senses(at).iter().any(with_preposition) || before.is_some_and(|before| is_at_place(scan, before)) {
        return true;
    }
    let before = (caption.start.max(at.saturating_sub(BETWEEN + 1))..at).rev();
    let mut words = before.take_while(|&at| !is_boundary(scan, at));
    words.any(|at| scan.function(at, Function::Fi).is_some())
}

/// Does the name stand between two boundaries, or between one and an end of the caption?
fn is_part(scan: &Scan<'_>, caption: &Range<usize>, name: &Range<usize>) -> bool {
    let before = name.start <= caption.start || is_boundary(scan, name.start - 1);
    before && (name.end >= caption.end || is_boundary(scan, name.end))
}

fn is_boundary(scan: &Scan<'_>, at: usize) -> bool {
    ['-', '\u{2013}', '\u{2014}', '\u{60C}', ',', ':', '.', '(', ')', '/', '|'].iter().any(|&mark| scan.mark(at, mark))
}
