//! The total of a sheet, its limits, and its grade.

use super::{HELD, Inexpressible, NO_SCORE, fits, literal, rounded};
use crate::policy::{NotApplicableAward, Policy, UnscoredRows};
use crate::value::Rational;
use std::fmt::Write;

/// The cells that are added up.
#[derive(Debug, Clone)]
pub(in crate::report) struct Lines {
    /// Weight and score of execution.
    pub execution: (String, String),
    /// The weights of the rows, as a range.
    pub weights: String,
    /// Their scores, as a range.
    pub scores: String,
    /// What each row counts for, as a range, where the table has several goals.
    pub ratios: Option<String>,
    /// The execution rate.
    pub rate: String,
    /// The words in a score cell that say that its row does not apply, and what becomes of it; nothing where every
    /// row applies.
    pub not_applicable: Option<(&'static str, NotApplicableAward)>,
}

impl Lines {
    /// The sum of a range, each row for the ratio of its goal.
    fn added(&self, range: &str) -> String {
        match &self.ratios {
            None => format!("SUM({range})"),
            Some(ratios) => format!("SUMPRODUCT({range},{ratios})"),
        }
    }

    /// The weight of the rows whose score cell holds these words.
    fn weight_of(&self, words: &str) -> String {
        let ratios = self.ratios.as_ref().map(|ratios| format!(",{ratios}")).unwrap_or_default();
        format!("SUMPRODUCT(({}=\"{words}\")*1,{}{ratios})", self.scores, self.weights)
    }

    /// The weight of everything without a score.
    fn unscored_weight(&self) -> String {
        let (weight, score) = &self.execution;
        format!("{}+({score}=\"{NO_SCORE}\")*{weight}", self.weight_of(NO_SCORE))
    }

    /// All weights.
    pub(in crate::report) fn weight(&self) -> String {
        let all = format!("{}+{}", self.execution.0, self.added(&self.weights));
        match self.not_applicable {
            Some((words, NotApplicableAward::Drop)) => format!("{all}-{}", self.weight_of(words)),
            _ => all,
        }
    }
}

/// The total with what has no score at zero (low) or at its full weight.
pub(in crate::report) fn total(policy: &Policy, lines: &Lines, full: bool) -> Result<String, Inexpressible> {
    let mut sum = format!("SUM({})+{}", lines.execution.1, lines.added(&lines.scores));
    let rescale_unscored = policy.unscored == UnscoredRows::Rescale;
    if full && !rescale_unscored {
        let most = policy.most();
        let unscored = lines.unscored_weight();
        sum = if most == Rational::ONE {
            format!("{sum}+{unscored}")
        } else {
            format!("{sum}+({unscored})*{}", literal(most))
        };
    }
    let mut dropped = Vec::new();
    if let Some((words, NotApplicableAward::Rescale)) = lines.not_applicable {
        dropped.push(lines.weight_of(words));
    }
    if rescale_unscored {
        dropped.push(lines.unscored_weight());
    }
    let whole = lines.weight();
    if !dropped.is_empty() {
        let left = format!("({whole}-{})", dropped.join("-"));
        // Nothing left to count is no total.
        let scaled = format!("({sum})*({whole})/{left}");
        let rounded = rounded(&scaled, policy.rounding.total);
        return fits(format!(
            "IF(ROUND({left},9)=0,\"{NO_SCORE}\",{})",
            limited(policy, lines, &rounded, full)
        ));
    }
    fits(limited(policy, lines, &rounded(&sum, policy.rounding.total), full))
}

/// Never above the limit of its execution rate; where that is unknown, of the least or the most generous limit.
fn limited(policy: &Policy, lines: &Lines, total: &str, full: bool) -> String {
    if policy.total_limits.is_empty() {
        return total.to_owned();
    }
    let rate = &lines.rate;
    let mut cap = String::new();
    let mut open = 0_usize;
    for limit in &policy.total_limits {
        // A cap that no total reaches is none.
        let most = limit.cap.map_or_else(|| "1E9".to_owned(), |cap| literal(Rational::from(cap)));
        if let Some(edge) = limit.from {
            let sign = if edge.included { ">=" } else { ">" };
            let _ = write!(cap, "IF(ROUND({rate},{HELD}){sign}{},{most},", literal(edge.at));
            open = open.saturating_add(1);
        } else {
            cap.push_str(&most);
            break;
        }
    }
    if cap.ends_with(',') {
        cap.push_str("1E9");
    }
    cap.push_str(&")".repeat(open));
    let caps = policy.total_limits.iter().filter_map(|limit| limit.cap);
    let open = policy.total_limits.iter().any(|limit| limit.cap.is_none());
    let unknown = if full { caps.max().filter(|_| !open) } else { caps.min() };
    let unknown = unknown.map_or_else(|| "1E9".to_owned(), |cap| literal(Rational::from(cap)));
    // A budget of zero that is scored has no rate and no limit.
    let scored = &lines.execution.1;
    format!("MIN({total},IF(ISNUMBER({rate}),{cap},IF(ISNUMBER({scored}),1E9,{unknown})))")
}

/// The grade of a total, in the words given for each grade of the policy, best first.
fn grade(policy: &Policy, names: &[String], total: &str) -> String {
    let mut text = String::new();
    let mut open = 0_usize;
    for (band, name) in policy.grades.iter().zip(names) {
        let sign = if band.from.included { ">=" } else { ">" };
        let _ = write!(text, "IF({total}{sign}{},\"{name}\",", literal(band.from.at));
        open = open.saturating_add(1);
    }
    format!("{text}\"{NO_SCORE}\"{}", ")".repeat(open))
}

/// The grade of a table; of bounds, only where both have the same, and none where the weights are not what the policy asks.
pub(in crate::report) fn graded(
    policy: &Policy,
    names: &[String],
    weight: &str,
    (low, high): (&str, &str),
) -> Result<String, Inexpressible> {
    let (of_low, of_high) = (grade(policy, names, low), grade(policy, names, high));
    let whole = policy.weights.total.normalize();
    fits(format!(
        "IF(AND({weight}={whole},ISNUMBER({low}),ISNUMBER({high})),IF({of_low}={of_high},{of_low},\"{NO_SCORE}\"),\"{NO_SCORE}\")"
    ))
}
