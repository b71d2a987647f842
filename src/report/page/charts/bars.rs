//! Bars that lie, each with its name before it and its figure behind.

use super::super::markup::{drawn, text};
use crate::message::Message;
use std::fmt::Write;

/// One bar: its name, its length in what is common to all, its figure.
pub(super) struct Bar {
    pub name: Message,
    pub length: f64,
    pub figure: String,
    /// How it is coloured.
    pub class: &'static str,
}

/// Height of a bar with its distance to the next.
const STEP: u32 = 26;
/// Where bars begin, and how long the longest is.
const LEFT: f64 = 104.0;
const LONGEST: f64 = 170.0;

/// The bars and how high they are together. The longest is as long as `most`, where that is more.
pub(super) fn bars(bars: &[Bar], most: f64) -> (u32, String) {
    let most = bars.iter().map(|bar| bar.length).fold(most, f64::max);
    let mut out = String::new();
    let mut top = 4;
    for bar in bars {
        let share = if most > 0.0 { (bar.length / most).clamp(0.0, 1.0) } else { 0.0 };
        // Something is seen of whatever is not nothing.
        let width = if bar.length > 0.0 { (share * LONGEST).max(2.0) } else { 0.0 };
        let middle = u32::saturating_add(top, 13);
        out.push_str(&drawn(&format!("x=\"{}\" y=\"{middle}\" class=\"name\"", LEFT - 8.0), &bar.name));
        let _ = write!(
            out,
            "<rect x=\"{LEFT}\" y=\"{top}\" width=\"{width:.1}\" height=\"18\" class=\"{}\"/>\
             <text x=\"{:.1}\" y=\"{middle}\" class=\"figure\">{}</text>",
            bar.class,
            LEFT + width + 6.0,
            text(&bar.figure)
        );
        top = top.saturating_add(STEP);
    }
    (top, out)
}
