//! `jixiao` recomputes performance self-evaluations (项目支出绩效自评).
//!
//! Start at [`decode::assessment`] for a table, [`shipped::shipped_policy`] for its policy, [`scoring::score`] for its scores,
//! [`audit::audit()`] for what does not hold together. [`scoring::score_row`] scores one indicator.
//!
#![doc = include_str!("../ARCHITECTURE.md")]
#![cfg_attr(not(test), warn(clippy::all))]
#![forbid(unsafe_code)]

pub mod assessment;
pub mod audit;
#[cfg(feature = "cli")]
pub mod bulk;
pub mod cell;
#[cfg(feature = "cli")]
pub mod cli;
pub mod comparison;
pub mod decode;
pub mod diagnostic;
pub mod document;
mod embedded;
#[cfg(feature = "cli")]
pub mod files;
#[cfg(feature = "cli")]
pub mod guard;
pub mod keys;
pub mod message;
#[cfg(feature = "cli")]
pub(crate) mod outfile;
pub mod place;
pub mod policy;
#[cfg(feature = "cli")]
pub mod report;
pub mod rollup;
pub mod scoring;
pub mod shipped;
pub mod sources;
#[cfg(feature = "cli")]
pub mod terminal;
pub mod text;
pub mod trial;
pub mod trust;
pub mod value;
pub mod vocabulary;
pub mod yaml;

/// The examples of the README run as tests.
#[cfg(all(doctest, feature = "cli"))]
#[doc = include_str!("../README.md")]
struct Readme;
