"""Kills what runs a ten-step pipeline at random moments, again and again, and looks whether every execution ends right.

    python3 benchmarks/pipelines_crash.py [--what program|server|worker|both] [--kills 100] [--seed 1] [--program ./praxis]
    python3 benchmarks/pipelines_crash.py --training [--kills 100]

program: the command that runs the execution (praxis pipeline watch); the next one goes on.
server:  praxis serve, which takes executions up by itself; the next one goes on.
worker:  the child process of whichever step runs.
both:    the server and a worker at the same moment.

Each execution must end with the right result: every step succeeded once, the same bytes as undisturbed, one version in the registry, one job that made it and one run of each job in lineage and
experiments, and no process that outlives it.

--training: a training job of 60 steps with a checkpoint every 5 is killed, the worker or its server; it must go on from the last checkpoint: each kill costs one interval at most.
"""
import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

STEPS = 10
TRAINING_STEPS, INTERVAL = 60, 5


def pipeline(run):
    steps = [{"name": "S0", "type": "Processing", "run": ["sh", "-c", f"sleep 0.1; echo {run} > $PRAXIS_OUTPUT_OUT/n"], "outputs": ["out"]}]
    for i in range(1, STEPS - 2):
        steps.append({"name": f"S{i}", "type": "Processing", "run": ["sh", "-c", "sleep 0.05; cat $PRAXIS_INPUT_IN/n > $PRAXIS_OUTPUT_OUT/n; echo $PRAXIS_SEED >> $PRAXIS_OUTPUT_OUT/n"],
                      "inputs": {"in": f"${{S{i - 1}.out}}"}, "outputs": ["out"]})
    steps.append({"name": "Train", "type": "Training", "run": ["sh", "-c", "sleep 0.1; cp $PRAXIS_INPUT_TRAIN/n $PRAXIS_MODEL_DIR/model.txt"], "channels": {"train": f"${{S{STEPS - 3}.out}}"}})
    steps.append({"name": "Register", "type": "RegisterModel", "group": f"m{run}", "model": "${Train.model}"})
    return {"pipeline": f"p{run}", "steps": steps}


# Writes a line of the log for each step that it computes, and a checkpoint, whole or not at all, after every fifth.
SCRIPT = r"""
i=$(cat $PRAXIS_CHECKPOINT_DIR/step 2>/dev/null || echo 0)
while [ $i -lt %d ]; do
  i=$((i+1)); sleep 0.02; echo $i >> %s
  if [ $((i %% %d)) -eq 0 ]; then echo $i > $PRAXIS_CHECKPOINT_DIR/half; mv $PRAXIS_CHECKPOINT_DIR/half $PRAXIS_CHECKPOINT_DIR/step; fi
done
echo %d $i > $PRAXIS_MODEL_DIR/model.txt
"""


def training(run, log):
    return {"pipeline": f"p{run}", "steps": [
        {"name": "Train", "type": "Training", "run": ["sh", "-c", SCRIPT % (TRAINING_STEPS, log, INTERVAL, run)], "hyperparameters": {"run": run}, "channels": {"train": log + ".in"}},
        {"name": "Register", "type": "RegisterModel", "group": f"m{run}", "model": "${Train.model}"}]}


class Workspace:
    def __init__(self, program, folder):
        self.program, self.folder, self.path = program, folder, os.path.join(folder, ".praxis")
        self.server = None

    def praxis(self, *arguments, ok=True):
        done = subprocess.run([self.program, *arguments, "--workspace", self.path], capture_output=True, text=True, cwd=self.folder)
        assert not ok or done.returncode == 0, (arguments, done.returncode, done.stderr)
        return done.stdout

    def start(self, *arguments):
        return subprocess.Popen([self.program, *arguments, "--workspace", self.path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder)

    def serve(self):
        if self.server is None or self.server.poll() is not None:
            self.server = self.start("serve", "--port", "0")
            return True
        return False

    def end(self):
        if self.server is not None:
            self.server.terminate()
            self.server.wait()

    def status(self, execution):
        with sqlite3.connect(f"file:{self.path}/metadata.db?mode=ro", uri=True, timeout=20) as database:
            return database.execute("SELECT status FROM executions WHERE id = ?", (execution,)).fetchone()[0]

    def workers(self):
        """The processes of this workspace's jobs that lead a session: the steps' child processes."""
        found = []
        for name in os.listdir("/proc"):
            if name.isdigit():
                try:
                    environment = open(f"/proc/{name}/environ", "rb").read()
                    fields = open(f"/proc/{name}/stat").read().rsplit(") ", 1)[1].split()
                except OSError:
                    continue
                if b"PRAXIS_JOB_DIR=" + self.path.encode() in environment and fields[0] != "Z":
                    found.append((int(name), fields[3] == name))
        return found


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
        return True
    except ProcessLookupError:
        return False


def disturb(workspace, execution, what, rng, most):
    """Kills at random moments until the execution has ended; returns how often."""
    kills = 0
    for moment in range(200):
        if what == "program":
            runner = workspace.start("pipeline", "watch", execution)
            try:
                runner.wait(timeout=rng.uniform(0.1, 2.0) if kills < most else 120)
                break
            except subprocess.TimeoutExpired:
                kill(runner.pid)
                runner.wait()
                kills += 1
            continue
        is_new = workspace.serve()
        until = time.time() + (rng.uniform(0.1, 2.0 if is_new else 1.0) if kills < most else 120)
        while time.time() < until and workspace.status(execution) in ("Executing", "Stopping"):
            time.sleep(0.01)
        if workspace.status(execution) not in ("Executing", "Stopping"):
            break
        leaders = [pid for pid, leads in workspace.workers() if leads]
        if what in ("worker", "both") and not leaders:
            continue
        if what in ("server", "both"):
            kill(workspace.server.pid)
        if what in ("worker", "both"):
            kill(rng.choice(leaders))
        if what in ("server", "both"):
            workspace.server.wait()
        kills += 1
    return kills


def shown(workspace, execution):
    result = json.loads(workspace.praxis("pipeline", "show", execution, "--json"))
    assert result["execution"]["status"] == "Succeeded", result
    return {step["name"]: step for step in result["steps"]}


def look(workspace, run, execution, content, names):
    steps = shown(workspace, execution)
    assert sorted(steps) == sorted(names) and all(step["status"] == "Succeeded" for step in steps.values()), steps
    models = [model for model in json.loads(workspace.praxis("models", "list", "--json")) if model["name"] == f"m{run}"]
    assert len(models) == 1, models
    lineage = json.loads(workspace.praxis("lineage", "show", f"m{run}", "--json"))
    nodes = [edge["from"]["id"] for edge in lineage["upstream"] if edge["relation"] == "registered-as"]
    makers = {edge["from"]["id"] for edge in lineage["upstream"] if edge["relation"] == "produced" and edge["to"]["id"] in nodes}
    assert makers == {steps["Train"]["job"]}, (makers, steps["Train"])
    artifact = models[0]["artifact"]
    found = open(os.path.join(workspace.path, "artifacts", artifact[:2], artifact[2:])).read()
    assert found == content, found
    with sqlite3.connect(f"file:{workspace.path}/metadata.db?mode=ro", uri=True, timeout=20) as database:
        jobs = [step["job"] for step in steps.values() if step["job"]]
        for job in jobs:
            assert database.execute("SELECT count(*) FROM jobs WHERE id = ? AND status = 'Completed'", (job,)).fetchone() == (1,), job
            assert database.execute("SELECT count(*) FROM runs WHERE job = ? AND status = 'FINISHED'", (job,)).fetchone() == (1,), job
        completed = database.execute("SELECT count(*) FROM jobs WHERE status = 'Completed' AND share = ?", (execution,)).fetchone()[0]
        assert completed == len(jobs), (completed, jobs)
        assert database.execute("SELECT count(*) FROM jobs WHERE share = ? AND status IN ('Pending', 'InProgress', 'Stopping')", (execution,)).fetchone() == (0,)
        assert database.execute("SELECT count(*) FROM leases WHERE subject = ?", ("execution/" + execution,)).fetchone() == (0,)
    return steps


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--what", choices=["program", "server", "worker", "both"], default="program")
    options.add_argument("--training", action="store_true")
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--program", default=os.path.join(os.path.dirname(__file__), "..", "praxis"))
    options = options.parse_args()
    rng = random.Random(options.seed)
    folder = tempfile.mkdtemp(prefix="crash-")
    workspace = Workspace(os.path.realpath(options.program), folder)
    workspace.praxis("pipeline", "list")
    started = time.time()
    kills = run = attempts = lost = worst = 0
    try:
        while kills < options.kills:
            run += 1
            log = os.path.join(folder, f"log{run}")
            definition = training(run, log) if options.training else pipeline(run)
            open(log + ".in", "w").close()
            path = os.path.join(folder, f"p{run}.yaml")
            with open(path, "w") as file:
                file.write("# a pipeline\n" + json.dumps(definition))  # JSON without "Version" is YAML too
            workspace.praxis("pipeline", "create", path)
            execution = json.loads(workspace.praxis("pipeline", "start", f"p{run}", "--detach", "--json"))["execution"]["id"]
            what = rng.choice(["worker", "both", "server"]) if options.training else options.what
            most = min(3 if options.training else 8, options.kills - kills)
            own = disturb(workspace, execution, what, rng, most)
            kills += own
            if options.training:
                look(workspace, run, execution, f"{run} {TRAINING_STEPS}\n", ["Train", "Register"])
                done = [int(line) for line in open(log)]
                assert sorted(set(done)) == list(range(1, TRAINING_STEPS + 1)), done
                steps = [1 + before - after for before, after in zip(done, done[1:]) if after != before + 1]
                lost += sum(steps)
                worst = max([worst, *steps])
                assert all(step <= INTERVAL for step in steps) and len(steps) <= own, (steps, own)
                print(f"execution {run}: {own} kills ({what}), {sum(steps)} training steps done twice", flush=True)
            else:
                steps = look(workspace, run, execution, f"{run}\n" + "1\n" * (STEPS - 3), [step["name"] for step in definition["steps"]])
                attempts += sum(step["attempts"] for step in steps.values())
                print(f"execution {run}: {own} kills, right", flush=True)
    finally:
        workspace.end()
    assert workspace.workers() == [], workspace.workers()
    workspace.praxis("workspace", "check")
    left = os.listdir(os.path.join(workspace.path, "tmp"))
    assert left == [], left
    said = f"{kills} kills ({'training' if options.training else options.what}) in {run} executions, {time.time() - started:.0f} s: every one ended right; nothing damaged, nothing left in tmp, no process left"
    print(said + (f"; {lost} training steps done twice, at most {worst} a kill (interval {INTERVAL})" if options.training else f"; {attempts} tries again"))
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
