//! How the content is put: direct, indirect, mixed, act, anaphoric.

use super::draft::Draft;
use super::ground::{Ground, looks_verbal};
use crate::lexicon::{Class, Function};
use crate::reading::{Act, ContentForm};

impl Ground<'_> {
    /// The form, judged by the claim's own quotation marks.
    pub(super) fn form(&self, draft: &Draft) -> ContentForm {
        let quoted = |p: &std::ops::Range<usize>| p.start > 0 && self.close(p.start - 1).is_some_and(|close| close == p.end || close + 1 == p.end);
        if draft.content.iter().all(quoted) {
            return ContentForm::Direct;
        }
        if draft.nominal && self.points(draft) {
            return ContentForm::Anaphoric;
        }
        let partly = draft.content.iter().any(|p| quoted(p) || p.clone().any(|n| self.close(n).is_some_and(|close| close <= p.end) && !self.is_quoted_name(n)));
        if partly {
            return ContentForm::Mixed;
        }
        if draft.nominal && !self.states(draft) {
            return ContentForm::Act;
        }
        ContentForm::Indirect
    }

    /// «ذلك», «هذه الأنباء», «هذا الاتهام», «هو ما».
    fn points(&self, draft: &Draft) -> bool {
        let start = draft.content_start();
        let len = draft.content_len();
        let demonstrative = self.function(start, Function::Demonstrative).is_some();
        demonstrative && len <= 3 || len <= 2 && self.function(draft.content[0].end - 1, Function::Ma).is_some()
    }

    /// Does a noun complement amount to a statement: is its head a verbal noun, or does it hold a clause?
    fn states(&self, draft: &Draft) -> bool {
        let start = draft.content_start();
        if matches!(draft.act, Act::Condemn | Act::Welcome) && draft.content_len() < 6 {
            return false;
        }
        let bare = super::cast::bare(self.key(start).strip_prefix('ب').filter(|_| self.glued_preposition(start, 'ب')).unwrap_or(self.key(start)));
        self.is_masdar(start) || self.is_event(start) || self.is_unknown(start) && looks_verbal(bare) || self.function(start, Function::Ma).is_some() || draft.content.iter().any(|p| p.clone().take(8).any(|n| self.inna(n, true))) || self.is(start, Class::Document)
    }

    /// A short quotation that only names something: after a body, medium or role, or a single unknown word.
    fn is_quoted_name(&self, open: usize) -> bool {
        let len = self.quoted_len(open);
        if len > 4 {
            return false;
        }
        let named = open.checked_sub(1).is_some_and(|b| self.is_medium(b) || self.is(b, Class::Body) || self.is(b, Class::Role) || self.is(b, Class::Document) || matches!(self.key(b), "ل" | "مثل" | "و"));
        named || self.is(open + 1, Class::Outlet) || len <= 2 && self.is_unknown(open + 1) && !self.key(open + 1).ends_with('ه')
    }
}
