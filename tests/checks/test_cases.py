"""Every rule with its cases: `tests/cases/checks/RULE.yml`, which a translator can read.

`pytest tests/checks --update` writes into the files what the rules find now; look at the
difference.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from chapters import findings

CASES = Path(__file__).parent.parent / "cases" / "checks"

_OTHERS = {"case", "record", "terms", "files", "nav", "findings"}


def _load(file: Path) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load(file.read_text("utf-8"))
    return cases


ALL = [
    pytest.param(file, number, id=f"{file.stem}: {case['case']}")
    for file in sorted(CASES.glob("*.yml"))
    for number, case in enumerate(_load(file))
]


def _found(case: dict[str, Any]) -> list[dict[str, Any]]:
    # The texts stand under the tags of their languages: the translation, then the original.
    target, source = (key for key in case if key not in _OTHERS)
    return [
        {
            "rule": found.rule,
            "side": found.side,
            "line": found.line,
            "pair": found.pair,
            "message": found.message,
        }
        for found in findings(
            case[target],
            case[source],
            record=case.get("record", ""),
            terms=case.get("terms"),
            files=case.get("files"),
            nav=case.get("nav", ()),
            languages=(source, target),
        )
    ]


@pytest.mark.parametrize(("file", "number"), ALL)
def test_a_rule_finds_what_its_case_says(
    file: Path, number: int, request: pytest.FixtureRequest
) -> None:
    cases = _load(file)
    found = _found(cases[number])
    if request.config.getoption("--update", default=False):
        cases[number]["findings"] = found
        _write(file, cases)
    assert found == cases[number]["findings"]


@pytest.mark.parametrize("file", sorted(CASES.glob("*.yml")), ids=lambda file: file.stem)
def test_the_cases_of_a_rule_show_it_finding_and_passing(file: Path) -> None:
    found = [{one["rule"] for one in case["findings"]} for case in _load(file)]

    assert any(file.stem in rules for rules in found)
    assert any(file.stem not in rules for rules in found)


class _Dumper(yaml.SafeDumper):
    """Texts as they are written in a file, findings one after the other."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _write(file: Path, cases: list[dict[str, Any]]) -> None:
    lines = file.read_text("utf-8").splitlines(keepends=True) if file.exists() else []
    head = "".join(line for line in lines if line.startswith("#"))
    pieces = [
        yaml.dump([case], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=98)
        for case in cases
    ]
    file.write_text(head + "\n".join(pieces), "utf-8")
