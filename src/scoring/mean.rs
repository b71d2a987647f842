//! The score of a row that several units have and whose values cannot be brought together: the mean of their scores.

use super::row::weighted;
use super::scorecard::{RowScore, Status};
use super::trace::{Step, Tracer};
use super::unscored::Unscored;
use crate::policy::Policy;
use crate::value::Rational;
use rust_decimal::Decimal;

/// The mean of the shares of the weight that several units have of one row.
#[derive(Debug, Clone, PartialEq)]
pub struct MeanOfScores {
    /// The funds of each unit with its share of the weight.
    pub shares: Vec<(Decimal, Rational)>,
    /// The mean share.
    pub mean: Rational,
    /// The weight of the row.
    pub weight: Decimal,
}

impl RowScore {
    /// Puts the mean, or the reason why there is none, in the place of a score that was made from one unit's words alone.
    pub fn replace(&mut self, mean: Result<MeanOfScores, Unscored>, policy: &Policy) {
        self.trace.clear();
        let scored = mean.and_then(|MeanOfScores { shares, mean, weight }| {
            self.trace.record(|| Step::MeanOfScores { shares, mean });
            Ok(weighted(weight, mean, policy, &mut self.trace)?)
        });
        (self.status, self.score, self.unscored) = match scored {
            Ok(score) => (Status::Judged, Some(score), None),
            Err(reason) => {
                self.trace.record(|| Step::Unscored { reason, kinds: None });
                (Status::CannotScore, None, Some(reason))
            }
        };
        (self.rule, self.tier) = (None, None);
    }
}
