//! What HTML elements are to a reader: hidden, inside a line, or a block that gives its lines a kind.

use crate::block::BlockKind;

/// Elements whose content nobody reads as text of the page.
pub(crate) fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "head"
            | "title"
            | "select"
            | "textarea"
            | "iframe"
            | "object"
            | "canvas"
            | "math"
            | "video"
            | "audio"
            | "datalist"
    )
}

/// Elements that stand inside a line.
pub(crate) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "input"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "nobr"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "meta"
            | "link"
            | "source"
            | "picture"
            | "button"
    )
}

/// The kind a tag gives to the lines inside it.
pub(crate) fn kind_of(name: &str) -> Option<BlockKind> {
    match name {
        "h1" => Some(BlockKind::Headline),
        "h2" | "h3" | "h4" | "h5" | "h6" => Some(BlockKind::Heading),
        "li" | "dd" | "dt" => Some(BlockKind::List),
        "blockquote" => Some(BlockKind::Quote),
        // What stands beside a picture in its frame is a caption, whatever its own tag.
        "figcaption" | "caption" | "figure" => Some(BlockKind::Caption),
        "tr" => Some(BlockKind::Table),
        // All but the first are boundaries: a paragraph inside is a paragraph again.
        "p" | "ul" | "ol" | "table" | "article" | "section" | "aside" => Some(BlockKind::Paragraph),
        _ => None,
    }
}

/// Elements without content and without an end tag.
pub(crate) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements that close themselves where the next of their kind opens.
pub(crate) fn closes_itself(name: &str) -> bool {
    matches!(name, "p" | "li" | "tr" | "dd" | "dt")
}

/// Block elements at which a paragraph that is open ends.
pub(crate) fn ends_paragraph(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "center"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "ul"
    )
}
