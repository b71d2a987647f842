//! The parts of a zip container (Office files, `OpenDocument`), unpacked within bounds.

use super::limits::MAX_UNPACKED;
use super::trouble::{Result, damaged, encrypted, missing, unpacks_past};
use crate::guard::budget;
use crate::say;
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// A zip container. What is unpacked from it counts against [`MAX_UNPACKED`], whatever its headers promise.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The index of each part by its name in small letters.
    names: HashMap<String, usize>,
    left: usize,
    /// The most bytes of one part that is held in memory.
    most: usize,
}

impl<'a> Archive<'a> {
    /// Opens a container.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            damaged(say!("无法读取压缩目录：{error}", "the zip directory cannot be read: {error}"))
        })?;
        let names = (0..zip.len())
            .filter_map(|index| Some((plain(&zip.name_for_index(index)?.ok()?), index)))
            .collect();
        // A part is there twice while text is made of it.
        Ok(Self { zip, names, left: MAX_UNPACKED, most: budget(bytes.len()) / 2 })
    }

    /// Whether a part is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&plain(name))
    }

    /// A part, unpacked.
    pub(super) fn part(&mut self, name: &str) -> Result<Vec<u8>> {
        let index = *self.names.get(&plain(name)).ok_or_else(|| missing(name))?;
        let mut bytes = Vec::new();
        self.unpack(index, &mut bytes, self.most)?;
        Ok(bytes)
    }

    /// The names of all parts, in small letters.
    pub(super) fn names(&self) -> Vec<String> {
        self.names.keys().cloned().collect()
    }

    fn unpack(&mut self, index: usize, into: &mut impl std::io::Write, most: usize) -> Result<()> {
        let broken = |error: &dyn std::fmt::Display| {
            damaged(say!("部分内容解压失败：{error}", "a part of the file cannot be unpacked: {error}"))
        };
        let part = match self.zip.by_index(index) {
            Err(zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED)) => {
                return Err(encrypted());
            }
            other => other.map_err(|error| broken(&error))?,
        };
        let most = self.left.min(most);
        let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
        let unpacked = std::io::copy(&mut part.take(limit), into).map_err(|error| broken(&error))?;
        let unpacked = usize::try_from(unpacked).unwrap_or(usize::MAX);
        if unpacked > most {
            return Err(unpacks_past(most));
        }
        self.left = self.left.saturating_sub(unpacked);
        Ok(())
    }
}

/// A name of a part as it is looked up: some programs write `\`, and case differs.
fn plain(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase()
}
