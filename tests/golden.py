"""Case files that a translator could read: YAML with both texts and what is expected of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

CASES = Path(__file__).parent / "cases"
Case = dict[str, Any]


def cases(folder: str) -> list[Any]:
    """Every case of a folder of `tests/cases`, as parameters of a test: file and number."""
    return [
        pytest.param(file, number, id=f"{file.stem}: {case['case']}")
        for file in sorted((CASES / folder).glob("*.yml"))
        for number, case in enumerate(load(file))
    ]


def load(file: Path) -> list[Case]:
    """The cases of a file."""
    found: list[Case] = yaml.safe_load(file.read_text("utf-8"))
    return found


def settle(file: Path, number: int, found: Case, request: pytest.FixtureRequest) -> Case:
    """What the case expects, of the names in `found`; with `--update`, what was found."""
    everything = load(file)
    case = everything[number]
    if request.config.getoption("--update"):
        given: Case = {name: value for name, value in case.items() if name not in found}
        everything[number] = given | {name: value for name, value in found.items() if value}
        _write(file, everything)
        return found
    return {name: case.get(name, []) for name in found}


def rewrite(file: Path, number: int, case: Case) -> None:
    """Write one case of a file anew."""
    everything = load(file)
    everything[number] = case
    _write(file, everything)


class _Dumper(yaml.SafeDumper):
    """Texts as they stand in a file."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _write(file: Path, everything: list[Case]) -> None:
    pieces = [
        yaml.dump([case], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=98)
        for case in everything
    ]
    file.write_text("\n".join(pieces), "utf-8")
