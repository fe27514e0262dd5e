"""What stands before and after the texts: titles, credits, contents, glossary, colophon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from markupsafe import Markup

from visavis import __version__
from visavis.export.book.laid import LaidChapter, LaidRow
from visavis.export.book.node import HOME, Content, Node, read_blocks
from visavis.export.book.volume import BookChapter, BookRow, BookSide, row_label
from visavis.glossary import GLOSSARY
from visavis.publication import (
    Addresses,
    Imprint,
    Interface,
    Publication,
    Site,
    describe_imprint,
    describe_term,
    dictionary_order,
)
from visavis.render import Html, spoken_language
from visavis.side import Side

CONTENTS, IMPRINT, COLOPHON = "contents", "imprint", "colophon"


@dataclass(frozen=True)
class Matter:
    """Makes everything that is no chapter of the edition."""

    publication: Publication
    site: Site
    sides: tuple[Side, ...]
    fonts: tuple[str, ...]
    """In which the book is set."""
    licences: tuple[str, ...]
    """Of the fonts that the edition names."""

    @cached_property
    def interfaces(self) -> tuple[Interface, ...]:
        """The book's languages as they speak."""
        addresses = Addresses(self.site.language)
        return tuple(Interface(self.publication, side, addresses) for side in self.sides)

    @cached_property
    def imprints(self) -> tuple[Imprint, ...]:
        """What is said of the book in each."""
        return tuple(describe_imprint(own, self.site, self.sides) for own in self.interfaces)

    def half_title(self) -> Iterator[BookSide]:
        """The title alone, in each language."""
        titles = {told.title: own for own, told in zip(self.interfaces, self.imprints, strict=True)}
        for title, own in titles.items():
            yield BookSide(own.language, (_display(title, 13, 6),))

    def title_pages(self) -> Iterator[BookSide]:
        """Title, authors, and who made the text, in each language."""
        for own, told in zip(self.interfaces, self.imprints, strict=True):
            text = next(one for one in told.texts if one.text is own.text)
            nodes = [_display(", ".join(told.authors), 12, 6), Node("gap")] if told.authors else []
            nodes += [_display(told.title, 21, 9), Node("gap")]
            if text.title and text.title != told.title:
                nodes.append(_display(text.title, 12, 6, "italic"))
            nodes += [Node("gap"), *(_display(line, 10, 5) for line in text.makers[:1])]
            yield BookSide(own.language, tuple(nodes))

    def imprint(self) -> BookChapter:
        """Whose the texts are, what every reader must know, the licences, the address."""
        told = [list(_tell_imprint(one)) for one in self.imprints]
        rows = [self._row([(_lines(lines),) for lines in each]) for each in zip(*told, strict=True)]
        return self._chapter(IMPRINT, "book_imprint", [r for r in rows if _has_words(r)])

    def contents(self, chapters: Sequence[BookChapter]) -> BookChapter:
        """The chapters with their pages, which are not yet known."""
        rows = [self._heading([own.words["contents"] for own in self.interfaces])]
        for chapter in chapters:
            titles = zip(chapter.titles, self.interfaces, strict=True)
            entries = [
                (Node("entry", (title,), {"to": row_label(own.language, chapter.name)}),)
                for title, own in titles
            ]
            rows.append(self._row(entries))
        return self._chapter(CONTENTS, "contents", rows)

    def glossary(self) -> BookChapter | None:
        """The terms, in the order of the first language; None where there are none."""
        terms = self.publication.edition.glossary.terms
        if not terms:
            return None
        first = self.interfaces[0].language
        rows = [self._heading([own.words["glossary"] for own in self.interfaces])]
        for term in sorted(terms, key=lambda one: dictionary_order(one.entries[first].term)):
            sides = []
            for own in self.interfaces:
                told = describe_term(term, own, (own.side,), _show, _term_address)
                label = row_label(own.language, GLOSSARY, term.id)
                nodes = tuple(_tell_term(told, own))
                sides.append(BookSide(own.language, nodes, GLOSSARY, label=label))
            rows.append(BookRow(tuple(sides)))
        return self._chapter(GLOSSARY, "glossary", rows)

    def colophon(self) -> BookChapter:
        """Version, date, address, and how the book was made."""
        sides = []
        for own, told in zip(self.interfaces, self.imprints, strict=True):
            made = own.say("book_set", fonts=", ".join(self.fonts), version=__version__)
            lines: list[Content] = [told.title, *told.edition]
            lines += [_address(told.address)] if told.address else []
            lines += [_in(spoken_language(own.language), made), *self.licences]
            sides.append((_lines(lines),))
        return self._chapter(COLOPHON, "book_imprint", [self._row(sides)])

    def _chapter(self, name: str, title: str, rows: Sequence[BookRow]) -> BookChapter:
        titles = tuple(own.words[title] for own in self.interfaces)
        return BookChapter(name, titles, tuple(rows), ((),) * len(self.sides))

    def _heading(self, words: Sequence[str]) -> BookRow:
        heads = [(Node("heading", (said,), {"level": "1"}),) for said in words]
        return self._row(heads)

    def _row(self, sides: Sequence[tuple[Node, ...]]) -> BookRow:
        each = zip(self.interfaces, sides, strict=True)
        return BookRow(tuple(BookSide(own.language, nodes) for own, nodes in each))


def fill_contents(contents: LaidChapter, pages: Mapping[str, int]) -> LaidChapter:
    """The contents with the page of each chapter, by the name of its first place."""
    openings = (
        replace(one, rows=tuple(_fill_row(row, pages) for row in one.rows))
        for one in contents.openings
    )
    return replace(contents, openings=tuple(openings))


def _fill_row(row: LaidRow, pages: Mapping[str, int]) -> LaidRow:
    parts = []
    for part in row.parts:
        entry = part.nodes[0]
        number = pages[entry.told["to"]] if entry.tag == "entry" else 0
        told = {**entry.told, "page": str(number)} if number else entry.told
        parts.append(replace(part, nodes=(Node(entry.tag, entry.children, told),)))
    return replace(row, parts=tuple(parts))


def _tell_imprint(told: Imprint) -> Iterator[list[Content]]:
    """Paragraphs that answer each other in every language; each is some lines."""
    for text in told.texts:
        name = f"{text.name}: {text.title}" if text.title else text.name
        yield [Node("strong", (name,)), *text.makers, *filter(None, [text.licence, text.notice])]
    yield [*told.edition, *filter(None, [told.licence])]
    yield [_address(told.address)] if told.address else []


def _tell_term(told: Mapping[str, Any], own: Interface) -> Iterator[Node]:
    names: list[Content] = []
    for name in told["names"]:
        names += [" · "] if names else []
        names.append(_in(name["language"], name["term"]))
    yield Node("p", tuple(names), {"style": "term"})
    (side,) = told["sides"]
    words = side["words"]
    yield from read_blocks(side["definition"])
    if len(side["forms"]) > 1 or side["grammar"]:
        forms = ", ".join(side["forms"])
        yield _remark(words["term_forms"], Node("em", (forms,)), side["grammar"])
    for one in side["forbidden"]:
        why = (" – ", *_inner(read_blocks(one["why"]))) if one["why"] else ()
        yield _remark(words["term_avoid"], Node("em", (one["form"],)), *why)
    if side["usage"]:
        yield _remark(words["term_usage"], *_inner(read_blocks(side["usage"])))
    if told["untranslated"]:
        yield _remark(own.say("term_untranslated"))
    if told["sources"]:
        yield _remark(own.say("term_sources"), *_tell_sources(told["sources"], own))
    if told["related"]:
        yield _remark(own.say("term_related"), *_tell_related(told["related"]))


def _tell_sources(sources: Sequence[Mapping[str, Any]], own: Interface) -> Iterator[Content]:
    for number, source in enumerate(sources):
        yield own.say("between_sources") if number else ""
        yield f"{source['author']}, " if source["author"] else ""
        told = {"lang": source["language"]} if source["language"] else {}
        work = Node("em", (source["work"],), told)
        yield Node("link", (work,), {"href": source["link"]}) if source["link"] else work
        yield f", {source['year']}" if source["year"] else ""
        yield f" ({own.words['unverified']})" if source["unverified"] else ""
    yield "."


def _tell_related(related: Sequence[Mapping[str, Any]]) -> Iterator[Content]:
    for number, one in enumerate(related):
        yield ", " if number else ""
        yield Node("link", (one["name"],), {"href": one["href"]})
    yield "."


def _remark(name: str, *pieces: Content) -> Node:
    words = tuple(piece for piece in pieces if piece)
    return Node("p", (f"{name} " if words else name, *words), {"style": "remark"})


def _inner(blocks: Sequence[Node]) -> Iterator[Content]:
    for number, block in enumerate(blocks):
        yield " " if number else ""
        yield from block.children


def _in(tag: str, words: Content) -> Node:
    return Node("lang", (words,), {"lang": tag})


def _address(address: str) -> Node:
    """A link that says where it leads, from left to right in any text."""
    return _in("en", Node("link", (address,), {"href": address}))


def _lines(lines: Sequence[Content]) -> Node:
    pieces: list[Content] = []
    for line in lines:
        pieces += [Node("br"), line] if pieces else [line]
    return Node("p", tuple(pieces), {"style": "plain"})


def _has_words(row: BookRow) -> bool:
    return any(side.words for side in row.sides)


def _display(words: str, size: int, quarters: int, style: str = "normal") -> Node:
    told = {"size": str(size), "quarters": str(quarters), "style": style}
    return Node("display", (words,), told)


def _show(html: Html) -> Markup:
    return html.on_page(lambda target: HOME + target)


def _term_address(identifier: str) -> str:
    return f"{HOME}/{GLOSSARY}/{identifier}.md"
