//! What people open: page, workbook, Word.
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

mod page;
mod word;
mod workbook;
