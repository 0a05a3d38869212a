"""Runs a command and measures its wall time and the peak of the summed PSS of its process tree."""
import os
import subprocess
import threading
import time


def _tree(root):
    children = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat") as stat:
                    fields = stat.read().rsplit(") ", 1)[1].split()
                children.setdefault(int(fields[1]), []).append(int(entry))
            except (OSError, IndexError):
                pass
    found, open_ = [], [root]
    while open_:
        process = open_.pop()
        found.append(process)
        open_ += children.get(process, [])
    return found


def _pss(process):
    try:
        with open(f"/proc/{process}/smaps_rollup") as rollup:
            return next(int(line.split()[1]) for line in rollup if line.startswith("Pss:")) * 1024
    except (OSError, StopIteration):
        return 0


def run(command, **options):
    """Returns (seconds, peak bytes of PSS, completed process)."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
    peak = [0]

    def watch():
        while process.poll() is None:
            peak[0] = max(peak[0], sum(_pss(p) for p in _tree(process.pid)))
            time.sleep(0.05)

    watcher = threading.Thread(target=watch)
    watcher.start()
    out, err = process.communicate()
    seconds = time.perf_counter() - begin
    watcher.join()
    return seconds, peak[0], subprocess.CompletedProcess(command, process.returncode, out, err)
