//! One indicator scored on its own, for programs: one object a line.

use super::wording::{Words, sentence};
use crate::message::Lang;
use crate::policy::Policy;
use crate::scoring::{RowScore, Status, Step};
use rust_decimal::Decimal;
use serde::Serialize;

/// A row as `eval` prints it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EvaluatedRow<'a> {
    target: &'a str,
    actual: &'a str,
    weight: Option<Decimal>,
    score: Option<Decimal>,
    status: Status,
    rule: Option<&'a str>,
    reason: Option<&'static str>,
    trace: Vec<TracedStep>,
}

/// One step of a trace: a stable word, and the sentence for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct TracedStep {
    step: &'static str,
    text: String,
}

impl<'a> EvaluatedRow<'a> {
    /// The row with its trace in words.
    pub fn new(
        target: &'a str,
        actual: &'a str,
        weight: Option<Decimal>,
        scored: &RowScore,
        policy: &'a Policy,
        lang: Lang,
    ) -> Self {
        let words = Words { policy };
        let traced = |step: &Step| TracedStep {
            step: step.name(),
            text: sentence(step, words).in_lang(lang).to_owned(),
        };
        Self {
            target,
            actual,
            weight,
            score: scored.score,
            status: scored.status,
            rule: scored.rule.and_then(|index| policy.rules.get(index)).map(|rule| rule.id.value.as_str()),
            reason: scored.unscored.map(crate::scoring::Unscored::as_str),
            trace: scored.trace.iter().map(traced).collect(),
        }
    }
}
