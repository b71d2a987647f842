//! The shipped tables as web pages flatten them: strokes that only end cells, cells left out that others reach over, a
//! cell a line, everything on one line. What of a row is read wrong is never read so in silence.

use crate::common::program;
use jixiao::assessment::{Assessment, Indicator};
use jixiao::document::{Account, Block, Document, assessments, text};
use jixiao::files::read_tables;
use jixiao::input::ReadOptions;
use jixiao::place::Located;
use jixiao::shipped::vocabulary;

fn shipped() -> Vec<Assessment> {
    read_tables(&[program::root().join("indicators/urumqi-2024")], ReadOptions::default()).tables
}

fn printed(text: Option<&Located<String>>) -> String {
    text.map(|text| text.value.clone()).unwrap_or_default()
}

fn points(figure: Option<&Located<rust_decimal::Decimal>>) -> String {
    figure.map(|figure| figure.value.normalize().to_string()).unwrap_or_default()
}

/// What of a row must be read as it is printed.
fn row(indicator: &Indicator) -> [String; 7] {
    [
        printed(indicator.class.as_ref()),
        printed(indicator.group.as_ref()),
        indicator.name.value.clone(),
        printed(indicator.target.as_ref()),
        printed(indicator.actual.as_ref()),
        points(indicator.weight.as_ref()),
        points(indicator.claimed.as_ref()),
    ]
    .map(|text| text.replace(' ', ""))
}

/// The rows of the form; cells that one above reaches over are left out.
fn rows(table: &Assessment) -> Vec<Vec<String>> {
    let line = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    let mut rows = vec![
        line(&["项目支出绩效自评表"]),
        line(&["(2024年度)"]),
        line(&["项目名称", &table.project.value]),
        line(&["主管部门", "某局", "实施单位", "某中心"]),
        line(&["项目资金(万元)", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]),
        line(&["年度资金总额", "100.00", "100.00", "90.00", "10", "90.00%", "9.00"]),
        line(&[
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因分析及改进措施",
        ]),
    ];
    let mut above = (String::new(), String::new());
    for indicator in &table.indicators {
        let (class, group) = (printed(indicator.class.as_ref()), printed(indicator.group.as_ref()));
        let mut cells = Vec::new();
        if class != above.0 {
            cells.push(class.clone());
        }
        if (&class, &group) != (&above.0, &above.1) {
            cells.push(group.clone());
        }
        above = (class, group);
        cells.extend([indicator.name.value.clone(), printed(indicator.target.as_ref())]);
        cells.extend([printed(indicator.actual.as_ref()), points(indicator.weight.as_ref())]);
        cells.extend([points(indicator.claimed.as_ref()), String::new()]);
        rows.push(cells);
    }
    rows.push(line(&["总分", "100", "99.00"]));
    rows
}

const WAYS: [&str; 8] = [
    "cell a line, strokes",
    "strokes left out",
    "strokes alone",
    "blank lines",
    "cell a line",
    "one line",
    "tabs",
    "one line, strokes",
];

fn flattened(rows: &[Vec<String>], way: &str) -> String {
    let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>();
    let each = |of: &dyn Fn(&Vec<String>) -> String| rows.iter().map(of).collect::<Vec<_>>().join("\n");
    let all = rows.iter().flat_map(filled).collect::<Vec<_>>();
    match way {
        "cell a line, strokes" => each(&|row| {
            let cells = filled(row);
            format!("{} |\n{}", cells.join(" |\n"), "|".repeat(9 - cells.len()))
        }),
        "strokes left out" => each(&|row| {
            let cells = filled(row);
            format!("{} | {}", cells.join(" | "), "|".repeat(9 - cells.len()))
        }),
        "strokes alone" => all.join("\n|\n"),
        "blank lines" => each(&|row| {
            row.iter()
                .map(|cell| if cell.is_empty() { "\u{a0}" } else { cell })
                .collect::<Vec<_>>()
                .join("\n\n")
        }),
        "cell a line" => all.join("\n"),
        "one line" => all.join(" "),
        "tabs" => each(&|row| filled(row).join("\t")),
        _ => all.join(" | "),
    }
}

#[test]
fn what_is_read_wrong_of_a_flattened_table_is_told() {
    let (mut right, mut all) = (0, 0);
    let mut silent = Vec::new();
    // Every third table: the ways are many, and a reading takes its time without optimisation.
    for table in shipped().into_iter().step_by(3) {
        let form = rows(&table);
        for way in WAYS {
            let page = flattened(&form, way);
            let document = text::read(&"a.txt".into(), &page, vocabulary());
            let forms = assessments(&document, vocabulary());
            let name = format!("{way}: {}", table.project.value);
            let [read] = &forms.tables[..] else { panic!("{name}: {} tables\n{page}", forms.tables.len()) };
            assert_eq!(
                [&read.funds.total.budget, &read.funds.total.executed].map(|money| points(money.as_ref())),
                ["100", "90"],
                "{name}"
            );
            let wanted: Vec<_> = table.indicators.iter().map(row).collect();
            let found: Vec<_> = read.indicators.iter().map(row).collect();
            let wrong = wanted.iter().filter(|row| !found.contains(row)).count();
            all += wanted.len();
            right += wanted.len() - wrong;
            if (wrong > 0 || found.len() != wanted.len()) && forms.diagnostics.is_empty() {
                silent.push(format!("{name}: {wrong}"));
            }
            closes(&document);
        }
    }
    // One line that runs on may leave no trace of where a cell ended: known of one table, to be mended.
    assert!(
        silent.len() <= 1,
        "{} of the tables differ and nothing is said:\n{}",
        silent.len(),
        silent.join("\n")
    );
    assert!(right * 100 >= all * 96, "{right} of {all} rows");
}

/// Every cell and line that says something is in the account once.
fn closes(document: &Document) {
    let forms = assessments(document, vocabulary());
    let account = Account::of(document, &forms, vocabulary());
    let says = |text: &str| usize::from(!text.trim().is_empty());
    let all: usize = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Text(_) => 1,
            Block::Grid(grid) => grid.cells.iter().map(|cell| says(&cell.text)).sum(),
        })
        .sum();
    let Account { fields, furniture, aside, outside, told, unused, .. } = &account;
    assert_eq!(account.all, all);
    assert_eq!(fields + furniture + aside + outside + told + unused.len(), all, "{account:?}");
}
