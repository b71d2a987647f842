//! The columns of the form and of the overview: their names, and how a phone says them.

use super::markup::both;
use crate::message::Message;
use crate::say;
use std::fmt::Write;

/// A column: the class of its cells, and its heading.
pub(super) type Column = (&'static str, Message);

/// The columns of indicators; some stand only where a table has them.
pub(super) fn form() -> [Column; 12] {
    [
        ("goal", say!("所属目标", "goal")),
        ("class", say!("一级指标", "class")),
        ("group", say!("二级指标", "group")),
        ("name", say!("三级指标", "indicator")),
        ("op", say!("指标性质", "operator")),
        ("target", say!("年度指标值", "target")),
        ("unit", say!("度量单位", "unit")),
        ("actual", say!("实际完成值", "actual")),
        ("weight", say!("分值", "weight")),
        ("printed", say!("自评得分", "self-assessed score")),
        ("score", say!("重算得分", "recomputed score")),
        ("reason", say!("偏差原因分析及改进措施", "reason for the deviation")),
    ]
}

/// The columns of funds.
pub(super) fn funds() -> [Column; 7] {
    [
        ("initial", say!("年初预算数", "initial budget")),
        ("budget", say!("全年预算数", "budget")),
        ("executed", say!("全年执行数", "executed")),
        ("weight", say!("分值", "weight")),
        ("printed", say!("自评得分", "self-assessed score")),
        ("score", say!("重算得分", "recomputed score")),
        ("rate", say!("执行率", "rate")),
    ]
}

/// 年度总体目标
pub(super) fn goals() -> [Column; 2] {
    [("expected", say!("预期目标", "expected")), ("achieved", say!("实际完成情况", "achieved"))]
}

/// The columns of the overview.
pub(super) fn overview() -> [Column; 10] {
    [
        ("named", say!("项目", "project")),
        ("budget", say!("预算", "budget")),
        ("executed", say!("执行", "executed")),
        ("rate", say!("执行率", "rate")),
        ("points", say!("执行得分", "execution score")),
        ("score", say!("重算总分", "recomputed total")),
        ("printed", say!("自评总分", "reported total")),
        ("diff", say!("差额", "difference")),
        ("grade", say!("等级", "grade")),
        ("found", say!("问题", "findings")),
    ]
}

/// A phone shows a row as a card, each figure behind the name of its column.
pub(super) fn style() -> String {
    let mut out = String::from("@media screen and (max-width: 46rem) {\n");
    let tables = [
        (".rows", form().to_vec()),
        (".funds", funds().to_vec()),
        (".goals", goals().to_vec()),
        (".overview tbody", overview().to_vec()),
    ];
    for (table, columns) in tables {
        for (class, name) in columns {
            // Headings are ours and hold no quotes.
            let _ = writeln!(out, "{table} td.{class}::before {{ content: \"{}\"; }}", name.zh);
            let _ = writeln!(
                out,
                "[data-lang=\"en\"] {table} td.{class}::before {{ content: \"{}\"; }}",
                name.en
            );
        }
    }
    out.push_str("}\n");
    out
}

/// A cell that heads a column, or several.
pub(super) fn head((class, name): &Column, span: usize) -> String {
    // The one column that no form has.
    let hidden = if *class == "score" { " hidden=\"\"" } else { "" };
    let span = if span > 1 { format!(" colspan=\"{span}\"") } else { String::new() };
    format!("<th scope=\"col\" class=\"{class}\"{span}{hidden}>{}</th>", both(name))
}
