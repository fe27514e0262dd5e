"""Findings as SARIF 2.1.0, which forges and editors read (OASIS standard, 27 March 2020)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import TypeAlias
from urllib.parse import quote

import visavis
from visavis.checks import Finding, Rule
from visavis.cli.report.context import Context

Object: TypeAlias = dict[str, object]

BASE = "%SRCROOT%"
"""The name by which forges know the top of the checkout; where that stands is theirs to say."""


def render_sarif(findings: Sequence[Finding], context: Context) -> str:
    """Return one run that lists every rule, found or not, and every finding in its order."""
    described = [_describe(rule) for rule in context.rules.values()]
    unknown = dict.fromkeys(f.rule for f in findings if f.rule not in context.rules)
    described += [{"id": rule} for rule in unknown]
    numbers = {rule: number for number, rule in enumerate([*context.rules, *unknown])}
    run: Object = {
        "tool": {
            "driver": {
                "name": "Vis-à-vis",
                "version": visavis.__version__,
                "semanticVersion": visavis.__version__,
                "rules": described,
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {BASE: {"description": {"text": "The top of the checkout."}}},
        "results": [
            _result(finding, numbers[finding.rule], fingerprint, context)
            for finding, fingerprint in zip(findings, _fingerprints(findings, context), strict=True)
        ],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _describe(rule: Rule) -> Object:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.manual},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _result(finding: Finding, number: int, fingerprint: str, context: Context) -> Object:
    related: list[Object] = [
        {
            "physicalLocation": _place(one.path, _region(one.line, one.column), context),
            "message": {"text": one.message},
        }
        for one in finding.related
    ]
    region = _region(finding.line, finding.column, finding.end_column)
    return {
        "ruleId": finding.rule,
        "ruleIndex": number,
        "level": finding.severity.value,
        "message": {"text": finding.sentence},
        "locations": [{"physicalLocation": _place(finding.path, region, context)}],
        **({"relatedLocations": related} if related else {}),
        "partialFingerprints": {"visavis/v1": fingerprint},
        "properties": {
            name: value
            for name, value in (("pair", finding.pair), ("side", finding.side))
            if value is not None
        },
    }


def _place(path: str, region: dict[str, int], context: Context) -> Object:
    uri = quote(context.address(path), errors="replace")
    return {"artifactLocation": {"uri": uri, "uriBaseId": BASE}, "region": region}


def _region(line: int, column: int, end_column: int = 0) -> dict[str, int]:
    """The place; SARIF, like `Finding`, counts from 1 and ends after the last character."""
    region = {"startLine": line}
    if column > 0:
        region["startColumn"] = column
        if end_column >= column:
            region["endColumn"] = end_column
    return region


def _fingerprints(findings: Iterable[Finding], context: Context) -> Iterable[str]:
    """A name for each finding that stays when lines are inserted above it.

    Neither its line nor its message (which names other lines) goes into it; the words of the line
    do, and findings that agree in everything are told apart by their order.
    """
    seen: Counter[str] = Counter()
    for finding in findings:
        words = " ".join(context.read_line(finding.path, finding.line).split())
        parts = [finding.path, finding.rule, finding.pair or "", finding.side or "", words]
        digest = sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
        seen[digest] += 1
        yield f"{digest}:{seen[digest]}"
