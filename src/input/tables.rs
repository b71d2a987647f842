//! Tables and policies from paths, with the files that they name in turn.

use super::encoding::decode;
use super::kind::FileKind;
use super::{MAX_BYTES, ReadOptions, Store, is_document};
use crate::assessment::Assessment;
use crate::audit::Stated;
use crate::decode::{assessment_from, statement_from};
use crate::diagnostic::{Code, Diagnostic, Parsed};
use crate::document::Account;
use crate::message::Message;
use crate::say;
use crate::sources::{Document, Sources, is_yaml};
use crate::yaml::tree;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What was read from some paths.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The tables, in the order of the paths; within a folder in the order of the names.
    pub tables: Vec<Assessment>,
    /// What is stated of them as a whole.
    pub stated: Vec<Stated>,
    /// What is wrong with the files.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that were read.
    pub sources: Sources,
    /// Where it was asked for: of each document, what became of its cells.
    pub accounts: Vec<(Arc<str>, Account)>,
}

/// Reads the tables of files and folders.
///
/// Of a folder every `*.yaml` and `*.yml` below it is read, except policies and indicator sets, and every document.
///
/// ```
/// use jixiao::input::{Memory, ReadOptions, read_tables};
/// let store = Memory::default();
/// let loaded = read_tables(&store, &["no/such/file.yaml".into()], ReadOptions::default());
/// assert!(loaded.tables.is_empty());
/// assert_eq!(loaded.diagnostics[0].code.as_str(), "J1001");
/// ```
pub fn read_tables(store: &dyn Store, paths: &[PathBuf], options: ReadOptions) -> Loaded {
    let mut loader = Loader { store, options, loaded: Loaded::default(), sets_told: BTreeSet::new() };
    for path in paths {
        if store.is_folder(path) {
            loader.folder(path);
        } else if path.extension().is_some() && !is_yaml(path) && store.is_file(path) {
            loader.document(path, true);
        } else {
            loader.file(path, true);
        }
    }
    loader.loaded
}

pub(super) struct Loader<'s> {
    pub store: &'s dyn Store,
    pub options: ReadOptions,
    pub loaded: Loaded,
    /// Indicator sets whose own mistakes were told; many tables may share one.
    sets_told: BTreeSet<Arc<str>>,
}

impl Loader<'_> {
    fn folder(&mut self, folder: &Path) {
        let before = self.loaded.diagnostics.len();
        let members = self.store.members(folder);
        let failed = members.failures.iter().map(|(path, failure)| failure.diagnostic(path));
        self.loaded.diagnostics.extend(failed);
        let files: Vec<PathBuf> =
            members.files.into_iter().filter(|file| is_yaml(file) || is_document(file)).collect();
        let read = |file: &PathBuf, loader: &mut Self| {
            if is_yaml(file) { loader.file(file, false) } else { loader.document(file, false) }
        };
        let tables = files.iter().filter(|file| read(file, self)).count();
        if tables == 0 && self.loaded.diagnostics.len() == before {
            let (folder, count) = (folder.display().to_string(), files.len());
            let title = say!("{folder} 中没有自评表", "no self-evaluation table in {folder}");
            let note = if count == 0 {
                say!("没有 .yaml 文件，也没有可读取的文档", "the folder has no .yaml files and no documents")
            } else {
                say!(
                    "其中 {count} 个文件不含自评表，或为评分办法、指标体系",
                    "its files ({count}) hold no self-evaluation table, or are policies or indicator sets"
                )
            };
            let file: Arc<str> = Arc::from(folder.as_str());
            self.loaded.diagnostics.push(Diagnostic::new(Code::NoTables, title).file(&file).note(note));
        }
    }

    /// Reads one file; says whether it was meant as a table. A file that was `named` must be one.
    fn file(&mut self, path: &Path, named: bool) -> bool {
        let name: Arc<str> = Arc::from(path.display().to_string());
        let text: Arc<str> = match text_of(self.store, path, self.options) {
            Ok(text) => Arc::from(text),
            Err(diagnostic) => {
                self.loaded.diagnostics.push(*diagnostic);
                return true;
            }
        };
        self.loaded.sources.insert(Arc::clone(&name), Arc::clone(&text));
        let tree = tree::read(&name, &text);
        let Some(node) = tree.value else {
            self.loaded.diagnostics.extend(tree.diagnostics);
            return true;
        };
        let kind = FileKind::of(&node);
        if kind == FileKind::Statement {
            let parsed = statement_from(&name, &node);
            self.loaded.diagnostics.extend(tree.diagnostics.into_iter().chain(parsed.diagnostics));
            self.loaded.stated.extend(parsed.value);
            return named;
        }
        if kind != FileKind::Table {
            if named {
                self.loaded.diagnostics.push(kind.not_a_table(&name));
            }
            return named;
        }
        self.loaded.diagnostics.extend(tree.diagnostics);
        let read = RefCell::new(Vec::new());
        let parsed = assessment_from(&name, &node, &|set| {
            let document = beside(self.store, path, set, self.options)?;
            read.borrow_mut().push(document.clone());
            Ok(document)
        });
        self.take(&name, parsed, read.into_inner());
        true
    }

    fn take(&mut self, name: &Arc<str>, parsed: Parsed<Assessment>, sets: Vec<Document>) {
        let told = |file: &Option<Arc<str>>| file.as_ref().is_some_and(|file| self.sets_told.contains(file));
        let news = parsed.diagnostics.into_iter().filter(|diagnostic| !told(&diagnostic.file));
        self.loaded.diagnostics.extend(news);
        for set in sets {
            let file: Arc<str> = Arc::from(set.name);
            if file != *name {
                self.sets_told.insert(Arc::clone(&file));
            }
            self.loaded.sources.insert(file, set.text);
        }
        self.keep(parsed.value);
    }

    /// Keeps tables; one that names no year has the one that was given.
    pub(super) fn keep(&mut self, tables: impl IntoIterator<Item = Assessment>) {
        let year = self.options.year;
        let dated = |table: Assessment| Assessment { year: table.year.or(year), ..table };
        self.loaded.tables.extend(tables.into_iter().map(dated));
    }
}

/// A file that is named in another, relative to that one.
pub(super) fn beside(
    store: &dyn Store,
    path: &Path,
    name: &str,
    options: ReadOptions,
) -> Result<Document, Message> {
    let mut file = path.parent().unwrap_or(Path::new("")).join(name);
    if !is_yaml(&file) {
        file.as_mut_os_string().push(".yaml");
    }
    let text = text_of(store, &file, options).map_err(|diagnostic| {
        diagnostic.notes.first().cloned().unwrap_or_else(|| diagnostic.title.clone())
    })?;
    Ok(Document { name: file.display().to_string(), text })
}

/// The text of a file.
pub(super) fn text_of(
    store: &dyn Store,
    path: &Path,
    options: ReadOptions,
) -> Result<String, Box<Diagnostic>> {
    let bytes = store.bytes(path, MAX_BYTES).map_err(|failure| Box::new(failure.diagnostic(path)))?;
    decode(&Arc::from(path.display().to_string()), bytes, options.encoding)
}
