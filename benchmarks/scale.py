"""How the commands grow: `python benchmarks/scale.py [--chapters 200] [--books] [--grow]`.

Prints the time and memory of `visavis check` and of `visavis build`: cold, with nothing kept from
before; unchanged; and after one word of one chapter was edited. Beside each, in the same run, plain
MkDocs with the same theme and plugins on the two bare texts, each shown once. Times are those of
the processor, whose ratios stand also on a machine that does other things, and those of the clock.
With `--books` ours offers EPUB and PDF as well, which plain MkDocs cannot make. With `--grow`, a
cold build at 20, 100 and 400 chapters.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from generated import write_bare, write_edition

VISAVIS = [sys.executable, "-m", "visavis"]
MKDOCS = [sys.executable, "-m", "mkdocs", "build", "-q", "--strict"]
WANTED = {"cold": (3.5, 2.5), "unchanged": (1.0, 1.0), "edited": (1.0, 1.0)}
"""How many times plain MkDocs's time a build may take, in the processor's and in the clock's."""
# The command's own launcher, so that time and memory are the child's and not this process's.
_MEASURE = (
    "import resource, subprocess, sys, time;"
    "begin = time.perf_counter();"
    "code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode;"
    "wall = time.perf_counter() - begin;"
    "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
    "print(used.ru_utime + used.ru_stime, wall, used.ru_maxrss); sys.exit(code)"
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took."""

    processor: float
    """Seconds, those of its children with them."""
    wall: float
    """Seconds."""
    memory: float
    """The most that one of its processes held, in MB."""

    def __str__(self) -> str:
        return f"{self.processor:7.2f} s {self.wall:7.2f} s {self.memory:6.0f} MB"


def measure(command: list[str], folder: Path) -> Cost:
    """What a command takes that is run in a folder. A command that fails ends the benchmark."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, *command],
        cwd=folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    processor, wall, memory = map(float, done.stdout.split()[-3:])
    return Cost(processor, wall, memory / 1024)


def edit_word(edition: Path) -> None:
    """Change one word in the middle of the edition."""
    files = sorted((edition / "docs").glob("chapter-*.md"))
    file = files[len(files) // 2]
    text = file.read_text("utf-8")
    file.write_text(text.replace("Voici le", "Voici enfin le", 1), "utf-8", newline="")


def compare(chapters: int, pairs: int, *, books: bool) -> None:
    """Print the table for one size."""
    with tempfile.TemporaryDirectory() as name:
        edition, bare = Path(name) / "edition", Path(name) / "bare"
        write_edition(edition, chapters, pairs, books=books)
        write_bare(bare, edition)
        print(f"\n{chapters} chapters, {chapters * pairs:,} pairs")
        print(f"{'':28} processor      wall    memory")
        for command in ("check", "build"):
            shutil.rmtree(edition / ".cache", ignore_errors=True)
            for state in WANTED:
                if state == "edited":
                    edit_word(edition)
                ours = measure([*VISAVIS, command], edition)
                print(f"visavis {command}, {state:12} {ours}")
                if command == "build":
                    shutil.rmtree(bare / "site", ignore_errors=True)
                    theirs = measure(MKDOCS, bare)
                    ratios = (ours.processor / theirs.processor, ours.wall / theirs.wall)
                    told = " and ".join(
                        f"{ratio:.2f} (wanted {most})"
                        for ratio, most in zip(ratios, WANTED[state], strict=True)
                    )
                    print(f"mkdocs, the two bare texts   {theirs}   ours is {told} times that")


def grow(sizes: tuple[int, ...]) -> None:
    """Print the time of a cold build a chapter, at several sizes."""
    print("\ncold build by size")
    for chapters in sizes:
        with tempfile.TemporaryDirectory() as name:
            edition = Path(name) / "edition"
            write_edition(edition, chapters)
            cost = measure([*VISAVIS, "build"], edition)
            each = 1000 * cost.processor / chapters
            print(f"{chapters:4} chapters {cost} {each:6.1f} ms of the processor a chapter")


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--chapters", type=int, default=200)
    parser.add_argument("--pairs", type=int, default=50)
    parser.add_argument("--books", action="store_true")
    parser.add_argument("--grow", action="store_true")
    options = parser.parse_args()
    compare(options.chapters, options.pairs, books=options.books)
    if options.grow:
        grow((20, 100, 400))


if __name__ == "__main__":
    main()
