"""`visavis format`, as a translator types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk import Desk, make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two chapters, one of them with faults on both sides."""
    desk = make_desk(tmp_path)
    desk.write("a", "Un  mot , là.\n{: #p1 }\n", "A word !\n{: #p1 }\n")
    desk.write("b", "Un mot.\n{: #p1 }\n", "A word.\n{: #p1 }\n")
    return desk


def test_what_is_sure_is_repaired_and_said(desk: Desk) -> None:
    said = desk.run("format")

    assert (said.code, said.out) == (
        0,
        "docs_en/a.md:1:7: space before !\n"
        "docs/a.md:1:3: doubled space\ndocs/a.md:1:8: space before a comma\n"
        "Repaired: 3 places in 2 files.\n",
    )
    assert (desk.root / "docs/a.md").read_text("utf-8") == "Un mot, là.\n{: #p1 }\n"
    assert (desk.root / "docs_en/a.md").read_text("utf-8") == "A word!\n{: #p1 }\n"
    assert desk.run("format").out == "Nothing to repair.\n"


def test_to_check_is_to_write_nothing(desk: Desk) -> None:
    before = desk.files()
    said = desk.run("format", "--check")

    assert said.code == 1
    assert said.out.endswith("3 places in 2 files; `visavis format` repairs them.\n")
    assert desk.files() == before
    assert desk.run("format", "--check", "docs/b.md").code == 0


def test_an_edition_can_be_left_as_it_is(desk: Desk) -> None:
    settings = "site_name: An edition\nplugins:\n  - visavis:\n      typography: false\n"
    (desk.root / "mkdocs.yml").write_text(settings, "utf-8")
    before = desk.files()

    assert desk.run("format").code == 0
    assert desk.files() == before
    (desk.root / "mkdocs.yml").write_text(settings.replace("false", "never"), "utf-8")
    assert "true or false is needed" in desk.run("format").err
