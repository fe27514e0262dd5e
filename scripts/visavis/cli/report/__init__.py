"""The renderings of findings: one list, six formats, one function a format.

`FORMATS` is the ordered table of them; the first is the default. A new format is a module with one
function of the type `Renderer`, and a line in the table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from visavis.checks import Finding
from visavis.cli.report.as_json import render_json
from visavis.cli.report.context import Context, Renderer, whole
from visavis.cli.report.github import render_github
from visavis.cli.report.line import render_line
from visavis.cli.report.sarif import render_sarif
from visavis.cli.report.text import count_findings, render_text

__all__ = ["FORMATS", "Context", "Renderer", "count_findings", "render_report"]


def _render_junit(findings: Sequence[Finding], context: Context) -> str:
    from visavis.cli.report.junit import render_junit  # alone needs a library for XML

    return render_junit(findings, context)


FORMATS: Mapping[str, Renderer] = {
    "text": render_text,
    "line": render_line,
    "json": render_json,
    "sarif": render_sarif,
    "junit": _render_junit,
    "github": render_github,
}
"""Every format by its name on the command line, in the order in which the help lists them."""


def render_report(findings: Sequence[Finding], format_name: str, context: Context) -> str:
    """Return the report in the format of that name, which is a key of `FORMATS`.

    The same arguments give the same report, and it can always be written as UTF-8: a file name that
    is not text has U+FFFD in the place of what cannot be said.
    """
    return whole(FORMATS[format_name](findings, context))
