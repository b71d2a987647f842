//! Tables in order: the sixteen that are shipped, and generated ones of many shapes.

use super::draft::{Draft, Rng, Row};
use jixiao::assessment::{Assessment, Reason};
use jixiao::decode;
use jixiao::files::read_tables;
use jixiao::input::ReadOptions;
use jixiao::shipped::{shipped_policy, vocabulary};
use rust_decimal::Decimal;

const ORGANISATIONS: [&str; 8] = [
    "新城技工学校",
    "光明职业学校",
    "南湖幼儿园",
    "北山卫生院",
    "河西中心小学",
    "城东敬老院",
    "青年路社区",
    "红星中学",
];
const SUBJECTS: [&str; 6] = ["电工", "护理", "烹饪", "汽修", "家政", "电商"];

/// The sixteen, as drafts.
pub fn sixteen() -> Vec<Draft> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("indicators/urumqi-2024");
    read_tables(&[folder], ReadOptions::default()).tables.iter().map(drafted).collect()
}

fn drafted(table: &Assessment) -> Draft {
    let money = &table.funds.total;
    let of = |amount: &Option<jixiao::place::Located<Decimal>>| {
        amount.as_ref().map(|amount| amount.value).unwrap_or_default()
    };
    let text = |text: &Option<jixiao::place::Located<String>>| text.as_ref().map(|text| text.value.clone());
    Draft {
        project: table.project.value.clone(),
        year: table.year.expect("a year"),
        policy: table.policy.as_ref().expect("a policy").value.clone(),
        unit: table.unit.clone().unwrap_or_default(),
        initial: of(&money.initial),
        budget: of(&money.budget),
        executed: of(&money.executed),
        sources: table
            .funds
            .sources
            .iter()
            .map(|line| {
                (
                    line.name.clone(),
                    [of(&line.money.initial), of(&line.money.budget), of(&line.money.executed)],
                )
            })
            .collect(),
        rate: table.claimed.rate.as_ref().map(|rate| format!("{:.2}%", rate.value * Decimal::ONE_HUNDRED)),
        execution: table.claimed.execution.as_ref().map(|figure| figure.value),
        total: table.claimed.total.as_ref().map(|figure| figure.value),
        weight: table.claimed.weight.as_ref().map(|figure| figure.value),
        expected: text(&table.goals.expected),
        achieved: text(&table.goals.achieved),
        rows: table
            .indicators
            .iter()
            .enumerate()
            .map(|(index, row)| Row {
                class: row.class.as_ref().expect("a class").value.clone(),
                group: row.group.as_ref().expect("a group").value.clone(),
                name: row.name.value.clone(),
                target: text(&row.target).expect("a target"),
                actual: text(&row.actual).expect("an actual"),
                weight: row.weight.as_ref().expect("a weight").value,
                claimed: row.claimed.as_ref().map(|figure| figure.value),
                // Whether one is given is known, its words are not.
                reason: (row.reason == Reason::Given)
                    .then(|| format!("本行第{}种情形，已在年度总结中详细说明", index + 1)),
            })
            .collect(),
    }
}

fn money(cents: i64) -> Decimal {
    Decimal::new(cents, 2)
}

/// A table in order; its number makes it.
pub fn generated(number: u64) -> Draft {
    let mut rng = Rng::new(number.wrapping_mul(0x5851_f42d_4c95_7f2d) + 7);
    let subject = *rng.pick(&SUBJECTS);
    let mut draft = Draft {
        project: format!("{subject}技能提升项目第{number}号"),
        year: 2024,
        policy: "mof-2021-101".to_owned(),
        unit: "某市就业服务中心".to_owned(),
        weight: rng.one_in(2).then_some(Decimal::ONE_HUNDRED),
        ..Draft::default()
    };
    let planned = rng.within(200, 9000);
    let done = match rng.within(1, 4) {
        1 => planned - rng.within(1, planned / 6),
        2 => planned + rng.within(1, planned / 5),
        _ => planned,
    };
    let courses = rng.within(2, 60);
    let competition = rng.one_in(3);
    let competitors = rng.within(60, 400);
    let satisfied = format!("{}.{}%", rng.within(91, 99), rng.within(1, 9));
    let row = |class: &str, group: &str, name: &str, target: String, actual: String, weight: i64| Row {
        class: class.to_owned(),
        group: group.to_owned(),
        name: name.to_owned(),
        target,
        actual,
        weight: Decimal::from(weight),
        ..Row::default()
    };
    let at_least = *rng.pick(&[">=", "≥", "不低于"]);
    draft.rows.push(row(
        "产出指标",
        "数量指标",
        "培训人数",
        format!("{at_least}{planned}人次"),
        format!("{done}人次"),
        15,
    ));
    if done != planned {
        draft.rows[0].reason = Some(format!("{subject}班报名情况与年初估计不同"));
    }
    if competition {
        draft.rows.push(row(
            "产出指标",
            "数量指标",
            "参赛选手人数",
            format!(">={competitors}人"),
            format!("={competitors}人"),
            5,
        ));
    } else {
        draft.rows.push(row(
            "产出指标",
            "数量指标",
            "培训班数",
            format!(">={courses}期"),
            format!("={courses}期"),
            5,
        ));
    }
    draft.rows.push(row(
        "产出指标",
        "质量指标",
        "结业合格率",
        "≥90%".to_owned(),
        format!("{}.{}%", rng.within(91, 98), rng.within(0, 9)),
        10,
    ));
    let month = rng.within(9, 12);
    draft.rows.push(row(
        "产出指标",
        "时效指标",
        "项目完成时间",
        "≤12月底".to_owned(),
        format!("{month}月底"),
        10,
    ));

    // Costs that add up to the funds.
    let count = usize::try_from(rng.within(2, 5)).expect("few");
    let order = rng.order(ORGANISATIONS.len());
    let mut spent = Vec::new();
    for (index, &organisation) in order.iter().take(count).enumerate() {
        let target = rng.within(2000, 90_000);
        let saved = if rng.one_in(4) { rng.within(1, target / 20) } else { 0 };
        let weight = 20 / i64::try_from(count).expect("few");
        let rest = if index == 0 { 20 % i64::try_from(count).expect("few") } else { 0 };
        spent.push((ORGANISATIONS[organisation], target, target - saved));
        draft.rows.push(row(
            "成本指标",
            "经济成本指标",
            ORGANISATIONS[organisation],
            format!("<={}万元", money(target)),
            format!("={}万元", money(target - saved)),
            weight + rest,
        ));
    }
    let budget: i64 = spent.iter().map(|(_, target, _)| target).sum();
    let executed: i64 = spent.iter().map(|(_, _, actual)| actual).sum();
    let initial = if rng.one_in(3) { budget + rng.within(-budget / 5, budget / 5) } else { budget };
    (draft.initial, draft.budget, draft.executed) = (money(initial), money(budget), money(executed));
    let other = if rng.one_in(2) { rng.within(1, budget / 4) } else { 0 };
    draft.sources = vec![
        ("当年财政拨款".to_owned(), [money(initial - other), money(budget - other), money(executed - other)]),
        ("其他资金".to_owned(), [money(other); 3]),
    ];
    draft.rows.push(row(
        "效益指标",
        "社会效益指标",
        "劳动者就业能力",
        "有效提高".to_owned(),
        "完全达到预期目标".to_owned(),
        20,
    ));
    draft.rows.push(row(
        "满意度指标",
        "服务对象满意度指标",
        "学员满意度",
        "≥90%".to_owned(),
        satisfied.clone(),
        10,
    ));
    let counted = if competition {
        format!("组织参赛选手 {competitors} 人")
    } else {
        format!("举办培训班 {courses}期")
    };
    goals(
        &mut draft,
        &mut rng,
        &spent,
        &[planned.to_string(), done.to_string(), counted, satisfied],
        competition.then_some(competitors),
    );
    scored(&mut draft);
    draft
}

/// Goals that tell the same as the table.
fn goals(
    draft: &mut Draft,
    rng: &mut Rng,
    spent: &[(&str, i64, i64)],
    figures: &[String; 4],
    competitors: Option<i64>,
) {
    let [planned, done, counted, satisfied] = figures;
    let comma = *rng.pick(&["，", "；", "、"]);
    let list = |actual: bool| {
        let items: Vec<String> = spent
            .iter()
            .map(|(name, target, paid)| {
                format!("{name} {} 万元", money(if actual { *paid } else { *target }))
            })
            .collect();
        items.join(comma)
    };
    let standard = rng.within(20, 300) * 10;
    let sets = rng.within(100, 900);
    let price = rng.within(20, 90);
    let (due, came) = (rng.within(100, 300), rng.within(80, 99));
    let attended = Decimal::from(came * 100) / Decimal::from(due);
    let mut expected = format!("2024 年计划培训 {planned} 人次，{counted}；补助标准 {standard} 元/人·天。");
    expected += &format!("教材 {sets} 套×{price} 元/套={} 元。", sets * price);
    expected += &format!("{}，合计 {} 万元。学员满意度达到 90%。", list(false), draft.budget);
    let mut achieved = format!("2024 年培训 {done} 人次，{counted}，按 {standard} 元/人·天补助。");
    achieved += &format!("应到 {due} 人，实到 {came} 人，出勤率 {attended:.1}%。");
    if let Some(competitors) = competitors {
        let first = competitors / 10;
        achieved += &format!("一等奖 {first} 名，二等奖 {} 名。", first * 2);
    }
    let (name, _, paid) = spent[0];
    match rng.within(1, 3) {
        1 => achieved += &format!("{} 万元资金全部按时支付到位。", draft.executed),
        2 => achieved += &format!("{}，合计支付 {} 万元。", list(true), draft.executed),
        _ => {
            let part = paid / 3;
            achieved += &format!(
                "{name} {} 万元（设备 {} 万元、人工 {} 万元）。",
                money(paid),
                money(part),
                money(paid - part)
            );
        }
    }
    achieved += &format!("学员满意率 {satisfied}。");
    draft.expected = Some(expected);
    draft.achieved = Some(achieved);
}

/// Prints the scores that the rules give.
pub fn scored(draft: &mut Draft) {
    for row in &mut draft.rows {
        row.claimed = None;
    }
    (draft.rate, draft.execution, draft.total) = (None, None, None);
    let parsed = decode::assessment("draft.yaml", &draft.written().text);
    assert_eq!(parsed.diagnostics, [], "{}", draft.written().text);
    let table = parsed.value.expect("a table");
    let policy = shipped_policy(&draft.policy).expect("a shipped policy");
    let card = jixiao::scoring::score(&table, policy, vocabulary());
    for (row, score) in draft.rows.iter_mut().zip(&card.rows) {
        row.claimed = score.score;
    }
    let percent = draft.executed * Decimal::ONE_HUNDRED / draft.budget;
    let rate = percent.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    draft.rate = Some(format!("{rate:.2}%"));
    draft.execution = card.execution.score;
    draft.total = card.total.score;
}
