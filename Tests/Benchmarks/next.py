#!/usr/bin/env python3
"""How fast `brokkr-release next` is, against its peers and by itself.

    swift build -c release --static-swift-stdlib --product brokkr-release
    Tests/Benchmarks/next.py --tool .build/release/brokkr-release [--git-cliff PATH] [--scratch FOLDER] [CLONE …]

It prints a table in Markdown, ratios before milliseconds: only ratios of one line are to be compared, since both programs
of a line run in turn. `--git-cliff` names the program of the PyPI package of that name; without it those columns are
left out. CLONE is any repository on this machine. Generated repositories stay in the scratch folder and are used again.

What has to hold (ratios to git-cliff): 0.5 on large histories, 1.2 on the small one; 2 µs a tag from 1 000 to 20 000;
12 µs a commit since the tag from 1 000 to 99 000; 130 MiB at 99 000; 1.5 × --version for completing one of 20 000
versions. `--check` ends with 1 where it does not, and with 2 where it cannot tell, since git-cliff was not named.
"""

import argparse
import os
import shutil
import subprocess
import sys

import history
import measure

SHAPES = {  # name: commits, tags, commits since the last tag, releases off HEAD
    "small": (160, 17, 3, 0),
    "tags-100": (100_000, 100, 100, 0),
    "tags-1000": (100_000, 1_000, 100, 0),
    "tags-20000": (100_000, 20_000, 100, 0),
    "since-1000": (100_000, 1_000, 1_000, 0),
    "since-99000": (100_000, 1_000, 99_000, 0),
    "off-head": (100_000, 1_000, 100, 20),
}


MAINTENANCE = "branches: { main: { series: maintenance, line: major } }\n"


def generate(scratch, name, graph=False):
    """The folder of a shape; with git's commit-graph it is a copy of its own."""
    folder = os.path.join(scratch, f"{name}-graph" if graph else name)
    if graph and not os.path.isdir(folder):
        shutil.copytree(generate(scratch, name), folder)
        subprocess.run(["git", "-C", folder, "commit-graph", "write", "--reachable"], check=True, stderr=subprocess.DEVNULL)
    if os.path.isdir(folder):
        return folder
    subprocess.run(["git", "init", "-q", "-b", "main", folder], check=True)
    with subprocess.Popen(["git", "-C", folder, "fast-import", "--quiet", "--done"], stdin=subprocess.PIPE) as process:
        for piece in history.stream(*SHAPES[name]):
            process.stdin.write(piece)
    for line in (["branch", "-q", "-D", "side"], ["pack-refs", "--all"], ["repack", "-qad"]):
        subprocess.run(["git", "-C", folder, *line], check=True)
    return folder


def row(label, folder, options, results, more=()):
    tool = [options.tool, "next", *more]
    seconds, describe, ratio, spread = measure.pair(
        tool, ["git", "describe", "--tags", "--abbrev=0"], folder, options.runs)
    cells = [label, f"{ratio:.2f} ± {spread / 2:.2f}"]
    if options.git_cliff:
        cliff = [options.git_cliff, "--unreleased", "--bumped-version"]
        # On long ranges it takes seconds a run.
        runs = min(3, options.runs) if label == "since-99000" else options.runs
        _, other, ratio, spread = measure.pair(tool, cliff, folder, runs)
        cells += [f"**{ratio:.2f}** ± {spread / 2:.2f}", f"{other * 1e3:.1f}"]
        results[label] = ratio
    cells += [f"{seconds * 1e3:.1f}", f"{describe * 1e3:.1f}", f"{measure.peak(tool, folder):.0f}"]
    print("| " + " | ".join(cells) + " |", flush=True)


def slope(options, scratch, first, last, steps):
    """Microseconds a step between two shapes, of the least times, which noise can only lengthen."""
    tool = [options.tool, "next"]
    least = [measure.alone(tool, generate(scratch, name), options.runs)[1] for name in (first, last)]
    return (least[1] - least[0]) / steps * 1e6


def start(options, folder):
    nothing = shutil.which("true")
    for label, line in [
        ("--version", ["--version"]), ("--help", ["--help"]), ("completion bash", ["completion", "bash"]),
    ]:
        seconds, _, ratio, spread = measure.pair([options.tool, *line], [nothing], folder, options.runs)
        print(f"| {label} | {ratio:.1f} ± {spread / 2:.1f} | {seconds * 1e3:.1f} |")


def complete(options, folder):
    """How many times the start of the program completing a version among the tags of a folder takes."""
    line = ["---completion", "show", "--", "positional@0", "2", "0", "brokkr-release", "show", ""]
    seconds, _, ratio, spread = measure.pair([options.tool, *line], [options.tool, "--version"], folder, options.runs)
    print(f"\nA version among 20 000 tags is completed in {ratio:.2f} ± {spread / 2:.2f} × --version, {seconds * 1e3:.1f} ms.")
    return ratio


def stripped(options):
    """The program without debugging information, which valgrind cannot read where it is in one large executable."""
    path = os.path.join(options.scratch, "stripped")
    shutil.copy(options.tool, path)
    subprocess.run(["strip", "-g", path], check=False)
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", required=True)
    parser.add_argument("--git-cliff")
    parser.add_argument("--scratch", default="/tmp/brokkr-benchmarks")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("clones", nargs="*")
    options = parser.parse_args()
    if options.check and not options.git_cliff:
        print("--check needs --git-cliff: without it the ratios are not known.", file=sys.stderr)
        sys.exit(2)
    options.tool = os.path.abspath(options.tool)
    options.git_cliff = options.git_cliff and os.path.abspath(options.git_cliff)
    os.makedirs(options.scratch, exist_ok=True)
    if not options.git_cliff:
        print("git-cliff was not named, so it is not compared.", file=sys.stderr)

    cliff = ["× git-cliff", "git-cliff ms"] if options.git_cliff else []
    heads = ["repository", "× git describe", *cliff, "next ms", "describe ms", "peak MiB"]
    print("| " + " | ".join(heads) + " |\n|" + "---|" * len(heads))
    ratios = {}
    for name in SHAPES:
        row(name, generate(options.scratch, name), options, ratios)
    rules = os.path.join(options.scratch, "maintenance.yml")
    with open(rules, "w", encoding="utf-8") as file:
        file.write(MAINTENANCE)
    for name in ("tags-1000", "off-head"):
        for graph in (False, True):
            folder = generate(options.scratch, name, graph)
            suffix = ", commit-graph" if graph else ""
            if graph:
                row(f"{name}{suffix}", folder, options, ratios)
            row(f"{name}, maintenance{suffix}", folder, options, ratios, ["-c", rules])
    for clone in options.clones:
        row(os.path.basename(os.path.abspath(clone)), clone, options, ratios)

    tag = slope(options, options.scratch, "tags-1000", "tags-20000", 19_000)
    commit = slope(options, options.scratch, "since-1000", "since-99000", 98_000)
    memory = measure.peak([options.tool, "next"], generate(options.scratch, "since-99000"))
    print(f"\n{tag:.2f} µs a tag, {commit:.1f} µs a commit since the tag, {memory:.0f} MiB at 99 000 commits.\n")

    print("| start | × true | ms |\n|---|---|---|")
    small = generate(options.scratch, "small")
    start(options, small)
    completion = complete(options, generate(options.scratch, "tags-20000"))
    print("\n| instructions, millions | |\n|---|---|")
    program = stripped(options)
    for line, name in [(["--version"], "small"), (["next"], "small"), (["next"], "tags-1000")]:
        count = measure.instructions([program, *line], generate(options.scratch, name))
        print(f"| {' '.join(line)}, {name} | {'not counted' if count is None else f'{count / 1e6:.1f}'} |")

    bars = {name: 1.2 if name == "small" else 0.5 for name in SHAPES}
    missed = [f"{name}: {ratios[name]:.2f} > {bar}" for name, bar in bars.items() if name in ratios and ratios[name] > bar]
    missed += [f"{tag:.2f} µs a tag > 2"] if tag > 2 else []
    missed += [f"{commit:.1f} µs a commit > 12"] if commit > 12 else []
    missed += [f"completion: {completion:.2f} > 1.5"] if completion > 1.5 else []
    missed += [f"{memory:.0f} MiB > 130"] if memory > 130 else []
    for line in missed:
        print(f"missed: {line}", file=sys.stderr)
    sys.exit(1 if missed and options.check else 0)


if __name__ == "__main__":
    main()
