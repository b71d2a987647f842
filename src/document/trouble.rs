//! What is said of a document that cannot be read.

use super::limits::{MAX_CELLS, MAX_UNPACKED};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::Message;
use crate::say;

/// What a reader yields, or why it had to stop.
pub(super) type Result<T> = std::result::Result<T, Box<Diagnostic>>;

/// The container, or a part of it, is broken.
pub(super) fn damaged(what: Message) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(Code::Damaged, say!("文件已损坏或不完整", "the file is broken or cut off"))
            .note(what)
            .help(say!(
                "请重新下载；或用 Office、WPS 打开修复后另存",
                "download it again, or open it in Office or WPS, let it be repaired, and save it anew"
            )),
    )
}

/// A part that must be there is not.
pub(super) fn missing(part: &str) -> Box<Diagnostic> {
    damaged(say!("缺少 {part}", "{part} is missing"))
}

/// A password protects the file.
pub(super) fn encrypted() -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(
            Code::Encrypted,
            say!("文件设有打开密码，无法读取", "the file is protected by a password"),
        )
        .help(say!(
            "用密码打开后，在“文件 → 信息 → 保护文档”中取消“用密码进行加密”，再保存",
            "open it with the password, remove the password under File → Info → Protect → Encrypt \
                 with Password, and save"
        )),
    )
}

/// A part declares entities, which no Office program does.
pub(super) fn entities(part: &str) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(
            Code::Entities,
            say!(
                "{part} 声明了文档类型或实体，未读取",
                "{part} declares a document type or entities and is not read"
            ),
        )
        .note(say!(
            "Office 和 WPS 不写此类声明；它可用来引入外部文件或使内容膨胀",
            "neither Office nor WPS writes such a declaration; it can draw in other files or inflate \
             the text"
        ))
        .help(say!(
            "核实文件来源，用 Office 或 WPS 打开后另存",
            "check where the file comes from; open it in Office or WPS and save it again"
        )),
    )
}

/// A format that other programs convert.
pub(super) fn old_format(format: &str, to: &str) -> Box<Diagnostic> {
    let help = say!(
        "用 Office、WPS 或 LibreOffice 打开，另存为 .{to}；批量转换：`soffice --headless --convert-to \
         {to} 文件…`",
        "open it in Office, WPS or LibreOffice and save it as .{to}; many at once: `soffice --headless \
         --convert-to {to} FILE…`"
    );
    Box::new(unread(format).help(help))
}

/// A page saved with all that belongs to it, in the manner of a mail.
pub(super) fn mail_archive() -> Box<Diagnostic> {
    Box::new(unread("MHTML").help(say!(
        "用浏览器打开，另存为“网页，仅 HTML”",
        "open it in a browser and save it as a web page, HTML only"
    )))
}

fn unread(format: &str) -> Diagnostic {
    let title = say!("不能直接读取 {format} 文件", "{format} files cannot be read directly");
    Diagnostic::new(Code::OldFormat, title)
}

/// The document unpacks to more than [`MAX_UNPACKED`].
pub(super) fn unpacks() -> Box<Diagnostic> {
    unpacks_past(MAX_UNPACKED)
}

/// The document unpacks to more than so many bytes.
pub(super) fn unpacks_past(limit: usize) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(
            Code::Unpacks,
            say!(
                "文件解压后超过 {limit} MiB，未读取",
                "the file unpacks to more than {limit} MiB and is not read",
                limit = limit / 1024 / 1024
            ),
        )
        .help(say!(
            "删去图片和无关工作表后另存，或核实文件来源（可能是压缩炸弹）",
            "save it without pictures and unrelated sheets, or check where it comes from: it may be a zip bomb"
        )),
    )
}

/// There are more cells than [`MAX_CELLS`].
pub(super) fn too_many_cells() -> Box<Diagnostic> {
    too_many(say!(
        "单元格超过 {limit} 个，其余未读取",
        "more than {limit} cells; the rest is not read",
        limit = MAX_CELLS
    ))
}

/// Something is more than its limit.
pub(super) fn too_many(title: Message) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(Code::TooManyCells, title).help(say!(
        "只保留自评表，删去空白行列和无关内容后另存",
        "keep only the self-evaluation tables: delete blank rows and columns and other contents, and save"
    )))
}
