"""Watching: what has changed is named, once, when it has settled."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desk import make_desk
from visavis.cli.watch import follow_edits, watch_changes
from visavis.edition import open_edition
from visavis.settings import read_project


def scripted(*steps: Callable[[], object]) -> Callable[[], None]:
    """A wait during which the next of these things happens; at the end it interrupts."""
    script: Iterator[Callable[[], object]] = iter(steps)

    def wait() -> None:
        step = next(script, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    return wait


def nothing() -> None:
    """Nobody does anything."""


def changes(root: Path, *steps: Callable[[], object]) -> list[list[str]]:
    found = []
    try:
        for names in watch_changes(read_project(root), scripted(*steps)):
            found.append(names)
    except KeyboardInterrupt:
        pass
    assert found.pop(0) == [], "the first look is where the watch begins"
    return found


def test_edited_new_and_deleted_files_are_named(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    desk.write("a", "Un.\n", "One.\n")

    assert changes(
        tmp_path,
        nothing,
        lambda: desk.edit("docs/a.md", "Un.", "Deux mots."),
        nothing,
        lambda: desk.write("part/b", "Un.\n", "One.\n"),
        nothing,
        lambda: (tmp_path / "docs_en/a.md").unlink(),
        nothing,
        lambda: (tmp_path / "mkdocs.yml").write_text("site_name: Another\n", "utf-8"),
        nothing,
    ) == [["docs/a.md"], ["docs/part/b.md", "docs_en/part/b.md"], ["docs_en/a.md"], ["mkdocs.yml"]]


def test_files_written_one_after_the_other_are_one_change(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    assert changes(
        tmp_path,
        lambda: (desk.root / "docs/a.md").write_text("Un.\n", "utf-8"),
        lambda: (desk.root / "docs_en/a.md").write_text("One.\n", "utf-8"),
        nothing,
        nothing,
    ) == [["docs/a.md", "docs_en/a.md"]]


def test_a_change_taken_back_and_files_of_others_are_no_change(tmp_path: Path) -> None:
    make_desk(tmp_path)
    file = tmp_path / "docs/a.md"

    assert not changes(
        tmp_path,
        lambda: file.write_text("Un.\n", "utf-8"),
        lambda: file.unlink(),
        nothing,
        lambda: (tmp_path / "docs/.a.md.swp").write_text("x", "utf-8"),
        lambda: (tmp_path / "docs/picture.png").write_text("x", "utf-8"),
        lambda: (tmp_path / "README.md").write_text("x", "utf-8"),
    )


def test_a_folder_that_goes_while_it_is_looked_at_does_not_end_the_watch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = make_desk(tmp_path)
    desk.write("a", "Un.\n", "One.\n")
    desk.write("part/b", "Un.\n", "One.\n")
    scan = os.scandir

    def late(folder: str | Path) -> object:
        """As it is where somebody has taken another branch of git."""
        if Path(folder).name == "part":
            raise FileNotFoundError(folder)
        return scan(folder)

    def switch() -> None:
        monkeypatch.setattr(os, "scandir", late)

    gone = ["docs/part/b.md", "docs_en/part/b.md"]
    assert changes(tmp_path, switch, nothing) == [gone]


def test_every_change_is_checked_and_a_broken_set_up_does_not_end_the_watch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = make_desk(tmp_path)
    desk.write("a", "Un.\n{: #p1 }\n", "One.\n{: #p1 }\n")
    project = read_project(tmp_path)
    seen = []

    def check() -> None:
        seen.append([len(chapter.pairs) for chapter in open_edition(project).chapters])

    wait = scripted(
        lambda: desk.edit("docs/a.md", "Un.\n{: #p1 }\n", "Un.\n{: #p1 }\n\nDeux.\n{: #p2 }\n"),
        nothing,
        lambda: (tmp_path / "docs/a.md").write_bytes(b"\xff"),
        nothing,
        lambda: (tmp_path / "docs/a.md").write_text("Un.\n{: #p1 }\n", "utf-8"),
        nothing,
    )
    follow_edits(project, check, wait)

    said = capsys.readouterr().err
    assert seen == [[1], [2], [1]]
    assert said.count("docs/a.md changed:") == 3
    assert "visavis: docs/a.md:1: not UTF-8" in said
    assert "Ctrl+C" in said
