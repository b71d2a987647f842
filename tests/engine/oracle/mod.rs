//! An independent computation of scores: big rationals, no code of the engine, from numbers that were never text.
//!
//! Everything is made as numbers first; the oracle scores the numbers, the engine reads the text and the policy that
//! were written from them. Not one score may differ.

mod comparisons;
mod curves;
mod numbers;
mod sentences;
