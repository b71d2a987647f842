//! The stable codes. A code never changes its meaning and is never used again for another.

use super::Severity;
use serde::{Serialize, Serializer};

macro_rules! codes {
    ($($(#[$doc:meta])+ $name:ident = $code:literal $severity:ident;)+) => {
        /// A stable code. 1xxx: reading a file; 2xxx: what an assessment says; 3xxx: what a policy says;
        /// 4xxx: findings of the audit; 5xxx: the command line.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $($(#[$doc])+ $name,)+ }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// As it is printed, e.g. `J2003`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// How grave it is by nature.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }
        }
    };
}

codes! {
    /// The file cannot be opened or read.
    Unreadable = "J1001" Error;
    /// The file is not UTF-8.
    Encoding = "J1002" Error;
    /// The file is larger than the limit.
    TooLarge = "J1003" Error;
    /// The file is nested too deep, or breaks another bound.
    TooComplex = "J1004" Error;
    /// The file is not YAML.
    Syntax = "J1005" Error;
    /// A target such as `>=90%` stands without quotes.
    Unquoted = "J1006" Error;
    /// A key stands twice in one mapping.
    DuplicateKey = "J1007" Error;
    /// A folder holds no table.
    NoTables = "J1008" Error;
    /// The file is of a kind that cannot be read.
    UnknownKind = "J1009" Error;
    /// The file is empty.
    Empty = "J1010" Error;

    /// A key that nobody knows.
    UnknownKey = "J2001" Error;
    /// A key that must be there is not.
    MissingKey = "J2002" Error;
    /// A value of the wrong shape: a list where a text is expected, and the like.
    WrongShape = "J2003" Error;
    /// A figure that is no number.
    NotANumber = "J2004" Error;
    /// A figure out of its range: a negative weight, a year 20244.
    OutOfRange = "J2005" Error;
    /// An empty list where there must be something.
    EmptyList = "J2006" Error;
    /// The indicator set that is named cannot be used.
    IndicatorSet = "J2007" Error;
    /// The policy that is named does not exist.
    UnknownPolicy = "J2008" Error;
    /// A word that is none of those allowed here.
    UnknownWord = "J2009" Error;
    /// The same key in two languages, saying different things.
    SameKeyTwice = "J2010" Error;

    /// A rule can never be reached.
    UnreachableRule = "J3001" Warning;
    /// Bands with a hole or an overlap.
    Bands = "J3002" Error;
    /// Weights that do not add up.
    PolicyWeights = "J3003" Error;
    /// A rule without an award for a case that its targets allow.
    MissingAward = "J3004" Error;
    /// A curve that is not what a rule of its name must be.
    Curve = "J3005" Error;
    /// Dates that contradict each other.
    Dates = "J3006" Error;
    /// No basis is given.
    NoBasis = "J3007" Warning;
    /// A policy extends itself, or one that does not exist.
    Extends = "J3008" Error;
    /// Two rules of one name.
    SameRule = "J3009" Error;
    /// An amount that is neither of the table nor declared as a fact.
    UnknownFact = "J3010" Error;
    /// Limits of the total that are out of order.
    TotalLimits = "J3011" Error;
    /// Rows of a kind, or a direction, for which there is no rule.
    NoRuleFor = "J3012" Warning;
    /// An award that the rows of its rule cannot have.
    Misplaced = "J3013" Error;
    /// A case that tests nothing, or expects what the policy does not have.
    Case = "J3014" Error;

    /// The printed score differs from the recomputed one.
    ScoreDiffers = "J4001" Error;
    /// The printed execution rate differs from executed ÷ budget.
    RateDiffers = "J4002" Error;
    /// The printed score of execution differs.
    ExecutionDiffers = "J4003" Error;
    /// The printed total is not what the recomputed rows add up to.
    TotalDiffers = "J4004" Error;
    /// The weights of the table do not add up to the policy's total.
    WeightsDiffer = "J4005" Error;
    /// A class carries another weight than the policy gives it.
    ClassWeight = "J4006" Warning;
    /// A printed score is above its weight.
    AboveWeight = "J4007" Error;
    /// A printed score of a judged row lies outside its tier.
    OutsideTier = "J4008" Error;
    /// A row could not be scored.
    CannotScore = "J4009" Warning;
    /// An exact target was passed: full marks, but worth a word.
    EqualPassed = "J4010" Note;
    /// The printed total is not the sum of the printed rows.
    PrintedSum = "J4011" Error;
    /// Money that the policy's execution rule cannot rate.
    ExecutionUnrated = "J4012" Warning;
    /// What the policy itself asks to be pointed out.
    Flagged = "J4013" Warning;
    /// A printed score that no known formula gives, with a reason: somebody's judgement.
    Judgement = "J4014" Warning;
    /// The printed scores of a table follow another formula than the policy's.
    OtherFormula = "J4015" Note;

    /// An option or argument that makes no sense.
    Usage = "J5001" Error;
    /// A project or indicator that no table has.
    NotFound = "J5002" Error;
    /// The output cannot be written.
    CannotWrite = "J5003" Error;
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
