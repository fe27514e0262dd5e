"""The glossary's files, and every mistake that can be made in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from visavis.errors import VisavisError
from visavis.glossary import Entry, Glossary, Source, read_glossary

GOOD = """\
languages:
  fr: {term: communs, variants: [commun], definition: Un bien partagé.}
  en: {term: commons, definition: A shared good.}
sources:
  - {work: Un livre, author: Ana, year: 1990, link: "https://example.org/", unverified: true}
untranslated: true
"""


def read(root: Path, text: str | bytes, name: str = "commons.yml") -> Glossary:
    (root / "glossary").mkdir()
    data = text.encode() if isinstance(text, str) else text
    (root / "glossary" / name).write_bytes(data)
    return read_glossary(root, "glossary", ("fr", "en"))


def test_a_term_has_entries_and_sources(tmp_path: Path) -> None:
    (term,) = read(tmp_path, GOOD).terms
    assert term.id == "commons"
    assert term.entries["fr"] == Entry("communs", "Un bien partagé.", ("commun",))
    assert term.sources == (Source("Un livre", "Ana", 1990, "https://example.org/", True),)
    assert term.untranslated


def test_without_a_folder_there_are_no_terms(tmp_path: Path) -> None:
    assert read_glossary(tmp_path, "glossary", ("fr", "en")) == Glossary()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a", "commons.yml:1: not a map of a term's fields"),
        ("", "commons.yml:1: not a map of a term's fields"),
        ("a: [", "commons.yml:1: not valid YAML: "),
        ("a: &x [1]\nb: *x", "commons.yml:2: not valid YAML: aliases are not allowed here"),
        ("a: " + "[" * 20_000, "commons.yml:1: YAML nested too deeply"),
        (b"a: \xff", "commons.yml:1: not UTF-8: byte 0xff at offset 3"),
        ("a: \0", "commons.yml:1: a NUL character at offset 3"),
        (GOOD + "colour: red\n", "commons.yml: colour: no such field; there are id, "),
        ("id: other\n" + GOOD, "commons.yml: id: 'other' is not the name of the file"),
        ("languages: {fr: {term: a, definition: b}}", "commons.yml: languages: there is no en"),
        (GOOD.replace("commons,", "3,"), "commons.yml: languages.en.term: text is needed here"),
        (GOOD.replace("[commun]", "commun"), "commons.yml: languages.fr.variants: a list is "),
        (GOOD.replace("1990", "1990s"), "commons.yml: sources[0].year: '1990s' is not a year"),
    ],
)
def test_a_mistake_is_one_line_that_names_the_place(
    tmp_path: Path, text: str | bytes, message: str
) -> None:
    with pytest.raises(VisavisError) as caught:
        read(tmp_path, text)
    assert str(caught.value).startswith(f"glossary/{message}")


@pytest.mark.parametrize("name", ["Commons.yml", "com mons.yml", "1.yml"])
def test_the_name_of_the_file_is_the_id(tmp_path: Path, name: str) -> None:
    with pytest.raises(VisavisError, match="is not the name of the file"):
        read(tmp_path, GOOD, name)


def test_the_folder_stands_in_the_edition(tmp_path: Path) -> None:
    with pytest.raises(VisavisError, match="leads out of the edition"):
        read_glossary(tmp_path, "../elsewhere", ("fr", "en"))
