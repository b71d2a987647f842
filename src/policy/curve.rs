//! The curve of a rule: from a measure to a share of the weight.

use crate::value::{Bound, Overflow, Range, Rational};
use std::cmp::Ordering;

/// From a measure to a share of the weight.
#[derive(Debug, Clone, PartialEq)]
pub enum Curve {
    /// The share is the measure itself.
    Linear,
    /// Points `(measure, share)` joined by straight lines, in rising order of the measure; flat beyond the ends.
    Line(Vec<(Rational, Worth)>),
    /// Bands of the measure, each with its share, from the highest to the lowest; the last reaches down without end.
    Bands(Vec<Band>),
    /// From `start`, so much `off` for each `step` further in the direction of `rising`.
    Steps {
        /// Where deductions begin.
        start: Rational,
        /// The size of one step of the measure, above zero.
        step: Rational,
        /// What is taken off for one step.
        off: Worth,
        /// Whether the measure loses points as it rises (lateness) or as it falls (a rate).
        rising: bool,
        /// Whether a step that has only begun counts as one.
        part_counts: bool,
        /// What is added for one step in the other direction; nothing where nothing is said.
        earn: Option<Worth>,
    },
}

/// One band: from its lower edge up to that of the band before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// The lower edge; none for the last band.
    pub from: Option<Bound>,
    /// What it gives.
    pub gives: Worth,
}

/// So much of the weight of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// A share of the weight.
    Share(Rational),
    /// So many points, whatever the weight.
    Points(Rational),
    /// The whole weight less so many points.
    Less(Rational),
    /// The measure itself as the share: in proportion, within this band.
    Measure,
}

impl Worth {
    /// As a share of a weight, where that is measured. Of a weight of zero, points are nothing.
    ///
    /// # Errors
    /// [`Overflow`] when the numbers are too long.
    pub fn share(self, weight: Rational, measure: Rational) -> Result<Rational, Overflow> {
        let part = |points: Rational| Ok(points.checked_div(weight)?.unwrap_or(Rational::ZERO));
        match self {
            Self::Share(share) => Ok(share),
            Self::Points(points) => part(points),
            Self::Less(points) => Rational::ONE.checked_sub(part(points)?),
            Self::Measure => Ok(measure),
        }
    }
}

impl Curve {
    /// The share of a weight that a measure earns, before limits.
    ///
    /// # Errors
    /// [`Overflow`] when the numbers are too long.
    pub fn share(&self, measure: Rational, weight: Rational) -> Result<Rational, Overflow> {
        match self {
            Self::Linear => Ok(measure),
            Self::Line(points) => on_line(points, measure, weight),
            Self::Bands(bands) => {
                for band in bands {
                    if Range::from(band.from).contains(measure)? {
                        return band.gives.share(weight, measure);
                    }
                }
                Ok(Rational::ZERO)
            }
            Self::Steps { start, step, off, rising, part_counts, earn } => {
                let beyond =
                    if *rising { measure.checked_sub(*start)? } else { start.checked_sub(measure)? };
                match (beyond.sign(), earn) {
                    (Ordering::Greater, _) => {
                        let taken =
                            off.share(weight, measure)?.checked_mul(steps(beyond, *step, *part_counts)?)?;
                        Rational::ONE.checked_sub(taken)
                    }
                    (Ordering::Less, Some(earn)) => {
                        let count = steps(Rational::ZERO.checked_sub(beyond)?, *step, *part_counts)?;
                        Rational::ONE.checked_add(earn.share(weight, measure)?.checked_mul(count)?)
                    }
                    _ => Ok(Rational::ONE),
                }
            }
        }
    }
}

/// How many steps a way has; one that has only begun counts where `part_counts`.
fn steps(way: Rational, step: Rational, part_counts: bool) -> Result<Rational, Overflow> {
    let Some(steps) = way.checked_div(step)? else { return Ok(Rational::ZERO) };
    let mut count = steps.floor();
    if part_counts && steps.checked_sub(Rational::new(count, 1).ok_or(Overflow)?)?.sign() == Ordering::Greater
    {
        count = count.checked_add(1).ok_or(Overflow)?;
    }
    Rational::new(count, 1).ok_or(Overflow)
}

fn on_line(points: &[(Rational, Worth)], measure: Rational, weight: Rational) -> Result<Rational, Overflow> {
    let mut before: Option<(Rational, Rational)> = None;
    for &(x, worth) in points {
        let y = worth.share(weight, measure)?;
        if measure.compare(x)? != Ordering::Greater {
            let Some((x0, y0)) = before else { return Ok(y) };
            let way = measure.checked_sub(x0)?.checked_mul(y.checked_sub(y0)?)?;
            return Ok(match way.checked_div(x.checked_sub(x0)?)? {
                Some(climb) => y0.checked_add(climb)?,
                None => y,
            });
        }
        before = Some((x, y));
    }
    Ok(before.map_or(Rational::ZERO, |(_, y)| y))
}
