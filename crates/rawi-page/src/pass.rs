//! The one reading of a page's markup: its lines, what it says of itself, and the page that extractors get.

use std::ops::ControlFlow;

use crate::caps::{Bounded, Place, Writer};
use crate::flow::{Flow, Lines};
use crate::lexicon::FurnitureLexicon;
use crate::markup::{Mark, each};
use crate::metadata::{Metadata, Statements};

/// What one reading of a page gives.
#[derive(Debug)]
pub(crate) struct Pass {
    pub(crate) lines: Lines,
    pub(crate) about: Metadata,
    /// The page for extractors.
    pub(crate) page: Bounded,
}

impl Pass {
    pub(crate) fn of(html: &str, lexicon: &FurnitureLexicon) -> Pass {
        let (mut flow, mut statements, mut writer) = (Flow::new(lexicon), Statements::default(), Writer::default());
        // Each goes as far as its own bounds let it.
        let (mut flows, mut writes) = (true, true);
        each(html, |mark| {
            let before = place(&flow);
            if flows {
                flows = flow.take(&mark).is_continue();
            }
            if writes {
                // An end tag belongs to what it ends, all else to where it leads.
                let place = if matches!(mark, Mark::End(_)) { before } else { place(&flow) };
                writes = writer.take(&mark, place).is_continue();
                statements.take(&mark);
            }
            if flows || writes { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        Pass { lines: flow.finish(), about: statements.settle(), page: writer.finish() }
    }
}

fn place(flow: &Flow<'_>) -> Place {
    if flow.is_in_title() {
        Place::Title
    } else if flow.is_seen() {
        Place::Seen
    } else if flow.is_in_head() {
        Place::Head
    } else {
        Place::Hidden
    }
}
