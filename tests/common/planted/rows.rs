//! Faults in what a row says: its direction, its units, its reason, its name.

use super::draft::{Draft, Rng, Spot};
use super::totals::{full_row, number_row};
use super::{Hit, Kind, Plant};
use rust_decimal::Decimal;

pub fn kinds() -> Vec<Kind> {
    let one = |code, what, plant| Kind { code, what, plant: Plant::One(plant) };
    vec![
        one("J4010", "an exact target is passed (note)", |draft, _| {
            let row = draft.rows.iter().position(|row| row.name == "培训班数")?;
            (draft.rows[row].target, draft.rows[row].actual) = ("=10期".to_owned(), "11期".to_owned());
            (draft.expected, draft.achieved) = (None, None);
            Hit::at(Spot::Actual(row))
        }),
        one("J4018", "one indicator carries too much (note)", |draft, rng| {
            let row = full_row(draft, rng)?;
            let class = draft.rows[row].class.clone();
            let whole = draft.rows.iter().filter(|row| row.class == class);
            whole.clone().all(|row| row.claimed == Some(row.weight)).then_some(())?;
            let sum: Decimal = whole.map(|row| row.weight).sum();
            let others = draft.rows.iter().filter(|row| row.class == class).count() - 1;
            let most = sum - Decimal::from(others);
            (most > Decimal::from(30)).then_some(())?;
            for (index, other) in draft.rows.iter_mut().enumerate().filter(|(_, row)| row.class == class) {
                other.weight = if index == row { most } else { Decimal::ONE };
                other.claimed = Some(other.weight);
            }
            Hit::at(Spot::Row(row))
        }),
        one("J4019", "the same indicator stands twice", |draft, rng| {
            let row = full_row(draft, rng)?;
            let other = (0..draft.rows.len())
                .find(|&other| other != row && draft.rows[other].group == draft.rows[row].group)?;
            let (first, second) = (row.min(other), row.max(other));
            draft.rows[second].name = draft.rows[first].name.clone();
            draft.rows[second].target = draft.rows[first].target.clone();
            draft.rows[second].actual = draft.rows[first].actual.clone();
            (draft.expected, draft.achieved) = (None, None);
            let whole = |row: usize| draft.rows[row].claimed == Some(draft.rows[row].weight);
            (whole(first)
                && draft.rows[first].reason.is_none()
                && whole(second)
                && !draft.rows[first].target.contains('元'))
            .then_some(())?;
            Hit::at(Spot::Row(second))
        }),
        one("J4025", "a cost with a minimum", |draft, rng| {
            let row = number_row(draft, rng, "万元")?;
            (amount_of(&draft.rows[row].target) == amount_of(&draft.rows[row].actual)).then_some(())?;
            draft.rows[row].target = format!(">={}", amount_of(&draft.rows[row].target));
            draft.rows[row].actual = draft.rows[row].target.trim_start_matches(">=").to_owned();
            (draft.expected, draft.achieved) = (None, None);
            Hit::at(Spot::Target(row))
        }),
        one("J4026", "a rate that should be high has a maximum", |draft, rng| {
            let row = rate_row(draft, rng, &["满意度", "合格率", "及时率", "准确率", "覆盖率"])?;
            (draft.rows[row].target, draft.rows[row].actual) = ("<=98%".to_owned(), "98%".to_owned());
            draft.rows[row].reason = None;
            (draft.expected, draft.achieved) = (None, None);
            Hit::at(Spot::Target(row))
        }),
        one("J4027", "a quantity that should be high has a maximum (note)", |draft, _| {
            let row =
                draft.rows.iter().position(|row| row.name == "培训班数" || row.name == "参赛选手人数")?;
            draft.rows[row].target = draft.rows[row].target.replace(">=", "<=");
            Hit::at(Spot::Row(row))
        }),
        one("J4028", "a rate above the whole", |draft, rng| {
            let row = rate_row(draft, rng, &["满意度", "合格率", "及时率", "准确率", "覆盖率"])?;
            draft.rows[row].actual = format!("10{}%", rng.within(1, 9));
            draft.rows[row].reason = None;
            draft.achieved = None;
            Hit::at(Spot::Row(row))
        }),
        one("J4029", "a target of zero", |draft, rng| {
            let row = number_row(draft, rng, "人")?;
            draft.rows[row].target = "≥0人次".to_owned();
            draft.rows[row].actual = "20人次".to_owned();
            draft.rows[row].reason = None;
            (draft.expected, draft.achieved) = (None, None);
            (draft.rows[row].claimed == Some(draft.rows[row].weight)).then_some(())?;
            Hit::at(Spot::Target(row))
        }),
        one("J4030", "a number without its unit (note)", |draft, rng| {
            let row = number_row(draft, rng, "人")?;
            draft.rows[row].actual = draft.rows[row].actual.trim_end_matches(['人', '次', ' ']).to_owned();
            Hit::at(Spot::Row(row))
        }),
        one("J4031", "the same number in another unit", |draft, rng| {
            let row = number_row(draft, rng, "万元")?;
            draft.rows[row].actual = amount_of(&draft.rows[row].target).replace("万元", "元");
            (draft.expected, draft.achieved) = (None, None);
            Hit::at(Spot::Actual(row))
        }),
        one("J4032", "money counted as a quantity (note)", |draft, _| {
            let row =
                draft.rows.iter().position(|row| row.name == "培训班数" || row.name == "参赛选手人数")?;
            draft.rows[row].name = "发放生活补贴".to_owned();
            (draft.rows[row].target, draft.rows[row].actual) =
                ("≥0.31万元".to_owned(), "0.31万元".to_owned());
            (draft.expected, draft.achieved) = (None, None);
            Hit::at(Spot::Row(row))
        }),
        one("J4033", "an actual that only repeats the bound", |draft, rng| {
            let row = full_row(draft, rng)?;
            draft.rows[row].target.starts_with(['≥', '>']).then_some(())?;
            draft.rows[row].actual = draft.rows[row].target.clone();
            draft.rows[row].reason = None;
            draft.achieved = None;
            Hit::at(Spot::Row(row))
        }),
        one("J4034", "far above the target, without a reason", |draft, rng| {
            let row = draft.rows.iter().position(|row| row.name == "培训人数")?;
            draft.rows[row].actual = format!("{}人次", rng.within(30_000, 50_000));
            draft.rows[row].reason = None;
            draft.achieved = None;
            super::tables::scored(draft);
            Hit::at(Spot::Actual(row))
        }),
        one("J4035", "far above the target, with a reason (note)", |draft, rng| {
            let row = draft.rows.iter().position(|row| row.name == "培训人数")?;
            draft.rows[row].actual = format!("{}人次", rng.within(30_000, 50_000));
            draft.rows[row].reason = Some("新增两个批次，报名踊跃".to_owned());
            draft.achieved = None;
            super::tables::scored(draft);
            Hit::at(Spot::Actual(row))
        }),
        one("J4036", "points are lost and no reason is given", |draft, _| {
            let row =
                draft.rows.iter().position(|row| row.claimed.is_some_and(|claimed| claimed < row.weight))?;
            draft.rows[row].reason = None;
            Hit::at(Spot::Row(row))
        }),
        one("J4037", "a reason where nothing deviates (note)", |draft, _| {
            let row =
                draft.rows.iter().position(|row| row.name == "培训班数" || row.name == "参赛选手人数")?;
            draft.rows[row].reason = Some("各区积极配合，组织有力".to_owned());
            Hit::at(Spot::Row(row))
        }),
        one("J4039", "a deadline of another year", |draft, rng| {
            let row = draft.rows.iter().position(|row| row.target.contains("12月底"))?;
            let year = draft.year - i32::try_from(rng.within(1, 2)).ok()?;
            draft.rows[row].target = format!("≤{year}年12月底");
            draft.rows[row].actual = format!("{year}年11月底");
            Hit::at(Spot::Target(row))
        }),
        one("J4040", "a placeholder of the template", |draft, rng| {
            let row = full_row(draft, rng)?;
            draft.rows[row].target = rng.pick(&["≥XX", "待定", "≥**"]).to_string();
            (draft.expected, draft.achieved) = (None, None);
            Hit::at(Spot::Target(row))
        }),
        one("J4045", "a rate counted as a quantity (note)", |draft, _| {
            let row = draft.rows.iter().position(|row| row.name == "结业合格率")?;
            draft.rows[row].group = "数量指标".to_owned();
            Hit::at(Spot::Row(row))
        }),
        one("J4058", "the reason repeats the actual otherwise", |draft, rng| {
            let row = rate_row(draft, rng, &["满意度", "合格率", "及时率", "准确率", "覆盖率"])?;
            draft.rows[row].actual = "=96.5%".to_owned();
            let wrong = rng.within(80, 95);
            let tail: String =
                draft.rows[row].name.chars().rev().take(3).collect::<Vec<_>>().into_iter().rev().collect();
            let quote = format!("{wrong}.8%");
            draft.rows[row].reason = Some(format!("政策宣传到位，故{tail}达到{quote}"));
            draft.achieved = None;
            (draft.rows[row].target.contains("90%")).then_some(())?;
            Hit::quoting(Spot::Reason(row), &quote)
        }),
    ]
}

fn rate_row(draft: &Draft, rng: &mut Rng, names: &[&str]) -> Option<usize> {
    let named = |row: &super::draft::Row| names.iter().any(|name| row.name.ends_with(name));
    let rows: Vec<usize> = (0..draft.rows.len())
        .filter(|&row| named(&draft.rows[row]) && draft.rows[row].target.contains('%'))
        .collect();
    (!rows.is_empty()).then(|| *rng.pick(&rows))
}

/// The figure of a cell without its operator.
fn amount_of(cell: &str) -> String {
    cell.trim_start_matches(['<', '>', '=', '≤', '≥', ' ']).replace(' ', "")
}
