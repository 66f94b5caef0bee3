//! What several test files need.

use rawi_page::{Block, BlockKind, Document, Input, InputKind};
use rawi_text::Text;

/// A document of one paragraph a line.
pub(crate) fn paragraphs(body: &str) -> Document {
    let text = Text::new(body);
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        let span = text.trimmed(text.span(start..start + line.len()).expect("lines cut at characters"));
        start += line.len();
        if !span.is_empty() {
            blocks.push(Block::new(BlockKind::Paragraph, span));
        }
    }
    Document {
        key: String::new(),
        sha256: String::new(),
        input: Input {
            path: String::new(),
            kind: InputKind::Text,
            charset: "utf-8".into(),
            record: None,
            capture: None,
        },
        url: None,
        outlet: None,
        author: None,
        title: None,
        published: None,
        modified: None,
        section: None,
        tags: Vec::new(),
        page: None,
        language: "ar".into(),
        text,
        blocks,
        notes: Vec::new(),
        provenance: rawi_page::Provenance::default(),
    }
}
