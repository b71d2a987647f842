//! The class and the group of a row as a form shows them.

use crate::assessment::Indicator;
use crate::place::Located;

/// A column of classes or of groups.
#[derive(Debug, Clone, Copy)]
pub(super) struct Level<'a> {
    rows: &'a [Indicator],
    of: fn(&Indicator) -> Option<&Located<String>>,
    /// The first row that has one.
    first: usize,
}

impl<'a> Level<'a> {
    /// The column of these rows.
    pub(super) fn of(rows: &'a [Indicator], of: fn(&Indicator) -> Option<&Located<String>>) -> Self {
        Self { rows, of, first: rows.iter().position(|row| of(row).is_some()).unwrap_or(rows.len()) }
    }

    /// The classes.
    pub(super) fn classes(rows: &'a [Indicator]) -> Self {
        Self::of(rows, |row| row.class.as_ref())
    }

    /// The groups.
    pub(super) fn groups(rows: &'a [Indicator]) -> Self {
        Self::of(rows, |row| row.group.as_ref())
    }

    /// What a row shows. A blank cell would be read as that of the row above, so a row that has none, below one that
    /// has, shows a stroke.
    pub(super) fn shown(self, row: usize) -> &'a str {
        const NONE: &str = "—";
        let own = self.rows.get(row).and_then(self.of).map(|own| own.value.as_str());
        own.unwrap_or(if row > self.first { NONE } else { "" })
    }
}
