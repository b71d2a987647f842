//! The figures of a subject: what its findings follow from, so that they are known again in another run.

use super::Audit;
use crate::diagnostic::{RowId, Subject};
use crate::place::Located;
use rust_decimal::Decimal;

impl Audit<'_> {
    /// What the table prints of a subject, and what was recomputed; of what has no figures of its own, nothing.
    pub(super) fn figures_of(&self, subject: Subject) -> Vec<String> {
        match subject {
            Subject::Row(row) => self.figures_of_row(row).unwrap_or_default(),
            Subject::Funds => {
                let (money, claimed) = (&self.assessment.funds.total, &self.assessment.claimed);
                let printed =
                    [&money.initial, &money.budget, &money.executed, &claimed.rate, &claimed.execution];
                let score = self.scorecard.execution.score;
                printed.map(|figure| number(figure.as_ref())).into_iter().chain([plain(score)]).collect()
            }
            Subject::Total => {
                let (claimed, total) = (&self.assessment.claimed, &self.scorecard.total);
                let printed = [&claimed.total, &claimed.weight].map(|figure| number(figure.as_ref()));
                let computed = [Some(total.weight), total.score, total.low, total.high].map(plain);
                printed.into_iter().chain(computed).collect()
            }
            _ => Vec::new(),
        }
    }

    fn figures_of_row(&self, RowId(index): RowId) -> Option<Vec<String>> {
        let (row, score) = (self.assessment.indicators.get(index)?, self.scorecard.rows.get(index)?);
        let text = |cell: &Option<Located<String>>| {
            cell.as_ref().map_or_else(String::new, |cell| cell.value.clone())
        };
        let (weight, claimed) = (number(row.weight.as_ref()), number(row.claimed.as_ref()));
        Some(vec![text(&row.target), text(&row.actual), weight, claimed, plain(score.score)])
    }
}

/// A figure without the zeros behind it: `9.60` and `9.6` are one; nothing is `-`.
fn plain(figure: Option<Decimal>) -> String {
    figure.map_or_else(|| "-".to_owned(), |figure| figure.normalize().to_string())
}

fn number(figure: Option<&Located<Decimal>>) -> String {
    plain(figure.map(|figure| figure.value))
}
