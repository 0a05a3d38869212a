"""TF-IDF with logistic regression (or a linear SVM) beside scikit-learn: whole processes that load the same file, run alternately; median wall and user seconds of vectorizer and fit together,
and the peak memory of the process (VmHWM, texts and interpreter or runtime included).

    /usr/bin/python3 benchmarks/linear_vs_sklearn.py TRAIN TEST [logistic-regression|svm] [pairs] [min_df] [whitespace|words]

TRAIN may also be the reviews' CSV with the words "reviews" as TEST: the 23,486 reviews are then split by row number (every tenth row is tested) and written in fastText's format beside the results.
"""
import csv
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = ROOT / "artifacts/bin/Praxis.Benchmarks/release/Praxis.Benchmarks"
train, test = sys.argv[1:3]
algorithm = sys.argv[3] if len(sys.argv) > 3 else "logistic-regression"
pairs = int(sys.argv[4]) if len(sys.argv) > 4 else 5
least = sys.argv[5] if len(sys.argv) > 5 else "1"
tokens = sys.argv[6] if len(sys.argv) > 6 else "whitespace"
folder = tempfile.TemporaryDirectory()
if test == "reviews":
    with open(train, newline="", encoding="utf-8") as source:
        rows = [(row["Rating"], " ".join(row["Review Text"].split())) for row in csv.DictReader(source)]
    rows = [("-1" if int(rating) < 3 else "0" if rating == "3" else "1", text) for rating, text in rows if text]
    train, test = folder.name + "/train.txt", folder.name + "/test.txt"
    for path, part in ((train, [r for i, r in enumerate(rows) if i % 10]), (test, rows[::10])):
        Path(path).write_text("".join("__label__%s %s\n" % row for row in part), encoding="utf-8")

ours = [str(OURS), "linear", train, test, algorithm, "2", least, tokens]
peer = [sys.executable, str(ROOT / "benchmarks/linear_vs_sklearn_peer.py"), train, test, algorithm, least, tokens]
results = {"ours": [], "scikit-learn": []}
for pair in range(pairs):
    for name, command in ((("ours", ours), ("scikit-learn", peer)) if pair % 2 == 0 else (("scikit-learn", peer), ("ours", ours))):
        results[name].append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
        print(name, json.dumps(results[name][-1]), flush=True)
for key in ("wall", "user", "peak_mb", "vectorize", "fit"):
    a, b = (statistics.median(r[key] for r in results[name]) for name in ("ours", "scikit-learn"))
    print("%s: ours %.2f, scikit-learn %.2f (medians of %d): %.3f of it, pair by pair %s" % (
        key, a, b, pairs, a / b, " ".join("%.3f" % (x[key] / y[key]) for x, y in zip(results["ours"], results["scikit-learn"]))))
print("right: ours %s, scikit-learn %s of %d" % (results["ours"][0]["right"], results["scikit-learn"][0]["right"], results["ours"][0]["of"]))
