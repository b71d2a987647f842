//! Word documents: the official form filled in, one project a page, and the review sheet.
//!
//! The markup is written by hand: it is a title, a table and a handful of styles, which stand as files under
//! `parts/`. The same projects always give the same bytes.

mod columns;
mod form;
mod markup;
mod package;
mod review;

use crate::diagnostic::{Catalogue, Diagnostic};
use crate::evaluation::Evaluation;
use crate::message::Lang;
use package::{Paper, document};

/// The official form of every project, one a page, with the recomputed scores.
///
/// # Errors
/// When the document cannot be packed, which in memory it can.
pub fn docx(projects: &[Evaluation<'_>], lang: Lang) -> std::io::Result<Vec<u8>> {
    let body: String = projects.iter().map(|project| form::form(project, lang)).collect();
    document(&body, Paper::Upright).map_err(std::io::Error::other)
}

/// The findings of every project, as a document to be signed; `others` are those that concern no single one.
///
/// # Errors
/// When the document cannot be packed, which in memory it can.
pub fn review_docx(
    projects: &[Evaluation<'_>],
    others: &[Diagnostic],
    catalogue: &Catalogue,
    lang: Lang,
) -> std::io::Result<Vec<u8>> {
    document(&review::review(projects, others, catalogue, lang), Paper::Lying).map_err(std::io::Error::other)
}
