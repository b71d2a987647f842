//! Several units' tables as one: values first, then scores; and the means apart from that.

use crate::common::program;
use crate::common::program::run_in;
use crate::common::snapshot::snapshot;
use jixiao::assessment::Assessment;
use jixiao::decode::assessment;
use jixiao::rollup::{Combined, RolledUp, Uncombined, roll_up};
use jixiao::scoring::score;
use jixiao::shipped::{shipped_policy, vocabulary};
use proptest::prelude::*;
use rust_decimal::{Decimal, dec};

fn table(funds: &str, rows: &str) -> Assessment {
    let read =
        assessment("t.yaml", &format!("project: 某项目\nyear: 2024\nfunds: {funds}\nindicators:\n{rows}"));
    assert_eq!(read.diagnostics, [], "{rows}");
    read.value.expect("a table")
}

fn together(tables: &[Assessment]) -> RolledUp {
    let policy = shipped_policy("mof-2020-10").expect("shipped");
    let cards: Vec<_> = tables.iter().map(|table| score(table, policy, vocabulary())).collect();
    let filed: Vec<_> = tables.iter().zip(&cards).collect();
    roll_up(&filed, policy, vocabulary()).expect("tables")
}

fn cells(whole: &RolledUp, row: usize) -> (Option<&str>, Option<&str>) {
    let row = &whole.table.indicators[row];
    (row.target.as_ref().map(|cell| cell.value.as_str()), row.actual.as_ref().map(|cell| cell.value.as_str()))
}

/// The second table's amounts are in 元 and 万份.
#[test]
fn amounts_are_added_in_the_unit_of_the_first_and_rates_averaged_by_budget() {
    let whole = together(&[
        table(
            "{budget: 100, executed: 90}",
            "- {name: 份数, target: \"≥5000份\", actual: 4000份, weight: 45}\n- {name: 合格率, target: \"≥96%\", actual: 90%, weight: 45}",
        ),
        table(
            "{unit: 元, budget: 3000000, executed: 3000000}",
            "- {name: 份数, target: \"≥1万份\", actual: 1.2万份, weight: 45}\n- {name: 合格率, target: \"≥96%\", actual: 98%, weight: 45}",
        ),
    ]);
    let money = &whole.table.funds.total;
    assert_eq!(money.budget.as_ref().map(|budget| budget.value), Some(dec!(400)));
    assert_eq!(money.executed.as_ref().map(|executed| executed.value), Some(dec!(390)));
    assert_eq!(cells(&whole, 0), (Some(">=15000份"), Some("16000份")));
    assert_eq!(cells(&whole, 1), (Some(">=96%"), Some("96%")));
    assert_eq!(
        whole.rows.iter().map(|row| row.combined).collect::<Vec<_>>(),
        [Combined::Added, Combined::Averaged]
    );
    // Execution 390 of 400; both rows are met together though each unit missed one.
    assert_eq!(whole.scorecard.total.score, Some(dec!(99.75)));
    // 36 + 42.19 + 9, and 45 + 45 + 10.
    assert_eq!(whole.mean.plain, Some(dec!(93.60)));
    assert_eq!(whole.mean.by_funds, Some(dec!(96.80)));
}

#[test]
fn what_cannot_be_brought_together_says_why_and_gets_the_mean_of_its_scores() {
    let rows = |days: &str, op: &str, unit: &str| {
        format!(
            "- {{name: 时限, target: \"≤6月底\", actual: {days}, weight: 20}}\n\
             - {{name: 次数, target: \"{op}5次\", actual: 5次, weight: 20}}\n\
             - {{name: 数量, target: \"≥5{unit}\", actual: 5{unit}, weight: 20}}\n\
             - {{name: 增幅, target: 增长5%, actual: 增长5%, weight: 20}}"
        )
    };
    let whole = together(&[
        table("{budget: 1, executed: 1}", &rows("6月底", "≥", "公里")),
        table("{budget: 3, executed: 3}", &rows("7月底", "≤", "吨")),
    ]);
    let how: Vec<Combined> = whole.rows.iter().map(|row| row.combined).collect();
    let mean = Combined::MeanOfScores;
    assert_eq!(
        how,
        [
            mean(Uncombined::NotNumbers),
            mean(Uncombined::Operators),
            mean(Uncombined::Units),
            mean(Uncombined::NotNumbers)
        ]
    );
    // 20 × (1 × 1 + 3 × 0) ÷ 4
    assert_eq!(whole.scorecard.rows[0].score, Some(dec!(5.00)));
    assert_eq!(whole.scorecard.rows[1].score, Some(dec!(20.00)));
    assert_eq!(cells(&whole, 0), (Some("≤6月底"), None), "one unit's actual does not stand for all");
}

#[test]
fn a_row_is_never_scored_from_one_units_words_alone() {
    let row = |words: &str| format!("- {{name: 改善, target: 有效改善, actual: {words}, weight: 90}}");
    let without_budget = together(&[
        table("{budget: 1, executed: 1}", &row("达成预期指标")),
        table("{executed: 1}", &row("达成预期指标")),
    ]);
    let scored = &without_budget.scorecard.rows[0];
    assert_eq!(
        (scored.score, scored.unscored.map(jixiao::scoring::Unscored::as_str)),
        (None, Some("no_funds"))
    );
    assert_eq!(without_budget.mean.by_funds, None);
    let unscored = together(&[
        table("{budget: 1, executed: 1}", &row("达成预期指标")),
        table("{budget: 1, executed: 1}", &row("如图所示")),
    ]);
    assert_eq!(unscored.scorecard.rows[0].score, None);
    assert_eq!(unscored.scorecard.total.score, None);
}

#[test]
fn a_row_that_one_unit_alone_has_stands_and_weights_that_differ_are_said() {
    let whole = together(&[
        table("{budget: 1, executed: 1}", "- {name: 甲, target: \"≥5\", actual: 5, weight: 40}"),
        table(
            "{budget: 1, executed: 1}",
            "- {name: 甲, target: \"≥5\", actual: 5, weight: 30}\n- {name: 乙, target: \"≥4\", actual: 2, weight: 50}",
        ),
    ]);
    assert!(whole.rows[0].weights_differ);
    assert_eq!((whole.rows[1].combined, whole.rows[1].units), (Combined::Alone, 1));
    assert_eq!(cells(&whole, 1), (Some("≥4"), Some("2")));
}

/// 40 % of a goal with 81 of 90, 60 % of one with 90 of 90, and execution 10.
#[test]
fn rows_of_several_goals_count_for_the_ratio_of_their_goal() {
    let policy = shipped_policy("mof-2020-10").expect("shipped");
    let text = "project: 两个目标\nfunds: {budget: 1, executed: 1}\ngoals: {ratios: {一: 40%, 二: 60%}}\nindicators:\n\
        - {goal: 一, name: 甲, target: \"≥10\", actual: 9, weight: 90}\n\
        - {goal: 二, name: 乙, target: \"≥10\", actual: 10, weight: 90}";
    let read = assessment("t.yaml", text);
    assert_eq!(read.diagnostics, []);
    let card = score(&read.value.expect("a table"), policy, vocabulary());
    assert_eq!((card.total.weight.normalize(), card.total.score), (dec!(100), Some(dec!(96.40))));
    let codes = |text: &str| -> Vec<&str> {
        assessment("t.yaml", text).diagnostics.iter().map(|diagnostic| diagnostic.code.as_str()).collect()
    };
    assert_eq!(codes(&text.replace("60%", "50%")), ["J2005"], "ratios that do not add up");
    assert_eq!(codes(&text.replace("goal: 二", "goal: 三")), ["J2005"], "no such goal");
    assert_eq!(codes(&text.replace("goal: 二, ", "")), ["J2002"], "a row without a goal");
}

#[test]
fn the_program_shows_units_whole_and_how_each_row_came_about() {
    let folder = tempfile::tempdir().expect("a folder");
    let units = [("甲中心", 100, 96, "90%", 30, "6月底", 8), ("乙中心", 300, 300, "98%", 80, "7月底", 9)];
    for (file, (unit, budget, executed, rate, people, day, words)) in
        ["a.yaml", "b.yaml"].into_iter().zip(units)
    {
        let text = format!(
            "project: 职业培训\nyear: 2024\nunit: {unit}\nfunds: {{budget: {budget}, executed: {executed}}}\nindicators:\n\
             - {{class: 产出, name: 培训人数, target: \"≥50人\", actual: {people}人, weight: 40}}\n\
             - {{class: 产出, name: 合格率, target: \"≥96%\", actual: {rate}, weight: 20}}\n\
             - {{class: 产出, name: 完成时间, target: \"≤6月底\", actual: {day}, weight: 10}}\n\
             - {{class: 效益, name: 就业改善, target: 有效改善, actual: 基本达成预期指标, weight: 10, claimed: {words}}}\n\
             - {{class: 成本, name: 人均成本, target: \"≤2000元/人\", actual: 1900元/人, weight: 10}}\n"
        );
        std::fs::write(folder.path().join(file), text).expect("a file");
    }
    for lang in ["zh", "en"] {
        let ran = run_in(folder.path(), &["rollup", ".", "--lang", lang], b"");
        assert_eq!((ran.code, ran.said.as_str()), (0, ""));
        snapshot(&format!("rollup_{lang}"), &ran.out);
    }
    let json = run_in(folder.path(), &["rollup", ".", "--format", "json"], b"");
    snapshot("rollup_json", &json.out);
    let none = run_in(program::root(), &["rollup", "indicators/urumqi-2024", "--lang", "en"], b"");
    assert_eq!(none.code, 0);
    assert!(none.out.contains("no project was reported by several units"), "{}", none.out);
}

proptest! {
    /// Copies of one table are, together, what each of them is.
    #[test]
    fn copies_of_one_table_score_as_one(
        target in 1_u32..10_000, actual in 0_u32..10_000, rate in 0_u32..=1000, copies in 1_usize..5, budget in 1_u32..1000,
    ) {
        let rate = Decimal::new(i64::from(rate), 1);
        let one = table(
            &format!("{{budget: {budget}, executed: {budget}}}"),
            &format!("- {{name: 数量, target: \"≥{target}份\", actual: {actual}份, weight: 45}}\n- {{name: 比率, target: \"≥95%\", actual: {rate}%, weight: 45}}"),
        );
        let all = together(&vec![one.clone(); copies]);
        let alone = together(&[one]);
        let scores = |whole: &RolledUp| whole.scorecard.rows.iter().map(|row| row.score).collect::<Vec<_>>();
        prop_assert_eq!(scores(&all), scores(&alone));
        prop_assert_eq!(all.scorecard.total.score, alone.scorecard.total.score);
        prop_assert_eq!(all.mean.by_funds, all.mean.plain);
    }
}
