//! What several test programs need.
#![allow(dead_code)] // Each takes what it needs.

pub mod back;
pub mod libreoffice;
pub mod office;
pub mod planted;
pub mod program;
pub mod random;
pub mod snapshot;
