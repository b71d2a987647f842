//! Parquet and Arrow as other programs write them: figures as numbers, texts numbered, columns carried over, files
//! that are broken.

use crate::common::program::run_in;
use crate::common::snapshot::snapshot;
use arrow_array::types::Int8Type;
use arrow_array::{
    Array, ArrayRef, Decimal128Array, DictionaryArray, Float64Array, Int32Array, LargeStringArray,
    RecordBatch, StringArray,
};
use jixiao::bulk::{Format, Job, RunEnd, Summary, score};
use jixiao::input::Encoding;
use jixiao::message::Lang;
use jixiao::shipped::shipped_policy;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Rows of two kinds, so many of them.
fn batch(rows: usize) -> RecordBatch {
    let target = |row: usize| {
        if row.is_multiple_of(2) { ">=90%".to_owned() } else { format!("≤{}万元", row % 900 + 1) }
    };
    let actual = |row: usize| {
        if row.is_multiple_of(2) { format!("{}.5%", row % 100) } else { format!("{}万元", row % 800 + 1) }
    };
    let classes: DictionaryArray<Int8Type> =
        (0..rows).map(|row| [Some("产出指标"), Some("效益指标"), None][row % 3]).collect();
    let weights = (0..rows).map(|row| [Some(10.0), Some(7.5), None][row % 3]);
    let claimed = (0..rows).map(|row| Some(i128::try_from(row % 1_000).expect("small") * 10_000_001));
    let claimed: Decimal128Array = claimed.collect();
    let columns: [(&str, ArrayRef); 8] = [
        (
            "项目名称",
            Arc::new((0..rows).map(|row| Some(format!("项目{}", row / 10))).collect::<LargeStringArray>()),
        ),
        (
            "年度",
            Arc::new(
                (0..rows)
                    .map(|row| Some(2020 + i32::try_from(row % 5).expect("small")))
                    .collect::<Int32Array>(),
            ),
        ),
        ("一级指标", Arc::new(classes)),
        ("指标值", Arc::new((0..rows).map(|row| Some(target(row))).collect::<StringArray>())),
        (
            "完成值",
            Arc::new(
                (0..rows).map(|row| Some(actual(row)).filter(|_| row % 7 != 6)).collect::<StringArray>(),
            ),
        ),
        ("分值", Arc::new(weights.collect::<Float64Array>())),
        ("得分", Arc::new(claimed.with_precision_and_scale(20, 9).expect("a decimal"))),
        ("联系电话", Arc::new((0..rows).map(|row| Some(format!("{row}"))).collect::<StringArray>())),
    ];
    RecordBatch::try_from_iter_with_nullable(columns.map(|(name, array)| (name, array, true)))
        .expect("a batch")
}

fn parquet(path: &Path, batch: &RecordBatch, group: usize) {
    let properties = WriterProperties::builder()
        .set_max_row_group_row_count(Some(group))
        .set_compression(Compression::ZSTD(parquet::basic::ZstdLevel::default()))
        .build();
    let mut writer =
        ArrowWriter::try_new(File::create(path).expect("a file"), batch.schema(), Some(properties))
            .expect("a writer");
    writer.write(batch).expect("written");
    writer.close().expect("written");
}

fn arrow(path: &Path, batch: &RecordBatch) {
    let mut writer =
        arrow_ipc::writer::FileWriter::try_new(File::create(path).expect("a file"), &batch.schema())
            .expect("a writer");
    writer.write(batch).expect("written");
    writer.finish().expect("written");
}

fn job(folder: &Path, rows: &[&str], out: &str) -> Job<'static> {
    let format = Format::of(out.as_ref()).expect("a format");
    Job {
        rows: rows.iter().map(|name| folder.join(name)).collect(),
        projects: Vec::new(),
        policy: shipped_policy("mof-2020-10").expect("shipped"),
        encoding: Encoding::Utf8,
        year: None,
        lang: Lang::En,
        threads: 2,
        memory: 96 << 20,
        max_errors: None,
        output: Some(folder.join(out)),
        format,
        totals: Some((folder.join(format!("totals-{out}")), format)),
    }
}

fn run(folder: &Path, rows: &[&str], out: &str) -> Summary {
    let summary = score(&job(folder, rows, out), &mut ()).expect("files can be written");
    assert_eq!(summary.ended, RunEnd::Complete);
    summary
}

fn text(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).expect("a file of text")
}

fn open(path: &PathBuf) -> ParquetRecordBatchReaderBuilder<File> {
    ParquetRecordBatchReaderBuilder::try_new(File::open(path).expect("a file")).expect("Parquet")
}

fn all(path: &PathBuf) -> RecordBatch {
    let reader: ParquetRecordBatchReader = open(path).with_batch_size(1 << 20).build().expect("a reader");
    let batches: Vec<RecordBatch> = reader.map(|batch| batch.expect("a batch")).collect();
    arrow_select::concat::concat_batches(&batches[0].schema(), &batches).expect("one batch")
}

/// By whatever way rows come and go, they say the same.
#[test]
fn what_others_write_is_scored_as_text_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let batch = batch(5_000);
    parquet(&at.join("small.parquet"), &batch, 1_000);
    parquet(&at.join("whole.parquet"), &batch, 1 << 20);
    arrow(&at.join("rows.arrow"), &batch);
    run(at, &["rows.arrow"], "first.csv");
    let expected = text(at, "first.csv");
    assert_eq!(expected.lines().count(), 5_001);
    assert!(
        expected.contains("项目0,2020,产出指标,,,>=90%,0.5%,,,10.0,0.000000000,,0.06,partial,,"),
        "{}",
        &expected[..400]
    );
    for (number, input) in ["small.parquet", "whole.parquet", "rows.arrow"].into_iter().enumerate() {
        for (out, format) in
            [("parquet", ".parquet"), ("arrow", ".arrow"), ("jsonl", ".jsonl"), ("csv", ".csv")]
        {
            let name = format!("{number}-{out}{format}");
            let summary = run(at, &[input], &name);
            assert_eq!((summary.tally.rows, summary.projects), (5_000, 5_000 / 10 * 5), "{name}");
            // Scored once more, from the results.
            run(at, &[&name], "again.csv");
            assert_eq!(text(at, "again.csv"), expected, "{input} by way of {out}");
        }
    }
}

/// From Parquet to Parquet, columns keep their types and their bytes.
#[test]
fn columns_are_carried_over_as_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let batch = batch(3_000);
    parquet(&at.join("a.parquet"), &batch, 700);
    parquet(&at.join("b.parquet"), &batch.slice(100, 900), 1 << 20);
    run(at, &["a.parquet", "b.parquet"], "out.parquet");
    let (from, to) = (open(&at.join("a.parquet")), open(&at.join("out.parquet")));
    assert_eq!(to.metadata().num_row_groups(), from.metadata().num_row_groups() + 1);
    let fields = to.schema().fields();
    let names: Vec<&str> = fields.iter().map(|field| field.name().as_str()).collect();
    assert_eq!(
        names.join(" "),
        "project year class group name target actual operator unit weight claimed reason score status reason_code rule difference"
    );
    for (input, output) in [("分值", "weight"), ("得分", "claimed"), ("年度", "year")] {
        let input = from.schema().field_with_name(input).expect("a column");
        assert_eq!(
            to.schema().field_with_name(output).expect("a column").data_type(),
            input.data_type(),
            "{output}"
        );
    }
    let out = all(&at.join("out.parquet"));
    let both = arrow_select::concat::concat_batches(&batch.schema(), &[batch.clone(), batch.slice(100, 900)])
        .expect("one");
    assert_eq!(out.num_rows(), 3_900);
    for (input, output) in [
        ("指标值", "target"),
        ("完成值", "actual"),
        ("分值", "weight"),
        ("得分", "claimed"),
        ("年度", "year"),
    ] {
        let (input, output) =
            (both.column_by_name(input).expect("a column"), out.column_by_name(output).expect("a column"));
        assert_eq!(input.to_data(), output.to_data(), "a column of other values");
    }
    // What has more decimals than the column of differences is rounded there, and not lost.
    let difference = out.column_by_name("difference").expect("a column");
    let scored = out.column_by_name("score").expect("a column");
    assert_eq!(difference.null_count(), scored.null_count());
    let difference = difference.as_any().downcast_ref::<Decimal128Array>().expect("decimals");
    // Row 18: 10 × 18.5 ÷ 90 is 2.06, and 0.180000018 was claimed.
    assert_eq!(difference.value_as_string(18), "1.880000");
}

/// Where columns of one name are of several types, all of them are texts.
#[test]
fn files_of_several_types_become_texts() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    parquet(&at.join("a.parquet"), &batch(300), 100);
    let other = RecordBatch::try_from_iter([
        ("target", Arc::new(StringArray::from(vec!["≥5个", "2024年6月底前"])) as ArrayRef),
        ("actual", Arc::new(StringArray::from(vec!["4个", "2024年5月"])) as ArrayRef),
        ("weight", Arc::new(StringArray::from(vec!["10分", "5"])) as ArrayRef),
        ("reason", Arc::new(StringArray::from(vec!["因故", ""])) as ArrayRef),
    ])
    .expect("a batch");
    parquet(&at.join("b.parquet"), &other, 100);
    for rows in [["a.parquet", "b.parquet"], ["b.parquet", "a.parquet"]] {
        let summary = run(at, &rows, "out.parquet");
        assert_eq!(summary.tally.rows, 302);
        let out = all(&at.join("out.parquet"));
        assert_eq!(out.num_rows(), 302);
        let weights = out.column_by_name("weight").expect("a column");
        let weights = weights.as_any().downcast_ref::<StringArray>().expect("texts");
        assert!(
            weights.iter().any(|weight| weight == Some("10分"))
                && weights.iter().any(|weight| weight == Some("7.5"))
        );
    }
}

/// A row group that is too long to be scored as a whole is scored in parts; its columns are carried over all the same.
#[test]
fn long_row_groups_are_taken_in_parts() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    parquet(&at.join("long.parquet"), &batch(300_000), 1 << 20);
    parquet(&at.join("short.parquet"), &batch(300_000), 100_000);
    run(at, &["long.parquet"], "long.csv");
    run(at, &["short.parquet"], "short.csv");
    assert!(text(at, "long.csv") == text(at, "short.csv"), "the length of row groups changes results");
    run(at, &["long.parquet"], "long-out.parquet");
    run(at, &["short.parquet"], "short-out.parquet");
    assert_eq!(open(&at.join("long-out.parquet")).metadata().num_row_groups(), 1);
    assert!(all(&at.join("long-out.parquet")) == all(&at.join("short-out.parquet")), "other rows");
    let mixed = run(at, &["short.parquet", "long.parquet", "short.parquet"], "mixed.parquet");
    assert_eq!((mixed.tally.rows, open(&at.join("mixed.parquet")).metadata().num_row_groups()), (900_000, 7));
}

/// Where some rows of a long row group cannot be read, the others are scored, without columns carried over.
#[test]
fn a_long_row_group_that_is_torn_is_read_as_far_as_it_can_be() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    parquet(&at.join("good.parquet"), &batch(1_000), 1_000);
    parquet(&at.join("torn.parquet"), &batch(300_000), 1 << 20);
    let whole = std::fs::read(at.join("torn.parquet")).expect("a file");
    jixiao::guard::silence();
    let mut read = Vec::new();
    for place in (1..16).map(|part| whole.len() / 16 * part) {
        let mut bytes = whole.clone();
        bytes[place..place + 64].fill(0xFF);
        std::fs::write(at.join("torn.parquet"), bytes).expect("written");
        let summary = run(at, &["good.parquet", "torn.parquet"], "out.parquet");
        let out = all(&at.join("out.parquet"));
        assert_eq!(out.num_rows() as u64, summary.tally.rows, "at {place}");
        assert!(summary.tally.rows >= 1_000);
        if summary.tally.rows < 301_000 {
            read.push(summary.tally.rows);
            assert!(!summary.diagnostics.is_empty(), "rows are missing and nobody says so");
        }
    }
    // Of some, a part of the group is there.
    assert!(read.len() > 3 && read.iter().any(|&rows| rows > 1_000), "{read:?} rows of torn files");
}

/// Whatever is wrong with a file is said; nothing panics, and no result takes the place of another.
#[test]
fn broken_files_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    parquet(&at.join("rows.parquet"), &batch(500), 200);
    arrow(&at.join("rows.arrow"), &batch(500));
    jixiao::guard::silence();
    let mut refused = 0;
    for name in ["rows.parquet", "rows.arrow"] {
        let whole = std::fs::read(at.join(name)).expect("a file");
        let broken = format!("broken-{name}");
        let step = whole.len() / 150 + 1;
        for place in (0..whole.len()).step_by(step) {
            let mut flipped = whole.clone();
            flipped[place] ^= 0x55;
            let mut zeroed = whole.clone();
            zeroed[place..].iter_mut().take(16).for_each(|byte| *byte = 0xFF);
            for bytes in [&whole[..place], &flipped, &zeroed] {
                std::fs::write(at.join(&broken), bytes).expect("written");
                for out in ["out.csv", "out.parquet"] {
                    let summary = score(&job(at, &[&broken], out), &mut ());
                    refused += u32::from(summary.is_ok_and(|summary| !summary.diagnostics.is_empty()));
                }
            }
        }
    }
    assert!(refused > 500, "only {refused} broken files were found to be broken");
}

/// As a user meets it.
#[test]
fn a_broken_file_is_named_and_the_others_are_scored() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    parquet(&at.join("good.parquet"), &batch(100), 50);
    let whole = std::fs::read(at.join("good.parquet")).expect("a file");
    std::fs::write(at.join("cut.parquet"), &whole[..whole.len() / 2]).expect("written");
    std::fs::write(at.join("no.parquet"), b"no Parquet at all").expect("written");
    for lang in ["zh", "en"] {
        let ran = run_in(
            at,
            &["score", "good.parquet", "cut.parquet", "no.parquet", "-o", "out.parquet", "--lang", lang],
            b"",
        );
        assert_eq!(ran.code, 2, "{}", ran.said);
        let said: Vec<&str> = ran
            .said
            .lines()
            .map(|line| line.rsplit_once(['；', ';']).map_or(line, |(rest, _)| rest))
            .collect();
        snapshot(&format!("columnar_broken_{lang}"), &said.join("\n"));
    }
    assert_eq!(all(&at.join("out.parquet")).num_rows(), 100);
}

fn of_columns(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, array)| (name, array, true)))
        .expect("a batch")
}

/// Binary numbers are numbers however they are shown; what is none is blank and told.
#[test]
fn binary_numbers_are_numbers() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let numbers = |values: &[f64]| Arc::new(Float64Array::from(values.to_vec())) as ArrayRef;
    let batch = of_columns(vec![
        ("年度", numbers(&[2024.0; 5])),
        ("指标值", numbers(&[0.5, 1e20, f64::NAN, f64::INFINITY, 2.0])),
        ("完成值", numbers(&[1e-9, 1e20, f64::NAN, f64::INFINITY, f64::NEG_INFINITY])),
        ("分值", numbers(&[10.0; 5])),
    ]);
    parquet(&at.join("a.parquet"), &batch, 100);
    arrow(&at.join("a.arrow"), &batch);
    for name in ["a.parquet", "a.arrow"] {
        let summary = run(at, &[name], "out.csv");
        let text = text(at, "out.csv");
        let rows: Vec<&str> = text.lines().skip(1).collect();
        assert!(rows[0].contains(",0.00,partial") && rows[1].contains(",10.00,met"), "{name}: {text}");
        assert!(rows[2..].iter().all(|row| row.contains("cannot_score")), "{name}: {text}");
        assert!(rows.iter().all(|row| row.contains("2024")), "{name}: {text}");
        assert_eq!(summary.problems, 5, "{name}: {:?}", summary.diagnostics);
    }
}

#[test]
fn columns_of_what_no_cell_can_say_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let lists = arrow_array::ListArray::from_iter_primitive::<arrow_array::types::Int32Type, _, _>([
        Some([Some(1)]),
        Some([Some(1)]),
    ]);
    let odd: [ArrayRef; 2] = [Arc::new(arrow_array::BooleanArray::from(vec![true, true])), Arc::new(lists)];
    for column in odd {
        let targets: ArrayRef = Arc::new(StringArray::from(vec!["1", "1"]));
        let batch = of_columns(vec![
            ("other", Arc::clone(&column)),
            ("target", targets),
            ("actual", column),
            ("weight", Arc::new(Int32Array::from(vec![10, 10]))),
        ]);
        parquet(&at.join("a.parquet"), &batch, 100);
        arrow(&at.join("a.arrow"), &batch);
        for name in ["a.parquet", "a.arrow"] {
            let summary = score(&job(at, &[name], "out.csv"), &mut ()).expect("it runs");
            let told = summary.diagnostics.last().expect("it is told");
            assert_eq!((summary.tally.rows, told.code.as_str()), (0, "J2003"), "{name}: {told:?}");
            assert!(told.title.en.contains("`actual`"), "{told:?}");
        }
    }
}

/// No number of a file is believed: whichever is made huge, the file is read or refused, and not in memory that it
/// is not worth.
#[test]
#[cfg(unix)]
fn no_length_of_an_arrow_file_is_believed() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let options = arrow_ipc::writer::IpcWriteOptions::default()
        .try_with_compression(Some(arrow_ipc::CompressionType::ZSTD))
        .expect("a compression");
    let file = File::create(at.join("good.arrow")).expect("a file");
    let batch = batch(300);
    let mut writer = arrow_ipc::writer::FileWriter::try_new_with_options(file, &batch.schema(), options)
        .expect("a writer");
    writer.write(&batch).expect("written");
    writer.finish().expect("written");
    let good = std::fs::read(at.join("good.arrow")).expect("a file");
    let aligned: Vec<usize> = (0..good.len() - 8).step_by(8).collect();
    // Some hundred files in one run: the memory is that of the worst.
    let mut names = Vec::new();
    for (number, place) in aligned.iter().step_by(aligned.len() / 150 + 1).enumerate() {
        for (kind, bytes) in [0x7FFF_FFFF_u64, 0x0FFF_FFFF_FFFF].into_iter().enumerate() {
            let mut bad = good.clone();
            bad[*place..*place + 8].copy_from_slice(&bytes.to_le_bytes());
            names.push(format!("{number}-{kind}.arrow"));
            std::fs::write(at.join(&names[names.len() - 1]), bad).expect("written");
        }
    }
    let ran = std::process::Command::new("sh")
        .args([
            "-c",
            "ulimit -v 600000; exec \"$0\" score \"$@\" -q -o out.csv",
            env!("CARGO_BIN_EXE_jixiao"),
        ])
        .args(&names)
        .current_dir(at)
        .env("MALLOC_ARENA_MAX", "2")
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.code().is_some_and(|code| code <= 2), "{:?}: {said}", ran.status);
}
