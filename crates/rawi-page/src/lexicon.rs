//! The words this crate knows: furniture phrases and outlet names, from the tables.

use rawi_lexicon::{Error, Tables};
use rawi_text::fold;

use crate::block::FurnitureClass;

/// Furniture phrases and outlet names, folded and ready to match. Made once, shared by all documents.
#[derive(Clone, Debug, Default)]
pub struct FurnitureLexicon {
    phrases: Vec<Phrase>,
    outlets: Vec<OutletName>,
}

/// A furniture phrase.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    pub(crate) class: FurnitureClass,
    pub(crate) place: Place,
    /// Folded words with single spaces between, punctuation at both ends cut.
    pub(crate) words: String,
}

/// Where in a line a phrase must stand to be a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Whole,
    Prefix,
    Anywhere,
}

/// A name of an outlet, or of an agency that publishes under its own name.
#[derive(Clone, Debug)]
pub(crate) struct OutletName {
    /// The name as the table's first variant writes it.
    pub(crate) name: String,
    pub(crate) folded: String,
    pub(crate) domain: Option<String>,
    pub(crate) agency: bool,
}

const PHRASE: &str = "furniture/phrase";
const PHRASE_COLUMNS: &[&str] = &["class", "match", "arabic"];
const OUTLET: &str = "outlet/outlet";
const OUTLET_COLUMNS: &[&str] = &["kind", "id", "region", "domain", "arabic"];

impl FurnitureLexicon {
    /// Reads the tables `furniture/phrase` and `outlet/outlet`, overlays included.
    ///
    /// # Errors
    /// The first row whose class, match or kind is not known, by file and line.
    pub fn new(tables: &Tables) -> Result<FurnitureLexicon, Error> {
        let mut lexicon = FurnitureLexicon::default();
        let classes: Vec<&str> = FurnitureClass::ALL.iter().map(|class| class.name()).collect();
        for row in tables.table(PHRASE, PHRASE_COLUMNS)?.rows() {
            let class = row.one_of("class", &classes)?;
            let place = row.one_of("match", &["whole", "prefix", "anywhere"])?;
            for words in row.arabic() {
                if !lexicon.add_phrase(class, place, words) {
                    return Err(row.error(format!("phrase \"{words}\" has no letter or sign to match")));
                }
            }
        }
        for row in tables.table(OUTLET, OUTLET_COLUMNS)?.rows() {
            let kind = row.one_of("kind", &["outlet", "agency", "platform"])?;
            if kind == "platform" {
                continue;
            }
            let names: Vec<&str> = row.arabic().collect();
            lexicon.add_outlet(&names, row.list("domain").next(), kind == "agency");
        }
        lexicon.outlets.sort_by_key(|outlet| std::cmp::Reverse(outlet.folded.len()));
        Ok(lexicon)
    }

    pub(crate) fn add_phrase(&mut self, class: &str, place: &str, words: &str) -> bool {
        let Some(class) = FurnitureClass::named(class) else { return false };
        let place = match place {
            "whole" => Place::Whole,
            "prefix" => Place::Prefix,
            _ => Place::Anywhere,
        };
        let words = matching(words);
        let usable = !words.is_empty();
        if usable {
            self.phrases.push(Phrase { class, place, words });
        }
        usable
    }

    pub(crate) fn add_outlet(&mut self, names: &[&str], domain: Option<&str>, agency: bool) {
        for name in names {
            self.outlets.push(OutletName {
                name: names[0].to_owned(),
                folded: matching(name),
                domain: domain.map(str::to_owned),
                agency,
            });
        }
    }

    pub(crate) fn phrases(&self) -> &[Phrase] {
        &self.phrases
    }

    /// Outlet names, the longest first, so that «سكاي نيوز عربية» is found before «سكاي نيوز».
    pub(crate) fn outlets(&self) -> &[OutletName] {
        &self.outlets
    }
}

/// The form in which lines and phrases are compared: folded, white space single, punctuation at both ends cut unless
/// nothing else is there (a close button is only «×»).
pub(crate) fn matching(words: &str) -> String {
    let folded = fold(words);
    let spaced = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = spaced.trim_matches(|c: char| !c.is_alphanumeric());
    if cut.is_empty() { spaced } else { cut.to_owned() }
}
