//! What was read around a place: the narrowest of many, found without looking at all of them.

use crate::place::Place;
use std::collections::HashMap;

/// Things by the places where they were read.
#[derive(Debug)]
pub(super) struct Around<T> {
    /// Of cells of documents: the first thing at each place.
    cells: HashMap<Place, T>,
    /// Of text: the bytes, the thing, and the furthest end of those up to here; in the order of their first bytes.
    spans: Vec<(usize, usize, T, usize)>,
}

impl<T: Copy> Around<T> {
    /// Of these; of two at one place the first counts.
    pub(super) fn of<'p>(places: impl IntoIterator<Item = (&'p Place, T)>) -> Self {
        let (mut cells, mut spans) = (HashMap::new(), Vec::new());
        for (place, thing) in places {
            match place.bytes() {
                Some(bytes) => spans.push((bytes.start, bytes.end, thing, 0)),
                None if *place != Place::Nowhere => {
                    cells.entry(place.clone()).or_insert(thing);
                }
                None => {}
            }
        }
        // Among equal ones the first is to be met last.
        spans.reverse();
        spans.sort_by_key(|&(start, ..)| start);
        let mut furthest = 0;
        for (_, end, _, up_to) in &mut spans {
            furthest = furthest.max(*end);
            *up_to = furthest;
        }
        Self { cells, spans }
    }

    /// The thing with the narrowest place around this one.
    pub(super) fn narrowest(&self, place: &Place) -> Option<T> {
        let Some(inner) = place.bytes() else { return self.cells.get(place).copied() };
        let until = self.spans.partition_point(|&(start, ..)| start <= inner.start);
        let mut narrowest: Option<(usize, T)> = None;
        for &(start, end, thing, furthest) in self.spans.get(..until).unwrap_or_default().iter().rev() {
            // Nothing before is around it, or none that is narrower.
            let least = inner.end.saturating_sub(start);
            if furthest < inner.end || narrowest.is_some_and(|(size, _)| least > size) {
                break;
            }
            let size = end.saturating_sub(start);
            if end >= inner.end && narrowest.is_none_or(|(least, _)| size < least) {
                narrowest = Some((size, thing));
            }
        }
        narrowest.map(|(_, thing)| thing)
    }
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(bytes: std::ops::Range<usize>) -> Place {
        Place::Text { line: 1, column: 1, bytes }
    }

    proptest! {
        #[test]
        fn it_is_the_one_that_a_look_at_all_finds(
            all in prop::collection::vec((0_usize..40, 0_usize..20), 0..30),
            (from, size) in (0_usize..40, 0_usize..10),
        ) {
            let places: Vec<Place> = all.iter().map(|(start, size)| text(*start..start + size)).collect();
            let inner = from..from + size;
            let expected = places.iter().enumerate()
                .filter_map(|(index, place)| Some((index, place.bytes()?)))
                .filter(|(_, outer)| outer.start <= inner.start && inner.end <= outer.end)
                .min_by_key(|(_, outer)| outer.len())
                .map(|(_, outer)| outer.len());
            let found = Around::of(places.iter().zip(0_usize..)).narrowest(&text(inner));
            prop_assert_eq!(found.and_then(|index| places[index].bytes()).map(|outer| outer.len()), expected);
        }
    }
}
