//! pest
