//! The published layouts that once were read wrong, each with what a careful reader reads in it, where they are at hand;
//! and the same kinds rebuilt here.

use crate::common::program;
use jixiao::assessment::Assessment;
use jixiao::document::{self, Document, Kind, assessments, text};
use jixiao::shipped::vocabulary;
use jixiao::text::normalise;
use serde_json::Value;
use std::path::Path;

fn read(name: &str, bytes: &[u8]) -> (Document, Vec<Assessment>) {
    let document = if Kind::of(name, bytes) == Kind::Text {
        text::read(&name.into(), std::str::from_utf8(bytes).expect("UTF-8"), vocabulary())
    } else {
        document::read(&name.into(), bytes)
    };
    let tables = assessments(&document, vocabulary()).tables;
    (document, tables)
}

/// A text without what printing changes.
fn folded(text: &str) -> String {
    normalise(text).text.chars().filter(|c| !c.is_whitespace()).collect::<String>().replace(',', "")
}

#[test]
fn the_flattened_cases_read_as_a_careful_reader_reads_them() {
    let folder = program::root().join("../shared/cases/text");
    let Ok(files) = std::fs::read_dir(folder) else {
        eprintln!("SKIPPED: the cases are not at hand");
        return;
    };
    let mut checked = 0;
    for wanted in files.flatten().map(|file| file.path()) {
        let Some(stem) = wanted.to_string_lossy().strip_suffix(".expected.json").map(str::to_owned) else {
            continue;
        };
        let page = ["txt", "html"]
            .map(|ending| format!("{stem}.{ending}"))
            .into_iter()
            .find(|path| Path::new(path).exists());
        let page = page.expect("a page beside what is expected of it");
        let (_, tables) = read(&page, &std::fs::read(&page).expect("a file"));
        let expected: Value = serde_json::from_slice(&std::fs::read(&wanted).expect("a file")).expect("JSON");
        let expected = match expected {
            Value::Array(tables) => tables,
            one => vec![one],
        };
        for (table, expected) in tables.iter().zip(&expected) {
            let text = |value: &Value| folded(value.as_str().unwrap_or_default());
            assert_eq!(folded(&table.project.value), text(&expected["project"]), "{page}");
            for row in expected["indicators"].as_array().expect("rows") {
                let found = table.indicators.iter().any(|found| {
                    let figure = |figure: &Option<jixiao::place::Located<rust_decimal::Decimal>>,
                                  key: &str| {
                        figure.as_ref().map(|figure| figure.value)
                            == row[key].as_str().and_then(|text| text.parse().ok())
                    };
                    let cell = |cell: &Option<jixiao::place::Located<String>>| {
                        cell.as_ref().map(|cell| folded(&cell.value)).unwrap_or_default()
                    };
                    folded(&found.name.value) == text(&row["name"])
                        && cell(&found.target) == text(&row["target"])
                        && cell(&found.actual) == text(&row["actual"])
                        && figure(&found.weight, "weight")
                        && figure(&found.claimed, "claimed")
                });
                assert!(found, "{page}: {row}");
                checked += 1;
            }
        }
        assert_eq!(tables.len(), expected.len(), "{page}");
    }
    assert!(checked >= 40, "{checked}");
}

const HEADING: &str = "<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>年度指标值</td><td>实际完成值</td><td>分值</td><td>得分</td></tr>";
const ROW: &str = "<tr><td>产出指标</td><td>数量指标</td><td>里程</td><td>≥5公里</td><td>6公里</td><td>90</td><td>90</td></tr>";

fn page(above: &str, rows: &str) -> Assessment {
    let html = format!("<html><body>{above}<table>{rows}</table></body></html>");
    let (document, mut tables) = read("a.html", html.as_bytes());
    assert_eq!(tables.len(), 1, "{rows} {:?}", document.diagnostics);
    tables.remove(0)
}

#[test]
fn headings_of_two_rows_merged_across_and_down() {
    let table = page("", &format!(
        "<tr><td>项目名称</td><td colspan=10>某项目</td></tr>
        <tr><td colspan=3>绩效指标</td><td colspan=4>年度指标值</td><td rowspan=2>实际完成值</td><td rowspan=2>分值</td><td rowspan=2>得分</td><td rowspan=2>偏差原因</td></tr>
        <tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标性质</td><td>指标方向</td><td>指标值</td><td>度量单位</td></tr>
        <tr><td>产出指标</td><td>质量指标</td><td>合格率</td><td>定量</td><td>正向</td><td>95</td><td>%</td><td>96</td><td>20</td><td>20</td><td></td></tr>{}", ""));
    let row = &table.indicators[0];
    let shown = |text: &Option<jixiao::place::Located<String>>| {
        text.as_ref().map(|text| text.value.clone()).unwrap_or_default()
    };
    assert_eq!(
        [&row.target, &row.actual, &row.operator, &row.unit].map(shown),
        ["95", "96", "正向", "%"].map(str::to_owned)
    );
}

#[test]
fn the_line_above_a_form_gives_each_label_its_own_value() {
    for line in [
        "填报单位（盖章）：某局 填报日期：2024年3月1日 金额单位：万元",
        "填报单位：某局　　　填报日期：2024年3月1日　　　单位：万</p><p>元",
    ] {
        let table = page(
            &format!("<h1>项目支出绩效自评表</h1><p>{line}</p>"),
            &format!("<tr><td>项目名称</td><td colspan=6>某项目</td></tr>{HEADING}{ROW}"),
        );
        assert_eq!(table.unit.as_deref(), Some("某局"), "{line}");
        assert_eq!(table.funds.unit.as_deref(), Some("万元"), "{line}");
    }
    // The form's own cell comes first.
    let table = page(
        "<h1>项目支出绩效自评表</h1><p>填报单位：某局</p>",
        &format!(
            "<tr><td>项目名称</td><td colspan=2>某项目</td><td>实施单位</td><td colspan=3>某中心</td></tr>{HEADING}{ROW}"
        ),
    );
    assert_eq!(table.unit.as_deref(), Some("某中心"));
}

#[test]
fn a_list_with_the_project_in_a_column_is_as_many_tables() {
    let row = |project: &str| ROW.replacen("<tr>", &format!("<tr>{project}"), 1);
    let heading = HEADING.replacen("<tr>", "<tr><td>序号</td><td>项目名称</td>", 1);
    let rows = [
        row("<td rowspan=2>1</td><td rowspan=2>甲项目</td>"),
        row(""),
        row("<td>2</td><td>乙项目</td>"),
        row("<td>3</td><td>不适用项目</td>").replace("里程", "不适用").replace(">90<", "><"),
    ];
    let html = format!("<html><body><table>{heading}{}</table></body></html>", rows.concat());
    let (_, tables) = read("a.html", html.as_bytes());
    let counted: Vec<(&str, usize)> =
        tables.iter().map(|table| (table.project.value.as_str(), table.indicators.len())).collect();
    assert_eq!(counted[..2], [("甲项目", 2), ("乙项目", 1)]);
    assert!(counted.iter().all(|(name, rows)| *name != "不适用项目" || *rows == 0), "{counted:?}");
}

#[test]
fn a_table_of_something_else_is_no_form() {
    for rows in [
        "<tr><td>项目</td><td>预算数</td><td>项目</td><td>预算数</td></tr><tr><td>一、财政拨款收入</td><td>156</td><td>一、支出</td><td>156</td></tr>",
        "<tr><td colspan=4>项目</td><td colspan=2>收入预算</td></tr><tr><td>类</td><td>款</td><td>项</td><td>科目名称</td><td>合计</td><td>财政拨款</td></tr><tr><td>201</td><td></td><td></td><td>服务</td><td>29</td><td>29</td></tr>",
    ] {
        let (_, tables) = read(
            "a.html",
            format!("<html><body><h1>部门预算</h1><table>{rows}</table></body></html>").as_bytes(),
        );
        assert_eq!(tables.len(), 0, "{rows}");
    }
}

#[test]
fn word_2003_and_excel_2003_xml_are_read() {
    let word = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let line =
        |cells: &[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(|cell| word(cell)).collect::<String>());
    let rows = [
        line(&["一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]),
        line(&["产出指标", "里程", "≥5公里", "6公里", "90", "90"]),
    ];
    let document = format!(
        "<?xml version=\"1.0\"?><w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\"><w:body><w:tbl>{}</w:tbl></w:body></w:wordDocument>",
        rows.concat()
    );
    let (_, tables) = read("a.doc", document.as_bytes());
    assert_eq!(tables[0].indicators[0].name.value, "里程");
    let cell = |text: &str| format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>");
    let heading: String =
        ["一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"].map(cell).concat();
    let book = format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Styles><Style ss:ID=\"p\"><NumberFormat ss:Format=\"0%\"/></Style></Styles><Worksheet ss:Name=\"Sheet1\"><Table><Row>{heading}</Row><Row ss:Index=\"3\">{}<Cell ss:Index=\"4\" ss:StyleID=\"p\"><Data ss:Type=\"Number\">0.96</Data></Cell><Cell><Data ss:Type=\"Number\">90</Data></Cell><Cell><Data ss:Type=\"Number\">90</Data></Cell></Row></Table></Worksheet></Workbook>",
        ["产出指标", "合格率", "≥95%"].map(cell).concat()
    );
    let (_, tables) = read("a.xls", book.as_bytes());
    let row = &tables[0].indicators[0];
    assert_eq!(
        (row.name.value.as_str(), row.actual.as_ref().map(|text| text.value.as_str())),
        ("合格率", Some("96%"))
    );
}
