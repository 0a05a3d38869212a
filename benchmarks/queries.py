#!/usr/bin/env python3
"""Times praxis ingest and query: group-bys over registered reviews, and a sort of many generated rows in little memory.

    ./benchmarks/queries.py [ROWS] [FILE.csv]     ROWS of the sort (10,000,000); FILE is the real reviews, else generated ones

Engine time is what the program puts on record (from the statement's start to its last row); process time is the whole command's.
Each query runs nine times in processes of its own; medians. Memory is the peak of the process, as wait4 tells it.
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PRAXIS = os.path.join(ROOT, "praxis")
REPEATS = 9
QUERIES = [
    ("Q1 count by rating", 'SELECT Rating, COUNT(Rating) FROM reviews GROUP BY Rating ORDER BY Rating'),
    ("Q3 average by category", 'SELECT "Class Name", AVG(Rating) AS a FROM reviews GROUP BY 1 ORDER BY a DESC'),
    ("Q5 count by category and rating", 'SELECT "Class Name", Rating, COUNT(*) AS n FROM reviews GROUP BY 1, 2 ORDER BY 1 ASC, 2 DESC, n'),
    ("Q6 words by category", 'SELECT "Class Name", AVG(CARDINALITY(SPLIT("Review Text", \' \'))) FROM reviews GROUP BY 1 ORDER BY 2'),
]


def run(folder, *arguments):
    """Runs the program; returns its output, seconds and peak memory in MB."""
    began = time.monotonic()
    process = subprocess.Popen([PRAXIS, *arguments], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    output, error = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    took = time.monotonic() - began
    if status != 0:
        sys.exit(error.decode())
    return output.decode(), took, usage.ru_maxrss / 1024


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        subprocess.run([PRAXIS, "--version"], check=True, stdout=subprocess.DEVNULL)
        source = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else os.path.join(folder, "reviews.csv")
        if len(sys.argv) <= 2:
            run(folder, "sample", "reviews", "--rows", "23486", "--out", source)
        _, took, memory = run(folder, "ingest", source, "--name", "reviews")
        print(f"ingest of {os.path.getsize(source):,} bytes: {took:.2f} s, {memory:.0f} MB")
        for name, sql in QUERIES:
            engine, whole = [], []
            for _ in range(REPEATS):
                output, took, _ = run(folder, "query", sql, "--json")
                engine.append(json.loads(output)["engineMilliseconds"])
                whole.append(took * 1000)
            print(f"{name}: engine {statistics.median(engine):.1f} ms ({min(engine):.1f} to {max(engine):.1f}), process {statistics.median(whole):.0f} ms")
        if rows == 0:
            return
        big = os.path.join(folder, "big.csv")
        _, took, memory = run(folder, "sample", "reviews", "--rows", str(rows), "--out", big)
        print(f"sample of {rows:,} rows, {os.path.getsize(big):,} bytes: {took:.1f} s")
        _, took, memory = run(folder, "ingest", big, "--name", "big")
        print(f"ingest of it: {took:.1f} s, {memory:.0f} MB")
        os.remove(big)
        for name, sql in [("group-by over it", 'SELECT "Class Name", AVG(Rating), COUNT(*) FROM big GROUP BY 1 ORDER BY 2'),
                          ("ORDER BY over it, three columns", 'SELECT "Clothing ID", Age, Title FROM big ORDER BY Title, "Clothing ID", column0'),
                          ("ORDER BY over it, every column", 'SELECT * FROM big ORDER BY "Review Text"')]:
            _, took, memory = run(folder, "query", sql, "--memory", "512MB", "--timeout", "1800", "--out", os.path.join(folder, "out.parquet"))
            engine = json.loads(run(folder, "query", "--history", "--json")[0])[0]["engineMilliseconds"]
            print(f"{name} (--memory 512MB): engine {engine / 1000:.1f} s, process {took:.1f} s, {memory:.0f} MB")


if __name__ == "__main__":
    main()
