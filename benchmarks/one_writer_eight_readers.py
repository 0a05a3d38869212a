"""One process writes while eight read the same workspace, for minutes; every answer must be whole and no less than the one before.

    python3 benchmarks/one_writer_eight_readers.py [--minutes 10] [--readers 8] [--program ./praxis]

The writer runs a pipeline of eight steps again and again; each reader lists executions, jobs, models or lineage as JSON.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--readers", type=int, default=8)
    options.add_argument("--program", default=os.path.join(os.path.dirname(__file__), "..", "praxis"))
    options = options.parse_args()
    program, folder = os.path.realpath(options.program), tempfile.mkdtemp(prefix="readers-")
    steps = [{"name": f"S{i}", "type": "Processing", "run": ["sh", "-c", "echo x > $PRAXIS_OUTPUT_OUT/x"], "outputs": ["out"]} for i in range(6)]
    steps += [{"name": "Train", "type": "Training", "run": ["sh", "-c", "cat $PRAXIS_INPUT_TRAIN/x > $PRAXIS_MODEL_DIR/m"], "channels": {"train": "${S0.out}"}}, {"name": "Register", "type": "RegisterModel", "group": "g", "model": "${Train.model}"}]
    path = os.path.join(folder, "p.yaml")
    open(path, "w").write("# a pipeline\n" + json.dumps({"pipeline": "p", "steps": steps}))
    until, problems, reads, slowest = time.time() + 60 * options.minutes, [], [0] * options.readers, 0.0

    def praxis(*arguments):
        return subprocess.run([program, *arguments, "--workspace", os.path.join(folder, ".praxis")], capture_output=True, text=True, cwd=folder)

    assert praxis("pipeline", "start", path).returncode == 0

    def read(number):
        nonlocal slowest
        what = [["pipeline", "executions", "p", "--limit", "10000"], ["jobs", "list"], ["models", "list"], ["lineage", "show", "g"]][number % 4]
        last = 0
        while time.time() < until and not problems:
            began = time.time()
            done = praxis(*what, "--json")
            slowest = max(slowest, time.time() - began)
            reads[number] += 1
            try:
                found = json.loads(done.stdout)
                count = len(found["upstream"]) if isinstance(found, dict) else len(found)
            except ValueError:
                count = -1
            if done.returncode != 0 or count < last:
                problems.append((what, done.returncode, count, last, done.stderr))
            last = count

    threads = [threading.Thread(target=read, args=(i,)) for i in range(options.readers)]
    for thread in threads:
        thread.start()
    runs = 0
    while time.time() < until and not problems:
        done = praxis("pipeline", "start", "p")
        runs += 1
        if done.returncode != 0:
            problems.append(("pipeline start", done.returncode, done.stderr))
    for thread in threads:
        thread.join()
    check = praxis("workspace", "check")
    assert not problems and check.returncode == 0, (problems, check.stdout)
    shown = json.loads(praxis("pipeline", "executions", "p", "--limit", "10000", "--json").stdout)
    assert len(shown) == runs + 1 and all(one["status"] == "Succeeded" for one in shown), len(shown)
    print(f"{options.minutes:g} minutes, {options.readers} readers: {runs} executions of 8 steps written, {sum(reads)} answers read, each whole and none behind the one before; slowest answer {slowest:.1f} s; nothing lost, nothing damaged")
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
