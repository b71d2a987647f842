//! What each reader makes of the oddities of its format.

use crate::common::office::{docx, ods, p, tc, xlsx};
use jixiao::diagnostic::Code;
use jixiao::document::{self, Block, Document};
use std::sync::Arc;

fn read(name: &str, bytes: &[u8]) -> Document {
    document::read(&Arc::from(name), bytes)
}

/// A document as a few lines: a text as it is; a cell as its place, its span where it has one, and its text.
fn shown(document: &Document) -> String {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Text(text) => lines.push(text.value.clone()),
            Block::Grid(grid) => lines.extend(grid.cells.iter().map(|cell| {
                let span = if (cell.rows, cell.columns) == (1, 1) {
                    String::new()
                } else {
                    format!(" {}x{}", cell.rows, cell.columns)
                };
                format!("{}{span} {}", cell.at, cell.text.replace('\n', "⏎").replace('\t', "⇥"))
            })),
        }
    }
    lines.join("\n")
}

fn word(body: &str) -> String {
    let document = read("a.docx", &docx(body));
    assert_eq!(document.diagnostics, []);
    shown(&document)
}

fn row(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

#[test]
fn word_spans_and_merges() {
    let table = format!(
        "<w:tbl>{}{}{}{}</w:tbl>",
        row(&[tc("<w:gridSpan w:val=\"3\"/>", "标题")]),
        row(&[tc("<w:vMerge w:val=\"restart\"/>", "产出"), tc("", "数量"), tc("", "10")]),
        row(&[tc("<w:vMerge/>", "看不见"), tc("<w:gridSpan w:val=\"2\"/>", "质量")]),
        format!("<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}</w:tr>", tc("", "后移")),
    );
    let shown = word(&format!("{}{table}{}", p("上"), p("下")));
    assert_eq!(
        shown,
        "上\nt1:R1C1 1x3 标题\nt1:R2C1 2x1 产出\nt1:R2C2 数量\nt1:R2C3 10\nt1:R3C2 1x2 质量\nt1:R4C2 后移\n下"
    );
}

#[test]
fn word_shows_what_is_printed() {
    let cell = "<w:p><w:r><w:t xml:space=\"preserve\">甲 </w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>\
        <w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText><w:t>删</w:t></w:r></w:del>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>显</w:t></w:r>\
        <w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink>\
        <w:r><w:sym w:font=\"Wingdings 2\" w:char=\"F052\"/><w:t>&gt;=90%</w:t></w:r></w:p><w:p><w:r><w:t>丁</w:t></w:r></w:p>";
    assert_eq!(word(cell), "甲 \t乙\n丙增显链☑>=90%\n丁");
    let shown = word(&format!("<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>"));
    assert_eq!(shown, "t1:R1C1 甲 ⇥乙⏎丙增显链☑>=90%⏎丁");
}

#[test]
fn word_changes_are_read_as_accepted() {
    let deleted =
        "<w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr><w:tc><w:p><w:r><w:t>删行</w:t></w:r></w:p></w:tc></w:tr>";
    let joined = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前</w:t></w:r></w:p><w:p><w:r><w:t>后</w:t></w:r></w:p>";
    let before =
        "<w:gridSpan w:val=\"2\"/><w:tcPrChange><w:tcPr><w:gridSpan w:val=\"5\"/></w:tcPr></w:tcPrChange>";
    let table = format!(
        "<w:tbl>{}{deleted}{}<w:tr><w:tc>{joined}</w:tc></w:tr></w:tbl>",
        row(&[tc(before, "宽")]),
        row(&[tc("", "留")])
    );
    assert_eq!(word(&table), "t1:R1C1 1x2 宽\nt1:R2C1 留\nt1:R3C1 前后");
}

#[test]
fn word_text_boxes_stand_once() {
    let boxed = "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Choice>\
        <mc:Fallback><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent><w:t>段</w:t></w:r></w:p>";
    assert_eq!(word(boxed), "框\n段");
}

#[test]
fn tables_in_tables() {
    let form = |inner: &str| {
        format!(
            "<table><tr><td>项目<td>档案</tr><tr><td>单位<td>中心</tr><tr><td>资金<td>{inner}</tr></table>"
        )
    };
    let inner = "<table><tr><td>预算<td>15.58</table>";
    let page = |body: &str| shown(&read("a.html", body.as_bytes()));
    assert_eq!(
        page(&form(inner)),
        "t1:R1C1 项目\nt1:R1C2 档案\nt1:R2C1 单位\nt1:R2C2 中心\nt1:R3C1 资金\nt1:R3C2 \nt2:R1C1 预算\nt2:R1C2 15.58"
    );
    let arranged = format!("<table><tr><td>导航<td>上{inner}下</td></tr></table>");
    assert_eq!(page(&arranged), "导航\n上\nt2:R1C1 预算\nt2:R1C2 15.58\n下");
    let nested = format!(
        "<w:tbl>{}</w:tbl>",
        row(&[format!("<w:tc>{}<w:tbl>{}</w:tbl>{}</w:tc>", p("上"), row(&[tc("", "内")]), p("下"))])
    );
    assert_eq!(word(&nested), "上\nt2:R1C1 内\n下");
}

#[test]
fn pages_are_laid_out_as_browsers_do() {
    let page = |body: &str| {
        let document = read("a.html", body.as_bytes());
        assert_eq!(document.diagnostics, []);
        shown(&document)
    };
    // No end tags, spans over the end, a caption, text where none may be.
    let soup = "<body><h1>自评表</h1><table><caption>题</caption>杂<tr><td rowspan=9>产出<td colspan=2>数&nbsp;量<tr><td>a<br>b<td>&ge;90&#37;</table>";
    assert_eq!(
        page(soup),
        "自评表\n题\n杂\nt1:R1C1 2x1 产出\nt1:R1C2 1x2 数\u{a0}量\nt1:R2C2 a⏎b\nt1:R2C3 ≥90%"
    );
    let hidden = "<script>document.write('<table>')</script><style>td{}</style><div style='display: none'>隐<div>隐</div>隐</div>\
        <p>显 \n 示</p><!-- 注 --><input type=checkbox checked>是<input type=checkbox>否";
    assert_eq!(page(hidden), "显 示\n☑是□否");
    // Spans that would cover one another are cut.
    let crossing = "<table><tr><td>1<td rowspan=2>2<tr><td colspan=3>3<td>4</table>";
    assert_eq!(page(crossing), "t1:R1C1 1\nt1:R1C2 2x1 2\nt1:R2C1 3\nt1:R2C3 4");
}

#[test]
fn workbooks_show_figures_as_their_format_has_them() {
    let cells = "<sheetData><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>执行率</t></is></c><c r=\"B2\" s=\"1\"><v>0.9596</v></c>\
        <c r=\"C2\" s=\"2\"><v>45657</v></c><c r=\"D2\"><v>0.95959999999999995</v></c><c r=\"E2\" s=\"3\"><v>5</v></c>\
        <c r=\"F2\" t=\"b\"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref=\"A2:A9\"/><mergeCell ref=\"B2:B2\"/></mergeCells>";
    let formats = ["0.00%", "yyyy\"年\"m\"月\"", "0\"个\""];
    let document = read("a.xlsx", &xlsx(&[("档案", "", cells)], &formats));
    assert_eq!(document.diagnostics, []);
    assert_eq!(
        shown(&document),
        "档案\n档案!A2 执行率\n档案!B2 95.96%\n档案!C2 2024年12月\n档案!D2 0.9596\n档案!E2 5个\n档案!F2 TRUE"
    );
}

#[test]
fn workbooks_tell_what_they_leave_out() {
    let data = "<sheetData><row><c r=\"A1\"><f>B1*2</f></c><c r=\"B1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c><c r=\"C1\"><v>1</v></c></row></sheetData>";
    let document = read("a.xlsx", &xlsx(&[("Sheet1", "", data), ("字典", "state=\"hidden\"", data)], &[]));
    assert_eq!(shown(&document), "Sheet1!B1 #DIV/0!\nSheet1!C1 1");
    let said: Vec<(Code, String)> = document.diagnostics.iter().map(|d| (d.code, d.at.to_string())).collect();
    assert_eq!(said, [(Code::NoValue, "Sheet1!B1".to_owned()), (Code::LeftOut, String::new())]);
    assert!(document.diagnostics[0].notes[0].en.contains("Sheet1!A1"), "{:?}", document.diagnostics);
}

#[test]
fn open_document_cells_are_as_shown() {
    let rows = "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"9\"/></table:table-row>\
        <table:table-row><table:table-cell table:number-columns-spanned=\"2\" table:number-rows-spanned=\"2\"><text:p>产<text:s text:c=\"2\"/>出</text:p><text:p>二</text:p></table:table-cell>\
        <table:covered-table-cell/><table:table-cell office:value-type=\"percentage\" office:value=\"0.9596\"><text:p>95.96%</text:p><office:annotation><text:p>批注</text:p></office:annotation></table:table-cell>\
        <table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"5\"/></table:table-row>\
        <table:table-row><table:covered-table-cell table:number-columns-repeated=\"2\"/><table:table-cell><text:p>后</text:p></table:table-cell></table:table-row>";
    let document = read("a.ods", &ods(rows));
    assert_eq!(document.diagnostics, []);
    assert_eq!(
        shown(&document),
        "自评表\n自评表!A4 2x2 产  出⏎二\n自评表!C4 95.96%\n自评表!D4 5\n自评表!E4 5\n自评表!C5 后"
    );
}

/// Some programs show the table as lines: between strokes, or one cell below the other.
#[test]
fn a_table_shown_as_lines_is_read() {
    let stroked = [
        "项目支出绩效自评表",
        "（2024年度）",
        "项目名称：某项目",
        "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |",
        "|---|---|---|---|---|---|---|",
        "| 产出指标 | 数量指标 | 里程 | ≥5公里 | 6公里 | 10 | 10 |",
    ];
    let flattened = [
        "项目支出绩效自评表",
        "（2024年度）",
        "项目名称 某项目",
        "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分",
        "产出指标",
        "数量指标",
        "里程",
        "≥5公里 6公里 10 10",
    ];
    let vocabulary = jixiao::shipped::vocabulary();
    for lines in [stroked.as_slice(), flattened.as_slice()] {
        let files = [
            ("a.docx", docx(&lines.iter().map(|line| p(line)).collect::<String>())),
            ("a.html", format!("<html><body><p>{}</p></body></html>", lines.join("</p><p>")).into_bytes()),
            ("a.html", format!("<html><body><pre>{}</pre></body></html>", lines.join("\n")).into_bytes()),
        ];
        for (name, bytes) in files {
            let forms = document::assessments(&read(name, &bytes), vocabulary);
            assert_eq!(forms.diagnostics, [], "{name} {}", lines[3]);
            let [table] = forms.tables.as_slice() else { panic!("{name}: {} tables", forms.tables.len()) };
            let row = &table.indicators[0];
            assert_eq!((table.project.value.as_str(), table.year), ("某项目", Some(2024)));
            assert_eq!(row.name.value, "里程");
            assert_eq!(row.target.as_ref().map(|target| target.value.as_str()), Some("≥5公里"));
            assert_eq!(row.claimed.as_ref().map(|score| score.value.to_string()).as_deref(), Some("10"));
        }
    }
}
