//! Every measure on every curve within every limit, rounded and cut to any decimals: policies are made at random, as
//! numbers and as the YAML that says the same, and so are the tables that they score.

use super::curves::{Said, Sentence, rising};
use super::numbers::{Typed, one, rational, rounded, zero};
use crate::common::random::Random;
use jixiao::assessment::{Assessment, Indicator};
use jixiao::decode::policy_with;
use jixiao::place::Located;
use jixiao::scoring::score;
use jixiao::shipped::{shipped_base, vocabulary};
use num_bigint::BigInt;
use num_rational::BigRational;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::fmt::Write;

/// So many policies, and so many tables under each.
const POLICIES: u64 = 1_700;
const TABLES: u64 = 100;

const MEASURES: [&str; 17] = [
    "completion",
    "inverse",
    "excess",
    "shortfall",
    "deviation",
    "over",
    "under",
    "actual",
    "actual_rate",
    "days_late",
    "execution_rate",
    "amount",
    "ratio",
    "rows_within",
    "earned",
    "mean",
    "efficacy",
];
const CURVES: [&str; 4] = ["linear", "line", "bands", "steps"];

/// Amounts that are added up, a minus in front of some.
type Sum = Vec<(bool, &'static str)>;

fn sum(random: &mut Random, terms: &[&'static str]) -> (Sum, String) {
    let count = 1 + random.below(3);
    let sum: Sum = (0..count).map(|index| (index > 0 && random.below(2) == 0, *random.pick(terms))).collect();
    let said: Vec<String> =
        sum.iter().map(|(minus, term)| format!("{}{term}", if *minus { "-" } else { "" })).collect();
    (sum, format!("[{}]", said.join(", ")))
}

/// What a table says, as numbers. In the unit of the target; `95%` is 95.
struct Table {
    target: BigRational,
    actual: BigRational,
    /// What one of the unit is where a share of one is wanted.
    scale: BigRational,
    days: BigRational,
    amounts: BTreeMap<&'static str, BigRational>,
    others: Vec<(BigRational, BigRational)>,
    weight: BigRational,
}

impl Table {
    fn added(&self, sum: &Sum) -> BigRational {
        let amount = |term: &str| match term {
            "target" => &self.target * &self.scale,
            "actual" => &self.actual * &self.scale,
            "days_late" => self.days.clone(),
            named => self.amounts[named].clone(),
        };
        sum.iter().fold(
            zero(),
            |all, (minus, term)| {
                if *minus { all - amount(term) } else { all + amount(term) }
            },
        )
    }
}

fn over(above: BigRational, below: &BigRational) -> Option<BigRational> {
    (*below > zero()).then(|| above / below)
}

/// What a row is asked before it is measured: the execution rate, a fact, and what is earned where one fails.
struct Asked {
    rate: Lower,
    extra: (BigRational, bool),
    otherwise: BigRational,
}

/// A lower bound with whether it belongs.
type Lower = (BigRational, bool);

impl Asked {
    fn random(random: &mut Random, otherwise: (&str, i64)) -> (Self, [String; 2]) {
        let rate = rising(random, true, 1).remove(0);
        let extra = rising(random, false, 1).remove(0);
        let (rate_in, extra_in) = (random.below(2) == 0, random.below(2) == 0);
        let low = if rate_in { "at_least" } else { "above" };
        let high = if extra_in { "at_most" } else { "below" };
        let said = [
            format!(
                "{{if: [{{measure: execution_rate, {low}: {}}}, {{measure: {{amount: extra}}, {high}: {}}}], then: ",
                rate.text, extra.text
            ),
            format!(", else: {}}}", otherwise.0),
        ];
        let (rate, extra) = ((rate.number, rate_in), (extra.number, extra_in));
        (Self { rate, extra, otherwise: rational(otherwise.1, 1) }, said)
    }

    fn holds(&self, rate: Option<&BigRational>, extra: &BigRational) -> bool {
        rate.is_some_and(|rate| *rate > self.rate.0 || self.rate.1 && *rate == self.rate.0)
            && (*extra < self.extra.0 || self.extra.1 && *extra == self.extra.0)
    }
}

/// The one row that is tried, under a rule of its own.
struct Made {
    measure: &'static str,
    asked: Option<Asked>,
    sums: (Sum, Sum),
    corridor: (BigRational, BigRational),
    sentence: Sentence,
    unmeasurable: BigRational,
    execution: Sentence,
    rate_rounding: Option<(u32, bool)>,
    numerator: Sum,
    denominator: Sum,
    zero_budget: (BigRational, BigRational),
    row_rounding: (u32, bool),
    total_rounding: (u32, bool),
    total_limits: TotalLimits,
    yaml: String,
}

impl Made {
    fn random(random: &mut Random, measure: &'static str, curve: &str) -> Self {
        let days = measure == "days_late" || random.below(3) == 0;
        let rows: &[&str] = if days { &["days_late"] } else { &["target", "actual"] };
        let terms: Vec<&'static str> = [rows, &["initial", "budget", "executed", "extra", "quota"]].concat();
        let ((of, of_said), (to, to_said)) = (sum(random, &terms), sum(random, &terms));
        let ends = rising(random, true, 2);
        let (low, high) = (ends[0].clone(), ends[ends.len() - 1].clone());
        let measure_said = match measure {
            "amount" => format!("{{amount: {of_said}}}"),
            "ratio" => format!("{{ratio: {{of: {of_said}, to: {to_said}}}}}"),
            "rows_within" => format!("{{rows_within: [{}, {}]}}", low.text, high.text),
            "earned" => "{earned: [nobody, other]}".to_owned(),
            "mean" => {
                format!(
                    "{{mean: [execution_rate, {{ratio: {{of: {of_said}, to: {to_said}}}}}, {{ratio: {{of: quota, to: extra}}}}]}}"
                )
            }
            "efficacy" => format!("{{efficacy: {{value: {of_said}, worst: quota, best: {to_said}}}}}"),
            word => word.to_owned(),
        };
        let rate = !matches!(measure, "over" | "under" | "actual" | "days_late" | "amount");
        let (sentence, said) = Sentence::random(random, curve, rate);
        let full = |random: &mut Random| *random.pick(&[("full", 1), ("zero", 0)]);
        let unmeasurable = full(random);
        let otherwise = full(random);
        let (asked, [before, behind]) = match random.below(3) {
            0 => {
                let (asked, said) = Asked::random(random, otherwise);
                (Some(asked), said)
            }
            _ => (None, [String::new(), String::new()]),
        };
        let kind = *random.pick(&CURVES);
        let (execution, execution_said) = Sentence::random(random, kind, true);
        let zero_budget = (full(random), full(random));
        let places = |random: &mut Random, most: u64| {
            (u32::try_from(random.below(most)).expect("small"), random.below(2) == 0)
        };
        let shown = |(decimals, cut): (u32, bool)| {
            format!("{{decimals: {decimals}, mode: {}}}", if cut { "truncate" } else { "half_up" })
        };
        let rate_rounding = (random.below(2) == 0).then(|| places(random, 5));
        let (row_rounding, total_rounding) = (places(random, 4), places(random, 4));
        let numerators: [Sum; 2] = [vec![(false, "executed")], vec![(false, "executed"), (false, "extra")]];
        let denominators: [Sum; 3] =
            [vec![(false, "budget")], vec![(false, "initial")], vec![(false, "initial"), (false, "extra")]];
        let (numerator, denominator) = (random.pick(&numerators).clone(), random.pick(&denominators).clone());
        let plain = |sum: &Sum| sum.iter().map(|(_, term)| *term).collect::<Vec<_>>().join(", ");
        let (total_limits, limits_said) = total_limits(random);
        let yaml = format!(
            "id: made\nextends: mof-2020-10\ntitle: made\nbasis: made\n\
             weights: {{execution: 10, execution_from: policy, classes: {{}}, without: []}}\n\
             rounding: {{rate: {}, row: {}, total: {}}}\n\
             facts: [{{name: extra, title: extra}}, {{name: quota, title: quota}}]\n\
             execution: {{numerator: [{}], denominator: [{}], award: {{measure: execution_rate, {execution_said}}}, \
             zero_budget: {{unspent: {}, spent: {}}}}}\n\
             rules:\n- id: tried\n  when: {{name: tried}}\n  always: {before}{{measure: {measure_said}, {said}}}{behind}\n  \
             unmeasurable: {}\n{limits_said}",
            rate_rounding.map_or_else(|| "exact".to_owned(), shown),
            shown(row_rounding),
            shown(total_rounding),
            plain(&numerator),
            plain(&denominator),
            zero_budget.0.0,
            zero_budget.1.0,
            unmeasurable.0,
        );
        Self {
            measure,
            asked,
            sums: (of, to),
            corridor: (low.number, high.number),
            sentence,
            unmeasurable: rational(unmeasurable.1, 1),
            execution,
            rate_rounding,
            numerator,
            denominator,
            zero_budget: (rational(zero_budget.0.1, 1), rational(zero_budget.1.1, 1)),
            row_rounding,
            total_rounding,
            total_limits,
            yaml,
        }
    }

    /// Whether the row tried has days, not numbers.
    fn of_days(&self) -> bool {
        let names = |sum: &Sum| sum.iter().any(|(_, term)| *term == "days_late");
        match self.measure {
            "days_late" => true,
            "amount" => names(&self.sums.0),
            "ratio" | "mean" | "efficacy" => names(&self.sums.0) || names(&self.sums.1),
            _ => false,
        }
    }

    fn measured(&self, table: &Table) -> Option<BigRational> {
        let Table { target, actual, scale, .. } = table;
        match self.measure {
            "completion" => over(actual.clone(), target),
            "inverse" => over(target.clone(), actual),
            "excess" => over(actual - target, target),
            "shortfall" => over(target - actual, target),
            "deviation" => over((actual - target).max(target - actual), target),
            "over" => Some(actual - target),
            "under" => Some(target - actual),
            "actual" => Some(actual * scale),
            // A bare number and a percentage are both hundredths.
            "actual_rate" => Some(actual * rational(1, 100)),
            "days_late" => Some(table.days.clone()),
            "execution_rate" => over(table.added(&self.numerator), &table.added(&self.denominator)),
            "amount" => Some(table.added(&self.sums.0)),
            "ratio" => over(table.added(&self.sums.0), &table.added(&self.sums.1)),
            "earned" => table.others.iter().map(|other| self.reached(other) / rational(10, 1)).min(),
            "mean" => {
                let second = over(table.added(&self.sums.0), &table.added(&self.sums.1))?;
                let third = over(table.amounts["quota"].clone(), &table.amounts["extra"])?;
                Some((self.rate(table)? + second + third) / rational(3, 1))
            }
            "efficacy" => {
                let worst = &table.amounts["quota"];
                let span = table.added(&self.sums.1) - worst;
                (span != zero()).then(|| (table.added(&self.sums.0) - worst) / span)
            }
            _ => {
                let inside = |(target, actual): &&(BigRational, BigRational)| {
                    let completion = actual / target;
                    completion >= self.corridor.0 && completion <= self.corridor.1
                };
                let count = |count: usize| rational(i64::try_from(count).expect("small"), 1);
                over(count(table.others.iter().filter(inside).count()), &count(table.others.len()))
            }
        }
    }

    fn rate(&self, table: &Table) -> Option<BigRational> {
        over(table.added(&self.numerator), &table.added(&self.denominator))
    }

    /// What another row earns of its ten points.
    fn reached(&self, (target, actual): &(BigRational, BigRational)) -> BigRational {
        let (decimals, cut) = self.row_rounding;
        rounded(&(rational(10, 1) * (actual / target).min(one())), decimals, cut)
    }

    fn row(&self, table: &Table) -> (BigRational, BigRational) {
        let asked = |asked: &&Asked| !asked.holds(self.rate(table).as_ref(), &table.amounts["extra"]);
        let share = match (self.asked.as_ref().filter(asked), self.measured(table)) {
            (Some(asked), _) => asked.otherwise.clone(),
            (None, Some(measured)) => self.sentence.share(&measured, &table.weight),
            (None, None) => self.unmeasurable.clone(),
        };
        let exact = &table.weight * share;
        let score = rounded(&exact, self.row_rounding.0, self.row_rounding.1);
        (exact, score)
    }

    fn execution(&self, table: &Table) -> BigRational {
        let (spent, budget) = (table.added(&self.numerator), table.added(&self.denominator));
        let ten = rational(10, 1);
        let share = match over(spent.clone(), &budget) {
            Some(rate) => {
                let rate = match self.rate_rounding {
                    Some((decimals, cut)) => rounded(&rate, decimals, cut),
                    None => rate,
                };
                self.execution.share(&rate, &ten)
            }
            None if spent == zero() => self.zero_budget.0.clone(),
            None => self.zero_budget.1.clone(),
        };
        rounded(&(ten * share), self.row_rounding.0, self.row_rounding.1)
    }

    fn total(&self, table: &Table, rows: &BigRational, of: &BigRational, whole: &BigRational) -> BigRational {
        let exact = rows * whole / of;
        let total = rounded(&exact, self.total_rounding.0, self.total_rounding.1);
        let Some(rate) = self.rate(table) else {
            return total;
        };
        let inside = |edge: &Option<(BigRational, bool)>| match edge {
            None => true,
            Some((at, included)) => rate > *at || *included && rate == *at,
        };
        let cap = self.total_limits.iter().find(|(edge, _)| inside(edge)).and_then(|(_, cap)| cap.clone());
        cap.map_or(total.clone(), |cap| cap.min(total))
    }
}

/// Lower edge of the rate with whether it belongs, from the highest; the most that a total may be.
type TotalLimits = Vec<(Option<(BigRational, bool)>, Option<BigRational>)>;

fn total_limits(random: &mut Random) -> (TotalLimits, String) {
    if random.below(2) == 0 {
        return (Vec::new(), String::new());
    }
    let count = random.below(4);
    let mut edges: Vec<Option<Said>> = rising(random, true, count).into_iter().rev().map(Some).collect();
    edges.push(None);
    let mut said = String::from("total_limits:\n");
    let limits = edges.into_iter().map(|edge| {
        let included = random.below(2) == 0;
        let cap = (random.below(4) > 0).then(|| i64::try_from(random.below(60)).expect("small"));
        let mut keys = Vec::new();
        if let Some(edge) = &edge {
            keys.push(format!("{}: {}", if included { "at_least" } else { "above" }, edge.text));
        }
        keys.extend(cap.map(|cap| format!("cap: {cap}")));
        writeln!(said, "- {{{}}}", keys.join(", ")).expect("a string");
        (edge.map(|edge| (edge.number, included)), cap.map(|cap| rational(cap, 1)))
    });
    let limits = limits.collect();
    (limits, said)
}

fn located(number: Typed) -> Located<Decimal> {
    Located::nowhere(Decimal::new(number.digits, number.places))
}

fn cell(text: String) -> Located<String> {
    Located::nowhere(text)
}

/// Small round numbers, so that bounds and ties are met often; now and then any number.
/// What a bare number beside a rate is in percent: as it is written, or a hundred times that where it is a fraction of
/// at most two; the one that lies within twenty times of the target. Nothing where both do, or neither.
fn bare_rate(target: &BigRational, bare: &BigRational) -> Option<BigRational> {
    let near = |number: &BigRational, edge: bool| {
        if *number == zero() || *target == zero() {
            return true;
        }
        let (small, great) = if number < target { (number, target) } else { (target, number) };
        let reached = small * rational(20, 1);
        reached > *great || (edge && reached == *great)
    };
    let hundredfold = bare * rational(100, 1);
    let fraction = *bare <= rational(2, 1) && near(&hundredfold, false);
    match (near(bare, true), fraction) {
        _ if *bare == zero() => Some(zero()),
        (true, false) => Some(bare.clone()),
        (false, true) => Some(hundredfold),
        _ => None,
    }
}

fn near(random: &mut Random, target: Typed) -> Typed {
    match random.below(4) {
        0 => Typed::random(random),
        1 => target,
        _ => {
            let twentieths = i64::try_from(random.below(41)).expect("small");
            Typed { digits: target.digits * twentieths * 5, places: target.places + 2 }
        }
    }
}

fn day(random: &mut Random) -> (i64, String) {
    let days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let month = usize::try_from(random.below(12)).expect("small");
    let day = 1 + i64::try_from(random.below(days[month])).expect("small");
    let before: u64 = days[..month].iter().sum();
    (i64::try_from(before).expect("small") + day, format!("2024年{}月{day}日", month + 1))
}

/// A table as the engine gets it, the same as numbers, and the weight of a row that does not apply.
fn table(random: &mut Random, made: &Made) -> (Assessment, Table, BigRational) {
    let whole =
        |random: &mut Random| Typed { digits: *random.pick(&[10, 20, 40, 50, 80, 100, 200]), places: 0 };
    let mut assessment = Assessment::default();
    let mut amounts = BTreeMap::new();
    let budget = whole(random);
    for term in ["initial", "budget", "executed", "extra", "quota"] {
        let number = match term {
            "executed" => near(random, budget),
            _ if random.below(12) == 0 => Typed { digits: 0, places: 0 },
            _ => whole(random),
        };
        amounts.insert(term, number.rational());
        let money = &mut assessment.funds.total;
        match term {
            "initial" => money.initial = Some(located(number)),
            "budget" => money.budget = Some(located(number)),
            "executed" => money.executed = Some(located(number)),
            fact => assessment.facts.push((Located::nowhere(fact.to_owned()), located(number))),
        }
    }
    let mut others = Vec::new();
    for _ in 0..random.below(5) {
        let target = whole(random);
        let actual = near(random, target);
        others.push((target.rational(), actual.rational()));
        assessment.indicators.push(Indicator {
            name: Located::nowhere("other".to_owned()),
            target: Some(cell(format!(">={}", target.text()))),
            actual: Some(cell(actual.text())),
            weight: Some(located(Typed { digits: 10, places: 0 })),
            ..Indicator::default()
        });
    }
    let left_out = i64::try_from(random.below(2) * 5).expect("small");
    if left_out > 0 {
        assessment.indicators.push(Indicator {
            name: Located::nowhere("left out".to_owned()),
            target: Some(cell(">=1".to_owned())),
            actual: Some(cell("不适用".to_owned())),
            weight: Some(located(Typed { digits: left_out, places: 0 })),
            ..Indicator::default()
        });
    }
    let weight = Typed { digits: *random.pick(&[10, 20, 25, 40, 50, 75, 100, 150, 200, 333]), places: 1 };
    let (mut target, mut actual, mut scale, mut days) = (zero(), zero(), one(), zero());
    let (target_text, actual_text) = if made.of_days() {
        let ((due, due_text), (done, done_text)) = (day(random), day(random));
        days = rational(done - due, 1);
        (format!("<={due_text}"), done_text)
    } else {
        let units: &[(&str, &str, i64)] = match made.measure {
            "actual_rate" => &[("", "", 1), ("%", "%", 1), ("%", "", 1)],
            _ => &[("", "", 1), ("%", "%", 1), ("份", "份", 1), ("万元", "元", 10_000), ("份", "", 1)],
        };
        let unit = *random.pick(units);
        if unit.0 == "%" {
            scale = rational(1, 100);
        }
        let goal = if random.below(12) == 0 { Typed { digits: 0, places: 0 } } else { whole(random) };
        let reached = near(random, goal);
        target = goal.rational();
        actual = reached.rational() / rational(unit.2, 1);
        let mut written = unit.1;
        if (unit.0, unit.1) == ("%", "") {
            match bare_rate(&target, &actual) {
                Some(meant) => actual = meant,
                None => written = "%",
            }
        }
        let sign = *random.pick(&[">=", "<=", "=", "≥", "不超过"]);
        (format!("{sign}{}{}", goal.text(), unit.0), format!("{}{written}", reached.text()))
    };
    assessment.indicators.push(Indicator {
        name: Located::nowhere("tried".to_owned()),
        target: Some(cell(target_text)),
        actual: Some(cell(actual_text)),
        weight: Some(located(weight)),
        ..Indicator::default()
    });
    let table = Table { target, actual, scale, days, amounts, others, weight: weight.rational() };
    (assessment, table, rational(left_out, 1))
}

fn big(score: Decimal) -> BigRational {
    BigRational::new(BigInt::from(score.mantissa()), BigInt::from(10).pow(score.scale()))
}

/// Half of the last place that is kept.
fn is_tie(exact: &BigRational, decimals: u32) -> bool {
    let twice = exact * BigRational::from_integer(BigInt::from(10).pow(decimals) * BigInt::from(2));
    twice.is_integer() && twice.to_integer() % BigInt::from(2) != BigInt::from(0)
}

/// How often something was met.
type Met = BTreeMap<String, u64>;

fn agree(seed: u64, policies: u64) -> Met {
    let mut random = Random(seed);
    let mut met = Met::new();
    for number in 0..policies {
        let pair = usize::try_from(number).expect("small");
        let (measure, curve) =
            (MEASURES[pair % MEASURES.len()], CURVES[pair / MEASURES.len() % CURVES.len()]);
        let made = Made::random(&mut random, measure, curve);
        let parsed = policy_with("made.yaml", &made.yaml, &shipped_base);
        assert_eq!(parsed.diagnostics, [], "{}", made.yaml);
        let policy = parsed.value.expect("a policy");
        for _ in 0..TABLES {
            let (assessment, table, left_out) = table(&mut random, &made);
            let tried = assessment.indicators.last().expect("the row tried");
            let says =
                || format!("{}\n{:?} {:?} {:?}", made.yaml, tried.target, tried.actual, assessment.funds);
            let card = score(&assessment, &policy, vocabulary());
            let row = card.rows.last().expect("a row");
            let (exact, expected) = made.row(&table);
            let got = row.score.unwrap_or_else(|| panic!("no score: {:?}\n{}", row.unscored, says()));
            assert_eq!(big(got), expected, "{}", says());
            let execution = made.execution(&table);
            assert_eq!(card.execution.score.map(big), Some(execution.clone()), "execution of {}", says());
            let (decimals, cut) = made.row_rounding;
            let ten = rational(10, 1);
            let rows = table
                .others
                .iter()
                .map(|other| made.reached(other))
                .fold(execution + expected, |sum, row| sum + row);
            let of =
                &ten + &table.weight + &ten * BigRational::from_integer(BigInt::from(table.others.len()));
            let total = made.total(&table, &rows, &of, &(&of + left_out));
            assert_eq!(card.total.score.map(big), Some(total), "total of {}", says());
            *met.entry(format!("{measure} on {curve}")).or_default() += 1;
            if is_tie(&exact, decimals) {
                *met.entry(format!("tie {}", if cut { "cut" } else { "rounded" })).or_default() += 1;
                *met.entry(format!("tie of {measure}")).or_default() += 1;
                *met.entry(format!("tie on {curve}")).or_default() += 1;
            }
            if made.asked.is_some() {
                *met.entry("asked".to_owned()).or_default() += 1;
            }
            if made.measured(&table).is_none() {
                *met.entry(format!("no {measure}")).or_default() += 1;
            }
        }
    }
    met
}

#[test]
fn every_measure_on_every_curve_agrees_with_big_rationals() {
    const SHARES: u64 = 4;
    let mut met = Met::new();
    std::thread::scope(|scope| {
        let seeds = 100..100 + SHARES;
        let runs: Vec<_> = seeds.map(|seed| scope.spawn(move || agree(seed, POLICIES / SHARES))).collect();
        for (what, count) in runs.into_iter().flat_map(|run| run.join().expect("every table agrees")) {
            *met.entry(what).or_default() += count;
        }
    });
    for measure in MEASURES {
        for curve in CURVES {
            let what = format!("{measure} on {curve}");
            assert!(met.get(&what).is_some_and(|count| *count > 2_000), "{what}: {met:?}");
        }
        let what = format!("tie of {measure}");
        assert!(met.get(&what).is_some_and(|count| *count > 50), "{what}: {met:?}");
    }
    for what in ["tie cut", "tie rounded", "tie on linear", "tie on line", "tie on bands", "tie on steps"] {
        assert!(met.get(what).is_some_and(|count| *count > 500), "{what}: {met:?}");
    }
    for measure in [
        "completion",
        "inverse",
        "excess",
        "shortfall",
        "deviation",
        "execution_rate",
        "ratio",
        "rows_within",
        "earned",
        "mean",
        "efficacy",
    ] {
        let what = format!("no {measure}");
        assert!(met.get(&what).is_some_and(|count| *count > 50), "{what}: {met:?}");
    }
}
