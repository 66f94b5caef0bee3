//! The one reading of a page's markup: its lines, what it says of itself, and the page that extractors get.

use std::ops::ControlFlow;

use crate::caps::{Bounded, Place, Writer};
use crate::flow::{Flow, Lines};
use crate::lexicon::FurnitureLexicon;
use crate::markup::{Mark, each};
use crate::metadata::{Metadata, Statements};
use crate::tree::Tree;

/// What one reading of a page gives.
#[derive(Debug)]
pub(crate) struct Pass {
    pub(crate) lines: Lines,
    pub(crate) about: Metadata,
    /// The page for extractors, or how it is built.
    pub(crate) main: Main,
}

/// What finding the main text needs.
#[derive(Debug)]
pub(crate) enum Main {
    /// The page for extractors.
    Page(Bounded),
    /// How it is built.
    Tree(Tree),
}

impl Pass {
    /// Reads a page for extractors.
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
        Pass { lines: flow.finish().0, about: statements.settle(), main: Main::Page(writer.finish()) }
    }

    /// Reads a page and how it is built.
    pub(crate) fn fast(html: &str, lexicon: &FurnitureLexicon) -> Pass {
        let (mut flow, mut statements) = (Flow::with_tree(lexicon), Statements::default());
        each(html, |mark| {
            statements.take(&mark);
            flow.take(&mark)
        });
        let (lines, tree) = flow.finish();
        Pass { lines, about: statements.settle(), main: Main::Tree(tree.unwrap_or_default()) }
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
