#!/usr/bin/env python3
"""Times recipes, insights and bias reports over generated rows, and insights of a file of reviews.

    ./benchmarks/data.py [ROWS] [REPEATS] [REVIEWS.csv]     ROWS of the large table (10,000,000), repeats (5); reviews are generated where no file is named

All tables are made by the program itself (praxis query over range(), praxis sample). Engine time is what the program prints for its stage; whole time, processor time (user and
system) and peak memory are of the process, as wait4 tells them. Medians. Processor time is what counts on a machine that others use.
"""
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PRAXIS = os.environ.get("PRAXIS", os.path.join(ROOT, "praxis"))

ROWS_SQL = """SELECT i AS id, 18 + (hash(i) % 60)::BIGINT AS age_raw, round(exp((hash(i*3) % 10000) / 2000.0), 2) AS price,
CASE WHEN hash(i*5) % 20 = 0 THEN NULL ELSE (hash(i*7) % 100000) / 100.0 END AS income, (hash(i*11) % 1000) / 10.0 AS score,
['a','b','c','d','e','f'][1 + (hash(i*13) % 6)::INT] AS category, ['north','south','east','west'][1 + (hash(i*17) % 4)::INT] AS region,
(hash(i*19) % 5 + 1)::BIGINT AS rating, (hash(i*23) % 1000)::VARCHAR AS shop, DATE '2020-01-01' + (hash(i*29) % 2000)::INT AS day FROM range({rows}) t(i)"""
LARGE_SQL = """SELECT i AS id, (hash(i * 2) % 1000000)::BIGINT AS customer, (18 + hash(i * 3) % 60)::BIGINT AS age, round(exp((hash(i * 5) % 10000) / 2000.0), 2) AS price,
CASE WHEN hash(i * 7) % 20 = 0 THEN NULL ELSE (hash(i * 11) % 100000) / 100.0 END AS income, 'facet ' || (hash(i * 13) % 100) AS facet,
['north','south','east','west'][1 + (hash(i * 17) % 4)::INT] AS region, 'item ' || (hash(i * 19) % 3000000) AS item,
DATE '2020-01-01' + (hash(i * 23) % 2000)::INT AS day, (hash(i * 29) % 100 < 60 + hash(i * 13) % 7)::INT AS label FROM range({rows}) t(i)"""
TYPICAL = """name: typical
seed: 1
steps:
  - cast: {column: age_raw, type: number}
  - filter: {where: "rating > 1"}
  - derive: {column: spend, formula: "price * (1 + score / 100)"}
  - map: {column: rating, into: sentiment, values: {2: -1, 3: 0, 4: 1, 5: 1}, else: missing}
  - missing: {columns: [income], how: median}
  - outliers: {columns: [price], method: robust, how: clip}
  - scale: {columns: [spend, income], how: standard}
  - bin: {column: age_raw, count: 5}
  - encode: {column: category, how: one-hot}
  - rename: {columns: {age_raw: age_bin}}
"""
TEXTUAL = """name: textual
seed: 1
steps:
  - drop: {columns: [column0]}
  - rename: {columns: {"Review Text": text, "Class Name": category, Rating: stars}}
  - missing: {columns: [text, category], how: drop}
  - map: {column: stars, into: sentiment, values: {1: -1, 2: -1, 3: 0, 4: 1, 5: 1}, else: error}
  - clean_text: {column: text, html: true, urls: true, lower: true, whitespace: true}
  - derive: {column: words, formula: "len(string_split(text, ' '))"}
  - missing: {columns: [Age], how: median}
  - outliers: {columns: [Age], method: robust, how: clip}
  - scale: {columns: [Age, words], how: standard}
  - encode: {column: category, how: one-hot}
"""


def run(folder, *arguments):
    """Runs the program; returns what it told, its seconds, processor seconds and peak memory in MB."""
    began = time.monotonic()
    process = subprocess.Popen([PRAXIS, *arguments], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    told = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(told)
    return told, time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def stage(told, name):
    """Seconds that the program printed for a stage."""
    return float(re.search(rf"^{name}\s+([\d.,]+) s", told, re.M).group(1).replace(",", ""))


def measure(title, folder, repeats, stages, arguments, rows=None):
    """Prints medians of one command."""
    engine, whole, processor, memory = [], [], [], []
    for _ in range(repeats):
        told, took, own, most = run(folder, *arguments)
        engine.append(sum(stage(told, name) for name in stages))
        whole.append(took)
        processor.append(own)
        memory.append(most)
    median = statistics.median
    rate = "" if rows is None else f", {rows / median(engine):,.0f} rows/s, {rows / median(processor):,.0f} rows/s a core by the whole process's processor time"
    print(f"{title}: engine {median(engine):.2f} s ({min(engine):.2f} to {max(engine):.2f}), whole {median(whole):.2f} s, processor {median(processor):.2f} s, {max(memory):.0f} MB{rate}; load {os.getloadavg()[0]:.1f}", flush=True)


def main():
    large = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        os.environ["PRAXIS_WORKSPACE"] = os.path.join(folder, "workspace")
        run(folder, "--version")
        for name, recipe in (("typical", TYPICAL), ("textual", TEXTUAL)):
            with open(os.path.join(folder, name + ".yaml"), "w", encoding="utf-8") as file:
                file.write(recipe)
        run(folder, "query", ROWS_SQL.format(rows=2_000_000), "--out", "rows.csv", "--memory", "4GB")
        run(folder, "sample", "reviews", "--rows", "500000", "--seed", "1", "--out", "texts.csv")
        reviews = os.path.abspath(sys.argv[3]) if len(sys.argv) > 3 else os.path.join(folder, "reviews.csv")
        if len(sys.argv) <= 3:
            run(folder, "sample", "reviews", "--rows", "23486", "--seed", "1", "--out", reviews)
        for file, name in (("rows.csv", "rows"), ("texts.csv", "texts"), (reviews, "reviews")):
            run(folder, "ingest", file, "--name", name)
        measure("recipe of ten steps, numbers and categories, 2,000,000 rows", folder, repeats, ["Run", "Write"], ["prepare", "run", "typical.yaml", "rows", "--out", "typical", "--output-format", "parquet"], 2_000_000)
        measure("recipe of ten steps, texts, 500,000 rows", folder, repeats, ["Run", "Write"], ["prepare", "run", "textual.yaml", "texts", "--out", "textual", "--output-format", "parquet"], 500_000)
        measure("insights of the reviews", folder, repeats, ["Analyze"], ["analyze", "insights", "reviews", "--target", "Rating", "--out", "insights"])
        if large == 0:
            return
        run(folder, "query", LARGE_SQL.format(rows=large), "--out", "large.csv", "--memory", "4GB")
        measure(f"insights of {large:,} rows from CSV", folder, 1, ["Read", "Analyze"], ["analyze", "insights", "large.csv", "--out", "large-file"], large)
        run(folder, "ingest", "large.csv", "--name", "large")
        measure(f"insights of {large:,} registered rows", folder, min(repeats, 3), ["Analyze"], ["analyze", "insights", "large", "--out", "large"], large)
        measure(f"bias of {large:,} registered rows, 100 values", folder, repeats, ["Measure"], ["analyze", "bias", "large", "--label", "label", "--positive", "1", "--facet", "facet", "--out", "bias"], large)


if __name__ == "__main__":
    main()
