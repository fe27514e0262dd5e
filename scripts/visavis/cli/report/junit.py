"""Findings as a JUnit test report, which most build servers show.

There is no standard; the elements are those that Jenkins' `junit-10.xsd` knows: a suite a file, a
case a rule and pair. What fails the run is a `failure`; what does not is `skipped`, which servers
show with its words and without failing the build, so that the report and the exit code agree.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence

from visavis.checks import Finding
from visavis.cli.report.context import Context, group_by_file
from visavis.markup import allowed


def render_junit(findings: Sequence[Finding], context: Context) -> str:
    """Return the report; a clean run is one case that passes, so that a server shows something."""
    report = ET.Element("testsuites", name="visavis")
    for path, group in group_by_file(findings).items():
        _add_suite(report, path, group, context)
    if not findings:
        suite = ET.SubElement(report, "testsuite", name="visavis")
        case = ET.SubElement(suite, "testcase", classname="visavis", name="check")
        ET.SubElement(case, "system-out").text = allowed(context.summary)
        _count_cases(suite)
    totals = {key: sum(int(suite.get(key, 0)) for suite in report) for key in TOTALS}
    report.attrib.update({key: str(total) for key, total in totals.items()})
    ET.indent(report)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(report, encoding="unicode")}\n'


TOTALS = ("tests", "failures", "errors")


def _add_suite(
    report: ET.Element, path: str, findings: Iterable[Finding], context: Context
) -> None:
    """One file: its findings by rule and pair."""
    file = allowed(path)
    suite = ET.SubElement(report, "testsuite", name=file, file=file)
    cases: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        cases.setdefault((finding.rule, finding.pair or ""), []).append(finding)
    for (rule, pair), group in cases.items():
        case = ET.SubElement(
            suite, "testcase", classname=file, name=allowed(f"{rule} {pair}".rstrip())
        )
        _add_outcome(case, group, context)
    _count_cases(suite)


def _add_outcome(case: ET.Element, findings: Sequence[Finding], context: Context) -> None:
    """All that one rule says about one pair in one file; the gravest finding gives the kind."""
    kind = "failure" if any(context.fails(finding) for finding in findings) else "skipped"
    severity = min(findings, key=lambda finding: finding.severity.value).severity
    lines = [f"{finding.path}:{finding.line}: {finding.sentence}" for finding in findings]
    outcome = ET.SubElement(case, kind, type=severity.value, message=allowed(findings[0].sentence))
    outcome.text = allowed("\n".join(lines))


def _count_cases(suite: ET.Element) -> None:
    """Write down the numbers that the schema asks for; nothing here is an `error` of the tool."""
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", "0")
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
