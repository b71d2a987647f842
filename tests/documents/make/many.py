#!/usr/bin/env python3
"""Writes many tables: the shipped ones and one more in turn, each under a name of its own, a third of them with another
amount executed.

    many.py OUT [NUMBER]
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def main():
    out, number = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    sources = sorted((ROOT / "indicators/urumqi-2024").glob("*.yaml"))
    sources = [source.read_text("utf-8") for source in [*sources, ROOT / "tests/browser/tables/roads.yaml"]]
    out.mkdir(parents=True, exist_ok=True)
    for index in range(number):
        table = sources[index % len(sources)]
        table = re.sub(r"""(?m)^project: (.*?)("?)$""", rf"project: \1（{index + 1}）\2", table)
        if index % 3 == 1:
            share = (50 + index % 50) / 100
            smaller = lambda found: f"{found[1]}{float(found[2]) * share:.2f}"
            table = re.sub(r"(?m)^(  executed: )([0-9.]+)$", smaller, table)
        (out / f"{index + 1:05}.yaml").write_text(table, "utf-8")


if __name__ == "__main__":
    main()
