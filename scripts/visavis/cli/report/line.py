"""Findings for editors: `file:line:col: severity rule message`, one line each, and nothing else.

Where a finding has to do with another place too, that place follows as `info`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from visavis.checks import Finding
from visavis.cli.report.context import Context
from visavis.cli.visible import visible


def render_line(findings: Sequence[Finding], _context: Context) -> str:
    """Return a line for each place of each finding, in their order; nothing without findings.

    Paths are those from the edition's root; the column of a finding about a whole line is 1.
    """
    return "".join(line + "\n" for finding in findings for line in _render(finding))


def _render(finding: Finding) -> Iterator[str]:
    said = f"{finding.severity.value} {finding.rule} {finding.sentence}"
    yield _line(finding.path, finding.line, finding.column, said)
    for one in finding.related:
        yield _line(one.path, one.line, one.column, f"info {finding.rule} {one.message}")


def _line(path: str, line: int, column: int, said: str) -> str:
    return " ".join(visible(f"{path}:{line}:{max(column, 1)}: {said}").split())
