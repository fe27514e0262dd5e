"""Single faults in the edition of this repository: a tenth of `tests/cases/faults.yml`.

`benchmarks/faults.py` puts in all of them, and others, and counts; it takes minutes.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from faults import LISTS, MOST, Fault, find, read_edition, read_faults

FAULTS = next(read_faults(file) for file in LISTS.values())


@pytest.mark.parametrize("fault", FAULTS[::10], ids=str)
def test_a_fault_in_what_was_signed_off_is_named_once_at_its_place(fault: Fault) -> None:
    at_place, found = find(fault, read_edition())

    assert at_place
    assert len(found) <= MOST
