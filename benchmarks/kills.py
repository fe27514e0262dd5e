"""Kills every command that writes, again and again, and looks whether the next one goes on.

    python benchmarks/kills.py [--runs 200]

A command is started in an edition of its own and killed after a moment drawn by chance within the
time that it takes undisturbed. Then `check` must read the edition, the same command must come to
its end, and what it has written must be what it writes undisturbed. Printed is how often a command
was killed before its end, and whatever was wrong.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("stamp",),
    ("review", "--all", "--accept", "--name", "Ana"),
    ("import", "more.txt", "more.txt", "--as", "c"),
    ("glossary", "import", "terms.csv"),
    ("export", "tmx", "--output", "edition.tmx"),
    ("new", "fresh", "--source", "de", "--target", "it"),
    ("compose", "tree"),
    ("build",),
)
AGAIN = {"import": 2, "new": 2, "compose": 2}
"""How those end that find that their work is done."""
_CONFIG = """\
site_name: Killed
plugins:
  - search
  - visavis
  - i18n:
      docs_structure: suffix
      languages:
        - {locale: fr, name: Français, default: true}
        - {locale: en, name: English}
theme: {name: material, language: fr, font: false}
"""


def begin(root: Path) -> None:
    """An edition that has ids, and what the commands bring in."""
    for folder, words in (("docs", "Un mot numéro"), ("docs_en", "A word, number")):
        (root / folder).mkdir(parents=True)
        for chapter in ("index", "a", "b"):
            text = "".join(f"{words} {n}.\n\n" for n in range(60))
            (root / folder / f"{chapter}.md").write_text(text, "utf-8")
    (root / "mkdocs.yml").write_text(_CONFIG, "utf-8")
    (root / "terms.csv").write_text("id,fr,en\nword,mot,word\nriver,fleuve,river\n", "utf-8")
    (root / "more.txt").write_text("A lake.\n\nA sea.\n", "utf-8")


def start(root: Path, command: Sequence[str]) -> subprocess.Popen[str]:
    """Start a command in an edition."""
    variables = {"SOURCE_DATE_EPOCH": "1700000000", "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "visavis", *command],
        cwd=root,
        env=os.environ | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def end(root: Path, command: Sequence[str]) -> tuple[int, str]:
    """Run a command to its end."""
    process = start(root, command)
    said = process.communicate()[0]
    return process.returncode, said


def contents(root: Path) -> dict[str, bytes]:
    """Every file but those of the caches, the lock, and what a site says of its own making."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not {".cache", "site"} & set(path.relative_to(root).parts)
    }


def judge(root: Path, command: Sequence[str], undisturbed: dict[str, bytes]) -> list[str]:
    """What is wrong after a command was killed."""
    wrong = []
    code, said = end(root, ["check"])
    if code not in (0, 1) or "Traceback" in said:
        wrong.append(f"check ended with {code}: {said[-300:]}")
    code, said = end(root, command)
    if code not in (0, AGAIN.get(command[0], 0)) or "Traceback" in said:
        wrong.append(f"again: {code}: {said[-300:]}")
    left = contents(root)
    left = {path: content for path, content in left.items() if path != ".visavis.lock"}
    wrong += [f"{p} differs" for p in sorted(undisturbed) if left.get(p) != undisturbed[p]]
    wrong += [f"{path} was left" for path in sorted(set(left) - set(undisturbed))]
    return wrong


def main() -> int:
    """Kill, and say what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    killed: Counter[str] = Counter()
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        whole, stamped = Path(folder, "whole"), Path(folder, "stamped")
        begin(stamped)
        bare = Path(folder, "bare")
        shutil.copytree(stamped, bare)
        assert end(stamped, ["stamp"])[0] == 0
        times, wanted = {}, {}
        for command in COMMANDS:
            shutil.rmtree(whole, ignore_errors=True)
            shutil.copytree(bare if command == ("stamp",) else stamped, whole)
            started = time.monotonic()
            code, said = end(whole, command)
            assert code == 0, said
            times[command], wanted[command] = time.monotonic() - started, contents(whole)
        for run in range(options.runs):
            command = COMMANDS[run % len(COMMANDS)]
            root = Path(folder, f"run{run}")
            shutil.copytree(bare if command == ("stamp",) else stamped, root)
            process = start(root, command)
            time.sleep(chance.uniform(0.2, 1.0) * times[command])
            process.kill()
            process.communicate()
            killed[command[0]] += process.returncode < 0
            for fault in judge(root, command, wanted[command]):
                faults += 1
                print(f"run {run}, {command[0]}: {fault}")
            shutil.rmtree(root)
    print(f"{options.runs} runs, killed before the end: {dict(killed)}, faults: {faults}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
