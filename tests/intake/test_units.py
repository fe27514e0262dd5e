"""Aligned material keeps its alignment."""

from __future__ import annotations

import pytest

from intake.specimen import UNITS, specimen
from visavis.errors import VisavisError
from visavis.intake.file import read_bitext_data
from visavis.intake.segment import Bitext

LETTER = (
    "He kept a letter from his sister, who had never seen the sea:",
    "Il gardait une lettre de sa sœur, qui n’avait jamais vu la mer\u00a0:",
)
SONG = ("When the fog came, he sang:", "")


def read(name: str, data: bytes | None = None, languages: tuple[str, str] = ("en", "fr")) -> Bitext:
    data = specimen(name) if data is None else data
    return read_bitext_data(data, name[name.rindex(".") :], name, languages)


def pairs(bitext: Bitext) -> list[tuple[str, str]]:
    sides = [[piece.markdown for piece in r.pieces] for r in (bitext.source, bitext.target)]
    return [
        (" ".join(sides[0][i] for i in j.source), " ".join(sides[1][i] for i in j.target))
        for j in bitext.joints
    ]


@pytest.mark.parametrize("name", UNITS)
def test_every_format_gives_the_pairs_it_holds(name: str) -> None:
    found = pairs(read(name))
    assert found[0] == LETTER
    assert (SONG in found) == (name != "units-2.0.xlf")


@pytest.mark.parametrize("name", UNITS)
def test_the_other_way_round_the_sides_change_places(name: str) -> None:
    found = pairs(read(name, languages=("fr", "en")))
    assert found[0] == LETTER[::-1]


@pytest.mark.parametrize("name", ["units.tmx", "units-1.2.xlf", "units-2.0.xlf"])
def test_italics_in_units_are_emphasis(name: str) -> None:
    assert pairs(read(name))[-1] == (
        "Every evening, *without fail*.",
        "Chaque soir, *sans faute*.",
    )


def test_fuzzy_entries_are_doubtful_and_old_ones_gone() -> None:
    bitext = read("units.po")
    assert [joint.score for joint in bitext.joints] == [1, 1, 1, 1, 0.5]
    assert "Gone" not in str(pairs(bitext))


def test_an_entry_of_several_paragraphs_is_one_pair() -> None:
    bitext = read("a.po", b'msgid "One.\\n\\nTwo."\nmsgstr "Un."\n')
    assert [(j.source, j.target) for j in bitext.joints] == [((0, 1), (0,))]


@pytest.mark.parametrize("name", ["units.tmx", "units-1.2.xlf", "units-2.0.xlf", "units.po"])
def test_other_languages_are_refused(name: str) -> None:
    with pytest.raises(VisavisError, match=r"de|fr"):
        read(name, languages=("de", "ru"))


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("a\tb\nc\n", "a.tsv:2: no tabulator in this row"),
        ("a\tb\tc\n", "a.tsv:1: 3 columns instead of two"),
        ("a\t\nb\t\n", "there is no fr text in it"),
    ],
)
def test_a_table_that_is_none_is_named_with_its_line(table: str, said: str) -> None:
    with pytest.raises(VisavisError) as error:
        read("a.tsv", table.encode())
    assert said in str(error.value)


def test_quotation_marks_of_a_spreadsheet_are_taken_off() -> None:
    assert pairs(read("a.tsv", b'"He said ""no""."\tb\n')) == [('He said "no".', "b")]
