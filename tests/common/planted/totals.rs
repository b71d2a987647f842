//! Faults in scores, rates, totals, weights and funds.

use super::draft::{Draft, Rng, Spot};
use super::{Hit, Kind, Plant};
use rust_decimal::Decimal;

pub fn kinds() -> Vec<Kind> {
    let one = |code, what, plant| Kind { code, what, plant: Plant::One(plant) };
    vec![
        one("J4001", "a printed score of a row is too low, without a reason", score_low),
        one("J4001", "a row that falls short keeps its full score", score_kept),
        one("J4002", "the printed execution rate is wrong", |draft, rng| {
            let percent =
                draft.executed * Decimal::ONE_HUNDRED / draft.budget + Decimal::new(rng.within(11, 900), 2);
            draft.rate = Some(format!("{percent:.2}%"));
            Hit::at(Spot::Rate)
        }),
        one("J4003", "the printed score of execution is wrong", |draft, rng| {
            let off = Decimal::new(rng.within(20, 500), 2);
            draft.execution = Some(draft.execution? - off);
            draft.total = Some(draft.total? - off);
            Hit::at(Spot::Execution)
        }),
        one("J4004", "the total differs where rows print no scores", |draft, rng| {
            for row in &mut draft.rows {
                row.claimed = None;
            }
            draft.total = Some(draft.total? - Decimal::new(rng.within(30, 900), 2));
            Hit::at(Spot::Total)
        }),
        one("J4005", "the weights do not add up to 100", |draft, rng| {
            let row = full_row(draft, rng)?;
            let less = Decimal::ONE;
            draft.rows[row].weight -= less;
            draft.rows[row].claimed = Some(draft.rows[row].claimed? - less);
            draft.total = Some(draft.total? - less);
            draft.weight = None;
            Hit::at(Spot::Project)
        }),
        one("J4006", "a class carries another weight than the policy gives", |draft, rng| {
            let (from, to) = (full_row(draft, rng)?, full_row(draft, rng)?);
            (draft.rows[from].class != draft.rows[to].class && draft.rows[from].weight > Decimal::TWO)
                .then_some(())?;
            for (row, change) in [(from, -Decimal::ONE), (to, Decimal::ONE)] {
                draft.rows[row].weight += change;
                draft.rows[row].claimed = Some(draft.rows[row].claimed? + change);
            }
            let class = draft.rows[from].class.clone();
            Hit::at(Spot::Class(draft.rows.iter().position(|row| row.class == class)?))
        }),
        one("J4007", "a score above its weight", |draft, rng| {
            let row = full_row(draft, rng)?;
            let more = Decimal::from(rng.within(1, 3));
            draft.rows[row].claimed = Some(draft.rows[row].weight + more);
            draft.total = Some(draft.total? + more);
            Hit::at(Spot::Score(row))
        }),
        one("J4008", "a score outside the tier of its words", |draft, _| {
            let row = draft.rows.iter().position(|row| row.actual.starts_with("完全达到"))?;
            let weight = draft.rows[row].weight;
            draft.rows[row].claimed = Some(weight / Decimal::TWO);
            draft.total = Some(draft.total? - weight / Decimal::TWO);
            Hit::at(Spot::Score(row))
        }),
        one("J4009", "a target in a unit that the actual does not have", |draft, rng| {
            let row = number_row(draft, rng, "人")?;
            draft.rows[row].actual = draft.rows[row].actual.replace("人次", "公里").replace('人', "公里");
            draft.rows[row].reason = None;
            draft.achieved = None;
            Hit::at(Spot::Row(row))
        }),
        one("J4011", "the printed total is not the sum of the printed scores", |draft, rng| {
            draft.total = Some(draft.total? - Decimal::new(rng.within(20, 900), 2));
            Hit::at(Spot::Total)
        }),
        one("J4012", "execution is scored although no money is printed", |draft, _| {
            (draft.budget, draft.executed, draft.initial) = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
            draft.sources.clear();
            draft.rate = None;
            draft.achieved = None;
            without_costs(draft);
            Hit::at(Spot::Execution)
        }),
        one("J4016", "a row lacks its printed score", |draft, rng| {
            let row = full_row(draft, rng)?;
            draft.rows[row].claimed = None;
            Hit::at(Spot::Row(row))
        }),
        one("J4017", "the weight printed for a class is not that of its rows", |draft, rng| {
            let class = draft.rows[full_row(draft, rng)?].class.clone();
            let sum: Decimal = draft.rows.iter().filter(|row| row.class == class).map(|row| row.weight).sum();
            for row in draft.rows.iter_mut().filter(|row| row.class == class) {
                row.class = format!("{class}({}分)", sum + Decimal::from(5));
            }
            Hit::at(Spot::Class(draft.rows.iter().position(|row| row.class.starts_with(&class))?))
        }),
        one("J4020", "an indicator without weight", |draft, rng| {
            let row = full_row(draft, rng)?;
            let mut extra = draft.rows[row].clone();
            extra.name = "补充指标".to_owned();
            extra.class = "产出指标".to_owned();
            extra.group = "质量指标".to_owned();
            (extra.target, extra.actual) = ("≥90%".to_owned(), "95%".to_owned());
            extra.weight = Decimal::ZERO;
            extra.claimed = Some(Decimal::ZERO);
            extra.reason = None;
            draft.rows.insert(0, extra);
            Hit::at(Spot::Row(0))
        }),
        one("J4021", "the sources of the funds do not add up to the total line", |draft, rng| {
            let line = draft.sources.first_mut()?;
            line.1[2] -= Decimal::from(rng.within(1, 3)).min(line.1[2] / Decimal::TWO);
            Hit::at(Spot::Executed)
        }),
        one("J4022", "more was spent than budgeted", |draft, rng| {
            draft.executed = draft.budget + Decimal::new(rng.within(100, 900), 2);
            draft.sources.clear();
            draft.achieved = None;
            draft.rows.retain(|row| row.claimed == Some(row.weight));
            let percent = draft.executed * Decimal::ONE_HUNDRED / draft.budget;
            let percent =
                percent.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
            draft.rate = Some(format!("{percent:.2}%"));
            without_costs(draft);
            draft.execution = Some(Decimal::TEN);
            draft.total =
                Some(draft.rows.iter().filter_map(|row| row.claimed).sum::<Decimal>() + Decimal::TEN);
            (draft.total == Some(Decimal::ONE_HUNDRED)).then_some(())?;
            Hit::at(Spot::Executed)
        }),
        one("J4023", "the budget was changed by far during the year", |draft, rng| {
            draft.initial = draft.budget * Decimal::from(rng.within(2, 4));
            draft.sources.clear();
            Hit::at(Spot::Budget)
        }),
        one("J4024", "little money was spent and everything is claimed", |draft, rng| {
            draft.executed = (draft.budget * Decimal::new(rng.within(10, 60), 2)).round_dp(2);
            draft.sources.clear();
            draft.achieved = None;
            without_costs(draft);
            super::tables::scored(draft);
            Hit::at(Spot::Executed)
        }),
        one("J4041", "the printed total weight is wrong", |draft, rng| {
            draft.weight = Some(Decimal::from(rng.within(91, 99)));
            Hit::at(Spot::Weight)
        }),
    ]
}

/// Turns the cost rows into rows of something else, so that money stands in the funds alone.
fn without_costs(draft: &mut Draft) {
    for (index, row) in draft.rows.iter_mut().enumerate().filter(|(_, row)| row.target.contains('元')) {
        row.name = format!("第{}处场地设备完好率", index + 1);
        (row.target, row.actual) = ("≥90%".to_owned(), "95%".to_owned());
    }
    draft.expected = None;
}

/// A row that has its whole weight by its figures.
pub fn full_row(draft: &Draft, rng: &mut Rng) -> Option<usize> {
    let rows: Vec<usize> = (0..draft.rows.len())
        .filter(|&row| {
            let row = &draft.rows[row];
            row.claimed == Some(row.weight) && row.target.contains(|c: char| c.is_ascii_digit())
        })
        .collect();
    (!rows.is_empty()).then(|| *rng.pick(&rows))
}

/// A row of figures whose target has some unit.
pub fn number_row(draft: &Draft, rng: &mut Rng, unit: &str) -> Option<usize> {
    let rows: Vec<usize> =
        (0..draft.rows.len()).filter(|&row| draft.rows[row].target.contains(unit)).collect();
    (!rows.is_empty()).then(|| *rng.pick(&rows))
}

fn score_low(draft: &mut Draft, rng: &mut Rng) -> Option<Hit> {
    let row = full_row(draft, rng)?;
    let off = Decimal::new(rng.within(20, 150), 2);
    draft.rows[row].claimed = Some(draft.rows[row].claimed? - off);
    draft.rows[row].reason = None;
    draft.total = Some(draft.total? - off);
    Hit::at(Spot::Score(row))
}

fn score_kept(draft: &mut Draft, _: &mut Rng) -> Option<Hit> {
    let row = draft
        .rows
        .iter()
        .position(|row| row.claimed.is_some_and(|claimed| claimed + Decimal::new(2, 1) < row.weight))?;
    let off = draft.rows[row].weight - draft.rows[row].claimed?;
    draft.rows[row].claimed = Some(draft.rows[row].weight);
    draft.rows[row].reason = None;
    draft.total = Some(draft.total? + off);
    Hit::at(Spot::Score(row))
}
