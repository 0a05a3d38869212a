"""fastText beyond plain supervised training, side by side with Debian's program: sub-words, word vectors, the other losses, quantisation.

    python3 benchmarks/fasttext_more.py [--ours "./praxis fasttext"] [--pairs 5] [--case NAME ...] [--share 0.25] [--texts FOLDER]

Runs alternate, the first of a pair changes; user CPU and wall of the whole process, medians and the median of the ratios of pairs. The files that both write are compared
byte by byte. FOLDER holds the unpacked texts (imdb.train.txt, ...), else they are unpacked from ../shared/data/text.
"""
import argparse
import filecmp
import gzip
import os
import resource
import shlex
import shutil
import statistics
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ORIGINAL = "/usr/bin/fasttext"

# name: (command, text, lines or None for all, arguments, what is compared)
CASES = {
    "skipgram": ("skipgram", "20news_body", 4000, "-epoch 1 -bucket 200000", (".bin", ".vec")),
    "cbow": ("cbow", "20news_body", 4000, "-epoch 1 -bucket 200000", (".bin", ".vec")),
    "skipgram-words": ("skipgram", "20news_body", 4000, "-epoch 1 -maxn 0", (".bin", ".vec")),
    "subwords-10": ("supervised", "imdb", 5000, "-minn 3 -maxn 6 -dim 10 -lr 0.5 -epoch 2 -bucket 200000", (".bin", ".vec")),
    "subwords-100": ("supervised", "imdb", 5000, "-minn 3 -maxn 6 -dim 100 -lr 0.5 -epoch 2 -bucket 200000", (".bin", ".vec")),
    "ova-banking77": ("supervised", "banking77", None, "-loss one-vs-all -wordNgrams 2 -dim 100 -lr 0.5 -epoch 5 -bucket 200000", (".bin", ".vec")),
    "hs-20news": ("supervised", "20news_body", None, "-loss hs -dim 100 -lr 0.5 -epoch 5", (".bin", ".vec")),
    "ns-20news": ("supervised", "20news_body", None, "-loss ns -dim 100 -lr 0.5 -epoch 5", (".bin", ".vec")),
    "hs-banking77": ("supervised", "banking77", None, "-loss hs -wordNgrams 2 -dim 100 -lr 0.5 -epoch 25 -bucket 200000", (".bin", ".vec")),
    "ns-banking77": ("supervised", "banking77", None, "-loss ns -wordNgrams 2 -dim 100 -lr 0.5 -epoch 25 -bucket 200000", (".bin", ".vec")),
    "quantize": ("quantize", "imdb", 5000, "-qnorm", (".ftz",)),
    "quantize-cut": ("quantize", "imdb", 5000, "-qnorm -cutoff 50000 -retrain -epoch 1 -lr 0.1", (".ftz",)),
}
TO_QUANTIZE = "-dim 100 -lr 0.5 -epoch 1 -wordNgrams 2 -bucket 200000"


def measure(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    wall = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{shlex.join(command)} ended with {done.returncode}: {done.stderr[-2000:]}")
    return after.ru_utime - before.ru_utime, wall


def text_of(name, lines, texts, folder):
    path = os.path.join(folder, f"{name}.{lines}.txt")
    if not os.path.exists(path):
        whole = os.path.join(texts, f"{name}.train.txt") if texts else None
        packed = os.path.join(ROOT, "..", "shared", "data", "text", f"{name}.train.txt.gz")
        with (open(whole, "rb") if whole else gzip.open(packed, "rb")) as source, open(path, "wb") as target:
            for number, line in enumerate(source):
                if lines is not None and number >= lines:
                    break
                target.write(line)
    return path


def run_case(name, ours, pairs, texts, share, folder):
    command, data, lines, arguments, compared = CASES[name]
    lines = lines and int(lines * share)
    text = text_of(data, lines, texts, folder)
    outputs = {"original": os.path.join(folder, "original"), "ours": os.path.join(folder, "ours")}
    if command == "quantize":
        subprocess.run([ORIGINAL, "supervised", "-input", text, "-output", outputs["original"], "-thread", "1", "-verbose", "0", *shlex.split(TO_QUANTIZE)], check=True)
        shutil.copy(outputs["original"] + ".bin", outputs["ours"] + ".bin")
    programs = {"original": [ORIGINAL], "ours": shlex.split(ours)}
    user, wall = {"original": [], "ours": []}, {"original": [], "ours": []}
    for pair in range(pairs):
        for which in (("original", "ours") if pair % 2 == 0 else ("ours", "original")):
            run = [*programs[which], command, "-input", text, "-output", outputs[which], "-thread", "1", "-verbose", "0", *shlex.split(arguments)]
            u, w = measure(run)
            user[which].append(u)
            wall[which].append(w)
    same = all(filecmp.cmp(outputs["original"] + end, outputs["ours"] + end, shallow=False) for end in compared)
    ratios = [a / b for a, b in zip(user["original"], user["ours"])]
    walls = [a / b for a, b in zip(wall["original"], wall["ours"])]
    m = statistics.median
    print(f"| {name} | {m(user['original']):.2f} | {m(user['ours']):.2f} | **{m(ratios):.1f}** ({min(ratios):.1f} to {max(ratios):.1f}) | {m(wall['original']):.1f} | {m(wall['ours']):.1f} | {m(walls):.1f} | {'same' if same else 'DIFFERENT'} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", default=os.path.join(ROOT, "praxis") + " fasttext")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--case", nargs="*", choices=list(CASES), default=list(CASES))
    parser.add_argument("--share", type=float, default=1, help="part of each text's lines, for a busy machine")
    parser.add_argument("--texts", help="folder of unpacked texts")
    options = parser.parse_args()
    print("| case | original user s | ours user s | user ratio (range) | original wall s | ours wall s | wall ratio | files |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name in options.case:
            run_case(name, options.ours, options.pairs, options.texts, options.share, folder)


if __name__ == "__main__":
    main()
