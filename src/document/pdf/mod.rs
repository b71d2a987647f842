//! `.pdf`: what is drawn on its pages, put together again to tables and lines.
//!
//! glyphs and rules of a `page` → `lattice` of cells, `line`s, `columns` where nothing is ruled →
//! the `part`s of a page → tables over page breaks put together (`join`). The interpreter works apart
//! (`worker`), within [`limits`].

mod apart;
mod bomb;
mod clock;
mod columns;
mod join;
mod lattice;
pub mod limits;
mod line;
mod page;
mod page_table;
mod unicode;
mod widths;
mod worker;

use super::Document;
use super::limits::MAX_CELLS;
use super::trouble;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::message::Message;
use crate::place::{Area, Place, Table};
use crate::say;
use page_table::Piece;
use std::sync::Arc;
use worker::{Event, Loss};

/// Reads a PDF.
///
/// A table is found by its rules, drawn as lines, dashes or thin boxes, or by its grounds; where there are
/// none, by what stands in columns. One that runs over page breaks is one grid: repeated headings are dropped,
/// cells that the break cut are put together. Text is taken as the file gives it; what it gives none for is `�`.
///
/// What cannot be read is said in the diagnostics: a password, damage, scans without text, pages beyond the
/// [`limits`].
///
/// ```
/// let document = jixiao::document::pdf::read(&"2024.pdf".into(), b"%PDF-1.7 and nothing else");
/// assert_eq!(document.diagnostics[0].code.as_str(), "J1040");
/// ```
pub fn read(name: &Arc<str>, bytes: &[u8]) -> Document {
    let mut document = Document { name: Arc::clone(name), ..Document::default() };
    let mut said = Vec::new();
    let mut pages: Vec<(u32, Vec<Piece>)> = Vec::new();
    let mut scanned: Vec<u32> = Vec::new();
    let mut hidden: Vec<u32> = Vec::new();
    let mut cells = 0_usize;
    for event in apart::events(bytes.to_vec()) {
        match event {
            Event::Opened(0) => said.push(*trouble::damaged(say!("文件没有页", "it has no pages"))),
            Event::Opened(count) if count > limits::MAX_PAGES => said.push(too_many_pages(count)),
            Event::Opened(_) => {}
            Event::Lost(number, loss) => said.push(lost(loss, Some(number), bytes.len())),
            Event::Ended(loss) => said.push(lost(loss, None, bytes.len())),
            Event::Page(page) => {
                if page.scan {
                    scanned.push(page.number);
                }
                if page.hidden {
                    hidden.push(page.number);
                }
                said.extend((page.unreadable > 0).then(|| unreadable(page.number, page.unreadable)));
                let (pieces, large) = page_table::pieces(&page);
                if large > 0 {
                    said.push(lost(Loss::TooMuch, Some(page.number), bytes.len()));
                }
                let count =
                    |piece: &Piece| if let Piece::PageTable(part) = piece { part.boxes.len() } else { 1 };
                cells = pieces.iter().map(count).fold(cells, usize::saturating_add);
                if cells > MAX_CELLS {
                    said.push(*trouble::too_many_cells());
                    break;
                }
                pages.push((page.number, pieces));
            }
        }
    }
    document.blocks = join::blocks(&pages);
    let all_scanned = !scanned.is_empty() && scanned.len() == pages.len();
    if (document.blocks.is_empty() || all_scanned) && said.is_empty() {
        said.push(no_text(!scanned.is_empty()));
    } else if !scanned.is_empty() {
        said.push(scans(&scanned));
    }
    if !hidden.is_empty() {
        said.push(laid_under(&hidden));
    }
    document.diagnostics = said.into_iter().map(|diagnostic| diagnostic.file(name)).collect();
    document
}

fn on(page: u32) -> Place {
    Place::Cell { on: Table::Page { page, table: 0, area: Area::default() }, row: 0, column: 0 }
}

/// `3, 7, 8 …`
fn list(pages: &[u32]) -> String {
    let listed: Vec<String> = pages.iter().take(12).map(u32::to_string).collect();
    let more = if pages.len() > listed.len() { " …" } else { "" };
    format!("{}{more}", listed.join(", "))
}

fn anew() -> Message {
    say!(
        "改用原来的 Word、Excel 文件，或由原程序重新导出 PDF",
        "use the original Word or Excel file, or export the PDF again from the program that made it"
    )
}

fn lost(loss: Loss, page: Option<u32>, size: usize) -> Diagnostic {
    let Some(page) = page else {
        return *match loss {
            Loss::Encrypted => encrypted(),
            Loss::Damaged => {
                trouble::damaged(say!("无法读取 PDF 的结构", "the structure of the PDF cannot be read"))
            }
            Loss::Unpacks => trouble::unpacks_past(limits::most_of_one(size)),
            Loss::Widths => trouble::damaged(say!(
                "字体声明的字宽数超过字体的字数",
                "the fonts declare more widths than a font has glyphs"
            )),
            Loss::TooMuch => Box::new(
                Diagnostic::new(
                    Code::PdfTooMuch,
                    say!("读取 PDF 用时过长，已中止", "reading the PDF took too long and was stopped"),
                )
                .help(anew()),
            ),
        };
    };
    let diagnostic = match loss {
        Loss::TooMuch => Diagnostic::new(
            Code::PdfTooMuch,
            say!("第 {page} 页内容过多，未读取", "page {page} has too much content and is not read"),
        )
        .note(say!(
            "每页最多读取 {drawn} 个字和图形、{lines} 行表格",
            "at most {drawn} glyphs and shapes and {lines} table rows are read per page",
            drawn = limits::MAX_DRAWN,
            lines = limits::MAX_LINES
        )),
        _ => Diagnostic::new(
            Code::PdfPage,
            say!("第 {page} 页已损坏，未读取", "page {page} is damaged and is not read"),
        ),
    };
    diagnostic.at(&on(page)).help(anew())
}

fn encrypted() -> Box<Diagnostic> {
    let title = say!(
        "PDF 设有打开密码，或采用了不支持的加密方式",
        "the PDF is protected by a password, or encrypted in an unsupported way"
    );
    let help = say!(
        "用密码打开后另存或“打印”为不加密的 PDF",
        "open it with the password and save or print it as an unencrypted PDF"
    );
    Box::new(Diagnostic::new(Code::Encrypted, title).help(help))
}

fn too_many_pages(count: usize) -> Diagnostic {
    let title = say!(
        "共 {count} 页，只读取了前 {limit} 页",
        "pages: {count}; only the first {limit} are read",
        limit = limits::MAX_PAGES
    );
    Diagnostic::new(Code::PdfPages, title).help(say!("拆分为几个文件", "split it into several files"))
}

fn unreadable(page: u32, count: usize) -> Diagnostic {
    let title = say!(
        "第 {page} 页有 {count} 个字无法识读，记作 �",
        "characters of page {page} that cannot be read, shown as �: {count}"
    );
    Diagnostic::new(Code::PdfCharacters, title)
        .at(&on(page))
        .note(say!(
            "所用字体未给出字形对应的文字（缺 ToUnicode），只能看，不能提取",
            "the font does not give the characters of its glyphs (no ToUnicode): they can be seen, but \
             not extracted"
        ))
        .help(anew())
}

fn ocr() -> Message {
    say!(
        "索取原文件，或先作文字识别（OCR）并核对数字，再导出为带文字的 PDF 或 Word",
        "ask for the original file; or recognise the text (OCR), check the figures, and save it as a \
         PDF with text or as Word"
    )
}

fn no_text(pictures: bool) -> Diagnostic {
    let title = if pictures {
        say!("PDF 是扫描件，没有文字", "the PDF is a scan without text")
    } else {
        say!("PDF 中没有文字", "the PDF has no text")
    };
    Diagnostic::new(Code::PdfNoText, title).help(ocr())
}

fn scans(pages: &[u32]) -> Diagnostic {
    let title = say!(
        "第 {pages} 页应为扫描图，没有文字，未读取",
        "pages without text, probably scans, are not read: {pages}",
        pages = list(pages)
    );
    let mut diagnostic = Diagnostic::new(Code::PdfNoText, title).help(ocr());
    diagnostic.severity = Severity::Warning;
    diagnostic
}

fn laid_under(pages: &[u32]) -> Diagnostic {
    let title = say!(
        "第 {pages} 页的文字不可见，应为扫描件识别（OCR）所得，可能有误",
        "the text of these pages is invisible, probably recognised from a scan, and may be wrong: {pages}",
        pages = list(pages)
    );
    Diagnostic::new(Code::PdfHidden, title)
        .help(say!("对照原图核对数字", "check the figures against the image"))
}
