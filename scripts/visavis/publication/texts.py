"""The rendered texts of an edition: each made once, kept by what it was made from."""

from __future__ import annotations

import dataclasses
import json
import os
import pickle
from collections.abc import Iterable, Sequence, Set
from concurrent.futures import Future
from contextlib import suppress
from functools import cached_property
from typing import Any

from visavis.edition import Edition
from visavis.glossary import Concordance
from visavis.pairs import Pairing
from visavis.render import (
    Dialect,
    Html,
    Passage,
    PassageHeading,
    RenderedText,
    TermMarker,
    TextRenderer,
    find_loans,
)
from visavis.side import Side
from visavis.store import Cache, content_key, keep_folder, name_code

_FEWEST = 4_000
"""So many blocks take longer to render than processes to begin."""
_HELD = 8
"""So many texts are held, of those that can be read again: more than a page asks for at once."""
_New = tuple[Sequence[tuple[Side, RenderedText]], dict[str, Any]]
"""The texts of a chapter, where they cannot be kept, and what was looked up of their words."""


class RenderedTexts:
    """Renders the texts of an edition when they are asked for."""

    def __init__(self, edition: Edition, dialect: Dialect, concordance: Concordance) -> None:
        """Take what the texts are written in, and what finds the terms in them."""
        self._edition = edition
        self._dialect = dialect
        self._concordance = concordance
        self._renderers: dict[Side, TextRenderer] = {}
        self._made: dict[tuple[str, Side], tuple[Pairing, RenderedText]] = {}
        self._ids: dict[tuple[str, Side], tuple[Pairing, Set[str]]] = {}
        self._begun: dict[str, tuple[Pairing, Future[_New]]] = {}
        languages = [edition.project[side].language for side in Side]
        told = json.dumps(
            [dialect.extensions, dialect.configs, languages], sort_keys=True, default=_describe
        )
        self.version = content_key(name_code(), told, repr(edition.glossary.terms))

    def of(self, chapter: Pairing, side: Side) -> RenderedText:
        """One text of a chapter: rendered now, before, or by a former build."""
        if chapter.name in self._begun:
            self._take(*self._begun.pop(chapter.name))
        rendered, text = self._made.get((chapter.name, side), (None, None))
        if rendered is not chapter or text is None:  # it may have been edited since
            text = (self._look_up if self._edition.kept else self._render)(chapter, side)
            self._hold(chapter, side, text)
        return text

    def ids(self, chapter: Pairing, side: Side) -> Set[str]:
        """What a text itself gives an address; every link asks for it, so all of it is held."""
        read, ids = self._ids.get((chapter.name, side), (None, frozenset[str]()))
        if read is not chapter:
            ids = self.of(chapter, side).ids
            self._ids[chapter.name, side] = chapter, ids
        return ids

    def _hold(self, chapter: Pairing, side: Side, text: RenderedText) -> None:
        self._made[chapter.name, side] = chapter, text
        if self._is_kept and len(self._made) > _HELD:
            del self._made[next(iter(self._made))]

    @cached_property
    def _is_kept(self) -> bool:
        """Whether what was rendered can be read again."""
        folder = keep_folder(self._edition.project.root, "texts") if self._edition.kept else None
        return folder is not None and os.access(folder, os.W_OK)

    def render_apart(self, chapters: Iterable[Pairing], sides: Sequence[Side]) -> None:
        """Let other processes begin what nobody has rendered of many texts; `of` does the rest."""
        new = [chapter for chapter in chapters if self._is_new(chapter, sides)]
        if sum(len(chapter[side].blocks) for chapter in new for side in sides) < _FEWEST:
            return
        from visavis.processes import begin_work  # for a large edition only

        if not _can_be_sent(self._dialect):
            return
        bare = dataclasses.replace(self._edition, chapters=(), records={})
        begun = begin_work(_render_here, new, _begin, (bare, self._dialect, sides))
        for chapter, result in zip(new, begun, strict=False):  # none, of one processor
            self._begun[chapter.name] = chapter, result

    def _take(self, chapter: Pairing, result: Future[_New]) -> None:
        """Take the texts of a chapter, if they were rendered."""
        from visavis.processes import LOST

        with suppress(*LOST):
            texts, lemmas = result.result()
            for side, text in texts:
                self._hold(chapter, side, text)
            if self._concordance.cache:
                self._concordance.cache.lemmas.take(lemmas)

    def _is_new(self, chapter: Pairing, sides: Sequence[Side]) -> bool:
        if not self._edition.kept:
            return True
        return all(self._cache(chapter, side).is_empty for side in sides)

    def _cache(self, chapter: Pairing, side: Side) -> Cache:
        name = f"texts/{self._edition.project[side].language}/{chapter.name}"
        return Cache(self._edition.project.root, name, self.version)

    def _look_up(self, chapter: Pairing, side: Side) -> RenderedText:
        cache = self._cache(chapter, side)
        key = _content(chapter, side, self._allowed(chapter, side))
        known = cache.get(key)
        if known is not None:
            return _read(known)
        text = self._render(chapter, side)
        cache.put(key, _write(text))
        cache.save()
        return text

    def _render(self, chapter: Pairing, side: Side) -> RenderedText:
        rows = (pair[side] for pair in chapter.pairs)
        allowed, known = self._allowed(chapter, side), self._concordance.uses(chapter, side)
        return self._renderer(side).render(chapter[side], rows, allowed, known)

    def _allowed(self, chapter: Pairing, side: Side) -> Sequence[Set[str] | None]:
        """By row, the terms that may be linked: in the translation, those of the original."""
        if side is Side.SOURCE:
            return [None] * len(chapter.pairs)
        return self._concordance.used(chapter)

    def _renderer(self, side: Side) -> TextRenderer:
        if side not in self._renderers:
            settings, glossary = self._edition.project, self._edition.glossary
            language = settings[side].language
            loans = find_loans(glossary, settings.target.language, settings.source.language)
            finder = self._concordance.finders[language]
            terms = TermMarker(finder, loans.get(language)) if glossary.terms else None
            self._renderers[side] = TextRenderer(
                language, self._dialect, terms, settings[side.other].language
            )
        return self._renderers[side]


_here: list[tuple[RenderedTexts, Sequence[Side]]] = []
"""What a process renders with that was begun for it."""


def _begin(edition: Edition, dialect: Dialect, sides: Sequence[Side]) -> None:
    _here[:] = [(RenderedTexts(edition, dialect, edition.concordance), sides)]


def _render_here(chapter: Pairing) -> _New:
    ((texts, sides),) = _here
    made = [(side, texts.of(chapter, side)) for side in sides]
    texts._made.clear()
    texts._concordance.forget()
    known = texts._concordance.cache
    return [] if texts._is_kept else made, known.lemmas.give() if known else {}


def _can_be_sent(dialect: Dialect) -> bool:
    """Whether the settings of its extensions hold no function that has no name."""
    try:
        pickle.dumps(dialect)
    except (pickle.PickleError, AttributeError, TypeError):
        return False
    return True


def _content(chapter: Pairing, side: Side, allowed: Sequence[Set[str] | None]) -> str:
    """The name of everything that a text is rendered from."""
    blocks = chapter[side].blocks
    grouped = [len(pair[side]) for pair in chapter.pairs]
    terms = [terms if terms is None else sorted(terms) for terms in allowed]
    written = (b.lead + b.source + b.attribute_source for b in blocks)
    return content_key(*written, repr(grouped), repr(terms))


def _write(text: RenderedText) -> list[Any]:
    passages = [[p.html.pieces, _flat(p.heading), p.characters, p.terms] for p in text.passages]
    notes = {label: html.pieces for label, html in text.notes.items()}
    comments = {label: html.pieces for label, html in text.comments.items()}
    return [passages, notes, comments, sorted(text.ids)]


def _read(value: list[Any]) -> RenderedText:
    passages, notes, comments, ids = value
    return RenderedText(
        tuple(
            Passage(
                Html(tuple(html)),
                PassageHeading(*heading) if heading else None,
                count,
                tuple(terms),
            )
            for html, heading, count, terms in passages
        ),
        {label: Html(tuple(pieces)) for label, pieces in notes.items()},
        {label: Html(tuple(pieces)) for label, pieces in comments.items()},
        frozenset(ids),
    )


def _flat(heading: PassageHeading | None) -> tuple[Any, ...] | None:
    return dataclasses.astuple(heading) if heading else None


def _describe(value: Any) -> str:
    """Functions among the settings are told by their names."""
    named = value if hasattr(value, "__qualname__") else type(value)
    return f"{named.__module__}.{named.__qualname__}"
