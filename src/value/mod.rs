//! Values as they are compared: exact fractions, units, quantities, deadlines.
//!
//! Start at [`Quantity`] and [`Rational`].

mod deadline;
mod figure;
mod quantity;
mod range;
mod rational;
mod unit;

pub use deadline::{DateProblem, Days, Deadline};
pub use figure::{FigureProblem, is_no_number, parse_figure, plain_figure, push_figure, without_exponent};
pub use quantity::{Mismatch, Quantity, in_common_unit};
pub use range::{Bound, Range};
pub use rational::{Overflow, Rational, RoundingMode};
pub use unit::{Dimension, Unit};
