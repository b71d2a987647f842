//! In which encoding a web page is written.

use crate::diagnostic::{Code, Diagnostic};
use crate::say;
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// How far into a page its encoding is looked for.
const PRESCAN: usize = 4_096;

/// The text of a page, and what could not be read of it.
///
/// A byte order mark decides; then whether it is UTF-8 (pages that declare GBK and are not are common, the other way round
/// too); then what it declares; then GB 18030, of which GBK and GB 2312 are parts.
pub(super) fn decode(bytes: &[u8]) -> (String, Option<Diagnostic>) {
    let encoding = Encoding::for_bom(bytes).map_or_else(|| guess(bytes), |(encoding, _)| encoding);
    let (text, used, faulty) = encoding.decode(bytes);
    let lost = faulty.then(|| {
        let lost = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
        Diagnostic::new(
            Code::Undecodable,
            say!(
                "有 {lost} 处字符不属于 {encoding} 编码，无法识读",
                "characters that are not {encoding} and cannot be read: {lost}",
                encoding = used.name()
            ),
        )
        .help(say!(
            "用浏览器打开，确认文字正常后另存为 UTF-8",
            "open it in a browser, check that the text looks right, and save it as UTF-8"
        ))
    });
    (text.into_owned(), lost)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    match declared(bytes) {
        // The first bytes were read as ASCII, so it cannot be UTF-16.
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => UTF_8,
        Some(encoding) if encoding == GBK => GB18030,
        Some(encoding) if encoding != UTF_8 => encoding,
        declared => {
            let chinese = GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some();
            if chinese || declared.is_none() { GB18030 } else { UTF_8 }
        }
    }
}

/// What follows `charset=` near the beginning, be it in a `<meta>` or an XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..PRESCAN.min(bytes.len()))?).to_ascii_lowercase();
    let after = ["charset", "encoding"].iter().find_map(|key| Some(head.split_once(key)?.1))?;
    let label = after.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c))).unwrap_or(label.len());
    Encoding::for_label(label.get(..end)?.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_found_whatever_is_declared() {
        let page = |charset: &str| format!("<meta charset=\"{charset}\"><p>绩效自评表㐂</p>");
        for (bytes, what) in [
            (page("utf-8").into_bytes(), "UTF-8 that says so"),
            (page("gb2312").into_bytes(), "UTF-8 that says GB 2312"),
            (GB18030.encode(&page("gb2312")).0.into_owned(), "GB 18030 that says GB 2312"),
            (GB18030.encode(&page("utf-8")).0.into_owned(), "GB 18030 that says UTF-8"),
            (GB18030.encode("<p>绩效自评表㐂</p>").0.into_owned(), "GB 18030 that says nothing"),
            (
                GB18030.encode("<meta content='text/html; charset = GBK'>绩效自评表㐂").0.into_owned(),
                "old style",
            ),
            (b"\xEF\xBB\xBF".iter().copied().chain(page("gbk").into_bytes()).collect(), "a mark"),
        ] {
            let (text, lost) = decode(&bytes);
            assert!(text.contains("绩效自评表㐂") && lost.is_none(), "{what}: {text}");
        }
    }

    #[test]
    fn what_is_lost_is_counted() {
        let (_, lost) = decode(b"<meta charset=gbk>\xC4\xFF\xFF");
        assert!(lost.is_some_and(|lost| lost.title.en.ends_with(": 2")));
    }
}
