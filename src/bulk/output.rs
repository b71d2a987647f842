//! Where results go: a file that replaces what was there only when it is complete, or standard output.

use super::frame::{Format, Piece};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Takes the pieces of one table of results, in their order.
pub(super) struct Output {
    to: To,
    /// Whether nothing was written yet.
    fresh: bool,
}

enum To {
    Nowhere,
    Standard(BufWriter<std::io::Stdout>),
    File(BufWriter<NamedTempFile>, PathBuf),
    #[cfg(feature = "columnar")]
    Columns(Box<super::columnar::Writer>, PathBuf),
}

impl Output {
    /// Nobody wants this table.
    pub(super) const fn nowhere() -> Self {
        Self { to: To::Nowhere, fresh: true }
    }

    /// Text on standard output.
    pub(super) fn standard() -> Self {
        Self { to: To::Standard(BufWriter::with_capacity(1 << 16, std::io::stdout())), fresh: true }
    }

    /// A file.
    pub(super) fn file(path: &Path, format: Format) -> std::io::Result<Self> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = NamedTempFile::new_in(folder)?;
        let to = if format.is_columnar() {
            #[cfg(feature = "columnar")]
            {
                To::Columns(Box::new(super::columnar::Writer::new(file, format)), path.to_owned())
            }
            #[cfg(not(feature = "columnar"))]
            return Err(std::io::Error::other("columnar"));
        } else {
            To::File(BufWriter::with_capacity(1 << 16, file), path.to_owned())
        };
        Ok(Self { to, fresh: true })
    }

    /// Whether nothing was written yet.
    pub(super) const fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// Takes the next piece.
    pub(super) fn write(&mut self, piece: Piece) -> std::io::Result<()> {
        let fresh = std::mem::replace(&mut self.fresh, false);
        match (&mut self.to, piece) {
            (To::Standard(out), Piece::Text { head, rows }) => {
                out.write_all(if fresh { &head } else { &[] })?;
                out.write_all(&rows)
            }
            (To::File(out, _), Piece::Text { head, rows }) => {
                out.write_all(if fresh { &head } else { &[] })?;
                out.write_all(&rows)
            }
            #[cfg(feature = "columnar")]
            (To::Columns(out, _), Piece::Columns(columns)) => out.write(columns),
            _ => Ok(()),
        }
    }

    /// Everything was written: it is brought to the disk, which takes a while, and does not take its place yet.
    pub(super) fn complete(self) -> std::io::Result<Complete> {
        let (file, path) = match self.to {
            To::Nowhere => return Ok(Complete(None)),
            To::Standard(mut out) => return out.flush().map(|()| Complete(None)),
            To::File(out, path) => (out.into_inner().map_err(std::io::IntoInnerError::into_error)?, path),
            #[cfg(feature = "columnar")]
            To::Columns(out, path) => (out.finish()?, path),
        };
        file.as_file().sync_all()?;
        readable(file.as_file())?;
        Ok(Complete(Some((file, path))))
    }

    /// Everything was written: the file takes its place.
    pub(super) fn finish(self) -> std::io::Result<()> {
        self.complete()?.take_place()
    }
}

/// Results that are complete; a file of them has yet to take its place.
pub(super) struct Complete(Option<(NamedTempFile, PathBuf)>);

impl Complete {
    /// The file takes its place.
    pub(super) fn take_place(self) -> std::io::Result<()> {
        let Some((file, path)) = self.0 else { return Ok(()) };
        file.persist(path).map(drop).map_err(|error| error.error)
    }
}

/// A temporary file is its owner's alone; a result is for everybody, as if it had been created plainly.
#[cfg(unix)]
pub(crate) fn readable(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
pub(crate) fn readable(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}
