"""Contributions are built without secrets, by actions that nobody can exchange."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
BEGINNING = ROOT / "scripts" / "visavis" / "cli" / "beginning"
"""What `visavis new` writes."""
WORKFLOWS = [
    *sorted((ROOT / ".github" / "workflows").glob("*.yml")),
    BEGINNING / "github-publish.yml",
]
EACH = pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)


@EACH
def test_every_action_is_named_by_its_commit_with_its_version_beside_it(file: Path) -> None:
    used = [line.strip() for line in file.read_text("utf-8").splitlines() if "uses:" in line]
    assert used
    for line in used:
        assert re.fullmatch(r"- (?:id: .*)?uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line) or (
            re.fullmatch(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)
        ), line


@EACH
def test_a_contribution_may_only_read_and_is_given_no_secret(file: Path) -> None:
    text = file.read_text("utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in text
    assert "secrets." not in text
    for name, job in workflow["jobs"].items():
        if any("write" in str(right) for right in job.get("permissions", {}).values()):
            assert job["needs"], f"{name} runs before anything was tested"
        for step in job["steps"]:
            if "actions/checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False
