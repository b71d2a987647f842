//! The words of printed forms beside their headings: what a part of a heading says, and which lines are what.

use super::headings::{bare, without_brackets};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The words by which a printed form is recognised.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormWords {
    parts: BTreeMap<String, Vec<Part>>,
    aside: Vec<String>,
    total: Vec<String>,
    funds_total: Vec<String>,
    sources: Vec<String>,
    execution: Vec<String>,
    notes: Vec<String>,
    other_labels: Vec<String>,
    no_indicator: Vec<String>,
    titles: Vec<String>,
    given: Vec<String>,
    name_ends: Vec<String>,
    name_begins: Vec<String>,
    words_begin: Vec<String>,
    alone_a_class: Vec<String>,
}

/// What a heading means that holds one of some words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    key: String,
    of: Vec<String>,
}

impl FormWords {
    /// The key of a heading that no list of headings has, by a part of it.
    ///
    /// ```
    /// let form = &jixiao::shipped::vocabulary().form;
    /// assert_eq!(form.key("indicator", "本年度计划指标值"), Some("target"));
    /// assert_eq!(form.key("indicator", "所在地区"), None);
    /// ```
    pub fn key(&self, mapping: &str, heading: &str) -> Option<&str> {
        let heading = bare(heading);
        let parts = self.parts.get(mapping)?;
        let found = parts.iter().find(|part| part.of.iter().any(|word| heading.contains(word.as_str())));
        found.map(|part| part.key.as_str())
    }

    /// The key of a heading that ends with a word of it, but for brackets: a sentence may hold any word.
    pub fn key_at_end(&self, mapping: &str, heading: &str) -> Option<&str> {
        let heading = head(heading);
        let parts = self.parts.get(mapping)?;
        let found = parts.iter().find(|part| part.of.iter().any(|word| heading.ends_with(word.as_str())));
        found.map(|part| part.key.as_str())
    }

    /// Whether a heading is that of a column on which no score depends.
    pub fn is_aside(&self, heading: &str) -> bool {
        let heading = bare(heading);
        self.aside.iter().any(|word| heading.contains(word.as_str()))
    }

    /// Whether a line carries the whole of the table: 总分, 合计.
    ///
    /// ```
    /// let form = &jixiao::shipped::vocabulary().form;
    /// assert!(form.is_total("总 分（100分）") && !form.is_total("总分类账登记率"));
    /// ```
    pub fn is_total(&self, label: &str) -> bool {
        self.total.contains(&head(label))
    }

    /// Whether a line carries the whole of the funds.
    pub fn is_funds_total(&self, label: &str) -> bool {
        let label = head(label);
        !label.starts_with("其中") && self.funds_total.iter().any(|word| label.ends_with(word.as_str()))
    }

    /// Whether a line is one of the sources of the funds.
    pub fn is_source(&self, label: &str) -> bool {
        !self.is_funds_total(label) && self.sources.iter().any(|word| head(label).contains(word.as_str()))
    }

    /// Whether a class of rows is the execution of the budget.
    pub fn is_execution(&self, label: &str) -> bool {
        self.execution.contains(&head(label))
    }

    /// Whether a line is a note or a signature.
    ///
    /// ```
    /// let form = &jixiao::shipped::vocabulary().form;
    /// assert!(form.is_note("注：1.得分一档…") && form.is_note("填报人： 联系电话："));
    /// assert!(!form.is_note("注册企业户数"));
    /// ```
    pub fn is_note(&self, line: &str) -> bool {
        let bare = bare(line);
        self.notes.iter().any(|word| {
            bare.strip_prefix(word.as_str()).is_some_and(|rest| {
                rest.is_empty() || rest.starts_with([':', '：', '(', '.', '．', '、', '1', ','])
            })
        })
    }

    /// Whether a text is a label of the head of a form that says nothing of scores.
    ///
    /// ```
    /// let form = &jixiao::shipped::vocabulary().form;
    /// assert!(form.is_other_label("项目负责人及电话") && form.is_other_label("填报日期：2024年3月"));
    /// assert!(!form.is_other_label("项目负责人培训合格率达到九成以上"));
    /// ```
    pub fn is_other_label(&self, text: &str) -> bool {
        let bare = bare(text.split([':', '：']).next().unwrap_or_default());
        bare.chars().count() <= 12 && self.other_labels.iter().any(|word| bare.starts_with(word.as_str()))
    }

    /// Whether a form prints this in place of the name of an indicator, where there is none.
    pub fn is_no_indicator(&self, name: &str) -> bool {
        self.no_indicator.contains(&bare(name))
    }

    /// Whether a text is such a label as a whole, but for what stands in brackets behind it.
    pub fn is_whole_other_label(&self, text: &str) -> bool {
        self.other_labels.contains(&head(text))
    }

    /// Whether a text stands for a reason whose words are not carried over.
    pub fn is_given(&self, text: &str) -> bool {
        let text = bare(text);
        self.given.iter().any(|mark| bare(mark) == text)
    }

    /// Whether the name of an indicator may end so.
    pub fn ends_name(&self, text: &str) -> bool {
        let text = text.trim_end_matches([')', '）', '%', '％', '(', '（']);
        self.name_ends.iter().any(|word| text.ends_with(word.as_str()))
    }

    /// Whether the name of an indicator often begins so.
    pub fn begins_name(&self, text: &str) -> bool {
        self.name_begins.iter().any(|word| text.starts_with(word.as_str()))
    }

    /// Whether a target or an actual in words begins so. A word of one character stands alone: 优, but not 优质服务.
    pub fn begins_words(&self, text: &str) -> bool {
        let single = |word: &str| word.chars().nth(1).is_none();
        self.words_begin
            .iter()
            .any(|word| if single(word) { text == word } else { text.starts_with(word.as_str()) })
    }

    /// Whether a label that could be a class or a group is a class where it stands alone.
    pub fn is_class_alone(&self, class: &str) -> bool {
        self.alone_a_class.iter().any(|word| word == class)
    }

    /// Whether a text is the title of such a table.
    pub fn is_title(&self, line: &str) -> bool {
        let bare = bare(line);
        bare.chars().count() <= 60 && self.titles.iter().any(|word| bare.contains(word.as_str()))
    }
}

/// A label without what stands in brackets behind it.
fn head(label: &str) -> String {
    without_brackets(&bare(label)).trim_end_matches([':', '：']).to_owned()
}
