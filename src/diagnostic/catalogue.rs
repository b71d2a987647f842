//! What there is to know of every code, as data: `indicators/findings/` has a file a family.

use super::Code;
use crate::message::Message;
use crate::trust::Trust;
use serde::Deserialize;
use std::collections::BTreeMap;

/// All families, in the order of their codes.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// The families.
    pub families: Vec<Family>,
}

/// Codes that belong together.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// What people call it.
    pub family: Message,
    /// Where an evaluator writes of it.
    #[serde(default)]
    pub section: Section,
    /// The codes with their pages.
    pub pages: BTreeMap<String, Page>,
}

/// The parts of a review, in the order in which an evaluator writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Section {
    /// The money, and its execution.
    Funds,
    /// The indicators, one by one.
    Rows,
    /// Weights and total.
    Whole,
    /// Everything else.
    #[default]
    Other,
}

/// The page of a code.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// What is found, in a few words.
    pub title: Message,
    /// When it is found and when not, and what it may come from.
    pub explanation: Option<Message>,
    /// What it rests on.
    pub basis: Option<Message>,
    /// How far that is to be trusted; nothing where it is arithmetic.
    pub trust: Option<Trust>,
    /// How to mend it.
    pub mend: Option<Message>,
}

impl Catalogue {
    /// The page of a code, with its family.
    ///
    /// ```
    /// use jixiao::diagnostic::Code;
    /// let (family, page) = jixiao::shipped::catalogue().page(Code::ScoreDiffers).expect("a page");
    /// assert_eq!((family.family.zh.as_str(), page.title.zh.as_str()), ("得分", "自评得分与重算得分不一致"));
    /// ```
    pub fn page(&self, code: Code) -> Option<(&Family, &Page)> {
        self.families.iter().find_map(|family| Some((family, family.pages.get(code.as_str())?)))
    }
}
