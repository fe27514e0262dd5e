"""TMX, XLIFF, TEI, JSON Lines: every pair is in every format, and comes back as it was."""

from __future__ import annotations

import json
import xml.etree.ElementTree as etree
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from translate.storage.tmx import tmxfile
from translate.storage.xliff2 import Xliff2File

from chapters import chapter
from pages import edition
from strategies import answering_texts
from visavis.edition import Edition, open_edition
from visavis.export import export_json_lines, export_tei, export_tmx, export_xliff
from visavis.export.unit import list_units
from visavis.imports.exchange import read_units
from visavis.imports.readers import read_bitext_data
from visavis.pairs import stamp
from visavis.publication import Addresses, Site
from visavis.settings import read_project
from visavis.side import Side
from visavis.text import Block, parse_document, write_document

ROOT = Path(__file__).resolve().parents[2]
TAGS = {Side.SOURCE: "en", Side.TARGET: "fr"}
SITE = Site(Addresses("fr").page, TAGS, "fr", "https://edition.example/", "Une « édition » & more")
ID = "{http://www.w3.org/XML/1998/namespace}id"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TEI = "{http://www.tei-c.org/ns/1.0}"
XLIFF = "{urn:oasis:names:tc:xliff:document:2.0}"

Export = Callable[[Edition, Site], str]
Words = list[tuple[str, str]]
laws = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def words(whole: Edition) -> Words:
    """The units of an edition: words of the original and of the translation, spaces aside."""
    return [(flat(unit.source), flat(unit.target)) for unit in list_units(whole)]


def flat(text: str | None) -> str:
    """Words parted by single spaces."""
    return " ".join((text or "").split())


def own() -> Edition:
    """The edition of this repository."""
    return open_edition(read_project(ROOT))


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """A chapter with ids, some of its paragraphs on one side only."""
    fr, en = draw(answering_texts())
    texts = chapter(fr, en)
    done = stamp(texts.source, texts.target)
    fr, en = write_document(done.target), write_document(done.source)
    if draw(st.booleans()):
        fr += "\n\nSeul & <là>.\n{: #q1 .alone }\n"
        en += "\n\nOnly “here”.\n{: #q2 .alone }\n"
    return edition(chapter(fr, en))


def read_json_lines(text: str) -> Words:
    lines = [json.loads(line) for line in text.splitlines()]
    return [(flat(line["en"]), flat(line["fr"])) for line in lines]


def read_tmx(text: str) -> Words:
    found = []
    for unit in etree.fromstring(text).iter("tu"):
        told = {v.get(LANG): flat(words_in(v.find("seg"))) for v in unit.iter("tuv")}
        found.append((told.get("en", ""), told.get("fr", "")))
    return found


def words_in(element: etree.Element | None, *left_out: str) -> str:
    """The words in an element, without its codes."""
    if element is None:
        return ""
    pieces = [element.text or ""]
    for child in element:
        if child.tag not in ("bpt", "ept", "ph", *left_out):
            pieces.append(words_in(child, *left_out))
        pieces.append(child.tail or "")
    return "".join(pieces)


def read_xliff(text: str) -> Words:
    segments = etree.fromstring(text).iter(f"{XLIFF}segment")
    sides = [[s.find(f"{XLIFF}{side}") for side in ("source", "target")] for s in segments]
    return [(flat(words_in(source)), flat(words_in(target))) for source, target in sides]


BLOCKS = (
    *("p", "head", "item", "cell", "l", "quote", "list", "table", "row", "figure", "lg", "eg"),
    *("floatingText", "body", "ab"),
)


def read_tei(text: str) -> Words:
    """The pairs as their names join them; a note is no part of the words that call it."""
    root = etree.fromstring(text)
    told: dict[str, dict[str, str]] = {"en": {}, "fr": {}}
    for side in root.iter(f"{TEI}text"):
        language = side.get(LANG)
        for element in side.iter() if language else ():
            name = element.get("prev") or element.get(ID, "")
            name = str(name).removeprefix("#").removeprefix(f"{language}.")
            if name and element.tag != f"{TEI}div":
                found = flat(tei_words(element))
                before = told[str(language)].get(name)
                told[str(language)][name] = f"{before} {found}" if before else found
    return [(told["en"].get(n, ""), told["fr"].get(n, "")) for n in told["en"] | told["fr"]]


def tei_words(element: etree.Element) -> str:
    """The words of an element, with spaces between blocks, as a row's words have them."""
    pieces = [element.text or ""]
    for child in element:
        name = child.tag.removeprefix(TEI)
        if name not in ("note", "graphic") and child.get("type") != "note":
            # The title of a picture is none of the words.
            inside = "" if name == "head" and element.tag == f"{TEI}figure" else tei_words(child)
            pieces.append(f" {inside} " if name in (*BLOCKS, "lb") else inside)
        pieces.append(child.tail or "")
    return flat("".join(pieces)) if element.tag.removeprefix(TEI) in BLOCKS else "".join(pieces)


FORMATS: dict[str, tuple[Export, Callable[[str], Words]]] = {
    "jsonl": (export_json_lines, read_json_lines),
    "tmx": (export_tmx, read_tmx),
    "xliff": (export_xliff, read_xliff),
    "tei": (export_tei, read_tei),
}
every_format = pytest.mark.parametrize(("export", "read"), FORMATS.values(), ids=FORMATS)


@every_format
def test_every_pair_of_the_edition_is_there(export: Export, read: Callable[[str], Words]) -> None:
    whole = own()
    pairs = [pair for c in whole.chapters for pair in (*c.pairs, *c.notes)]

    assert len(pairs) == len(words(whole)) >= 42
    assert sorted(read(export(whole, SITE))) == sorted(words(whole))


@laws
@given(editions())
def test_every_pair_is_in_every_format(whole: Edition) -> None:
    for export, read in FORMATS.values():
        assert sorted(read(export(whole, SITE))) == sorted(words(whole))


@pytest.mark.parametrize(("export", "suffix"), [(export_tmx, ".tmx"), (export_xliff, ".xlf")])
@laws
@given(editions())
def test_what_is_exported_is_imported_as_it_was(
    export: Export, suffix: str, whole: Edition
) -> None:
    wanted = [pair for pair in words(whole) if any(pair)]
    if not all(any(pair[side] for pair in wanted) for side in (0, 1)):
        return  # a text without words on one side is none that can be imported
    data = export(whole, SITE).encode()
    read = read_bitext_data(data, suffix, f"a{suffix}", ("en", "fr"))
    sides = [reading.document.blocks for reading in (read.source, read.target)]
    found = [
        (
            flat(" ".join(sides[0][i].plain for i in joint.source)),
            flat(" ".join(sides[1][i].plain for i in joint.target)),
        )
        for joint in read.joints
    ]

    assert found == wanted


@pytest.mark.parametrize(
    ("export", "suffix"),
    [
        (export_json_lines, ".jsonl"),
        (export_tei, ".xml"),
        (export_tmx, ".tmx"),
        (export_xliff, ".xlf"),
    ],
)
@laws
@given(editions())
def test_what_comes_back_has_its_markup(export: Export, suffix: str, whole: Edition) -> None:
    data = export(whole, SITE).encode()
    units = {unit.address: unit for unit in read_units(data, suffix, "a", ("en", "fr"))}
    for unit in list_units(whole):
        for side in Side:
            there = parse_document(units[unit.id].markdown(side), path="", language="").blocks
            assert [features(b) for b in there] == [features(b) for b in unit.pair[side]]
            pieces = units[unit.id].pieces(side)
            said = unit.source if side is Side.SOURCE else unit.target
            assert flat("".join(p for p in pieces if isinstance(p, str))) == flat(said)


def features(block: Block) -> tuple[object, ...]:
    """What is to be found again in a block, however it is written."""
    inlines = [(one.kind, flat(one.text), one.target, one.title) for one in block.inlines]
    attributes = (block.id, block.classes, block.attributes.others)
    return block.kind, block.level, block.size, block.label, flat(block.plain), inlines, attributes


@pytest.mark.parametrize(
    ("export", "store"), [(export_tmx, tmxfile), (export_xliff, Xliff2File)], ids=["tmx", "xliff"]
)
def test_another_program_reads_the_units(export: Export, store: Any) -> None:
    file = store.parsestring(export(own(), SITE).encode())
    units = [unit for unit in file.units if not unit.isheader()]
    assert len(units) == len(words(own()))
    assert all(str(unit.source).strip() and str(unit.target).strip() for unit in units)


def test_markup_is_codes_between_the_words() -> None:
    text = 'Un *mot*[^n], [ici](b.md "t").\n{: #p1 }\n\n[^n]: Note.\n'
    whole = edition(chapter(text, text.replace("Un", "A")))
    segment = next(etree.fromstring(export_tmx(whole, SITE)).iter("seg"))
    assert [(e.tag, e.get("type"), e.text) for e in segment] == [
        ("bpt", "italic", "*"),
        ("ept", None, "*"),
        ("ph", "fnote", "[^n]"),
        ("bpt", "link", "["),
        ("ept", None, '](b.md "t")'),
    ]
    root = etree.fromstring(export_xliff(whole, SITE))
    for side in ("source", "target"):
        (inside, *_) = root.iter(f"{XLIFF}{side}")
        told = [(e.tag.removeprefix(XLIFF), e.get("id"), e.get("type")) for e in inside]
        assert told == [("pc", "1", "fmt"), ("ph", "2", "other"), ("pc", "3", "link")]
    body = next(etree.fromstring(export_tei(whole, SITE)).iter(f"{TEI}body"))
    paragraph = next(body.iter(f"{TEI}p"))
    assert [e.tag.removeprefix(TEI) for e in paragraph] == ["hi", "note", "ref"]


def test_tei_has_lines_lists_and_cells() -> None:
    text = (
        "# Titre\n{: #p1 }\n\nUn vers,\nun autre.\n{: #p2 .verse }\n\n- un\n- deux\n{: #p3 }\n\n"
        "| a | b |\n|---|---|\n| c | d |\n{: #p4 }\n\n## Sous\n{: #p5 }\n\n> Cité.\n{: #p6 }\n"
    )
    division = next(
        etree.fromstring(export_tei(edition(chapter(text, text)), SITE)).iter(f"{TEI}div")
    )
    tags = [e.tag.removeprefix(TEI) for e in division.iter()][1:]
    assert tags == [
        *("head", "lg", "l", "l", "list", "item", "item", "table", "row", "cell", "cell"),
        *("row", "cell", "cell", "div", "head", "quote", "p"),
    ]


def test_tei_names_are_given_once_and_lead_to_each_other() -> None:
    root = etree.fromstring(export_tei(own(), SITE))
    names = [element.get(ID) for element in root.iter() if element.get(ID)]
    corresponding = {element.get(ID): element.get("corresp") for element in root.iter()}

    assert len(names) == len(set(names))
    for name, other in corresponding.items():
        if name and other:
            assert corresponding[other.removeprefix("#")] == f"#{name}"


def test_units_have_the_address_of_their_pair_and_say_how_far_they_are() -> None:
    whole = edition(chapter("Un.\n{: #p1 }\n", "One.\n{: #p1 }\n\nTwo.\n{: #p2 .untranslated }\n"))
    root = etree.fromstring(export_xliff(whole, SITE))
    units = list(root.iter(f"{XLIFF}unit"))

    assert (root.get("srcLang"), root.get("trgLang")) == ("en", "fr")
    assert [unit.get("name") for unit in units] == ["chapter#p1", "chapter#p2"]
    assert [s.get("state") for s in root.iter(f"{XLIFF}segment")] == ["translated", "initial"]
    assert [u.get("tuid") for u in etree.fromstring(export_tmx(whole, SITE)).iter("tu")] == [
        "chapter#p1",
        "chapter#p2",
    ]


def test_what_no_xml_may_hold_is_left_out() -> None:
    whole = edition(chapter("Un\x0bmot\ufffe.\n{: #p1 }\n", "A\x01 word.\n{: #p1 }\n"))
    for export in (export_tmx, export_xliff, export_tei):
        assert "word" in "".join(etree.fromstring(export(whole, SITE)).itertext())
