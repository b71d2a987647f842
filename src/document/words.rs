//! What headings and labels mean, by the vocabulary.

use crate::text::normalise;
use crate::vocabulary::{Vocabulary, without_brackets};

/// The vocabulary, asked as forms need it.
#[derive(Debug, Clone, Copy)]
pub(in crate::document) struct Words<'v>(pub &'v Vocabulary);

/// What a column of indicators holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::document) enum Key {
    Class,
    Group,
    Name,
    Operator,
    Target,
    Unit,
    Actual,
    Weight,
    Claimed,
    Reason,
    /// On which no score depends.
    Aside,
}

/// What a column or line of funds holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document) enum Money {
    Initial,
    Budget,
    Executed,
    Weight,
    Rate,
    Claimed,
}

/// What a label says of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document) enum Label {
    Project,
    Department,
    Unit,
    Year,
    Total,
}

/// Longest text that may be a heading or a label, in characters.
const LONGEST: usize = 40;

/// How usual a heading is that is known by a part of it alone.
const BY_A_PART: usize = usize::MAX - 1;

/// Whether a heading so usual is known as a whole.
pub(in crate::document) const fn is_exact(rank: usize) -> bool {
    rank < BY_A_PART
}

impl<'v> Words<'v> {
    /// What a heading of indicators means, and how usual it is: of two for one key, the lower is meant.
    pub fn indicator(self, heading: &str) -> Option<(Key, usize)> {
        let heading = short(heading)?;
        let exact = self.exact("indicator", &heading);
        let part = || self.0.form.key("indicator", &heading);
        if exact.is_none() && self.0.form.is_aside(&heading) && part() != Some("reason") {
            return Some((Key::Aside, usize::MAX));
        }
        let (key, rank) = match exact {
            Some(found) => found,
            None => (part()?, BY_A_PART),
        };
        Some((
            match key {
                "class" => Key::Class,
                "group" => Key::Group,
                "name" => Key::Name,
                "operator" => Key::Operator,
                "target" => Key::Target,
                "unit" => Key::Unit,
                "actual" => Key::Actual,
                "weight" => Key::Weight,
                "claimed" => Key::Claimed,
                "reason" => Key::Reason,
                _ => return None,
            },
            rank,
        ))
    }

    /// Whether a heading is that of the goals to which rows belong.
    pub fn is_goal_of_rows(self, heading: &str) -> bool {
        short(heading)
            .is_some_and(|heading| self.exact("indicator", &heading).is_some_and(|(key, _)| key == "goal"))
    }

    /// What a heading of indicators means, where it is a known one.
    pub fn exact_column(self, heading: &str) -> Option<Key> {
        let (key, rank) = self.indicator(heading)?;
        is_exact(rank).then_some(key)
    }

    /// What a heading of funds means.
    pub fn money(self, heading: &str) -> Option<Money> {
        self.exact_money(heading).or_else(|| self.money_by_a_part(heading))
    }

    /// What a part of a heading of funds says.
    pub fn money_by_a_part(self, heading: &str) -> Option<Money> {
        money_key(self.0.form.key("funds", &short(heading)?)?)
    }

    /// What a heading of funds means, where it is a known one.
    pub fn exact_money(self, heading: &str) -> Option<Money> {
        let heading = short(heading)?;
        let headings = &self.0.headings;
        let key = self
            .exact("funds", &heading)
            .map(|(key, _)| key)
            .or_else(|| {
                headings.key("claimed", &without_brackets(&heading)).filter(|key| money_key(key).is_some())
            })
            .or_else(|| {
                headings.key("indicator", &without_brackets(&heading)).filter(|key| *key == "claimed")
            })?;
        money_key(key)
    }

    /// What a heading of goals means: what was expected (false) or what came of it (true).
    pub fn goal(self, heading: &str) -> Option<bool> {
        let heading = short(heading)?;
        let key = self
            .exact("goals", &heading)
            .map(|(key, _)| key)
            .or_else(|| self.0.form.key_at_end("goals", &heading))?;
        match key {
            "expected" => Some(false),
            "achieved" => Some(true),
            _ => None,
        }
    }

    /// Whether a text is the label of the unit of the funds.
    pub fn is_unit_of_funds(self, text: &str) -> bool {
        short(text).is_some_and(|label| self.0.headings.key("funds", &label) == Some("unit"))
    }

    /// Whether a text is the label of the goals as a whole.
    pub fn is_goals(self, text: &str) -> bool {
        short(text).is_some_and(|label| {
            let key = self.0.headings.key("assessment", &without_brackets(&label));
            key == Some("goals")
        })
    }

    /// What a label before a value means.
    pub fn label(self, label: &str) -> Option<Label> {
        let label = short(label)?;
        let bare = without_brackets(&label);
        let headings = &self.0.headings;
        let key = headings.key("assessment", &label).or_else(|| headings.key("assessment", &bare));
        match key {
            Some("project") => Some(Label::Project),
            Some("department") => Some(Label::Department),
            Some("unit") => Some(Label::Unit),
            Some("year") => Some(Label::Year),
            _ if headings.key("claimed", &bare) == Some("total") => Some(Label::Total),
            _ => None,
        }
    }

    /// Whether a text is a known class of indicators.
    pub fn is_class(self, text: &str) -> bool {
        let labels = &self.0.labels;
        labels.classes.contains_key(labels.class(text).as_ref())
    }

    /// Whether a text is a known group of indicators.
    pub fn is_group(self, text: &str) -> bool {
        let labels = &self.0.labels;
        labels.groups.contains_key(labels.group(text).as_ref())
    }

    fn exact(self, mapping: &str, heading: &str) -> Option<(&'v str, usize)> {
        let headings = &self.0.headings;
        let bare = without_brackets(heading);
        let found =
            [heading, &bare].into_iter().find_map(|form| headings.key(mapping, form).map(|key| (key, form)));
        let (key, form) = found?;
        let same = |alias: &String| normalise(alias).text == form;
        let rank = headings.aliases(mapping, key).iter().position(same).unwrap_or(0);
        Some((key, rank))
    }
}

fn money_key(key: &str) -> Option<Money> {
    Some(match key {
        "initial" => Money::Initial,
        "budget" => Money::Budget,
        "executed" => Money::Executed,
        "weight" => Money::Weight,
        "rate" => Money::Rate,
        "execution" | "claimed" => Money::Claimed,
        _ => return None,
    })
}

/// A text that is short enough to be a heading, normalised.
fn short(text: &str) -> Option<String> {
    if text.is_empty() || text.chars().nth(LONGEST).is_some() {
        return None;
    }
    let normal = normalise(text).text;
    let normal = normal.trim_end_matches(':');
    (!normal.is_empty()).then(|| normal.to_owned())
}

/// Units of money, with the power of ten of each.
pub(in crate::document) const MONEY: [(&str, u32); 8] =
    [("亿元", 8), ("百万元", 6), ("万元", 4), ("千元", 3), ("元", 0), ("亿", 8), ("万", 4), ("千", 3)];

/// The unit of money that a heading names: `项目资金（万元）`, `单位：元`.
pub(in crate::document) fn unit_of(heading: &str) -> Option<&'static str> {
    let normal = normalise(heading).text;
    let named = MONEY.iter().filter(|(word, _)| word.ends_with('元')).map(|(word, _)| *word);
    named.into_iter().find(|word| {
        normal.ends_with(word)
            || ["(", ":"].iter().any(|open| normal.contains(&format!("{open}{word}")))
            || normal.contains(&format!("{word})"))
    })
}

/// The year that a text names: `（2024年度）`, `2024 年`, `2024`.
///
/// The first from 1990 to 2099 that no other digit touches and that 年 follows, or that is all there is.
pub(in crate::document) fn year(text: &str) -> Option<i32> {
    let normal = normalise(text).text;
    let digit = |c: char| c.is_ascii_digit();
    for (at, _) in normal.match_indices(digit) {
        let (before, rest) = normal.split_at_checked(at)?;
        let (Some(four), false) = (rest.get(..4), before.ends_with(digit)) else { continue };
        let after = rest.get(4..).unwrap_or_default();
        let alone = before.trim_matches(['(', '[']).is_empty() && after.trim_matches([')', ']']).is_empty();
        if four.chars().all(digit)
            && (after.starts_with('年') || alone)
            && let Some(year) = four.parse().ok().filter(|year| (1990..2100).contains(year))
        {
            return Some(year);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{unit_of, year};

    #[test]
    fn years_of_titles() {
        assert_eq!(year("（2024年度）"), Some(2024));
        assert_eq!(year("( 2024 年度)"), Some(2024));
        assert_eq!(year("2022"), Some(2022));
        assert_eq!(year("银川市本级部门项目支出绩效自评表(2021年)"), Some(2021));
        assert_eq!(year("共 2024 人"), None);
        assert_eq!(year("120245年"), None);
    }

    #[test]
    fn units_of_headings() {
        assert_eq!(unit_of("项目资金 （万元）"), Some("万元"));
        assert_eq!((unit_of("单位：元"), unit_of("单元数")), (Some("元"), None));
    }
}
