//! `产出指标(50分)`: the weight that is printed with a class or a group, against its rows.

use super::view::squeezed;
use super::{Audit, differ};
use crate::assessment::Indicator;
use crate::diagnostic::{Code, Diagnostic};
use crate::place::Located;
use crate::say;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

impl Audit<'_> {
    pub(super) fn levels(&mut self) {
        self.level(|row| Some((None, row.class.as_ref()?)));
        // A group belongs to its class: 成本指标 may stand under two of them.
        self.level(|row| Some((row.class.as_ref().map(|class| class.value.as_str()), row.group.as_ref()?)));
    }

    /// One level: the label of a row, with what stands above it.
    fn level<'r>(
        &mut self,
        label_of: impl Fn(&'r Indicator) -> Option<(Option<&'r str>, &'r Located<String>)>,
    ) where
        Self: 'r,
    {
        let mut sums: BTreeMap<_, (&Located<String>, Option<Decimal>)> = BTreeMap::new();
        let assessment = self.assessment;
        for row in &assessment.indicators {
            let Some((above, label)) = label_of(row) else { continue };
            let weight = row.weight.as_ref().map(|weight| weight.value);
            let start = (label, Some(Decimal::ZERO));
            let (_, sum) = sums.entry((above, label.value.as_str())).or_insert(start);
            // Nothing is said where a row has no weight.
            *sum = sum.and_then(|sum| sum.checked_add(weight?));
        }
        for (label, sum) in sums.into_values() {
            let (Some(printed), Some(sum)) = (points_in(&label.value), sum) else { continue };
            if !differ(printed, sum, Decimal::ZERO) {
                continue;
            }
            let title = say!(
                "“{label}”下各指标分值合计 {sum}",
                "the weights under “{label}” add up to {sum}",
                label = label.value
            );
            self.found(
                Diagnostic::new(Code::LevelWeight, title)
                    .figure(&label.value)
                    .figure(sum.normalize())
                    .at(&label.at),
            );
        }
    }
}

/// The points in brackets behind a label: 50 in `产出指标(50分)`.
fn points_in(label: &str) -> Option<Decimal> {
    let label = squeezed(label);
    let (_, rest) = label.rsplit_once('(')?;
    let inner = rest.strip_suffix(')')?;
    inner.strip_suffix('分').unwrap_or(inner).parse().ok()
}
