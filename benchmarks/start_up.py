"""Start-up of `praxis --help` (median of 10) and of `praxis run` on 1,000 rows (median of 5)."""
import csv
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PRAXIS = str(Path(__file__).resolve().parent.parent / "praxis")


def median(command, times):
    seconds = []
    for _ in range(times):
        begin = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        seconds.append(time.perf_counter() - begin)
    return statistics.median(seconds)


subprocess.run([PRAXIS, "--version"], check=True)
print("praxis --help: %.3f s" % median([PRAXIS, "--help"], 10))
with tempfile.TemporaryDirectory() as folder:
    with open(sys.argv[1], newline="") as source, open(folder + "/reviews.csv", "w", newline="") as target:
        rows = csv.reader(source)
        csv.writer(target).writerows(row for row, _ in zip(rows, range(1001)))
    run = [PRAXIS, "run", folder + "/reviews.csv", "--text", "Review Text", "--label", "Rating", "--label-map", "1,2=-1;3=0;4,5=1", "--no-serve",
           "--workspace", folder + "/.praxis", "--report-folder", folder]
    print("praxis run on 1,000 rows: %.2f s" % median(run, 5))
