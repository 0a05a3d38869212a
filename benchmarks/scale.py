"""The main job on 10,000, 100,000 and 1,000,000 generated rows: wall time, peak of the summed PSS of the process tree, and how the time grows.

    python3 benchmarks/scale.py
"""
import json
import math
import tempfile
from pathlib import Path

from processes import run

PRAXIS = str(Path(__file__).resolve().parent.parent / "praxis")
before = None
run([PRAXIS, "--version"])
for rows in (10_000, 100_000, 1_000_000):
    with tempfile.TemporaryDirectory() as folder:
        made, _, _ = run([PRAXIS, "sample", "reviews", "--rows", str(rows), "--seed", "1", "--out", folder + "/reviews.csv"])
        seconds, peak, ended = run([PRAXIS, "run", folder + "/reviews.csv", "--text", "Review Text", "--label", "Rating", "--label-map", "1,2=-1;3=0;4,5=1",
                                    "--positive", "1", "--facet", "Class Name", "--no-serve", "--json", "--workspace", folder + "/.praxis", "--report-folder", folder])
        assert ended.returncode == 0, ended.stderr
        report = json.loads(ended.stdout)
        stages = ", ".join("%s %.1f" % (s["name"], s["seconds"]) for s in report["stages"])
        growth = "" if before is None else "; %.2f times the time of a tenth, n log n would be %.2f" % (seconds / before[1], rows * math.log(rows) / (before[0] * math.log(before[0])))
        print("%9d rows: generated in %.1f s; main job %.1f s (%s), peak %.0f MB, report %.0f kB, balanced accuracy %.3f%s"
              % (rows, made, seconds, stages, peak / 1e6, Path(folder, "report.html").stat().st_size / 1e3, report["evaluation"]["balancedAccuracy"], growth), flush=True)
        before = (rows, seconds)
