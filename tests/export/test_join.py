"""A large book is printed in parts and joined: it is the book that it would be in one piece."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination, DictionaryObject

from book import read_pages
from visavis.edition import open_edition
from visavis.export.book import make_book, press
from visavis.publication import Addresses, Site, publish
from visavis.settings import read_project
from visavis.side import Side

ROOT = Path(__file__).resolve().parents[2]
EDITIONS = {"own": (ROOT, 16), "everything": (ROOT / "tests/editions/everything", 8)}
"""With so many pages as are not yet parted."""


@cache
def make(name: str) -> bytes:
    root, _ = EDITIONS[name]
    project = read_project(root)
    languages = {side: project[side].language for side in Side}
    page = Addresses(project.target.language).page
    site = Site(page, languages, project.target.language, "https://edition.example/", "A book")
    return make_book(publish(open_edition(project), findings=()), site)


@cache
def read_both(name: str) -> tuple[PdfReader, PdfReader]:
    """The book in one piece, and joined."""
    whole = make(name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(press, "_PAGES", EDITIONS[name][1])
        joined = make.__wrapped__(name)
        assert joined == make.__wrapped__(name)
    assert joined != whole
    return PdfReader(io.BytesIO(whole)), PdfReader(io.BytesIO(joined))


@pytest.fixture(params=EDITIONS)
def both(request: pytest.FixtureRequest) -> tuple[PdfReader, PdfReader]:
    return read_both(request.param)


def catalogue(book: PdfReader) -> Any:
    return book.trailer["/Root"]


def links(book: PdfReader) -> Iterator[tuple[Any, ...]]:
    """The page of each link, its place on it, and where it leads."""
    numbers = {id_of(page): number for number, page in enumerate(book.pages)}
    for number, page in enumerate(book.pages):
        annotations: Any = page.get("/Annots", ())
        for one in annotations:
            link = one.get_object()
            place = tuple(map(float, link["/Rect"]))
            assert link["/Contents"]
            if "/Dest" in link:
                there, how, x, y, _ = link["/Dest"].get_object()
                yield number, numbers[there.idnum], how, (*place, float(x), float(y))
            else:
                yield number, link["/A"]["/URI"], "", place


def id_of(page: Any) -> int:
    return int(page.indirect_reference.idnum)


def outline(book: PdfReader, entries: list[Any], level: int = 0) -> Iterator[tuple[Any, ...]]:
    for entry in entries:
        if isinstance(entry, Destination):
            yield level, entry.title, book.get_destination_page_number(entry)
        else:
            yield from outline(book, entry, level + 1)


def structure(element: Any) -> Iterator[tuple[Any, ...]]:
    """What stands in the structure, from above, with what is said of it."""
    children = element.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        one = child.get_object()
        if isinstance(one, DictionaryObject) and "/S" in one:
            above: Any = one["/P"]
            said = [one.get(key) for key in ("/Lang", "/T", "/Alt", "/ActualText")]
            yield one["/S"], above.get("/S"), *said
            yield from structure(one)
        else:
            yield one if isinstance(one, int) else one["/Type"], element.get("/S")


def test_its_pages_are_the_same(both: tuple[PdfReader, PdfReader]) -> None:
    whole, joined = both
    assert len(whole.pages) == len(joined.pages)
    assert [page.mediabox for page in whole.pages] == [page.mediabox for page in joined.pages]


@pytest.mark.parametrize("name", EDITIONS)
def test_every_letter_stands_where_it_did(name: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(press, "_PAGES", EDITIONS[name][1])
        joined = make.__wrapped__(name)
    assert read_pages(joined) == read_pages(make(name))


def test_links_lead_to_the_same_places(both: tuple[PdfReader, PdfReader]) -> None:
    whole, joined = both
    expected, found = ([*links(book)] for book in (whole, joined))
    assert {how for _, _, how, _ in expected} == {"", "/XYZ"}
    assert [link[:3] for link in found] == [link[:3] for link in expected]
    for one, other in zip(found, expected, strict=True):
        assert one[3] == pytest.approx(other[3], abs=0.01)


def test_the_outline_is_one(both: tuple[PdfReader, PdfReader]) -> None:
    whole, joined = both
    expected = [*outline(whole, whole.outline)]
    assert len(expected) > 5
    assert [*outline(joined, joined.outline)] == expected


def test_it_is_tagged_as_it_was(both: tuple[PdfReader, PdfReader]) -> None:
    whole, joined = (catalogue(book)["/StructTreeRoot"] for book in both)
    assert [*structure(joined)] == [*structure(whole)]
    assert joined["/RoleMap"] == whole["/RoleMap"]


def test_what_is_on_a_page_knows_its_place_in_the_structure(
    both: tuple[PdfReader, PdfReader],
) -> None:
    _, joined = both
    tree = catalogue(joined)["/StructTreeRoot"]
    numbers = tree["/ParentTree"]["/Nums"]
    found = {int(key): value.get_object() for key, value in zip(*[iter(numbers)] * 2, strict=True)}
    assert len(found) == len(numbers) // 2 == tree["/ParentTreeNextKey"]
    seen: Counter[str] = Counter()
    for page in joined.pages:
        blocks: Any = page.get("/StructParents")
        for element in found[blocks] if blocks is not None else ():
            on = element.get_object().get("/Pg")
            assert on is None or on.indirect_reference.idnum == id_of(page)
            seen["block"] += 1
        annotations: Any = page.get("/Annots", ())
        for one in annotations:
            link = one.get_object()
            element = found[link["/StructParent"]]
            inside = [kid for kid in element["/K"] if isinstance(kid, DictionaryObject)]
            assert one.idnum in {kid.raw_get("/Obj").idnum for kid in inside}
            seen["link"] += 1
    assert min(seen["block"], seen["link"]) > 50


def test_cells_are_headed_by_those_of_their_own_table() -> None:
    _, joined = read_both("everything")
    names = catalogue(joined)["/StructTreeRoot"]["/IDTree"]["/Names"]
    assert names[::2] == sorted(set(names[::2]))
    for name, element in zip(names[::2], names[1::2], strict=True):
        assert element.get_object()["/ID"] == name


def test_it_says_of_itself_what_the_whole_does(both: tuple[PdfReader, PdfReader]) -> None:
    whole, joined = both
    for key in ("/Lang", "/MarkInfo", "/ViewerPreferences", "/PageLayout"):
        assert catalogue(joined)[key] == catalogue(whole)[key]
    assert joined.metadata == whole.metadata
    said = [catalogue(book)["/Metadata"].get_data().decode() for book in both]
    assert f"<xmpTPg:NPages>{len(whole.pages)}<" in said[1]
    assert "<pdfuaid:part>1<" in said[1]
    told = [re.sub("(InstanceID|DocumentID)>[^<]*", r"\1>", one) for one in said]
    assert told[0] == told[1]
