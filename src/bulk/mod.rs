//! Rows by the million: from files of indicator rows to files of scores, in batches, on all cores.
//!
//! The engine and the policies are those of a single table ([`crate::scoring::Scorer`]). Rows are scored as they come
//! and written in their order. What projects add up to is kept in sorted runs, in temporary files where it grows
//! beyond [`Job::memory`], so that a project may be scattered over the whole input. Neither order nor bytes of the
//! output depend on the number of threads.
//!
//! | file | one job |
//! |---|---|
//! | `column` | the columns that are known, by the headings of the vocabulary |
//! | `source`, `lines`, `csv`, `jsonl`, `columnar` | files to chunks, chunks to batches |
//! | `pipeline` | work in parallel, results in order |
//! | `rows`, `made` | a batch, scored; what is made of each distinct text once |
//! | `results` | the columns of what came of rows |
//! | `sorted`, `totals` | projects: sums and funds brought together |
//! | `findings` | whole tables put together again and audited |
//! | `frame`, `output` | results in their format, in a file that is complete or not there |
//!
//! Start at [`score`] with a [`Job`].

mod batch;
mod column;
mod csv;
mod findings;
mod jsonl;
mod lines;
mod memoized;
mod output;
mod pipeline;
mod problems;
mod result_batch;
mod results;
mod rows;
mod run;
mod sorted;
mod source;
mod totals;
mod writer;

#[cfg(feature = "columnar")]
mod columnar;

pub use findings::check;
pub use result_batch::Format;
pub use rows::Tally;
pub use run::{Job, Observer, Progress, RunEnd, Summary, score};
pub use writer::RowWriter;
