//! What people and programs read: a file a format. A report computes nothing but sums of what it shows.
//!
//! Start at [`score_json`] for programs and [`table()`] for people.

mod around;
mod catalogue;
mod comparison;
mod csv;
mod docx;
mod explain;
mod figure;
mod formula;
mod json;
mod level;
mod markdown;
mod page;
mod parsed;
mod policies;
mod reading_wording;
mod review;
mod rollup;
mod row;
mod rule_wording;
mod sarif;
mod table;
mod trial;
mod wording;
mod xlsx;
mod yaml;

pub use catalogue::{code_page, code_pages};
pub use comparison::{Compared, comparison_json, comparison_markdown, comparison_text};
pub use csv::csv;
pub use docx::{docx, review_docx};
pub use explain::explain;
pub use json::{FileOutcome, check_json, file_outcomes, score_json};
pub use markdown::markdown;
pub use page::html;
pub use parsed::ParsedCell;
pub use policies::policy_list;
pub use review::review;
pub use rollup::{RolledProject, rollup_json, rollup_text};
pub use row::EvaluatedRow;
pub use sarif::sarif;
pub use table::table;
pub use trial::trial_report;
pub use xlsx::xlsx;
pub use yaml::yaml;

use crate::assessment::Grade;
use crate::diagnostic::Severity;
use crate::message::Message;
use crate::say;

/// The grade as people call it.
fn grade_name(grade: Grade) -> Message {
    match grade {
        Grade::Excellent => say!("优", "excellent"),
        Grade::Good => say!("良", "good"),
        Grade::Fair => say!("中", "fair"),
        Grade::Poor => say!("差", "poor"),
    }
}

/// How grave, in a word.
fn severity_name(severity: Severity) -> Message {
    match severity {
        Severity::Error => say!("错误", "error"),
        Severity::Warning => say!("警告", "warning"),
        Severity::Note => say!("提示", "note"),
    }
}
