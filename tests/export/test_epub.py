"""The EPUB: everything is in it once, every link leads somewhere, the same bytes every time."""

from __future__ import annotations

import io
import json
import posixpath
import shutil
import time
import xml.etree.ElementTree as etree
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chapters import chapter, stamped
from everything import write_everything
from pages import edition, parse
from strategies import answering_texts, scraps
from visavis.cli.export import describe_site
from visavis.edition import Edition, open_edition
from visavis.export import export_json_lines
from visavis.export.epub import Layout, make_epub
from visavis.export.epub.places import LONGEST_POPUP
from visavis.publication import Addresses, Site, publish
from visavis.settings import read_config, read_project
from visavis.side import Side
from visavis.text import InlineKind

ROOT = Path(__file__).resolve().parents[2]
EDITIONS = {
    "own": ROOT,
    **{name: ROOT / "tests/editions" / name for name in ("ar-fr", "everything", "ja-en")},
}
LAYOUTS = {
    "both": Layout(),
    "target first": Layout(Side.TARGET),
    "reveal": Layout(reveal=True),
    "source": Layout(alone=True),
    "target": Layout(Side.TARGET, alone=True),
}
TAGS = {Side.SOURCE: "en", Side.TARGET: "fr"}
SITE = Site(Addresses("fr").page, TAGS, "fr", "https://edition.example/", "Une « édition » & more")
X = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
TYPE = "{http://www.idpf.org/2007/ops}type"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
every_edition = pytest.mark.parametrize("name", EDITIONS)
every_layout = pytest.mark.parametrize("how", LAYOUTS)


class Book:
    """An EPUB, read as a reading system reads it."""

    def __init__(self, content: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(content))
        names = [name for name in self.zip.namelist() if name.startswith("EPUB/")]
        self.files = {name.removeprefix("EPUB/"): self.zip.read(name) for name in names}
        self.package = etree.fromstring(self.files["package.opf"])
        self.pages = {
            name: etree.fromstring(data)
            for name, data in self.files.items()
            if name.endswith(".xhtml")
        }

    @property
    def chapters(self) -> list[etree.Element]:
        return [page for name, page in self.pages.items() if name.startswith("c0")]

    def elements(self, tag: str = "*") -> Iterator[etree.Element]:
        for page in self.chapters:
            yield from page.iter(X + tag if tag != "*" else None)

    def links(self) -> Iterator[tuple[str, str]]:
        """Where every link leads from which file."""
        for name, page in self.pages.items():
            for element in page.iter():
                for attribute in ("href", "src"):
                    if attribute in element.attrib:
                        yield name, element.attrib[attribute]


@cache
def opened(name: str) -> tuple[Edition, Site]:
    root = EDITIONS[name]
    whole = open_edition(read_project(root))
    return whole, describe_site(whole, read_config(root), "https://edition.example/")


@cache
def book(name: str, how: str = "both") -> Book:
    whole, site = opened(name)
    return Book(make_epub(publish(whole), site, LAYOUTS[how]))


def small(fr: str, en: str) -> Book:
    """The book of one chapter."""
    return Book(make_epub(publish(edition(chapter(fr, en))), SITE))


def classes(element: etree.Element) -> list[str]:
    return element.get("class", "").split()


@every_edition
@every_layout
def test_every_link_leads_somewhere_and_every_id_stands_once(name: str, how: str) -> None:
    check_links(book(name, how))


def check_links(read: Book) -> None:
    """Hold that every link leads to something, and every id stands once in its file."""
    ids = {
        file: [e.get("id") for e in page.iter() if e.get("id")] for file, page in read.pages.items()
    }
    for file, found in ids.items():
        assert [one for one, times in Counter(found).items() if times > 1] == [], file
    for file, address in read.links():
        if address.startswith(("https://", "http://", "mailto:")):
            continue
        path, _, fragment = address.partition("#")
        there = posixpath.normpath(posixpath.join(posixpath.dirname(file), path)) if path else file
        assert there in read.files, (file, address)
        assert not fragment or fragment in ids[there], (file, address)


@every_edition
def test_every_pair_note_and_call_is_there(name: str) -> None:
    whole, site = opened(name)
    lines = [json.loads(line) for line in export_json_lines(whole, site).splitlines()]
    rows = [line for line in lines if not is_note(line)]
    notes = [line for line in lines if is_note(line)]
    tags, read = whole.project.languages, book(name)

    assert len(by_class(read, "row")) == len(rows) > 0
    assert len([e for e in read.elements() if e.get(TYPE) == "pagebreak"]) == len(rows)
    for tag in tags:
        sides = [e for e in by_class(read, "side") if e.get("lang") == tag]
        assert len(sides) == sum(line[tag] is not None for line in rows)
    asides = [e for e in read.elements() if e.get("role") == "doc-footnote"]
    assert len(asides) == sum(line[tag] is not None for line in notes for tag in tags)
    calls = [
        call
        for chapter in whole.chapters
        for pair in (*chapter.pairs, *chapter.notes)
        for block in pair.blocks
        for call in block.of_kind(InlineKind.NOTE)
    ]
    assert len([e for e in read.elements() if e.get(TYPE) == "noteref"]) == len(calls)


def is_note(line: Mapping[str, Any]) -> bool:
    return str(line["pair"]).startswith("note-")


def by_class(read: Book, name: str) -> list[etree.Element]:
    return [element for element in read.elements() if name in classes(element)]


@every_edition
def test_each_page_says_its_languages_and_has_one_title(name: str) -> None:
    whole, _ = opened(name)
    read = book(name)
    told = [element.text for element in read.package.iter(f"{DC}language")]

    assert told == [*whole.project.languages]
    for page in read.pages.values():
        assert len(list(page.iter(f"{X}h1"))) == 1
        for element in page.iter():
            assert element.get("lang") == element.get(LANG)
    sides = [side for side in by_class(read, "side") if side.get("lang")]
    assert all(side.get("dir") in ("ltr", "rtl") for side in sides)


@every_edition
def test_no_level_of_headings_is_left_out(name: str) -> None:
    for page in book(name).pages.values():
        levels = [int(e.tag[-1]) for e in page.iter() if e.tag in {f"{X}h{n}" for n in range(1, 7)}]
        assert levels[:1] == [1]
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_other_text_is_called_up_paragraph_by_paragraph() -> None:
    read, both = book("own", "reveal"), book("own")
    told = len([s for s in by_class(both, "side") if s.get("lang") == "fr"])
    assert len(by_class(read, "reveal")) == len(by_class(read, "other")) == told
    assert {s.get("lang") for s in by_class(read, "side")} == {"en"}
    for page in read.chapters:
        others = {e.get("id"): e for e in page.iter(f"{X}aside") if "other" in classes(e)}
        for call in (a for a in page.iter(f"{X}a") if "reveal" in classes(a)):
            other = others[call.get("href", "").removeprefix("#")]
            back = [a.get("href") for a in other.iter(f"{X}a") if a.get("role") == "doc-backlink"]
            assert f"#{call.get('id')}" in back
            assert other.get("lang") == "fr"


@pytest.mark.parametrize("tag", ["en", "fr"])
def test_one_text_stands_alone(tag: str) -> None:
    read = book("own", "source" if tag == "en" else "target")
    assert [element.text for element in read.package.iter(f"{DC}language")] == [tag]
    assert {side.get("lang") for side in by_class(read, "side")} == {tag}
    notes = [e for e in read.elements("section") if "notes" in classes(e)]
    assert {list_.get("lang") for list_ in notes} == {tag}


def test_a_note_too_long_for_a_pop_up_is_led_to() -> None:
    long = "Mot " * (LONGEST_POPUP // 4 + 10)
    read = small(
        f"Un[^ed-a] deux[^ed-b].\n{{: #p1 }}\n\n[^ed-a]: {long}\n\n[^ed-b]: Court.\n",
        "One.\n{: #p1 }\n",
    )
    calls = [e.get(TYPE) for e in read.elements("a") if e.get("role") == "doc-noteref"]
    notes = [e.get(TYPE) for e in read.elements("aside")]

    assert calls == [None, "noteref"]
    assert notes == [None, "footnote"]


def test_it_is_the_same_wherever_and_whenever_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[bytes] = []
    for folder, zone in (("here", "UTC"), ("there/again", "Pacific/Auckland")):
        root = tmp_path / folder
        shutil.copytree(EDITIONS["everything"], root, ignore=shutil.ignore_patterns(".cache"))
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(len(made)))
        time.tzset()
        whole = open_edition(read_project(root))
        made.append(make_epub(publish(whole), describe_site(whole, read_config(root), None)))
    monkeypatch.undo()
    time.tzset()

    assert made[0] == made[1]


def test_the_container_is_what_the_standard_asks_for() -> None:
    archive = book("own").zip
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
    assert archive.read("mimetype") == b"application/epub+zip"
    kinds = {i.get("href"): i.get("media-type") for i in book("own").package.iter(f"{OPF}item")}
    assert {*kinds, "package.opf"} == {*book("own").files}


def words(element: etree.Element) -> str:
    """What is to be read of the texts, spaces aside; numbers of notes and rows are not theirs."""
    own = {"footnote-ref", "footnote-backref", "number", "back", "reveal"}
    if own & set(classes(element)):
        return ""
    said = element.get("alt", "") if element.tag.endswith("img") else element.text or ""
    pieces = [said, *(f"{words(child)}{child.tail or ''}" for child in element)]
    return "".join("".join(pieces).split())


def check_words(whole: Edition, layout: Layout) -> None:
    """Hold that a book has each text's words, row by row, as the site has them."""
    published = publish(whole, findings=())
    read = Book(make_epub(published, SITE, layout))
    check_links(read)
    for side in layout.sides:
        tag = whole.project[side].language
        told = [
            words(one)
            for one in (*by_class(read, "side"), *by_class(read, "other"))
            if one.get("lang") == tag
        ]
        shown = [
            passage.html
            for one in published.chapters.values()
            for passage in published.texts.of(one, side).passages
            if passage.html
        ]
        assert told == [words(parse(str(html.on_page(str)))) for html in shown]


laws = settings(max_examples=30, suppress_health_check=list(HealthCheck))


@laws
@given(answering_texts(), st.sampled_from(list(LAYOUTS.values())))
def test_the_words_of_both_texts_are_there_in_their_order(
    texts: tuple[str, str], layout: Layout
) -> None:
    check_words(edition(stamped(*texts)), layout)


@laws
@given(scraps(), scraps(), st.sampled_from(list(LAYOUTS.values())))
def test_whatever_a_text_holds_becomes_a_book(fr: str, en: str, layout: Layout) -> None:
    whole = edition(chapter(fr, en))
    check_links(Book(make_epub(publish(whole, findings=()), SITE, layout)))


@every_layout
def test_an_edition_of_everything_becomes_a_book(tmp_path: Path, how: str) -> None:
    whole = write_everything(tmp_path)
    site = describe_site(whole, read_config(tmp_path), "https://edition.example/")
    read = Book(make_epub(publish(whole, findings=()), site, LAYOUTS[how]))

    check_links(read)
    assert [name for name in read.files if name.startswith("files/")] == ["files/f001.png"]
    properties = {i.get("href"): i.get("properties") for i in read.package.iter(f"{OPF}item")}
    assert properties["c001.xhtml"] == "mathml"


def test_how_it_can_be_read_is_said_in_both_languages_of_the_book() -> None:
    def told(how: str) -> list[str | None]:
        metas = book("own", how).package.iter(OPF + "meta")
        return [m.get(LANG) for m in metas if m.get("property") == "schema:accessibilitySummary"]

    assert told("both") == ["en", "fr"]
    assert told("target first") == ["fr", "en"]
    assert told("target") == ["fr"]


def test_a_home_page_that_says_nothing_but_the_title_is_the_title_page() -> None:
    page = Site(Addresses("fr").page, TAGS, "fr", title="A title", titles={Side.TARGET: "Titre"})
    home = chapter("# Titre\n{: #p1 }\n", "# A title\n{: #p1 }\n", name="index")
    other = chapter("Un.\n{: #p1 }\n", "One.\n{: #p1 }\n")
    made = Book(make_epub(publish(edition(home, other)), page))

    assert len(made.chapters) == 1
    alone = Book(make_epub(publish(edition(home)), page))
    assert len(alone.chapters) == 1
