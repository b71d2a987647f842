//! Values as they are compared: exact fractions, units, quantities, deadlines.
//!
//! Start at [`Quantity`] and [`Exact`].

mod deadline;
mod exact;
mod figure;
mod quantity;
mod range;
mod unit;

pub use deadline::{DateProblem, Days, Deadline};
pub use exact::{Exact, Overflow, RoundingMode};
pub use figure::{FigureProblem, is_no_number, parse_figure, plain_figure, push_figure, without_exponent};
pub use quantity::{Mismatch, Quantity, in_common_unit};
pub use range::{Bound, Range};
pub use unit::{Dimension, Unit};
