//! A column of which each distinct text is there once.

use super::super::result_batch::Few;
use arrow_array::types::Int32Type;
use arrow_array::{Array, ArrayRef, DictionaryArray, PrimitiveArray, StringArray};
use arrow_buffer::{NullBuffer, ScalarBuffer};
use std::io::Error;
use std::sync::Arc;

/// A column of a few words, as Arrow has it.
pub(super) fn few(few: &Few<'_>) -> Result<ArrayRef, Error> {
    let there = few.numbers.iter().map(|&number| number >= 0).collect::<NullBuffer>();
    // What is not there has a number all the same.
    let numbers = few.numbers.iter().map(|&number| number.max(0)).collect::<ScalarBuffer<i32>>();
    let words =
        StringArray::from_iter_values(if few.words.is_empty() { &[""] } else { few.words.as_slice() });
    let keys = PrimitiveArray::<Int32Type>::try_new(numbers, Some(there)).map_err(Error::other)?;
    let array = DictionaryArray::try_new(keys, Arc::new(words)).map_err(Error::other)?;
    Ok(Arc::new(array))
}

/// For each row the number of its text.
#[derive(Debug, Clone)]
pub(in super::super) struct DictionaryColumn {
    numbers: ScalarBuffer<i32>,
    texts: StringArray,
    array: DictionaryArray<Int32Type>,
}

impl DictionaryColumn {
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
