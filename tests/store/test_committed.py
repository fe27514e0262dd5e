"""What git has committed since something was done."""

from __future__ import annotations

from pathlib import Path

from desk import Desk
from visavis.store import committed_since


def test_a_file_is_committed_since_where_git_has_it_as_it_is(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (tmp_path / "a.md").write_text("Un.\n", "utf-8")
    assert not committed_since(tmp_path, ["a.md"], 0)  # there is no repository
    desk.git("init", "-q")
    assert not committed_since(tmp_path, ["a.md"], 0)
    desk.git("add", ".")
    desk.git("commit", "-qm", "Begin")
    when = int(desk.git("log", "-1", "--format=%ct"))
    assert committed_since(tmp_path, ["a.md"], when)
    assert not committed_since(tmp_path, ["a.md"], when + 1)

    (tmp_path / "b.md").write_text("Deux.\n", "utf-8")
    assert not committed_since(tmp_path, ["a.md", "b.md"], when)
    (tmp_path / "a.md").write_text("Une.\n", "utf-8")
    assert not committed_since(tmp_path, ["a.md"], when)
    (tmp_path / "a.md").unlink()
    assert not committed_since(tmp_path, ["a.md"], when)
