//! Which policy a table is scored under, and who says so.

use crate::assessment::Assessment;
use serde::Serialize;

/// The policy of a table that names none.
pub const DEFAULT_POLICY: &str = "mof-2020-10";

/// Who chose a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ChosenBy {
    /// Whoever asked for the evaluation.
    Asked,
    /// The table, which names it.
    Table,
    /// Nobody: it is the national one.
    Default,
}

/// The policy that a table is to be scored under, by name.
///
/// ```
/// use jixiao::assessment::Assessment;
/// use jixiao::evaluation::{ChosenBy, Wanted};
/// let table = Assessment::default();
/// assert_eq!(Wanted::of(&table, Some("hubei-20-80")), Wanted { name: "hubei-20-80", by: ChosenBy::Asked, beside: None });
/// assert_eq!(Wanted::of(&table, None).by, ChosenBy::Default);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// An id, a document number, or a file.
    pub name: &'a str,
    /// Who says so.
    pub by: ChosenBy,
    /// The file beside which a file of that name lies: that of the table that names it.
    pub beside: Option<&'a str>,
}

impl<'a> Wanted<'a> {
    /// The policy that was asked for, else the one that the table names, else the default.
    pub fn of(table: &'a Assessment, asked: Option<&'a str>) -> Self {
        match (asked, &table.policy) {
            (Some(name), _) => Self { name, by: ChosenBy::Asked, beside: None },
            (None, Some(named)) => {
                Self { name: &named.value, by: ChosenBy::Table, beside: table.source.as_deref() }
            }
            (None, None) => Self { name: DEFAULT_POLICY, by: ChosenBy::Default, beside: None },
        }
    }
}
