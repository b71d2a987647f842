//! Words by which the audit knows what an indicator is about.

use serde::Deserialize;

/// Lists of words; each need only occur in a name, unless it says otherwise.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// What one wants less of.
    pub unwanted: Vec<String>,
    /// Rates that one wants more of.
    pub wanted_rates: Vec<String>,
    /// Rates that cannot be above the whole.
    pub bounded_rates: Vec<String>,
    /// A change, which may be above the whole.
    pub changes: Vec<String>,
    /// Money that one wants more of.
    pub wanted_money: Vec<String>,
    /// What a template leaves where a value should stand.
    pub placeholders: Vec<String>,
    /// Whole cells of reasons that give none.
    pub no_reason: Vec<String>,
}

/// Whether one of the words occurs in a text.
///
/// ```
/// use jixiao::{shipped::vocabulary, vocabulary::occurs};
/// assert!(occurs(&vocabulary().words.unwanted, "生产安全事故起数"));
/// ```
pub fn occurs(words: &[String], text: &str) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}
