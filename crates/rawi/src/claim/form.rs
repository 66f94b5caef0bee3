//! How the content is put: direct, indirect, mixed, act, anaphoric.

use rawi_text::{TokenFlags, TokenKind};

use super::draft::Draft;
use super::ground::Ground;
use crate::lexicon::{Class, Frames, Function, NounKind, Tense, spelling};
use crate::reading::{Act, ContentForm};

impl Ground<'_> {
    /// The form, judged by the claim's own quotation marks.
    pub(super) fn form(&self, draft: &Draft) -> ContentForm {
        let quoted = |p: &std::ops::Range<usize>| {
            p.start > 0 && self.close(p.start - 1).is_some_and(|close| close == p.end || close + 1 == p.end)
        };
        if draft.content.iter().all(quoted) {
            return ContentForm::Direct;
        }
        if draft.nominal && self.points(draft) {
            return ContentForm::Anaphoric;
        }
        let partly = draft.content.iter().any(|p| {
            quoted(p) || p.clone().any(|n| self.close(n).is_some_and(|close| close <= p.end) && !self.is_quoted_name(n))
        });
        if partly {
            return ContentForm::Mixed;
        }
        if draft.nominal && !self.states(draft) {
            return ContentForm::Act;
        }
        ContentForm::Indirect
    }

    /// The act that the head of the content names, behind a verb that only expresses it: «أعربت عن استنكارها».
    pub(super) fn expressed(&self, draft: &Draft) -> Option<Act> {
        if !self.frames(draft.cue).contains(Frames::EXPRESSES) {
            return None;
        }
        let head = draft.content_start();
        let verbal = self.verbs(head).find(|(_, form, _)| form.tense == Tense::Masdar).map(|(verb, _, _)| verb.act);
        let noun = self.scan.sense(head, Class::CueNoun).map(|s| self.scan.lexicon.nouns[s.row()].act);
        verbal.or(noun).filter(|act| *act != Act::State)
    }

    /// «ذلك», «هذه الأنباء», «هذا الاتهام», «هو ما».
    fn points(&self, draft: &Draft) -> bool {
        let start = draft.content_start();
        let len = draft.content_len();
        let demonstrative = self.function(start, Function::Demonstrative).is_some();
        demonstrative && len <= 6 || len <= 2 && self.function(draft.content[0].end - 1, Function::Ma).is_some()
    }

    /// Does a noun complement amount to a statement: is its head a verbal noun, or does it hold a clause?
    fn states(&self, draft: &Draft) -> bool {
        let start = draft.content_start();
        if matches!(draft.act, Act::Condemn | Act::Welcome) && draft.content_len() < 6 {
            return false;
        }
        let bare = spelling::bare(
            self.key(start).strip_prefix('ب').filter(|_| self.glued_preposition(start, 'ب')).unwrap_or(self.key(start)),
        );
        self.is_masdar(start)
            || self.is_event(start)
            || self.is_unknown(start) && spelling::looks_verbal(bare)
            || self.function(start, Function::Ma).is_some()
            || draft.content.iter().any(|p| p.clone().take(8).any(|n| self.inna(n, true)))
            || self.is(start, Class::Document)
    }

    /// A short quotation that only names something: after a body, medium or role, or a single unknown word.
    fn is_quoted_name(&self, open: usize) -> bool {
        let len = self.quoted_len(open);
        if len > 4 || len == 1 && self.noun(open + 1, NounKind::Adjective) {
            return false;
        }
        let foreign = (open + 1..open + 1 + len)
            .any(|n| self.scan.tokens.token(n).is_some_and(|t| t.kind == TokenKind::Number || t.is(TokenFlags::LATIN)));
        if foreign {
            return true;
        }
        let named = open.checked_sub(1).is_some_and(|b| {
            self.is_medium(b)
                || self.is(b, Class::Body)
                || self.is(b, Class::Role)
                || self.is(b, Class::Document)
                || self.scan.mark(b, 'ل')
                || self.scan.mark(b, 'و')
                || self.function(b, Function::Like).is_some()
        });
        named
            || self.is(open + 1, Class::Outlet)
            || len <= 2 && self.is_unknown(open + 1) && !self.key(open + 1).ends_with('ه')
    }
}
