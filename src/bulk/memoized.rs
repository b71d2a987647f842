//! What is made of the texts of a column, without making it again and again.

use super::batch::Texts;
use std::hash::BuildHasher;

/// Of texts that are numbered each is made into something once, of others those that are repeated soon.
pub(super) struct Memoized<'b, T> {
    texts: Option<&'b Texts>,
    numbers: Option<&'b [i32]>,
    of_number: Vec<Option<T>>,
    of_nothing: Option<T>,
    /// Of texts that are not numbered: those that were met last, by their hashes.
    recent: Vec<Option<(&'b str, T)>>,
}

/// How many texts are remembered that are not numbered.
const RECENT: usize = 512;

impl<'b, T: Copy> Memoized<'b, T> {
    /// Of a column; one that is not there has nothing but empty texts.
    pub(super) fn of(texts: Option<&'b Texts>) -> Self {
        let of_number = vec![None; texts.map_or(0, Texts::distinct)];
        let numbers = texts.and_then(Texts::numbers);
        let recent = if numbers.is_none() { vec![None; RECENT] } else { Vec::new() };
        Self { texts, numbers, of_number, of_nothing: None, recent }
    }

    /// The text of a row.
    pub(super) fn text(&self, row: usize) -> &'b str {
        self.texts.map(|texts| texts.get(row)).unwrap_or_default()
    }

    /// What the text of a row was made into, or is now.
    pub(super) fn get(&mut self, row: usize, make: impl FnOnce(&'b str) -> T) -> T {
        let number = self
            .numbers
            .and_then(|numbers| numbers.get(row))
            .and_then(|&number| usize::try_from(number).ok());
        if let Some(slot) = number.and_then(|number| self.of_number.get_mut(number)) {
            return match *slot {
                Some(known) => known,
                None => *slot.insert(make(self.texts.map(|texts| texts.get(row)).unwrap_or_default())),
            };
        }
        let text = self.text(row);
        if text.is_empty() {
            return *self.of_nothing.get_or_insert_with(|| make(text));
        }
        let hash = foldhash::fast::FixedState::default().hash_one(text);
        #[allow(clippy::cast_possible_truncation)] // any part of it will do
        let slot = (hash as usize).checked_rem(self.recent.len()).and_then(|slot| self.recent.get_mut(slot));
        match slot {
            Some(Some((known, value))) if *known == text => *value,
            Some(slot) => slot.insert((text, make(text))).1,
            None => make(text),
        }
    }
}
