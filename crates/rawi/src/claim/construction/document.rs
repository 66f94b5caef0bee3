//! Statements and who made them: `document-says` («جاء في بيان للوزارة أن»), and the author of a statement named as a source.

use std::ops::Range;

use super::finite::{Cue, DOCUMENT_SAYS};
use crate::claim::draft::{Draft, Meant};
use crate::claim::ground::Ground;
use crate::claim::noun_phrase::Reach;
use crate::lexicon::{ChannelKind, Class, Frames, Function};

impl Ground<'_> {
    /// «جاء في بيان للوزارة أن».
    pub(super) fn document_says(&self, cue: &Cue<'_>) -> Option<Draft> {
        let fi = (cue.at + 1..cue.limit.min(cue.at + 4)).find(|&n| self.function(n, Function::Fi).is_some())?;
        let found = self.complement(fi + 1, cue.limit, Frames::INNA | Frames::QUOTE | Frames::COLON)?;
        let joined = self.function(fi, Function::Fi).is_some_and(|s| s.enclitic.is_some());
        let content = self.content(found.start, cue.limit);
        let mut draft = Self::draft(cue, DOCUMENT_SAYS, content, false, cue.at..found.mark)?;
        if joined {
            draft.meant = Meant::Subject;
            return Some(draft);
        }
        let phrase = self.noun_phrase(fi + 1, found.mark, Reach::Wide)?;
        draft.source = Some(self.authored(phrase, found.mark, &mut draft.via).0);
        draft.meant = Meant::Written;
        Some(draft)
    }

    /// As [`Ground::split_author`]; the author may also follow its verb: «بيان أصدرته السلطات», «تصريح أدلى به الوزير». Gives where it ends.
    pub(super) fn authored(
        &self,
        phrase: Range<usize>,
        limit: usize,
        via: &mut Vec<Range<usize>>,
    ) -> (Range<usize>, usize) {
        let end = phrase.end;
        let source = self.split_author(phrase, via);
        let statement = self.channel(source.start) == Some(ChannelKind::Statement) && via.is_empty();
        let verb = end < limit && (self.is_plain_verb(end) || self.is_finite(end)) && !self.inna(end, true);
        if !statement || !verb {
            return (source, end);
        }
        // «أدلى به الوزير», «صدر عن الهيئة»
        let issued = self.function(end + 1, Function::About).is_some_and(|s| s.enclitic.is_none());
        let next = if self.function(end + 1, Function::Joined).is_some() || issued { end + 2 } else { end + 1 };
        match self.noun_phrase(next, limit, Reach::Narrow) {
            Some(author) => {
                via.push(source);
                let end = author.end;
                (author, end)
            }
            None => (source, end),
        }
    }

    /// «بيان للوزارة», «بيان أصدرته الوزارة», «تصريحات الوزير»: the medium goes to via, its author is the source.
    pub(super) fn split_author(&self, phrase: Range<usize>, via: &mut Vec<Range<usize>>) -> Range<usize> {
        let Some(ChannelKind::Statement) = self.channel(phrase.start) else { return phrase };
        let next = phrase.start + self.scan.sense(phrase.start, Class::Channel).map_or(1, |s| s.len as usize);
        if next >= phrase.end {
            return phrase;
        }
        // «بيان صادر عن الرئاسة»
        let issuer = next + 2;
        if self.function(next, Function::Issued).is_some()
            && self.function(next + 1, Function::About).is_some()
            && issuer < phrase.end
        {
            via.push(phrase.start..next);
            return issuer..phrase.end;
        }
        let by_li = self.glued_preposition(next, 'ل');
        let author = self.is(next, Class::Body)
            || self.is(next, Class::Role)
            || self.is_name_like(next)
            || self.is(next, Class::Unnamed);
        if !by_li && !author {
            return phrase;
        }
        via.push(phrase.start..next);
        next..phrase.end
    }
}
