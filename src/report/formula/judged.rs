//! A judged row: its words put it in a tier, and the score that is printed stands where it lies in that tier.

use super::{part_of, rounded};
use crate::policy::{Precision, Tier};

/// The printed score where it lies inside the tier, else the tier's default.
pub(in crate::report) fn judged(tier: &Tier, weight: &str, claimed: &str, places: Precision) -> String {
    let of = |share| rounded(&part_of(weight, share), places);
    let below = if tier.high.included { "<=" } else { "<" };
    let (low, high, default) = (of(tier.low.at), of(tier.high.at), of(tier.default));
    let stands = format!("AND(ISNUMBER({claimed}),{claimed}>={low},{claimed}{below}{high})");
    format!("IF({stands},{},{default})", rounded(claimed, places))
}
