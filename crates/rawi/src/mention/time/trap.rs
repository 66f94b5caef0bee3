//! Names that look like dates: a city, a bridge, a movement, a prayer. They are settled here, before anything is resolved.

use super::kinds::Kinds;
use super::reader::Reader;
use super::words::{Calendar, Head, Word};
use super::written::{Found, Shape, YearRef};
use crate::lexicon::Class;

/// Is what was found part of a name?
pub(super) fn is_name(r: &Reader<'_, '_>, found: &Found) -> bool {
    if (found.first..found.end).any(|at| r.scan.is_settled(at)) {
        return true;
    }
    let head = head(r, found.first);
    match found.shape {
        Shape::Day(day) => {
            let open = day.days.is_none() && day.direction.is_none();
            let dated = day.date.is_some_and(|d| d.year == YearRef::Open);
            let weekday = day.weekday.is_some() && day.date.is_none();
            let today = day.days.is_some() && day.weekday.is_none();
            match head {
                Some(Head::Place | Head::Body) => open && (dated || weekday && found.clock.is_none() && single(found)),
                Some(Head::Medium) => {
                    open && (dated || weekday && single(found)) || today && found.end == found.first + 1
                }
                None => weekday && open && single(found) && surname(r, found),
            }
        }
        Shape::Month { calendar, year, direction, .. } => {
            let bare = year == YearRef::Open && direction.is_none();
            match head {
                Some(_) => bare,
                None => calendar == Calendar::Hijri && bare && beside_name(r, found),
            }
        }
        _ => false,
    }
}

/// The word before `at` that makes a date there part of a name.
pub(super) fn head(r: &Reader<'_, '_>, at: usize) -> Option<Head> {
    r.find_before(at, Kinds::HEAD, |hit, _| match hit.word {
        Word::Head(kind) if !hit.definite => Some(kind),
        _ => None,
    })
}

fn single(found: &Found) -> bool {
    found.end == found.first + 1
}

/// «أحمد الخميس»: one given name, and before it a title or a verb, so that the weekday is the family name.
fn surname(r: &Reader<'_, '_>, found: &Found) -> bool {
    let Some(before) = found.first.checked_sub(1).filter(|&b| b >= r.start) else { return false };
    let usual = r.find(found.first, |hit| matches!(hit.word, Word::Weekday(4 | 5)).then_some(hit.proclitics))
        == Some(rawi_text::Proclitics::AL);
    if !usual || !r.scan.is(before, Class::Given) {
        return false;
    }
    before == r.start || r.scan.is(before - 1, Class::Role)
}

fn beside_name(r: &Reader<'_, '_>, found: &Found) -> bool {
    let given = |at: usize| at >= r.start && at < r.end && (r.scan.is(at, Class::Given) || r.scan.is(at, Class::Role));
    found.first.checked_sub(1).is_some_and(given) || given(found.end)
}
