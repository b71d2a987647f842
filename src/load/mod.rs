//! The one place that knows YAML (stub while load is being written).

use crate::policy::Policy;
use crate::vocabulary::Vocabulary;

/// The vocabulary that the program ships.
#[allow(clippy::unwrap_used)]
pub fn vocabulary() -> &'static Vocabulary {
    static V: std::sync::LazyLock<Vocabulary> = std::sync::LazyLock::new(|| Vocabulary {
        units: serde_saphyr::from_str(include_str!("../../indicators/vocabulary/units.yaml")).unwrap(),
        labels: serde_saphyr::from_str(include_str!("../../indicators/vocabulary/labels.yaml")).unwrap(),
        ..Vocabulary::default()
    });
    &V
}

/// The policies that the program ships, in the order of their ids.
pub fn shipped_policies() -> &'static [Policy] {
    todo!()
}
