//! Sorting, compiled once for all types.
//!
//! The standard library's sort is compiled anew for every type and every comparison, about 6 KB of wasm each time.
//! Here it sorts numbers of places, with the comparison behind a pointer, and only moving the items into their new
//! places is compiled for each type. Lists here are short or nearly sorted; where a list is neither and is sorted for
//! every block, the standard library's own sort is the better choice.

use std::cmp::Ordering;

/// Sorts by a comparison; equal items keep their order.
pub(crate) fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    if items.is_sorted_by(|one, other| compare(one, other).is_le()) {
        return;
    }
    let places = target_places(items.len(), &|one, other| {
        compare(&items[one], &items[other])
    });
    move_to(items, places);
}

/// Sorts by a key; equal items keep their order.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// The place in sorted order of each of `count` items.
fn target_places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<u32> {
    let mut sources: Vec<u32> = (0..count as u32).collect();
    sources.sort_by(|one, other| compare(*one as usize, *other as usize));
    let mut places = vec![0; count];
    for (place, source) in sources.into_iter().enumerate() {
        places[source as usize] = place as u32;
    }
    places
}

/// Moves each item to its place, by one swap for each item that is not in its place.
fn move_to<T>(items: &mut [T], mut places: Vec<u32>) {
    for index in 0..items.len() {
        while places[index] as usize != index {
            let place = places[index] as usize;
            items.swap(index, place);
            places.swap(index, place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(items in prop::collection::vec((0u8..9, any::<u16>()), 0..60)) {
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            let mut sorted = items;
            sort_by_key(&mut sorted, |item| item.0);
            prop_assert_eq!(sorted, expected);
        }
    }
}
