//! Decoding and encoding: from the tree of a YAML file to assessments, indicator sets, policies and statements.
//!
//! Start at [`assessment`] and [`policy_with`].

mod assessment;
mod auditing;
mod cases;
mod curves;
mod execution;
mod extends;
mod fields;
mod figures;
mod flags;
mod policy;
mod quality;
#[cfg(feature = "reports")]
mod resolved;
mod rules;
mod set;
mod statement;

pub(crate) use assessment::from_tree as assessment_from;
pub use assessment::{assessment, assessment_with};
pub use cases::policy_cases;
pub use policy::{policy, policy_with};
#[cfg(feature = "reports")]
pub use resolved::resolved_policy;
pub use set::{IndicatorSet, indicator_set};
pub(crate) use statement::from_tree as statement_from;
pub use statement::statement;
