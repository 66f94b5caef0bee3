//! A page as tags and words, in the order they are written: read once, for all who want to know something of it.
//!
//! Everything is borrowed from buffers that are used again; a page has thousands of tags, and making each of them anew is most of
//! what reading them costs.

use std::ops::{ControlFlow, Range};

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// A piece of a page.
#[derive(Debug)]
pub(crate) enum Mark<'a> {
    Start(&'a Tag),
    /// The name of the element that ends.
    End(&'a str),
    /// Words as they read, as they are written, and where that is in the page.
    Words(&'a str, &'a str, usize),
}

/// Attributes of one tag that are kept.
pub(crate) const ATTRIBUTES: usize = 64;

/// A start tag.
#[derive(Debug, Default)]
pub(crate) struct Tag {
    characters: String,
    /// Where its name ends.
    name: usize,
    /// Names and values, in the characters.
    attributes: Vec<(Range<usize>, Range<usize>)>,
    n_attributes: usize,
    self_closing: bool,
}

impl Tag {
    /// In lower case, as the names of attributes are.
    pub(crate) fn name(&self) -> &str {
        &self.characters[..self.name]
    }

    /// The value of an attribute, character references read.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// In the order they are written.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(key, value)| (&self.characters[key.clone()], &self.characters[value.clone()]))
    }

    /// How many there are, those beyond [`ATTRIBUTES`] included.
    pub(crate) fn n_attributes(&self) -> usize {
        self.n_attributes
    }

    pub(crate) fn is_self_closing(&self) -> bool {
        self.self_closing
    }

    fn open(&mut self, name: &[u8]) {
        self.characters.clear();
        self.attributes.clear();
        self.n_attributes = 0;
        self.self_closing = false;
        self.name = self.push(name).end;
    }

    fn attribute_name(&mut self, name: &[u8]) {
        self.n_attributes += 1;
        if self.n_attributes <= ATTRIBUTES {
            let name = self.push(name);
            let end = name.end;
            self.attributes.push((name, end..end));
        }
    }

    fn attribute_value(&mut self, value: &[u8]) {
        if self.n_attributes <= ATTRIBUTES {
            let value = self.push(value);
            if let Some((_, last)) = self.attributes.last_mut() {
                *last = value;
            }
        }
    }

    fn push(&mut self, bytes: &[u8]) -> Range<usize> {
        let start = self.characters.len();
        self.characters.push_str(&String::from_utf8_lossy(bytes));
        start..self.characters.len()
    }
}

/// Reads a page until its end, or until `take` breaks off. Never an error: HTML has no syntax errors, and memory does not fail to
/// be read.
pub(crate) fn each(html: &str, mut take: impl FnMut(Mark<'_>) -> ControlFlow<()>) {
    let mut tag = Tag::default();
    // Attributes are also told of end tags, which have none; and nothing is taken once somebody broke off.
    let (mut in_tag, mut is_over) = (false, false);
    let on = |event: CallbackEvent<'_>, span: Span<usize>| -> Option<()> {
        if is_over {
            return None;
        }
        let flow = match event {
            CallbackEvent::OpenStartTag { name } => {
                in_tag = true;
                tag.open(name);
                return None;
            }
            CallbackEvent::AttributeName { name } => {
                if in_tag {
                    tag.attribute_name(name);
                }
                return None;
            }
            CallbackEvent::AttributeValue { value } => {
                if in_tag {
                    tag.attribute_value(value);
                }
                return None;
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                in_tag = false;
                tag.self_closing = self_closing;
                take(Mark::Start(&tag))
            }
            CallbackEvent::EndTag { name } => {
                in_tag = false;
                take(Mark::End(&String::from_utf8_lossy(name)))
            }
            CallbackEvent::String { value } => {
                let written = html.get(span.start..span.end).unwrap_or_default();
                take(Mark::Words(&String::from_utf8_lossy(value), written, span.start))
            }
            _ => return None,
        };
        is_over = flow.is_break();
        is_over.then_some(())
    };
    let mut emitter = CallbackEmitter::<_, (), usize>::new(on);
    // Without this, the text of a script would be read as tags.
    emitter.naively_switch_states(true);
    // It comes back at the end, or with the first token, which is the sign to break off.
    let _ = Tokenizer::new_with_emitter(html, emitter).next();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(html: &str) -> Vec<String> {
        let mut out = Vec::new();
        each(html, |mark| {
            out.push(match mark {
                Mark::Start(tag) => {
                    let attributes: Vec<String> =
                        tag.attributes().map(|(key, value)| format!(" {key}={value}")).collect();
                    format!("<{}{}>", tag.name(), attributes.concat())
                }
                Mark::End(name) => format!("</{name}>"),
                Mark::Words(words, written, _) => format!("{words}@{written}"),
            });
            if out.len() < 8 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        out
    }

    #[test]
    fn tags_and_words_come_in_order() {
        assert_eq!(
            marks("<DIV Class='a&amp;b' hidden>السد &lt; ماء</div x=y><br/>"),
            ["<div class=a&b hidden=>", "السد < ماء@السد &lt; ماء", "</div>", "<br>"]
        );
        assert_eq!(marks("<script>if (a<b) {}</script><p"), ["<script>", "if (a<b) {}@if (a<b) {}", "</script>"]);
        assert!(marks("").is_empty());
    }

    #[test]
    fn of_an_attribute_written_twice_the_first_counts_and_many_are_counted() {
        each("<p a=1 b=2 a=3>", |mark| {
            if let Mark::Start(tag) = mark {
                assert_eq!((tag.attribute("a"), tag.attribute("b"), tag.attribute("c")), (Some("1"), Some("2"), None));
            }
            ControlFlow::Continue(())
        });
        let many = (0..200).fold("<p".to_owned(), |page, n| page + &format!(" a{n}=x"));
        each(&(many + ">"), |mark| {
            if let Mark::Start(tag) = mark {
                assert_eq!((tag.attributes().count(), tag.n_attributes()), (ATTRIBUTES, 200));
            }
            ControlFlow::Continue(())
        });
    }

    #[test]
    fn who_breaks_off_gets_nothing_more() {
        assert_eq!(marks(&"<p>ا".repeat(100)).len(), 8);
    }
}
