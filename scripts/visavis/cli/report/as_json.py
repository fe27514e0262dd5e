"""Findings for scripts: one array of objects whose fields are a promise."""

from __future__ import annotations

import json
from collections.abc import Sequence

from visavis.checks import Finding
from visavis.cli.report.context import Context


def render_json(findings: Sequence[Finding], _context: Context) -> str:
    """Return the array, in the order of the findings; `[]` when there are none."""
    objects = [finding.as_dict() for finding in findings]
    return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"
