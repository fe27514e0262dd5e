"""Findings as workflow commands, which GitHub shows beside the lines of a pull request.

The escapes are those of GitHub's documentation, "Workflow commands for GitHub Actions": one command
is one line, and a property may hold neither its own separator nor that of the message.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from visavis.checks import Finding
from visavis.cli.report.context import Context
from visavis.cli.visible import visible

DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
PROPERTY = DATA | str.maketrans({":": "%3A", ",": "%2C"})


def render_github(findings: Sequence[Finding], context: Context) -> str:
    """Return one line a finding; nothing when there are none, as a job's log needs no more.

    Another place that has to do with it is a notice of its own.
    """
    return "".join(
        line + "\n"
        for finding in findings
        for line in (_render(finding, context), *_related(finding, context))
    )


def _related(finding: Finding, context: Context) -> Iterator[str]:
    for one in finding.related:
        properties: dict[str, str | int] = {"file": context.address(one.path), "line": one.line}
        if one.column > 0:
            properties["col"] = one.column
        yield _command("notice", {**properties, "title": finding.rule}, one.message)


def _render(finding: Finding, context: Context) -> str:
    properties: dict[str, str | int] = {
        "file": context.address(finding.path),
        "line": finding.line,
    }
    if finding.column > 0:
        properties["col"] = finding.column
        if finding.end_column >= finding.column:
            properties["endColumn"] = finding.end_column
    properties["title"] = finding.rule
    return _command(finding.severity.value, properties, finding.sentence)


def _command(name: str, properties: dict[str, str | int], message: str) -> str:
    listed = ",".join(f"{key}={_escape(value, PROPERTY)}" for key, value in properties.items())
    return f"::{name} {listed}::{_escape(message, DATA)}"


def _escape(value: str | int, escapes: dict[int, str]) -> str:
    return visible(str(value), keep="\r\n\t").translate(escapes)
