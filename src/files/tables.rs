//! Tables and policies from paths, with the files that they name in turn.

use super::{ReadOptions, read_text};
use crate::assessment::Assessment;
use crate::audit::Stated;
use crate::decode::{assessment_from, policy_with, statement_from};
use crate::diagnostic::{Code, Diagnostic, Parsed};
use crate::embedded::{POLICIES, shipped_base, vocabulary};
use crate::keys::POLICY_SIGNS;
use crate::message::Message;
use crate::policy::Policy;
use crate::say;
use crate::shipped::shipped_policy;
use crate::sources::{Document, Sources, is_yaml};
use crate::text::nearest;
use crate::yaml::tree::{self, Kind, Node};
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
}

/// What was read of a policy.
#[derive(Debug, Default)]
pub struct LoadedPolicy {
    /// The policy; with an error among the diagnostics it must not be used to score.
    pub policy: Option<Policy>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that were read.
    pub sources: Sources,
}

/// Reads the tables of files and folders.
///
/// Of a folder every `*.yaml` and `*.yml` below it is read, except policies and indicator sets, and every document.
///
/// ```
/// use jixiao::files::{ReadOptions, read_tables};
/// let loaded = read_tables(&["no/such/file.yaml".into()], ReadOptions::default());
/// assert!(loaded.tables.is_empty());
/// assert_eq!(loaded.diagnostics[0].code.as_str(), "J1001");
/// ```
pub fn read_tables(paths: &[PathBuf], options: ReadOptions) -> Loaded {
    let mut loader = Loader { options, loaded: Loaded::default(), sets_told: BTreeSet::new() };
    for path in paths {
        if path.is_dir() {
            loader.folder(path);
        } else if path.extension().is_some() && !is_yaml(path) && path.exists() {
            loader.document(path, true);
        } else {
            loader.file(path, true);
        }
    }
    loader.loaded
}

pub(super) struct Loader {
    pub options: ReadOptions,
    pub loaded: Loaded,
    /// Indicator sets whose own mistakes were told; many tables may share one.
    sets_told: BTreeSet<Arc<str>>,
}

impl Loader {
    fn folder(&mut self, folder: &Path) {
        let before = self.loaded.diagnostics.len();
        let files = super::files_of(folder, &mut self.loaded.diagnostics);
        let read = |file: &PathBuf, loader: &mut Self| {
            if is_yaml(file) { loader.file(file, false) } else { loader.document(file, false) }
        };
        let tables = files.iter().filter(|file| read(file, self)).count();
        if tables == 0 && self.loaded.diagnostics.len() == before {
            let (folder, count) = (folder.display().to_string(), files.len());
            let title = say!("{folder} 里没有自评表", "there is no table in {folder}");
            let note = if count == 0 {
                say!("没有 .yaml 文件，也没有文档", "it has no .yaml file and no document")
            } else {
                say!(
                    "其中 {count} 个文件不含自评表，或是评分办法、指标体系",
                    "its files ({count}) hold no table, or are policies or indicator sets"
                )
            };
            let file: Arc<str> = Arc::from(folder.as_str());
            self.loaded.diagnostics.push(Diagnostic::new(Code::NoTables, title).file(&file).note(note));
        }
    }

    /// Reads one file; says whether it was meant as a table. A file that was `named` must be one.
    fn file(&mut self, path: &Path, named: bool) -> bool {
        let name: Arc<str> = Arc::from(path.display().to_string());
        let text: Arc<str> = match read_text(path, self.options) {
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
            let document = beside(path, set, self.options)?;
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
        self.loaded.tables.extend(parsed.value);
    }
}

/// A file that is named in another, relative to that one.
fn beside(path: &Path, name: &str, options: ReadOptions) -> Result<Document, Message> {
    let mut file = path.parent().unwrap_or(Path::new("")).join(name);
    if !is_yaml(&file) {
        file.as_mut_os_string().push(".yaml");
    }
    let text = read_text(&file, options).map_err(|diagnostic| {
        diagnostic.notes.first().cloned().unwrap_or_else(|| diagnostic.title.clone())
    })?;
    Ok(Document { name: file.display().to_string(), text })
}

/// What a file is, by its keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FileKind {
    Table,
    Set,
    Policy,
    Statement,
}

impl FileKind {
    fn of(node: &Node) -> Self {
        let Kind::Map(entries) = &node.kind else { return Self::Table };
        let headings = &vocabulary().headings;
        let has = |wanted: &str| {
            entries.iter().filter_map(|(key, _)| key.text()).any(|key| {
                key == wanted
                    || headings.key("assessment", key) == Some(wanted)
                    || headings.key("indicator_set", key) == Some(wanted)
                    || headings.key("statement", key) == Some(wanted)
            })
        };
        if has("project") {
            Self::Table
        } else if POLICY_SIGNS.iter().any(|key| has(key)) {
            Self::Policy
        } else if has("indicator_set") {
            Self::Set
        } else if has("statement") {
            Self::Statement
        } else {
            Self::Table
        }
    }

    fn not_a_table(self, name: &Arc<str>) -> Diagnostic {
        let title = match self {
            Self::Policy => {
                say!("{name} 是评分办法，不是自评表", "{name} is a policy, not a table")
            }
            _ => {
                say!("{name} 是指标体系，不是自评表", "{name} is an indicator set, not a table")
            }
        };
        let help = match self {
            Self::Policy => say!("评分办法用 `--policy` 指定", "a policy is named with `--policy`"),
            _ => say!("在自评表里用 `indicator_set:` 引用它", "a table names it with `indicator_set:`"),
        };
        Diagnostic::new(Code::UnknownKind, title).file(name).help(help)
    }
}

/// Finds and reads a policy: the id of one that is shipped, or a file (relative to `beside`, if given).
///
/// ```
/// use jixiao::files::{ReadOptions, read_policy};
/// let found = read_policy("mof-2020-10", None, ReadOptions::default());
/// assert_eq!(found.policy.map(|policy| policy.id.value).as_deref(), Some("mof-2020-10"));
/// let missing = read_policy("mof-2020-1", None, ReadOptions::default());
/// assert_eq!(missing.diagnostics[0].code.as_str(), "J2008");
/// ```
pub fn read_policy(name: &str, beside: Option<&Path>, options: ReadOptions) -> LoadedPolicy {
    let mut loaded = LoadedPolicy::default();
    if let Some(policy) = shipped_policy(name) {
        loaded.policy = Some(policy.clone());
        for (id, text) in POLICIES {
            loaded.sources.insert(format!("{id}.yaml"), *text);
        }
        return loaded;
    }
    let path = beside.and_then(Path::parent).map_or_else(|| PathBuf::from(name), |folder| folder.join(name));
    if !is_yaml(&path) && !path.is_file() {
        loaded.diagnostics.push(unknown_policy(name));
        return loaded;
    }
    match read_text(&path, options) {
        Ok(text) => read_policy_text(&path, text, options, loaded),
        Err(diagnostic) => {
            loaded.diagnostics.push(*diagnostic);
            loaded
        }
    }
}

fn read_policy_text(
    path: &Path,
    text: String,
    options: ReadOptions,
    mut loaded: LoadedPolicy,
) -> LoadedPolicy {
    let name = path.display().to_string();
    // A base is looked for beside the file that names it.
    let current = RefCell::new(path.to_path_buf());
    let read = RefCell::new(Vec::new());
    let parsed = policy_with(&name, &text, &|base| {
        let document = match shipped_base(base) {
            Ok(document) => document,
            Err(unknown) => {
                let file = beside(&current.borrow(), base, options);
                let document = if is_yaml(Path::new(base)) { file? } else { file.map_err(|_| unknown)? };
                *current.borrow_mut() = PathBuf::from(&document.name);
                document
            }
        };
        read.borrow_mut().push(document.clone());
        Ok(document)
    });
    loaded.sources.insert(name, text);
    for document in read.into_inner() {
        loaded.sources.insert(document.name, document.text);
    }
    loaded.policy = parsed.value;
    loaded.diagnostics.extend(parsed.diagnostics);
    loaded
}

fn unknown_policy(name: &str) -> Diagnostic {
    let known: Vec<&str> = POLICIES.iter().map(|(id, _)| *id).collect();
    let all = known.join(", ");
    let diagnostic =
        Diagnostic::new(Code::UnknownPolicy, say!("没有评分办法“{name}”", "there is no policy `{name}`"))
            .note(say!("自带的有：{all}", "those that come with the program: {all}"));
    match nearest(name, known.iter().copied()) {
        Some(near) => diagnostic.help(say!("是不是 `{near}`？", "did you mean `{near}`?")),
        None => diagnostic.help(say!(
            "自己的评分办法写文件名，如 `our.yaml`",
            "for one of your own give its file, e.g. `our.yaml`"
        )),
    }
}
