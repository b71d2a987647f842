//! Figures as forms print them: points with 分 or %, money with its unit, rates with or without %.

use crate::document::words::MONEY;
use crate::text::normalise;
use crate::value::parse_figure;
use rust_decimal::Decimal;

/// What a cell for a figure holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure<T> {
    /// Nothing, or a stroke.
    Blank,
    /// A figure.
    Read(T),
    /// Something that is none.
    Unread,
}

impl<T> Figure<T> {
    pub fn read(self) -> Option<T> {
        match self {
            Self::Read(value) => Some(value),
            Self::Blank | Self::Unread => None,
        }
    }
}

/// Whether a cell says nothing: empty, strokes (一 is one that was scanned), 无.
pub(super) fn is_blank(text: &str) -> bool {
    let normal = normalise(text).text;
    matches!(normal.as_str(), "" | "无" | "一" | "/" | "\\")
        || normal
            .chars()
            .all(|c| matches!(c, '-' | '—' | '–' | '―' | '─' | '_' | '－' | '/' | '*' | '…' | '.'))
}

/// Points: `10`, `10.00 分`, `20%` of a hundred.
pub(super) fn points(text: &str) -> Figure<Decimal> {
    if is_blank(text) {
        return Figure::Blank;
    }
    let normal = normalise(text).text;
    let bare = normal.trim_end_matches(['分', '%']);
    match parse_figure(bare) {
        Ok(value) if value.is_sign_negative() && !value.is_zero() => Figure::Unread,
        Ok(value) if value <= Decimal::ONE_THOUSAND => Figure::Read(value),
        _ => Figure::Unread,
    }
}

/// The points that a heading gives in brackets: `得分（20分*执行率）`, `产出指标（50分）`.
pub(super) fn points_within(heading: &str) -> Option<Decimal> {
    let normal = normalise(heading).text;
    let (_, inner) = normal.split_once('(')?;
    let (figure, _) = inner.split_once('分')?;
    points(figure).read()
}

/// An amount of money, with its own unit where one is printed behind it.
pub(super) fn money(text: &str) -> Figure<(Decimal, Option<&'static str>)> {
    if is_blank(text) {
        return Figure::Blank;
    }
    let normal = normalise(text).text;
    let (bare, unit) = MONEY
        .iter()
        .find_map(|(word, _)| normal.strip_suffix(word).map(|bare| (bare, Some(*word))))
        .unwrap_or((normal.as_str(), None));
    if bare.is_empty() {
        return Figure::Blank;
    }
    match parse_figure(bare.trim_start_matches(['¥', '￥'])) {
        Ok(value) => Figure::Read((value, unit)),
        Err(_) => Figure::Unread,
    }
}

/// The unit as tables are written: 万 of money is 万元.
pub(super) fn whole_unit(unit: &'static str) -> &'static str {
    match unit {
        "亿" => "亿元",
        "万" => "万元",
        "千" => "千元",
        other => other,
    }
}

/// An amount in another unit, exactly.
pub(super) fn converted(value: Decimal, from: &str, to: &str) -> Option<Decimal> {
    let power = |unit: &str| MONEY.iter().find(|(word, _)| *word == unit).map(|(_, power)| *power);
    let (from, to) = (power(from)?, power(to)?);
    if let Some(up) = from.checked_sub(to) {
        return value.checked_mul(Decimal::from(10_u64.checked_pow(up)?));
    }
    let scale = value.scale().checked_add(to.checked_sub(from)?)?;
    Decimal::try_from_i128_with_scale(value.mantissa(), scale).ok()
}

/// A rate as a fraction. Without a `%` it is a percentage or a fraction, whichever is nearer to what the money says.
pub(super) fn rate(text: &str, money: Option<(Decimal, Decimal)>) -> Figure<Decimal> {
    if is_blank(text) {
        return Figure::Blank;
    }
    let normal = normalise(text).text;
    let percent = normal.ends_with('%');
    let Ok(value) = parse_figure(normal.trim_end_matches('%')) else { return Figure::Unread };
    let hundredth = value
        .scale()
        .checked_add(2)
        .and_then(|scale| Decimal::try_from_i128_with_scale(value.mantissa(), scale).ok());
    let Some(hundredth) = hundredth else { return Figure::Unread };
    if value.is_sign_negative() && !value.is_zero() {
        return Figure::Unread;
    }
    let truth = money.and_then(|(budget, executed)| executed.checked_div(budget));
    let nearer = |truth: Decimal| {
        let off = |value: Decimal| truth.checked_sub(value).map_or(Decimal::MAX, |off| off.abs());
        off(value) < off(hundredth)
    };
    let fraction = !percent && truth.map_or(value <= Decimal::ONE, nearer);
    Figure::Read(if fraction { value } else { hundredth })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn figures_as_they_are_printed() {
        assert_eq!(points("10.00 分"), Figure::Read(dec("10.00")));
        assert_eq!(points("２０％"), Figure::Read(dec("20")));
        assert_eq!((points("—"), points("一"), points(" ")), (Figure::Blank, Figure::Blank, Figure::Blank));
        assert_eq!((points("IO"), points("-3")), (Figure::Unread, Figure::Unread));
        assert_eq!(money("1,286.27"), Figure::Read((dec("1286.27"), None)));
        assert_eq!(money("3359.62万"), Figure::Read((dec("3359.62"), Some("万"))));
        assert_eq!((money("万元"), money(".32")), (Figure::Blank, Figure::Read((dec("0.32"), None))));
        assert_eq!(converted(dec("899740"), "元", "万元"), Some(dec("89.9740")));
        assert_eq!(converted(dec("1.5"), "亿元", "万元"), Some(dec("15000.0")));
    }

    #[test]
    fn a_rate_is_read_as_the_money_says() {
        let money = |budget, executed| Some((dec(budget), dec(executed)));
        assert_eq!(rate("95.96%", None), Figure::Read(dec("0.9596")));
        assert_eq!(rate("1", money("1.56", "1.56")), Figure::Read(dec("1")));
        assert_eq!(rate("20", money("50", "10")), Figure::Read(dec("0.20")));
        assert_eq!(rate("0.1", money("1000", "1")), Figure::Read(dec("0.001")));
        assert_eq!(rate("99.97", None), Figure::Read(dec("0.9997")));
    }
}
