"""How quick the desk is: `python benchmarks/desk_speed.py [--chapters 40] [--pairs 50] [EDITION]`.

Starts `visavis desk` on a generated edition, or on a copy of one that is given, and does what the
browser does: opens a page, goes to the next row, signs one off, writes a letter more and has it
judged. Prints the seconds by the clock and those of the desk's processor, which stand also on a
machine that does other things, the memory that the desk held at most, and beside them, in the same
run, what a full `check` takes with nothing kept from before.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from generated import write_edition
from scale import VISAVIS, measure

WANTED = {"first page": 1.0, "next row": 0.05, "judged again": 0.3}
"""Seconds."""
MEMORY = 400
"""MB."""
_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True, slots=True)
class Running:
    """A desk that runs, and how it is asked."""

    process: subprocess.Popen[str]
    address: str

    def ask(self, path: str, told: dict[str, Any] | None = None) -> bytes:
        """The answer to a request as a page of the desk sends it."""
        place = urlsplit(self.address)
        connection = http.client.HTTPConnection(place.netloc, timeout=120)
        headers = {"Origin": f"http://{place.netloc}", "Content-Type": "application/json"}
        method, body = ("GET", None) if told is None else ("POST", json.dumps(told))
        connection.request(method, f"{place.path}{path}", body, headers)
        answer = connection.getresponse()
        said = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status} {said.decode()}")
        return said

    def get(self, what: str) -> Any:
        """What the interface tells."""
        return json.loads(self.ask(f".desk/1/{what}"))

    def post(self, what: str, **told: Any) -> Any:
        """What the interface answers to a message."""
        return json.loads(self.ask(f".desk/1/{what}", told))

    @property
    def processor(self) -> float:
        """Seconds of the processor that it has taken so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICK

    @property
    def memory(self) -> float:
        """The most that it has held so far, in MB."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


@contextmanager
def running(root: Path) -> Iterator[Running]:
    """A desk on an edition, from its start to its end."""
    command = [*VISAVIS, "-C", str(root), "desk", "--no-browser", "--port", "0", "--name", "Ana"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            yield Running(process, line.split()[-1].removesuffix(".desk/"))
        finally:
            process.terminate()


def _time(desk: Running, what: str, times: int, do: Callable[[int], object]) -> None:
    """Print what something takes, the median of several times."""
    walls, used = [], desk.processor
    for number in range(times):
        begin = time.perf_counter()
        do(number)
        walls.append(time.perf_counter() - begin)
    used = (desk.processor - used) / times
    _tell(what, statistics.median(walls), used)


def _tell(what: str, wall: float, processor: float) -> None:
    wanted = f"   (wanted {WANTED[what]})" if what in WANTED else ""
    print(f"{what:28} {wall:8.3f} s by the clock {processor:8.3f} s{wanted}", flush=True)


def work(root: Path, times: int) -> None:
    """Print what the desk takes on an edition."""
    begin = time.perf_counter()
    with running(root) as desk:
        while not _answers(desk):
            time.sleep(0.01)
        _tell("start", time.perf_counter() - begin, desk.processor)
        chapters = desk.get("state")["chapters"]
        pages = [page for one in chapters for page in one["pages"].values() if one["pairs"] > 1]
        _time(desk, "first page", 1, lambda n: desk.ask(pages[0]))
        while not desk.get("state")["judged"]:
            time.sleep(0.2)
        _tell("start, until all is judged", time.perf_counter() - begin, desk.processor)
        _time(desk, "another page", times, lambda n: desk.ask(pages[n % len(pages)]))
        rows = [row["address"] for row in desk.get("list")["rows"]]
        middle = rows[len(rows) // 2 :]
        _time(desk, "next row", times, lambda n: desk.get(f"row?address={quote(middle[n])}"))
        _time(desk, "signed off, list anew", times, lambda n: _sign(desk, middle[n]))
        text = desk.get(f"row?address={quote(middle[-1])}")["sides"]["target"]["markdown"]
        told = {"address": middle[-1], "side": "target"}
        judge = lambda n: desk.post("judge", **told, text=f"{text} {n}")  # noqa: E731
        _time(desk, "judged again", times, judge)
        print(f"{'memory':28} {desk.memory:8.0f} MB   (wanted {MEMORY})")


def _answers(desk: Running) -> bool:
    try:
        desk.get("state")
    except OSError:
        return False
    return True


def _sign(desk: Running, address: str) -> None:
    """Sign a row off, then ask for what the page asks for."""
    desk.post("act", action="sign", address=address)
    desk.get("state")
    desk.get("list")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("edition", type=Path, nargs="?")
    parser.add_argument("--chapters", type=int, default=40)
    parser.add_argument("--pairs", type=int, default=50)
    parser.add_argument("--times", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        root = Path(name) / "edition"
        if options.edition:
            shutil.copytree(options.edition, root, ignore=shutil.ignore_patterns("site", ".cache"))
        else:
            write_edition(root, options.chapters, options.pairs)
        subprocess.run([*VISAVIS, "stamp"], cwd=root, check=True, stdout=subprocess.DEVNULL)
        shutil.rmtree(root / ".cache", ignore_errors=True)
        cost = measure([*VISAVIS, "check", "--fail-on", "never"], root)
        _tell("a full check", cost.wall, cost.processor)
        shutil.rmtree(root / ".cache", ignore_errors=True)
        work(root, options.times)


if __name__ == "__main__":
    main()
