//! What the program ships under `indicators/`, read once.

mod catalogue;

pub use catalogue::catalogue;

use crate::keys;
use crate::message::Message;
use crate::say;
use crate::sources::Document;
use crate::text::nearest;
use crate::vocabulary::Vocabulary;
use serde::de::DeserializeOwned;
use std::sync::{Arc, LazyLock};

macro_rules! shipped {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../indicators/policies/", $name, ".yaml")))),*]
    };
}

/// The policies: id and text, in the order of their ids.
pub(crate) const POLICIES: &[(&str, &str)] = shipped![
    "central-review",
    "chongqing-coefficient",
    "daying-2020",
    "decision-process",
    "departmental",
    "fenghua-2022",
    "haidian-2016",
    "hainan-2013",
    "hebei-weighted",
    "hubei-20-80",
    "hunan-2015",
    "jiangxi-2017",
    "manual-limits",
    "mof-2020-10",
    "mof-2021-101",
    "ningde-2021",
    "pidu-2026-department",
    "pidu-2026-project",
    "platform-default",
    "platform-guangxi",
    "platform-jiangxi",
    "platform-tianjin",
    "platform-zhejiang",
    "sichuan-0013zp",
    "sichuan-2025-5",
    "special-bonds",
    "transfer-payments",
    "whole-points",
];

const UNITS: &str = include_str!("../../indicators/vocabulary/units.yaml");
const LABELS: &str = include_str!("../../indicators/vocabulary/labels.yaml");
const WORDS: &str = include_str!("../../indicators/vocabulary/words.yaml");
const PREDICATES: &str = include_str!("../../indicators/vocabulary/predicates.yaml");
const FORM: &str = include_str!("../../indicators/vocabulary/form.yaml");

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary {
    units: data(UNITS),
    labels: data(LABELS),
    headings: Arc::clone(keys::headings()),
    words: data(WORDS),
    predicates: data(PREDICATES),
    form: LazyLock::new(|| data(FORM)),
});

/// Shipped data that cannot be read would be empty; a test sees to it that it never is.
fn data<T: DeserializeOwned + Default>(text: &str) -> T {
    serde_saphyr::from_str(text).unwrap_or_default()
}

/// The vocabulary that the program ships.
///
/// ```
/// let vocabulary = jixiao::shipped::vocabulary();
/// assert_eq!(vocabulary.labels.class("产出"), "产出指标");
/// ```
pub fn vocabulary() -> &'static Vocabulary {
    &VOCABULARY
}

/// The text of a policy that the program ships, as its authors wrote it.
pub fn shipped_text(id: &str) -> Option<&'static str> {
    POLICIES.iter().find(|(name, _)| *name == id).map(|(_, text)| *text)
}

/// A shipped policy as the base of another.
///
/// # Errors
/// That there is none of this id, with the nearest.
pub fn shipped_base(id: &str) -> Result<Document, Message> {
    match shipped_text(id) {
        Some(text) => Ok(Document { name: format!("{id}.yaml"), text: text.to_owned() }),
        None => Err(no_such_policy(id)),
    }
}

/// There is no policy of this id; the nearest, or all.
pub(crate) fn no_such_policy(id: &str) -> Message {
    if let Some(near) = nearest(id, POLICIES.iter().map(|(known, _)| *known)) {
        return say!("没有该评分办法，是不是 `{near}`？", "unknown policy; did you mean `{near}`?");
    }
    let all: Vec<&str> = POLICIES.iter().map(|(known, _)| *known).collect();
    let all = all.join(", ");
    say!("没有该评分办法；自带的有：{all}", "unknown policy; those that come with the program: {all}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_list_is_the_folder() {
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/indicators/policies"));
        let names: BTreeSet<String> = folder
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter_map(|name| name.strip_suffix(".yaml").map(str::to_owned))
            .collect();
        assert_eq!(names, POLICIES.iter().map(|(id, _)| (*id).to_owned()).collect());
    }

    #[test]
    fn every_vocabulary_is_read() {
        assert!(serde_saphyr::from_str::<crate::vocabulary::UnitTable>(UNITS).is_ok());
        assert!(serde_saphyr::from_str::<crate::vocabulary::Labels>(LABELS).is_ok());
        assert!(serde_saphyr::from_str::<crate::vocabulary::Words>(WORDS).is_ok());
        assert!(serde_saphyr::from_str::<crate::vocabulary::Predicates>(PREDICATES).is_ok());
        assert!(serde_saphyr::from_str::<crate::vocabulary::FormWords>(FORM).is_ok());
    }
}
