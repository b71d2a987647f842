//! Names of sheets: what Excel allows, each of them once.

/// The longest name that Excel takes, in UTF-16 units.
const LONGEST: usize = 31;

/// `03 人事档案管理费`: the number keeps names apart, the project makes them readable.
pub(super) fn sheet_name(number: usize, project: &str) -> String {
    let mut name = format!("{number:02} ");
    let mut length = name.len();
    for character in project.trim().chars() {
        // Neither what Excel forbids in a name, nor what breaks a reference in quotes.
        let kept = if character.is_control() || "[]:*?/\\'".contains(character) { '_' } else { character };
        length = length.saturating_add(kept.len_utf16());
        if length > LONGEST {
            break;
        }
        name.push(kept);
    }
    name.trim_end().to_owned()
}

/// A cell of another sheet, as a formula names it.
pub(super) fn on_sheet(sheet: &str, cell: &str) -> String {
    format!("'{sheet}'!{cell}")
}

#[cfg(test)]
mod tests {
    use super::sheet_name;

    #[test]
    fn excel_takes_every_name() {
        assert_eq!(sheet_name(3, "=cmd|'/C calc'!A0 [a]:*?/\\"), "03 =cmd|__C calc_!A0 _a______");
        assert_eq!(sheet_name(1000, &"长".repeat(50)).encode_utf16().count(), 31);
        assert_eq!(sheet_name(1, " "), "01");
        assert_eq!(sheet_name(1, &"😀".repeat(20)).encode_utf16().count(), 31);
    }
}
