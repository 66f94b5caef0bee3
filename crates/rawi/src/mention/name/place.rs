//! Places: countries and cities by name, and the adjectives of countries, which stand for them.

use rawi_text::Proclitics;

use crate::claim::Ground;
use crate::lexicon::{Class, Function, Sense};
use crate::mention::PlaceType;

/// A place at a word.
pub(super) struct Place<'a> {
    /// The number of its row, and whether that is of the cities.
    pub(super) row: (usize, bool),
    /// How many tokens it has.
    pub(super) len: usize,
    /// What kind of word it is.
    pub(super) r#type: PlaceType,
    /// The country's code.
    pub(super) country: &'a str,
    /// The place as the lexicon spells it.
    pub(super) name: &'a str,
}

/// The place at token `at`. `is_known` tells whether a country has been named before: it settles a word that is a city and another country (عمان).
pub(super) fn place<'a>(ground: &Ground<'a>, at: usize, is_known: impl Fn(&str) -> bool) -> Option<Place<'a>> {
    let scan = ground.scan;
    let (country, city, demonym) =
        (scan.sense(at, Class::Country), scan.sense(at, Class::City), scan.sense(at, Class::Demonym));
    if country.is_none() && city.is_none() && demonym.is_none()
        || scan.is_settled(at)
        || ground.time(at).is_some()
        || scan.senses(at).iter().any(|sense| sense.class == Class::Outlet && sense.len > 1)
    {
        return None;
    }
    let of_country = |sense: &Sense, r#type| {
        let row = &scan.lexicon.countries[sense.row()];
        Place { row: (sense.row(), false), len: sense.len as usize, r#type, country: &row.code, name: &row.name }
    };
    let of_city = |sense: &Sense| {
        let row = &scan.lexicon.cities[sense.row()];
        Place {
            row: (sense.row(), true),
            len: sense.len as usize,
            r#type: PlaceType::City,
            country: &row.country,
            name: &row.name,
        }
    };
    match (country, city) {
        (Some(country), Some(city)) if country.len == city.len => {
            let (state, town) = (of_country(country, PlaceType::Country), of_city(city));
            if state.country == town.country {
                return is_only(ground, at, country).then_some(state);
            }
            return match (is_known(state.country), is_known(town.country)) {
                (true, false) => Some(state),
                (false, true) => Some(town),
                _ => None,
            };
        }
        (Some(country), city) if city.is_none_or(|city| city.len < country.len) => {
            return is_only(ground, at, country).then(|| of_country(country, PlaceType::Country));
        }
        (_, Some(city)) => return is_only(ground, at, city).then(|| of_city(city)),
        _ => {}
    }
    demonym.filter(|sense| is_only(ground, at, sense)).map(|sense| of_country(sense, PlaceType::Demonym))
}

/// Is the word nothing but a place? What is a common word or a name as well must have a preposition of place before it, and an adjective nothing of
/// the kind.
fn is_only(ground: &Ground<'_>, at: usize, place: &Sense) -> bool {
    let scan = ground.scan;
    if place.len > 1 {
        return true;
    }
    let is_place = |class: Class| {
        matches!(
            class,
            // Places stand among the words of time as well, for the zones of their clocks.
            Class::Country | Class::City | Class::Demonym | Class::Body | Class::Family | Class::Time
        )
    };
    let others = scan.senses(at).iter().any(|sense| !is_place(sense.class));
    // «لغات» is no Ghat; a word with «بـ» that can be nothing else («بحلب») is the place.
    let bare_place = place.proclitics.contains(Proclitics::BI) && place.class != Class::Demonym && !others;
    let short = place.has_preposition() && scan.key(at).chars().count() < if bare_place { 4 } else { 5 };
    if !others || short {
        return !short;
    }
    let named = scan.is(at, Class::Given) || scan.is(at, Class::Verb);
    let before = at.checked_sub(1).is_some_and(|before| {
        [Function::Fi, Function::Ila, Function::Min].iter().any(|&function| scan.function(before, function).is_some())
    });
    place.class != Class::Demonym && !named && before
}
