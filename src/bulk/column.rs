//! The columns that are known, found by the headings of the vocabulary.

use crate::embedded::vocabulary;

/// A kind of column: each with the kind of mapping whose headings it has, and its key there.
macro_rules! columns {
    ($(#[$doc:meta])* $kind:ident: $($column:ident = $mapping:literal $key:literal,)*) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum $kind { $($column),* }

        impl $kind {
            pub(super) const ALL: &[Self] = &[$(Self::$column),*];

            const fn key(self) -> (&'static str, &'static str) {
                match self { $(Self::$column => ($mapping, $key)),* }
            }
        }
    };
}

columns! {
    /// A column of indicator rows.
    Column:
    Project = "assessment" "project",
    Year = "assessment" "year",
    Class = "indicator" "class",
    Group = "indicator" "group",
    Name = "indicator" "name",
    Target = "indicator" "target",
    Actual = "indicator" "actual",
    Operator = "indicator" "operator",
    Unit = "indicator" "unit",
    Weight = "indicator" "weight",
    Claimed = "indicator" "claimed",
    Reason = "indicator" "reason",
}

columns! {
    /// A column of the table of projects.
    Fund:
    Project = "assessment" "project",
    Year = "assessment" "year",
    Unit = "funds" "unit",
    Initial = "funds" "initial",
    Budget = "funds" "budget",
    Executed = "funds" "executed",
    Weight = "funds" "weight",
    Rate = "claimed" "rate",
    Execution = "claimed" "execution",
    Total = "claimed" "total",
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
            Self::Rows => (Column::ALL, &[]),
            Self::Projects => (&[], Fund::ALL),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readmes_list_the_columns_in_their_order() {
        let pages = [include_str!("../../README.md"), include_str!("../../README.zh-CN.md")];
        for page in pages {
            let rows = page.split_once(".arrow`").map_or("", |(_, rest)| rest);
            let words: Vec<&str> =
                rows.split('`').filter(|word| Kind::Rows.names().any(|name| name == *word)).collect();
            let names: Vec<&str> = Kind::Rows.names().collect();
            assert_eq!(words.get(..names.len()), Some(&*names));
        }
    }
}
