//! The elements and characters of Word that a reader must know.

/// The elements that mean something here.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    Table,
    Row,
    RowProperties,
    Cell,
    CellProperties,
    Paragraph,
    ParagraphProperties,
    Run,
    RunProperties,
    Text,
    Box,
    Choices,
    Chosen,
    Other,
}

impl Name {
    pub fn of(name: &str) -> Self {
        match name {
            "tbl" => Self::Table,
            "tr" => Self::Row,
            "trPr" => Self::RowProperties,
            "tc" => Self::Cell,
            "tcPr" => Self::CellProperties,
            "p" => Self::Paragraph,
            "pPr" => Self::ParagraphProperties,
            "r" => Self::Run,
            "rPr" => Self::RunProperties,
            "t" => Self::Text,
            "txbxContent" => Self::Box,
            "AlternateContent" => Self::Choices,
            "Choice" | "Fallback" => Self::Chosen,
            _ => Self::Other,
        }
    }
}

/// A character of a picture font: forms tick their boxes with them.
pub(super) fn symbol(font: &str, code: &str) -> &'static str {
    let code = u32::from_str_radix(code, 16).unwrap_or(0) & 0xFF;
    match (font, code) {
        ("Wingdings", 0xFE | 0xFD) | ("Wingdings 2", 0x52 | 0x53) => "☑",
        ("Wingdings", 0xA8 | 0x6F | 0x71) | ("Wingdings 2", 0xA3 | 0x2A) => "□",
        ("Wingdings", 0xFC) | ("Wingdings 2", 0x50) => "√",
        ("Wingdings", 0xFB) | ("Wingdings 2", 0x4F) | ("Symbol", 0xB4) => "×",
        ("Symbol", 0xB3) => "≥",
        ("Symbol", 0xA3) => "≤",
        ("Symbol", 0xB1) => "±",
        _ => "\u{FFFD}",
    }
}
