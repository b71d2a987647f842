//! Faults that only several tables show.

use super::draft::{Draft, Spot};
use super::{Case, Hit, Kind, Plant, tables};
use rust_decimal::Decimal;

/// A run in order, with the statement that is true of it.
pub fn run(number: u64) -> Case {
    let count = 2 + number % 5;
    let tables: Vec<Draft> = (0..count).map(|index| tables::generated(number * 100 + index)).collect();
    let sum = |amount: fn(&Draft) -> Decimal| tables.iter().map(amount).sum::<Decimal>();
    let statement = format!(
        "本单位绩效评价项目 {count} 个，全年预算数 {} 万元，全年执行数 {} 万元。",
        sum(|table| table.budget),
        sum(|table| table.executed)
    );
    Case { tables, statement: Some(statement) }
}

pub fn kinds() -> Vec<Kind> {
    let many = |code, what, plant| Kind { code, what, plant: Plant::Many(plant) };
    vec![
        many("J4057", "an amount in a text is the funds of another project", |case, _| {
            let amount = case.tables[1].budget;
            let text = case.tables[0].achieved.as_mut()?;
            *text += &format!("{amount} 万元经费全部足额拨付。");
            Hit::quoting(Spot::Achieved, &amount.to_string())
        }),
        many("J4080", "a table is missing", |case, _| {
            case.tables.pop();
            Hit::at(Spot::Statement)
        }),
        many("J4080", "the stated number of projects is wrong", |case, rng| {
            let count = case.tables.len();
            let wrong = count + usize::try_from(rng.within(1, 4)).expect("few");
            let statement = case.statement.as_mut()?;
            *statement = statement.replacen(&format!("项目 {count} 个"), &format!("项目 {wrong} 个"), 1);
            Hit::quoting(Spot::Statement, &format!("{wrong} 个"))
        }),
        many("J4081", "a stated sum is wrong", |case, rng| {
            let sum: Decimal = case.tables.iter().map(|table| table.executed).sum();
            let wrong = sum + Decimal::new(rng.within(2, 9000), 2);
            let statement = case.statement.as_mut()?;
            *statement = statement.replacen(&format!("执行数 {sum}"), &format!("执行数 {wrong}"), 1);
            Hit::quoting(Spot::Statement, &wrong.to_string())
        }),
        many("J4084", "a table is given twice", |case, _| {
            let twin = case.tables[0].clone();
            case.tables.push(twin);
            case.statement = None;
            Hit::at(Spot::Project)
        }),
        many("J4085", "the goals are those of another project (note)", |case, _| {
            let words = "组织开展职业技能培训，切实提高劳动者技能水平，促进充分就业，维护社会稳定";
            for table in &mut case.tables[..2] {
                table.expected = Some(words.to_owned());
            }
            Hit::at(Spot::Expected)
        }),
        many("J4086", "one reason stands in three projects (note)", |case, _| {
            (case.tables.len() > 2).then_some(())?;
            for table in &mut case.tables {
                let row = table.rows.iter().position(|row| row.name == "学员满意度")?;
                table.rows[row].reason = Some("课程安排合理，师资力量较强，学员反映良好".to_owned());
            }
            let row = case.tables[0].rows.iter().position(|row| row.name == "学员满意度")?;
            Hit::at(Spot::Reason(row))
        }),
        many("J4087", "the same targets in two years (note)", |case, _| {
            let mut before = case.tables[0].clone();
            before.year -= 1;
            (before.expected, before.achieved) = (None, None);
            case.tables.push(before);
            case.statement = None;
            Hit::at(Spot::Project)
        }),
    ]
}
