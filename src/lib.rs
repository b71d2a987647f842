//! `jixiao` recomputes performance self-evaluations (项目支出绩效自评).
//!
//! The way data flows, one direction only:
//!
//! ```text
//! a document ── document ──▶ ┐
//! YAML ── decode ──────────▶ Assessment + Policy ── scoring ──▶ Scorecard ── audit ──▶ findings ── report ──▶ text, JSON, …
//! ```
//!
//! | module | one job |
//! |---|---|
//! | [`text`] | normalises printed text at the door |
//! | [`value`] | exact numbers, units, quantities, deadlines |
//! | [`cell`] | reads a target or an actual: text to value |
//! | [`assessment`] | the self-evaluation table as data, untouched |
//! | [`policy`] | the scoring rules of a place and year, as data |
//! | [`scoring`] | applies a policy to a table; every score with its trace |
//! | [`audit`] | what does not hold together: findings |
//! | [`comparison`] | one table under several policies, side by side |
//! | [`trial`] | the tests that a policy carries, run |
//! | [`diagnostic`] | one type for every located error and finding |
//! | [`document`] | published documents: a reader a file, then what the grid means |
//! | [`yaml`] | the text of a YAML file to a located tree, slips mended |
//! | [`keys`] | the keys of the mappings that people write |
//! | [`decode`] | trees to tables, indicator sets, policies, statements |
//! | [`shipped`] | what comes with the program: policies, vocabulary, pages of codes |
//! | [`files`] | files and folders |
//! | [`sources`] | texts by the name of their file |
//! | [`bulk`] | rows by the million: files of rows to files of scores |
//! | [`guard`] | keeps what a hostile file does to its reader from the program |
//! | [`report`] | a file a format; computes nothing |
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
pub mod place;
pub mod policy;
#[cfg(feature = "cli")]
pub mod report;
pub mod rollup;
pub mod scoring;
pub mod shipped;
pub mod sources;
pub mod text;
pub mod trial;
pub mod value;
pub mod vocabulary;
pub mod yaml;

/// The examples of the README run as tests.
#[cfg(all(doctest, feature = "cli"))]
#[doc = include_str!("../README.md")]
struct Readme;
