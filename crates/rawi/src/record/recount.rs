//! A record whose offsets count something else.

use rawi_text::Units;

use super::{Mention, OffsetUnit, Record, SpanRecord, Term};

impl Record {
    /// The same record with offsets in `unit`, whatever they counted before. What lies outside its text, which no record of ours does, is moved to
    /// its end.
    ///
    /// ```
    /// use rawi::record::{OffsetUnit, Record, SpanRecord};
    ///
    /// let furniture = rawi_page::FurnitureLexicon::default();
    /// let hints = rawi_page::Hints::default();
    /// let document = rawi_page::read("نعم".as_bytes(), &hints, &furniture).next().expect("one document")?;
    /// let bytes = Record::of(&document, &rawi::Reading::default(), OffsetUnit::Bytes);
    /// assert_eq!(bytes.document.blocks[0].span, SpanRecord(0, 6));
    /// let unicode = bytes.counted_in(OffsetUnit::Unicode);
    /// assert_eq!(unicode, Record::of(&document, &rawi::Reading::default(), OffsetUnit::Unicode));
    /// # Ok::<(), rawi_page::Error>(())
    /// ```
    #[must_use]
    pub fn counted_in(mut self, unit: OffsetUnit) -> Record {
        let Term(before) = self.document.offsets;
        if before == unit {
            return self;
        }
        self.document.offsets = Term(unit);
        let text = std::mem::take(&mut self.document.text);
        let units = Units::of(&text);
        let offset = |n: u32| {
            let byte = match before {
                OffsetUnit::Bytes => n as usize,
                OffsetUnit::Unicode => units.byte_of_code_point(n as usize),
                OffsetUnit::Utf16 => units.byte_of_utf16(n as usize),
            };
            let counted = match unit {
                OffsetUnit::Bytes => byte.min(text.len()),
                OffsetUnit::Unicode => units.code_points(byte),
                OffsetUnit::Utf16 => units.utf16(byte),
            };
            counted as u32
        };
        self.each_span(|span| *span = SpanRecord(offset(span.0), offset(span.1)));
        self.document.text = text;
        self
    }

    /// Every span of the record, once.
    fn each_span(&mut self, mut visit: impl FnMut(&mut SpanRecord)) {
        for block in &mut self.document.blocks {
            visit(&mut block.span);
        }
        for mention in &mut self.mentions {
            match mention {
                Mention::Time(time) => visit(&mut time.span),
                Mention::Figure(figure) => {
                    visit(&mut figure.span);
                    figure.counted.iter_mut().for_each(&mut visit);
                }
                Mention::Person(person) => visit(&mut person.span),
                Mention::Outlet(outlet) => visit(&mut outlet.span),
                Mention::Organization(organization) => visit(&mut organization.span),
                Mention::Place(place) => visit(&mut place.span),
            }
        }
        for claim in &mut self.claims {
            visit(&mut claim.cue);
            let lists = [&mut claim.content, &mut claim.via, &mut claim.hedges];
            lists.into_iter().flatten().for_each(&mut visit);
            claim.source.iter_mut().chain(&mut claim.reason).for_each(&mut visit);
            claim.chain.iter_mut().filter_map(|link| link.span.as_mut()).for_each(&mut visit);
        }
        for relation in &mut self.relations {
            relation.evidence.iter_mut().for_each(&mut visit);
        }
        for note in &mut self.notes {
            note.span.iter_mut().for_each(&mut visit);
        }
    }
}
