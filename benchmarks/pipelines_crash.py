"""Kills the program that runs a ten-step pipeline at random moments, again and again, and lets the next one go on.

    python3 benchmarks/pipelines_crash.py [--kills 100] [--seed 1] [--program ./praxis]

Each execution must end with the right result: every step succeeded once, the same bytes as undisturbed, one version in the registry, one set of edges in the lineage.
"""
import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

STEPS = 10


def pipeline(run):
    steps = [{"name": "S0", "type": "Processing", "run": ["sh", "-c", f"sleep 0.1; echo {run} > $PRAXIS_OUTPUT_OUT/n"], "outputs": ["out"]}]
    for i in range(1, STEPS - 2):
        steps.append({"name": f"S{i}", "type": "Processing", "run": ["sh", "-c", "sleep 0.05; cat $PRAXIS_INPUT_IN/n > $PRAXIS_OUTPUT_OUT/n; echo $PRAXIS_SEED >> $PRAXIS_OUTPUT_OUT/n"],
                      "inputs": {"in": f"${{S{i - 1}.out}}"}, "outputs": ["out"]})
    steps.append({"name": "Train", "type": "Training", "run": ["sh", "-c", "sleep 0.1; cp $PRAXIS_INPUT_TRAIN/n $PRAXIS_MODEL_DIR/model.txt"], "channels": {"train": f"${{S{STEPS - 3}.out}}"}})
    steps.append({"name": "Register", "type": "RegisterModel", "group": f"m{run}", "model": "${Train.model}"})
    return {"pipeline": f"p{run}", "steps": steps}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--program", default=os.path.join(os.path.dirname(__file__), "..", "praxis"))
    options = options.parse_args()
    program = os.path.realpath(options.program)
    rng = random.Random(options.seed)
    folder = tempfile.mkdtemp(prefix="crash-")
    workspace = ["--workspace", os.path.join(folder, ".praxis")]

    def praxis(*arguments):
        return subprocess.run([program, *arguments, *workspace], capture_output=True, text=True, cwd=folder)

    started = time.time()
    kills = run = 0
    while kills < options.kills:
        run += 1
        path = os.path.join(folder, f"p{run}.yaml")
        with open(path, "w") as file:
            json.dump(pipeline(run), file)  # JSON without "Version" is YAML too
        text = open(path).read()
        with open(path, "w") as file:
            file.write("# a pipeline\n" + text)
        created = praxis("pipeline", "create", path)
        assert created.returncode == 0, created.stderr
        execution = json.loads(praxis("pipeline", "start", f"p{run}", "--detach", "--json").stdout)["execution"]["id"]
        for attempt in range(100):
            child = subprocess.Popen([program, "pipeline", "watch", execution, "--json", *workspace], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=folder)
            try:
                output, _ = child.communicate(timeout=rng.uniform(0.1, 2.0) if kills < options.kills and attempt < 8 else 120)
                break
            except subprocess.TimeoutExpired:
                os.kill(child.pid, signal.SIGKILL)
                child.communicate()
                kills += 1
        result = json.loads(output)
        steps = {step["name"]: step for step in result["steps"]}
        assert result["execution"]["status"] == "Succeeded", result
        assert len(steps) == STEPS and all(step["status"] == "Succeeded" for step in steps.values()), steps
        models = [model for model in json.loads(praxis("models", "list", "--json").stdout) if model["name"] == f"m{run}"]
        assert len(models) == 1, models
        lineage = json.loads(praxis("lineage", "show", f"m{run}", "--json").stdout)
        nodes = [edge["from"]["id"] for edge in lineage["upstream"] if edge["relation"] == "registered-as"]
        makers = {edge["from"]["id"] for edge in lineage["upstream"] if edge["relation"] == "produced" and edge["to"]["id"] in nodes}
        assert makers == {steps["Train"]["job"]}, (makers, steps["Train"])
        artifact = models[0]["artifact"]
        content = open(os.path.join(folder, ".praxis", "artifacts", artifact[:2], artifact[2:])).read()
        assert content == f"{run}\n" + "1\n" * (STEPS - 3), content
        print(f"execution {run}: {attempt} kills, right", flush=True)
    check = praxis("workspace", "check")
    print(f"{kills} kills in {run} executions, {time.time() - started:.0f} s: every one ended right; workspace check: exit {check.returncode}")
    left = [name for name in os.listdir(os.path.join(folder, ".praxis", "tmp"))]
    print(f"left in tmp: {len(left)}")
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
