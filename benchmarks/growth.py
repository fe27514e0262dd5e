"""How the time of reading and judging a text grows with what is built to take long.

    python benchmarks/growth.py [--pairs] [WORD …]

Each input is made in two lengths, one four times the other; printed are both times and the power of
the length with which the time grows, the worst first. A refusal in one line counts as an end.
`--pairs` takes every two of the pieces in turn; WORD chooses among the inputs by their names.
"""

from __future__ import annotations

import argparse
import itertools
import math
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from chapters import findings
from visavis.checks import RULES
from visavis.errors import VisavisError

SHORT = 1_000
LONGEST = 20
"""Seconds of the processor after which a measurement is given up."""

SHAPES: dict[str, Callable[[int], str]] = {
    "fenced blocks": lambda n: "".join(f"```\ncode {i}\n```\n\n" for i in range(n)),
    "notes": lambda n: (
        "".join(f"Un mot[^n{i}].\n\n" for i in range(n))
        + "".join(f"[^n{i}]: Une note.\n\n" for i in range(n))
    ),
    "notes in one paragraph": lambda n: (
        "Un mot"
        + "".join(f"[^n{i}]" for i in range(n))
        + ".\n\n"
        + "".join(f"[^n{i}]: Une note.\n\n" for i in range(n))
    ),
    "links": lambda n: "".join(f"[mot](a{i}.md) " for i in range(n)),
    "links by reference": lambda n: (
        "".join(f"[mot][r{i}] " for i in range(n))
        + "\n\n"
        + "".join(f"[r{i}]: a{i}.md\n" for i in range(n))
    ),
    "pictures": lambda n: "".join(f"![mot](a{i}.png) " for i in range(n)),
    "lists": lambda n: "".join(f"- un mot {i}\n" for i in range(n)),
    "nested lists": lambda n: "".join("  " * (i % 40) + "- mot\n" for i in range(n)),
    "tables": lambda n: "| a | b |\n|---|---|\n" + "| un | deux |\n" * n,
    "wide tables": lambda n: "|" + " a |" * n + "\n|" + "---|" * n + "\n|" + " b |" * n + "\n",
    "quotes": lambda n: "> un mot\n" * n,
    "headings": lambda n: "".join(f"## Un titre {i}\n\n" for i in range(n)),
    "one heading many times": lambda n: "## Un titre\n\n" * n,
    "paragraphs": lambda n: "".join(f"Un mot {i}.\n\n" for i in range(n)),
    "a long paragraph": lambda n: "Un mot de plus. " * n,
    "a long word": lambda n: "mot" * n,
    "admonitions": lambda n: "!!! note\n    Un mot.\n\n" * n,
    "comments": lambda n: "<!-- un mot -->\n\n" * n,
    "elements": lambda n: "<b>" * n + "mot" + "</b>" * n,
    "attribute lists": lambda n: "".join(f"Un *mot*{{: .c{i} }}.\n\n" for i in range(n)),
    "one attribute list": lambda n: "Un *mot*{: " + " ".join(f".c{i}" for i in range(n)) + " }.",
    "definitions": lambda n: "".join(f"[r{i}]: a{i}.md\n" for i in range(n)),
    "abbreviations": lambda n: "".join(f"*[mot{i}]: un mot\n" for i in range(n)) + "\nmot1",
    "continuations": lambda n: "Un.\n{: #p1 }\n\n" + "Un mot.\n{: .p1 }\n\n" * n,
    "numbers": lambda n: "1 234 " * n,
    "front matter": lambda n: "---\n" + "".join(f"k{i}: v\n" for i in range(n)) + "---\n\nUn.\n",
    "blank lines": lambda n: "Un.\n" + "\n" * n + "Deux.\n",
    "spaces": lambda n: "Un" + " " * n + "mot\n" * 2,
}
PIECES = (
    "[ ] ![ ]( ) ( < > <!-- --> <!-- «\u00a0 \u00a0» “ ” \" ' * ** _ ` `` ``` | |--- - > # [^a] [^ "
    "&amp; & \\ <b> </b> <a <? <![CDATA[ {: } {: .a } $ ~ ~~ ^ : ! !!! *[a]: "
    "[a]: \n \n\n \t 1. — a 1"
).split(" ")


def measure(make: Callable[[int], str], length: int, rules: Sequence[str]) -> float | None:
    """Seconds for a text of some length; None where it takes too long."""
    text = make(length)

    def give_up(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    start = time.process_time()
    try:
        findings(text, text, *rules)
    except VisavisError:
        pass
    except TimeoutError:
        return None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - start


def list_shapes(*, pairs: bool) -> Iterator[tuple[str, Callable[[int], str]]]:
    """Every input by its name."""
    yield from SHAPES.items()
    for piece in PIECES:
        yield repr(piece), lambda n, piece=piece: piece * n  # type: ignore[misc]
        yield f"{piece!r} apart", lambda n, piece=piece: f"{piece} " * n  # type: ignore[misc]
    if pairs:
        for one, other in itertools.product(PIECES, PIECES):
            name = f"{one!r} and {other!r}"
            yield name, lambda n, one=one, other=other: (one + other) * n  # type: ignore[misc]
            name = f"{one!r}, then {other!r}"
            yield name, lambda n, one=one, other=other: one * n + other * n  # type: ignore[misc]


def main() -> None:
    """Measure, and print the worst first."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--pairs", action="store_true")
    parser.add_argument("--short", type=int, default=SHORT)
    parser.add_argument("--without", action="append", default=[], help="a rule to leave out")
    parser.add_argument("words", nargs="*")
    options = parser.parse_args()
    rules = [rule.name for rule in RULES if rule.name not in options.without]
    rows = []
    for name, make in list_shapes(pairs=options.pairs):
        if options.words and not any(word in name for word in options.words):
            continue
        short = measure(make, options.short, rules)
        long = measure(make, 4 * options.short, rules) if short is not None else None
        power = math.log(long / short, 4) if short and long else math.inf
        rows.append((0.0 if long is not None and long < 0.5 else power, name, short, long))
        print(f"{power:5.2f}  {short}  {long}  {name}", file=sys.stderr)
    for power, name, short, long in sorted(rows, key=lambda row: -row[0]):
        if power > 0:
            times = " ".join("  gave up" if t is None else f"{t:7.2f} s" for t in (short, long))
            print(f"n^{power:4.2f} {times}  {name}")


if __name__ == "__main__":
    main()
