"""scikit-learn's side of linear_vs_sklearn.py: one fit, one line of JSON, as `Praxis.Benchmarks linear` prints it.

    python3 benchmarks/linear_vs_sklearn_peer.py TRAIN TEST logistic-regression|svm [min_df] [tokens]
"""
import gzip
import json
import resource
import sys
import time

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC


def read(path):
    labels, texts = [], []
    with (gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")) as lines:
        for line in lines:
            label, text = line.rstrip("\n").split(" ", 1)
            if len(text) > 1 and text[0] == '"' and text[-1] == '"':
                text = text[1:-1].replace('""', '"')
            labels.append(label[len("__label__"):])
            texts.append(text)
    return texts, labels


train, labels = read(sys.argv[1])
test, truth = read(sys.argv[2])
pattern = r"(?u)\b\w\w+\b" if len(sys.argv) > 5 and sys.argv[5] == "words" else r"(?u)\S+"
user = resource.getrusage(resource.RUSAGE_SELF).ru_utime
begin = time.perf_counter()
vectorizer = TfidfVectorizer(ngram_range=(1, 2), min_df=int(sys.argv[4]) if len(sys.argv) > 4 else 1, sublinear_tf=True, token_pattern=pattern)
rows = vectorizer.fit_transform(train)
vectorized = time.perf_counter()
model = LinearSVC(random_state=0) if sys.argv[3] == "svm" else LogisticRegression(C=1, max_iter=1000)
model.fit(rows, labels)
fitted = time.perf_counter()
user = resource.getrusage(resource.RUSAGE_SELF).ru_utime - user
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
said = model.predict(vectorizer.transform(test))
right = sum(a == b for a, b in zip(said, truth))
print(json.dumps({"vectorize": round(vectorized - begin, 3), "fit": round(fitted - vectorized, 3), "wall": round(fitted - begin, 3), "user": round(user, 3),
                  "peak_mb": round(peak, 1), "columns": rows.shape[1], "values": rows.nnz, "right": int(right), "of": len(truth), "accuracy": round(right / len(truth), 5)}))
