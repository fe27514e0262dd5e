"""Whatever happens while a command writes: nothing is torn, and the next command goes on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desk import Desk, make_desk
from killing import killed_at
from visavis.errors import VisavisError
from visavis.store import is_vacant, settle, write_files
from visavis.store.write import JOURNAL, not_written

TERMS = b"id,fr,en\nword,mot,word\nriver,fleuve,river\n"


def begin(root: Path) -> Desk:
    """An edition without ids, so that every file of it has to be written."""
    root.mkdir()
    desk = make_desk(root)
    for name in ("a", "b"):
        desk.write(name, "Un mot.\n\nUn fleuve.\n", "A word.\n\nA river.\n")
    (root / "terms.csv").write_bytes(TERMS)
    (root / "more.txt").write_text("A lake.\n")
    return desk


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes do not fork here")
@pytest.mark.parametrize(
    ("command", "again"),
    [
        (("stamp",), 0),
        (("review", "--all", "--accept", "--name", "Ana"), 0),
        (("glossary", "import", "terms.csv"), 0),
        (("import", "more.txt", "more.txt", "--as", "c"), 2),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_command_may_be_killed_wherever_it_writes(
    tmp_path: Path, command: tuple[str, ...], again: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = begin(tmp_path / "whole")
    monkeypatch.chdir(whole.root)
    before = texts(whole)
    assert whole.run(*command).code == 0
    after = texts(whole)
    step, done = 0, True
    while done:
        step += 1
        desk = begin(tmp_path / str(step))
        monkeypatch.chdir(desk.root)
        done = killed_at(step, desk.root, lambda desk=desk: desk.run(*command))  # type: ignore[misc]
        assert desk.run("rules").code == desk.run("glossary", "list").code == 0
        assert texts(desk) in (before, after)
        assert desk.run(*command).code in (0, again)
        assert texts(desk) == after
    assert step > 8


def texts(desk: Desk) -> dict[str, bytes]:
    """Every file of an edition but the lock, which stands until the next command that writes."""
    return {
        str(path.relative_to(desk.root)): path.read_bytes()
        for path in sorted(desk.root.rglob("*"))
        if path.is_file() and ".cache" not in path.parts and path.name != ".visavis.lock"
    }


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes do not fork here")
def test_a_folder_in_which_somebody_was_killed_is_still_empty(tmp_path: Path) -> None:
    contents = {"docs/a.md": "A", "docs/b.md": "B", "mkdocs.yml": "C"}
    for step in range(1, 30):
        folder = tmp_path / str(step)
        folder.mkdir()
        killed_at(step, folder, lambda folder=folder: write_files(folder, contents))  # type: ignore[misc]
        vacant = is_vacant(folder)
        assert vacant or (folder / "docs/b.md").read_text() == "B"
        if vacant:
            write_files(folder, contents)
        assert {p.name for p in folder.rglob("*") if p.is_file()} - {".visavis.lock"} == {
            "a.md",
            "b.md",
            "mkdocs.yml",
        }


def test_a_full_disk_is_one_line_and_leaves_everything(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    desk = begin(tmp_path / "edition")
    desk.write("c", "Un mot. " * 9000, "A word. " * 9000)
    before = texts(desk)
    child = os.fork()
    if child == 0:  # a limit cannot be raised again
        code = 1
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
            said = desk.run("stamp")
            told = said.err.count("\n") == 1 and "cannot be written: file too large" in said.err
            code = 0 if said.code == 2 and told else 1
        finally:
            os._exit(code)
    assert os.waitpid(child, 0)[1] == 0
    assert texts(desk) == before
    assert desk.run("stamp").code == 0


def test_a_journal_that_git_tracks_is_not_followed(tmp_path: Path) -> None:
    desk = begin(tmp_path / "edition")
    (desk.root / JOURNAL).write_text('{"complete": true, "files": {"mkdocs.yml": "x"}}')
    (desk.root / ".mkdocs.yml.new").write_text("site_name: taken over\n")
    desk.git("init")
    desk.git("add", "-f", JOURNAL, ".mkdocs.yml.new")
    with pytest.raises(VisavisError, match="the program's own"):
        settle(desk.root)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"complete": true}', b"\xff", b"[" * 9999])
def test_a_journal_that_cannot_be_read_is_thrown_away(tmp_path: Path, content: bytes) -> None:
    (tmp_path / JOURNAL).write_bytes(content)
    settle(tmp_path)
    assert not list(tmp_path.iterdir())


def test_what_waits_and_is_not_what_was_written_does_not_take_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("old")
    (tmp_path / ".a.md.new").write_text("torn")
    (tmp_path / JOURNAL).write_text('{"complete": true, "files": {"a.md": "of another text"}}')
    settle(tmp_path)
    assert (tmp_path / "a.md").read_text() == "old"


def test_a_place_that_the_system_refuses_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(VisavisError, match="cannot be written: "):
        write_files(tmp_path, {"a" * 300: "x"})
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("refused", "shown"),
    [
        ("docs/.mill.md.new", "docs/mill.md"),
        ("docs/mill.md", "docs/mill.md"),
        ("docs", "docs"),
        (".visavis.journal", ""),
        ("..visavis.journal.new", ""),
    ],
)
def test_a_file_that_cannot_be_written_is_called_as_its_writer_knows_it(
    tmp_path: Path, refused: str, shown: str
) -> None:
    error = PermissionError(13, "Permission denied", str(tmp_path / refused))
    said = not_written(tmp_path, error)
    assert said.place == (shown or tmp_path.as_posix())
    assert said.message == "cannot be written: permission denied"
