//! What the program ships under `indicators/`, read once.

use super::fields::nearest;
use super::{Document, policy_with};
use crate::message::Message;
use crate::policy::Policy;
use crate::say;
use crate::vocabulary::Vocabulary;
use serde::de::DeserializeOwned;
use std::sync::{LazyLock, OnceLock};

macro_rules! shipped {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../indicators/policies/", $name, ".yaml")))),*]
    };
}

/// The policies: id and text, in the order of their ids.
pub(super) const POLICIES: &[(&str, &str)] = shipped![
    "central-review",
    "daying-2020",
    "fenghua-2022",
    "haidian-2016",
    "hainan-2013",
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
];

const UNITS: &str = include_str!("../../indicators/vocabulary/units.yaml");
const LABELS: &str = include_str!("../../indicators/vocabulary/labels.yaml");
const HEADINGS: &str = include_str!("../../indicators/vocabulary/headings.yaml");
const WORDS: &str = include_str!("../../indicators/vocabulary/words.yaml");
const PREDICATES: &str = include_str!("../../indicators/vocabulary/predicates.yaml");
const FORM: &str = include_str!("../../indicators/vocabulary/form.yaml");

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary {
    units: data(UNITS),
    labels: data(LABELS),
    headings: data(HEADINGS),
    words: data(WORDS),
    predicates: data(PREDICATES),
    form: LazyLock::new(|| data(FORM)),
});

type ReadOnce = OnceLock<Option<Policy>>;

/// Each is read when it is first asked for: a run needs one or two of them.
static SHIPPED: LazyLock<Vec<(&str, ReadOnce)>> =
    LazyLock::new(|| POLICIES.iter().map(|&(id, _)| (id, OnceLock::new())).collect());

/// Shipped data that cannot be read would be empty; a test sees to it that it never is.
fn data<T: DeserializeOwned + Default>(text: &str) -> T {
    serde_saphyr::from_str(text).unwrap_or_default()
}

/// The vocabulary that the program ships.
///
/// ```
/// let vocabulary = jixiao::load::vocabulary();
/// assert_eq!(vocabulary.labels.class("产出"), "产出指标");
/// ```
pub fn vocabulary() -> &'static Vocabulary {
    &VOCABULARY
}

/// The shipped policy of that id.
///
/// ```
/// let policy = jixiao::load::shipped_policy("mof-2020-10").expect("it is shipped");
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
/// let mut ids = jixiao::load::shipped_policies().map(|policy| policy.id.value.as_str());
/// assert!(ids.any(|id| id == "mof-2020-10"));
/// ```
pub fn shipped_policies() -> impl Iterator<Item = &'static Policy> {
    POLICIES.iter().filter_map(|(id, _)| shipped_policy(id))
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
pub(super) fn no_such_policy(id: &str) -> Message {
    if let Some(near) = nearest(id, POLICIES.iter().map(|(known, _)| *known)) {
        return say!("没有这个评分办法，是不是 `{near}`？", "no such policy; did you mean `{near}`?");
    }
    let all: Vec<&str> = POLICIES.iter().map(|(known, _)| *known).collect();
    let all = all.join(", ");
    say!("没有这个评分办法；自带的有：{all}", "no such policy; those that come with the program: {all}")
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

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
        assert!(serde_saphyr::from_str::<crate::vocabulary::Headings>(HEADINGS).is_ok());
        assert!(serde_saphyr::from_str::<crate::vocabulary::Words>(WORDS).is_ok());
        assert!(serde_saphyr::from_str::<crate::vocabulary::Predicates>(PREDICATES).is_ok());
        assert!(serde_saphyr::from_str::<crate::vocabulary::FormWords>(FORM).is_ok());
    }

    #[test]
    fn no_heading_means_two_keys_of_one_mapping() {
        let headings = &vocabulary().headings;
        for kind in headings.kinds() {
            for key in ["target", "actual", "weight", "claimed", "reason", "name", "unit", "budget", "total"]
            {
                for alias in headings.aliases(kind, key) {
                    assert_eq!(headings.key(kind, alias), Some(key), "{kind}: {alias}");
                }
            }
        }
    }
}
