"""Findings for people: place, rule, sentence, and the line itself with the place marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from visavis.checks import Finding, Severity
from visavis.cli.opening import counted
from visavis.cli.report.context import Context, group_by_file
from visavis.cli.report.quote import quote_line
from visavis.cli.visible import visible

COLOURS = {Severity.ERROR: "\x1b[31m", Severity.WARNING: "\x1b[33m"}
BOLD = "\x1b[1m"
PLAIN = "\x1b[0m"


def render_text(findings: Sequence[Finding], context: Context) -> str:
    """Return the findings by file and place, an empty line between files, and a count."""
    blocks = [
        "\n".join(_render(finding, context) for finding in group)
        for group in group_by_file(findings).values()
    ]
    closing = count_findings(findings) if findings else visible(context.summary)
    return "\n\n".join([*blocks, closing]) + "\n"


def count_findings(findings: Sequence[Finding]) -> str:
    """Return such as `2 errors, 1 warning in 2 files`."""
    numbers = Counter(finding.severity for finding in findings)
    tally = [
        counted(numbers[severity], severity.value) for severity in Severity if numbers[severity]
    ]
    files = counted(len({finding.path for finding in findings}), "file")
    return f"{', '.join(tally)} in {files}" if tally else "no findings"


def _render(finding: Finding, context: Context) -> str:
    """One finding: the line that says it, the line it is about, the line that marks the place.

    The severity stands below the quoted line in words, as a log and many eyes see no colour.
    """

    def paint(style: str, text: str) -> str:
        return f"{style}{text}{PLAIN}" if context.colour and text else text

    colour = COLOURS[finding.severity]
    place = visible(f"{finding.path}:{finding.line}")
    rule = visible(finding.rule)
    said = f"{paint(BOLD, place)}: {paint(colour, rule)}: {visible(finding.sentence)}"
    number = f"{finding.line:>6}"
    line = context.read_line(finding.path, finding.line)
    if not line.strip():
        return f"{said}\n{'':6}   {paint(colour, finding.severity.value)}"
    room = max(context.width - len(number) - 3, 20)
    quote = quote_line(line, finding.column, finding.end_column, room)
    mark = f"{'^' * quote.length} {finding.severity.value}".lstrip()
    pointer = (
        f"{'':{len(number)}} | {' ' * quote.offset if quote.length else ''}{paint(colour, mark)}"
    )
    return f"{said}\n{number} | {quote.text}\n{pointer}"
