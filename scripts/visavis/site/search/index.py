"""Writes what the search reads, for each interface into its own folder `search/`.

A small edition's index is Material's own, rewritten: `search_index.json` has an entry for each row,
note and term, which Material's own search could read as well. Fields under `vv` are for ours,
which passes over entries without them:

    entry    {"kind": "row", "sides": ["fr", "en"], "place": "the chapter", "marks": ["…", "…"]}
    index    {"version": 1, "families": {"fr": ["commun communs", …]},
              "terms": [{"location": "glossary/#commons", "forms": {"fr": ["communs"], …}}]}

The browser reads it whole: up to some hundreds of pairs that is less than the machinery of any
other engine. `search_index.js` is the same as a script, because a page that was opened from a file
may fetch nothing; Material has the same convention. From `Project.pagefind_from` pairs on,
`visavis.site.search.pagefind` writes the index in pieces instead, one for all interfaces:

    others   {"en": {"location": "…", "title": "…", "place": "…"}}: what this interface has in place
             of the entry's own; it exchanges the sides, too
    only     the language of the one interface that has the entry
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from visavis.edition import Edition
from visavis.glossary import GLOSSARY, REVERSE, term_page
from visavis.render import SentenceMarks
from visavis.settings import TextSettings
from visavis.site.address import Addresses
from visavis.site.search.entry import Entry, EntryKind, list_entries
from visavis.site.search.family import find_families, list_families
from visavis.site.search.file import write_json
from visavis.site.search.fold import find_words
from visavis.site.search.pagefind import write_pieces
from visavis.store import Cache

INDEX = "search/search_index.json"
SCRIPT = "search/search_index.js"
PIECES = "search/"
"""Where an index in pieces stands."""
_VERSION = 1


def write_search(
    site: Path,
    edition: Edition,
    addresses: Addresses,
    sentences: Mapping[str, SentenceMarks] | None = None,
    *,
    whole: bool = False,
    cache: Cache | None = None,
) -> None:
    """Write the indexes of both interfaces into a built site.

    What Material indexed of other pages, a publisher's own, stays, in its interface. `whole` keeps
    an edition of any size in one file, for a site that is read without a server. `cache` keeps what
    words have in common.
    """
    stock = site / INDEX
    if not stock.is_file():
        return  # the edition has no search
    index = json.loads(stock.read_text("utf-8"))
    cut = in_pieces(edition) and not whole
    listed: dict[str, list[Entry]] = {}
    families: dict[str, dict[str, str]] = {}
    pages: list[dict[str, Any]] = []
    for side in edition.project.sides:
        folder = site / addresses.home(side.language)
        entries = listed[side.language] = [*list_entries(edition, side, addresses, sentences)]
        # Both interfaces have the same words.
        families = families or _find_families(entries, edition, cache)
        docs = [entry.as_document() for entry in entries]
        others = [*_others(index["docs"], edition, side, addresses)]
        if cut:
            told = [doc for doc in docs + others if "#" not in doc["location"]]
            write_json(folder / INDEX, {"config": index["config"], "docs": told})
            pages += [{**doc, "vv": {**doc["vv"], "only": side.language}} for doc in others]
        else:
            own = _describe(entries, edition, families)
            _write_whole(folder, {"config": index["config"], "docs": docs + others, "vv": own})
    if cut:
        first, *_ = listed.values()
        docs = [*_join(listed), *pages]
        write_pieces(site / PIECES, docs, _describe(first, edition, families))


def in_pieces(edition: Edition) -> bool:
    """Whether an edition is so large that its index is written in pieces."""
    pairs = sum(len(chapter.pairs) for chapter in edition.chapters)
    return pairs >= edition.project.pagefind_from


def _find_families(
    entries: Iterable[Entry], edition: Edition, cache: Cache | None
) -> dict[str, dict[str, str]]:
    """By language the family of each word of the texts and of the glossary."""
    words: dict[str, set[str]] = {tag: set() for tag in edition.project.languages[::-1]}
    for entry in entries:
        for tag, text in entry.sides:
            words[tag].update(find_words(text))
    for term in edition.glossary.terms:
        for tag, found in words.items():
            found.update(word for form in term.entries[tag].forms for word in find_words(form))
    return {tag: find_families(found, tag, cache) for tag, found in words.items()}


def _describe(
    entries: Iterable[Entry], edition: Edition, families: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    """What the index tells besides its entries; `families` are those of single words here."""
    terms = [entry for entry in entries if entry.kind is EntryKind.TERM]
    return {
        "version": _VERSION,
        "families": families,
        "terms": [
            {
                "location": entry.location,
                "forms": {tag: [*term.entries[tag].forms] for tag in families},
            }
            for entry, term in zip(terms, edition.glossary.terms, strict=True)
        ],
    }


def _join(listed: Mapping[str, Sequence[Entry]]) -> Iterator[dict[str, Any]]:
    """The entries of all interfaces in one: as the first has them, and what is other in another.

    An entry that some interface tells otherwise, by its heading, is `only` that of the rest.
    """
    first, *rest = listed
    for entries in zip(*listed.values(), strict=True):
        found = dict(zip(listed, entries, strict=True))
        telling = [tag for tag, entry in found.items() if not entry.told]
        if not telling:
            continue
        document = found[telling[0]].as_document()
        if len(telling) < len(listed):
            document["vv"]["only"] = telling[0]
        else:
            document["vv"]["others"] = {tag: _differ(found[first], found[tag]) for tag in rest}
        yield document


def _differ(one: Entry, other: Entry) -> dict[str, str]:
    """What an interface has in place of what the first one has."""
    own = {"location": other.location, "title": escape(other.title, quote=False)}
    own |= {"place": other.place} if other.place != one.place else {}
    return own


def _write_whole(folder: Path, index: dict[str, Any]) -> None:
    own = index["vv"]
    families = {tag: list_families(found) for tag, found in own["families"].items()}
    index = {**index, "vv": {**own, "families": families}}
    write_json(folder / INDEX, index)
    write_json(folder / SCRIPT, index, "var __index=", ";\n")


def _others(
    docs: Sequence[Mapping[str, Any]], edition: Edition, side: TextSettings, addresses: Addresses
) -> Iterator[dict[str, Any]]:
    """What the theme has indexed of pages that are not the edition's own."""
    prefix = addresses.home(side.language)
    homes = [addresses.home(other.language) for other in edition.project.sides if other != side]
    below = tuple(home for home in homes if home.startswith(prefix) and home != prefix)
    names = (GLOSSARY, REVERSE, *(term_page(term.id) for term in edition.glossary.terms))
    known = {addresses.page(name, side.language) for name in names if edition.glossary.terms}
    for doc in docs:
        location = doc["location"]
        if not location.startswith(prefix) or (below and location.startswith(below)):
            continue
        if location.partition("#")[0] not in known:
            own = {"kind": str(EntryKind.PAGE), "sides": [side.language]}
            yield {**doc, "location": location.removeprefix(prefix), "vv": own}
