//! A file of results: it takes the place of what was there only when it is complete.
//!
//! What is no regular file (a device, a named pipe) is written through: nothing can take its place. A link is followed,
//! so that what it leads to is what changes. The file keeps the permissions of the one that was there; a new one has
//! those that the system gives to new files.

use std::fs::{File, OpenOptions};
use std::io::{Result, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file that is being written.
#[derive(Debug)]
pub(crate) enum Draft {
    /// Beside the file that it will be.
    Beside(NamedTempFile, PathBuf),
    /// What is written is there at once.
    Through(File),
}

impl Draft {
    /// Begins a file.
    ///
    /// # Errors
    /// When it cannot be created.
    pub(crate) fn create(path: &Path) -> Result<Self> {
        if is_no_regular_file(path) {
            // Appending: standard output may be a file that has something in it already.
            return OpenOptions::new().append(true).open(path).map(Self::Through);
        }
        let path = followed(path);
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut new = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As for any new file; the system takes from it what the user does not want to give.
            new.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let file = new.tempfile_in(folder)?;
        if let Ok(before) = std::fs::metadata(&path) {
            file.as_file().set_permissions(before.permissions())?;
        }
        Ok(Self::Beside(file, path))
    }

    /// Everything was written: it is brought to the disk, which takes a while, and does not take its place yet.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub(crate) fn complete(self) -> Result<Complete> {
        match self {
            Self::Beside(file, path) => {
                file.as_file().sync_all()?;
                Ok(Complete(Some((file, path))))
            }
            Self::Through(mut file) => file.flush().map(|()| Complete(None)),
        }
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        match self {
            Self::Beside(file, _) => file.write(bytes),
            Self::Through(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> Result<()> {
        match self {
            Self::Beside(file, _) => file.flush(),
            Self::Through(file) => file.flush(),
        }
    }
}

/// A file that is complete and has yet to take its place, where it has one to take.
#[derive(Debug)]
pub(crate) struct Complete(Option<(NamedTempFile, PathBuf)>);

impl Complete {
    /// There is no file.
    pub(crate) const NOTHING: Self = Self(None);

    /// The file takes its place.
    ///
    /// # Errors
    /// When it cannot.
    pub(crate) fn take_place(self) -> Result<()> {
        let Some((file, path)) = self.0 else { return Ok(()) };
        file.persist(path).map(drop).map_err(|error| error.error)
    }
}

/// Writes a whole file.
///
/// ```
/// let folder = tempfile::tempdir()?;
/// jixiao::outfile::write(&folder.path().join("a.txt"), b"1")?;
/// assert_eq!(std::fs::read(folder.path().join("a.txt"))?, b"1");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// When it cannot be written; what was there is there still.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut draft = Draft::create(path)?;
    draft.write_all(bytes)?;
    draft.complete()?.take_place()
}

/// Whether something is there that is no regular file, or is one only for now (`/dev/stdout` as the shell set it up).
pub fn is_no_regular_file(path: &Path) -> bool {
    let there = std::fs::metadata(path);
    let of_system = || {
        let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
        folder.is_some_and(|folder| folder == Path::new("/dev") || folder.starts_with("/proc"))
    };
    there.is_ok_and(|there| !there.is_file() || of_system())
}

/// Where links lead, be it to a file that is not there yet.
fn followed(path: &Path) -> PathBuf {
    // As many as systems follow.
    const MOST_LINKS: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(target) = std::fs::read_link(&path) else { break };
        path = path.parent().map_or_else(|| target.clone(), |folder| folder.join(&target));
    }
    path
}

/// Whether two paths name one file, there or not yet.
pub fn same(one: &Path, other: &Path) -> bool {
    let whole = |path: &Path| {
        let path = followed(path);
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(folder.canonicalize().ok()?.join(path.file_name()?))
    };
    one == other || whole(one).is_some_and(|one| whole(other) == Some(one))
}
