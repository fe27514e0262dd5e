"""`visavis check --since`: the chapters that have changed since a revision."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk import Desk, make_desk
from visavis.cli.since import changed_chapters, chapters_of
from visavis.errors import VisavisError
from visavis.settings import Project, read_project


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = make_desk(tmp_path)
    for name in ("a", "b", "part/c"):
        desk.write(name, "Un.\n{: #p1 }\n", "One.\n{: #p1 }\n")
    (tmp_path / "alignment").mkdir()
    (tmp_path / "alignment/b.jsonl").write_text('{"id": "p1"}\n', encoding="utf-8")
    desk.git("init", "-q")
    desk.git("add", "-A")
    desk.git("commit", "-qm", "Start")
    return desk


def project(desk: Desk) -> Project:
    return read_project(desk.root)


def test_nothing_has_changed(desk: Desk) -> None:
    assert changed_chapters(project(desk), "HEAD") == set()
    said = desk.run("check", "--since", "HEAD")
    assert said.out == "No findings: there was no chapter to check.\n"


def test_what_is_committed_staged_edited_and_unknown_has_changed(desk: Desk) -> None:
    desk.edit("docs/a.md", "Un.", "Une.")
    desk.git("commit", "-qam", "Edit")
    desk.edit("docs_en/part/c.md", "One.", "Won.")
    desk.git("add", "-A")
    desk.edit("alignment/b.jsonl", "p1", "p2")
    desk.write("é d", "Un.\n", "One.\n")

    assert changed_chapters(project(desk), "HEAD~1") == {"a", "b", "part/c", "é d"}
    assert changed_chapters(project(desk), "HEAD") == {"b", "part/c", "é d"}


def test_a_deleted_file_has_changed(desk: Desk) -> None:
    (desk.root / "docs/a.md").unlink()

    assert changed_chapters(project(desk), "main") == {"a"}


def test_the_settings_and_the_glossary_concern_every_chapter(desk: Desk) -> None:
    assert chapters_of(project(desk), ["mkdocs.yml"]) is None
    assert chapters_of(project(desk), ["docs/a.md", "glossary/commoner.yml"]) is None
    assert chapters_of(project(desk), ["README.md", "docs/picture.png", "docs/a.md"]) == {"a"}


def test_an_edition_below_the_top_of_the_repository(tmp_path: Path) -> None:
    root = tmp_path / "edition"
    root.mkdir()
    desk = make_desk(root)
    desk.write("a", "Un.\n", "One.\n")
    for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "Start")):
        Desk(tmp_path).git(*arguments)
    desk.edit("docs/a.md", "Un.", "Deux.")

    assert changed_chapters(project(desk), "HEAD") == {"a"}


@pytest.mark.parametrize("revision", ["nowhere", "--all", "", "HEAD~9"])
def test_a_revision_that_is_none_is_said(desk: Desk, revision: str) -> None:
    with pytest.raises(VisavisError, match="there is no revision"):
        changed_chapters(project(desk), revision)


def test_a_folder_without_a_repository_is_said(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    with pytest.raises(VisavisError, match="not in a git repository"):
        changed_chapters(project(desk), "HEAD")
