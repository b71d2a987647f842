//! The list of policies for a terminal.

use super::explain::trust_words;
use super::table::LINES;
use crate::message::Lang;
use crate::policy::Policy;
use crate::say;
use comfy_table::{Cell, ContentArrangement, Table};

/// A line a policy: its id, title, document, validity and trust, in so many columns.
pub fn policy_list<'p>(policies: impl Iterator<Item = &'p Policy>, lang: Lang, width: u16) -> String {
    let headings = [
        say!("名称", "id"),
        say!("标题", "title"),
        say!("文件", "document"),
        say!("有效期", "valid"),
        say!("可信程度", "trust"),
    ];
    let mut table = Table::new();
    table.load_style(LINES).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table.set_header(headings.iter().map(|heading| Cell::new(heading.in_lang(lang))));
    for policy in policies {
        let (from, to) = policy.valid;
        let day = |day: Option<time::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let valid = if from.is_none() && to.is_none() {
            "—".to_owned()
        } else {
            format!("{} – {}", day(from), day(to)).trim_end().to_owned()
        };
        table.add_row([
            policy.id.value.clone(),
            policy.title.in_lang(lang).to_owned(),
            policy.document.clone().unwrap_or_else(|| "—".to_owned()),
            valid,
            trust_words(policy.trust).in_lang(lang).to_owned(),
        ]);
    }
    format!("{table}\n")
}
