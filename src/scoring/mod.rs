//! Applies a policy to a table. Every score carries what led to it.
//!
//! Start at [`score()`] for a table, [`score_row`] for one indicator, [`Scorer`] for many.

mod amounts;
mod award;
mod choice;
mod compare;
mod direction;
mod execution;
mod facts;
mod judge;
mod ledger;
mod mean;
mod row;
mod scale;
mod scorecard;
mod scorer;
mod table;
mod total;
mod trace;
mod unscored;

pub use execution::{execution_among, execution_of};
pub use facts::{Cell, Comparison, Direction, Evidence, Facts, Otherwise};
pub use judge::tier_bounds;
pub use ledger::Ledger;
pub use mean::MeanOfScores;
pub use row::{Outcome, Row};
pub use scorecard::{ExecutionScore, RowScore, Scorecard, Status, Total};
pub use scorer::{LabelId, RowLookup, Scorer, score_row};
pub use table::score;
pub use total::{Sums, grade, total_of};
pub use trace::{Amount, Ground, Limit, NoTrace, Step, Tracer};
pub use unscored::Unscored;
