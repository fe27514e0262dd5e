"""The search index: one entry a pair in each interface, from which both languages are found."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chapters import read
from golden import CASES, load
from pages import ENGLISH, FRENCH, edition, interface, term
from visavis.edition import Edition
from visavis.glossary import Term
from visavis.pairs import Pairing, pair_documents
from visavis.publication import Addresses, Interface
from visavis.side import Side
from visavis.site.edition_site import THEME, EditionSite
from visavis.site.search import INDEX, SCRIPT, pieces, write_search
from visavis.site.search.family import find_families
from visavis.site.search.fold import find_words, fold, list_words

FR = "---\ntitle: Un titre\n---\n\n# Un titre\n{: #p1 }\n\nUn *mot* < & autre.\n{: #p2 }\n"
EN = "---\ntitle: A title\n---\n\n# A title\n{: #p1 }\n\nA *word* < & another.\n{: #p2 }\n"


def chapter(name: str, fr: str = FR, en: str = EN) -> Pairing:
    """A chapter of that name."""
    return pair_documents(name, read(en, "en"), read(fr, "fr"))


def listed(
    *chapters: Pairing,
    side: Side = FRENCH,
    directories: bool = True,
    terms: tuple[Term, ...] = (),
) -> list[dict[str, Any]]:
    """The entries of an interface."""
    shown = both(edition(*chapters, terms=terms), directories)
    with tempfile.TemporaryDirectory() as folder:
        write_search(Path(folder), shown)
        home = "" if side is FRENCH else "en/"
        index: dict[str, Any] = json.loads(Path(folder, home, INDEX).read_text("utf-8"))
    return list(index["docs"])


def both(whole: Edition, directories: bool = True) -> list[Interface]:
    """Both interfaces, the translation's first."""
    french = interface(whole, FRENCH, Addresses("fr", directories))
    return [french, replace(french, side=ENGLISH)]


def test_a_pair_is_one_entry_with_both_sides_the_interface_s_first() -> None:
    for side, first, second in ((FRENCH, "Un mot", "A word"), (ENGLISH, "A word", "Un mot")):
        (entry,) = [e for e in listed(chapter("one"), side=side) if e["location"].endswith("#p2")]
        assert entry["text"].startswith(f"<p>{first}")
        assert f"<p>{second}" in entry["text"]


def test_words_are_escaped() -> None:
    entry = listed(chapter("one"))[-1]

    assert "&lt; &amp; autre" in entry["text"]


def test_a_chapter_comes_first_and_a_heading_names_its_row() -> None:
    shown = [(e["location"], e["title"]) for e in listed(chapter("one"))]

    assert shown == [("one/", "Un titre"), ("one/#p1", "Un titre"), ("one/#p2", "§ 2")]


@pytest.mark.parametrize(
    ("name", "directories", "location"),
    [
        ("index", True, "#p2"),
        ("index", False, "index.html#p2"),
        ("one", False, "one.html#p2"),
        ("part/one", True, "part/one/#p2"),
        ("un état", True, "un%20%C3%A9tat/#p2"),
    ],
)
@pytest.mark.parametrize("side", [FRENCH, ENGLISH])
def test_a_location_counts_from_the_interface_s_own_root(
    name: str, directories: bool, location: str, side: Side
) -> None:
    assert listed(chapter(name), side=side, directories=directories)[-1]["location"] == location


def test_a_chapter_without_a_title_is_named_by_its_heading() -> None:
    fr = "# L’*état*\n{: #p1 }\n"

    assert listed(chapter("one", fr, fr))[0]["title"] == "L’état"
    assert listed(chapter("one", "Un.\n{: #p1 }\n", EN))[0]["title"] == "one"


def test_what_has_no_words_or_no_address_has_no_entry() -> None:
    fr = "![](a.png)\n{: #p1 }\n\nSans adresse.\n"

    assert [e["location"] for e in listed(chapter("one", fr, fr))] == ["one/"]


def test_one_side_is_enough() -> None:
    fr = "Un mot.\n{: #p1 .alone }\n"

    assert [e["text"] for e in listed(chapter("one", fr, ""))] == ["", "<p>Un mot.</p>"]


def test_each_interface_has_an_index_with_the_same_families_of_words(tmp_path: Path) -> None:
    write_search(tmp_path, both(edition(chapter("one"))))

    french, english = (
        json.loads((tmp_path / home / INDEX).read_text("utf-8")) for home in ("", "en")
    )
    assert french["vv"]["families"]["fr"] == english["vv"]["families"]["fr"]
    for index in (french, english):
        assert [e["location"] for e in index["docs"]] == ["one/", "one/#p1", "one/#p2"]
    assert [index["docs"][0]["title"] for index in (french, english)] == ["Un titre", "A title"]


def test_a_note_is_an_entry_that_leads_to_the_list_of_notes() -> None:
    texts = chapter("one", f"{FR}\n[^ed-a]: Une note.\n", f"{EN}\n[^ed-a]: A note.\n")

    for side, home, first in ((FRENCH, "fr", "Une note."), (ENGLISH, "en", "A note.")):
        (entry,) = [e for e in listed(texts, side=side) if "fn:" in e["location"]]
        assert entry["location"] == f"one/#fn:{home}--ed-a"
        assert entry["text"].startswith(f"<p>{first}</p>")
        assert entry["vv"]["kind"] == "note"
        assert entry["vv"]["place"] == {"fr": "Un titre", "en": "A title"}[home]


def test_a_term_is_an_entry_with_its_forms_in_both_languages() -> None:
    commons = term("commons", "communs", "commons", "biens communs")
    entry = listed(chapter("one"), terms=(commons,))[-1]

    assert entry["vv"]["kind"] == "term"
    assert entry["title"] == "communs · commons"
    assert entry["text"].startswith("<p>communs, biens communs. Une définition.</p><p>commons. A")


def test_texts_are_set_as_the_page_sets_them() -> None:
    entry = listed(chapter("one", "Quoi ?\n{: #p1 }\n", "What ?\n{: #p1 }\n"))[-1]

    assert entry["text"] == "<p>Quoi\u202f?</p><p>What ?</p>"


@pytest.mark.parametrize(
    "case", load(CASES / "search" / "words.yml"), ids=lambda case: case["text"]
)
def test_what_does_not_matter_of_a_spelling_is_folded(case: dict[str, Any]) -> None:
    assert list(filter(None, map(fold, find_words(case["text"])))) == case["words"]


def test_forms_of_a_word_are_one_family() -> None:
    french = find_families("Communs commun citoyennes citoyen œil yeux marche marché".split(), "fr")
    english = find_families("commons common citizen citizens mice mouse".split(), "en")

    assert french["communs"] == french["commun"] != french["citoyen"] == french["citoyennes"]
    assert french["oeil"] == french["yeux"]
    assert english["commons"] == english["common"] != english["citizens"]
    assert english["mice"] == english["mouse"]
    # Who looks for the singular finds the plural, though no text has the singular.
    assert find_families(["citoyens"], "fr") == dict.fromkeys(["citoyen", "citoyens"], "citoyen")
    # Where nothing is known of a language, a word is a form of itself.
    assert find_families(["mot", "mots"], "tlh") == {"mot": "mot", "mots": "mots"}


def test_the_index_is_a_script_too_for_pages_that_are_opened_from_a_file(tmp_path: Path) -> None:
    write_search(tmp_path, both(edition(chapter("one"))))

    for folder in (tmp_path, tmp_path / "en"):
        script = (folder / SCRIPT).read_text("utf-8")
        assert script.startswith("var __index={") and script.endswith("};\n")
        index = json.loads(script.removeprefix("var __index=").removesuffix(";\n"))
        assert index == json.loads((folder / INDEX).read_text("utf-8"))


def test_a_large_edition_has_an_index_in_pieces(tmp_path: Path) -> None:
    small = edition(chapter("one"), terms=(term("word", "mot", "word"),))
    large = replace(small, project=replace(small.project, pieces_from=2))
    write_search(tmp_path, both(large))

    folder = tmp_path / "search"
    told = read_json(folder / "visavis.json")
    assert told["terms"] == [
        {"location": "glossary/word/", "forms": {"fr": ["mot"], "en": ["word"]}}
    ]
    docs = read_json(folder / "entries" / "0.json")
    # The chapter itself is told by its heading, the first row.
    assert [doc["location"] for doc in docs] == ["one/#p1", "one/#p2", "glossary/word/"]
    assert told["entries"] == len(docs) <= told["together"]
    assert docs[1]["vv"]["others"]["en"]["title"] == "§ 2"
    # Each number is counted from the one before.
    assert "w" in told["starts"]["en"]
    assert read_json(folder / "forms" / "en-77.json") == {"word": [[1, 1]]}
    # Each two letters more say that an entry is twice as long.
    assert len(told["sizes"]) == len(docs)
    assert told["sizes"][0] <= told["sizes"][1]
    # One for both interfaces.
    assert not (tmp_path / "en" / "search" / "entries").exists()
    # What is read without a server is whole at any size.
    write_search(tmp_path, both(large), whole=True)
    assert (folder / "search_index.js").is_file()


def test_pieces_of_many_words_are_cut_and_what_stands_everywhere_has_no_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "_FEW", 4)
    monkeypatch.setattr(pieces, "_LONG", 2)
    texts = ["mot mole", "mot a", "mot mole mole", "mode", "b", "c", "d", "e"]
    entries = [(json.dumps({"location": text}), {"fr": text}) for text in texts]
    families = {word: word for text in texts for word in text.split()}

    own = {"version": 1, "families": {"fr": families}, "terms": []}
    pieces.write_pieces(pieces.write_entries(tmp_path, entries, len(entries)), own)

    assert read_json(tmp_path / "visavis.json")["starts"]["fr"] == [*"abcde", "mod", "mole", "mot"]
    assert read_json(tmp_path / "forms" / "fr-6d-6f-74.json") == {"mot": [None]}
    assert read_json(tmp_path / "forms" / "fr-6d-6f-6c-65.json") == {"mole": [[0, 2, 0]]}
    assert [doc["location"] for doc in read_json(tmp_path / "entries" / "1.json")] == texts[6:]


def test_a_script_of_thousands_of_signs_makes_no_file_of_each_two(tmp_path: Path) -> None:
    signs = [chr(0x4E00 + number) for number in range(100)]
    texts = [" ".join(["の", sign] * 20) for sign in signs]
    entries = [(json.dumps({"location": text}), {"ja": text}) for text in texts]
    families = {word: word for text in texts for word in list_words(text.split())}

    own = {"version": 1, "families": {"ja": families}, "terms": []}
    pieces.write_pieces(pieces.write_entries(tmp_path, entries, len(entries)), own)

    # A word of two signs is found by both of them together.
    assert read_json(tmp_path / "visavis.json")["starts"]["ja"] == ["の", *signs]
    assert read_json(tmp_path / "forms" / "ja-306e.json")["の一"] == [[0] * 20]


def read_json(file: Path) -> Any:
    """What stands in a file."""
    return json.loads(file.read_text("utf-8"))


@pytest.mark.parametrize("search", [True, False])
def test_an_edition_may_go_without_search(tmp_path: Path, search: bool) -> None:
    shutil.copytree(THEME, tmp_path, dirs_exist_ok=True)
    published = interface(edition(chapter("one"))).publication
    site = EditionSite(published, Addresses("fr"), {}, "Une édition", str)
    site.finish(tmp_path, search=search)

    assert (tmp_path / INDEX).is_file() is search
