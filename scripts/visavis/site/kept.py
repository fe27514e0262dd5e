"""What pages say that are made of the same as at a former build, kept by all that it is made of.

A page of a chapter follows from its two texts and from little of the rest: how the other chapters
are called and which rows they have, the glossary, the settings. So does what the page of a term
quotes of one chapter. Whatever else a page is made of has to be named here, or by who asks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from visavis.pairs import Pairing
from visavis.publication import Interface, Publication, chapter_title
from visavis.side import Side
from visavis.site.page import Body, Heading
from visavis.store import Cache, content_key
from visavis.text import write_document

Asked = Collection[str]
"""The chapters into which a piece of a page leads by the ids of their own texts."""
Quote = tuple[Markup, Asked]
Quoted = tuple[Pairing, object, Callable[[], Quote]]
"""A chapter of which something is quoted, what the quotation shows besides its text, and how it is
made."""


class KeptPages:
    """The pieces of pages of one edition. A damaged or missing cache is an empty one."""

    def __init__(self, publication: Publication, *told: object) -> None:
        """Take what is published, and what else the pages are told: all of it by its `repr`."""
        self._publication = publication
        self._told = told
        self._contents: dict[str, str] = {}

    def body(
        self,
        chapter: Pairing,
        interface: Interface,
        seen: object,
        make: Callable[[], Body],
    ) -> Body:
        """The body of a chapter's page; `seen` is what it shows besides the texts."""
        cache = self._open("pages", chapter.name, interface, self._content(chapter.name))
        if cache is None:
            return make()
        key = content_key(repr(seen))
        known = cache.get(key)
        if known is not None and self.stands(known[2]):
            html, headings, asked = known
            return Body(Markup(html), tuple(Heading(*heading) for heading in headings), [*asked])
        body = make()
        headings = [[one.level, one.id, one.words] for one in body.headings]
        cache.put(key, [str(body.html), headings, self.contents_of(body.asked)])
        cache.save()
        return body

    def key(self, chapters: Iterable[str], seen: object) -> str:
        """The name of all that a page is made of which tells of chapters, but for what it asks.

        `seen` is what it shows besides their texts.
        """
        return content_key(self._frame, *map(self._content, chapters), repr(seen))

    def quotes(
        self, term: str, interface: Interface, chapters: Iterable[Quoted]
    ) -> Iterator[Quote]:
        """What the page of a term quotes of each of these chapters."""
        cache = self._open("quotes", term, interface)
        for chapter, seen, make in chapters:
            yield self._quote(cache, chapter, seen, make) if cache else make()
        if cache:
            cache.save()

    def _quote(
        self, cache: Cache, chapter: Pairing, seen: object, make: Callable[[], Quote]
    ) -> Quote:
        key = content_key(self._content(chapter.name), repr(seen))
        known = cache.get(key)
        if known is not None and self.stands(known[1]):
            return Markup(known[0]), [*known[1]]
        html, asked = make()
        cache.put(key, [str(html), self.contents_of(asked)])
        return html, asked

    def entries(
        self,
        chapter: Pairing,
        interface: Interface,
        seen: object,
        make: Callable[[], list[tuple[str, Mapping[str, str]]]],
    ) -> list[tuple[str, Mapping[str, str]]]:
        """What the search lists of a chapter; `seen` is what it tells besides its texts."""
        cache = self._open("search", chapter.name, interface, self._content(chapter.name))
        if cache is None:
            return make()
        key = content_key(repr(seen))
        known = cache.get(key)
        if known is None:
            known = make()
            cache.put(key, known)
            cache.save()
        return [(document, words) for document, words in known]

    def _open(self, kind: str, name: str, interface: Interface, *version: str) -> Cache | None:
        """The pieces of one page; their version names what all of them are made of."""
        edition = self._publication.edition
        if not edition.kept:
            return None
        place = f"{kind}/{interface.language}/{name}"
        return Cache(edition.project.root, place, content_key(self._frame, *version))

    @cached_property
    def _frame(self) -> str:
        """The name of all that is not the texts of one chapter."""
        publication = self._publication
        settings = replace(publication.edition.project, root=Path())
        chapters = [
            [
                chapter.name,
                [repr(document.meta) for document in chapter.documents],
                [chapter_title(chapter, side) for side in Side],
                [pair.id for pair in chapter.pairs],
                [block.label for document in chapter.documents for block in document.blocks],
            ]
            for chapter in publication.chapters.values()
        ]
        told = [repr(each) for each in (settings, publication.names, publication.old, *self._told)]
        return content_key(publication.texts.version, json.dumps(chapters), *told)

    def _content(self, name: str) -> str:
        if name not in self._contents:
            chapter = self._publication.chapters.get(name)
            documents = chapter.documents if chapter else ()
            self._contents[name] = content_key(
                *(f"{one.path} {one.exists} {one.language}" for one in documents),
                *map(write_document, documents),
            )
        return self._contents[name]

    def contents_of(self, asked: Asked) -> Mapping[str, str]:
        """The names of all that stands in some chapters, by theirs."""
        return {name: self._content(name) for name in sorted(asked)}

    def stands(self, contents: Mapping[str, str]) -> bool:
        """Whether these chapters are as they were then."""
        return all(self._content(name) == content for name, content in contents.items())
