//! Where files come from: the operating system, or a list in memory.

use super::MAX_BYTES;
use crate::diagnostic::{Code, Diagnostic};
use crate::say;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is asked of a place that holds files.
///
/// A file is known by its path; one that another names lies beside that one, as [`Path`] has it.
pub trait Store {
    /// The bytes of a file, if there are at most so many.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn bytes(&self, file: &Path, most: usize) -> Result<Vec<u8>, Failure>;

    /// Whether a path is that of a folder.
    fn is_folder(&self, path: &Path) -> bool;

    /// Whether there is a file of that path.
    fn is_file(&self, path: &Path) -> bool;

    /// The files of a folder and of those below it, sorted. What begins with a point is passed over, and so is `~$…`,
    /// which an office program leaves while a document is open.
    fn members(&self, folder: &Path) -> Members;
}

/// The files of a folder.
#[derive(Debug, Default)]
pub struct Members {
    /// In the order of their paths.
    pub files: Vec<PathBuf>,
    /// What could not be entered, and why.
    pub failures: Vec<(PathBuf, Failure)>,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// There is no such file or folder.
    Missing,
    /// Permission is denied.
    Denied,
    /// It has more bytes than were allowed: so many, or 0 where that is not known.
    TooLarge(u64),
    /// Something else, in the words of the system.
    Other(String),
}

impl Failure {
    /// What is said of it.
    pub fn diagnostic(&self, path: &Path) -> Diagnostic {
        let name: Arc<str> = Arc::from(path.display().to_string());
        let reason = match self {
            Self::TooLarge(size) => {
                let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
                return crate::yaml::tree::too_large(&name, (*size).max(limit.saturating_add(1)));
            }
            Self::Missing => say!("没有该文件或文件夹", "file or folder not found"),
            Self::Denied => say!("没有读取权限", "no permission to read it"),
            Self::Other(error) => say!("系统信息：{error}", "message of the system: {error}"),
        };
        let title = say!("无法读取 {name}", "cannot read {name}");
        Diagnostic::new(Code::Unreadable, title).file(&name).note(reason)
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing => f.write_str("file or folder not found"),
            Self::Denied => f.write_str("no permission to read it"),
            Self::TooLarge(_) => f.write_str("it is too large"),
            Self::Other(error) => f.write_str(error),
        }
    }
}

impl std::error::Error for Failure {}

/// Files in memory.
///
/// ```
/// use jixiao::input::{Memory, ReadOptions, read_tables};
/// let table = "project: 甲\nindicators: [{name: a, target: '≥5份', actual: 6份, weight: 90}]";
/// let store = Memory::from_iter([("upload/2024.yaml", table.as_bytes().to_vec())]);
/// let loaded = read_tables(&store, &["upload".into()], ReadOptions::default());
/// assert_eq!(loaded.tables[0].project.value, "甲");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Memory {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl<P: Into<PathBuf>> FromIterator<(P, Vec<u8>)> for Memory {
    fn from_iter<I: IntoIterator<Item = (P, Vec<u8>)>>(files: I) -> Self {
        Self { files: files.into_iter().map(|(path, bytes)| (path.into(), bytes)).collect() }
    }
}

impl Store for Memory {
    fn bytes(&self, file: &Path, most: usize) -> Result<Vec<u8>, Failure> {
        match self.files.get(file) {
            None => Err(Failure::Missing),
            Some(bytes) if bytes.len() > most => Err(Failure::TooLarge(bytes.len() as u64)),
            Some(bytes) => Ok(bytes.clone()),
        }
    }

    fn is_folder(&self, path: &Path) -> bool {
        !self.is_file(path) && self.files.keys().any(|file| file.starts_with(path))
    }

    fn is_file(&self, path: &Path) -> bool {
        self.files.contains_key(path)
    }

    fn members(&self, folder: &Path) -> Members {
        let visible = |file: &&PathBuf| {
            file.strip_prefix(folder).is_ok_and(|within| within.iter().all(|part| !is_passed_over(part)))
        };
        Members { files: self.files.keys().filter(visible).cloned().collect(), failures: Vec::new() }
    }
}

/// Whether a file or folder of that name is passed over in a folder: it is hidden, or lies beside an open document.
///
/// ```
/// use jixiao::input::is_passed_over;
/// assert!(is_passed_over("~$2024.docx".as_ref()) && !is_passed_over("2024.docx".as_ref()));
/// ```
pub fn is_passed_over(name: &std::ffi::OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with(['.', '~']))
}
