"""Rows split, joined, shifted and moved, as case files show it: `tests/cases/rows/COMMAND.yml`.

`pytest --update` writes what comes of it now; look at the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from desk import Desk
from golden import cases, load, rewrite

OTHER = ("Autre.\n{: #p1 }\n\nFin.\n{: #p2 }\n", "Another.\n{: #p1 }\n\nEnd.\n{: #p2 }\n")


@pytest.mark.parametrize(("file", "number"), cases("rows"))
def test_a_command_does_what_its_case_says(
    file: Path, number: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    case = load(file)[number]
    target = next(name for name in case if name in ("fr", "de", "it", "es"))
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: An edition\nplugins:\n  - visavis:\n"
        f"      target: {{language: {target}, folder: docs}}\n"
        "      source: {language: en, folder: docs_en}\n",
        "utf-8",
    )
    desk = Desk(tmp_path)
    desk.write("other", *OTHER)
    desk.write("a", case[target], case["en"])
    assert desk.run("stamp").code == 0
    command, row, *rest = case["do"]
    said = desk.run(command, f"a#{row}", *rest)
    after = {f"{name}_after": read(desk, name) for name in (target, "en")}
    found: dict[str, object] = {"said": (said.out or said.err).splitlines(), **after}
    if command == "move":
        found |= {f"{name}_other": read(desk, name, "other") for name in (target, "en")}
    known = {name: case.get(name) for name in found}
    if request.config.getoption("--update"):
        rewrite(file, number, {**case, **found})
        known = found
    assert found == known


def read(desk: Desk, language: str, name: str = "a") -> str:
    folder = "docs_en" if language == "en" else "docs"
    return (desk.root / folder / f"{name}.md").read_text("utf-8")
