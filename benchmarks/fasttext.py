"""fastText beside Debian's program: training and prediction as whole processes, files compared byte by byte.

    python3 benchmarks/fasttext.py [--ours "artifacts/publish/Praxis.Cli/release/praxis fasttext"] [--pairs 5] [--case NAME ...] [--texts FOLDER] [--table FILE]

Runs alternate, the first of a pair changes. Figures are medians; ratios are medians of the ratios of pairs, the original's over ours. Words a second are what each program
prints for its training phase. Prediction is file to file; the same command on an empty file, the load, is taken off. FOLDER holds the unpacked texts, else they are
unpacked from ../shared/data/text.
"""
import argparse
import filecmp
import gzip
import os
import re
import resource
import shlex
import shutil
import statistics
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ORIGINAL = "/usr/bin/fasttext"
IMDB = "-epoch 5 -lr 0.5 -bucket 2000000"
TRAIN = {
    "dim 10, words": ("imdb", f"-dim 10 {IMDB}"),
    "dim 10, bigrams": ("imdb", f"-dim 10 -wordNgrams 2 {IMDB}"),
    "dim 100, words": ("imdb", f"-dim 100 {IMDB}"),
    "dim 100, bigrams": ("imdb", f"-dim 100 -wordNgrams 2 {IMDB}"),
    "Banking77, dim 10": ("banking77", "-dim 10 -epoch 25 -lr 0.5 -wordNgrams 2 -bucket 200000"),
    "Banking77, dim 100": ("banking77", "-dim 100 -epoch 25 -lr 0.5 -wordNgrams 2 -bucket 200000"),
    "20 Newsgroups, words": ("20news_body", "-dim 10 -epoch 5 -lr 0.5"),
}
PREDICTED = list(TRAIN)[:4]


def measure(command, output=None):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    with open(output, "wb") if output else open(os.devnull, "wb") as answers:
        done = subprocess.run(command, stdout=answers, stderr=subprocess.PIPE, text=True)
    wall = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{shlex.join(command)} ended with {done.returncode}: {done.stderr[-2000:]}")
    speed = re.findall(r"words/sec/thread:\s*(\d+)", done.stderr)
    return after.ru_utime - before.ru_utime, wall, int(speed[-1]) if speed else 0, after.ru_stime - before.ru_stime


def text_of(name, part, texts, folder):
    whole = os.path.join(texts, f"{name}.{part}.txt") if texts else ""
    if os.path.exists(whole):
        return whole
    path = os.path.join(folder, f"{name}.{part}.txt")
    if not os.path.exists(path):
        with gzip.open(os.path.join(ROOT, "..", "shared", "data", "text", f"{name}.{part}.txt.gz"), "rb") as source, open(path, "wb") as target:
            shutil.copyfileobj(source, target)
    return path


def pairs(count, original, ours):
    """Alternates the two; returns the runs of each."""
    runs = ([], [])
    for pair in range(count):
        for side in (0, 1) if pair % 2 == 0 else (1, 0):
            runs[side].append((original, ours)[side]())
    return runs


def column(runs, k):
    return statistics.median(run[k] for run in runs)


def ratio(runs, k, turn=False):
    return statistics.median((b[k] / max(a[k], 1e-9)) if turn else (a[k] / max(b[k], 1e-9)) for a, b in zip(*runs))


def train(name, arguments, folder, write):
    text, settings = TRAIN[name]
    path = text_of(text, "train", arguments.texts, folder)

    def run(program, out):
        return lambda: measure([*program, "supervised", "-input", path, "-output", os.path.join(folder, out), *settings.split(), "-thread", "1"])

    runs = pairs(arguments.pairs, run([ORIGINAL], "original"), run(arguments.ours, "ours"))
    same = all(filecmp.cmp(os.path.join(folder, "original" + end), os.path.join(folder, "ours" + end), shallow=False) for end in (".bin", ".vec"))
    write(f"| {name} | {column(runs[0], 0):.2f} | {column(runs[1], 0):.2f} | **{ratio(runs, 0):.1f}** | {column(runs[0], 1):.2f} | {column(runs[1], 1):.2f} | **{ratio(runs, 1):.1f}** "
          f"| {column(runs[0], 2) / 1e6:.2f} | {column(runs[1], 2) / 1e6:.1f} | **{ratio(runs, 2, True):.0f}** | {'yes' if same else 'NO'} |")


def predict(name, arguments, folder, write):
    model, path, empty = os.path.join(folder, "original.bin"), text_of("imdb", "test", arguments.texts, folder), os.path.join(folder, "empty.txt")
    open(empty, "w").close()

    def run(program, out):
        def both():
            load = measure([*program, "predict", model, empty])
            whole = measure([*program, "predict", model, path], os.path.join(folder, out))
            return max(whole[0] - load[0], 1e-3), whole[1], whole[0], load[1]
        return both

    runs = pairs(arguments.pairs, run([ORIGINAL], "original.txt"), run(arguments.ours, "ours.txt"))
    same = filecmp.cmp(os.path.join(folder, "original.txt"), os.path.join(folder, "ours.txt"), shallow=False)
    write(f"| {name} | {column(runs[0], 0):.2f} | {column(runs[1], 0):.3f} | **{ratio(runs, 0):.1f}** | {column(runs[0], 1):.2f} | {column(runs[1], 1):.2f} | {ratio(runs, 1):.1f} "
          f"| {column(runs[0], 3):.2f} | {column(runs[1], 3):.2f} | {'yes' if same else 'NO'} |")


def threads(arguments, folder, write):
    path = text_of("imdb", "train", arguments.texts, folder)
    settings = TRAIN["dim 100, bigrams"][1].split()
    runs = {}
    for _ in range(min(3, arguments.pairs)):
        for count in (1, 2):
            runs.setdefault(count, []).append(measure([*arguments.ours, "supervised", "-input", path, "-output", os.path.join(folder, "threads"), *settings, "-thread", str(count)]))
    one, two = column(runs[1], 1), column(runs[2], 1)
    write(f"\n`-thread 2` against one updating thread, dim 100 bigrams, wall: {one:.2f} s and {two:.2f} s, {one / two:.2f} times.")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ours", type=shlex.split, default=[os.path.join(ROOT, "artifacts/publish/Praxis.Cli/release/praxis"), "fasttext"])
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--case", action="append")
    parser.add_argument("--texts")
    parser.add_argument("--table")
    parser.add_argument("--only", choices=["train", "predict", "threads"])
    arguments = parser.parse_args()

    def write(line):
        print(line, flush=True)
        if arguments.table:
            with open(arguments.table, "a") as table:
                table.write(line + "\n")

    with tempfile.TemporaryDirectory() as folder:
        if arguments.only in (None, "train"):
            write("\n| training | original user s | ours | ratio | original wall s | ours | ratio | original M words/s | ours | ratio | same bytes |\n|---|---|---|---|---|---|---|---|---|---|---|")
            for name in arguments.case or TRAIN:
                train(name, arguments, folder, write)
        if arguments.only in (None, "predict"):
            write("\n| prediction | original user s without load | ours | ratio | original wall s | ours | ratio | load, original wall s | ours | same bytes |\n|---|---|---|---|---|---|---|---|---|---|")
            for name in arguments.case or PREDICTED:
                path = text_of("imdb", "train", arguments.texts, folder)
                measure([*arguments.ours, "supervised", "-input", path, "-output", os.path.join(folder, "original"), *TRAIN[name][1].split()])
                predict(name, arguments, folder, write)
        if arguments.only in (None, "threads"):
            threads(arguments, folder, write)


if __name__ == "__main__":
    main()
