//! The `audit` of a policy or of a table: thresholds, and findings that are switched off.

use super::fields::{Decoder, Fields};
use crate::assessment::Suppression;
use crate::diagnostic::{Code, Diagnostic};
use crate::keys::mapping;
use crate::place::Located;
use crate::policy::Auditing;
use crate::say;
use crate::text::nearest;
use crate::text::shortened;
use crate::yaml::tree::Node;

impl Decoder {
    /// The `audit` of a policy.
    pub fn auditing(&mut self, node: &Node) -> Option<Auditing> {
        let fields = self.fields(node, mapping("audit"))?;
        let over = match fields.get("over") {
            Some(node) => self.far(node, false),
            None => None,
        };
        let mut share = |key| fields.get(key).and_then(|node| self.exact(node));
        let (adjusted, idle, heavy) = (share("adjusted"), share("idle"), share("heavy"));
        let money = fields.get("money").and_then(|node| self.figure_within(node, &[], (0, 1_000_000)));
        let groups = fields.get("groups").map(|node| self.texts(node)).unwrap_or_default();
        let labels = &crate::embedded::vocabulary().labels;
        let groups = groups.iter().map(|group| labels.group(&group.value).into_owned()).collect();
        let money = money.map(|money| money.value).unwrap_or_default();
        Some(Auditing { off: self.suppressions(&fields), over, adjusted, idle, heavy, money, groups })
    }

    /// The `audit` of a table, which only switches off.
    pub fn table_audit(&mut self, node: &Node) -> Vec<Suppression> {
        let Some(fields) = self.fields(node, mapping("table_audit")) else { return Vec::new() };
        self.suppressions(&fields)
    }

    fn suppressions(&mut self, fields: &Fields<'_>) -> Vec<Suppression> {
        let Some(node) = fields.get("off") else { return Vec::new() };
        let expected = say!("关闭的代码的列表", "a list of codes that are switched off");
        let items = self.list(node, &expected).unwrap_or_default();
        items.iter().filter_map(|item| self.switch(item)).collect()
    }

    fn switch(&mut self, node: &Node) -> Option<Suppression> {
        let fields = self.fields(node, mapping("switch"))?;
        let code = fields.get("code").and_then(|node| self.code(node));
        let indicator = self.optional_text(&fields, "indicator").map(|text| text.value);
        let reason = self.optional_text(&fields, "reason")?.value;
        Some(Suppression { code: code?, indicator, reason, at: node.at.clone() })
    }

    /// The code of a finding: what cannot be read cannot be switched off.
    fn code(&mut self, node: &Node) -> Option<Located<Code>> {
        let written = self.text(node)?;
        match Code::of(&written.value) {
            Some(code) if code.is_finding() => Some(Located { value: code, at: written.at }),
            Some(code) => {
                let title = say!("{code} 不能关闭", "{code} cannot be switched off");
                let label = say!("只有 J4 开头的检查结果可以关闭", "only findings (J4…) can be switched off");
                self.report(node, Diagnostic::new(Code::UnknownWord, title).label(label));
                None
            }
            None => {
                let shown = shortened(&written.value, 40);
                let title = say!("没有代码 {shown}", "unknown code {shown}");
                let label =
                    say!("`check --explain all` 列出全部代码", "`check --explain all` lists all codes");
                let diagnostic = Diagnostic::new(Code::UnknownWord, title).label(label);
                let codes = Code::ALL.iter().filter(|code| code.is_finding()).map(|code| code.as_str());
                let diagnostic = match nearest(&written.value, codes) {
                    Some(near) => diagnostic.help(say!("是不是 {near}？", "did you mean {near}?")),
                    None => diagnostic,
                };
                self.report(node, diagnostic);
                None
            }
        }
    }
}
