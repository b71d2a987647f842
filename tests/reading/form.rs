//! What grids mean: layouts that no one published table has all of, and grids that mean nothing.

use jixiao::assessment::Assessment;
use jixiao::diagnostic::Code;
use jixiao::document::{Block, Cell, Document, Forms, Grid, assessments};
use jixiao::place::{Located, Place, Table};
use jixiao::shipped::vocabulary;
use proptest::prelude::*;

/// A grid from lines of cells between strokes; a cell that begins with `N×` spans so many columns.
fn grid(text: &str) -> Grid {
    let mut cells = Vec::new();
    for (row, line) in (0_u32..).zip(text.lines().map(str::trim).filter(|line| !line.is_empty())) {
        let mut column = 0;
        for cell in line.split('|').map(str::trim) {
            let span = cell.split_once('×').and_then(|(span, text)| Some((span.parse::<u32>().ok()?, text)));
            let (columns, text) = span.unwrap_or((1, cell));
            let at = Place::Cell { on: Table::Numbered(1), row: row + 1, column: column + 1 };
            cells.push(Cell { row, column, rows: 1, columns, text: text.replace('␤', "\n"), at });
            column += columns;
        }
    }
    Grid { cells }
}

fn read(grids: Vec<Grid>) -> Forms {
    let blocks = grids.into_iter().map(Block::Grid).collect();
    assessments(&Document { name: "a.xlsx".into(), blocks, diagnostics: Vec::new() }, vocabulary())
}

fn one(text: &str) -> Assessment {
    let forms = read(vec![grid(text)]);
    assert_eq!(forms.tables.len(), 1, "{:?}", forms.diagnostics);
    forms.tables.into_iter().next().expect("a table")
}

fn shown(figure: Option<&Located<rust_decimal::Decimal>>) -> String {
    figure.map_or_else(|| "—".to_owned(), |figure| figure.value.to_string())
}

fn money(table: &Assessment) -> [String; 3] {
    let total = &table.funds.total;
    [&total.initial, &total.budget, &total.executed].map(|figure| shown(figure.as_ref()))
}

fn rows(table: &Assessment) -> Vec<String> {
    let text =
        |text: Option<&Located<String>>| text.map_or_else(|| "—".to_owned(), |text| text.value.clone());
    let row = |row: &jixiao::assessment::Indicator| {
        [
            text(row.class.as_ref()),
            text(row.group.as_ref()),
            row.name.value.clone(),
            text(row.target.as_ref()),
            text(row.actual.as_ref()),
            shown(row.weight.as_ref()),
            shown(row.claimed.as_ref()),
        ]
        .join(" ")
    };
    table.indicators.iter().map(row).collect()
}

const ROWS: &str = "一级指标|二级指标|三级指标|指标值|完成值|分值|得分
    产出指标|数量指标|里程|≥5公里|6公里|90|90";

#[test]
fn funds_behind_labels_across_columns_and_in_other_units() {
    for (funds, expected, unit) in [
        (
            "预算数（万元）：|6.84|执行数（万元）：|6.80\n其中：财政拨款|6.84|其中：财政拨款|6.80",
            ["—", "6.84", "6.80"],
            "万元",
        ),
        (
            "|年度资金总额|其中：财政拨款|其他资金\n年初预算数（元）|100|80|20\n全年预算数|100|80|20\n全年执行数|90|75|15",
            ["100", "100", "90"],
            "元",
        ),
        (
            "2×资金来源|年初预算数|全年预算数|全年执行数|执行率\n2×年度资金总额|3359.62万|3359.62万|33000000元|98.2%",
            ["3359.62", "3359.62", "3300.0000"],
            "万元",
        ),
        (
            "项目资金（亿元）||年初预算数|全年预算数|全年执行数\n|年度资金总额：|1.5|1.5|1.2\n|其中：中央补助|1|1|1",
            ["1.5", "1.5", "1.2"],
            "亿元",
        ),
    ] {
        let table = one(&format!("项目名称|某路\n{funds}\n{ROWS}"));
        assert_eq!(money(&table), expected.map(str::to_owned), "{funds}");
        assert_eq!(table.funds.unit.as_deref(), Some(unit), "{funds}");
        assert_eq!(rows(&table).len(), 1, "{funds}");
    }
}

#[test]
fn execution_as_a_row_counts_once() {
    let table = one(&format!(
        "项目名称|某路\n{ROWS}\n预算执行率|预算执行率|预算执行率|100%|90%|10|9\n合计|||||100|99"
    ));
    assert_eq!(rows(&table), ["产出指标 数量指标 里程 ≥5公里 6公里 90 90"]);
    assert_eq!(
        (shown(table.funds.weight.as_ref()), shown(table.claimed.execution.as_ref())),
        ("10".into(), "9".into())
    );
    assert_eq!(
        (shown(table.claimed.weight.as_ref()), shown(table.claimed.total.as_ref())),
        ("100".into(), "99".into())
    );
}

#[test]
fn several_projects_in_one_grid_and_a_page_that_goes_on() {
    let text = format!(
        "7×项目支出绩效自评表（2023年度）\n项目名称|甲\n{ROWS}\n总分|||||100|100\n7×项目支出绩效自评表（2024年度）\n项目名称|乙\n{ROWS}"
    );
    let next = grid(
        "一级指标|二级指标|三级指标|指标值|完成值|分值|得分\n||（续）||||\n|质量指标|合格率|≥90%|95%|5|5\n填报人：某某|||||联系电话：|",
    );
    let forms = read(vec![grid(&text), next]);
    assert_eq!(forms.diagnostics, []);
    let all: Vec<(&str, Option<i32>, Vec<String>)> =
        forms.tables.iter().map(|table| (table.project.value.as_str(), table.year, rows(table))).collect();
    let first = "产出指标 数量指标 里程 ≥5公里 6公里 90 90".to_owned();
    let continued = "产出指标 数量指标 里程（续） ≥5公里 6公里 90 90".to_owned();
    let second = "产出指标 质量指标 合格率 ≥90% 95% 5 5".to_owned();
    assert_eq!(all, [("甲", Some(2023), vec![first]), ("乙", Some(2024), vec![continued, second])]);
}

#[test]
fn what_is_missing_or_not_understood_is_named_with_its_place() {
    let forms = read(vec![grid(
        "一级指标|三级指标|指标值|完成值|权重|所在地区\n产出指标|里程|≥5公里|6公里|1O|北片\n|只有一句话的一行||||\n|……||||",
    )]);
    let told: Vec<(Code, String)> =
        forms.diagnostics.iter().map(|diagnostic| (diagnostic.code, diagnostic.at.to_string())).collect();
    assert_eq!(
        told,
        [
            (Code::UnknownColumn, "t1:R1C6".to_owned()),
            (Code::NotANumber, "t1:R2C5".to_owned()),
            (Code::UnknownLine, "t1:R3C2".to_owned()),
            (Code::Gap, "t1:R1C1".to_owned()),
        ],
        "{:#?}",
        forms.diagnostics
    );
    assert_eq!(rows(&forms.tables[0]), ["产出指标 — 里程 ≥5公里 6公里 — —"]);
}

/// A form as it stands in a spreadsheet, its title and labels over its whole width; `beside` comes behind each line.
fn with_beside(beside: [&str; 7]) -> String {
    let lines = [
        "8×项目支出绩效自评表（2024年度）",
        "2×项目名称|6×某路",
        "2×项目资金（万元）|年初预算数|全年预算数|全年执行数|分值|得分|执行率",
        "2×年度资金总额|100|120|96|10|8|80%",
        "一级指标|二级指标|三级指标|指标值|完成值|分值|得分|偏差原因分析",
        "产出指标|数量指标|里程|≥5公里|6公里|90|90|",
        "5×总分|100||",
    ];
    lines.iter().zip(beside).flat_map(|(line, beside)| [line, beside, "\n"]).collect()
}

/// What an evaluator writes beside a form is no part of it, whether a blank column stands between or not.
#[test]
fn what_stands_beside_a_form_is_no_part_of_it() {
    let alone = one(&with_beside([""; 7]));
    assert_eq!(money(&alone), ["100", "120", "96"].map(str::to_owned));
    for (beside, told) in [
        (["|", "|", "||复核执行率", "||0.8", "||完成数值|单位换算|得分", "||6|公里|88", "||98"], 0),
        (["", "|张三复核", "|复核|9", "|0.8|120", "|复核得分|完成值（核）", "|88|5公里", "|98"], 1),
        // Headings that are known, but said before.
        (["", "", "", "|77", "|得分|完成值|分值", "|1|2|3", "|5"], 1),
    ] {
        let forms = read(vec![grid(&with_beside(beside))]);
        let table = &forms.tables[0];
        assert_eq!(rows(table), rows(&alone), "{beside:?}");
        assert_eq!(money(table), money(&alone), "{beside:?}");
        let claimed = |table: &Assessment| {
            let claimed = &table.claimed;
            [&claimed.rate, &claimed.execution, &claimed.total, &claimed.weight]
                .map(|figure| shown(figure.as_ref()))
        };
        assert_eq!(claimed(table), claimed(&alone), "{beside:?}");
        let codes: Vec<Code> = forms.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        assert_eq!(codes, vec![Code::UnknownColumn; told], "{beside:?} {:#?}", forms.diagnostics);
    }
}

/// A title over a part of the form does not cut it: a heading that says something new belongs to it.
#[test]
fn a_narrow_head_does_not_cut_the_form() {
    let table = one("2×项目支出绩效自评表|\n2×项目名称|某路
        一级指标|二级指标|三级指标|指标值|完成值|序号|分值|得分|未完成原因的说明
        产出指标|数量指标|里程|≥5公里|4公里|1|90|72|汛期停工");
    assert_eq!(rows(&table), ["产出指标 数量指标 里程 ≥5公里 4公里 90 72"]);
    let reason = &table.indicators[0].reason;
    assert!(
        matches!(reason, jixiao::assessment::Reason::Text(text) if text.value == "汛期停工"),
        "{reason:?}"
    );
}

/// Of two scores beside one another the unit's own is the printed one, also where it is blank.
#[test]
fn a_second_column_of_scores_is_not_the_printed_one() {
    let text = |claimed: &str, execution: &str| {
        format!(
            "2×项目名称|8×某路
            2×资金|年初预算数|全年预算数|全年执行数|分值|复核得分|自评得分|差额|执行率
            2×年度资金总额|100|120|96|10|8|{execution}|0|80%
            一级指标|二级指标|三级指标|指标值|完成值|分值|复核得分|自评得分|差额|原因
            产出指标|数量指标|里程|≥5公里|6公里|90|90|{claimed}|0|
            5×总分|100|98|{claimed}|0|"
        )
    };
    let scores = |table: &Assessment| {
        [&table.claimed.execution, &table.claimed.total, &table.indicators[0].claimed]
            .map(|figure| shown(figure.as_ref()))
    };
    assert_eq!(scores(&one(&text("77", "7"))), ["7", "77", "77"].map(str::to_owned));
    assert_eq!(scores(&one(&text("", ""))), ["—", "—", "—"].map(str::to_owned));
}

/// The sheets of a workbook have the same width; each has its own year all the same.
#[test]
fn each_sheet_has_its_year() {
    let sheet = |name: &str, year: u32| {
        grid(&format!(
            "7×项目支出绩效自评表\n7×（{year}年度）\n2×项目名称|5×{name}\n{ROWS}\n5×总分|90|90\n7×注：2019年的办法"
        ))
    };
    let forms = read(vec![sheet("甲", 2022), sheet("乙", 2023), sheet("丙", 2021)]);
    let years: Vec<_> = forms.tables.iter().map(|table| (table.project.value.as_str(), table.year)).collect();
    assert_eq!(years, [("甲", Some(2022)), ("乙", Some(2023)), ("丙", Some(2021))]);
}

#[test]
fn a_grid_without_a_heading_is_no_table() {
    let forms = read(vec![grid("姓名|年龄\n张三|30")]);
    assert!(forms.tables.is_empty() && forms.diagnostics.is_empty());
}

/// Words of forms, and of none.
fn word() -> impl Strategy<Value = String> {
    let known = [
        "项目名称",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
        "完成值",
        "分值",
        "得分",
        "产出指标",
        "数量指标",
        "年度资金总额",
        "其中：财政拨款",
        "年初预算数",
        "全年执行数",
        "执行率",
        "预期目标",
        "实际完成情况",
        "总分",
        "注：",
        "≥90%",
        "10",
        "—",
        "",
        "",
        "项目支出绩效自评表",
        "（2024年度）",
    ];
    prop_oneof![6 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,12}"]
}

fn cell() -> impl Strategy<Value = Cell> {
    let span = prop_oneof![6 => 1_u32..3, 1 => any::<u32>()];
    let place = prop_oneof![12 => 0_u32..14, 1 => any::<u32>()];
    (place.clone(), place, span.clone(), span, word()).prop_map(|(row, column, rows, columns, text)| Cell {
        row,
        column,
        rows,
        columns,
        text,
        at: Place::Nowhere,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// Any grids at all give a result, overlapping or boundless as they may be.
    #[test]
    fn any_grids_give_a_result(grids in prop::collection::vec(prop::collection::vec(cell(), 0..120), 0..4)) {
        let forms = read(grids.into_iter().map(|cells| Grid { cells }).collect());
        for table in &forms.tables {
            prop_assert!(table.indicators.len() <= 360);
        }
    }
}

/// Spans without bound, in every row: the reach of cells is bounded, not their number times the rows.
#[test]
fn spans_cost_nobody_more_than_the_limit() {
    let wide = |row: u32| Cell {
        row,
        column: row % 7,
        rows: u32::MAX,
        columns: 1,
        text: "产出指标".to_owned(),
        ..Cell::default()
    };
    let heading = grid(ROWS);
    let mut cells = heading.cells;
    cells.extend((2..60_000).map(wide));
    let forms = read(vec![Grid { cells }]);
    assert!(forms.tables.len() <= 1);
    let many = (0..1_000_001).map(|row| Cell { row, rows: 1, columns: 1, ..Cell::default() }).collect();
    let forms = read(vec![Grid { cells: many }]);
    assert_eq!(
        forms.diagnostics.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>(),
        [Code::TooManyCells]
    );
}
