//! The program as a user runs it: what it prints, what it says of bad input, how it ends.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::format_collect,
    clippy::format_push_string
)]

#[path = "../common/mod.rs"]
mod common;

mod author_guide;
mod bounds;
mod bulk;
mod cli;
#[cfg(feature = "columnar")]
mod columnar;
mod evaluation;
mod findings;
mod hostile;
mod nothing_lost;
mod planted_faults;
mod policies;
mod portfolio;
mod published;
mod rollup;
mod schema;
mod wrong_yaml;
