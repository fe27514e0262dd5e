"""`visavis stamp`: everything that can be told apart gets its id, or nothing is written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desk import Desk, make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """One chapter without ids."""
    desk = make_desk(tmp_path)
    desk.write("a", "# Titre\n\nUn.\n", "# Title\n\nOne.\n")
    return desk


def test_both_texts_and_the_record_get_the_ids(desk: Desk) -> None:
    said = desk.run("stamp")
    assert (said.code, said.out) == (0, "a: 2 new ids (p1, p2)\n")
    assert (desk.root / "docs/a.md").read_bytes() == b"# Titre\n{: #p1 }\n\nUn.\n{: #p2 }\n"
    assert (desk.root / "docs_en/a.md").read_bytes() == b"# Title\n{: #p1 }\n\nOne.\n{: #p2 }\n"
    assert list(desk.records()["a"].entries) == ["p1", "p2"]
    assert desk.run("check").code == 0


def test_stamping_again_writes_nothing(desk: Desk) -> None:
    desk.run("stamp")
    before = desk.files()
    said = desk.run("stamp")
    assert (said.code, said.out) == (0, "Every block has its id.\n")
    assert desk.files() == before


def test_a_dry_run_says_what_it_would_do(desk: Desk) -> None:
    before = desk.files()
    assert desk.run("stamp", "--dry-run").out == (
        "a: 2 new ids (p1, p2)\nThis was a dry run: nothing was written.\n"
    )
    assert desk.files() == before


def test_the_id_of_a_paragraph_that_is_gone_is_not_given_again(desk: Desk) -> None:
    desk.run("stamp")
    desk.edit("docs/a.md", "Un.\n{: #p2 }\n", "")
    desk.edit("docs_en/a.md", "One.\n{: #p2 }\n", "")
    desk.run("stamp")
    assert desk.entry("a", "p2").gone
    desk.edit("docs/a.md", "{: #p1 }\n", "{: #p1 }\n\nNouveau.\n")
    desk.edit("docs_en/a.md", "{: #p1 }\n", "{: #p1 }\n\nNew.\n")
    assert desk.run("stamp").out == "a: 1 new id (p3)\n"


def test_byte_order_mark_and_line_ends_stay(desk: Desk) -> None:
    (desk.root / "docs/a.md").write_bytes("\ufeff# Titre\r\n\r\nUn.".encode())
    desk.run("stamp")
    after = "\ufeff# Titre\r\n{: #p1 }\r\n\r\nUn.\r\n{: #p2 }"
    assert (desk.root / "docs/a.md").read_bytes() == after.encode()


def test_in_doubt_nothing_is_written_and_the_paragraphs_are_named(desk: Desk) -> None:
    desk.write("b", "Un.\n\nDeux.\n", "One.\n")
    before = desk.files()
    said = desk.run("stamp")
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "docs_en/b.md:1: in doubt: 1 block in the original, 2 in the translation\n"
        "    en docs_en/b.md:1: no id: paragraph: One.\n"
        "    fr docs/b.md:1: no id: paragraph: Un.\n"
        "    fr docs/b.md:3: no id: paragraph: Deux.\n"
        "visavis: nothing was written. Write what is missing or delete what is too much; what one"
        " side\nhas on purpose is marked {: .alone }, what waits for translation"
        " {: .untranslated }. Then stamp\nagain.\n"
    )
    assert desk.files() == before


@pytest.mark.parametrize(
    ("fr", "said"),
    [
        ("Un.\n{: #p1 mot }\n", "docs/b.md:2: in doubt: {: #p1 mot } is not an attribute list\n"),
        ("Un.\n{: #P1 }\n", "docs/b.md:2: in doubt: #P1 is not an id: "),
        ("Un.\n\n```\nx\n", "docs/b.md:3: in doubt: the code fence ``` is opened and never closed"),
        ("Un.\n{: #p1 }\n\nDeux.\n{: #p1 }\n", "docs/b.md:4: in doubt: p1 stands twice on one "),
        ("", "docs_en/b.md:1: in doubt: 1 block in the original, 0 in the translation\n"),
    ],
)
def test_a_text_that_cannot_be_read_safely_is_in_doubt(desk: Desk, fr: str, said: str) -> None:
    desk.write("b", fr, "One.\n")
    before = desk.files()
    done = desk.run("stamp")
    assert done.code == 2
    assert done.err.startswith(said)
    assert desk.files() == before


def test_an_attribute_list_of_another_tool_stops_its_own_chapter_alone(desk: Desk) -> None:
    desk.write("b", "# Eau { #eau }\n", "# Water\n")
    before = (desk.root / "docs/b.md").read_bytes()
    said = desk.run("stamp")
    assert (said.code, said.out) == (2, "a: 2 new ids (p1, p2)\n")
    assert said.err.startswith("docs/b.md:1: in doubt: the attribute list belongs to no block\n")
    assert (desk.root / "docs/b.md").read_bytes() == before


def test_what_a_head_says_wrong_stops_nothing(desk: Desk) -> None:
    desk.write("b", "---\nlayout: post\n---\n# Eau\n", "# Water\n")
    assert desk.run("stamp").code == 0


def test_a_doubt_about_a_whole_book_is_not_a_book(desk: Desk) -> None:
    desk.write("b", "Un.\n\n" * 300, "One.\n\n" * 200)
    lines = desk.run("stamp").err.splitlines()
    assert len(lines) < 50
    assert "    … and 280 blocks more" in lines


def test_a_missing_side_is_in_doubt(desk: Desk) -> None:
    (desk.root / "docs_en/a.md").unlink()
    said = desk.run("stamp")
    assert said.code == 2
    assert said.err.startswith("docs_en/a.md: in doubt: this side of the chapter is missing\n")


def test_a_record_that_cannot_be_read_is_mended_first(desk: Desk) -> None:
    desk.run("stamp")
    record = desk.root / "alignment/a.jsonl"
    record.write_text(record.read_text() + "<<<<<<< ours\n")
    desk.edit("docs/a.md", "Un.\n{: #p2 }", "Un.")
    desk.edit("docs_en/a.md", "One.\n{: #p2 }", "One.")
    before = desk.files()
    said = desk.run("stamp")
    assert said.code == 2
    assert said.err.startswith("visavis: alignment/a.jsonl:3: this line of the record cannot be ")
    assert desk.files() == before


def test_what_cannot_be_written_is_said_and_no_file_is_changed(desk: Desk) -> None:
    (desk.root / "alignment").touch()
    before = desk.files()
    said = desk.run("stamp")
    assert said.code == 2
    assert "alignment" in said.err
    assert "Traceback" not in said.err
    assert desk.files() == before


@pytest.mark.skipif(os.name == "nt", reason="links need a right there that few have")
def test_nothing_is_written_outside_the_edition(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (desk.root / "alignment").symlink_to(outside)
    before = desk.files()
    said = desk.run("stamp")
    assert said.code == 2
    assert "this leads out of the edition" in said.err
    assert desk.files() == before
    assert list(outside.iterdir()) == []
