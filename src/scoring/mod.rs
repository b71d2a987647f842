//! Applies a policy to a table. Every score carries what led to it.

mod award;
mod compare;
mod engine;
mod judge;
mod scorecard;
mod total;
mod trace;
mod unscored;

pub use engine::{Row, score, score_row};
pub use scorecard::{ExecutionScore, RowScore, Scorecard, Status, Total};
pub use trace::{Amount, Limit, Relation, Silent, Step, Tracer};
pub use unscored::Unscored;
