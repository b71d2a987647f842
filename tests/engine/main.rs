//! What a cell means and what a row earns: the library against its properties, the catalogue of rules and an oracle of big rationals.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::format_push_string
)]

#[path = "../common/mod.rs"]
mod common;

mod catalogue;
mod corpus;
mod direction;
mod facts;
mod fit;
mod language;
mod lookalikes;
mod meanings;
mod memo;
mod mentions;
mod oracle;
mod policy_mutations;
mod properties;
mod rows;
mod seed;
mod words;
