//! The files and folders of the operating system: the only room that reads them, save for rows by the million.
//!
//! Start at [`read_tables`].

use crate::input::{self, Failure, Loaded, LoadedPolicy, Members, ReadOptions, Store, is_passed_over};
use std::fs::File;
use std::io::{Error, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Reads the tables of files and folders; see [`input::read_tables`].
///
/// ```
/// use jixiao::{files::read_tables, input::ReadOptions};
/// let loaded = read_tables(&["no/such/file.yaml".into()], ReadOptions::default());
/// assert!(loaded.tables.is_empty());
/// assert_eq!(loaded.diagnostics[0].code.as_str(), "J1001");
/// ```
pub fn read_tables(paths: &[PathBuf], options: ReadOptions) -> Loaded {
    input::read_tables(&Disk, paths, options)
}

/// Finds and reads a policy; see [`input::read_policy`].
pub fn read_policy(name: &str, beside: Option<&Path>, options: ReadOptions) -> LoadedPolicy {
    input::read_policy(&Disk, name, beside, options)
}

/// The files of the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl Store for Disk {
    fn bytes(&self, file: &Path, most: usize) -> Result<Vec<u8>, Failure> {
        let limit = u64::try_from(most).unwrap_or(u64::MAX);
        let size = std::fs::metadata(file)?.len();
        if size > limit {
            return Err(Failure::TooLarge(size));
        }
        // A device has no size beforehand: never more than the limit is read.
        let mut bytes = Vec::new();
        File::open(file)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() > most { Err(Failure::TooLarge(0)) } else { Ok(bytes) }
    }

    fn is_folder(&self, path: &Path) -> bool {
        path.is_dir()
    }

    fn is_file(&self, path: &Path) -> bool {
        path.exists() && !path.is_dir()
    }

    /// Links are followed, but never in a circle.
    fn members(&self, folder: &Path) -> Members {
        let visible = |entry: &walkdir::DirEntry| entry.depth() == 0 || !is_passed_over(entry.file_name());
        let mut members = Members::default();
        for entry in walkdir::WalkDir::new(folder).follow_links(true).into_iter().filter_entry(visible) {
            match entry {
                Ok(entry) if entry.file_type().is_file() => members.files.push(entry.into_path()),
                Ok(_) => {}
                Err(error) if error.loop_ancestor().is_some() => {}
                Err(error) => {
                    let path = error.path().unwrap_or(folder).to_path_buf();
                    let error = error.into_io_error().unwrap_or_else(|| Error::other("?"));
                    members.failures.push((path, error.into()));
                }
            }
        }
        members.files.sort();
        members
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::Missing,
            ErrorKind::PermissionDenied => Self::Denied,
            _ => Self::Other(error.to_string()),
        }
    }
}
