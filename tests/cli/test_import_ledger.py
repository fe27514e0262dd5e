"""What `visavis import` says of the words that it did not bring, and keeps of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desk import Desk, make_desk

NOTE = "<aside class='sidebar'>An old word.</aside>"
PAGE = "<html><body><nav>Home</nav><article>{}</article>{}</body></html>"
EN = "<h1>The mill</h1><p>He stood before it.</p>"
FR = "<h1>Le moulin</h1><p>Il se tenait devant.</p>"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    root = tmp_path / "edition"
    root.mkdir()
    return make_desk(root)


def files(desk: Desk, en: str, fr: str) -> list[str]:
    """Two pages beside the edition."""
    found = []
    for tag, content in (("en", en), ("fr", fr)):
        file = desk.root.parent / f"{tag}.html"
        file.write_text(content, encoding="utf-8")
        found.append(str(file))
    return found


def test_what_was_left_out_is_said_in_a_dry_run_too(desk: Desk) -> None:
    texts = files(desk, PAGE.format(EN, NOTE), PAGE.format(FR, ""))
    before = desk.files()
    said = desk.run("import", *texts, "--as", "mill", "--dry-run")
    assert "en.html: left out: navigation, 1 word; 1 aside “An old word.” (1)\n" in said.out
    assert desk.files() == before


def test_what_was_left_out_stands_beside_the_record(desk: Desk) -> None:
    texts = files(desk, PAGE.format(EN, NOTE), PAGE.format(FR, ""))
    assert desk.run("import", *texts, "--as", "mill").code == 0
    english, french = json.loads((desk.root / "alignment/mill.import.json").read_text("utf-8"))
    assert (english["file"], english["language"], english["words"]) == ("en.html", "en", 10)
    assert english["left out"][1] == {
        "kind": "aside",
        "place": "1",
        "words": 3,
        "text": "An old word.",
    }
    assert [one["kind"] for one in french["left out"]] == ["navigation"]


def test_where_nothing_was_left_out_nothing_is_kept(desk: Desk) -> None:
    assert desk.run("import", *files(desk, EN, FR), "--as", "mill", "--strict").code == 0
    assert not (desk.root / "alignment/mill.import.json").exists()


def test_strict_writes_nothing_where_words_are_lost(desk: Desk) -> None:
    texts = files(desk, PAGE.format(EN, NOTE), PAGE.format(FR, ""))
    before = desk.files()
    said = desk.run("import", *texts, "--as", "mill", "--strict")
    assert said.code == 1
    assert said.out.endswith("\nNothing was written (--strict): words are lost.\n")
    assert desk.files() == before


def test_numbers_of_pages_are_named_and_no_loss(desk: Desk) -> None:
    paged = EN.replace("before", "before<span class='pagenum'>12</span>")
    said = desk.run("import", *files(desk, paged, FR), "--as", "mill", "--strict")
    assert said.code == 0
    assert "en.html: left out: page number, 1 word\n" in said.out


def test_a_book_has_one_ledger(desk: Desk) -> None:
    texts = files(
        desk,
        f"{EN}<h1>The road</h1><p>He walked for three days.</p>{NOTE}",
        f"{FR}<h1>La route</h1><p>Il marcha trois jours.</p>",
    )
    assert desk.run("import", *texts, "--as", "mill", "--chapters").code == 0
    assert (desk.root / "alignment/mill.import.json").exists()


def test_an_exchanged_side_is_held_against_its_own_file(desk: Desk) -> None:
    texts = files(desk, EN, FR)
    assert desk.run("import", *texts, "--as", "mill").code == 0
    (desk.root.parent / "fr.html").write_text(PAGE.format(FR, NOTE), encoding="utf-8")
    said = desk.run("import", texts[1], "--as", "mill", "--replace", "target", "--strict")
    assert said.code == 1
    assert "fr.html: left out: navigation, 1 word; 1 aside" in said.out
