"""What a stranger sends is refused or harmless as its case says; see `hostile.py`.

`pytest tests/test_hostile.py --update` writes into the cases what is found now; look at the
difference. That what is harmless is so a browser has to say: `browser/test_hostile.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from hostile import ADDRESS, CACHE, FILE, FRONT_MATTER, NAME, TEXTS, find_outcomes, read_cases
from hostile import write_outcomes as write


def test_every_case_is_refused_or_harmless_as_it_says(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    cases = read_cases()
    found = find_outcomes(cases, tmp_path / "edition")
    if request.config.getoption("--update", default=False):
        write(found)
        cases = read_cases()
    wrong = [case for case in cases if case.outcome != found[case.number]]
    assert [(case.family, case.place, case.input, found[case.number]) for case in wrong] == []


def test_there_are_cases_in_every_place_where_a_stranger_can_write() -> None:
    cases = read_cases()
    assert len(cases) >= 300
    assert {case.place for case in cases} >= {*TEXTS, FRONT_MATTER, NAME, FILE, CACHE, ADDRESS}
