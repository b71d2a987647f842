//! What the audit looks for under a policy, and what it leaves alone.

use super::Far;
use crate::assessment::Suppression;
use crate::diagnostic::Code;
use crate::value::Rational;
use rust_decimal::Decimal;

/// Thresholds of the audit, and switches. Where there is no threshold, nothing is looked for.
#[derive(Debug, Clone, Default)]
pub struct Auditing {
    /// Findings that are not wanted.
    pub off: Vec<Suppression>,
    /// How far above its target an actual needs a reason.
    pub over: Option<Far>,
    /// The greatest change of the budget during the year, as a share of the initial one.
    pub adjusted: Option<Rational>,
    /// How far spending may lag behind what the indicators claim, as a share.
    pub idle: Option<Rational>,
    /// The greatest share of the whole that one indicator may carry.
    pub heavy: Option<Rational>,
    /// How far sums of money may be off, in the unit of the table.
    pub money: Decimal,
    /// Groups (canonical names) of which each table has a row.
    pub groups: Vec<String>,
}

impl Auditing {
    /// Whether a finding is switched off for all indicators.
    pub fn is_off(&self, code: Code) -> bool {
        self.off.iter().any(|switch| switch.code.value == code && switch.indicator.is_none())
    }
}
