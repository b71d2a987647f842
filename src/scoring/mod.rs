//! Applies a policy to a table. Every score carries what led to it.

mod award;
mod compare;
mod execution;
mod judge;
mod ledger;
mod row;
mod scorecard;
mod table;
mod total;
mod trace;
mod unscored;

pub use ledger::Ledger;
pub use row::{Row, score_row};
pub use scorecard::{ExecutionScore, RowScore, Scorecard, Status, Total};
pub use table::score;
pub use trace::{Amount, Limit, Relation, Silent, Step, Tracer};
pub use unscored::Unscored;
