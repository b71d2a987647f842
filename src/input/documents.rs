//! Tables from documents: the file, its reader, what its grids mean.

use super::Failure;
use super::encoding::decode;
use super::tables::Loader;
use crate::diagnostic::{Code, Diagnostic, Problems, Severity};
use crate::document::{self, Document, Kind, limits};
use crate::embedded::vocabulary;
use crate::say;
use std::path::Path;
use std::sync::Arc;

impl Loader<'_> {
    /// Reads a document; whether it holds a table, or cannot be read. One that was `named` must hold one.
    pub(super) fn document(&mut self, path: &Path, named: bool) -> bool {
        let name: Arc<str> = Arc::from(path.display().to_string());
        let read = match self.read_document(path, &name, named) {
            Ok(Some(document)) => document,
            Ok(None) => return true,
            Err(diagnostic) => {
                self.loaded.diagnostics.push(*diagnostic);
                return true;
            }
        };
        let forms = document::assessments(&read, vocabulary());
        if self.options.account {
            let account = document::Account::of(&read, &forms, vocabulary());
            self.loaded.accounts.push((Arc::clone(&name), account));
        }
        let found = !forms.tables.is_empty();
        let broken = Problems::has_errors(&forms.diagnostics);
        self.loaded.diagnostics.extend(forms.diagnostics);
        if !found && !broken {
            self.no_form(&name, named);
        }
        self.keep(forms.tables);
        found || broken
    }

    /// Reads a file; nothing where it is a report that lies among the forms.
    fn read_document(
        &mut self,
        path: &Path,
        name: &Arc<str>,
        named: bool,
    ) -> Result<Option<Document>, Box<Diagnostic>> {
        let bytes = self.store.bytes(path, limits::MAX_BYTES).map_err(|failure| {
            Box::new(match failure {
                Failure::TooLarge(_) => document::too_large(name),
                other => other.diagnostic(path),
            })
        })?;
        if !named && document::is_report(name, &bytes) {
            let title =
                say!("该文件是本程序的报告，未读取", "this is a report of this program and is not read");
            let help = say!("如需读取，写明该文件名", "to read it, give its file name");
            let note = Diagnostic { severity: Severity::Note, ..Diagnostic::new(Code::LeftOut, title) };
            self.loaded.diagnostics.push(note.file(name).help(help));
            return Ok(None);
        }
        if Kind::of(name, &bytes) != Kind::Text {
            return Ok(Some(document::read(name, &bytes)));
        }
        let text: Arc<str> = Arc::from(decode(name, bytes, self.options.encoding)?);
        self.loaded.sources.insert(Arc::clone(name), Arc::clone(&text));
        Ok(Some(document::text::read(name, &text, vocabulary())))
    }

    fn no_form(&mut self, name: &Arc<str>, named: bool) {
        let title = say!("未找到绩效自评表", "no self-evaluation table found");
        let note = say!(
            "自评表须有一行表头，至少写明指标名称，以及指标值、完成值、分值、得分中的一项",
            "a self-evaluation table has a row of headings that names at least the indicator and one of \
             target, actual, weight, score"
        );
        let mut diagnostic = Diagnostic::new(Code::NoForm, title).file(name).note(note);
        if !named {
            diagnostic.severity = Severity::Note;
        }
        self.loaded.diagnostics.push(diagnostic);
    }
}
