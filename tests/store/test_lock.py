"""Several commands write the record at once, and no line is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desk import Desk, make_desk
from visavis.errors import VisavisError
from visavis.store import lock_edition, write_files
from visavis.store.lock import BUILD_LOCK, not_locked

SIGN_ONE_BY_ONE = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from visavis.action import Choice, Reviewer, carry_out, plan_sign_off
from visavis.edition import open_edition
from visavis.settings import read_project
from visavis.store import lock_edition

name, ids = sys.argv[1], sys.argv[2:]
project, who = read_project(Path.cwd()), Reviewer(name, "2024-01-01")

for identifier in ids:
    with lock_edition(project.root):
        edition = open_edition(project)
        carry_out(project, plan_sign_off(edition, Choice((identifier,)).find(edition, {}), who))
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = make_desk(tmp_path)
    desk.write("a", *("".join(f"{word} {n}.\n\n" for n in range(40)) for word in ("Mot", "Word")))
    assert desk.run("stamp").code == 0
    return desk


def test_two_processes_sign_off_at_once(desk: Desk) -> None:
    ids = [f"p{n}" for n in range(1, 41)]
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", SIGN_ONE_BY_ONE, name, *own],
            cwd=desk.root,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        for name, own in (("Ana", ids[::2]), ("Ben", ids[1::2]))
    ]
    assert [writer.wait() for writer in writers] == [0, 0]

    signed = {entry.id: entry.name for entry in desk.records()["a"].entries.values()}
    assert signed == {name: ("Ana", "Ben")[number % 2] for number, name in enumerate(ids)}


def test_a_writer_that_waits_in_vain_says_so(tmp_path: Path) -> None:
    def write() -> None:
        with lock_edition(tmp_path, patience=0.1):
            pass

    with (
        lock_edition(tmp_path),
        ThreadPoolExecutor() as another,
        pytest.raises(VisavisError, match="another command is writing"),
    ):
        another.submit(write).result()


def test_whoever_has_the_lock_does_not_wait_for_itself(tmp_path: Path) -> None:
    with lock_edition(tmp_path), lock_edition(tmp_path, patience=0.1):
        write_files(tmp_path, {"a.md": "A"})
    assert (tmp_path / "a.md").read_text() == "A"


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    with lock_edition(tmp_path):
        pass
    with pytest.raises(KeyError), lock_edition(tmp_path):
        raise KeyError

    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_locked_is_said(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(VisavisError, match="cannot be locked"), lock_edition(file):
        pass


def test_a_folder_in_which_nothing_can_be_written_is_named_and_not_the_lock(tmp_path: Path) -> None:
    error = PermissionError(13, "Permission denied")
    said = not_locked(tmp_path / BUILD_LOCK, error)
    assert (said.place, said.message) == (
        str(tmp_path),
        "nothing can be written here: permission denied",
    )
    (tmp_path / BUILD_LOCK).mkdir()
    assert BUILD_LOCK in not_locked(tmp_path / BUILD_LOCK, error).place
