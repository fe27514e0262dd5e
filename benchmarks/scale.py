"""How the commands grow: `python benchmarks/scale.py [--chapters 200] [--grow]`.

Prints the time and memory of `visavis check` and of a build, beside plain MkDocs with the same
theme and plugins: on the tree that `visavis compose` writes, and on the two bare texts, each shown
once. The first time every pair is judged and its sentences are linked; after that only what has
changed is, and the ratios are of such a build.
With `--grow`, the same build at 20, 100 and 400 chapters.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from generated import write_bare, write_edition

VISAVIS = [sys.executable, "-m", "visavis"]
MKDOCS = [sys.executable, "-m", "mkdocs", "build", "-q", "--strict"]
# The command's own launcher, so that time and memory are the child's and not this process's.
_MEASURE = (
    "import resource, subprocess, sys;"
    "code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode;"
    "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
    "print(used.ru_utime + used.ru_stime, used.ru_maxrss); sys.exit(code)"
)


def measure(command: list[str], folder: Path, runs: int = 1) -> tuple[float, float]:
    """Processor seconds (the best of `runs`) and peak memory in MB of a command run in a folder.

    Processor time, because ratios of it stand also on a machine that does other things.
    """
    seconds, memory = float("inf"), 0.0
    for _ in range(runs):
        shutil.rmtree(folder / "site", ignore_errors=True)
        done = subprocess.run(
            [sys.executable, "-c", _MEASURE, *command],
            cwd=folder,
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
        used, peak = done.stdout.split()[-2:]
        seconds = min(seconds, float(used))
        memory = max(memory, int(peak) / 1024)
    return seconds, memory


def compare(chapters: int, runs: int) -> None:
    """Print the table for one size."""
    with tempfile.TemporaryDirectory() as name:
        edition, tree, bare = (Path(name) / part for part in ("edition", "tree", "bare"))
        write_edition(edition, chapters)
        write_bare(bare, edition)
        subprocess.run([*VISAVIS, "-C", str(edition), "compose", str(tree)], check=True)
        print(f"\n{chapters} chapters, {chapters * 50:,} pairs")
        for command in ("check", "build"):
            first = measure([*VISAVIS, command], edition)
            ours = measure([*VISAVIS, command], edition, runs)
            print(f"visavis {command}, the first time       {first[0]:7.2f} s {first[1]:6.0f} MB")
            print(f"visavis {command}, again                {ours[0]:7.2f} s {ours[1]:6.0f} MB")
        for label, folder, wanted in (
            ("mkdocs build, the composed tree", tree, 1.15),
            ("mkdocs build, the two bare texts", bare, 1.8),
        ):
            theirs = measure(MKDOCS, folder, runs)
            ratio = ours[0] / theirs[0]
            print(
                f"{label:33} {theirs[0]:7.2f} s {theirs[1]:6.0f} MB   "
                f"ours is {ratio:.2f} times that (wanted: at most {wanted})"
            )


def grow(sizes: tuple[int, ...]) -> None:
    """Print the time of a build a chapter, at several sizes."""
    print("\nbuild time by size")
    for chapters in sizes:
        with tempfile.TemporaryDirectory() as name:
            edition = Path(name) / "edition"
            write_edition(edition, chapters)
            seconds, memory = measure([*VISAVIS, "build"], edition)
            each = 1000 * seconds / chapters
            size = f"{chapters:4} chapters {seconds:7.2f} s {memory:6.0f} MB"
            print(f"{size} {each:6.1f} ms a chapter")


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--chapters", type=int, default=200)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--grow", action="store_true")
    options = parser.parse_args()
    compare(options.chapters, options.runs)
    if options.grow:
        grow((20, 100, 400))


if __name__ == "__main__":
    main()
