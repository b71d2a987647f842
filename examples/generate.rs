//! Makes rows like those of published tables, as many as are wanted: kinds, units, spellings, repeats and faults in
//! about the proportions in which they are met.
//!
//! ```sh
//! cargo run --release --example generate -- --rows 1000000 --seed 1 -o rows.csv --projects projects.csv
//! cargo run --release --features columnar --example generate -- --rows 1000000 --seed 1 -o rows.parquet
//! ```
//!
//! `--scattered` deals the rows of a project over the whole file. `--split` makes rows of one kind alone, a number to
//! reach, and writes its numbers into columns of their own as well: what programs need that read no texts.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::panic)]

#[path = "../tests/common/random.rs"]
mod random;

use clap::Parser;
use jixiao::bulk::RowWriter;
use random::Random;
use rust_decimal::Decimal;
use std::path::PathBuf;

#[derive(Parser)]
struct Arguments {
    /// How many rows.
    #[arg(long)]
    rows: u64,
    /// Other rows for another seed, the same for the same.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The file of rows; `-` for CSV on standard output.
    #[arg(short, long)]
    output: PathBuf,
    /// The file of projects and funds.
    #[arg(long)]
    projects: Option<PathBuf>,
    /// Rows of a project are not together.
    #[arg(long)]
    scattered: bool,
    /// Numbers to reach alone, with the numbers in columns of their own.
    #[arg(long)]
    split: bool,
}

/// Class, group, and names that go with them.
const PLACES: [(&str, &str, &[&str]); 10] = [
    (
        "产出指标",
        "数量指标",
        &["培训人次", "档案转递数量", "补贴人数", "设备购置数量", "维修道路里程", "发放宣传材料份数"],
    ),
    ("产出指标", "质量指标", &["验收合格率", "培训合格率", "资料完整率", "系统故障率"]),
    ("产出指标", "时效指标", &["资金发放及时率", "工作完成时间", "项目完成时间"]),
    ("产出指标", "成本指标", &["项目总成本", "人均培训成本", "单位补助标准"]),
    ("效益指标", "经济效益指标", &["带动增收金额", "节约成本"]),
    ("效益指标", "社会效益指标", &["就业率", "覆盖率", "政策知晓率", "提升公共服务水平"]),
    ("效益指标", "生态效益指标", &["减少污染物排放", "改善人居环境"]),
    ("效益指标", "可持续影响指标", &["长效管理机制健全性", "持续发挥作用"]),
    ("满意度指标", "服务对象满意度指标", &["服务对象满意度", "受益群众满意度"]),
    ("成本指标", "经济成本指标", &["项目成本控制"]),
];
const COUNTED: [&str; 14] =
    ["个", "人", "人次", "份", "次", "家", "套", "件", "公里", "亩", "万人次", "户", "批", "平方米"];
const WORDS: [&str; 12] = [
    "有效提升",
    "有效减轻",
    "显著提高",
    "持续改善",
    "达成预期指标",
    "基本达成",
    "完成",
    "有所提升",
    "长期",
    "健全",
    "明显",
    "优良",
];
const MORE: [&str; 8] = [">=", "≥", ">=", ">= ", "≧ ", "不低于", "＞＝", "≥ "];
const LESS: [&str; 7] = ["<=", "≤", "<=", "<= ", "≦ ", "不超过", "＜＝"];
const TOWNS: [&str; 8] = ["城关", "河东", "新区", "柳林", "石桥", "太平", "青山", "安乐"];
const MATTERS: [&str; 8] = [
    "就业补助",
    "农田水利",
    "人事档案管理",
    "道路养护",
    "义务教育保障",
    "公共卫生服务",
    "文化惠民",
    "残疾人补助",
];

/// The ten rows of a project: 90 in all, beside execution.
const WEIGHTS: [&str; 10] = ["10", "10", "8", "7.5", "10", "15", "4.5", "10.00", "5", "10"];
const OTHER_WEIGHTS: [&str; 5] = ["20", "3", "12", "2.5", "10"];

/// One row, and the numbers behind it where it is a number to reach.
#[derive(Default)]
struct Made {
    target: String,
    actual: String,
    numbers: Option<(Decimal, Decimal)>,
}

fn number(random: &mut Random) -> Decimal {
    match random.below(10) {
        0..=3 => Decimal::from(1 + random.below(30)),
        4..=5 => Decimal::from((1 + random.below(60)) * 10),
        6..=7 => Decimal::from(1 + random.below(20_000)),
        8 => Decimal::new(i64::try_from(1 + random.below(5_000_000)).expect("small"), 2),
        _ => Decimal::new(i64::try_from(1 + random.below(3_000_000_000)).expect("small"), 6),
    }
}

/// An actual near its target: mostly equal or better, now and then short.
fn near(random: &mut Random, target: Decimal, short: u64) -> Decimal {
    if random.percent(60) {
        return target;
    }
    let part = if random.percent(short) { 500 + random.below(500) } else { 1_000 + random.below(150) };
    (target * Decimal::new(i64::try_from(part).expect("small"), 3))
        .round_dp(target.scale().min(2))
        .normalize()
}

fn reach(random: &mut Random) -> Made {
    let (number, unit) = if random.percent(45) {
        let rate = *random.pick(&[100, 100, 95, 95, 90, 90, 98, 85, 80]);
        (Decimal::from(rate), "%")
    } else {
        (number(random), *random.pick(&COUNTED))
    };
    let actual = near(random, number, 40);
    let space = if random.percent(25) { " " } else { "" };
    let equal = if random.percent(30) { "=" } else { "" };
    Made {
        target: format!("{}{number}{space}{unit}", random.pick(&MORE)),
        actual: format!("{equal}{actual}{space}{unit}"),
        numbers: Some((number, actual)),
    }
}

fn cost(random: &mut Random) -> Made {
    let amount = Decimal::new(
        i64::try_from(1 + random.below(300_000_000)).expect("small"),
        *random.pick(&[0, 2, 4, 6]),
    );
    let unit = *random.pick(&["万元", "万元", "万元", "元", "元/人", "元/人·学期"]);
    let actual = near(random, amount, 70);
    let space = if random.percent(40) { " " } else { "" };
    Made {
        target: format!("{}{amount}{space}{unit}", random.pick(&LESS)),
        actual: format!("{actual}{space}{unit}"),
        numbers: None,
    }
}

fn day(random: &mut Random) -> Made {
    let month = 1 + random.below(12);
    let target = match random.below(4) {
        0 => format!("<={month} 月底"),
        1 => format!("2024年{month}月{}日前", 1 + random.below(28)),
        2 => format!("{month}月底前"),
        _ => "年底前".to_owned(),
    };
    let done = if random.percent(85) { 1 + random.below(month) } else { 1 + random.below(12) };
    Made { target, actual: format!("={done} 月底"), numbers: None }
}

fn words(random: &mut Random) -> Made {
    let target = (*random.pick(&WORDS)).to_owned();
    let actual = if random.percent(70) { target.clone() } else { (*random.pick(&WORDS)).to_owned() };
    Made { target, actual, numbers: None }
}

/// What scanning, typing and copying does to cells.
fn spoiled(random: &mut Random, made: Made) -> Made {
    let Made { target, actual, .. } = made;
    let (target, actual) = match random.below(8) {
        0 => (target, String::new()),
        1 => (target, "无".to_owned()),
        2 => (target.trim_end_matches(|c: char| !c.is_ascii_digit()).to_owned(), actual),
        3 => (target.replacen(['≥', '>'], "2", 1), actual),
        4 => (target, actual.trim_end_matches(|c: char| !c.is_ascii_digit()).to_owned()),
        5 => (format!("{target}，按时完成各项任务 3 项"), actual),
        6 => (String::new(), actual),
        _ => (target, "完成".to_owned()),
    };
    Made { target, actual, numbers: None }
}

fn made(random: &mut Random, split: bool) -> Made {
    if split {
        return reach(random);
    }
    let made = match random.below(100) {
        0..=51 => reach(random),
        52..=66 => cost(random),
        67..=77 => day(random),
        78..=93 => words(random),
        94..=95 => {
            let low = 1 + random.below(50);
            Made {
                target: format!("{low}-{}个", low + 10),
                actual: format!("{}个", low + random.below(15)),
                numbers: None,
            }
        }
        _ => Made { target: "100%".to_owned(), actual: "100%".to_owned(), numbers: None },
    };
    if random.percent(3) { spoiled(random, made) } else { made }
}

fn main() -> std::io::Result<()> {
    let arguments = Arguments::parse();
    let mut random = Random(arguments.seed);
    let mut names =
        vec!["project", "year", "class", "group", "name", "target", "actual", "weight", "claimed", "reason"];
    if arguments.split {
        names.extend(["target_number", "actual_number"]);
    }
    let mut rows = RowWriter::create(&arguments.output, &names)?;
    let projects = arguments.rows.div_ceil(10).max(1);
    for row in 0..arguments.rows {
        let project = if arguments.scattered { row % projects } else { row / 10 };
        let name = project_name(project);
        let (class, group, indicators) = *random.pick(&PLACES);
        let Made { target, actual, numbers } = made(&mut random, arguments.split);
        let place =
            usize::try_from(if arguments.scattered { row / projects } else { row % 10 }).expect("small");
        let weight = if random.percent(3) { *random.pick(&OTHER_WEIGHTS) } else { WEIGHTS[place % 10] };
        let claimed = match random.below(100) {
            0..=2 => "0",
            3 => "",
            4 => "6.67",
            _ => weight,
        };
        let reason = if random.percent(6) {
            "因疫情影响，部分工作推迟；下一步加强管理"
        } else {
            ""
        };
        let mut cells = vec![
            name.as_str(),
            "2024",
            class,
            group,
            *random.pick(indicators),
            &target,
            &actual,
            weight,
            claimed,
            reason,
        ];
        let (first, second);
        if let Some((target, actual)) = numbers.filter(|_| arguments.split) {
            (first, second) = (target.to_string(), actual.to_string());
            cells.extend([first.as_str(), second.as_str()]);
        }
        rows.row(&cells)?;
    }
    rows.finish()?;
    if let Some(path) = arguments.projects {
        let names = ["project", "year", "initial", "budget", "executed", "rate", "execution", "total"];
        let mut lines = RowWriter::create(&path, &names)?;
        for project in 0..projects {
            let budget = Decimal::new(i64::try_from(10_000 + random.below(90_000_000)).expect("small"), 2);
            let executed = near(&mut random, budget, 90).min(budget);
            let rate = (executed / budget * Decimal::ONE_HUNDRED).round_dp(2);
            let score = (executed / budget * Decimal::TEN).round_dp(2);
            let (budget, executed) = (budget.to_string(), executed.to_string());
            let (rate, score) = (format!("{rate}%"), score.to_string());
            lines.row(&[
                &project_name(project),
                "2024",
                &budget,
                &budget,
                &executed,
                &rate,
                &score,
                "100",
            ])?;
        }
        lines.finish()?;
    }
    Ok(())
}

fn project_name(project: u64) -> String {
    let pick = |of: &[&'static str], at: u64| of[usize::try_from(at % of.len() as u64).expect("an index")];
    format!("{}街道{}项目{project:08}", pick(&TOWNS, project), pick(&MATTERS, project / 8))
}
