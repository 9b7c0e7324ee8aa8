"""Whole processes, measured in pairs: A B A B …, so that a machine that changes its speed changes both."""

import os
import re
import statistics
import subprocess
import tempfile
import time


def _run(command, folder):
    begun = time.monotonic()
    with open(os.devnull, "r+b") as null:
        process = subprocess.Popen(command, stdin=null, stdout=null, stderr=null, cwd=folder)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.monotonic() - begun, usage.ru_maxrss / 1024, process.returncode


def peak(command, folder):
    """The peak of resident memory in MiB; by way of a small parent, as a child begins with its parent's pages."""
    script = "import os,sys; p=os.spawnvp(os.P_NOWAIT,sys.argv[1],sys.argv[1:]); print(os.wait4(p,0)[2].ru_maxrss)"
    try:
        text = subprocess.run(
            ["/usr/bin/time", "-f", "%M", *command], cwd=folder, capture_output=True, text=True).stderr
        return int(text.split()[-1]) / 1024
    except (OSError, ValueError, IndexError):
        out = subprocess.run(["python3", "-c", script, *command], cwd=folder, capture_output=True, text=True).stdout
        return int(out.split()[-1]) / 1024


def pair(one, other, folder, runs):
    """Median seconds of both, the median of their ratios pair by pair, and how far the ratios spread (quartiles)."""
    _run(one, folder), _run(other, folder)
    times = [(_run(one, folder)[0], _run(other, folder)[0]) for _ in range(runs)]
    ratios = sorted(a / b for a, b in times)
    quarter = len(ratios) // 4
    return (
        statistics.median(a for a, _ in times), statistics.median(b for _, b in times), statistics.median(ratios),
        ratios[-1 - quarter] - ratios[quarter])


def alone(command, folder, runs):
    """The median and the least seconds."""
    _run(command, folder)
    times = [_run(command, folder)[0] for _ in range(runs)]
    return statistics.median(times), min(times)


def instructions(command, folder):
    """How many instructions the process executes, by valgrind; None where there is none or it cannot read the program."""
    with tempfile.TemporaryDirectory() as scratch:
        tool = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={scratch}/out"]
        try:
            text = subprocess.run([*tool, *command], cwd=folder, capture_output=True, text=True).stderr
        except OSError:
            return None
    found = re.search(r"Collected : (\d+)", text)
    return int(found.group(1)) if found else None
