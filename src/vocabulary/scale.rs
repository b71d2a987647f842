//! Words for the grades of a scale: 优良中差, 是/否.

use serde::Deserialize;

/// The grades of scales, from the best to the worst.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    best: Vec<Box<str>>,
    between: Vec<Box<str>>,
    worst: Vec<Box<str>>,
}

impl Scale {
    /// Whether a text only lists grades, the best and the worst among them: as a target it does not say which is to be
    /// reached.
    ///
    /// ```
    /// let scale = &jixiao::shipped::vocabulary().predicates.scale;
    /// assert!(scale.is("优良中低差") && scale.is("好坏") && scale.is("合格/不合格"));
    /// assert!(!scale.is("优良") && !scale.is("好") && !scale.is("差旅费"));
    /// ```
    pub fn is(&self, text: &str) -> bool {
        let mut rest = text;
        let (mut best, mut worst) = (false, false);
        loop {
            rest = rest.trim_start_matches(['/', '、', ',', ';', '或', '和', '与', '(', ')', '-', '~']);
            if rest.is_empty() {
                return best && worst;
            }
            let longest = |grades: &[Box<str>]| {
                grades.iter().filter(|grade| rest.starts_with(grade.as_ref())).map(|grade| grade.len()).max()
            };
            let [top, middle, bottom] = [&self.best, &self.between, &self.worst].map(|list| longest(list));
            let Some(length) = top.max(middle).max(bottom) else { return false };
            best |= top == Some(length);
            worst |= bottom == Some(length);
            rest = rest.get(length..).unwrap_or_default();
        }
    }
}
