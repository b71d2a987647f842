//! What comes with the program: policies, the vocabulary, the pages of all codes.
//!
//! Start at [`shipped_policy`] and [`vocabulary`].

use crate::decode::policy_with;
use crate::embedded::POLICIES;
use crate::policy::Policy;
use crate::sources::Document;
use std::sync::{LazyLock, OnceLock};

pub use crate::embedded::{catalogue, shipped_base, shipped_text, vocabulary};

type ReadOnce = OnceLock<Option<Policy>>;

/// Each is read when it is first asked for: a run needs one or two of them.
static SHIPPED: LazyLock<Vec<(&str, ReadOnce)>> =
    LazyLock::new(|| POLICIES.iter().map(|&(id, _)| (id, OnceLock::new())).collect());

/// The shipped policy of that id.
///
/// ```
/// let policy = jixiao::shipped::shipped_policy("mof-2020-10").expect("it is shipped");
/// assert_eq!(policy.document.as_deref(), Some("财预〔2020〕10号"));
/// ```
pub fn shipped_policy(id: &str) -> Option<&'static Policy> {
    let (id, cell) = SHIPPED.iter().find(|(known, _)| *known == id)?;
    let text = untested(shipped_text(id)?);
    let bases = |base: &str| {
        let base = shipped_base(base)?;
        Ok(Document { text: untested(&base.text).to_owned(), ..base })
    };
    cell.get_or_init(|| policy_with(&format!("{id}.yaml"), text, &bases).value).as_ref()
}

/// A shipped policy without its tests: they come last, say nothing of its rules, and are the most of it.
fn untested(text: &str) -> &str {
    text.split_once("\ntests:\n").map_or(text, |(rules, _)| rules)
}

/// The policies that the program ships, in the order of their ids.
///
/// ```
/// let mut ids = jixiao::shipped::shipped_policies().map(|policy| policy.id.value.as_str());
/// assert!(ids.any(|id| id == "mof-2020-10"));
/// ```
pub fn shipped_policies() -> impl Iterator<Item = &'static Policy> {
    POLICIES.iter().filter_map(|(id, _)| shipped_policy(id))
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_policy_is_read_without_a_word() {
        for (id, text) in POLICIES {
            let parsed = policy_with(&format!("{id}.yaml"), text, &shipped_base);
            assert_eq!(parsed.diagnostics, [], "{id}");
            let whole = parsed.value.expect("a policy");
            assert_eq!(whole.id.value, *id);
            let kept = shipped_policy(id).cloned().expect("the same");
            let kept = Policy { at: whole.at.clone(), ..kept };
            assert_eq!(format!("{kept:?}"), format!("{whole:?}"), "{id}: without its tests");
            assert!(untested(text).len() < text.len(), "{id}: its tests come last");
        }
    }
}
