//! Amounts of a text against the funds of its table, and against those of its neighbours.

use super::narrative::{Narrative, Side, agrees};
use super::sums::TOTAL;
use super::{Row, is_plain};
use crate::audit::Audit;
use crate::cell::Mention;
use crate::diagnostic::{Code, Diagnostic};
use crate::message::Message;
use crate::say;
use crate::value::Quantity;
use std::cmp::Ordering;

/// Words behind an amount that say that all of it was paid: 全部足额拨付.
const WHOLLY: [&str; 5] = ["全部", "足额", "全额", "按时", "及时"];
const PAID: [&str; 9] = ["拨付", "支付", "发放", "到位", "下达", "支出", "执行", "使用", "兑付"];
/// Of these, what is spent and not only received.
const SPENT: [&str; 5] = ["支付", "支出", "执行", "使用", "兑付"];
/// Money that is not that of the project.
const NOT_OF_FUNDS: [&str; 22] = [
    "带动",
    "产值",
    "收入",
    "贷款",
    "节约",
    "节省",
    "增收",
    "累计",
    "总投资",
    "税",
    "撬动",
    "引进",
    "融资",
    "社会资本",
    "销售",
    "贸易",
    "签约",
    "上年",
    "去年",
    "利润",
    "价值",
    "罚",
];

impl Audit<'_> {
    /// An amount that this table has nowhere, and another table of the run has as its funds.
    pub(super) fn foreign(&mut self, told: &mut Narrative<'_>, rows: &[Row<'_>]) {
        let mut findings = Vec::new();
        for (index, mention) in told.all() {
            let own = |quantity: &Quantity| self.stands_in_table(quantity, rows);
            if !is_plain(mention) || !self.is_amount(&mention.quantity) || own(&mention.quantity) {
                continue;
            }
            let Some(other) = self.neighbours.owner_of(&mention.quantity, &self.assessment.project.value)
            else {
                continue;
            };
            if told.text().contains(other) {
                continue;
            }
            let title = say!(
                "文中的“{amount}”不是本项目的资金，而与“{other}”的资金相同",
                "“{amount}” in the text is not an amount of this project, but of “{other}”",
                amount = told.printed(&mention.at)
            );
            let finding = Diagnostic::new(Code::ForeignAmount, title).figure(told.printed(&mention.at));
            let mut finding = finding.figure(other).at(&told.place(&mention.at));
            if let Some(funds) = self.funds_in_words() {
                finding = finding.note(funds);
            }
            findings.push((index, finding));
        }
        for (index, finding) in findings {
            // Whatever else the amount contradicts has this cause.
            if told.accused.insert(index) {
                self.found(finding);
            }
        }
    }

    pub(super) fn against_funds(&mut self, told: &mut Narrative<'_>) {
        let mut findings = Vec::new();
        for (index, mention) in told.all() {
            if told.accused.contains(&index) || !is_plain(mention) || !self.is_amount(&mention.quantity) {
                continue;
            }
            let words = [mention.before.as_str(), mention.behind.as_str()];
            let says = |list: &[&str]| list.iter().any(|word| words.iter().any(|words| words.contains(word)));
            if says(&NOT_OF_FUNDS) {
                continue;
            }
            let says_whole = TOTAL.iter().any(|word| mention.before.contains(word))
                || mention.before.chars().count() < 2 && says(&WHOLLY) && says(&PAID);
            let wrong = if says_whole {
                self.is_no_total(mention, told.side, says(&SPENT) && !says(&["到位", "拨付", "下达"]))
            } else {
                (says(&PAID) || says(&["补贴", "补助", "资助", "经费"])) && self.is_above_all(mention)
            };
            if !wrong {
                continue;
            }
            let title = say!(
                "文中“{label}{amount}{rest}”与项目资金不符",
                "the text says “{label}{amount}{rest}”, which does not agree with the funds of the \
                 project",
                label = mention.before,
                amount = told.printed(&mention.at),
                rest = mention.behind
            );
            let finding = Diagnostic::new(Code::TextFunds, title).figure(told.printed(&mention.at));
            let mut finding = finding.at(&told.place(&mention.at));
            if let Some(funds) = self.funds_in_words() {
                finding = finding.note(funds);
            }
            findings.push((index, finding));
        }
        for (index, finding) in findings {
            told.accused.insert(index);
            self.found(finding);
        }
    }

    /// Whether an amount that is called the total is none of the totals of the funds.
    fn is_no_total(&self, mention: &Mention, side: Side, spent: bool) -> bool {
        let money = &self.assessment.funds.total;
        let amounts = match side {
            Side::Achieved if spent => vec![&money.executed],
            Side::Achieved => vec![&money.executed, &money.budget],
            Side::Expected => vec![&money.budget, &money.initial],
        };
        let mut known = amounts.into_iter().flatten().peekable();
        if known.peek().is_none() {
            return false;
        }
        let unit = self.money_unit();
        known.all(|amount| {
            let funds = Quantity { number: amount.value, unit };
            agrees(&mention.quantity, &funds, &self.vocabulary.units) == Some(false)
        })
    }

    /// Whether more is said to have been paid than there was in any column.
    fn is_above_all(&self, mention: &Mention) -> bool {
        let funds = self.amounts();
        !funds.is_empty()
            && funds.iter().all(|amount| {
                self.order(&mention.quantity, amount) == Some(Ordering::Greater)
                    && agrees(&mention.quantity, amount, &self.vocabulary.units) == Some(false)
            })
    }

    /// The funds as they are printed.
    fn funds_in_words(&self) -> Option<Message> {
        let money = &self.assessment.funds.total;
        let (budget, executed) = (money.budget.as_ref()?.value, money.executed.as_ref()?.value);
        let unit = self.assessment.funds.money_unit();
        Some(say!(
            "项目资金：预算数 {budget}，执行数 {executed}（{unit}）",
            "funds: budget {budget}, executed {executed} ({unit})"
        ))
    }
}
