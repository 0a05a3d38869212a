#!/usr/bin/env python3
"""Takes in, prepares, analyzes and queries a large CSV in a control group of little memory (fault F11: 512 MB for a 2 GB CSV). Needs root and Linux.

    sudo python3 benchmarks/small_memory.py [--gigabytes 2] [--megabytes 512]
"""
import argparse
import os
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RECIPE = """name: big
seed: 1
steps:
  - filter: {where: "rating > 1"}
  - derive: {column: words, formula: "len(string_split(text, ' '))"}
  - outliers: {columns: [price], method: robust, how: clip}
  - scale: {columns: [price, words], how: standard}
  - clean_text: {column: text, lower: true}
  - encode: {column: rating, how: one-hot}
"""


def group(megabytes):
    """A new control group of either version, and the names of its files for the peak and the processes."""
    root = "/sys/fs/cgroup"
    is_first = os.path.isdir(root + "/memory")
    folder = f"{root}/{'memory/' if is_first else ''}praxis-{os.getpid()}"
    os.mkdir(folder)
    with open(f"{folder}/{'memory.limit_in_bytes' if is_first else 'memory.max'}", "w") as file:
        file.write(str(megabytes << 20))
    return folder


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--gigabytes", type=float, default=2)
    options.add_argument("--megabytes", type=int, default=512)
    options.add_argument("--program", default=os.path.join(ROOT, "praxis"))
    options = options.parse_args()
    limited = group(options.megabytes)
    try:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["PRAXIS_WORKSPACE"] = os.path.join(folder, "workspace")
            words = " ".join(f"word{i * 7919 % 5000}" for i in range(28))
            with open(os.path.join(folder, "big.csv"), "w") as file:
                file.write("id,age,rating,price,shop,text\n")
                i = 0
                while file.tell() < options.gigabytes * 1e9:
                    file.write("".join(f"{k},{18 + k * 7 % 60},{1 + k * 13 % 5},{k * 31 % 10000 / 100},shop {k * 17 % 300},Row {k % 20000} says {words}\n" for k in range(i, i + 10000)))
                    i += 10000
            with open(os.path.join(folder, "recipe.yaml"), "w") as file:
                file.write(RECIPE)
            print(f"{i:,} rows in {options.megabytes} MB")
            for command in (["ingest", "big.csv", "--name", "big"], ["prepare", "run", "recipe.yaml", "big", "--out", "out"], ["prepare", "run", "recipe.yaml", "big", "--out", "parquet", "--output-format", "parquet"],
                            ["analyze", "insights", "big", "--target", "rating", "--out", "insights"], ["analyze", "bias", "big", "--label", "rating", "--positive", "5", "--facet", "shop", "--out", "bias"],
                            ["query", "SELECT shop, count(DISTINCT id) n FROM big GROUP BY shop ORDER BY n", "--out", "shops.csv", "--timeout", "500"],
                            ["query", "SELECT id, age, price, shop FROM big ORDER BY shop, id", "--out", "sorted.csv", "--timeout", "500"]):
                began = time.monotonic()
                ended = subprocess.run(["sh", "-c", f'echo $$ > {limited}/cgroup.procs; exec "$0" "$@"', options.program, *command], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
                print(f"{' '.join(command[:2])}: exit {ended.returncode}, {time.monotonic() - began:.1f} s{'' if ended.returncode == 0 else chr(10) + ended.stdout}", flush=True)
    finally:
        os.rmdir(limited)


if __name__ == "__main__":
    sys.exit(main())
