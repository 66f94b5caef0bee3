//! What stands around the article of a page: menus, footers, boxes. Every line is kept as furniture, with the class that its words, the
//! markup around it, its neighbors or its place tell, in this order.

use std::collections::BTreeMap;

use rawi_text::Text;

use crate::block::{Block, BlockKind, FurnitureClass};
use crate::flow::Visible;
use crate::furniture::Line;
use crate::lexicon::FurnitureLexicon;
use crate::phrase;
use crate::tail::{RUN, opens_run};

/// The rule of lines whose class the names of elements around them tell.
const MARKUP: &str = "markup";
/// The rule of lines that stand outside the article, and nothing else is known of them.
const OUTSIDE: &str = "outside";

/// All blocks of a page, given those of its article.
///
/// `lines` and `visible` go together; `keys` are the lines as compared. The indices of repeated blocks are made to fit.
pub(crate) fn all_blocks(
    text: &Text,
    lines: &[Line],
    visible: &[&Visible],
    keys: &[&str],
    article: Vec<Block>,
    lexicon: &FurnitureLexicon,
) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(lines.len());
    // The place of each article block among all.
    let mut places: Vec<usize> = Vec::with_capacity(article.len());
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    let mut article = article.into_iter().peekable();
    let mut run = None;
    for ((line, visible), key) in lines.iter().zip(visible).zip(keys) {
        let mut own = false;
        while let Some(block) = article.next_if(|block| block.span.end() <= line.span.end()) {
            if matches!(block.kind, BlockKind::Headline | BlockKind::Caption) && block.repeats.is_none() {
                shown.entry(key).or_insert(out.len());
            }
            let repeats = block.repeats.and_then(|first| places.get(first).copied());
            places.push(out.len());
            out.push(Block { repeats, ..block });
            (own, run) = (true, None);
        }
        if own {
            continue;
        }
        if let Some(&first) = shown.get(key).filter(|_| key.contains(' ')) {
            out.push(Block { repeats: Some(first), ..Block::new(out[first].kind, line.span) });
            continue;
        }
        let (class, rule) = class(text, *line, visible, run, places.is_empty(), lexicon);
        if rule == MARKUP || rule == OUTSIDE {
            run = run.filter(|_| rule == OUTSIDE);
        } else if rule != RUN {
            run = opens_run(class).then_some(class);
        }
        out.push(Block::furniture(class, rule, line.span));
    }
    out
}

/// The class of a line outside the article and the rule that tells it.
pub(crate) fn class(
    text: &Text,
    line: Line,
    visible: &Visible,
    run: Option<FurnitureClass>,
    before: bool,
    lexicon: &FurnitureLexicon,
) -> (FurnitureClass, &'static str) {
    let shape = visible.shape();
    if let Some(hit) = phrase::hit(text, line.span, shape, lexicon)
        // A word inside a longer line is weaker than the box it stands in.
        && (hit.fills || hit.announces || visible.context.is_none_or(|context| context == FurnitureClass::Navigation))
    {
        return (hit.class, hit.rule);
    }
    if let Some(context) = visible.context.filter(|&context| context != FurnitureClass::Navigation) {
        return (context, MARKUP);
    }
    if let Some(class) = run {
        return (class, RUN);
    }
    if visible.context.is_some() {
        return (FurnitureClass::Navigation, MARKUP);
    }
    // Under an article, lines of some length are headlines and teasers of others.
    let is_menu = before || shape.n_words <= 3;
    (if is_menu { FurnitureClass::Navigation } else { FurnitureClass::Related }, OUTSIDE)
}
