//! What a figure is the figure of: the words of a text and the name of a row, brought to one form and compared.

use crate::text::normalise;

/// Words at the head of a label that name nothing.
const HEAD: [&str; 42] = [
    "其中", "共计", "共", "已", "向", "为", "按照", "按", "对", "约", "完成", "开展", "举办", "组织", "实现",
    "发放", "确保", "保证", "保障", "涉及", "落实", "计划", "拟", "年度", "全年", "预计", "申请", "享受",
    "有效", "及", "和", "安排", "用于", "拨付", "支付", "参加", "加强", "做好", "使", "全市", "全县", "全区",
];

/// Words at its end.
const TAIL: [&str; 38] = [
    "达到",
    "达",
    "为",
    "是",
    "共计",
    "合计",
    "共",
    "计",
    "约",
    "了",
    "等",
    "至",
    "到",
    "已",
    "均",
    "各",
    "完成",
    "支付",
    "发放",
    "拨付",
    "预算金额",
    "金额",
    "经费",
    "补助资金",
    "成本",
    "费用",
    "个数",
    "数量",
    "人数",
    "人次",
    "次数",
    "户数",
    "家数",
    "场次",
    "场数",
    "班数",
    "数",
    "的",
];

/// The words that carry the meaning: without brackets, quotation marks, a year, and what only leads on.
///
/// 满意率 and 满意度 are one word here.
pub(super) fn core(words: &str) -> String {
    let normal = normalise(words).text;
    let mut depth = 0_usize;
    let mut plain = String::with_capacity(normal.len());
    for character in normal.chars() {
        match character {
            '(' => depth = depth.saturating_add(1),
            ')' => depth = depth.saturating_sub(1),
            '"' | '《' | '》' | ' ' | '、' | ',' | '-' => {}
            _ if depth > 0 => {}
            _ => plain.push(character),
        }
    }
    let mut rest = without_year(&plain);
    while let Some(shorter) =
        HEAD.iter().find_map(|word| rest.strip_prefix(word)).filter(|shorter| long_enough(shorter))
    {
        rest = without_year(shorter);
    }
    while let Some(shorter) =
        TAIL.iter().find_map(|word| rest.strip_suffix(word)).filter(|shorter| long_enough(shorter))
    {
        rest = shorter;
    }
    rest.replace("满意率", "满意度").replace("满意程度", "满意度")
}

fn without_year(words: &str) -> &str {
    let Some((digits, rest)) = words.split_once('年') else { return words };
    let year = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if year { rest.strip_prefix('度').unwrap_or(rest) } else { words }
}

fn long_enough(words: &str) -> bool {
    words.chars().nth(1).is_some()
}

/// How surely a label and a name mean the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// They share most of their words.
    Alike,
    /// One holds the other.
    Holds,
    /// They are the same words.
    Same,
}

/// Compares two cores; nothing where they have too little in common.
pub(super) fn likeness(label: &str, name: &str) -> Option<Likeness> {
    let (of_label, of_name) = (label.chars().count(), name.chars().count());
    let shorter = of_label.min(of_name);
    if shorter < 2 {
        return None;
    }
    if label == name {
        return Some(Likeness::Same);
    }
    if name.contains(label) || label.contains(name) {
        let (short, enough) = if of_label < of_name { (label, 4) } else { (name, 4) };
        // 完成率 alone may be the rate of anything.
        let rate = short.ends_with('率') || short.ends_with('度');
        let sure = shorter >= enough || rate && shorter > 3;
        return Some(if sure { Likeness::Holds } else { Likeness::Alike });
    }
    (shorter >= 3 && shared(label, name).saturating_mul(5) >= shorter.saturating_sub(1).saturating_mul(3))
        .then_some(Likeness::Alike)
}

/// How many pairs of neighbouring characters of the shorter one the other has too.
fn shared(first: &str, second: &str) -> usize {
    let pairs = |words: &str| -> Vec<(char, char)> { words.chars().zip(words.chars().skip(1)).collect() };
    let (first, second) = (pairs(first), pairs(second));
    let (few, many) = if first.len() <= second.len() { (&first, &second) } else { (&second, &first) };
    few.iter().filter(|pair| many.contains(pair)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_leads_on_is_left_out() {
        for (words, rest) in [
            ("涉及学校个数", "学校"),
            ("共涉及", "涉及"),
            ("2024年圆梦计划培训", "圆梦计划培训"),
            ("参加 2024 年圆梦计划培训人数", "圆梦计划培训"),
            ("项目验收合格率（%）", "项目验收合格率"),
            ("学生满意率达到", "学生满意度"),
            ("合计支付", "合计"),
        ] {
            assert_eq!(core(words), rest, "{words}");
        }
    }

    #[test]
    fn names_are_alike_or_not() {
        for (label, name, like) in [
            ("新疆金领技工学校", "新疆金领技工学校", Some(Likeness::Same)),
            ("扫描完整度", "每份档案扫描完整度", Some(Likeness::Holds)),
            ("补贴发放率", "补贴发放准确率", Some(Likeness::Alike)),
            ("完成率", "档案转递完成率", Some(Likeness::Alike)),
            ("采集基础信息", "档案基础信息采集", Some(Likeness::Alike)),
            ("新疆金领技工学校", "新疆鑫金盾技工学校", None),
            ("金奖", "职业技能竞赛参赛选手", None),
        ] {
            assert_eq!(likeness(&core(label), &core(name)), like, "{label} {name}");
        }
    }
}
