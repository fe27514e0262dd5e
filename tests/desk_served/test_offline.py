"""Rows given to somebody without Python in one file, and brought back from another."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from desk import Desk
from served_desk import make_whole

FR = (
    "# Brest\n{: #p1 }\n\nElles chantent[^1].\n{: #p2 }\n\nElles rient à [Brest](b.md).\n{: #p3 }\n"
)
EN = "# Brest\n{: #p1 }\n\nThey sing[^1].\n{: #p2 }\n\nThey laugh at Brest.\n{: #p3 }\n"
NOTES = "\n[^1]: Oui.\n", "\n[^1]: Yes.\n"


@pytest.fixture
def edition(tmp_path: Path) -> Desk:
    (tmp_path / "edition").mkdir()
    desk = make_whole(tmp_path / "edition")
    desk.write("a", FR + NOTES[0], EN + NOTES[1])
    desk.write("b", "# Deux\n{: #p1 }\n", "# Two\n{: #p1 }\n")
    assert desk.run("stamp").code == 0
    return desk


def give_out(edition: Desk) -> dict[str, str]:
    """The digests of the rows in the file for the chapter, by address."""
    file = edition.root.parent / "a.html"
    said = edition.run("desk", "--offline", str(file), "--chapter", "a")
    assert said.code == 0, said.err
    page = file.read_text("utf-8")
    return dict(re.findall(r'data-address="([^"]+)" data-digest="([^"]+)"', page))


def bring_back(edition: Desk, *rows: dict[str, object], **about: object) -> tuple[int, str, str]:
    told = {"visavis": "review", "version": 1, "name": "Béa", "rows": rows, **about}
    file = edition.root.parent / "back.json"
    file.write_text(json.dumps(told), "utf-8")
    said = edition.run("review", "--from", str(file))
    return said.code, said.out, said.err


def test_the_file_holds_what_waits_and_runs_nothing_else(edition: Desk) -> None:
    assert [*give_out(edition)] == ["a#p1", "a#p2", "a#p3", "a#note-1"]
    page = (edition.root.parent / "a.html").read_text("utf-8")
    assert "Elles chantent" in page
    assert "default-src &#39;none&#39;; img-src data:; script-src &#39;sha256-" in page
    assert "link.lost" in page
    assert 'href="b' not in page
    assert "http" not in re.sub(r"http-equiv", "", page)


def test_what_was_done_is_brought_back_by_ids(edition: Desk) -> None:
    digests = give_out(edition)
    code, out, err = bring_back(
        edition,
        {"address": "a#p1", "digest": digests["a#p1"], "accept": True},
        {
            "address": "a#p2",
            "digest": digests["a#p2"],
            "accept": True,
            "target": "Elles chantent fort[^1].",
            "comment": "Or only sing?",
        },
    )
    assert (code, err) == (0, "")
    assert "the French side of p2 is written anew" in out
    assert "Elles chantent fort[^1]." in (edition.root / "docs/a.md").read_text("utf-8")
    for row in ("p1", "p2"):
        assert (edition.entry("a", row).state, edition.entry("a", row).name) == ("reviewed", "Béa")
    assert edition.entry("a", "p2").queries[0].text == "Or only sing?"


def test_what_has_changed_since_is_refused(edition: Desk) -> None:
    digests = give_out(edition)
    edition.edit("docs/a.md", "Elles chantent", "Elles hurlent")
    code, out, err = bring_back(
        edition,
        {"address": "a#p2", "digest": digests["a#p2"], "target": "Elles chantent fort[^1]."},
        {"address": "a#p9", "digest": "", "accept": True},
        {"address": "a#p1", "digest": digests["a#p1"], "accept": True},
    )
    assert code == 1
    assert "a#p2 has changed since it was given out" in err
    assert "there is no pair a#p9" in err
    assert out == "Signed off: a#p1.\n"
    assert "Elles hurlent" in (edition.root / "docs/a.md").read_text("utf-8")


def test_what_has_an_error_is_not_signed_off(edition: Desk) -> None:
    digests = give_out(edition)
    code, _, err = bring_back(
        edition, {"address": "a#p3", "digest": digests["a#p3"], "accept": True}
    )
    assert code == 1
    assert "a#p3 is not signed off" in err
    assert edition.entry("a", "p3").state == "unreviewed"


@pytest.mark.parametrize(
    "about",
    [
        {"version": 2},
        {"visavis": "else"},
        {"rows": [3]},
        {"rows": {"a": 1}},
        {"rows": [{"address": 1, "digest": ""}]},
        {"name": []},
    ],
)
def test_another_file_is_refused(edition: Desk, about: dict[str, object]) -> None:
    before = edition.files()
    code, _, err = bring_back(edition, **about)
    assert code == 2
    assert "this is not what a review was saved as" in err
    assert edition.files() == before


def test_it_says_how_many_rows_are_in_it(edition: Desk) -> None:
    file = str(edition.root.parent / "b.html")
    command = ("desk", "--offline", file, "--chapter", "b")
    said = edition.run(*command).out
    assert said.startswith(f"Wrote {file}, 1 row. What is saved there, ")
    assert edition.run("review", "--accept", "b#p1", "--name", "Ana").code == 0
    said = edition.run(*command).out
    assert said == f"Wrote {file} without any row: nothing in b wants a look.\n"
