#!/usr/bin/env python3
"""Trains with every algorithm, then makes each version again: on one thread and on two, in a copy of the workspace in another folder, and on another day.

    python3 benchmarks/replay.py [REVIEWS.csv] [--rows 3000] [--program ./praxis]

Each must give the same bytes. The other day is made by Debian's faketime, where it is installed. Reviews are generated where no file is named.
"""
import argparse
import os
import shutil
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
COLUMNS = ["--text", "Review Text", "--label", "Rating", "--label-map", "1,2=-1;3=0;4,5=1"]
MORE = ["--categorical", "Class Name", "--numeric", "Age"]
RUNS = {
    "run-tfidf": ["run", "{file}", *COLUMNS, "--no-serve"],
    "run-linear": ["run", "{file}", *COLUMNS, "--no-serve", "--algorithm", "linear"],
    "train-linear": ["train", "{file}", *COLUMNS, "--algorithm", "linear"],
    "train-blazingtext": ["train", "{file}", *COLUMNS, "--algorithm", "blazingtext"],
    "train-fasttext": ["train", "{file}", *COLUMNS, "--algorithm", "fasttext"],
    "train-boosting": ["train", "{file}", *COLUMNS, *MORE, "--algorithm", "gradient-boosting"],
    "train-ensemble": ["train", "{file}", *COLUMNS, *MORE, "--algorithm", "ensemble"],
}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("file", nargs="?")
    options.add_argument("--rows", type=int, default=3000)
    options.add_argument("--program", default=os.path.join(ROOT, "praxis"))
    options = options.parse_args()
    folder = tempfile.mkdtemp(prefix="replay-")

    def praxis(*arguments, workspace="first", before=()):
        began = time.monotonic()
        ended = subprocess.run([*before, options.program, *arguments, "--workspace", os.path.join(folder, workspace)], cwd=folder, capture_output=True, text=True)
        return ended, time.monotonic() - began

    file = os.path.abspath(options.file) if options.file else os.path.join(folder, "reviews.csv")
    if not options.file:
        subprocess.run([options.program, "sample", "reviews", "--rows", str(options.rows), "--seed", "1", "--out", file], check=True)
    made = []
    for name, arguments in RUNS.items():
        ended, took = praxis(*[part.format(file=file) for part in arguments], "--name", name)
        print(f"{name}: exit {ended.returncode}, {took:.1f} s{'' if ended.returncode == 0 else chr(10) + ended.stderr[-400:]}", flush=True)
        if ended.returncode == 0:
            made.append(name)
    shutil.copytree(os.path.join(folder, "first"), os.path.join(folder, "another place", "second"), symlinks=True)
    for name in made:
        cases = [("one thread", "first", ["--threads", "1"], ()), ("two threads", "first", ["--threads", "2"], ()), ("another folder", "another place/second", [], ()), ("one core", "first", [], ("taskset", "-c", "0"))]
        if shutil.which("faketime"):
            cases.append(("another day", "first", [], ("faketime", "-f", "+40d")))
        for what, workspace, arguments, before in cases:
            ended, took = praxis("replay", name, *arguments, workspace=workspace, before=before)
            print(f"  {name}, {what}: {ended.stdout.strip()[:160] or ended.stderr.strip()[-300:]} ({took:.1f} s)", flush=True)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
