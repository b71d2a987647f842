//! The columns that are known, found by the headings of the vocabulary.

use crate::embedded::vocabulary;

/// A column of indicator rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Project,
    Year,
    Class,
    Group,
    Name,
    Target,
    Actual,
    Operator,
    Unit,
    Weight,
    Claimed,
    Reason,
}

impl Column {
    pub(super) const ALL: [Self; 12] = [
        Self::Project,
        Self::Year,
        Self::Class,
        Self::Group,
        Self::Name,
        Self::Target,
        Self::Actual,
        Self::Operator,
        Self::Unit,
        Self::Weight,
        Self::Claimed,
        Self::Reason,
    ];

    /// The kind of mapping whose headings it has, and its key there.
    const fn key(self) -> (&'static str, &'static str) {
        match self {
            Self::Project => ("assessment", "project"),
            Self::Year => ("assessment", "year"),
            Self::Class => ("indicator", "class"),
            Self::Group => ("indicator", "group"),
            Self::Name => ("indicator", "name"),
            Self::Target => ("indicator", "target"),
            Self::Actual => ("indicator", "actual"),
            Self::Operator => ("indicator", "operator"),
            Self::Unit => ("indicator", "unit"),
            Self::Weight => ("indicator", "weight"),
            Self::Claimed => ("indicator", "claimed"),
            Self::Reason => ("indicator", "reason"),
        }
    }
}

/// A column of the table of projects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fund {
    Project,
    Year,
    Unit,
    Initial,
    Budget,
    Executed,
    Weight,
    Rate,
    Execution,
    Total,
}

impl Fund {
    pub(super) const ALL: [Self; 10] = [
        Self::Project,
        Self::Year,
        Self::Unit,
        Self::Initial,
        Self::Budget,
        Self::Executed,
        Self::Weight,
        Self::Rate,
        Self::Execution,
        Self::Total,
    ];

    const fn key(self) -> (&'static str, &'static str) {
        match self {
            Self::Project => ("assessment", "project"),
            Self::Year => ("assessment", "year"),
            Self::Unit => ("funds", "unit"),
            Self::Initial => ("funds", "initial"),
            Self::Budget => ("funds", "budget"),
            Self::Executed => ("funds", "executed"),
            Self::Weight => ("funds", "weight"),
            Self::Rate => ("claimed", "rate"),
            Self::Execution => ("claimed", "execution"),
            Self::Total => ("claimed", "total"),
        }
    }
}

/// What a table may have for columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Indicator rows.
    Rows,
    /// Projects with their funds.
    Projects,
}

impl Kind {
    /// The keys of its columns, in their order.
    pub(super) fn keys(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let (rows, projects): (&[Column], &[Fund]) = match self {
            Self::Rows => (&Column::ALL, &[]),
            Self::Projects => (&[], &Fund::ALL),
        };
        rows.iter().map(|column| column.key()).chain(projects.iter().map(|fund| fund.key()))
    }

    /// The names of its columns.
    pub(super) fn names(self) -> impl Iterator<Item = &'static str> {
        self.keys().map(|(_, key)| key)
    }

    /// The place among [`Kind::keys`] of the column with a heading.
    pub(super) fn place(self, heading: &str) -> Option<usize> {
        let headings = &vocabulary().headings;
        self.keys().position(|(of, key)| headings.key(of, heading.trim()) == Some(key))
    }

    /// The columns without which a table says nothing.
    pub(super) const fn needed(self) -> &'static [usize] {
        match self {
            Self::Rows => &[Column::Target as usize, Column::Actual as usize],
            Self::Projects => &[Fund::Project as usize],
        }
    }
}
