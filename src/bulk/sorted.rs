//! Sorting more than memory holds: sorted runs in temporary files, merged at the end.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};

/// What is sorted.
pub(super) trait Record: Sized {
    /// The order; records of equal keys are equal in it.
    fn order(&self, other: &Self) -> Ordering;

    /// Takes in another of the same key; gives it back where both are to stay.
    fn absorb(&mut self, other: Self) -> Option<Self>;

    /// The bytes by which it is kept in a file.
    fn write(&self, out: &mut Vec<u8>);

    /// The record that was written so.
    fn read(bytes: &[u8]) -> Option<Self>;

    /// About how much memory it takes.
    fn size(&self) -> usize;
}

/// Takes records in any order.
pub(super) struct Sorter<R> {
    held: Vec<R>,
    bytes: usize,
    most: usize,
    runs: Vec<File>,
}

impl<R: Record> Sorter<R> {
    /// A sorter that holds about so many bytes in memory.
    pub(super) fn new(most: usize) -> Self {
        Self { held: Vec::new(), bytes: 0, most, runs: Vec::new() }
    }

    pub(super) fn push(&mut self, record: R) -> std::io::Result<()> {
        self.bytes = self.bytes.saturating_add(record.size());
        self.held.push(record);
        if self.bytes < self.most {
            return Ok(());
        }
        self.settle();
        // Where many became one, there is room again.
        if self.bytes < self.most / 2 { Ok(()) } else { self.spill() }
    }

    /// Sorts what is held.
    fn settle(&mut self) {
        self.held = settled(std::mem::take(&mut self.held));
        self.bytes = self.held.iter().map(R::size).fold(0, usize::saturating_add);
    }

    fn spill(&mut self) -> std::io::Result<()> {
        let mut out = BufWriter::with_capacity(1 << 16, tempfile::tempfile()?);
        let mut bytes = Vec::new();
        for record in self.held.drain(..) {
            bytes.clear();
            record.write(&mut bytes);
            let length = u32::try_from(bytes.len()).map_err(std::io::Error::other)?;
            out.write_all(&length.to_le_bytes())?;
            out.write_all(&bytes)?;
        }
        let mut file = out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        self.runs.push(file);
        self.bytes = 0;
        Ok(())
    }

    /// All records in order. What is in memory is sorted on several threads, a part on each.
    pub(super) fn sorted(mut self, threads: usize) -> std::io::Result<Sorted<R>>
    where
        R: Send,
    {
        let length = self.held.len().div_ceil(threads.max(1)).max(FEWEST);
        let mut parts = Vec::new();
        while self.held.len() > length {
            parts.push(self.held.split_off(self.held.len().saturating_sub(length)));
        }
        parts.push(self.held);
        let mut runs: Vec<Run<R>> = self.runs.into_iter().map(Run::file).collect();
        std::thread::scope(|scope| {
            // The first part is the last that was split off.
            let sorting: Vec<_> = parts.into_iter().rev().map(|part| scope.spawn(|| settled(part))).collect();
            for part in sorting {
                let part = part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                runs.push(Run { file: None, held: part.into_iter() });
            }
        });
        let mut sorted = Sorted { runs, heads: BinaryHeap::new() };
        for run in 0..sorted.runs.len() {
            sorted.advance(run)?;
        }
        Ok(sorted)
    }
}

/// A thread is not worth it for fewer records.
const FEWEST: usize = 1 << 12;

/// Sorted; neighbours of one key become one where they can. What comes in sorted parts is soon sorted.
fn settled<R: Record>(mut records: Vec<R>) -> Vec<R> {
    records.sort_by(R::order);
    let mut settled: Vec<R> = Vec::with_capacity(records.len());
    for record in records {
        let apart = match settled.last_mut() {
            Some(last) if last.order(&record).is_eq() => last.absorb(record),
            _ => Some(record),
        };
        settled.extend(apart);
    }
    settled
}

struct Run<R> {
    file: Option<BufReader<File>>,
    held: std::vec::IntoIter<R>,
}

impl<R: Record> Run<R> {
    fn file(file: File) -> Self {
        Self { file: Some(BufReader::with_capacity(1 << 16, file)), held: Vec::new().into_iter() }
    }

    fn next(&mut self) -> std::io::Result<Option<R>> {
        let Some(file) = &mut self.file else { return Ok(self.held.next()) };
        let mut length = [0; 4];
        match file.read_exact(&mut length) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(None),
            Err(error) => return Err(error),
        }
        let mut bytes = vec![0; u32::from_le_bytes(length) as usize];
        file.read_exact(&mut bytes)?;
        R::read(&bytes).map(Some).ok_or_else(|| std::io::Error::other("a temporary file has changed"))
    }
}

/// Records in order.
pub(super) struct Sorted<R: Record> {
    runs: Vec<Run<R>>,
    /// The next record of each run.
    heads: BinaryHeap<Head<R>>,
}

/// The next record of a run; the greatest head is the one that comes first.
struct Head<R> {
    record: R,
    run: usize,
}

impl<R: Record> Ord for Head<R> {
    fn cmp(&self, other: &Self) -> Ordering {
        other.record.order(&self.record).then(other.run.cmp(&self.run))
    }
}

impl<R: Record> PartialOrd for Head<R> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<R: Record> PartialEq for Head<R> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<R: Record> Eq for Head<R> {}

impl<R: Record> Sorted<R> {
    fn advance(&mut self, run: usize) -> std::io::Result<()> {
        if let Some(record) = self.runs.get_mut(run).map_or(Ok(None), Run::next)? {
            self.heads.push(Head { record, run });
        }
        Ok(())
    }

    fn pop(&mut self) -> std::io::Result<Option<R>> {
        let Some(Head { record, run }) = self.heads.pop() else { return Ok(None) };
        self.advance(run)?;
        Ok(Some(record))
    }

    /// The record that comes next.
    pub(super) fn peek(&self) -> Option<&R> {
        self.heads.peek().map(|head| &head.record)
    }

    /// The next record, with everything of its key that it takes in.
    pub(super) fn next(&mut self) -> std::io::Result<Option<R>> {
        let Some(mut record) = self.pop()? else { return Ok(None) };
        while self.peek().is_some_and(|next| next.order(&record).is_eq()) {
            let Some(other) = self.pop()? else { break };
            if record.absorb(other).is_some() {
                // Records that stay apart have keys of their own.
                return Err(std::io::Error::other("two records of one key"));
            }
        }
        Ok(Some(record))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Count(u64, u64);

    impl Record for Count {
        fn order(&self, other: &Self) -> Ordering {
            self.0.cmp(&other.0)
        }
        fn absorb(&mut self, other: Self) -> Option<Self> {
            self.1 = self.1.saturating_add(other.1);
            None
        }
        fn write(&self, out: &mut Vec<u8>) {
            out.extend(self.0.to_le_bytes());
            out.extend(self.1.to_le_bytes());
        }
        fn read(bytes: &[u8]) -> Option<Self> {
            let (key, count) = bytes.split_first_chunk()?;
            Some(Self(u64::from_le_bytes(*key), u64::from_le_bytes(*count.first_chunk()?)))
        }
        fn size(&self) -> usize {
            16
        }
    }

    #[test]
    fn what_does_not_fit_is_spilled_and_comes_back_in_order() {
        for most in [64, 1 << 10, 1 << 20] {
            let mut sorter = Sorter::new(most);
            for number in 0..5_000_u64 {
                sorter.push(Count(number * 7_919 % 613, 1)).expect("a temporary file");
            }
            let mut records = sorter.sorted(3).expect("a temporary file");
            let mut all = Vec::new();
            while let Some(count) = records.next().expect("readable") {
                all.push(count);
            }
            let keys: Vec<u64> = all.iter().map(|count| count.0).collect();
            assert_eq!(keys, (0..613).collect::<Vec<_>>(), "{most} bytes");
            assert_eq!(all.iter().map(|count| count.1).sum::<u64>(), 5_000);
        }
    }
}
