"""An EPUB → the tree of its text: the files of its spine, in their order."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from itertools import dropwhile
from urllib.parse import unquote

from visavis.errors import VisavisError
from visavis.imports.readers.book import without_furniture
from visavis.imports.readers.dom import Reader
from visavis.imports.readers.html import title_of
from visavis.imports.readers.note import find_notes
from visavis.imports.readers.page import BLOCKS, HEADINGS, HtmlPage, drop, parse_page, said, text_of
from visavis.imports.readers.page import Element as Tag
from visavis.imports.tree.node import Block
from visavis.imports.tree.picture import Album
from visavis.imports.words import Package, words_of
from visavis.input import Element, clean, decode_markup, parse_xml

_NAVIGATION = frozenset("toc landmarks page-list loi lot".split())
"""What a navigation document holds; it may stand among the texts."""
_Entry = tuple[str, str, int]
"""A heading as the table of contents has it: its words, its address, its level."""


def read_epub(data: bytes, name: str, album: Album) -> tuple[list[Block], str]:
    """The blocks of a book and its title. Raises VisavisError.

    Where a chapter begins with words that its table of contents has too, these are a heading,
    however they are marked.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package = Package.read(archive, name)
        pages = [parse_page(_text(archive, path, name), path, xhtml=True) for path in package.order]
        entries = list(_contents(archive, package, name))
    for page in pages:
        for navigation in [one for one in page.body.iter("nav") if said(one) & _NAVIGATION]:
            kind = "table of contents" if "toc" in said(navigation) else "navigation"
            album.named.append((kind, " ".join(navigation.itertext())))
            drop(navigation)
    notes = find_notes(pages)
    _make_headings({page.path: page for page in pages}, entries)
    reader = Reader(album, notes, in_book=True)
    blocks = [block for page in pages for block in reader.read(page)]
    return without_furniture(blocks, album), package.title or title_of(blocks, "")


def _text(archive: zipfile.ZipFile, path: str, name: str) -> str:
    return clean(decode_markup(archive.read(path), f"{name}!{path}"))


def _contents(archive: zipfile.ZipFile, package: Package, name: str) -> Iterator[_Entry]:
    """What the table of contents of the file says; nothing where it cannot be read."""
    for path in package.contents:
        try:
            root = parse_xml(archive.read(path), f"{name}!{path}")
        except (VisavisError, KeyError):
            continue
        base = posixpath.dirname(path)
        found = [*_points(root, base, 1), *_links(root, base, 0)]
        if found:
            yield from found
            return


def _points(element: Element, base: str, level: int) -> Iterator[_Entry]:
    """The entries of an NCX."""
    for point in element.children():
        if point.name == "navPoint":
            label = " ".join(one.text for one in point.children("navLabel"))
            for content in point.children("content"):
                yield label, _address(base, content.attributes.get("src", "")), level
            yield from _points(point, base, level + 1)
        elif point.name != "pageList":
            yield from _points(point, base, level)


def _links(element: Element, base: str, level: int) -> Iterator[_Entry]:
    """The entries of a navigation document; its lists of pages and landmarks are none."""
    for child in element.children():
        if child.name == "nav" and child.attributes.get("type", "toc") != "toc":
            continue
        if child.name == "a" and level:
            yield child.text, _address(base, child.attributes.get("href", "")), level
        yield from _links(child, base, level + (child.name == "ol"))


def _address(base: str, written: str) -> str:
    path, _, fragment = written.partition("#")
    return f"{posixpath.normpath(posixpath.join(base, unquote(path)))}#{unquote(fragment)}"


def _make_headings(pages: dict[str, HtmlPage], entries: list[_Entry]) -> None:
    for label, address, level in entries:
        path, _, fragment = address.partition("#")
        page = pages.get(path)
        start = page and (page.ids.get(fragment) if fragment else page.body)
        wanted = words_of(label)
        if page is None or start is None or not wanted:
            continue
        for element in _from(page, start):
            words = words_of(text_of(element))
            if not words:
                continue
            if element.tag in HEADINGS or wanted[: len(words)] != words:
                break
            element.tag = f"h{min(level, 6)}"
            wanted = wanted[len(words) :]
            if not wanted:
                break


def _from(page: HtmlPage, start: Tag) -> Iterator[Tag]:
    """The innermost blocks from an element on."""
    for element in dropwhile(lambda one: one is not start, page.body.iter("*")):
        inner = element.iterdescendants("*")
        if element.tag in BLOCKS and not any(one.tag in BLOCKS for one in inner):
            yield element
