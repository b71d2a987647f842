//! How a score came about, folded away.

use super::markup::{both, text};
use crate::message::Message;
use crate::policy::Policy;
use crate::report::wording::{Words, sentence};
use crate::say;
use crate::scoring::{Status, Step};
use std::fmt::Write;

/// The steps of a score; folded, only the last of them is seen.
pub(super) fn details(trace: &[Step], policy: &Policy, status: Option<Status>) -> String {
    let words = Words { policy };
    let mut told: Vec<Message> = trace.iter().map(|step| sentence(step, words)).collect();
    told.retain(|sentence| !sentence.zh.is_empty());
    let Some(last) = told.last() else { return String::new() };
    let mut out = String::from("<details><summary>");
    if let Some(status) = status {
        let _ = write!(
            out,
            "<span class=\"status {}\">{}</span> ",
            text(status.as_str()),
            both(&status_name(status))
        );
    }
    let _ = write!(out, "{}</summary><ol>", both(last));
    for sentence in &told {
        let _ = write!(out, "<li>{}</li>", both(sentence));
    }
    out.push_str("</ol></details>");
    out
}

fn status_name(status: Status) -> Message {
    match status {
        Status::Met => say!("达成", "met"),
        Status::Partial => say!("部分达成", "partly met"),
        Status::Unmet => say!("未达成", "not met"),
        Status::Judged => say!("定性评判", "judged"),
        Status::NotApplicable => say!("不适用", "does not apply"),
        Status::CannotScore => say!("无法计分", "cannot be scored"),
    }
}
