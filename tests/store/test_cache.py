"""What is kept by content is found again, and a cache that is broken is an empty one."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.store import Cache, content_key
from visavis.store.cache import FOLDER


def test_what_was_put_is_there_the_next_time(tmp_path: Path) -> None:
    first = Cache(tmp_path, "links", "1")
    first.put("a", [1, 2])
    first.save()
    assert Cache(tmp_path, "links", "1").get("a") == [1, 2]


def test_what_nobody_asked_for_is_dropped(tmp_path: Path) -> None:
    first = Cache(tmp_path, "links", "1")
    first.put("a", 1)
    first.put("b", 2)
    first.save()
    second = Cache(tmp_path, "links", "1")
    second.get("b")
    second.save()
    third = Cache(tmp_path, "links", "1")
    assert (third.get("a"), third.get("b")) == (None, 2)


def test_one_that_never_forgets_keeps_it(tmp_path: Path) -> None:
    first = Cache(tmp_path, "lemmas", "1")
    first.put("a", 1)
    first.save()
    Cache(tmp_path, "lemmas", "1", forgets=False).save()
    second = Cache(tmp_path, "lemmas", "1", forgets=False)
    second.put("b", 2)
    second.save()
    third = Cache(tmp_path, "lemmas", "1")
    assert (third.get("a"), third.get("b")) == (1, 2)


def test_another_method_starts_afresh(tmp_path: Path) -> None:
    first = Cache(tmp_path, "links", "1")
    first.put("a", 1)
    first.save()
    assert Cache(tmp_path, "links", "2").get("a") is None


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"version": "1"}', b'{"version":"1","values":7}', b"\xff\xfe"]
)
def test_a_damaged_file_is_an_empty_cache(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / FOLDER / "links.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    cache = Cache(tmp_path, "links", "1")
    cache.put("a", 1)
    cache.save()
    assert Cache(tmp_path, "links", "1").get("a") == 1


def test_what_killed_commands_left_half_written_is_thrown_away(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    for name, age in ((".others.json.old", 7_200), (".links.json.new", 0)):
        (folder / name).touch()
        os.utime(folder / name, (time.time() - age,) * 2)
    cache = Cache(tmp_path, "links", "1")
    cache.put("a", 1)
    cache.save()
    left = {path.name for path in folder.iterdir()}
    assert left == {".gitignore", ".links.json.new", "links.json"}


def test_a_folder_that_cannot_be_made_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("a file where a folder should be")
    cache = Cache(tmp_path, "links", "1")
    cache.put("a", 1)
    cache.save()
    assert cache.get("a") == 1


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_different_texts_have_different_keys(one: list[str], two: list[str]) -> None:
    assert (content_key(*one) == content_key(*two)) == (one == two)
