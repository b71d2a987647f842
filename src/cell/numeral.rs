//! Chinese numerals: 三, 十二, 两百, 一万五千.

use rust_decimal::Decimal;

/// The value of a numeral below 10¹²; nothing when the signs make no number.
///
/// `两` is two; a number without powers of ten (二〇二四) is read digit by digit.
pub(super) fn value(text: &str) -> Option<Decimal> {
    let mut total: i64 = 0;
    let mut section: i64 = 0;
    let mut digit: Option<i64> = None;
    let mut digits_in_a_row = 0_u8;
    for sign in text.chars() {
        let power = match sign {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '万' => 10_000,
            '亿' => 100_000_000,
            _ => {
                let value = match sign {
                    '零' | '〇' => 0,
                    '一' => 1,
                    '二' | '两' => 2,
                    '三' => 3,
                    '四' => 4,
                    '五' => 5,
                    '六' => 6,
                    '七' => 7,
                    '八' => 8,
                    '九' => 9,
                    _ => return None,
                };
                digits_in_a_row = digits_in_a_row.checked_add(1)?;
                let before = if digits_in_a_row > 1 { digit.unwrap_or(0).checked_mul(10)? } else { 0 };
                digit = Some(before.checked_add(value)?);
                continue;
            }
        };
        digits_in_a_row = 0;
        if power < 10_000 {
            section = section.checked_add(digit.take().unwrap_or(1).checked_mul(power)?)?;
        } else {
            section = section.checked_add(digit.take().unwrap_or(0))?;
            total = total.checked_add(section.max(1).checked_mul(power)?)?;
            section = 0;
        }
    }
    let all = total.checked_add(section)?.checked_add(digit.unwrap_or(0))?;
    Some(Decimal::from(all))
}

/// The value of a numeral that counts: one that begins with a power of ten (百年, 万一) is a word.
pub(super) fn counting(text: &str) -> Option<Decimal> {
    if text.starts_with(['百', '千', '万', '亿', '零', '〇']) { None } else { value(text) }
}

#[cfg(test)]
mod tests {
    use super::value;
    use rust_decimal::Decimal;

    #[test]
    fn numerals() {
        for (text, number) in [
            ("三", 3),
            ("十", 10),
            ("十二", 12),
            ("两百", 200),
            ("一万五千", 15_000),
            ("二十", 20),
            ("一百零五", 105),
        ] {
            assert_eq!(value(text), Some(Decimal::from(number)), "{text}");
        }
    }
}
