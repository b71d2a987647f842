//! What a policy says of itself that does not hold.
use super::Policy;
use crate::diagnostic::Diagnostic;

/// Holes and overlaps of bands, rules that nothing reaches, weights that do not add up.
pub fn check(policy: &Policy) -> Vec<Diagnostic> {
    let _ = policy;
    Vec::new()
}
