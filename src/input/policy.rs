//! A policy by its id or from a file, with those that it extends.

use super::tables::{beside as file_beside, text_of};
use super::{ReadOptions, Store};
use crate::decode::policy_with;
use crate::diagnostic::{Code, Diagnostic, Parsed, Problems};
use crate::embedded::{POLICIES, shipped_base};
use crate::policy::Policy;
use crate::say;
use crate::shipped::shipped_policy;
use crate::sources::{Sources, is_yaml};
use crate::text::nearest;
use std::cell::RefCell;
use std::path::{Path, PathBuf};

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

impl LoadedPolicy {
    /// The policy where no error was found.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn into_result(self) -> Result<Policy, Problems> {
        Parsed { value: self.policy, diagnostics: self.diagnostics }.into_result()
    }
}

/// Finds and reads a policy: the id of one that is shipped, or a file (relative to `beside`, if given).
///
/// ```
/// use jixiao::input::{Memory, ReadOptions, read_policy};
/// let none = Memory::default();
/// let found = read_policy(&none, "mof-2020-10", None, ReadOptions::default());
/// assert_eq!(found.policy.map(|policy| policy.id.value).as_deref(), Some("mof-2020-10"));
/// let missing = read_policy(&none, "mof-2020-1", None, ReadOptions::default());
/// assert_eq!(missing.diagnostics[0].code.as_str(), "J2008");
/// ```
pub fn read_policy(
    store: &dyn Store,
    name: &str,
    beside: Option<&Path>,
    options: ReadOptions,
) -> LoadedPolicy {
    let mut loaded = LoadedPolicy::default();
    if let Some(policy) = shipped_policy(name) {
        loaded.policy = Some(policy.clone());
        for (id, text) in POLICIES {
            loaded.sources.insert(format!("{id}.yaml"), *text);
        }
        return loaded;
    }
    let path = beside.and_then(Path::parent).map_or_else(|| PathBuf::from(name), |folder| folder.join(name));
    if !is_yaml(&path) && !store.is_file(&path) {
        loaded.diagnostics.push(unknown_policy(name));
        return loaded;
    }
    match text_of(store, &path, options) {
        Ok(text) => read_policy_text(store, &path, text, options, loaded),
        Err(diagnostic) => {
            loaded.diagnostics.push(*diagnostic);
            loaded
        }
    }
}

fn read_policy_text(
    store: &dyn Store,
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
                let file = file_beside(store, &current.borrow(), base, options);
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
        Diagnostic::new(Code::UnknownPolicy, say!("没有评分办法“{name}”", "unknown policy `{name}`"))
            .note(say!("自带的有：{all}", "those that come with the program: {all}"));
    match nearest(name, known.iter().copied()) {
        Some(near) => diagnostic.help(say!("是不是 `{near}`？", "did you mean `{near}`?")),
        None => diagnostic.help(say!(
            "自己的评分办法写文件名，如 `our.yaml`",
            "for a policy of your own write its file name, such as `our.yaml`"
        )),
    }
}
