//! Applies a policy to a table. Every score carries what led to it.

mod amounts;
mod award;
mod choice;
mod compare;
mod execution;
mod judge;
mod ledger;
mod row;
mod scale;
mod scorecard;
mod scorer;
mod table;
mod total;
mod trace;
mod unscored;

pub use execution::execution_of;
pub use ledger::Ledger;
pub use row::{Outcome, Row};
pub use scorecard::{ExecutionScore, RowScore, Scorecard, Status, Total};
pub use scorer::{Label, Looked, Scorer, score_row};
pub use table::score;
pub use total::{Sums, grade, total_of};
pub use trace::{Amount, Limit, Relation, Silent, Step, Tracer};
pub use unscored::Unscored;
