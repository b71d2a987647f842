//! Figures: read exactly as they are typed, with the very character that does not belong.

use super::fields::Decoder;
use crate::diagnostic::{Code, Diagnostic};
use crate::message::Message;
use crate::place::Located;
use crate::say;
use crate::text::shortened;
use crate::value::{FigureProblem, Range, Rational, parse_figure};
use crate::yaml::tree::Node;
use rust_decimal::Decimal;

/// What may stand behind the points of a printed score or weight.
pub(super) const POINTS: &[&str] = &["分"];

impl Decoder {
    /// A figure, behind which one of some words may stand (`10.00 分`).
    pub fn figure(&mut self, node: &Node, trailing: &[&str]) -> Option<Located<Decimal>> {
        let written = self.text(node)?;
        let text = written.value.as_str();
        let bare = trailing.iter().find_map(|word| text.strip_suffix(word)).unwrap_or(text).trim_end();
        match parse_figure(bare) {
            Ok(value) => Some(Located { value, at: written.at }),
            Err(problem) => {
                let diagnostic = describe(&written, bare, problem);
                self.report(node, diagnostic);
                None
            }
        }
    }

    /// A figure between two bounds, both included.
    pub fn figure_within(
        &mut self,
        node: &Node,
        trailing: &[&str],
        (low, high): (i64, i64),
    ) -> Option<Located<Decimal>> {
        let figure = self.figure(node, trailing)?;
        if figure.value < Decimal::from(low) || figure.value > Decimal::from(high) {
            self.out_of_range(node, &figure, &low.to_string(), &high.to_string());
            return None;
        }
        Some(figure)
    }

    fn out_of_range(&mut self, node: &Node, figure: &Located<Decimal>, low: &str, high: &str) {
        let value = figure.value;
        let diagnostic =
            Diagnostic::new(Code::OutOfRange, say!("{value} 超出范围", "{value} is out of range"))
                .at(&figure.at)
                .label(say!("应在 {low} 至 {high} 之间", "expected: {low} to {high}"));
        self.report(node, diagnostic);
    }

    /// A whole number between two bounds, both included.
    pub fn whole_within(&mut self, node: &Node, trailing: &[&str], low: i32, high: i32) -> Option<i32> {
        let figure = self.figure(node, trailing)?;
        let whole = figure.value.is_integer().then(|| i32::try_from(figure.value).ok()).flatten();
        let whole = whole.filter(|whole| (low..=high).contains(whole));
        if whole.is_none() {
            self.out_of_range(node, &figure, &low.to_string(), &high.to_string());
        }
        whole
    }

    /// A percentage or a plain number: `80%` is 0.80. Says whether a `%` was written.
    pub fn share_or_number(&mut self, node: &Node) -> Option<(Located<Decimal>, bool)> {
        let percent = node.text().is_some_and(|text| text.trim_end().ends_with(['%', '％']));
        let figure = self.figure(node, &["%", "％"])?;
        if !percent {
            return Some((figure, false));
        }
        let Some(value) = hundredth(figure.value) else {
            let diagnostic = describe(&figure_text(&figure), "", FigureProblem::TooLong);
            self.report(node, diagnostic);
            return None;
        };
        Some((Located { value, at: figure.at }, true))
    }

    /// A percentage or a plain number, as an exact number.
    pub fn exact(&mut self, node: &Node) -> Option<Rational> {
        self.share_or_number(node).map(|(figure, _)| Rational::from(figure.value))
    }

    /// A share of the weight, from 0 % to 100 %: `70%`, `0.7`, `8/15`, `0`, `1`.
    pub fn share(&mut self, node: &Node) -> Option<Rational> {
        self.share_up_to(node, Rational::ONE)
    }

    /// A share of the weight that may be above 100 %, where a bonus is given.
    pub fn share_up_to(&mut self, node: &Node, most: Rational) -> Option<Rational> {
        if let Some(fraction) = node.text().and_then(fraction) {
            return Some(fraction);
        }
        let (figure, percent) = self.share_or_number(node)?;
        let share = Rational::from(figure.value);
        if Range::closed(Rational::ZERO, most).contains(share) == Ok(true) {
            return Some(share);
        }
        let value = figure.value.normalize();
        let diagnostic = Diagnostic::new(
            Code::OutOfRange,
            if most == Rational::ONE {
                say!("份额超出 0% 至 100%", "a share outside 0% to 100% of the weight")
            } else {
                say!("份额超出上限", "a share of the weight is from nothing to the cap")
            },
        )
        .at(&figure.at);
        let diagnostic = if percent {
            diagnostic
        } else {
            diagnostic
                .label(say!("相当于分值的 {value} 倍", "this is {value} times the weight"))
                .help(say!("如为百分数，改为 {value}%", "if a percentage is meant, write {value}%"))
        };
        self.report(node, diagnostic);
        None
    }
}

/// `8/15`, up to 1.
fn fraction(text: &str) -> Option<Rational> {
    let (above, below) = text.trim().split_once('/')?;
    let (above, below) = (above.trim().parse::<u32>().ok()?, below.trim().parse::<u32>().ok()?);
    if above > below { None } else { Rational::new(i128::from(above), i128::from(below)) }
}

/// A hundredth, with all its decimals: 95.96 is 0.9596.
pub(super) fn hundredth(value: Decimal) -> Option<Decimal> {
    let scale = value.scale().checked_add(2)?;
    Decimal::try_from_i128_with_scale(value.mantissa(), scale).ok()
}

fn figure_text(figure: &Located<Decimal>) -> Located<String> {
    Located { value: figure.value.to_string(), at: figure.at.clone() }
}

fn describe(written: &Located<String>, bare: &str, problem: FigureProblem) -> Diagnostic {
    let text = shortened(&written.value, 24);
    let diagnostic = Diagnostic::new(Code::NotANumber, say!("“{text}”不是数", "`{text}` is not a number"));
    match problem {
        FigureProblem::Empty => {
            diagnostic.at(&written.at).label(say!("此处应为数", "a number is expected here"))
        }
        FigureProblem::TooLong => {
            diagnostic.at(&written.at).label(say!("位数过多：最多 28 位", "too many digits: at most 28"))
        }
        FigureProblem::NotANumber(index) => {
            let hint = hint(bare, index);
            let at = if hint.whole {
                written.at.clone()
            } else {
                written.at.part(&written.value, index..index.saturating_add(1))
            };
            let diagnostic = diagnostic.at(&at).label(hint.label);
            match hint.help {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            }
        }
    }
}

/// What to say of a text that is no figure.
struct Hint {
    /// Whether the whole text is at fault, not one character.
    whole: bool,
    label: Message,
    help: Option<Message>,
}

impl Hint {
    fn character(label: Message) -> Self {
        Self { whole: false, label, help: None }
    }

    fn whole(label: Message) -> Self {
        Self { whole: true, label, help: None }
    }

    fn help(self, help: Message) -> Self {
        Self { help: Some(help), ..self }
    }
}

/// What to say of the first character that does not belong.
fn hint(text: &str, index: usize) -> Hint {
    let head: String = text.chars().take(index).collect();
    let head = head.trim();
    let Some(first) = text.chars().nth(index) else {
        return Hint::whole(say!("没有数字", "no digits"));
    };
    let lower = text.trim_start_matches(['+', '-', '.']).to_lowercase();
    let leave_empty = || say!("没有数据则留空", "leave it empty where there is no figure");
    if matches!(lower.as_str(), "nan" | "inf" | "infinity") {
        return Hint::whole(say!("不是确定的数", "not a definite number")).help(leave_empty());
    }
    if matches!(text, "/" | "-" | "—" | "——" | "无" | "\\") {
        return Hint::whole(say!("不是数", "not a figure")).help(leave_empty());
    }
    if "零〇一二三四五六七八九十百千两".contains(first) {
        return Hint::whole(say!("应使用阿拉伯数字", "Arabic numerals are expected"));
    }
    let behind_a_figure = parse_figure(head).is_ok();
    match first {
        'e' | 'E' if behind_a_figure => {
            Hint::character(say!("不使用科学记数法", "scientific notation is not used"))
                .help(say!("写出全部数字", "write out all the digits"))
        }
        'o' | 'O' => Hint::character(say!("这是字母，不是数字 0", "this is a letter, not the digit 0")),
        'l' | 'I' => Hint::character(say!("这是字母，不是数字 1", "this is a letter, not the digit 1")),
        '%' | '％' => Hint::character(say!(
            "此处应为分数或金额，不是百分数",
            "points or an amount are expected here, not a percentage"
        ))
        .help(say!("改为：{head}", "write: {head}")),
        ',' | '，' => {
            Hint::character(say!("逗号只用作千分位，每三位一个", "a comma only groups digits by three"))
        }
        _ if behind_a_figure && first.is_alphabetic() => {
            Hint::character(say!("数字后不写其他单位", "no other unit follows the figure")).help(say!(
                "只写数字，并换算为本表的单位",
                "write the number alone, converted to the unit of the table"
            ))
        }
        _ => Hint::character(say!("此字符不属于数", "this character is not part of a number")),
    }
}
