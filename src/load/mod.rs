//! The one place that knows YAML: files that people write, to assessments, indicator sets and policies.

use crate::policy::Policy;
use crate::vocabulary::Vocabulary;

/// The vocabulary that the program ships.
pub fn vocabulary() -> &'static Vocabulary {
    todo!()
}

/// The policies that the program ships, in the order of their ids.
pub fn shipped_policies() -> &'static [Policy] {
    todo!()
}
