"""What every report is given besides the findings, and what several of them share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from visavis.checks import Finding, Rule, Severity


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of a report: plain values, as a report reads no clock and no setting."""

    rules: Mapping[str, Rule]
    """The rules that were run, by name, in their order."""
    read_line: Callable[[str, int], str]
    """Gives the line of a file (`path`, `line` as in `Finding`), or "" where there is none."""
    summary: str = "No findings."
    """The sentence that a reader sees when all is well."""
    fail_on: Severity | None = Severity.ERROR
    """The least grave severity that fails the run; None where nothing does."""
    colour: bool = False
    """Whether the text may hold terminal colours; the caller knows the terminal and NO_COLOR."""
    width: int = 100
    """Columns of the terminal; quoted lines are cut to it."""
    root: Path | None = None
    """The edition's root relative to the top of the checkout, where the two are not the same."""

    def address(self, path: str) -> str:
        """The path of a file from the top of the checkout, which is what forges want to know."""
        return (self.root / path).as_posix() if self.root else path

    def fails(self, finding: Finding) -> bool:
        """Whether this finding alone makes the run fail."""
        if self.fail_on is None:
            return False
        return finding.severity is Severity.ERROR or self.fail_on is Severity.WARNING


Renderer: TypeAlias = Callable[[Sequence[Finding], Context], str]
"""The type of the one function that each format has."""


def group_by_file(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Findings by file: files in the order in which they come up, inside a file by place."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.path, []).append(finding)
    for group in groups.values():
        group.sort(key=lambda finding: (finding.line, finding.column))
    return groups


SURROGATE = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """The text with U+FFFD for lone surrogates, which UTF-8 cannot hold."""
    return SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
