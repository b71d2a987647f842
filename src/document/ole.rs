//! The container of Office before 2007, in which protected files of today come too.

use super::limits::MAX_UNPACKED;
use super::trouble::{Result, damaged, encrypted, old_format, unpacks};
use crate::diagnostic::Diagnostic;
use crate::say;
use cfb::CompoundFile;
use std::io::{Cursor, Read};

/// How such a file begins.
pub(super) const SIGNATURE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// An opened container.
pub(super) struct Container<'a>(CompoundFile<Cursor<&'a [u8]>>);

impl<'a> Container<'a> {
    /// Opens a container.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self> {
        CompoundFile::open(Cursor::new(bytes)).map(Self).map_err(|error| {
            damaged(say!("无法读取 OLE 结构：{error}", "the OLE structure cannot be read: {error}"))
        })
    }

    /// Whether a stream or a storage is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.exists(name)
    }

    /// A stream.
    pub(super) fn stream(&mut self, name: &str) -> Result<Vec<u8>> {
        let broken = |error: std::io::Error| {
            damaged(say!("无法读取 {name}：{error}", "{name} cannot be read: {error}"))
        };
        let stream = self.0.open_stream(name).map_err(broken)?;
        let limit = u64::try_from(MAX_UNPACKED).unwrap_or(u64::MAX);
        if stream.len() > limit {
            return Err(unpacks());
        }
        let mut bytes = Vec::new();
        stream.take(limit).read_to_end(&mut bytes).map_err(broken)?;
        Ok(bytes)
    }

    /// Why a container that holds no workbook cannot be read.
    pub(super) fn refusal(&self) -> Box<Diagnostic> {
        if self.has("EncryptedPackage") || self.has("EncryptionInfo") {
            encrypted()
        } else if self.has("WordDocument") {
            old_format(".doc", "docx")
        } else if self.has("Workbook") || self.has("Book") {
            old_format(".xls", "xlsx")
        } else if self.has("PowerPoint Document") {
            old_format(".ppt", "pdf")
        } else {
            old_format(".wps", "docx")
        }
    }
}

/// Why a file that should be a Word document is none, where its first bytes tell.
pub(super) fn refusal(bytes: &[u8]) -> Option<Box<Diagnostic>> {
    if bytes.starts_with(&SIGNATURE) {
        return Some(match Container::open(bytes) {
            Ok(container) => container.refusal(),
            Err(problem) => problem,
        });
    }
    bytes.starts_with(b"{\\rtf").then(|| old_format(".rtf", "docx"))
}
