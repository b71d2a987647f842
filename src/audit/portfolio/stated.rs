//! What is stated of all tables together: how many projects, and their sums.

use super::Filed;
use crate::assessment::Funds;
use crate::audit::money::money_unit;
use crate::audit::text::{is_near, shown};
use crate::cell::{Mention, Reader};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::Message;
use crate::place::{Located, Place};
use crate::say;
use crate::value::{Quantity, Rational};
use crate::vocabulary::Vocabulary;
use rust_decimal::Decimal;
use std::sync::Arc;

/// What a document says of its projects as a whole: `绩效评价项目 16 个，全年预算数 7,231.95 万元`.
#[derive(Debug, Clone, Default)]
pub struct Stated {
    /// How many projects there are.
    pub projects: Option<Located<u32>>,
    /// The sum of 年初预算数.
    pub initial: Option<Located<Quantity>>,
    /// The sum of 全年预算数.
    pub budget: Option<Located<Quantity>>,
    /// The sum of 全年执行数.
    pub executed: Option<Located<Quantity>>,
    /// Only the tables of this 实施单位 are meant; nothing: all.
    pub unit: Option<String>,
    /// Only the tables of this year are meant; nothing: all.
    pub year: Option<i32>,
    /// The file that says it.
    pub file: Option<Arc<str>>,
}

/// Words that name the projects that were evaluated.
const EVALUATED: [&str; 3] = ["绩效", "自评", "评价"];

/// One amount of a table.
type Amount = fn(&Filed<'_>) -> Option<Decimal>;

impl Stated {
    /// Finds what a running text states: the sentence that counts the evaluated projects, and the sums behind it.
    ///
    /// Nothing where no sentence counts them. Sums of another sentence are not taken: they may be of the whole unit.
    ///
    /// ```
    /// use jixiao::audit::Stated;
    /// use jixiao::place::Located;
    /// let vocabulary = jixiao::shipped::vocabulary();
    /// let told = |text: &str| Stated::told(&Located::nowhere(text.to_owned()), vocabulary);
    /// let text = "本单位预算绩效评价项目 16 个，全年预算数 7,231.95 万元，全年执行数 7,231.32 万元。";
    /// let stated = told(text).expect("a statement");
    /// assert_eq!(stated.projects.map(|projects| projects.value), Some(16));
    /// assert_eq!(stated.executed.map(|sum| sum.value.number.to_string()).as_deref(), Some("7231.32"));
    /// assert!(told("2024 年度收入总计 9,308.09 万元").is_none());
    /// ```
    pub fn told(text: &Located<String>, vocabulary: &Vocabulary) -> Option<Self> {
        let mentions = Reader::new(vocabulary).mentions(&text.value).all;
        let counts = |mention: &&Mention| {
            let printed: String = text.value.chars().skip(mention.at.start).take(mention.at.len()).collect();
            let of_projects = mention.before.trim_end_matches(['共', '计', '有', '为']).ends_with("项目")
                || printed.ends_with("项目")
                || mention.behind.starts_with("项目");
            let evaluated =
                EVALUATED.iter().any(|word| mention.before.contains(word) || mention.behind.contains(word));
            of_projects && evaluated && !mention.approximate
        };
        let count = mentions.iter().find(counts)?;
        let projects = u32::try_from(count.quantity.number.normalize().mantissa()).ok();
        let projects = projects.filter(|_| count.quantity.number.fract().is_zero())?;
        let money = money_unit(&Funds::default(), vocabulary)?;
        let place = |mention: &Mention| text.at.part(&text.value, mention.at.clone());
        let mut stated =
            Self { projects: Some(Located { value: projects, at: place(count) }), ..Self::default() };
        for mention in mentions.iter().filter(|mention| mention.sentence == count.sentence) {
            let is_money = mention.quantity.unit.is_some_and(|unit| unit.dimension == money.dimension);
            if !is_money || mention.at.start < count.at.start || mention.approximate {
                continue;
            }
            let words = &mention.before;
            let slot = if words.contains("执行") || words.contains("支出") {
                &mut stated.executed
            } else if words.contains("年初") {
                &mut stated.initial
            } else if words.contains("预算") {
                &mut stated.budget
            } else {
                continue;
            };
            slot.get_or_insert(Located { value: mention.quantity, at: place(mention) });
        }
        Some(stated)
    }

    pub(super) fn against(
        &self,
        tables: &[Filed<'_>],
        vocabulary: &Vocabulary,
        findings: &mut Vec<Diagnostic>,
    ) {
        let meant: Vec<&Filed<'_>> = tables.iter().filter(|table| self.means(table)).collect();
        let mut found = |code: Code, title: Message, at: &Place, figures: [String; 2]| {
            let finding = Diagnostic { figures: figures.into(), ..Diagnostic::new(code, title).at(at) };
            findings.push(match &self.file {
                Some(file) => finding.file(file),
                None => finding,
            });
        };
        if let Some(projects) = &self.projects
            && usize::try_from(projects.value).is_ok_and(|projects| projects != meant.len())
        {
            let title = say!(
                "文中称有 {stated} 个项目，自评表为 {tables} 张",
                "number of projects stated: {stated}; number of tables: {tables}",
                stated = projects.value,
                tables = meant.len()
            );
            let figures = [projects.value.to_string(), meant.len().to_string()];
            found(Code::StatedCount, title, &projects.at, figures);
            // Other tables, other sums.
            return;
        }
        let sums: [(&Option<Located<Quantity>>, Message, Amount); 3] = [
            (&self.initial, say!("年初预算数", "the total initial budget"), |table| {
                table.assessment.funds.total.initial.as_ref().map(|amount| amount.value)
            }),
            (&self.budget, say!("全年预算数", "the total budget"), |table| {
                table.assessment.funds.total.budget.as_ref().map(|amount| amount.value)
            }),
            (&self.executed, say!("全年执行数", "the total executed"), |table| {
                table.assessment.funds.total.executed.as_ref().map(|amount| amount.value)
            }),
        ];
        for (stated, what, amount) in sums {
            let Some(stated) = stated else { continue };
            let Some(sum) = sum_of(&meant, amount, &stated.value, vocabulary) else { continue };
            if is_near(sum, &stated.value) {
                continue;
            }
            let title = say!(
                "文中所列{zh}合计 {stated}，各表合计为 {sum}",
                "{en} is stated as {stated}; the tables add up to {sum}",
                zh = what.zh,
                en = what.en,
                stated = stated.value.number,
                sum = shown(sum)
            );
            let figures = [stated.value.number.normalize().to_string(), shown(sum)];
            found(Code::StatedSum, title, &stated.at, figures);
        }
    }

    fn means(&self, table: &Filed<'_>) -> bool {
        let assessment = table.assessment;
        self.unit.as_ref().is_none_or(|unit| assessment.unit.as_ref().is_none_or(|of_table| of_table == unit))
            && self.year.is_none_or(|year| assessment.year.is_none_or(|of_table| of_table == year))
    }
}

/// The sum of one amount of all tables in the unit of the stated one; nothing where a table lacks it.
fn sum_of(
    tables: &[&Filed<'_>],
    amount: Amount,
    stated: &Quantity,
    vocabulary: &Vocabulary,
) -> Option<Rational> {
    let scale = stated.unit.or_else(|| money_unit(&Funds::default(), vocabulary))?.scale;
    tables.iter().try_fold(Rational::ZERO, |sum, table| {
        let unit = money_unit(&table.assessment.funds, vocabulary)?;
        let factor = unit.scale.checked_div(scale).ok()??;
        sum.checked_add(Rational::from(amount(table)?).checked_mul(factor).ok()?).ok()
    })
}
