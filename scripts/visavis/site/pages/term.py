"""The page of a term: what it means in both languages, and how each of its uses was translated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from markupsafe import Markup

from visavis.glossary import GLOSSARY, Occurrence, Term, excerpt, said_in
from visavis.glossary import term_page as page_of
from visavis.pairs import Pairing
from visavis.publication import Interface, Resolver, chapter_title, name_term
from visavis.render import typeset
from visavis.settings import TextSettings
from visavis.side import Side
from visavis.site.kept import KeptPages, Quoted
from visavis.site.page import Body, Heading, Page, render
from visavis.site.pages.glossary import describe_on_page, say_all


def term_page(term: Term, interface: Interface, kept: KeptPages | None = None) -> Page:
    """The page."""
    name = name_term(term, interface)
    about = interface.words["term_about"].replace("{term}", name)
    make = partial(_make, term, interface, kept)
    made_of = partial(_name, term, interface, kept) if kept else None
    told: partial[dict[str, Any]] = partial(dict, glossary=True)
    return Page(page_of(term.id), name, make, about, told, made_of=made_of)


def _name(term: Term, interface: Interface, kept: KeptPages) -> str:
    """The name of the chapters that use the term: all else follows from the glossary."""
    return kept.key(_names_of(interface.publication.uses(term)), term.id)


def _make(term: Term, interface: Interface, kept: KeptPages | None) -> Body:
    here = page_of(term.id)
    resolve = Resolver(interface, here)
    uses = interface.publication.uses(term)
    chapters = _list_chapters(term, uses, interface)
    if kept:
        quoted = [*kept.quotes(term.id, interface, chapters)]
    else:
        quoted = [make() for _, _, make in chapters]
    said = say_all(interface.language)
    html = render(
        "term.html",
        interface,
        said=said,
        entry=describe_on_page(term, interface, interface.side, resolve),
        glossary_href=f"{interface.between(here, GLOSSARY)}#{term.id}",
        columns=[_count(uses, side, interface) for side in interface.sides] if uses else [],
        chapters=[html for html, _ in quoted],
    )
    headings = [Heading(2, "renderings", said["term_how"])]
    headings += [Heading(2, "uses", said["term_uses"])] if uses else []
    return Body(html, tuple(headings), resolve.asked.union(*(asked for _, asked in quoted)))


Uses = Sequence[tuple[Pairing, Occurrence]]


def _names_of(uses: Uses) -> Iterable[str]:
    return dict.fromkeys(chapter.name for chapter, _ in uses)


def _count(uses: Uses, side: Side, interface: Interface) -> dict[str, Any]:
    """How often each form of one language stands, the most frequent first.

    Of the translation also where it says something else.
    """
    counted = Counter(use.use.listed for _, one in uses for use in one[side])
    forms = [{"words": w, "number": n, "wrong": False} for w, n in counted.most_common()]
    otherwise = 0
    if side is Side.TARGET:
        wrong = Counter(use.use.listed for _, one in uses for use in one.forbidden)
        forms += [{"words": w, "number": n, "wrong": True} for w, n in wrong.most_common()]
        otherwise = sum(one.deviates and not one.forbidden for _, one in uses)
    return {"text": interface.settings[side], "forms": forms, "otherwise": otherwise}


def _list_chapters(term: Term, uses: Uses, interface: Interface) -> Iterator[Quoted]:
    """The chapters with uses of a term, each of which is quoted with its surroundings."""
    first = next((one for _, one in uses if one.deviates), None)
    for _, group in groupby(uses, key=lambda item: item[0].name):
        found = [*group]
        chapter, ones = found[0][0], [one for _, one in found]
        make = partial(_quote_chapter, term, chapter, ones, interface, first)
        # Which use is the first that deviates does not follow from this chapter.
        yield chapter, next((n for n, one in enumerate(ones) if one is first), None), make


def _quote_chapter(
    term: Term,
    chapter: Pairing,
    uses: Sequence[Occurrence],
    interface: Interface,
    first: Occurrence | None,
) -> tuple[Markup, set[str]]:
    """The uses in one chapter, and the chapters whose own ids were looked up."""
    page = interface.between(page_of(term.id), chapter.name)
    resolve = Resolver(interface, page_of(term.id))
    rows = [_describe(one, page, interface, first, resolve) for one in uses]
    title = interface.typeset(chapter_title(chapter, interface.side))
    html = render(
        "quotes.html", interface, said=say_all(interface.language), title=title, rows=rows
    )
    return html, resolve.asked


def _describe(
    one: Occurrence,
    page: str,
    interface: Interface,
    first: Occurrence | None,
    resolve: Resolver,
) -> dict[str, Any]:
    return {
        "deviation": one is first,
        "href": page + interface.anchor(one.pair),
        "number": interface.name(one.pair.id or ""),
        "sides": [_quote(one, side, interface) for side in interface.sides],
        "why": _reason(one, interface, resolve) if one.deviates else "",
        "added": not one.source and bool(one.pair.source),
    }


def _reason(one: Occurrence, interface: Interface, resolve: Resolver) -> Markup | str:
    """Why a term is rendered otherwise."""
    given = said_in(one.exemption.why, interface.language) if one.exemption else ""
    if not given:
        return interface.say("term_no_reason")
    html = interface.publication.glossary_texts[interface.side].inline(given)
    return html.on_page(resolve)


def _quote(one: Occurrence, side: Side, interface: Interface) -> dict[str, Any]:
    text, blocks = interface.settings[side], one.pair[side]
    if not blocks:
        return {"label": interface.say("untranslated" if one.pair.untranslated else "side_empty")}
    right = one[side]
    wrong = one.forbidden if side is Side.TARGET else ()
    pieces: list[dict[str, Any]] = []
    for block in blocks:
        spans = {(use.use.start, use.use.end) for use in (*right, *wrong) if use.block is block}
        if spans or not (right or wrong):
            pieces += [{"text": " ", "lit": False}] if pieces else []
            pieces += _excerpt(block.plain, _apart(sorted(spans)), text)
    return {"label": "", "text": text, "pieces": pieces}


def _excerpt(
    plain: str, spans: Sequence[tuple[int, int]], text: TextSettings
) -> list[dict[str, Any]]:
    pieces = excerpt(typeset(plain, text.language), spans)
    return [{"text": piece.text, "lit": piece.lit} for piece in pieces]


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap joined."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
