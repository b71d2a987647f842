//! A table as it is drafted here, written as YAML so that the place of every cell is known.

use rust_decimal::Decimal;
use std::collections::HashMap;
use std::ops::Range;

/// A table to be written.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    pub project: String,
    pub year: i32,
    pub policy: String,
    pub unit: String,
    pub initial: Decimal,
    pub budget: Decimal,
    pub executed: Decimal,
    /// Name, initial, budget, executed.
    pub sources: Vec<(String, [Decimal; 3])>,
    pub rate: Option<String>,
    pub execution: Option<Decimal>,
    pub total: Option<Decimal>,
    pub weight: Option<Decimal>,
    pub expected: Option<String>,
    pub achieved: Option<String>,
    pub rows: Vec<Row>,
}

/// A row of it.
#[derive(Debug, Clone, Default)]
pub struct Row {
    pub class: String,
    pub group: String,
    pub name: String,
    pub target: String,
    pub actual: String,
    pub weight: Decimal,
    pub claimed: Option<Decimal>,
    /// Nothing, or words.
    pub reason: Option<String>,
}

/// A cell of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Spot {
    Project,
    Initial,
    Budget,
    Executed,
    Rate,
    Execution,
    Total,
    Weight,
    Expected,
    Achieved,
    Name(usize),
    Class(usize),
    Target(usize),
    Actual(usize),
    Score(usize),
    Reason(usize),
    Row(usize),
    Statement,
    /// It concerns no place.
    Nowhere,
}

/// The text of a file with the bytes of its cells.
#[derive(Default)]
pub struct Written {
    pub text: String,
    pub cells: HashMap<Spot, Range<usize>>,
}

impl Written {
    fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// A cell of some kind, in quotation marks where it is text.
    fn cell(&mut self, spot: Spot, value: &str, quoted: bool) {
        assert!(!value.contains(['"', '\\', '\n']), "{value}");
        if quoted {
            self.put("\"");
        }
        let start = self.text.len();
        self.put(value);
        self.cells.insert(spot, start..self.text.len());
        if quoted {
            self.put("\"");
        }
    }
}

impl Draft {
    pub fn written(&self) -> Written {
        let mut out = Written::default();
        out.put("project: ");
        out.cell(Spot::Project, &self.project, true);
        out.put(&format!(
            "\nyear: {}\npolicy: {}\nunit: \"{}\"\nfunds:\n  unit: 万元\n",
            self.year, self.policy, self.unit
        ));
        for (key, spot, amount) in [
            ("initial", Spot::Initial, self.initial),
            ("budget", Spot::Budget, self.budget),
            ("executed", Spot::Executed, self.executed),
        ] {
            out.put(&format!("  {key}: "));
            out.cell(spot, &amount.to_string(), false);
            out.put("\n");
        }
        out.put("  weight: 10\n");
        if !self.sources.is_empty() {
            out.put("  sources:\n");
        }
        for (name, [initial, budget, executed]) in &self.sources {
            out.put(&format!(
                "    - {{name: \"{name}\", initial: {initial}, budget: {budget}, executed: {executed}}}\n"
            ));
        }
        out.put("claimed:\n");
        let figures = [
            ("rate", Spot::Rate, self.rate.clone()),
            ("execution", Spot::Execution, self.execution.map(|figure| figure.to_string())),
            ("total", Spot::Total, self.total.map(|figure| figure.to_string())),
            ("weight", Spot::Weight, self.weight.map(|figure| figure.to_string())),
        ];
        for (key, spot, figure) in figures {
            let Some(figure) = figure else { continue };
            out.put(&format!("  {key}: "));
            out.cell(spot, &figure, false);
            out.put("\n");
        }
        if self.expected.is_some() || self.achieved.is_some() {
            out.put("goals:\n");
        }
        for (key, spot, text) in
            [("expected", Spot::Expected, &self.expected), ("achieved", Spot::Achieved, &self.achieved)]
        {
            let Some(text) = text else { continue };
            out.put(&format!("  {key}: "));
            out.cell(spot, text, true);
            out.put("\n");
        }
        out.put("indicators:\n");
        for (index, row) in self.rows.iter().enumerate() {
            out.put("  - ");
            let start = out.text.len();
            out.put("{class: ");
            out.cell(Spot::Class(index), &row.class, true);
            out.put(&format!(", group: \"{}\", name: ", row.group));
            out.cell(Spot::Name(index), &row.name, true);
            out.put(", target: ");
            out.cell(Spot::Target(index), &row.target, true);
            out.put(", actual: ");
            out.cell(Spot::Actual(index), &row.actual, true);
            out.put(&format!(", weight: {}", row.weight));
            if let Some(claimed) = row.claimed {
                out.put(", claimed: ");
                out.cell(Spot::Score(index), &claimed.to_string(), false);
            }
            if let Some(reason) = &row.reason {
                out.put(", reason: ");
                out.cell(Spot::Reason(index), reason, true);
            }
            out.put("}");
            out.cells.insert(Spot::Row(index), start..out.text.len());
            out.put("\n");
        }
        out
    }
}

/// Random numbers that are the same every time.
pub struct Rng(u64);

impl Rng {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From `low` to `high`, both included.
    pub fn within(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low + 1).expect("a range");
        low + i64::try_from(self.next() % span).expect("it fits")
    }

    pub fn one_in(&mut self, of: i64) -> bool {
        self.within(1, of) == 1
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[usize::try_from(self.within(0, i64::try_from(of.len()).expect("it fits") - 1)).expect("an index")]
    }

    /// The numbers of `of`, in some order.
    pub fn order(&mut self, of: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..of).collect();
        for at in (1..of).rev() {
            let with =
                usize::try_from(self.within(0, i64::try_from(at).expect("it fits"))).expect("an index");
            all.swap(at, with);
        }
        all
    }
}
