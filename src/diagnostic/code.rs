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

            /// The code that is printed so, in capitals or not.
            pub fn of(printed: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.as_str().eq_ignore_ascii_case(printed))
            }

            /// Whether it is a finding of the audit, which a switch may silence.
            pub fn is_finding(self) -> bool {
                self.as_str().starts_with("J4")
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
    /// A document holds no self-evaluation table.
    NoForm = "J1011" Error;
    /// A column of a table that is not recognised.
    UnknownColumn = "J1012" Note;
    /// What a table of a document does not say: its project, a column.
    Gap = "J1013" Warning;
    /// A line of a table that is not understood.
    UnknownLine = "J1014" Warning;
    /// The same thing twice in one line or table, saying different things.
    SaidTwice = "J1015" Warning;
    /// More cells, rows or columns than are read of a document.
    TooManyCells = "J1016" Error;
    /// A text leaves open where a cell ends; how it was read is a guess.
    Guessed = "J1017" Warning;
    /// What became of the cells of a document, where that was asked for.
    Account = "J1018" Note;

    /// A PDF, or pages of it, have no text: scans.
    PdfNoText = "J1031" Error;
    /// Characters of a PDF whose font does not say what they are.
    PdfCharacters = "J1032" Warning;
    /// A page of a PDF is broken.
    PdfPage = "J1033" Error;
    /// A page of a PDF draws too much, or a PDF takes too long.
    PdfTooMuch = "J1034" Error;
    /// More pages than are read of a PDF.
    PdfPages = "J1035" Error;
    /// The text of a page was laid under a scan by recognition.
    PdfHidden = "J1036" Warning;

    /// A document is broken or cut off.
    Damaged = "J1040" Error;
    /// A document is protected by a password.
    Encrypted = "J1041" Error;
    /// A document of a format that has to be converted first.
    OldFormat = "J1042" Error;
    /// A document unpacks to more than the limit.
    Unpacks = "J1043" Error;
    /// What a document carries besides and is not read: macros, hidden sheets.
    LeftOut = "J1045" Note;
    /// A part of a document declares entities or refers to a file elsewhere.
    Entities = "J1046" Error;
    /// A cell that computes has no computed value, or an error in its place.
    NoValue = "J1047" Warning;
    /// Characters of a document cannot be read in its encoding.
    Undecodable = "J1048" Warning;

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
    /// A row has a weight and no printed score, in a table that prints scores.
    ScoreMissing = "J4016" Warning;
    /// The weights of a class or group do not add up to the weight that is printed for it.
    LevelWeight = "J4017" Error;
    /// One indicator carries too much of the whole.
    HeavyIndicator = "J4018" Note;
    /// The same indicator stands twice.
    SameIndicator = "J4019" Warning;
    /// An indicator without weight.
    NoWeight = "J4020" Warning;
    /// The total line of the funds is not the sum of its sources.
    FundsSum = "J4021" Error;
    /// More was spent than budgeted.
    AboveBudget = "J4022" Warning;
    /// The budget was changed far during the year.
    BudgetAdjusted = "J4023" Warning;
    /// The money lags far behind what the indicators claim.
    MoneyIdle = "J4024" Warning;
    /// A cost whose target is a minimum.
    CostDirection = "J4025" Warning;
    /// A rate that one wants more of, limited from above.
    RateLimited = "J4026" Warning;
    /// A quantity that one wants more of, limited from above.
    CountLimited = "J4027" Note;
    /// A rate above the whole.
    AboveWhole = "J4028" Warning;
    /// A target that any actual meets.
    ZeroTarget = "J4029" Warning;
    /// A number without a unit.
    UnitMissing = "J4030" Note;
    /// Target and actual differ by the very factor of their units.
    UnitSlip = "J4031" Warning;
    /// Money counted as a quantity.
    MoneyAsQuantity = "J4032" Note;
    /// An actual that only repeats the bound of its target.
    ActualIsBound = "J4033" Warning;
    /// Far above the target, without a reason.
    OverUnexplained = "J4034" Warning;
    /// Far above the target, with a reason: the target may be too low.
    TargetLow = "J4035" Note;
    /// Points are lost and no reason is given.
    ReasonMissing = "J4036" Warning;
    /// A reason for a deviation where nothing deviates.
    ReasonUnneeded = "J4037" Note;
    /// The same reason, word for word, on several rows.
    ReasonRepeated = "J4038" Note;
    /// A day outside the year of the table.
    DateOutsideYear = "J4039" Warning;
    /// Something left over from a template.
    Placeholder = "J4040" Error;
    /// The printed total weight is not the sum of the weights.
    PrintedWeight = "J4041" Error;
    /// A switch that silences nothing.
    UnusedSwitch = "J4042" Warning;
    /// A group that the policy requires has no row.
    GroupMissing = "J4043" Warning;
    /// The policy did not hold in the year of the table.
    NotInForce = "J4044" Note;
    /// A rate counted as a quantity.
    RateAsQuantity = "J4045" Note;

    /// Amounts listed in a text do not add up to the total that it gives.
    TextSum = "J4050" Error;
    /// The parts of an amount in a text are more than the whole.
    TextParts = "J4051" Error;
    /// A calculation written out in a text is wrong.
    TextProduct = "J4052" Error;
    /// A rate in a text is not that of the figures before it.
    TextRate = "J4053" Error;
    /// A figure of the goals contradicts the row that it speaks of.
    TextRow = "J4054" Warning;
    /// A unit cost in a text contradicts the goal or the row.
    TextUnitCost = "J4055" Warning;
    /// An amount in a text contradicts the funds.
    TextFunds = "J4056" Warning;
    /// An amount in a text is the funds of another project.
    ForeignAmount = "J4057" Warning;
    /// The reason of a row repeats its figure otherwise.
    ReasonRow = "J4058" Warning;
    /// A text calls an institution otherwise than the row of the same amount.
    OtherName = "J4059" Note;
    /// More awards than competitors.
    AwardsExceed = "J4060" Warning;
    /// A year of a text lacks a digit or is that of another table.
    TextYear = "J4061" Note;
    /// Cost rows do not add up to the funds.
    CostSum = "J4062" Warning;
    /// Unit cost × quantity is more than was spent.
    CostProduct = "J4063" Warning;
    /// The stated number of projects is not that of the tables.
    StatedCount = "J4080" Error;
    /// A stated sum is not that of the tables.
    StatedSum = "J4081" Error;
    /// Nearly all projects give themselves full marks.
    FullMarks = "J4082" Note;
    /// Scores do not move with execution.
    ScoresStill = "J4083" Note;
    /// The same table is given twice.
    SameTable = "J4084" Warning;
    /// The goals of a project are another's, word for word.
    CopiedText = "J4085" Note;
    /// A reason stands in many projects, word for word.
    CopiedReason = "J4086" Note;
    /// The targets of a project are the same year after year.
    SameTargets = "J4087" Note;

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
