"""The linear support vector machine (words and bigrams, tokens between blanks, min_df 1, C 1) on six public sets, beside the accuracies that scikit-learn's LinearSVC reaches.

    python3 benchmarks/linear_anchors.py FOLDER
"""
import json
import subprocess
import sys
from pathlib import Path

OURS = str(Path(__file__).resolve().parent.parent / "artifacts/bin/Praxis.Benchmarks/release/Praxis.Benchmarks")
for name, anchor, peer in (("trec6", 0.905, 0.9080), ("banking77", 0.893, 0.8964), ("sst2", 0.815, 0.8182), ("mr", 0.803, 0.8068), ("20news_body", 0.735, 0.7381), ("imdb", 0.909, 0.9096)):
    files = ["%s/%s.%s.txt.gz" % (sys.argv[1], name, part) for part in ("train", "test")]
    result = json.loads(subprocess.run([OURS, "linear", *files, "svm", "2"], check=True, capture_output=True, text=True).stdout)
    print("%-12s %5d of %5d: %.4f (anchor %.3f, scikit-learn %.4f)%s; %.2f s" % (
        name, result["right"], result["of"], result["accuracy"], anchor, peer, "" if result["accuracy"] >= anchor else " BELOW", result["wall"]), flush=True)
