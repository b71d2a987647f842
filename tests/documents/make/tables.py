"""The shipped tables as text: every figure as it is typed in the YAML."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

SIGNS = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "=": "="}
REASON = "年初目标设置偏低"


@dataclass
class Indicator:
    class_: str
    group: str
    name: str
    target: str
    actual: str
    weight: str
    claimed: str
    reason: str

    def apart(self):
        """The target as sign, value and unit, for forms that have them in columns of their own."""
        found = re.fullmatch(r"(>=|<=|>|<|=)?\s*([\d.]+)\s*(.*)", self.target)
        if not found or "月" in found[3]:
            sign = re.match(r">=|<=|>|<|=", self.target)
            return (SIGNS[sign[0]], self.target[sign.end():], "") if sign else ("定性", self.target, "")
        return SIGNS[found[1] or "="], found[2], found[3]


@dataclass
class Table:
    file: str
    project: str
    year: str
    department: str
    unit: str
    funds: dict
    claimed: dict
    goals: dict
    indicators: list = field(default_factory=list)

    def classes(self):
        """The classes in order, each with its weight and its rows; one that comes again is told apart."""
        found = []
        for row in self.indicators:
            if not found or found[-1][0] != row.class_:
                found.append((row.class_, []))
            found[-1][1].append(row)
        return [(name, number(sum(float(row.weight) for row in rows)), rows) for name, rows in found]


def number(value):
    return f"{value:g}"


def read(folder):
    """Every table of a folder, in the order of the files."""
    return [table(path) for path in sorted(Path(folder).glob("*.yaml"))]


def table(path):
    # The base loader keeps every figure as the text that it is.
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    rows = [
        Indicator(
            row["class"], row["group"], row["name"], row["target"], row["actual"], row["weight"], row["claimed"],
            REASON if row["reason"] == "true" else "",
        )
        for row in data["indicators"]
    ]
    keys = ("project", "year", "department", "unit", "funds", "claimed", "goals")
    return Table(path.stem, *(data[key] for key in keys), rows)
