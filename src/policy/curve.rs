//! The curve of a rule: from a measure to a share of the weight.

use crate::value::{Bound, Exact, Overflow, Range};
use std::cmp::Ordering;

/// From a measure to a share of the weight.
#[derive(Debug, Clone, PartialEq)]
pub enum Curve {
    /// The share is the measure itself.
    Linear,
    /// Points `(measure, share)` joined by straight lines, in rising order of the measure; flat beyond the ends.
    Line(Vec<(Exact, Worth)>),
    /// Bands of the measure, each with its share, from the highest to the lowest; the last reaches down without end.
    Bands(Vec<Band>),
    /// From `start`, so much `off` for each `step` further in the direction of `rising`.
    Steps {
        /// Where deductions begin.
        start: Exact,
        /// The size of one step of the measure, above zero.
        step: Exact,
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
    Share(Exact),
    /// So many points, whatever the weight.
    Points(Exact),
    /// The whole weight less so many points.
    Less(Exact),
    /// The measure itself as the share: in proportion, within this band.
    Measure,
}

impl Worth {
    /// As a share of a weight, where that is measured. Of a weight of zero, points are nothing.
    ///
    /// # Errors
    /// [`Overflow`] when the numbers are too long.
    pub fn share(self, weight: Exact, measure: Exact) -> Result<Exact, Overflow> {
        let part = |points: Exact| Ok(points.over(weight)?.unwrap_or(Exact::ZERO));
        match self {
            Self::Share(share) => Ok(share),
            Self::Points(points) => part(points),
            Self::Less(points) => Exact::ONE.minus(part(points)?),
            Self::Measure => Ok(measure),
        }
    }
}

impl Curve {
    /// The share of a weight that a measure earns, before limits.
    ///
    /// # Errors
    /// [`Overflow`] when the numbers are too long.
    pub fn share(&self, measure: Exact, weight: Exact) -> Result<Exact, Overflow> {
        match self {
            Self::Linear => Ok(measure),
            Self::Line(points) => on_line(points, measure, weight),
            Self::Bands(bands) => {
                for band in bands {
                    if Range::from(band.from).contains(measure)? {
                        return band.gives.share(weight, measure);
                    }
                }
                Ok(Exact::ZERO)
            }
            Self::Steps { start, step, off, rising, part_counts, earn } => {
                let beyond = if *rising { measure.minus(*start)? } else { start.minus(measure)? };
                match (beyond.sign(), earn) {
                    (Ordering::Greater, _) => {
                        let taken = off.share(weight, measure)?.times(steps(beyond, *step, *part_counts)?)?;
                        Exact::ONE.minus(taken)
                    }
                    (Ordering::Less, Some(earn)) => {
                        let count = steps(Exact::ZERO.minus(beyond)?, *step, *part_counts)?;
                        Exact::ONE.plus(earn.share(weight, measure)?.times(count)?)
                    }
                    _ => Ok(Exact::ONE),
                }
            }
        }
    }
}

/// How many steps a way has; one that has only begun counts where `part_counts`.
fn steps(way: Exact, step: Exact, part_counts: bool) -> Result<Exact, Overflow> {
    let Some(steps) = way.over(step)? else { return Ok(Exact::ZERO) };
    let mut count = steps.floor();
    if part_counts && steps.minus(Exact::new(count, 1).ok_or(Overflow)?)?.sign() == Ordering::Greater {
        count = count.checked_add(1).ok_or(Overflow)?;
    }
    Exact::new(count, 1).ok_or(Overflow)
}

fn on_line(points: &[(Exact, Worth)], measure: Exact, weight: Exact) -> Result<Exact, Overflow> {
    let mut before: Option<(Exact, Exact)> = None;
    for &(x, worth) in points {
        let y = worth.share(weight, measure)?;
        if measure.compare(x)? != Ordering::Greater {
            let Some((x0, y0)) = before else { return Ok(y) };
            let way = measure.minus(x0)?.times(y.minus(y0)?)?;
            return Ok(match way.over(x.minus(x0)?)? {
                Some(climb) => y0.plus(climb)?,
                None => y,
            });
        }
        before = Some((x, y));
    }
    Ok(before.map_or(Exact::ZERO, |(_, y)| y))
}
