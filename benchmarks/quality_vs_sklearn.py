"""The main job beside scikit-learn with the same settings on the same training and held-out rows, five seeds.

    python3 benchmarks/quality_vs_sklearn.py FILE.csv [praxis run's options]

Prints balanced accuracy and macro F1 of both per seed, and the differences of the means in points.
"""
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score, f1_score

from processes import run

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = sys.argv[2:] or ["--text", "Review Text", "--label", "Rating", "--label-map", "1,2=-1;3=0;4,5=1", "--positive", "1", "--facet", "Class Name"]


def rows(workspace, artifact):
    path = Path(workspace) / "artifacts" / artifact[:2] / artifact[2:]
    with open(path) as lines:
        pairs = [json.loads(line) for line in lines]
    return [p["text"] for p in pairs], [p["label"] for p in pairs]


results = []
for seed in range(1, 6):
    with tempfile.TemporaryDirectory() as folder:
        workspace = folder + "/.praxis"
        seconds, peak, ended = run([str(ROOT / "praxis"), "run", sys.argv[1], *OPTIONS, "--no-serve", "--json", "--seed", str(seed), "--workspace", workspace, "--report-folder", folder])
        assert ended.returncode == 0, ended.stderr
        report = json.loads(ended.stdout)
        train, train_labels = rows(workspace, report["hashes"]["train"])
        held_out, truth = rows(workspace, report["hashes"]["held-out"])
    begin = time.perf_counter()
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    model = LogisticRegression(C=1, max_iter=1000).fit(vectorizer.fit_transform(train), train_labels)
    peer_seconds = time.perf_counter() - begin
    said = model.predict(vectorizer.transform(held_out))
    ours = report["evaluation"]
    results.append((ours["balancedAccuracy"], balanced_accuracy_score(truth, said), ours["macro"]["f1"], f1_score(truth, said, average="macro"), seconds, peak, peer_seconds))
    print("seed %d: balanced accuracy %.4f, scikit-learn %.4f; macro F1 %.4f, scikit-learn %.4f; whole job %.2f s, %.0f MB; scikit-learn's fit alone %.2f s"
          % (seed, *results[-1][:5], results[-1][5] / 1e6, results[-1][6]), flush=True)

mean = [statistics.mean(column) for column in zip(*results)]
print("mean: balanced accuracy %.4f - %.4f = %+.2f points; macro F1 %.4f - %.4f = %+.2f points; whole job %.2f s (median), peak %.0f MB"
      % (mean[0], mean[1], (mean[0] - mean[1]) * 100, mean[2], mean[3], (mean[2] - mean[3]) * 100,
         statistics.median(r[4] for r in results), max(r[5] for r in results) / 1e6))
