//! How sure we are of a rule, by where it was read.

use serde::{Deserialize, Serialize};

/// How far a rule is to be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Trust {
    /// Read in an official text, or in the printed footnote of a real table.
    Text,
    /// A real filled-in table shows the numbers.
    Table,
    /// What a finance authority's system evidently does.
    Code,
    /// A digest of a policy, not its text.
    Digest,
    /// A reading of a pattern of numbers.
    Inferred,
    /// From general knowledge; the text was not at hand.
    Unverified,
}
