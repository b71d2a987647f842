//! `jixiao` recomputes performance self-evaluations (项目支出绩效自评).
//!
//! Start at [`evaluation`]: [`decode::assessment`] gives a table, [`shipped::shipped_policy`] its policy, and an
//! [`evaluation::Evaluator`] its scores and what does not hold together. [`scoring::score_row`] scores one indicator.
//!
#![doc = include_str!("../ARCHITECTURE.md")]
#![cfg_attr(not(test), warn(clippy::all))]
#![forbid(unsafe_code)]

pub mod assessment;
pub mod audit;
#[cfg(feature = "bulk")]
pub mod bulk;
pub mod cell;
#[cfg(feature = "cli")]
pub mod cli;
pub mod comparison;
pub mod decode;
pub mod diagnostic;
pub mod document;
mod embedded;
pub mod evaluation;
#[cfg(feature = "files")]
pub mod files;
pub mod guard;
pub mod input;
pub mod keys;
pub mod message;
#[cfg(feature = "bulk")]
pub mod outfile;
pub mod place;
pub mod policy;
#[cfg(feature = "reports")]
pub mod report;
pub mod rollup;
pub mod scoring;
pub mod shipped;
pub mod sources;
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
