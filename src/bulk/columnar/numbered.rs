//! A column of which each distinct text is there once.

use arrow_array::types::Int32Type;
use arrow_array::{Array, ArrayRef, DictionaryArray, StringArray};
use arrow_buffer::ScalarBuffer;
use std::sync::Arc;

/// For each row the number of its text.
#[derive(Debug, Clone)]
pub(in super::super) struct Numbered {
    numbers: ScalarBuffer<i32>,
    texts: StringArray,
    array: DictionaryArray<Int32Type>,
}

impl Numbered {
    /// Nothing where the distinct values are no texts.
    pub(super) fn of(array: &DictionaryArray<Int32Type>) -> Option<Self> {
        let texts = array.values().as_any().downcast_ref::<StringArray>()?.clone();
        let keys = array.keys();
        let empty = |number: i32| {
            !usize::try_from(number).is_ok_and(|number| number < texts.len() && texts.is_valid(number))
        };
        let numbers = if keys.null_count() == 0 && texts.null_count() == 0 {
            keys.values().clone()
        } else {
            keys.iter().map(|key| key.filter(|&key| !empty(key)).unwrap_or(-1)).collect()
        };
        Some(Self { numbers, texts, array: array.clone() })
    }

    pub(in super::super) fn text(&self, row: usize) -> &str {
        let number = self.numbers.get(row).and_then(|&number| usize::try_from(number).ok());
        number
            .filter(|&number| number < self.texts.len())
            .map(|number| self.texts.value(number))
            .unwrap_or_default()
    }

    /// Negative for a text that is not there.
    pub(in super::super) fn numbers(&self) -> &[i32] {
        &self.numbers
    }

    /// How many distinct texts there are.
    pub(in super::super) fn distinct(&self) -> usize {
        self.texts.len()
    }

    /// As Arrow has it.
    pub(super) fn array(&self) -> ArrayRef {
        Arc::new(self.array.clone())
    }
}
