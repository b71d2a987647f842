//! Faults in the goals: figures that contradict each other, the rows or the funds.

use super::draft::{Draft, Rng, Spot};
use super::{Hit, Kind, Plant};
use rust_decimal::Decimal;

pub fn kinds() -> Vec<Kind> {
    let one = |code, what, plant| Kind { code, what, plant: Plant::One(plant) };
    vec![
        one("J4050", "the amounts of a list do not add up to the total of the goal", |draft, rng| {
            changed(draft, rng, Spot::Expected, &["合计"], "万元")
        }),
        one("J4050", "the amounts of a list do not add up to the total that was paid", |draft, rng| {
            changed(draft, rng, Spot::Achieved, &["合计支付", "合计"], "万元")
        }),
        one("J4051", "the parts in brackets are more than the whole", |draft, rng| {
            let text = draft.achieved.as_mut()?;
            let part = number_after(text, "设备")?;
            let more = text[part.clone()].parse::<Decimal>().ok()? + Decimal::new(rng.within(5, 900), 2);
            text.replace_range(part, &more.to_string());
            let bracket = text.find('（')?;
            let whole = text[..bracket]
                .trim_end()
                .rfind(|c: char| !(c.is_ascii_digit() || c == '.' || c == ' ' || "万元".contains(c)))?;
            let whole = text[whole..bracket].trim_start_matches(|c: char| !c.is_ascii_digit()).to_owned();
            Hit::quoting(Spot::Achieved, &whole)
        }),
        one("J4052", "a product is wrong", |draft, rng| {
            let text = draft.expected.as_mut()?;
            let at = text
                .find("元/套=")
                .map(|at| at + "元/套=".len())
                .or_else(|| text.find("元/份=").map(|at| at + "元/份=".len()))?;
            let result = number_after(text, &text[..at])?;
            let wrong = altered(&text[result.clone()], rng)?;
            text.replace_range(result, &wrong);
            Hit::quoting(Spot::Expected, &wrong)
        }),
        one("J4052", "a factor of a product is wrong", |draft, rng| {
            let text = draft.expected.as_mut()?;
            let factor = number_after(text, "教材")?;
            let wrong = altered(&text[factor.clone()], rng)?;
            text.replace_range(factor, &wrong);
            let equals = text.find('=')?;
            let result = text[equals + 1..].split('。').next()?.to_owned();
            Hit::quoting(Spot::Expected, &result)
        }),
        one("J4053", "a rate is not that of the figures before it", |draft, rng| {
            let text = draft.achieved.as_mut()?;
            let rate = number_after(text, "出勤率")?;
            let wrong = altered(&text[rate.clone()], rng)?;
            text.replace_range(rate, &wrong);
            Hit::quoting(Spot::Achieved, &format!("{wrong}%"))
        }),
        one("J4054", "a count of what was achieved is not the actual", |draft, rng| {
            changed(draft, rng, Spot::Achieved, &["年培训", "培训班", "参赛选手"], "")
                .or_else(|| before(draft, rng, Spot::Achieved, "所学校"))
                // The one that was wrong already may come out right.
                .filter(|_| !draft.project.contains("特殊补助资金（第二批）"))
        }),
        one("J4054", "a count of the goal is not the target", |draft, rng| {
            changed(draft, rng, Spot::Expected, &["计划培训", "培训班", "参赛选手"], "")
        }),
        one("J4054", "an amount of the goal is not that of its row", |draft, rng| {
            let row = super::totals::number_row(draft, rng, "万元")?;
            let name = draft.rows[row].name.clone();
            changed(draft, rng, Spot::Expected, &[&name], "万元")
        }),
        one("J4054", "a rate of what was achieved is not the actual", |draft, rng| {
            changed(draft, rng, Spot::Achieved, &["学员满意率", "学生满意率"], "%")
        }),
        one("J4054", "a rate of the goal is not the target", |draft, rng| {
            let text = draft.expected.as_mut()?;
            let rate = number_after(text, "学员满意度达到")?;
            let wrong = rng.within(60, 84).to_string();
            text.replace_range(rate, &wrong);
            Hit::quoting(Spot::Expected, &format!("{wrong}%"))
        }),
        one("J4055", "the unit cost of what was achieved is not that of the goal", |draft, rng| {
            let text = draft.achieved.as_mut()?;
            let unit = ["元/人·天", "元/生/学期", "元/生/年"].into_iter().find(|unit| text.contains(unit))?;
            (draft.expected.as_ref()?.contains(unit)).then_some(())?;
            let end = text.find(unit)?;
            let start = text[..end]
                .trim_end()
                .rfind(|c: char| !c.is_ascii_digit())
                .map(|at| at + text[at..].chars().next().map_or(0, char::len_utf8))?;
            let wrong = altered(text[start..end].trim(), rng)?;
            text.replace_range(start..end, &wrong);
            Hit::quoting(Spot::Achieved, &format!("{wrong}{unit}"))
        }),
        one("J4056", "what is said to have been paid in full is not the funds", |draft, rng| {
            let text = draft.achieved.as_mut()?;
            let end = ["万元资金全部按时支付到位", "万元按时足额拨付"]
                .into_iter()
                .find_map(|words| text.find(&format!(" {words}")))?;
            let start = text[..end].rfind(|c: char| !(c.is_ascii_digit() || c == '.'))?;
            let start = start + text[start..].chars().next().map_or(0, char::len_utf8);
            let wrong = altered(&text[start..end], rng)?;
            text.replace_range(start..end, &wrong);
            Hit::quoting(Spot::Achieved, &wrong)
        }),
        one("J4056", "more is said to have been paid than there was", |draft, rng| {
            let text = draft.achieved.as_mut()?;
            let much =
                draft.budget.max(draft.initial) * Decimal::from(rng.within(2, 5)) + Decimal::new(13, 2);
            *text += &format!("全年发放生活补贴 {much} 万元。");
            Hit::quoting(Spot::Achieved, &much.to_string())
        }),
        one("J4059", "an institution is called otherwise (note)", |draft, _| {
            let text = draft.expected.as_mut()?;
            let row =
                draft.rows.iter_mut().find(|row| row.name == "新城技工学校" || row.name == "光明职业学校")?;
            let at = text.find(&row.name)?;
            let other = format!("省{}", row.name);
            text.replace_range(at..at + row.name.len(), &other);
            row.name = format!("市{}", row.name);
            let name = row.name.trim_start_matches('市').to_owned();
            draft.achieved.as_ref().is_none_or(|text| !text.contains(&name)).then_some(())?;
            Hit::quoting(Spot::Expected, &other)
        }),
        one("J4060", "more awards than competitors", |draft, rng| {
            let text = draft.achieved.as_mut()?;
            let number = number_after(text, "一等奖")?;
            let many = rng.within(401, 900).to_string();
            text.replace_range(number, &many);
            Hit::quoting(Spot::Achieved, &format!("一等奖 {many} 名"))
        }),
        one("J4061", "a text begins with the year before (note)", |draft, _| {
            let text = draft.achieved.as_mut()?;
            text.starts_with("2024").then_some(())?;
            text.replace_range(..4, "2023");
            Hit::quoting(Spot::Achieved, "2023")
        }),
        one("J4061", "a year lacks a digit (note)", |draft, _| {
            let text = draft.expected.as_mut()?;
            text.starts_with("2024").then_some(())?;
            text.replace_range(..4, "024");
            Hit::quoting(Spot::Expected, "024")
        }),
        one("J4062", "the actuals of the cost rows do not add up to what was executed", |draft, _| {
            let row = draft
                .rows
                .iter()
                .position(|row| row.target.contains("万元") && row.actual.contains("万元"))?;
            let paid: Decimal = draft.rows[row]
                .actual
                .trim_start_matches('=')
                .trim_end_matches("万元")
                .trim()
                .parse()
                .ok()?;
            draft.rows[row].actual = format!("={}万元", (paid * Decimal::new(7, 1)).round_dp(2));
            draft.achieved = None;
            let costs = draft.rows.iter().filter(|row| row.target.contains("万元")).count();
            (costs > 1 && draft.policy == "mof-2021-101").then_some(())?;
            Hit::at(Spot::Executed)
        }),
        one("J4062", "the targets of the cost rows do not add up to the budget", |draft, _| {
            let row = draft
                .rows
                .iter()
                .position(|row| row.target.starts_with("<=") && row.target.contains("万元"))?;
            let planned: Decimal = draft.rows[row]
                .target
                .trim_start_matches("<=")
                .trim_end_matches("万元")
                .trim()
                .parse()
                .ok()?;
            draft.rows[row].target = format!("<={}万元", (planned * Decimal::new(14, 1)).round_dp(2));
            draft.expected = None;
            (draft.rows.iter().filter(|row| row.target.contains("万元")).count() > 1).then_some(())?;
            (draft.initial == draft.budget).then_some(())?;
            Hit::at(Spot::Budget)
        }),
        one("J4063", "quantity × unit cost is more than was spent", |draft, rng| {
            let count = draft.rows.iter().position(|row| row.name == "培训人数")?;
            (draft.rows[count].claimed == Some(draft.rows[count].weight)).then_some(())?;
            draft.rows.retain(|row| !row.target.contains("万元") || row.name == "培训人数");
            let people: i64 = draft
                .rows
                .iter()
                .find(|row| row.name == "培训人数")?
                .actual
                .trim_end_matches("人次")
                .parse()
                .ok()?;
            let price = draft.executed.max(draft.budget) * Decimal::from(10_000) / Decimal::from(people);
            let price = (price * Decimal::new(rng.within(12, 30), 1)).round_dp(2);
            let mut cost = draft.rows[0].clone();
            (cost.class, cost.group, cost.name) =
                ("成本指标".to_owned(), "经济成本指标".to_owned(), "补助标准".to_owned());
            (cost.target, cost.actual, cost.reason) =
                (format!("<={price}元/人次"), format!("={price}元/人次"), None);
            cost.weight = Decimal::from(20);
            draft.rows.push(cost);
            (draft.expected, draft.achieved) = (None, None);
            super::tables::scored(draft);
            Hit::at(Spot::Actual(draft.rows.len() - 1))
        }),
    ]
}

fn text(draft: &mut Draft, spot: Spot) -> Option<&mut String> {
    match spot {
        Spot::Expected => draft.expected.as_mut(),
        _ => draft.achieved.as_mut(),
    }
}

/// Changes the figure behind the first of some words that the text has.
fn changed(draft: &mut Draft, rng: &mut Rng, spot: Spot, words: &[&str], unit: &str) -> Option<Hit> {
    let text = text(draft, spot)?;
    let number = words.iter().find_map(|word| number_after(text, word))?;
    text[number.end..].trim_start().starts_with(unit).then_some(())?;
    let wrong = altered(&text[number.clone()], rng)?;
    text.replace_range(number, &wrong);
    Hit::quoting(spot, &wrong)
}

/// Changes the figure before some words.
fn before(draft: &mut Draft, rng: &mut Rng, spot: Spot, words: &str) -> Option<Hit> {
    let text = text(draft, spot)?;
    let end = text.find(words)?;
    let start = text[..end].rfind(|c: char| !c.is_ascii_digit())?;
    let start = start + text[start..].chars().next().map_or(0, char::len_utf8);
    let wrong = altered(&text[start..end], rng)?;
    text.replace_range(start..end, &wrong);
    Hit::quoting(spot, &format!("{wrong}{}", words.chars().next()?))
}

/// The number right behind some words.
fn number_after(text: &str, words: &str) -> Option<std::ops::Range<usize>> {
    let from = text.find(words)? + words.len();
    let rest = &text[from..];
    let start = from + rest.find(|c: char| c != ' ')?;
    let length =
        text[start..].find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len() - start);
    (length > 0).then_some(start..start + length)
}

/// Another figure with the same decimals, a tenth to a half away.
fn altered(figure: &str, rng: &mut Rng) -> Option<String> {
    let number: Decimal = figure.trim().parse().ok()?;
    let share = Decimal::new(rng.within(11, 50), 2);
    let off = (number * share).round_dp(number.scale()).max(Decimal::new(1, number.scale()));
    let other = if rng.one_in(2) { number + off } else { number - off };
    (other > Decimal::ZERO && other != number).then(|| other.to_string())
}
