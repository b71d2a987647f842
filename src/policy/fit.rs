//! Which policy a table goes by that names none: what each policy applies to, held against the table itself.

use super::{Policy, Weights};
use crate::assessment::Assessment;
use crate::value::Rational;
use crate::vocabulary::Labels;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What a policy applies to, beside its weights. A policy that does not say so is only taken where it is asked for.
#[derive(Debug, Clone, Default)]
pub struct Applies {
    /// The first and the last year of its tables.
    pub years: Option<(i32, i32)>,
    /// Precision: words of which one occurs in the unit, the department or the project.
    pub places: Vec<String>,
    /// The classes (canonical names) of its tables, all of them and no other, where it fixes no weights for them.
    pub classes: Vec<String>,
}

/// Something of a table that speaks for a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// The table names a place of the policy.
    Place(String),
    /// The classes of the table carry the weights of the policy.
    Weights,
    /// They do once the weights of those that it lacks are given to the others.
    WeightsWithout(Vec<String>),
    /// The classes of the table are those of the policy.
    Classes,
    /// The weight that is printed for execution.
    Execution(Decimal),
    /// The year of the table lies within the years of the policy.
    Year(i32),
}

impl Evidence {
    /// How much it says: what is higher outweighs what is below it.
    const fn strength(&self) -> u32 {
        match self {
            Self::Place(_) => 16,
            Self::Weights => 8,
            Self::WeightsWithout(_) => 6,
            Self::Classes => 4,
            Self::Execution(_) => 2,
            Self::Year(_) => 1,
        }
    }
}

/// Why a policy fits a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// All that speaks for it, the strongest first.
    pub evidence: Vec<Evidence>,
}

impl Fit {
    /// How much speaks for it.
    pub fn strength(&self) -> u32 {
        self.evidence.iter().map(Evidence::strength).fold(0, u32::saturating_add)
    }
}

/// Whether a policy fits a table, and what says so; nothing where anything of the table contradicts it, or where
/// nothing but year and execution speaks for it.
///
/// ```
/// use jixiao::{decode, policy::{Evidence, fit}, shipped};
/// let text = "
/// project: 甲
/// year: 2024
/// funds: {budget: 1, executed: 1}
/// indicators:
///   - {class: 产出指标, name: a, weight: 50}
///   - {class: 效益指标, name: b, weight: 30}
///   - {class: 满意度指标, name: c, weight: 10}
/// ";
/// let table = decode::assessment("a.yaml", text).value.expect("a table");
/// let policy = shipped::shipped_policy("mof-2020-10").expect("shipped");
/// let fit = fit(&table, policy, &shipped::vocabulary().labels).expect("it fits");
/// assert_eq!(fit.evidence, [Evidence::Weights, Evidence::Year(2024)]);
/// ```
pub fn fit(table: &Assessment, policy: &Policy, labels: &Labels) -> Option<Fit> {
    let applies = policy.applies.as_ref()?;
    let mut evidence = Vec::new();
    if !applies.places.is_empty() {
        let of_table =
            [table.unit.as_deref(), table.department.as_deref(), Some(table.project.value.as_str())];
        let place = applies
            .places
            .iter()
            .find(|place| of_table.iter().flatten().any(|text| text.contains(place.as_str())))?;
        evidence.push(Evidence::Place(place.clone()));
    }
    evidence.extend(classes(table, policy, applies, labels)?);
    if evidence.is_empty() {
        return None;
    }
    if let Some(printed) = &table.funds.weight {
        if printed.value != policy.weights.execution {
            return None;
        }
        evidence.push(Evidence::Execution(printed.value));
    }
    if let Some(year) = table.year {
        if !years(policy, applies).contains(year) {
            return None;
        }
        evidence.push(Evidence::Year(year));
    }
    Some(Fit { evidence })
}

/// The policy that fits a table best, with what says so: the one for which most speaks, of equals the later one.
pub fn best_fit<'p>(
    table: &Assessment,
    policies: impl IntoIterator<Item = &'p Policy>,
    labels: &Labels,
) -> Option<(&'p Policy, Fit)> {
    let fitting = policies.into_iter().filter_map(|policy| Some((policy, fit(table, policy, labels)?)));
    fitting.max_by_key(|(policy, fit)| (fit.strength(), policy.valid.0, policy.id.value.clone()))
}

/// The years of a policy; no end is open.
struct Years(Option<i32>, Option<i32>);

impl Years {
    fn contains(&self, year: i32) -> bool {
        self.0.is_none_or(|first| first <= year) && self.1.is_none_or(|last| year <= last)
    }
}

fn years(policy: &Policy, applies: &Applies) -> Years {
    match applies.years {
        Some((first, last)) => Years(Some(first), Some(last)),
        None => Years(policy.valid.0.map(time::Date::year), policy.valid.1.map(time::Date::year)),
    }
}

/// What the classes of a table say; nothing at all where they contradict the policy.
#[allow(clippy::option_option)] // a contradiction, silence, or evidence
fn classes(
    table: &Assessment,
    policy: &Policy,
    applies: &Applies,
    labels: &Labels,
) -> Option<Option<Evidence>> {
    let mut sums: BTreeMap<String, Option<Decimal>> = BTreeMap::new();
    for row in &table.indicators {
        let class = row.class.as_ref()?;
        let weight = row.weight.as_ref().and_then(|weight| weight.value.checked_mul(table.counts_for(row)));
        let sum = sums.entry(labels.class(&class.value).into_owned()).or_insert(Some(Decimal::ZERO));
        *sum = sum.and_then(|sum| sum.checked_add(weight?));
    }
    if sums.is_empty() {
        return Some(None);
    }
    let expected = policy.weights.expected(|class| sums.contains_key(class));
    if !expected.is_empty() {
        let known = |class: &String| expected.iter().any(|(name, _)| name == class);
        if !sums.keys().all(known) {
            return None;
        }
        // Without weights the names of the classes are all there is.
        if sums.values().any(Option::is_none) {
            let all = expected.iter().all(|(class, _)| sums.contains_key(class));
            return all.then_some(Some(Evidence::Classes));
        }
        let carries = |(class, weight): &(String, Decimal)| {
            sums.get(class).copied().flatten().unwrap_or_default() == *weight
        };
        if !expected.iter().all(carries) {
            return None;
        }
        let fixed = policy.weights.classes.iter().map(|(class, _)| class);
        let lacking: Vec<String> = fixed.filter(|class| !sums.contains_key(*class)).cloned().collect();
        return Some(Some(if lacking.is_empty() {
            Evidence::Weights
        } else {
            Evidence::WeightsWithout(lacking)
        }));
    }
    if applies.classes.is_empty() {
        return Some(None);
    }
    let same =
        sums.len() == applies.classes.len() && applies.classes.iter().all(|class| sums.contains_key(class));
    same.then_some(Some(Evidence::Classes))
}

/// A class that a table may lack, and what becomes of its weight then.
#[derive(Debug, Clone, PartialEq)]
pub struct Transfer {
    /// The class (canonical name).
    pub class: String,
    /// The classes that take its weight, each with its share of it; the shares add up to one.
    pub to: Vec<(String, Rational)>,
}

impl Weights {
    /// The weight of each class in a table that has some of them and lacks others; empty where none is fixed.
    ///
    /// ```
    /// use rust_decimal::dec;
    /// let policy = jixiao::shipped::shipped_policy("mof-2021-101").expect("shipped");
    /// let expected = policy.weights.expected(|class| class != "成本指标");
    /// assert!(expected.contains(&("产出指标".to_owned(), dec!(50))));
    /// assert!(expected.contains(&("效益指标".to_owned(), dec!(30))));
    /// ```
    pub fn expected(&self, has: impl Fn(&str) -> bool) -> Vec<(String, Decimal)> {
        let mut expected = self.classes.clone();
        for Transfer { class, to } in self.without.iter().filter(|transfer| !has(&transfer.class)) {
            let Some(at) = expected.iter().position(|(name, _)| name == class) else { continue };
            let (_, weight) = expected.remove(at);
            for (heir, share) in to {
                let part = Rational::from(weight).checked_mul(*share).ok().and_then(Rational::as_decimal);
                if let Some((_, sum)) = expected.iter_mut().find(|(name, _)| name == heir) {
                    *sum = sum.saturating_add(part.unwrap_or_default()).normalize();
                }
            }
        }
        expected
    }
}

impl Policy {
    /// The policy for a table that fits none: its scoring holds, its class weights do not.
    #[must_use]
    pub fn without_class_weights(&self) -> Self {
        let weights = Weights { classes: Vec::new(), without: Vec::new(), ..self.weights.clone() };
        Self { weights, ..self.clone() }
    }
}
