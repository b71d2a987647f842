//! YAML as people write it: the text to a located tree, and what was slipped mended.
//!
//! Start at `tree::read`.

mod repair;
mod syntax;
pub(crate) mod tree;

pub use tree::{MAX_BYTES, MAX_DEPTH, MAX_NODES};
