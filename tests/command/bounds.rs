//! What a file declares, held against what it has: memory in a child whose address space is limited, and work that
//! grows with the input and no faster.

#![cfg(unix)]

use crate::common::office::{docx, ods, p, xlsx};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

/// What the program itself takes of its address space: its code, the stack of a reader, what threads set aside.
const OWN: usize = 320 << 20;

/// Reads a file in a child that may take no more than is meant for a file of its size; what was said, in English.
fn read_within_budget(folder: &Path, name: &str, bytes: &[u8]) -> String {
    fs::write(folder.join(name), bytes).expect("written");
    let kilobytes = (OWN + (64 << 20) + 20 * bytes.len()) / 1024;
    let script = format!("ulimit -v {kilobytes}; exec \"$0\" \"$@\"");
    let ran = Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_jixiao"), "score", name, "--lang", "en"])
        .current_dir(folder)
        .env("MALLOC_ARENA_MAX", "2")
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(ran.status.code(), Some(2), "{name}: {said}");
    said
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).expect("packed");
    packer.finish().expect("packed")
}

/// A PDF of one page: what it draws, the end of the dictionary of its font, more objects from number 6 on.
fn pdf(content: (&str, &[u8]), font: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let stream = |(entries, bytes): (&str, &[u8])| {
        let head = format!("<<{entries}/Length {}>>stream\n", bytes.len());
        [head.as_bytes(), bytes, b"\nendstream"].concat()
    };
    let font = format!(
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2\
         /BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>{font}>>]>>"
    );
    let page =
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>";
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        page.as_bytes().to_vec(),
        stream(content),
        font.into_bytes(),
    ];
    objects.extend_from_slice(more);
    let mut bytes = b"%PDF-1.7\n".to_vec();
    for (number, object) in (1..).zip(objects) {
        bytes.extend(format!("{number} 0 obj\n").bytes().chain(object).chain(*b"\nendobj\n"));
    }
    bytes.extend(b"trailer<</Root 1 0 R>>\n%%EOF");
    bytes
}

const TEXT: &[u8] = b"BT /F1 12 Tf 50 700 Td <0001> Tj ET";

#[test]
fn what_a_file_declares_takes_no_memory_that_it_is_not_worth() {
    let folder = tempfile::tempdir().expect("a folder");
    let blank = vec![b' '; 400 << 20];
    let (once, often) = (packed(&blank), packed(&packed(&packed(&blank))));
    drop(blank);
    let widths = |widths: &str| pdf(("", TEXT), widths, &[]);
    let row = |repeated: &str, columns: &str| {
        ods(&format!(
            "<table:table-row {repeated}><table:table-cell {columns}><text:p>里程</text:p></table:table-cell></table:table-row>"
        ))
    };
    let rows = "table:number-rows-repeated=\"99999\"";
    let columns = "table:number-columns-repeated=\"1000\"";
    let long = "长".repeat(9_000);
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("widths.pdf", widths("/W[0 2000000000 500]"), "more widths"),
        ("vertical.pdf", widths("/WMode 1/W2[0 2000000000 500 1 1]"), "more widths"),
        ("listed.pdf", widths("/W[1[500 600]7 4000000000 500]"), "more widths"),
        ("often.pdf", widths(&format!("/W[{}]", "0 65535 500 ".repeat(2_000))), "more widths"),
        (
            "referred.pdf",
            pdf(("", TEXT), "/W 6 0 R", &[b"[0 7 0 R 500]".to_vec(), b"2000000000".to_vec()]),
            "more widths",
        ),
        ("once.pdf", pdf(("/Filter/FlateDecode", &once), "", &[]), "unpacks to more"),
        (
            "thrice.pdf",
            pdf(("/Filter[/FlateDecode/FlateDecode/FlateDecode]", &often), "", &[]),
            "unpacks to more",
        ),
        (
            "columns.pdf",
            pdf(
                ("/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2000000000>>", &packed(TEXT)),
                "",
                &[],
            ),
            "unpacks to more",
        ),
        ("rows.ods", row(rows, ""), "repeated cells"),
        ("columns.ods", row(rows, columns), "repeated cells"),
        (
            "long.ods",
            ods(&format!(
                "<table:table-row table:number-rows-repeated=\"4000\"><table:table-cell><text:p>{long}</text:p></table:table-cell></table:table-row>"
            )),
            "unpacks to more",
        ),
        ("blank.docx", docx(&p(&" ".repeat(100 << 20))), "unpacks to more"),
        (
            "blank.xlsx",
            xlsx(&[("Sheet1", "", &format!("<sheetData>{}</sheetData>", " ".repeat(100 << 20)))], &[]),
            "unpacks to more",
        ),
        (
            "attributes.html",
            format!("<td {}>", "a=\"b\" ".repeat(1_000_000)).into_bytes(),
            "more than 1000 attributes",
        ),
    ];
    for (name, bytes, told) in cases {
        let said = read_within_budget(folder.path(), name, &bytes);
        assert!(said.contains(told), "{name} of {} bytes: {said}", bytes.len());
    }
}

/// Instructions of a run, as valgrind counts them.
fn instructions(folder: &Path, arguments: &[&str]) -> u64 {
    let ran = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null", env!("CARGO_BIN_EXE_jixiao")])
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("valgrind is needed");
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    let count = said.lines().find_map(|line| line.split_once("Collected : ")).map(|(_, count)| count);
    count.unwrap_or_else(|| panic!("{arguments:?}: {said}")).trim().parse().expect("a number")
}

/// A table of so many rows, each with something to find.
fn table(rows: usize) -> String {
    let row = |row: usize| {
        let at = row + 1;
        format!(
            "- {{class: 产出指标, name: 指标{row}, target: \"≥{at}人\", actual: \"{at}人\", weight: 0.01, claimed: 0.005}}\n"
        )
    };
    format!("project: 甲\nyear: 2024\nindicators:\n{}", (0..rows).map(row).collect::<String>())
}

/// An input by its size: its file, what is done with it, and the size to begin with.
type Grown<'a> = (&'a str, &'a dyn Fn(usize) -> String, &'a [&'a str], usize);

#[test]
#[ignore = "many minutes under valgrind: run by hand"]
fn twice_the_input_is_twice_the_work() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let line = |words: usize| "绩效自评表 项目名称 甲 分值 10 ".repeat(words / 5);
    let cases: [Grown<'_>; 5] = [
        ("line.txt", &line, &["score"], 5_000),
        ("table.yaml", &table, &["score", "--format", "html", "-o", "out.html"], 40),
        ("table.yaml", &table, &["score", "--format", "xlsx", "-o", "out.xlsx"], 40),
        ("table.yaml", &table, &["check", "--format", "markdown"], 40),
        ("table.yaml", &table, &["check"], 40),
    ];
    for (name, make, arguments, size) in cases {
        let mut counts = [0_u64; 3];
        for (count, size) in counts.iter_mut().zip([size, 2 * size, 4 * size]) {
            fs::write(at.join(name), make(size)).expect("written");
            let arguments = [&arguments[..1], &[name], &arguments[1..]].concat();
            *count = instructions(at, &arguments);
        }
        // What the program does before it reads is the same in all: the work is in what each has more.
        let [first, second, fourth] = counts;
        let (once, twice) = (second.saturating_sub(first), fourth.saturating_sub(second));
        assert!(once > first / 50, "{name} {arguments:?}: {counts:?} is not worth measuring");
        assert!(10 * twice < 23 * once, "{name} {arguments:?}: {once} and {twice}");
    }
}
