"""What every rule owes its readers."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest

from chapters import findings
from visavis.checks import RULES, Rule

CASES = Path(__file__).parent.parent / "cases" / "checks"
EACH = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@EACH
def test_a_rule_has_cases(rule: Rule) -> None:
    assert (CASES / f"{rule.name}.yml").is_file()


@EACH
def test_a_rule_has_a_manual_that_begins_with_a_summary(rule: Rule) -> None:
    assert rule.summary.endswith(".")
    assert len(rule.summary) <= 100
    rest = rule.manual.removeprefix(rule.summary)
    assert not rest or rest.startswith("\n\n"), "the summary is a paragraph of its own"


def test_every_case_file_belongs_to_a_rule() -> None:
    assert {file.stem for file in CASES.iterdir()} == {rule.name for rule in RULES}


def test_names_are_a_family_and_a_fault_and_unique() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z]+\.[a-z]+(-[a-z]+)*", name) for name in names)


def test_rules_of_a_family_stand_together() -> None:
    families = [family for family, _ in groupby(RULES, lambda rule: rule.name.split(".")[0])]
    assert len(families) == len(set(families))


def test_every_finding_names_the_next_step() -> None:
    found = findings("Un mot.\n\n[^a]: Une note.\n", "A word.\n{: #p1 .alone }\n")
    assert found
    assert all(one.hint for one in found)


def test_a_message_is_a_sentence_without_a_full_stop() -> None:
    found = findings("#Titre\n{: #p1 }\n", "# Title\n{: #p1 }\n{: #p2 }\n")
    assert found
    assert not any(one.message.endswith(".") for one in found)
