//! The funds of a form: amounts in columns below their headings, behind their labels, or with the sources across.

use super::draft::Draft;
use super::figures::{self, Figure, converted, whole_unit};
use super::lines::{Entry, Row};
use crate::assessment::{FundSource, Money as Amounts};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::words::{Money, Words};
use crate::place::{Located, Place};
use crate::say;
use rust_decimal::Decimal;

/// Where the amounts stand.
#[derive(Debug, Clone)]
pub(super) enum Layout {
    /// What each column holds; a line is a source, or all of them.
    Columns(Vec<(u32, Money)>),
    /// Whose each column is; a line is what is said of it.
    Across(Vec<(u32, String)>),
    /// What each column holds and whose it is; one line says all.
    Crossed(Vec<(u32, Money, String)>),
}

impl Layout {
    /// The layout that a row of headings names, by the row below it: what stands over the names of lines heads no amounts.
    pub fn of(row: &Row<'_, '_>, below: Option<&Row<'_, '_>>, words: Words<'_>) -> Option<Self> {
        let form = &words.0.form;
        let names_lines = |entry: &&Entry<'_>| {
            let under = below.and_then(|below| below.at(entry.cell.column).filter(|under| below.owns(under)));
            under.is_some_and(|under| form.is_funds_total(&under.text) || form.is_source(&under.text))
                && words.exact_money(&entry.text).is_none_or(Money::is_amount)
        };
        let own: Vec<&Entry<'_>> = row.own().collect();
        // Names under several headings are a second row of headings: each amount by its sources.
        let mut heading_lines =
            own.iter().enumerate().filter(|(_, entry)| names_lines(entry)).map(|(index, _)| index);
        let heads_lines = heading_lines.next().filter(|_| heading_lines.next().is_none());
        let figures = own.iter().any(|entry| figures::money(&entry.text).read().is_some());
        if figures {
            return Self::pairs(&own, words);
        }
        let known = |entry: &&Entry<'_>| words.exact_money(&entry.text);
        let exact: Vec<Option<Money>> = own.iter().map(known).collect();
        let column = |(entry, exact_key): (&&Entry<'_>, &Option<Money>)| {
            let key = exact_key.or_else(|| words.money_by_a_part(&entry.text))?;
            // Of two headings of one key the known one is meant: 自评得分, not 复核得分 beside it.
            let lesser = exact_key.is_none() && exact.contains(&Some(key));
            (!lesser).then_some((entry.cell.column, key))
        };
        let named = own.iter().zip(&exact).enumerate().filter(|(index, _)| Some(*index) != heads_lines);
        let columns: Vec<(u32, Money)> = named.filter_map(|(_, named)| column(named)).collect();
        let amounts = columns.iter().filter(|(_, key)| key.is_amount()).count();
        if amounts >= 2 || (amounts == 1 && columns.len() >= 2) {
            return Some(Self::Columns(columns));
        }
        let across: Vec<(u32, String)> = own
            .iter()
            .filter(|entry| form.is_funds_total(&entry.text) || form.is_source(&entry.text))
            .map(|entry| (entry.cell.column, entry.text.clone()))
            .collect();
        let total = across.iter().any(|(_, label)| form.is_funds_total(label));
        (across.len() >= 2 && total && columns.is_empty()).then_some(Self::Across(across))
    }

    /// `预算数： | 6.84 | 执行数： | 6.84`: each amount behind its label.
    fn pairs(own: &[&Entry<'_>], words: Words<'_>) -> Option<Self> {
        let columns: Vec<(u32, Money)> = own
            .windows(2)
            .filter_map(|pair| {
                let [label, value] = pair else { return None };
                figures::money(&value.text).read()?;
                Some((value.cell.column, words.money(&label.text)?))
            })
            .collect();
        columns.iter().any(|(_, key)| key.is_amount()).then_some(Self::Columns(columns))
    }

    /// The layout, where the row below the headings names whose amounts stand in the columns that each heading spans.
    pub fn crossed(&self, row: &Row<'_, '_>, words: Words<'_>) -> Option<Self> {
        let Self::Columns(columns) = self else { return None };
        let form = &words.0.form;
        let whose = |entry: &&Entry<'_>| form.is_funds_total(&entry.text) || form.is_source(&entry.text);
        let own: Vec<&Entry<'_>> = row.own().filter(whose).collect();
        let mut crossed: Vec<(u32, Money, String)> = own
            .iter()
            .filter_map(|entry| {
                let (_, key) = columns.iter().rfind(|(column, _)| *column <= entry.cell.column)?;
                key.is_amount().then(|| (entry.cell.column, *key, entry.text.clone()))
            })
            .collect();
        let first = crossed.first()?.2.clone();
        if crossed.iter().filter(|(_, _, whose)| *whose == first).count() < 2 {
            return None;
        }
        let rest = columns.iter().filter(|(_, key)| !key.is_amount());
        crossed.extend(rest.map(|(column, key)| (*column, *key, String::new())));
        Some(Self::Crossed(crossed))
    }

    /// Whether a row has figures in the columns of the layout, and nowhere else.
    pub fn holds(&self, row: &Row<'_, '_>) -> bool {
        let columns: Vec<u32> = match self {
            Self::Columns(columns) => columns.iter().map(|(column, _)| *column).collect(),
            Self::Across(columns) => columns.iter().map(|(column, _)| *column).collect(),
            Self::Crossed(_) => return false,
        };
        let mut figures = row.own().filter(|entry| figures::money(&entry.text).read().is_some()).peekable();
        columns.len() >= 2
            && figures.peek().is_some()
            && figures.all(|entry| columns.contains(&entry.cell.column))
    }

    /// Whether the row that named the layout holds amounts itself.
    pub fn begins_at(row: &Row<'_, '_>) -> bool {
        row.own().any(|entry| figures::money(&entry.text).read().is_some())
    }
}

impl Money {
    pub const fn is_amount(self) -> bool {
        matches!(self, Self::Initial | Self::Budget | Self::Executed)
    }
}

impl Draft {
    /// The points of execution where only a heading gives them: `得分（20分*执行率）`.
    pub fn weight_in_heading(&mut self, row: &Row<'_, '_>, words: Words<'_>) {
        let points = row
            .own()
            .filter(|entry| matches!(words.money(&entry.text), Some(Money::Claimed | Money::Weight)));
        let found = points.filter_map(|entry| {
            let value = figures::points_within(&entry.text)?;
            Some(Located { value, at: entry.cell.at.clone() })
        });
        if self.weight_above.is_none() {
            self.weight_above = found.last();
        }
    }

    /// Reads a line of funds; whether it was one.
    pub fn funds_line(&mut self, layout: &Layout, row: &Row<'_, '_>, words: Words<'_>) -> bool {
        match layout {
            Layout::Columns(columns) => self.line_of_source(columns, row, words),
            Layout::Across(columns) => self.line_of_amounts(columns, row, words),
            Layout::Crossed(columns) => self.line_of_all(columns, row, words),
        }
    }

    fn line_of_source(&mut self, columns: &[(u32, Money)], row: &Row<'_, '_>, words: Words<'_>) -> bool {
        let Some(first) = columns.iter().map(|(column, _)| *column).min() else { return false };
        let before = |entry: &&Entry<'_>| entry.columns().end <= first && !entry.is_blank();
        // A label that stands in the row itself; one that reaches down beside it names the block, not the line.
        let labels = || row.cells.iter().copied().filter(before);
        let label = labels().rfind(|entry| row.owns(entry)).or_else(|| labels().next());
        let label = label.map(|entry| entry.text.clone()).unwrap_or_default();
        let mut amounts = Amounts::default();
        let mut rest: Vec<(Money, &Entry<'_>)> = Vec::new();
        let mut read = false;
        for (column, key) in columns {
            let Some(entry) = row.at(*column).filter(|entry| row.owns(entry)) else { continue };
            if !key.is_amount() {
                rest.push((*key, entry));
                continue;
            }
            let amount = self.amount(entry);
            read |= amount.is_some() || (!entry.is_blank() && figures::is_blank(&entry.text));
            match key {
                Money::Initial => amounts.initial = amount,
                Money::Budget => amounts.budget = amount,
                _ => amounts.executed = amount,
            }
        }
        let form = &words.0.form;
        let named = form.is_source(&label) || form.is_funds_total(&label);
        if !read && !named {
            return false;
        }
        let whole = form.is_funds_total(&label)
            || (!form.is_source(&label) && self.table.funds.sources.is_empty() && self.no_total());
        if whole {
            self.take_total(amounts);
        } else if let Some(source) =
            self.table.funds.sources.iter_mut().find(|s| s.name == source_name(&label))
        {
            merge(&mut source.money, amounts);
        } else {
            self.table.funds.sources.push(FundSource { name: source_name(&label), money: amounts });
        }
        for (key, entry) in rest {
            self.execution_figure(key, entry, whole);
        }
        true
    }

    fn line_of_amounts(&mut self, columns: &[(u32, String)], row: &Row<'_, '_>, words: Words<'_>) -> bool {
        let Some(key) = row.own().find_map(|entry| words.money(&entry.text)) else { return false };
        let mut read = false;
        for (column, label) in columns {
            let Some(entry) = row.at(*column).filter(|entry| row.owns(entry)) else { continue };
            let whole = words.0.form.is_funds_total(label);
            if !key.is_amount() {
                self.execution_figure(key, entry, whole);
                read = true;
                continue;
            }
            let Some(amount) = self.amount(entry) else { continue };
            read = true;
            self.take(key, amount, label, whole);
        }
        read
    }

    fn line_of_all(&mut self, columns: &[(u32, Money, String)], row: &Row<'_, '_>, words: Words<'_>) -> bool {
        let mut read = false;
        for (column, key, whose) in columns {
            let Some(entry) = row.at(*column).filter(|entry| row.owns(entry)) else { continue };
            if !key.is_amount() {
                self.execution_figure(*key, entry, true);
            } else if let Some(amount) = self.amount(entry) {
                read = true;
                self.take(*key, amount, whose, words.0.form.is_funds_total(whose));
            }
        }
        read
    }

    /// An amount of a source, or of all of them.
    fn take(&mut self, key: Money, amount: Located<Decimal>, label: &str, whole: bool) {
        let mut amounts = Amounts::default();
        match key {
            Money::Initial => amounts.initial = Some(amount),
            Money::Budget => amounts.budget = Some(amount),
            _ => amounts.executed = Some(amount),
        }
        let name = source_name(label);
        if whole {
            self.take_total(amounts);
        } else if let Some(source) = self.table.funds.sources.iter_mut().find(|source| source.name == name) {
            merge(&mut source.money, amounts);
        } else {
            self.table.funds.sources.push(FundSource { name, money: amounts });
        }
    }

    fn no_total(&self) -> bool {
        let total = &self.table.funds.total;
        total.initial.is_none() && total.budget.is_none() && total.executed.is_none()
    }

    fn take_total(&mut self, amounts: Amounts) {
        merge(&mut self.table.funds.total, amounts);
    }

    /// Weight, rate and score of execution; those of the whole line, or of a line below where that has none.
    fn execution_figure(&mut self, key: Money, entry: &Entry<'_>, whole: bool) {
        let at = &entry.cell.at;
        match key {
            Money::Rate => {
                let total = &self.table.funds.total;
                let money = total.budget.as_ref().zip(total.executed.as_ref());
                let money = money.map(|(budget, executed)| (budget.value, executed.value));
                let rate = self.figure(figures::rate(&entry.text, money), entry);
                keep(&mut self.table.claimed.rate, rate, at, whole);
            }
            Money::Weight => {
                let weight = self.figure(figures::points(&entry.text), entry);
                keep(&mut self.table.funds.weight, weight, at, whole);
            }
            _ => {
                let score = self.figure(figures::points(&entry.text), entry);
                keep(&mut self.table.claimed.execution, score, at, whole);
            }
        }
    }

    /// An amount in the unit of the table. An amount with a unit of its own is converted; where the table names
    /// none, the first amount's own is the table's.
    fn amount(&mut self, entry: &Entry<'_>) -> Option<Located<Decimal>> {
        let (value, own) = self.figure(figures::money(&entry.text), entry)?;
        let at = entry.cell.at.clone();
        let Some(own) = own.map(whole_unit) else { return Some(Located { value, at }) };
        let first = self.unit_above.unwrap_or(own);
        let unit = self.table.funds.unit.get_or_insert_with(|| first.to_owned()).clone();
        if unit == own {
            return Some(Located { value, at });
        }
        let value = converted(value, own, &unit);
        if value.is_none() {
            self.unread(entry);
        }
        value.map(|value| Located { value, at })
    }

    /// The figure of a cell; one that cannot be read is reported.
    pub fn figure<T>(&mut self, figure: Figure<T>, entry: &Entry<'_>) -> Option<T> {
        if matches!(figure, Figure::Unread) {
            self.unread(entry);
        }
        figure.read()
    }

    fn unread(&mut self, entry: &Entry<'_>) {
        let text = super::shortened(&entry.text);
        let title = say!("“{text}”不是数", "`{text}` is not a number");
        self.report(Diagnostic::new(Code::NotANumber, title).at(&entry.cell.at));
    }
}

fn keep(slot: &mut Option<Located<Decimal>>, value: Option<Decimal>, at: &Place, whole: bool) {
    if let Some(value) = value
        && (whole || slot.is_none())
    {
        *slot = Some(Located { value, at: at.clone() });
    }
}

fn merge(into: &mut Amounts, amounts: Amounts) {
    let Amounts { initial, budget, executed } = amounts;
    for (slot, amount) in
        [(&mut into.initial, initial), (&mut into.budget, budget), (&mut into.executed, executed)]
    {
        if slot.is_none() {
            *slot = amount;
        }
    }
}

/// The name of a source without 其中 before it.
fn source_name(label: &str) -> String {
    let label = label.trim();
    let among = ["其中", "of which"].into_iter().find_map(|among| label.strip_prefix(among));
    let bare = among.map_or(label, |rest| rest.trim_start_matches([':', '：', ' ']));
    let bare = bare.trim_end_matches([':', '：']).trim();
    if bare.is_empty() { label.to_owned() } else { bare.to_owned() }
}
