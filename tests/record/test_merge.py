"""The record in git: people who sign off different pairs do not get in each other's way."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk import Desk, make_desk

TEXT = "".join(f"Paragraphe numéro {n}.\n\n" for n in range(1, 9))
TEXT_EN = "".join(f"Paragraph number {n}.\n\n" for n in range(1, 9))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An edition of eight pairs in a repository, which nobody has read yet."""
    desk = make_desk(tmp_path)
    desk.write("a", TEXT, TEXT_EN)
    assert desk.run("stamp").code == 0
    desk.git("init", "-q")
    commit(desk)
    return desk


def commit(desk: Desk) -> None:
    desk.git("add", "-A")
    desk.git("commit", "-qm", "Work")


def sign(desk: Desk, branch: str, name: str, epoch: int, *ids: str) -> None:
    """Sign pairs off on a branch of its own."""
    desk.git("checkout", "-q", "-b", branch, "main")
    assert desk.run("review", "--accept", *ids, "--name", name, epoch=epoch).code == 0
    commit(desk)


def merge(desk: Desk, *branches: str) -> None:
    desk.git("checkout", "-q", "main")
    for branch in branches:
        desk.git("merge", "-q", "--no-edit", branch)


def signers(desk: Desk) -> dict[str, str]:
    entries = desk.records()["a"].entries.values()
    return {entry.id: entry.name for entry in entries if entry.state == "reviewed"}


def test_sign_offs_of_two_people_merge(desk: Desk) -> None:
    sign(desk, "ana", "Ana", 1_700_000_000, "p1", "p2")
    sign(desk, "ben", "Ben", 1_700_000_100, "p6", "p8")
    merge(desk, "ana", "ben")

    assert signers(desk) == {"p1": "Ana", "p2": "Ana", "p6": "Ben", "p8": "Ben"}


def test_sign_offs_of_neighbouring_pairs_merge(desk: Desk) -> None:
    sign(desk, "ana", "Ana", 1_700_000_000, "p3", "p5")
    sign(desk, "ben", "Ben", 1_700_000_100, "p4", "p6")
    merge(desk, "ana", "ben")

    assert not desk.records()["a"].damaged
    assert signers(desk) == {"p3": "Ana", "p4": "Ben", "p5": "Ana", "p6": "Ben"}
    assert desk.run("check", "--fail-on", "warning").code == 0


@pytest.mark.parametrize("order", [("ana", "ben"), ("ben", "ana")])
def test_where_both_signed_the_same_pair_the_later_stands(
    desk: Desk, order: tuple[str, str]
) -> None:
    sign(desk, "ana", "Ana", 1_700_000_000, "p3")
    sign(desk, "ben", "Ben", 1_700_000_100, "p3")
    merge(desk, *order)

    assert signers(desk) == {"p3": "Ben"}


def test_the_next_writer_leaves_one_line_an_id(desk: Desk) -> None:
    sign(desk, "ana", "Ana", 1_700_000_000, "p3")
    sign(desk, "ben", "Ben", 1_700_000_100, "p4")
    merge(desk, "ana", "ben")
    assert desk.run("review", "--accept", "p5", "--name", "Ana").code == 0

    lines = (desk.root / "alignment/a.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == 8
    assert signers(desk) == {"p3": "Ana", "p4": "Ben", "p5": "Ana"}


def test_a_paragraph_deleted_here_and_another_signed_off_there_merge(desk: Desk) -> None:
    sign(desk, "ben", "Ben", 1_700_000_100, "p4")
    desk.git("checkout", "-q", "-b", "ana", "main")
    desk.edit("docs/a.md", "Paragraphe numéro 3.\n{: #p3 }\n\n", "")
    desk.edit("docs_en/a.md", "Paragraph number 3.\n{: #p3 }\n\n", "")
    assert desk.run("stamp").code == 0
    commit(desk)
    merge(desk, "ana", "ben")

    assert desk.entry("a", "p3").state == "retired"
    assert signers(desk) == {"p4": "Ben"}
    assert desk.run("stamp").code == 0
    assert desk.git("status", "--short") in ("", " M alignment/a.jsonl\n")


def test_a_conflict_left_in_the_record_is_named_and_loses_nothing(desk: Desk) -> None:
    file = desk.root / "alignment/a.jsonl"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    signed = lines[2].replace("unreviewed", "reviewed")
    marks = ["<<<<<<< HEAD\n", signed, "=======\n", lines[2], ">>>>>>> ben\n"]
    file.write_text("".join([*lines[:2], *marks, *lines[3:]]), "utf-8")

    said = desk.run("check")
    assert said.code == 1
    for number in (3, 5, 7):
        assert f"alignment/a.jsonl:{number}: record.damaged" in said.out
    assert desk.entry("a", "p3").state == "reviewed"
    assert desk.run("stamp").code == 2, "an id in a line that cannot be read could be given again"
