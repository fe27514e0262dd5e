"""The glossary's files, and every mistake that can be made in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from visavis.errors import GatheredError, VisavisError
from visavis.glossary import (
    SCHEMA_LINE,
    SCHEMA_NAME,
    Exemption,
    Forbidden,
    Glossary,
    Source,
    TermEntry,
    parse_glossary,
    read_glossary,
    schema_text,
)
from visavis.glossary.schema import find_faults

ROOT = Path(__file__).resolve().parents[2]
FIELDS = json.loads(schema_text())["properties"].keys() | {"fr", "en", "term", "definition", "work"}
GOOD = """\
languages:
  fr: {term: communs, variants: [commun], definition: Un bien partagé.}
  en: {term: commons, definition: A shared good.}
sources:
  - {work: Un livre, author: Ana, year: 1990, link: "https://example.org/", unverified: true}
untranslated: true
"""

FULL = """\
part_of_speech: noun
languages:
  fr:
    term: communs
    variants: [biens communs]
    gap: 1
    gender: masculine
    number: plural
    look_alikes: [lieux communs]
    forbidden: [{term: bien commun, why: {fr: Autre chose.}}]
    definition: Un bien.
    usage: Au pluriel.
  en: {term: commons, definition: A good.}
exceptions:
  - {chapter: a, pair: p1, why: {en: So it is.}}
"""


def read(root: Path, text: str | bytes, name: str = "commons.yml") -> Glossary:
    (root / "glossary").mkdir()
    data = text.encode() if isinstance(text, str) else text
    (root / "glossary" / name).write_bytes(data)
    return read_glossary(root, "glossary", ("fr", "en"))


def test_a_term_has_entries_and_sources(tmp_path: Path) -> None:
    (term,) = read(tmp_path, GOOD).terms
    assert term.id == "commons"
    assert term.entries["fr"] == TermEntry("communs", "Un bien partagé.", ("commun",))
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
        (
            GOOD + "colour: red\n",
            "commons.yml:7: colour: no such field; there are enforced, exceptions, ",
        ),
        (GOOD + "1: red\n", "commons.yml:7: 1: no such field; there are enforced, exceptions, "),
        ("id: other\n" + GOOD, "commons.yml:1: id: 'other' is not the name of the file"),
        ("languages: {fr: {term: a, definition: b}}", "commons.yml:1: languages: there is no en"),
        ("{}", "commons.yml:1: languages: is missing"),
        (GOOD.replace("commons,", "3,"), "commons.yml:3: languages.en.term: text is needed here"),
        (GOOD.replace("commons,", '" ",'), "commons.yml:3: languages.en.term: text is needed here"),
        (GOOD.replace("[commun]", "commun"), "commons.yml:2: languages.fr.variants: a list is "),
        (GOOD.replace("[commun]", "[a, 1]"), "commons.yml:2: languages.fr.variants[1]: text is "),
        (GOOD.replace("1990", "1990s"), 'commons.yml:5: sources[0].year: "1990s" is not a year'),
        (
            GOOD.replace("https:", "ftp:"),
            'commons.yml:5: sources[0].link: "ftp://example.org/" is ',
        ),
        (
            GOOD.replace("true\n", "1\n"),
            "commons.yml:6: untranslated: true or false is needed here",
        ),
        (GOOD + "part_of_speech: x\n", 'commons.yml:7: part_of_speech: "x" is none of noun, '),
        (GOOD + "untranslated: no\n", "commons.yml:7: untranslated: stands twice in its map"),
        (GOOD + "related: [a]\n", "commons.yml:7: related[0]: there is no other term a"),
        (GOOD + "related: [commons]\n", "commons.yml:7: related[0]: there is no other term "),
        (GOOD.replace("sources", "  f r: {}\nsources"), "commons.yml:4: languages.f r: not a lang"),
        (
            GOOD + "exceptions: [{chapter: a, pair: p1}]\n",
            "commons.yml:7: exceptions[0].why: is missing",
        ),
    ],
)
def test_a_mistake_is_one_line_that_names_the_place(
    tmp_path: Path, text: str | bytes, message: str
) -> None:
    with pytest.raises(VisavisError) as caught:
        read(tmp_path, text)
    assert str(caught.value).startswith(f"glossary/{message}")


def test_all_mistakes_of_all_files_are_told_in_the_order_of_the_lines(tmp_path: Path) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "a.yml").write_text(GOOD.replace("1990", "x") + "a: 1\n", "utf-8")
    (tmp_path / "glossary" / "b.yml").write_text("a: [", "utf-8")
    (tmp_path / "glossary" / "c.yml").write_text("untranslated: 2\nb: 1\n", "utf-8")
    with pytest.raises(GatheredError) as caught:
        read_glossary(tmp_path, "glossary", ("fr", "en"))
    assert [error.place for error in caught.value.errors] == [
        "glossary/a.yml:5", "glossary/a.yml:7", "glossary/b.yml:1",
        "glossary/c.yml:1", "glossary/c.yml:1", "glossary/c.yml:2",
    ]  # fmt: skip
    assert len(str(caught.value).splitlines()) == 6


def test_everything_that_a_file_can_say_is_read(tmp_path: Path) -> None:
    (term,) = read(tmp_path, FULL).terms
    assert (term.part_of_speech, term.path) == ("noun", "glossary/commons.yml")
    assert term.entries["fr"] == TermEntry(
        "communs", "Un bien.", ("biens communs",), 1, "masculine", "plural", ("lieux communs",),
        (Forbidden("bien commun", {"fr": "Autre chose."}),), "Au pluriel.",
    )  # fmt: skip
    assert term.exceptions == (Exemption("a", "p1", {"en": "So it is."}, 15),)


@pytest.mark.parametrize("data", [None, 1, [], {"languages": {"fr": []}}, {"related": ["a", "a"]}])
def test_whatever_stands_in_a_file_its_faults_are_told(data: object) -> None:
    assert all(message for _, message in find_faults(data))
    assert list(find_faults(data))


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(list(FIELDS)), inner, max_size=4),
))  # fmt: skip
def test_a_file_is_a_term_or_has_faults(data: Any) -> None:
    text = yaml.safe_dump(data, allow_unicode=True)
    try:
        (term,) = parse_glossary({"glossary/a.yml": text}, ()).terms
    except GatheredError as error:
        assert all(one.place.startswith("glossary/a.yml:") for one in error.errors)
    else:
        assert term.id == "a"


def test_the_schema_beside_the_terms_is_the_one_that_is_shipped() -> None:
    assert (ROOT / "glossary" / SCHEMA_NAME).read_text("utf-8") == schema_text()
    Draft202012Validator.check_schema(json.loads(schema_text()))


@pytest.mark.parametrize("file", sorted((ROOT / "glossary").glob("*.yml")), ids=lambda f: f.stem)
def test_a_term_of_the_edition_tells_an_editor_its_schema(file: Path) -> None:
    assert file.read_text("utf-8").startswith(SCHEMA_LINE)


@pytest.mark.parametrize("name", ["Commons.yml", "com mons.yml", "1.yml"])
def test_the_name_of_the_file_is_the_id(tmp_path: Path, name: str) -> None:
    with pytest.raises(VisavisError, match="is not the name of the file"):
        read(tmp_path, GOOD, name)


def test_the_folder_stands_in_the_edition(tmp_path: Path) -> None:
    with pytest.raises(VisavisError, match="leads out of the edition"):
        read_glossary(tmp_path, "../elsewhere", ("fr", "en"))
