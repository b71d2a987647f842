"""The same rows and the same rule by jixiao, DuckDB, Polars and the ZEN engine, in turn, round after round.

The peers get the numbers already split, each in its best form; jixiao reads them out of the texts. All write the same
columns. Every score of every one is held against exact arithmetic. See ../README.md for how to run it.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from fractions import Fraction

TEXTS = ["project", "year", "class", "group", "name", "target", "actual", "weight", "claimed", "reason"]
# Numbers have up to six decimals, weights two.
UNITS = 1_000_000


def prepare(rows, split):
    """Columns of numbers beside the texts: what the peers read."""
    import duckdb

    texts = ", ".join(f'"{name}"' for name in TEXTS)
    duckdb.sql(f"""
        COPY (SELECT {texts},
            target_number::DOUBLE AS t, actual_number::DOUBLE AS a, weight::DOUBLE AS w, claimed::DOUBLE AS c,
            target_number::DECIMAL(18,6) AS td, actual_number::DECIMAL(18,6) AS ad, weight::DECIMAL(9,2) AS wd,
            (target_number::DECIMAL(18,6) * {UNITS})::BIGINT AS ti,
            (actual_number::DECIMAL(18,6) * {UNITS})::BIGINT AS ai,
            (weight::DECIMAL(9,2) * 100)::BIGINT AS wi, (claimed::DECIMAL(9,2) * 100)::BIGINT AS ci
        FROM '{rows}') TO '{split}' (FORMAT parquet, COMPRESSION snappy)""")


NUMBERS = {"t": "DOUBLE", "a": "DOUBLE", "w": "DOUBLE", "c": "DOUBLE", "td": "DECIMAL(18,6)", "ad": "DECIMAL(18,6)",
           "wd": "DECIMAL(9,2)", "ti": "BIGINT", "ai": "BIGINT", "wi": "BIGINT", "ci": "BIGINT"}


def as_csv(rows, split):
    """The same rows as CSV: the texts for jixiao, texts and integers for DuckDB."""
    import duckdb

    texts, split_csv = os.path.splitext(split)[0] + "-texts.csv", os.path.splitext(split)[0] + ".csv"
    names = ", ".join(f'"{name}"' for name in TEXTS)
    duckdb.sql(f"COPY (SELECT {names} FROM '{rows}') TO '{texts}' (HEADER)")
    duckdb.sql(f"COPY (SELECT {names}, a, t, ti, ai, wi, ci FROM '{split}') TO '{split_csv}' (HEADER)")
    return texts, split_csv


def duckdb_form(split, out, threads, score, difference):
    import duckdb

    db = duckdb.connect(config={"threads": threads})
    texts = ", ".join(f'"{name}"' for name in TEXTS)
    source, options = f"'{split}'", "FORMAT parquet, COMPRESSION snappy"
    if split.endswith(".csv"):
        # No guessing: it is told what the columns are.
        types = dict.fromkeys(TEXTS, "VARCHAR") | {name: NUMBERS[name] for name in ("a", "t", "ti", "ai", "wi", "ci")}
        source, options = f"read_csv('{split}', header=true, columns={types})", "HEADER"
    status = "CASE WHEN a >= t THEN 'met' WHEN a > 0 THEN 'partial' ELSE 'unmet' END"
    began = time.perf_counter()
    db.sql(f"""
        COPY (SELECT {texts}, {score} AS score, {status} AS status, NULL::VARCHAR AS reason_code,
            'at_least' AS rule, {difference} AS difference FROM {source})
        TO '{out}' ({options})""")
    return time.perf_counter() - began


def duckdb_double(split, out, threads):
    return duckdb_form(split, out, threads, "round(w * least(a / t, 1), 2)", "round(w * least(a / t, 1), 2) - c")


def duckdb_decimal(split, out, threads):
    score = "round(CASE WHEN ad >= td THEN wd ELSE wd * ad / td END, 2)"
    return duckdb_form(split, out, threads, score, f"{score} - c")


def duckdb_integer(split, out, threads):
    cents = "CASE WHEN ai >= ti THEN wi ELSE (2 * wi * ai + ti) // (2 * ti) END"
    return duckdb_form(split, out, threads, cents, f"{cents} - ci")


def polars_form(split, out, score, difference):
    import polars as pl

    began = time.perf_counter()
    status = pl.when(pl.col("a") >= pl.col("t")).then(pl.lit("met"))
    status = status.when(pl.col("a") > 0).then(pl.lit("partial")).otherwise(pl.lit("unmet"))
    frame = pl.scan_parquet(split).select(
        *TEXTS, score.alias("score"), status.alias("status"), pl.lit(None, pl.String).alias("reason_code"),
        pl.lit("at_least").alias("rule"), difference.alias("difference"))
    frame.sink_parquet(out, compression="snappy")
    return time.perf_counter() - began


def polars_double(split, out, threads):
    import polars as pl

    score = (pl.col("w") * pl.min_horizontal(pl.col("a") / pl.col("t"), pl.lit(1.0))).round(2)
    return polars_form(split, out, score, score - pl.col("c"))


def polars_integer(split, out, threads):
    import polars as pl

    t, a, w = pl.col("ti"), pl.col("ai"), pl.col("wi")
    cents = pl.when(a >= t).then(w).otherwise((2 * w * a + t) // (2 * t))
    return polars_form(split, out, cents, cents - pl.col("ci"))


EXPRESSION = "a >= t ? w : floor(w * a / t * 100 + 0.5) / 100"


def zen_scores(split, rows, evaluate):
    """Rows in memory; only evaluation is timed, for there is no form of it that reads files."""
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(split, columns=["t", "a", "w"]).slice(0, rows).to_pylist()
    began = time.perf_counter()
    scores = [evaluate(row) for row in table]
    return time.perf_counter() - began, scores


def zen_graph(split, rows):
    import zen

    content = {"contentType": "application/vnd.gorules.decision", "nodes": [
        {"id": "i", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}, "content": {"schema": ""}},
        {"id": "e", "type": "expressionNode", "name": "rule", "position": {"x": 1, "y": 0},
         "content": {"expressions": [{"id": "1", "key": "score", "value": EXPRESSION}]}},
        {"id": "o", "type": "outputNode", "name": "out", "position": {"x": 2, "y": 0}, "content": {}}],
        "edges": [{"id": "a", "sourceId": "i", "targetId": "e", "type": "edge"},
                  {"id": "b", "sourceId": "e", "targetId": "o", "type": "edge"}]}
    decision = zen.ZenEngine().create_decision(json.dumps(content))
    return zen_scores(split, rows, lambda row: decision.evaluate(row)["result"]["score"])


def zen_expression(split, rows):
    import zen

    compiled = zen.compile_expression(EXPRESSION)
    return zen_scores(split, rows, compiled.evaluate)


def jixiao(program, rows, out, threads):
    began = time.perf_counter()
    subprocess.run([program, "score", rows, "-o", out, "--threads", str(threads), "-q"], check=True)
    return time.perf_counter() - began


def expected(split):
    """Every score in cents, by integers alone: half up."""
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(split, columns=["ti", "ai", "wi"])
    return [w if a >= t else (2 * w * a + t) // (2 * t)
            for t, a, w in zip(*(table[name].to_pylist() for name in ("ti", "ai", "wi")))]


def wrong(out, exact, in_cents):
    import pyarrow.parquet

    if out.endswith(".csv"):
        import duckdb

        scores = [row[0] for row in duckdb.sql(f"SELECT score FROM read_csv('{out}', all_varchar=true)").fetchall()]
        if in_cents:
            scores = [int(score) for score in scores]
    else:
        scores = pyarrow.parquet.read_table(out, columns=["score"])["score"].to_pylist()
    assert len(scores) == len(exact), (out, len(scores))
    if in_cents:
        return sum(score != cents for score, cents in zip(scores, exact))
    return sum(round(Fraction(str(score)) * 100, 6) != cents for score, cents in zip(scores, exact))


def cpu(call):
    """Wall and processor seconds of a call, children included."""
    before = os.times()
    wall = call()
    after = os.times()
    return wall, sum(after[:4]) - sum(before[:4])


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rows", required=True, help="rows of `generate --split`, as Parquet")
    arguments.add_argument("--jixiao", required=True, help="the program, built with the feature columnar")
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--zen-rows", type=int, default=20_000)
    given = arguments.parse_args()
    os.environ["POLARS_MAX_THREADS"] = str(given.threads)
    import duckdb
    import polars
    import pyarrow.parquet

    folder = os.path.dirname(os.path.abspath(given.rows))
    split, out = os.path.join(folder, "split.parquet"), os.path.join(folder, "peer.parquet")
    prepare(given.rows, split)
    texts_csv, split_csv = as_csv(given.rows, split)
    out_csv = os.path.join(folder, "peer.csv")
    rows = pyarrow.parquet.read_metadata(split).num_rows
    exact = expected(split)
    whole = {
        "jixiao, from texts": (lambda: jixiao(given.jixiao, given.rows, out, given.threads), False),
        "jixiao, one thread": (lambda: jixiao(given.jixiao, given.rows, out, 1), False),
        "DuckDB, integers": (lambda: duckdb_integer(split, out, given.threads), True),
        "DuckDB, decimals": (lambda: duckdb_decimal(split, out, given.threads), False),
        "DuckDB, doubles": (lambda: duckdb_double(split, out, given.threads), False),
        "Polars, integers": (lambda: polars_integer(split, out, given.threads), True),
        "Polars, doubles": (lambda: polars_double(split, out, given.threads), False),
    }
    outputs = dict.fromkeys(whole, out)
    for name, call in {
        "jixiao, from texts, CSV to CSV": (lambda: jixiao(given.jixiao, texts_csv, out_csv, given.threads), False),
        "DuckDB, integers, CSV to CSV": (lambda: duckdb_integer(split_csv, out_csv, given.threads), True),
    }.items():
        whole[name], outputs[name] = call, out_csv
    walls = {name: [] for name in whole}
    cpus = {name: [] for name in whole}
    errors = {}
    for number in range(given.rounds + 1):
        for name, (call, in_cents) in whole.items():
            wall, used = cpu(call)
            if number == 0:
                errors[name] = wrong(outputs[name], exact, in_cents)
            else:
                walls[name].append(wall)
                cpus[name].append(used)
    zen = {}
    for name, call in (("ZEN, compiled expression", zen_expression), ("ZEN, graph", zen_graph)):
        took, scores = call(split, given.zen_rows)
        bad = sum(round(Fraction(str(score)) * 100, 6) != cents for score, cents in zip(scores, exact))
        zen[name] = (took / len(scores), bad, len(scores))
    ours = "jixiao, from texts"
    print(f"{rows} rows, {given.threads} threads, {given.rounds} rounds; Python {sys.version.split()[0]}, "
          f"DuckDB {duckdb.__version__}, Polars {polars.__version__}")
    print("| | rows a second (median) | CPU µs a row | time against jixiao, round by round: median (min–max) | wrong |")
    print("|---|---|---|---|---|")
    for name in whole:
        ratios = [theirs / mine for theirs, mine in zip(walls[name], walls[ours])]
        print(f"| {name} | {rows / statistics.median(walls[name]) / 1e6:.2f} M "
              f"| {statistics.median(cpus[name]) / rows * 1e6:.2f} "
              f"| {statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f}) | {errors[name]} |")
    for name, (each, bad, of) in zen.items():
        ratio = each * rows / statistics.median(walls[ours])
        print(f"| {name} (one thread, {of} rows, in memory) | {1 / each / 1e6:.3f} M | {each * 1e6:.2f} | {ratio:.1f} | {bad} |")


main()
