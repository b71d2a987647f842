//! The reference of keys, in Markdown.

use super::holds::{Way, ways};
use super::{Key, MAPPINGS, Mapping};
use crate::message::{Lang, Message};
use crate::say;

/// Every mapping with its keys: what must be there, what each holds, what it means, what else it may be called.
///
/// ```
/// use jixiao::{keys::reference, message::Lang};
/// let page = reference(Lang::En);
/// assert!(page.contains("| `budget` |"));
/// ```
pub fn reference(lang: Lang) -> String {
    let head = match lang {
        Lang::Zh => "# 键一览\n\n加粗的键必填。",
        Lang::En => "# Reference of keys\n\nKeys in bold are required.",
    };
    let sections: Vec<String> = MAPPINGS.iter().map(|mapping| section(mapping, lang)).collect();
    format!("{head}\n\n{}", sections.join("\n"))
}

fn section(mapping: &Mapping, lang: Lang) -> String {
    let Mapping { name, zh, en, example, keys } = mapping;
    let (title, columns) = match lang {
        Lang::Zh => (zh, "| 键 | 值 | 含义 | 也可写作 |"),
        Lang::En => (en, "| key | holds | meaning | also |"),
    };
    let rows: Vec<String> = keys.iter().map(|key| row(key, lang)).collect();
    let rows = rows.join("\n");
    format!("## {name}\n\n{title}\n\n```yaml\n{example}\n```\n\n{columns}\n|---|---|---|---|\n{rows}\n")
}

fn row(key: &Key, lang: Lang) -> String {
    let Key { name, required, holds, zh, en, headings } = key;
    let name = if *required { format!("**`{name}`**") } else { format!("`{name}`") };
    let meaning = match lang {
        Lang::Zh => zh,
        Lang::En => en,
    };
    format!("| {name} | {} | {meaning} | {} |", held(&ways(holds), lang), headings.join("、"))
}

/// What a key holds, in words; a mapping leads to its section.
fn held(ways: &[Way<'_>], lang: Lang) -> String {
    let one = |way: &Way<'_>| match way {
        Way::Word(word) => format!("`{word}`"),
        Way::Scalar(scalar) => scalar_words(scalar).in_lang(lang).to_owned(),
        Way::Mapping { name, .. } => format!("[{name}](#{name})"),
        Way::List(items) => around(&say!("列表：", "a list: "), items, lang),
        Way::OneOrMore(items) => around(&say!("一个或列表：", "one or a list: "), items, lang),
        Way::Names(values) => around(&say!("名称: ", "names with: "), values, lang),
    };
    ways.iter().map(one).collect::<Vec<_>>().join(match lang {
        Lang::Zh => "、",
        Lang::En => ", ",
    })
}

fn around(before: &Message, inside: &[Way<'_>], lang: Lang) -> String {
    format!("{}{}", before.in_lang(lang), held(inside, lang))
}

fn scalar_words(scalar: &str) -> Message {
    match scalar {
        "text" => say!("文字", "text"),
        "message" => say!("文字，或 `{{zh, en}}`", "text, or `{{zh, en}}`"),
        "figure" => say!("数，可带“分”", "a figure, with or without 分"),
        "money" => say!("金额，可带单位", "an amount, with or without its unit"),
        "whole" => say!("整数", "a whole number"),
        "date" => say!("日期，如 `2024-01-31`", "a date: `2024-01-31`"),
        "share" => say!("份额：`80%`、`0.8`、`8/15`", "a share: `80%`, `0.8`, `8/15`"),
        "cap" => say!("份额，可高于 100%：`120%`", "a share, which may be above 100%: `120%`"),
        "worth" => say!("份额、分数（`2分`）或 `measure`", "a share, points (`2分`), or `measure`"),
        "edge" => say!("数或百分数", "a number or a percentage"),
        "truth" => say!("`true`、`false`", "`true`, `false`"),
        other => Message::same(other),
    }
}
