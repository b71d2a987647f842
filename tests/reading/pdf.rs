//! PDF: what other programs print is read back, and what is hostile is refused within bounds.

use jixiao::diagnostic::Diagnostic;
use jixiao::document::pdf::{self, limits};
use jixiao::document::{self, Block, Document, Grid};
use jixiao::place::{Place, Table};
use jixiao::text::normalise;
use proptest::prelude::*;
use std::fmt::Write as _;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(root().join("tests/documents/pdf").join(name)).expect("a fixture")
}

fn read(bytes: &[u8]) -> Document {
    pdf::read(&"a.pdf".into(), bytes)
}

fn grids(document: &Document) -> Vec<&Grid> {
    document
        .blocks
        .iter()
        .filter_map(|block| if let Block::Grid(grid) = block { Some(grid) } else { None })
        .collect()
}

fn texts(document: &Document) -> Vec<&str> {
    document
        .blocks
        .iter()
        .filter_map(|block| if let Block::Text(text) = block { Some(text.value.as_str()) } else { None })
        .collect()
}

/// Row, column, rows, columns and text of every cell that says something.
fn cells(grid: &Grid) -> Vec<(u32, u32, u32, u32, String)> {
    let clean = |text: &str| normalise(&text.replace('\n', "")).text;
    let cells = grid.cells.iter().filter(|cell| !cell.text.is_empty());
    cells.map(|cell| (cell.row, cell.column, cell.rows, cell.columns, clean(&cell.text))).collect()
}

fn codes(document: &Document) -> Vec<&'static str> {
    let code = |diagnostic: &Diagnostic| diagnostic.code.as_str();
    document.diagnostics.iter().map(code).collect()
}

#[test]
fn a_printed_form_is_the_grid_of_its_web_page() {
    let page = root().join("tests/documents/fixtures/official.html");
    let page = document::read(&"a.html".into(), &std::fs::read(page).expect("a fixture"));
    for name in ["official.office.pdf", "official.reportlab.pdf"] {
        let document = read(&bytes(name));
        assert_eq!(document.diagnostics, [], "{name}");
        assert_eq!(texts(&document)[0], "项目支出绩效自评表", "{name}");
        assert_eq!(grids(&document).len(), 1, "{name}");
        assert_eq!(cells(grids(&document)[0]), cells(grids(&page)[0]), "{name}");
    }
}

#[test]
fn a_table_over_pages_is_one_without_its_repeated_headings() {
    let document = read(&bytes("pages.chromium.pdf"));
    assert_eq!(document.diagnostics, []);
    assert_eq!(grids(&document).len(), 1, "{document:#?}");
    let grid = grids(&document)[0];
    let mut expected =
        vec![(0, 0, 1, 1, "一".to_owned()), (0, 1, 1, 1, "目标".into()), (0, 2, 1, 1, "分".into())];
    expected.push((1, 0, 10, 1, "大月".into()));
    for row in 1..=10 {
        let target = if row == 1 { ">=1目".to_owned() } else { format!("{row}月") };
        expected.push((row, 1, 1, 1, target));
        expected.push((row, 2, 1, 1, row.to_string()));
    }
    assert_eq!(cells(grid), expected);
    let last = &grid.cells.last().expect("a cell").at;
    let Place::Cell { on: Table::Page { page, table: 1, area }, .. } = last else { panic!("{last}") };
    assert!(*page > 1 && area.right > area.left && area.bottom > area.top, "{last:?}");
}

/// A file of these objects, the first of which is the catalogue.
fn file(objects: &[String]) -> Vec<u8> {
    let mut file = "%PDF-1.7\n".to_owned();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(objects) {
        offsets.push(file.len());
        write!(file, "{number} 0 obj\n{object}\nendobj\n").expect("a string");
    }
    let start = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).expect("a string");
    for offset in offsets {
        writeln!(file, "{offset:010} 00000 n ").expect("a string");
    }
    let size = objects.len() + 1;
    write!(file, "trailer\n<</Root 1 0 R /Size {size}>>\nstartxref\n{start}\n%%EOF\n").expect("a string");
    file.into_bytes()
}

fn stream(dictionary: &str, content: &str) -> String {
    format!("<<{dictionary} /Length {}>>\nstream\n{content}\nendstream", content.len())
}

/// One page of this content, with more objects from number 6 on.
fn page(page: &str, resources: &str, content: &str, more: &[String]) -> Vec<u8> {
    let mut objects = vec![
        "<</Type /Catalog /Pages 2 0 R>>".to_owned(),
        "<</Type /Pages /Kids [3 0 R] /Count 1>>".to_owned(),
        format!(
            "<</Type /Page /Parent 2 0 R {page} /Contents 4 0 R /Resources <</Font <</F 5 0 R /G 6 0 R>> {resources}>>>>"
        ),
        stream("", content),
        "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>".to_owned(),
    ];
    objects.extend_from_slice(more);
    file(&objects)
}

const A4: &str = "/MediaBox [0 0 595 842]";

/// A ruled table of two rows and two columns, and text in it.
const TABLE: &str = "1 w 100 700 m 300 700 l 100 680 m 300 680 l 100 660 m 300 660 l S \
    100 660 m 100 700 l 200 660 m 200 700 l 300 660 m 300 700 l S \
    BT /F 10 Tf 105 686 Td (a1) Tj 100 0 Td (b1) Tj -100 -20 Td (a2) Tj 100 0 Td (b2) Tj ET ";

fn four() -> Vec<(u32, u32, u32, u32, String)> {
    [(0, 0, "a1"), (0, 1, "b1"), (1, 0, "a2"), (1, 1, "b2")]
        .map(|(row, column, text)| (row, column, 1, 1, text.to_owned()))
        .to_vec()
}

#[test]
fn rules_may_be_drawn_in_many_ways() {
    let text = &TABLE[TABLE.find("BT").expect("text")..];
    let mut boxes = String::new();
    let mut grounds = "0 g 99 659 202 42 re f 1 g ".to_owned();
    for (x, y) in [(100, 660), (200, 660), (100, 680), (200, 680)] {
        write!(boxes, "{x} {y} 100 20 re S ").expect("a string");
        write!(grounds, "{} {} 98 18 re f ", x + 1, y + 1).expect("a string");
    }
    let thin = "100 700 200 .5 re 100 680 200 .5 re 100 660 200 .5 re f \
        100 660 .5 40 re f 200 660 .5 40 re f 300 660 .5 40 re f ";
    let dashed = TABLE.replace("1 w", "[2 2] 0 d 1 w");
    let ways = [
        TABLE.to_owned(),
        dashed,
        format!("{boxes}{text}"),
        format!("{grounds} 0 g {text}"),
        format!("{thin}{text}"),
    ];
    for content in ways {
        let document = read(&page(A4, "", &content, &[]));
        assert_eq!(document.diagnostics, [], "{content}");
        assert_eq!(grids(&document).len(), 1, "{content}");
        assert_eq!(cells(grids(&document)[0]), four(), "{content}");
    }
}

#[test]
fn turned_pages_and_turned_content_read_upright() {
    for (turned, content) in [
        ("/Rotate 90", format!("q 0 1 -1 0 842 0 cm {TABLE} Q")),
        ("/Rotate 270", format!("q 0 -1 1 0 0 595 cm {TABLE} Q")),
        ("", format!("q 0 1 -1 0 842 0 cm {TABLE} Q")),
        ("/Rotate 90", TABLE.to_owned()),
        ("/Rotate 180", TABLE.to_owned()),
    ] {
        let document = read(&page(&format!("/MediaBox [0 0 850 850] {turned}"), "", &content, &[]));
        assert_eq!(grids(&document).len(), 1, "{turned} {content}");
        assert_eq!(cells(grids(&document)[0]), four(), "{turned} {content}");
    }
}

#[test]
fn what_is_not_seen_is_not_read() {
    let clipped = format!("{TABLE} q 0 0 10 10 re W n BT /F 10 Tf 130 686 Td (clipped) Tj ET Q");
    let invisible = format!("{TABLE} BT 3 Tr /F 10 Tf 130 686 Td (invisible) Tj ET");
    for content in [clipped, invisible] {
        let document = read(&page(A4, "", &content, &[]));
        assert_eq!(cells(grids(&document)[0]), four(), "{content}");
        assert_eq!(document.diagnostics, []);
    }
    // A scan with the recognised text below it: that is what there is, and it is said.
    let image = stream("/Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "x");
    let content = "q 595 0 0 842 0 0 cm /I Do Q BT 3 Tr /F 10 Tf 100 700 Td (recognised) Tj ET";
    let document = read(&page(A4, "/XObject <</I 6 0 R>>", content, std::slice::from_ref(&image)));
    assert_eq!(texts(&document), ["recognised"]);
    assert_eq!(codes(&document), ["J1036"]);
    let document = read(&page(A4, "/XObject <</I 6 0 R>>", "q 595 0 0 842 0 0 cm /I Do Q", &[image]));
    assert_eq!(codes(&document), ["J1031"]);
}

#[test]
fn forms_are_drawn_where_they_are_called_and_may_call_themselves() {
    let form = |content: &str| {
        stream(
            "/Type /XObject /Subtype /Form /BBox [0 0 600 850] /Resources <</Font <</F 5 0 R>> /XObject <</X 6 0 R>>>>",
            content,
        )
    };
    let calls = "/XObject <</X 6 0 R>>";
    let document = read(&page(A4, calls, "q 1 0 0 1 50 -50 cm /X Do Q", &[form(TABLE)]));
    assert_eq!(cells(grids(&document)[0]), four());
    let document = read(&page(A4, calls, "/X Do", &[form(&format!("{TABLE} /X Do"))]));
    assert_eq!(cells(grids(&document)[0]), four(), "a form within itself draws the same again");
    // Forms that call the next one ten times each: more than anybody could draw.
    let forms: Vec<String> = (7..40)
        .map(|next| {
            let resources = format!("/Resources <</XObject <</X {next} 0 R>>>>");
            stream(
                &format!("/Type /XObject /Subtype /Form /BBox [0 0 600 850] {resources}"),
                &"/X Do ".repeat(10),
            )
        })
        .chain([form(TABLE)])
        .collect();
    let document = read(&page(A4, calls, "/X Do", &forms));
    assert_eq!(codes(&document), ["J1034"]);
}

#[test]
fn tables_without_rules_are_read_by_their_columns() {
    let mut content = "BT /F 10 Tf 60 720 Td (title) Tj ET ".to_owned();
    for (row, y) in [(1, 700), (2, 680), (3, 660), (4, 640)] {
        for (column, x) in [("a", 60), ("b", 200), ("c", 330)] {
            write!(content, "BT /F 10 Tf {x} {y} Td ({column}{row}) Tj ET ").expect("a string");
        }
    }
    let document = read(&page(A4, "", &content, &[]));
    let found = cells(grids(&document)[0]);
    assert_eq!(found.len(), 12);
    assert_eq!(found[4], (1, 1, 1, 1, "b2".to_owned()));
    assert_eq!(texts(&document), ["title"]);
}

#[test]
fn characters_without_text_are_named_and_counted() {
    let font = "<</Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [7 0 R]>>";
    let below = "<</Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo \
        <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>>>";
    let objects = [font.to_owned(), below.to_owned()];
    let content = "BT /G 10 Tf 100 700 Td <000100020003> Tj ET";
    let document = read(&page(A4, "", content, &objects));
    assert_eq!(texts(&document), ["\u{fffd}\u{fffd}\u{fffd}"]);
    assert_eq!(codes(&document), ["J1032"]);
    assert!(document.diagnostics[0].title.zh.contains("3 个字"), "{document:?}");
}

#[test]
fn what_cannot_be_read_is_said() {
    let whole = bytes("official.reportlab.pdf");
    assert_eq!(codes(&read(&bytes("password.pdf"))), ["J1041"]);
    assert_eq!(codes(&read(b"")), ["J1040"]);
    assert_eq!(codes(&read(b"%PDF-1.7")), ["J1040"]);
    assert_eq!(codes(&read(&whole[..200])), ["J1040"]);
    assert_eq!(codes(&read(&page(A4, "", "", &[]))), ["J1031"]);
}

#[test]
fn absurd_sizes_and_depths_end() {
    for size in ["/MediaBox [0 0 1e30 1e30]", "/MediaBox [0 0 0 0]", "/MediaBox [-9e9 -9e9 9e9 9e9]", ""] {
        let document = read(&page(size, "", TABLE, &[]));
        assert!(document.blocks.len() < 10);
    }
    let nested = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    read(&page(&format!("{A4} /X {nested}"), "", TABLE, &[]));
    read(&page(A4, "", &format!("{nested} {}", "q ".repeat(200_000)), &[]));
    let own = ["<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [2 0 R 2 0 R] /Count 9>>"];
    read(&file(&own.map(str::to_owned)));
    let document = read(&page(A4, "", &"BT /F 9 Tf 9 9 Td (x) Tj ET ".repeat(limits::MAX_DRAWN + 1), &[]));
    assert_eq!(codes(&document), ["J1034"]);
}

#[test]
fn pages_beyond_the_limit_are_named() {
    let kids = "3 0 R ".repeat(limits::MAX_PAGES + 1);
    let mut objects = vec!["<</Type /Catalog /Pages 2 0 R>>".to_owned()];
    let pages = limits::MAX_PAGES + 1;
    let kids = (0..pages)
        .fold(String::with_capacity(kids.len()), |kids, index| kids + &format!("{} 0 R ", index + 5));
    objects.push(format!("<</Type /Pages /Kids [{kids}] /Count {pages}>>"));
    objects.push(stream("", "BT /F 9 Tf 9 9 Td (x) Tj ET"));
    objects.push("<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>".to_owned());
    objects.extend((0..pages).map(|_| {
        format!("<</Type /Page /Parent 2 0 R {A4} /Contents 3 0 R /Resources <</Font <</F 4 0 R>>>>>>")
    }));
    let document = read(&file(&objects));
    assert_eq!(codes(&document), ["J1035"]);
    assert_eq!(texts(&document).len(), limits::MAX_PAGES);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Whatever is changed in a file, reading it ends without a panic.
    #[test]
    fn changed_files_never_panic(
        which in 0..3_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..24),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = match which {
            0 => bytes("official.reportlab.pdf"),
            1 => bytes("pages.chromium.pdf"),
            _ => page(A4, "", TABLE, &[]),
        };
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let document = read(&bytes);
        prop_assert!(!document.blocks.is_empty() || !document.diagnostics.is_empty());
    }
}

#[test]
fn the_fixtures_are_small() {
    let folder = root().join("tests/documents/pdf");
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let size = std::fs::metadata(Path::new(&path)).expect("a file").len();
        assert!(size < 60 * 1024, "{}", path.display());
    }
}
