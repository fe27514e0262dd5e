"""Whether a site is what a build would make is told by the files that are there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from visavis.site.current import stat_files


@pytest.mark.skipif(os.name == "nt", reason="links need a right there that few have")
def test_what_cannot_be_read_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.md", "gone.md", "part/b.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("A word.", "utf-8")
    (tmp_path / "circle").symlink_to("circle")
    scan = os.scandir

    @contextmanager
    def scan_late(folder: str) -> Iterator[list[os.DirEntry[str]]]:
        with scan(folder) as entries:
            listed = [*entries]
        (tmp_path / "gone.md").unlink(missing_ok=True)
        yield listed

    monkeypatch.setattr(os, "scandir", scan_late)
    assert [*stat_files(tmp_path)] == ["a.md", "part/b.md"]
