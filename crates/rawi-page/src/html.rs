//! HTML pages.
use crate::document::{Document, Hints};
use crate::error::Error;
use crate::lexicon::FurnitureLexicon;

pub(crate) fn read(bytes: &[u8], hints: &Hints, lexicon: &FurnitureLexicon) -> Result<Document, Error> {
    crate::plain::read(bytes, hints, lexicon)
}
