"""Findings for editors: `file:line:col: severity rule message`, one line each, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from visavis.checks.finding import Finding
from visavis.cli.report.context import Context, sentence, visible


def render_line(findings: Sequence[Finding], _context: Context) -> str:
    """Return a line for each finding, in their order; nothing when there are none.

    Paths are those from the edition's root; the column of a finding about a whole line is 1.
    """
    return "".join(_render(finding) + "\n" for finding in findings)


def _render(finding: Finding) -> str:
    place = f"{finding.path}:{finding.line}:{max(finding.column, 1)}"
    said = f"{place}: {finding.severity.value} {finding.rule} {sentence(finding)}"
    return " ".join(visible(said).split())
