"""The small editions in other scripts: what the commands say about them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from desk import Desk

EDITIONS = Path(__file__).parent / "editions"
ID = re.compile(r"\n\{: #p\d+ \}")

every_edition = pytest.mark.parametrize("name", ["ar-fr", "ja-en"])


def copy(name: str, to: Path) -> Desk:
    """An edition of one's own to work on."""
    shutil.copytree(EDITIONS / name, to / name, ignore=shutil.ignore_patterns(".cache"))
    return Desk(to / name)


@every_edition
def test_nothing_is_found_where_nothing_is_wrong(name: str, tmp_path: Path) -> None:
    said = copy(name, tmp_path).run("check", "--fail-on", "warning", "--format", "json")
    assert (said.code, said.out.strip()) == (0, "[]")


@every_edition
def test_the_ids_that_were_given_are_given_again(name: str, tmp_path: Path) -> None:
    desk = copy(name, tmp_path)
    shutil.rmtree(desk.root / "alignment")
    texts = list(desk.root.rglob("*.md"))
    before = {text: text.read_text("utf-8") for text in texts}
    assert all(len(ID.findall(text)) >= 3 for text in before.values())
    for text in texts:
        text.write_text(ID.sub("", before[text]), "utf-8")
    assert desk.run("stamp").code == 0
    assert {text: text.read_text("utf-8") for text in texts} == before


@pytest.mark.parametrize(
    ("name", "old", "new", "rule"),
    [
        ("ja-en", "橋まで240歩、", "", "number.lost"),
        ("ar-fr", "أعدّ 240 ", "", "number.lost"),
        (
            "ja-en",
            "犬が一匹吠え、もう一匹がこたえる。こうして夜が始まる。",
            "A dog barks, another answers, and the night has begun.",
            "pair.same",
        ),
        (
            "ar-fr",
            "ينبح كلب فيجيبه آخر، وقد بدأ الليل.",
            "Un chien aboie, un autre répond, et la nuit a commencé.",
            "pair.same",
        ),
    ],
    ids=["ja-number", "ar-number", "ja-same", "ar-same"],
)
def test_what_is_wrong_is_found(name: str, old: str, new: str, rule: str, tmp_path: Path) -> None:
    desk = copy(name, tmp_path)
    desk.edit("docs/walking.md", old, new)
    assert rule in desk.run("check").out
