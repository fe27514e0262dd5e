"""Aligned material keeps its alignment."""

from __future__ import annotations

import pytest

from imports.specimen import UNITS, specimen
from visavis.errors import VisavisError
from visavis.imports.bitext import Bitext
from visavis.imports.chapter import join
from visavis.imports.readers import read_bitext_data

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


XLIFF = """<xliff version="1.2"><file source-language="en" target-language="fr"><body>
%s</body></file></xliff>"""
TMX = '<tmx version="1.4"><header srclang="en"/><body>%s</body></tmx>'


def unit(source: str, target: str = "", said: str = "", state: str = "") -> str:
    answer = f"<target {state}>{target}</target>" if target else ""
    return f'<trans-unit id="1" {said}><source>{source}</source>{answer}</trans-unit>\n'


def versions(**texts: str) -> str:
    inside = (f"<tuv xml:lang='{tag}'><seg>{words}</seg></tuv>" for tag, words in texts.items())
    return f"<tu>{''.join(inside)}</tu>"


@pytest.mark.parametrize(
    ("words", "read_as"),
    [
        ('One<x id="1" ctype="lb"/>two.', "One  \ntwo."),
        ('One<ph id="1" ctype="lb">&lt;br/&gt;</ph>two.', "One  \ntwo."),
        ('One<ph id="1">&lt;br /&gt;</ph>two.', "One  \ntwo."),
        ('One<ph id="1" subType="xlf:lb"/>two.', "One  \ntwo."),
        ('One<x id="1" equiv-text=" "/>two.', "One two."),
        ('One <bx id="1" ctype="bold"/>two<ex id="1"/>.', "One **two**."),
        ('One <pc id="1" subType="xlf:i">two</pc>.', "One *two*."),
    ],
)
def test_codes_that_say_what_they_are_are_taken_over(words: str, read_as: str) -> None:
    found = read("a.xlf", (XLIFF % unit(words, "Un.")).encode())
    assert pairs(found) == [(read_as, "Un.")]
    assert not found.source.lost


@pytest.mark.parametrize(
    "code",
    [
        '<bpt i="1">&lt;b class="x"&gt;</bpt>two<ept i="1">&lt;/b&gt;</ept>',
        '<bpt i="1" type="bold">{\\b </bpt>two<ept i="1">}</ept>',
        '<hi type="bold">two</hi>',
    ],
)
def test_bold_words_of_a_tmx_stay_bold(code: str) -> None:
    found = read("a.tmx", (TMX % versions(en=f"One {code}.", fr="Un.")).encode())
    assert pairs(found) == [("One **two**.", "Un.")]


def test_other_codes_are_counted_as_lost() -> None:
    words = 'One <x id="1" ctype="image"/>two <g id="2" ctype="link">three</g>.'
    found = read("a.xlf", (XLIFF % unit(words, "Un.")).encode())
    assert pairs(found) == [("One two three.", "Un.")]
    assert dict(found.source.lost) == {
        ("code of another program", "<x image>"): 1,
        ("code of another program", "<g link>"): 1,
    }


def test_a_translation_that_nobody_has_seen_is_doubtful() -> None:
    states = ("needs-translation", "needs-review-translation", "translated", "final")
    units = "".join(unit("One.", "Un.", state=f'state="{state}"') for state in states)
    scores = [joint.score for joint in read("a.xlf", (XLIFF % units).encode()).joints]
    assert scores == [0.5, 0.5, 1, 1]


def test_what_is_not_to_be_translated_stands_alone() -> None:
    no, yes = 'translate="no"', 'translate="yes"'
    units = unit("One.", "Un.") + unit("IX", said=no) + unit("Two.")
    units += f"<group {no}>{unit('X')}{unit('Three.', said=yes)}</group>"
    found = read("a.xlf", (XLIFF % units).encode())
    chapter = join(found.source, found.target, found.joints)
    marks = [line.split()[-2] for line in chapter.source.split("\n") if line.startswith("{:")]
    assert marks == ["#p1", ".alone", ".untranslated", ".alone", ".untranslated"]


def test_a_unit_that_answers_in_another_language_is_left_out() -> None:
    units = versions(en="One.", fr="Un.") + versions(de="Eins.", fr="Un deux.")
    units += versions(en="Three.") + versions(de="Vier.", es="Cuatro.")
    found = read("a.tmx", (TMX % units).encode())
    assert pairs(found) == [("One.", "Un."), ("Three.", "")]
    assert dict(found.source.lost) == {
        ("unit of other languages", "de and fr"): 1,
        ("unit of other languages", "de and es"): 1,
    }
    assert not found.target.lost
