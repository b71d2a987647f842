//! Several units' tables of one project as one: values are brought together first, then scored; and, apart from
//! that, the mean of the units' scores, so that the two can be told apart.
//!
//! Start at [`roll_up`].

mod funds;
mod mean;
mod row;

use crate::assessment::{Assessment, Claimed, Indicator};
use crate::policy::Policy;
use crate::scoring::{Scorecard, score};
use crate::vocabulary::Vocabulary;
use mean::Weighted;
use rust_decimal::Decimal;

pub use row::{Combined, Uncombined};

/// A table with its scores, as one unit filed it.
pub type Filed<'a> = (&'a Assessment, &'a Scorecard);

/// The tables of several units as one.
#[derive(Debug)]
pub struct RolledUp {
    /// The table in which the values of all are brought together.
    pub table: Assessment,
    /// Its scores.
    pub scorecard: Scorecard,
    /// How each of its rows came about.
    pub rows: Vec<RolledRow>,
    /// The mean of the totals of the units.
    pub mean: Means,
}

/// How a row of several units came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolledRow {
    /// What was done.
    pub combined: Combined,
    /// How many of the units have the row.
    pub units: usize,
    /// Whether its weight is not the same in all of them; then it is that of the first.
    pub weights_differ: bool,
}

/// Means of totals. No document is known that prescribes either for a total: they stand beside the score of
/// the whole, never for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Means {
    /// Each total counts the same.
    pub plain: Option<Decimal>,
    /// Each total counts by its budget.
    pub by_funds: Option<Decimal>,
}

/// Brings the tables of several units together; nothing where there are none.
///
/// Rows are the same where class, group and name are. Their numbers are added where the unit of measure adds up
/// and averaged by budget where it does not (rates, so much per something); what is no number (words, days,
/// intervals) gets the mean of its shares of the weight, by budget. Means are written into the table with at most
/// six decimals, rounded half up, and scored from there.
///
/// ```
/// use jixiao::{decode, shipped, rollup, scoring};
/// let unit = |budget: u32, rate: &str, count: u32| {
///     let text = format!("project: 培训\nfunds: {{budget: {budget}, executed: {budget}}}\nindicators:\n\
///         - {{name: 合格率, target: '≥96%', actual: {rate}, weight: 45}}\n\
///         - {{name: 人数, target: '≥50人', actual: {count}人, weight: 45}}");
///     decode::assessment("a.yaml", &text).value.expect("a table")
/// };
/// let policy = shipped::shipped_policy("mof-2020-10").expect("shipped");
/// let tables = [unit(100, "90%", 30), unit(300, "98%", 80)];
/// let cards = tables.each_ref().map(|table| scoring::score(table, policy, shipped::vocabulary()));
/// let filed: Vec<_> = tables.iter().zip(&cards).collect();
/// let all = rollup::roll_up(&filed, policy, shipped::vocabulary()).expect("two tables");
/// let actuals: Vec<_> = all.table.indicators.iter().filter_map(|row| Some(row.actual.as_ref()?.value.as_str())).collect();
/// assert_eq!(actuals, ["96%", "110人"]);
/// assert_eq!(all.scorecard.total.score.map(|total| total.to_string()).as_deref(), Some("100.00"));
/// assert_eq!(all.mean.plain.map(|mean| mean.to_string()).as_deref(), Some("89.60"));
/// ```
pub fn roll_up(filed: &[Filed<'_>], policy: &Policy, vocabulary: &Vocabulary) -> Option<RolledUp> {
    let (first, _) = *filed.first()?;
    let funds = funds::added(filed, vocabulary);
    let budgets: Vec<Option<Decimal>> =
        filed.iter().map(|(table, _)| funds::budget(table, first, vocabulary)).collect();
    let mut table = Assessment {
        project: first.project.clone(),
        year: first.year,
        department: first.department.clone(),
        funds,
        claimed: Claimed::default(),
        goals: first.goals.clone(),
        ..Assessment::default()
    };
    let mut rows = Vec::new();
    let mut judged = Vec::new();
    for key in keys(filed, vocabulary) {
        let having: Vec<row::Having<'_>> = filed
            .iter()
            .zip(&budgets)
            .filter_map(|((table, card), budget)| {
                let index = table.indicators.iter().position(|row| Key::of(row, vocabulary) == key)?;
                let (row, score) = (table.indicators.get(index)?, card.rows.get(index)?);
                Some(row::Having { row, score, budget: *budget })
            })
            .collect();
        let combination = row::combine(&having, vocabulary);
        let first = having.first().map(|having| having.row.weight.as_ref().map(|weight| weight.value));
        let differs =
            |having: &row::Having<'_>| Some(having.row.weight.as_ref().map(|weight| weight.value)) != first;
        rows.push(RolledRow {
            units: having.len(),
            weights_differ: having.iter().any(differs),
            combined: combination.how,
        });
        judged.push(row::mean_of_scores(&having));
        table.indicators.push(combination.row);
    }
    let mut scorecard = score(&table, policy, vocabulary);
    for ((scored, how), mean) in scorecard.rows.iter_mut().zip(&rows).zip(judged) {
        if matches!(how.combined, Combined::MeanOfScores(_)) {
            scored.replace(mean, policy);
        }
    }
    let rescored = std::mem::take(&mut scorecard.rows);
    let scorecard = scorecard.with_rows(rescored, &table, policy);
    let mean = means(filed, &budgets, policy);
    Some(RolledUp { table, scorecard, rows, mean })
}

/// The means of the totals of some tables; nothing where a table has no total, or no funds to go by.
///
/// ```
/// let policy = jixiao::shipped::shipped_policy("mof-2020-10").expect("shipped");
/// assert_eq!(jixiao::rollup::means_of(&[], policy, jixiao::shipped::vocabulary()).plain, None);
/// ```
pub fn means_of(filed: &[Filed<'_>], policy: &Policy, vocabulary: &Vocabulary) -> Means {
    let Some((first, _)) = filed.first() else { return Means::default() };
    let budgets: Vec<_> = filed.iter().map(|(table, _)| funds::budget(table, first, vocabulary)).collect();
    means(filed, &budgets, policy)
}

fn means(filed: &[Filed<'_>], budgets: &[Option<Decimal>], policy: &Policy) -> Means {
    let places = policy.rounding.total;
    let mut plain = Weighted::default();
    let mut by_funds = Weighted::default();
    for ((_, card), budget) in filed.iter().zip(budgets) {
        let total = card.total.score.map(Into::into);
        plain.add(Some(Decimal::ONE), total);
        by_funds.add(*budget, total);
    }
    let rounded = |mean: Weighted| mean.mean()?.round(places.decimals, places.mode).ok();
    Means { plain: rounded(plain), by_funds: rounded(by_funds) }
}

/// What makes rows of several tables one row.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    goal: Option<String>,
    class: Option<String>,
    group: Option<String>,
    name: String,
}

impl Key {
    fn of(row: &Indicator, vocabulary: &Vocabulary) -> Self {
        let labels = &vocabulary.labels;
        Self {
            goal: row.goal.as_ref().map(|goal| goal.value.clone()),
            class: row.class.as_ref().map(|class| labels.class(&class.value).into_owned()),
            group: row.group.as_ref().map(|group| labels.group(&group.value).into_owned()),
            name: row.name.value.clone(),
        }
    }
}

/// Every row that any of the tables has, in the order of the first that has it.
fn keys(filed: &[Filed<'_>], vocabulary: &Vocabulary) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    for (table, _) in filed {
        for row in &table.indicators {
            let key = Key::of(row, vocabulary);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    keys
}
