//! Where results go: a file that replaces what was there only when it is complete, or standard output.

use super::result_batch::{Format, Piece};
use crate::outfile::{Complete, Draft};
use crate::terminal::Standard;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Takes the pieces of one table of results, in their order.
pub(super) struct Output {
    to: To,
    /// Whether nothing was written yet.
    fresh: bool,
}

enum To {
    Nowhere,
    Standard(Standard),
    File(BufWriter<Draft>),
    #[cfg(feature = "columnar")]
    Columns(Box<super::columnar::Writer>),
}

impl Output {
    /// Nobody wants this table.
    pub(super) const fn nowhere() -> Self {
        Self { to: To::Nowhere, fresh: true }
    }

    /// Text on standard output.
    pub(super) fn standard() -> Self {
        Self { to: To::Standard(Standard::new()), fresh: true }
    }

    /// A file.
    pub(super) fn file(path: &Path, format: Format) -> std::io::Result<Self> {
        let file = Draft::create(path)?;
        let to = if format.is_columnar() {
            #[cfg(feature = "columnar")]
            {
                To::Columns(Box::new(super::columnar::Writer::new(file, format)))
            }
            #[cfg(not(feature = "columnar"))]
            return Err(std::io::Error::other("columnar"));
        } else {
            To::File(BufWriter::with_capacity(1 << 16, file))
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
                out.write(if fresh { &head } else { &[] })?;
                out.write(&rows)
            }
            (To::File(out), Piece::Text { head, rows }) => {
                out.write_all(if fresh { &head } else { &[] })?;
                out.write_all(&rows)
            }
            #[cfg(feature = "columnar")]
            (To::Columns(out), Piece::Columns(columns)) => out.write(columns),
            _ => Ok(()),
        }
    }

    /// Everything was written: it is brought to the disk, which takes a while, and does not take its place yet.
    pub(super) fn complete(self) -> std::io::Result<Complete> {
        match self.to {
            To::Nowhere => Ok(Complete::NOTHING),
            To::Standard(mut out) => out.flush().map(|()| Complete::NOTHING),
            To::File(out) => out.into_inner().map_err(std::io::IntoInnerError::into_error)?.complete(),
            #[cfg(feature = "columnar")]
            To::Columns(out) => out.finish()?.complete(),
        }
    }

    /// Everything was written: the file takes its place.
    pub(super) fn finish(self) -> std::io::Result<()> {
        self.complete()?.take_place()
    }
}
