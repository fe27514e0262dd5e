"""The search index: one entry a pair and interface, in the form that Material's search reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Any

from visavis.align import Pair, Pairing
from visavis.edition import Edition, Project, Side
from visavis.site.address import Addresses
from visavis.text import Block, Kind

INDEX = "search/search_index.json"


def rewrite_index(site: Path, edition: Edition, addresses: Addresses) -> None:
    """Part the site's one index by interface and put the pairs in.

    What Material indexed of other pages (the glossary, a publisher's own) stays, in its interface.
    """
    stock = site / INDEX
    if not stock.is_file():
        return  # the edition has no search
    index = json.loads(stock.read_text("utf-8"))
    for side in edition.project.sides:
        prefix = addresses.page("index", side.language).removesuffix("index.html")
        others = _others(edition.project, addresses, side)
        docs = [
            {**doc, "location": doc["location"].removeprefix(prefix)}
            for doc in index["docs"]
            if doc["location"].startswith(prefix) and not doc["location"].startswith(others)
        ]
        own = {**index, "docs": [*pair_documents(edition, side, addresses), *docs]}
        path = site / prefix / INDEX
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(own, ensure_ascii=False, separators=(",", ":")), "utf-8")


def pair_documents(edition: Edition, side: Side, addresses: Addresses) -> Iterator[dict[str, Any]]:
    """The entries of one interface: a chapter, then its pairs, each with its anchor."""
    prefix = addresses.page("index", side.language).removesuffix("index.html")
    for chapter in edition.chapters:
        page = addresses.page(chapter.name, side.language).removeprefix(prefix)
        title = chapter_title(chapter, edition.project, side)
        yield {"location": page, "title": escape(title), "text": ""}
        for pair in chapter.pairs:
            words = _words(pair, edition.project, side)
            if pair.id and words:
                yield {
                    "location": f"{page}#{pair.id}",
                    "title": escape(_heading(pair, edition.project, side) or _number(pair.id)),
                    "text": words,
                }


def _others(project: Project, addresses: Addresses, side: Side) -> tuple[str, ...]:
    """Prefixes of the interfaces that stand below this one."""
    if side.language != addresses.default:
        return ()
    return tuple(f"{s.language}/" for s in project.sides if s.language != addresses.default)


def chapter_title(chapter: Pairing, project: Project, side: Side) -> str:
    """What a chapter is called in an interface."""
    document = chapter.target if side is project.target else chapter.source
    headings = (block.plain for block in document.blocks if block.level == 1)
    return str(document.meta.get("title") or next(headings, chapter.name))


def _words(pair: Pair, project: Project, side: Side) -> str:
    first, second = pair.target, pair.source
    if side is project.source:
        first, second = second, first
    return "".join(f"<p>{escape(text)}</p>" for text in (_plain(first), _plain(second)) if text)


def _plain(blocks: Iterable[Block]) -> str:
    return " ".join(block.plain for block in blocks if block.plain)


def _heading(pair: Pair, project: Project, side: Side) -> str:
    blocks = pair.target if side is project.target else pair.source
    return next((block.plain for block in blocks if block.kind is Kind.HEADING), "")


def _number(identifier: str) -> str:
    return f"§ {identifier.removeprefix('p')}"
