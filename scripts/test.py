"""Check everything: `python3 scripts/test.py [--no-browser] [--no-npm] [arguments for pytest]`.

The same at the desk and in continuous integration. Every check runs, even after one has failed; the
exit code is 1 if any did, 2 if the machine lacks something without which nothing can be checked.
"""

import argparse
import os
import re
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from bootstrap import BootstrapError, WorkError, command_line, prepare, read_lines, say
from browser import find_browser
from host import prepare_host
from node import node_commands, prepare_node


class Outcome(NamedTuple):
    """How one check went."""

    name: str
    """What was checked."""
    passed: bool
    """Whether it holds."""
    seconds: float
    """How long it took."""
    note: str
    """What there is to say in one line, or nothing."""


def read_arguments(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """What is left out, the expression for the marks, and the rest for pytest."""
    parser = argparse.ArgumentParser(
        prog="test.py",
        description="Format, lint, types, layers, tests, the edition, its site: check everything.",
        epilog="Other arguments go to pytest.",
        allow_abbrev=False,
    )
    parser.add_argument("--no-browser", action="store_true", help="leave out the browser tests")
    parser.add_argument("--no-npm", action="store_true", help="leave out what npm has to install")
    parser.add_argument("-m", dest="marks", default="", help="as for pytest")
    return parser.parse_known_args(arguments)


def pytest_arguments(marks: str, rest: list[str], *, browser: bool) -> list[str]:
    """The arguments for pytest; without a browser, the tests that need one are left out."""
    needed = [f"({marks})"] if marks else []
    needed += [] if browser else ["not browser"]
    result = ["-m", " and ".join(needed)] if needed else []
    if not any(argument.startswith(("-n", "--numprocesses", "--dist")) for argument in rest):
        # One more than there are processors, since browsers are waited for; the one that has
        # finished takes over half of what another has left.
        result += ["-n", str((os.cpu_count() or 1) + 1), "--dist", "worksteal"]
    return result + (["--color=yes"] if sys.stdout.isatty() else []) + rest


def check(name: str, command: list[str]) -> Outcome:
    """Run a program; what it printed is shown only if it failed."""
    start = time.monotonic()
    try:
        for _ in read_lines(command):
            pass
    except WorkError as error:
        say(f"{name} … failed\n{error}")
        return Outcome(name, False, time.monotonic() - start, "")
    seconds = time.monotonic() - start
    say(f"{name} … {seconds:.0f} s")
    return Outcome(name, True, seconds, "")


def check_all(commands: dict[str, list[str]]) -> list[Outcome]:
    """Run programs that do not wait for each other, two at a time."""
    say(f"{', '.join(commands)} …")
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(check, commands, commands.values()))


def check_tests(command: list[str], **needed: str) -> Outcome:
    """Run pytest, showing what it prints; its last line is the note."""
    start = time.monotonic()
    passed, note = True, ""
    say("tests …")
    try:
        for line in read_lines(command, **needed):
            note = line.strip() or note
            say(line)
    except WorkError:
        passed = False
    plain = re.sub(r"\x1b\[[\d;]*m", "", note)  # On a terminal it comes in colour.
    return Outcome("tests", passed, time.monotonic() - start, plain.strip("= "))


def look_for(name: str, find: Callable[[], str], *, left_out: bool) -> tuple[str, Outcome]:
    """The path of a program that checks need, or nothing, and whether that is as it should be."""
    start = time.monotonic()
    if left_out:
        return "", Outcome(name, True, 0, f"left out by --no-{name}")
    try:
        path, passed, note = find(), True, ""
    except BootstrapError as error:
        path, passed, note = "", False, str(error)
        say(note)
    return path, Outcome(name, passed, time.monotonic() - start, path or note.partition("\n")[0])


def report(outcomes: list[Outcome], seconds: float) -> str:
    """A line for each check and one for all, which took so long."""
    lines = []
    for name, passed, took, note in outcomes:
        lines.append(f"{'ok' if passed else 'FAILED':8}{name:9}{took:7.1f} s  {note}".rstrip())
    failed = [outcome.name for outcome in outcomes if not outcome.passed]
    verdict = f"{len(failed)} failed: {', '.join(failed)}" if failed else "all passed"
    return "\n".join([*lines, f"{len(outcomes)} checks, {verdict} ({seconds:.0f} s)."])


def main(arguments: list[str]) -> int:
    """Run every check and say how each went. Returns the exit code."""
    options, rest = read_arguments(arguments)
    start = time.monotonic()
    python = prepare(dev=True)
    chrome, browser = look_for("browser", find_browser, left_out=options.no_browser)
    node, npm = look_for("npm", prepare_node, left_out=options.no_npm)
    fork, host = look_for("host", prepare_host, left_out=False)
    tests = pytest_arguments(options.marks, rest, browser=bool(chrome))
    module = [str(python), "-m"]
    concise = ["--output-format", "concise", "--quiet", "."]
    layers = str(python.with_name("lint-imports").with_suffix(python.suffix))
    outcomes = [
        browser,
        npm,
        host,
        *check_all(
            {
                "format": [*module, "ruff", "format", "--check", *concise],
                "lint": [*module, "ruff", "check", *concise],
                "types": [*module, "mypy", "--strict"],
                "layers": [layers, "--no-logo"],
                **(node_commands(node) if node else {}),
                "edition": [*module, "visavis", "check"],
                "site": [*module, "visavis", "build"],
            }
        ),
        check_tests([*module, "pytest", *tests], CHROME=chrome, MATERIALX=fork, NODE=node),
    ]
    say(report(outcomes, time.monotonic() - start))
    return 0 if all(outcome.passed for outcome in outcomes) else 1


if __name__ == "__main__":
    command_line(main)
