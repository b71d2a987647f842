//! Why a row has no score. *Cannot score, because…* is a result, with a stable code.

use crate::message::Message;
use crate::say;
use serde::Serialize;

/// Why a row cannot be scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unscored {
    /// The target is blank.
    NoTarget,
    /// The target lists the grades of a scale and does not say which is to be reached.
    TargetScale,
    /// The actual is blank.
    NoActual,
    /// The row has no weight.
    NoWeight,
    /// The target cannot be read.
    TargetUnreadable,
    /// The actual cannot be read.
    ActualUnreadable,
    /// Target and actual measure different things.
    UnitsDiffer,
    /// A bare number beside a unit with a scale, which may be in that scale or not.
    ScaleUnclear,
    /// A number against words, a day against a number.
    KindsDiffer,
    /// The actual is a bound or a range, and does not settle the matter.
    ActualOpen,
    /// A day without a year, in a table without one.
    YearMissing,
    /// A day that does not exist.
    NoSuchDay,
    /// The words are in no tier of the policy.
    QualityUnknown,
    /// A bare number whose direction nobody gives.
    DirectionUnknown,
    /// No rule of the policy fits the row.
    NoRule,
    /// The policy itself says that such a row cannot be scored.
    PolicyRefuses,
    /// The rule's measure has no value here, and the policy does not say what then.
    Unmeasurable,
    /// The budget or the spending is missing.
    NoFunds,
    /// A fact that the policy asks for is not supplied.
    NoFact,
    /// The actual meets none of the thresholds of its row.
    NoThreshold,
    /// A person is to judge the row, and no score is printed.
    NoClaim,
    /// The numbers are too long for exact arithmetic.
    Overflow,
}

impl Unscored {
    /// All of them, in the order of the documentation.
    pub const ALL: [Self; 22] = [
        Self::NoTarget,
        Self::TargetScale,
        Self::NoActual,
        Self::NoWeight,
        Self::TargetUnreadable,
        Self::ActualUnreadable,
        Self::UnitsDiffer,
        Self::ScaleUnclear,
        Self::KindsDiffer,
        Self::ActualOpen,
        Self::YearMissing,
        Self::NoSuchDay,
        Self::QualityUnknown,
        Self::DirectionUnknown,
        Self::NoRule,
        Self::PolicyRefuses,
        Self::Unmeasurable,
        Self::NoFunds,
        Self::NoFact,
        Self::NoThreshold,
        Self::NoClaim,
        Self::Overflow,
    ];

    /// The stable code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoTarget => "no_target",
            Self::TargetScale => "target_scale",
            Self::NoActual => "no_actual",
            Self::NoWeight => "no_weight",
            Self::TargetUnreadable => "target_unreadable",
            Self::ActualUnreadable => "actual_unreadable",
            Self::UnitsDiffer => "units_differ",
            Self::ScaleUnclear => "scale_unclear",
            Self::KindsDiffer => "kinds_differ",
            Self::ActualOpen => "actual_open",
            Self::YearMissing => "year_missing",
            Self::NoSuchDay => "no_such_day",
            Self::QualityUnknown => "quality_unknown",
            Self::DirectionUnknown => "direction_unknown",
            Self::NoRule => "no_rule",
            Self::PolicyRefuses => "policy_refuses",
            Self::Unmeasurable => "unmeasurable",
            Self::NoFunds => "no_funds",
            Self::NoFact => "no_fact",
            Self::NoThreshold => "no_threshold",
            Self::NoClaim => "no_claim",
            Self::Overflow => "overflow",
        }
    }

    /// The reason in a sentence.
    pub fn message(self) -> Message {
        match self {
            Self::NoTarget => say!("未填指标值", "the target is missing"),
            Self::TargetScale => say!(
                "指标值只列出各个等级，未写明应达到哪一级",
                "the target lists the grades of a scale without the one to be reached"
            ),
            Self::NoActual => say!("未填完成值", "the actual is missing"),
            Self::NoWeight => say!("未填分值", "the weight is missing"),
            Self::TargetUnreadable => say!("指标值无法识读", "the target is unreadable"),
            Self::ActualUnreadable => say!("完成值无法识读", "the actual is unreadable"),
            Self::UnitsDiffer => {
                say!(
                    "指标值与完成值的计量单位不同，无法比较",
                    "target and actual have units that cannot be compared"
                )
            }
            Self::ScaleUnclear => say!(
                "未写单位的一方按对方的量级或按基本单位均说得通，或均说不通，无法比较",
                "the number without a unit fits both the scale of the other side and its own, or neither"
            ),
            Self::KindsDiffer => say!(
                "指标值与完成值不是同一类内容（如数字对文字），无法比较",
                "target and actual are of different kinds, such as a number and words"
            ),
            Self::ActualOpen => say!(
                "完成值是界限或范围，不足以判定",
                "the actual is a bound or a range, which does not decide the matter"
            ),
            Self::YearMissing => {
                say!("日期未写年份，表中也未写年度", "the date has no year, and the table has none")
            }
            Self::NoSuchDay => say!("日期不存在", "the date does not exist"),
            Self::QualityUnknown => {
                say!("定性表述不属于评分办法的任何一档", "the words belong to no tier of the policy")
            }
            Self::DirectionUnknown => {
                say!(
                    "数字未写比较方向，评分办法也未规定",
                    "the number has no direction, and the policy gives none"
                )
            }
            Self::NoRule => say!("评分办法没有适用的规则", "no rule of the policy applies to the row"),
            Self::PolicyRefuses => {
                say!("评分办法规定此种情形不予计分", "the policy says that such a case cannot be scored")
            }
            Self::Unmeasurable => say!(
                "规则的度量没有值，评分办法未规定如何处理",
                "the measure of the rule has no value, and the policy does not provide for this"
            ),
            Self::NoFunds => say!("缺少预算数或执行数", "the budget or the amount executed is missing"),
            Self::NoFact => {
                say!("未提供评分办法所需的事实", "a fact required by the policy is missing")
            }
            Self::NoThreshold => say!(
                "完成值不在本行任何一个等级标准之内",
                "the actual meets none of the thresholds of its row"
            ),
            Self::NoClaim => say!(
                "本项由人评定，表中未填自评得分",
                "a person judges the row, and the self-assessed score is missing"
            ),
            Self::Overflow => say!("数字过长，无法精确计算", "the numbers are too long for exact arithmetic"),
        }
    }
}
