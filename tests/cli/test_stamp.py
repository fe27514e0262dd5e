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


def test_a_chapter_in_doubt_stays_and_the_others_are_stamped(desk: Desk) -> None:
    desk.write("b", "Un.\n\nDeux.\n", "One.\n")
    said = desk.run("stamp")
    assert (said.code, said.out) == (2, "a: 2 new ids (p1, p2)\n")
    assert said.err == (
        "docs_en/b.md:1: in doubt: 1 block in the original, 2 in the translation\n"
        "    en docs_en/b.md:1: no id: paragraph: One.\n"
        "    fr docs/b.md:1: no id: paragraph: Un.\n"
        "        → write {: .alone } after it\n"
        "    fr docs/b.md:3: no id: paragraph: Deux.\n"
        "visavis: this chapter was not stamped. What one side has on purpose is marked {: .alone },"
        " what waits\nfor translation {: .untranslated }. Then stamp again.\n"
    )
    assert (desk.root / "docs/b.md").read_text("utf-8") == "Un.\n\nDeux.\n"
    assert "b" not in [name for name, record in desk.records().items() if record.entries]


ROWS = (
    ("Brest est une ville de l’ouest. Elle fut détruite en 1944, et l’on y construisit des "
     "logements. Le maire eut alors une idée brillante.",
     "Brest is a city of the west. It was destroyed in 1944, and housing was built there. The "
     "mayor then had a brilliant idea."),
    ("Naples a créé la fonction d’assistant du maire pour les biens communs.",
     "Naples created the office of assistant to the mayor for the commons."),
)  # fmt: skip


@pytest.fixture
def signed(tmp_path: Path) -> Desk:
    """A chapter of two rows, both signed off."""
    desk = make_desk(tmp_path)
    fr, en = ("\n\n".join(row[side] for row in ROWS) + "\n" for side in (0, 1))
    desk.write("a", fr, en)
    desk.run("stamp")
    desk.run("review", "--all", "--name", "Ana")
    return desk


def test_a_paragraph_cut_by_hand_leaves_its_id_with_most_of_its_words(signed: Desk) -> None:
    signed.edit("docs/a.md", ". Le maire", ".\n\nLe maire")
    signed.edit("docs_en/a.md", ". The mayor", ".\n\nThe mayor")
    said = signed.run("stamp")

    assert (said.code, said.out) == (
        0,
        "a: 1 new id (p1-1)\n"
        "p1: written with most of its words in docs_en/a.md:1\n"
        "p1: written with most of its words in docs/a.md:1\n",
    )
    assert "\n{: #p1 }\n\nLe maire eut alors une idée brillante.\n{: #p1-1 }\n" in (
        signed.root / "docs/a.md"
    ).read_text("utf-8")
    assert signed.run("stamp").out == "Every block has its id.\n"


def test_a_cut_in_two_ways_is_one_cut(signed: Desk) -> None:
    signed.edit("docs/a.md", ". Le maire", ".\n\nLe maire")
    signed.edit("docs_en/a.md", ". The mayor", ".\n{: #p1 }\n\nThe mayor")
    signed.edit("docs_en/a.md", "idea.\n{: #p1 }", "idea.")

    assert signed.run("stamp").code == 0
    for folder in ("docs", "docs_en"):
        lines = (signed.root / folder / "a.md").read_text("utf-8").splitlines()
        assert [line for line in lines if line.startswith("{")] == [
            "{: #p1 }",
            "{: #p1-1 }",
            "{: #p2 }",
        ]


def test_a_cut_on_one_side_alone_says_what_to_write(signed: Desk) -> None:
    signed.edit("docs/a.md", ". Le maire", ".\n{: #p1 }\n\nLe maire")
    signed.edit("docs/a.md", "brillante.\n{: #p1 }", "brillante.")
    said = signed.run("stamp")

    assert said.code == 2
    assert "Le maire eut alors une idée brillante.\n        → write {: .p1 } after it\n" in said.err


def test_ids_written_by_hand_give_way_to_the_one_that_was_given(signed: Desk) -> None:
    for path, words in (("docs/a.md", "Le maire"), ("docs_en/a.md", "The mayor")):
        signed.edit(path, f". {words}", f".\n{{: #p0 }}\n\n{words}")
    checked = signed.run("check").out
    assert "the id p0 was never given; run `visavis stamp`, which writes p1 here" in checked
    signed.run("stamp")

    assert "{: #p0 }" not in (signed.root / "docs/a.md").read_text("utf-8")
    assert signed.run("check").code == 0


def test_paragraphs_joined_by_hand_have_the_id_of_most_of_the_words(signed: Desk) -> None:
    for folder in ("docs", "docs_en"):
        text = (signed.root / folder / "a.md").read_text("utf-8")
        (signed.root / folder / "a.md").write_text(text.replace("\n{: #p1 }\n\n", " "), "utf-8")
    said = signed.run("stamp")

    assert said.code == 0
    assert "a: p2 is gone; its address leads to #p1" in said.out
    assert "commons.\n{: #p1 }\n" in (signed.root / "docs_en/a.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("fr", "said"),
    [
        (
            "Un.\n{: #p1 mot }\n",
            "docs/b.md:2: in doubt: {: #p1 mot } is not an attribute list\n    → an id ",
        ),
        ("Un.\n{: #P1 }\n", "docs/b.md:2: in doubt: #P1 is not an id: "),
        ("Un.\n\n```\nx\n", "docs/b.md:3: in doubt: the code fence ``` is opened and never closed"),
        ("Un.\n{: #p1 }\n\nDeux.\n{: #p1 }\n", "docs/b.md:4: in doubt: p1 stands twice on one "),
        ("# Un.\n", "docs_en/b.md:1: in doubt: the kinds or the ids of the blocks differ\n"),
    ],
)
def test_a_text_that_cannot_be_read_safely_is_in_doubt(desk: Desk, fr: str, said: str) -> None:
    desk.write("b", fr, "One.\n")
    before = desk.files()
    done = desk.run("stamp")
    assert done.code == 2
    assert done.err.startswith(said)
    changed = [name for name, text in desk.files().items() if before.get(name) != text]
    assert not [name for name in changed if name.endswith("b.md")]


def test_a_merge_that_was_left_in_the_middle_gets_no_ids_on_either_side(desk: Desk) -> None:
    def conflict(one: str, other: str) -> str:
        return f"<<<<<<< HEAD\n{one}\n{{: #p1 }}\n=======\n{other}\n{{: #p1 }}\n>>>>>>> ana\n"

    desk.write("b", conflict("Un.", "Deux."), conflict("One.", "Two."))
    said = desk.run("stamp")
    assert (said.code, said.out) == (2, "a: 2 new ids (p1, p2)\n")
    choose = "keep what is right, and delete the lines of <<<<<<<, ======= and >>>>>>>"
    told = f"b.md:1: in doubt: git has left two versions here, down to line 7\n    → {choose}\n"
    assert said.err.startswith(f"docs_en/{told}docs/{told}visavis: this chapter was not stamped.")


def test_an_attribute_list_of_another_tool_stops_its_own_chapter_alone(desk: Desk) -> None:
    desk.write("b", "# Eau { #eau }\n", "# Water\n")
    before = (desk.root / "docs/b.md").read_bytes()
    said = desk.run("stamp")
    assert (said.code, said.out) == (2, "a: 2 new ids (p1, p2)\n")
    assert said.err.startswith(
        "docs/b.md:1: in doubt: the attribute list belongs to no block\n    → put it on "
    )
    assert (desk.root / "docs/b.md").read_bytes() == before


def test_what_a_head_says_wrong_stops_nothing(desk: Desk) -> None:
    desk.write("b", "---\nlayout: post\n---\n# Eau\n", "# Water\n")
    assert desk.run("stamp").code == 0


def test_a_doubt_about_a_whole_book_is_not_a_book(desk: Desk) -> None:
    desk.write("b", "Un.\n\n" * 300, "One.\n\n" * 200)
    lines = desk.run("stamp").err.splitlines()
    assert len(lines) < 50
    assert "    … and 280 blocks more" in lines


@pytest.mark.parametrize("there", [False, True])
def test_a_chapter_that_waits_for_its_translation_gets_its_ids(desk: Desk, there: bool) -> None:
    (desk.root / "docs/a.md").unlink()
    if there:
        (desk.root / "docs/a.md").write_text("", "utf-8")
    said = desk.run("stamp")
    assert (said.code, said.out) == (0, "a: 2 new ids (p1, p2)\n")
    assert (desk.root / "docs/a.md").exists() == there
    assert list(desk.records()["a"].entries) == ["p1", "p2"]
    (desk.root / "docs/a.md").write_text("# Titre\n\nUn.\n", "utf-8")
    assert desk.run("stamp").code == 0
    assert (desk.root / "docs/a.md").read_text("utf-8") == "# Titre\n{: #p1 }\n\nUn.\n{: #p2 }\n"


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


def test_a_chapter_under_another_name_is_followed_and_check_says_so(signed: Desk) -> None:
    for folder in ("docs", "docs_en"):
        (signed.root / folder / "a.md").rename(signed.root / folder / "b.md")
    said = signed.run("check", "docs/b.md").out
    assert "is missing: its words are recorded as a; run `visavis stamp`, which lets" in said
    assert said == signed.run("check").out

    signed.run("stamp")
    assert signed.run("check", "--fail-on", "warning").code == 0
    assert signed.entry("b", "p1").name == "Ana"
    assert signed.entry("a", "p1").moved_to == "b#p1"


def test_a_chapter_of_which_one_text_has_another_name_waits_for_the_other(signed: Desk) -> None:
    (signed.root / "docs/a.md").rename(signed.root / "docs/b.md")
    found = [line for line in signed.run("check").out.splitlines() if ": file." in line]
    told = "are one chapter under two names; give both the same name, then run `visavis stamp`"
    assert found == [
        f"docs_en/a.md:1: file.deleted: docs_en/a.md and docs/b.md {told}",
        f"docs/b.md:1: file.deleted: docs/b.md and docs_en/a.md {told}",
    ]
    said = signed.run("stamp")
    assert (said.code, said.out) == (2, "")
    assert "docs/b.md: in doubt: a has its other side, under another name\n" in said.err
    assert not (signed.root / "alignment/b.jsonl").exists()

    (signed.root / "docs_en/a.md").rename(signed.root / "docs_en/b.md")
    assert signed.run("stamp").code == 0
    assert signed.run("check", "--fail-on", "warning").code == 0
    assert signed.entry("b", "p1").name == "Ana"


def test_a_name_with_a_space_is_quoted_for_the_terminal(signed: Desk) -> None:
    for folder, ending in (("docs", "md"), ("docs_en", "md"), ("alignment", "jsonl")):
        (signed.root / folder / f"a.{ending}").rename(signed.root / folder / f"un deux.{ending}")
    (signed.root / "docs/un deux.md").unlink()
    assert "`git checkout -- 'docs/un deux.md'`" in signed.run("check").out


def test_a_new_chapter_that_waits_beside_one_that_lost_a_text_is_stamped(signed: Desk) -> None:
    (signed.root / "docs/a.md").unlink()
    (signed.root / "docs/b.md").write_text("Tout autre chose, de nouveau.\n", "utf-8")
    signed.run("stamp")
    assert "{: #p1 }" in (signed.root / "docs/b.md").read_text("utf-8")
    assert "docs/a.md has no text any longer" in signed.run("check").out
