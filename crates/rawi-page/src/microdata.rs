//! Microdata: which properties of a page are those of its article, by the items they lie in.

use std::collections::BTreeSet;

use crate::markup::Tag;
use crate::metadata::is_article;
use crate::tags::is_void;

/// The items that are open.
#[derive(Debug, Default)]
pub(crate) struct Scopes {
    open: Vec<Scope>,
    types: BTreeSet<String>,
}

#[derive(Debug)]
struct Scope {
    element: String,
    /// How many elements of the same name are open in it, itself included.
    depth: usize,
    /// The type of schema.org, in lower case.
    kind: String,
    /// Whose property it is in the item around it.
    property: Option<String>,
}

/// More items than this in one another are not followed.
const DEEP: usize = 16;

impl Scopes {
    /// Enters an element; gives the property of the article, in lower case, that it tells.
    pub(crate) fn open(&mut self, tag: &Tag<'_>) -> Option<String> {
        for scope in self.open.iter_mut().filter(|scope| scope.element == tag.name()) {
            scope.depth += 1;
        }
        let attribute = |name: &str| tag.attribute(name).map(|value| value.trim().to_ascii_lowercase());
        let property = attribute("itemprop").filter(|property| !property.is_empty());
        let told = property.clone().and_then(|property| self.told(&property));
        if tag.attribute("itemscope").is_some()
            && !tag.is_self_closing()
            && !is_void(tag.name())
            && self.open.len() < DEEP
        {
            let kind = attribute("itemtype").unwrap_or_default();
            let kind = kind.rsplit(['/', '#']).next().unwrap_or_default().to_owned();
            if property.is_none() && self.open.is_empty() && !kind.is_empty() {
                self.types.insert(kind.clone());
            }
            self.open.push(Scope { element: tag.name().to_owned(), depth: 1, kind, property });
            // Its name is what tells.
            return None;
        }
        told
    }

    /// Leaves an element.
    pub(crate) fn close(&mut self, element: &str) {
        for scope in self.open.iter_mut().filter(|scope| scope.element == element) {
            scope.depth -= 1;
        }
        if let Some(at) = self.open.iter().position(|scope| scope.depth == 0) {
            self.open.truncate(at);
        }
    }

    fn told(&self, property: &str) -> Option<String> {
        let of_page = |scope: &Scope| is_article(&scope.kind) || scope.kind.ends_with("page");
        let Some((inner, around)) = self.open.split_last() else { return Some(property.to_owned()) };
        if of_page(inner) {
            return Some(property.to_owned());
        }
        // The name of the person who is the author.
        let of_author = inner.property.as_deref() == Some("author") && around.last().is_none_or(of_page);
        (of_author && property == "name").then(|| "author".to_owned())
    }

    /// The types of the items that lie in no other.
    pub(crate) fn types(&self) -> impl Iterator<Item = String> {
        self.types.iter().cloned()
    }
}
