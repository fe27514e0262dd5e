"""Writes what the search reads, for each interface into its own folder `search/`.

A small edition's index has the form of Material's: `search_index.json` has an entry for each row,
note and term, which Material's own search could read as well. Fields under `vv` are for ours,
which passes over entries without them:

    entry    {"kind": "row", "sides": ["fr", "en"], "place": "the chapter", "marks": ["…", "…"]}
    index    {"version": 1, "families": {"fr": ["commun communs", …]},
              "terms": [{"location": "glossary/#commons", "forms": {"fr": ["communs"], …}}]}

The browser reads it whole: up to some hundreds of pairs that is less than the machinery of any
other engine. `search_index.js` is the same as a script, because a page that was opened from a file
may fetch nothing; Material has the same convention. From `Project.pieces_from` pairs on,
`visavis.site.search.pieces` writes the index in pieces instead, one for all interfaces:

    others   {"en": {"location": "…", "title": "…", "place": "…"}}: what this interface has in place
             of the entry's own; it exchanges the sides, too
    only     the language of the one interface that has the entry
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup

from visavis.edition import Edition
from visavis.pairs import Pairing
from visavis.publication import (
    EntryKind,
    Interface,
    Publication,
    SearchEntry,
    list_chapter,
    list_entries,
    list_pages,
    list_terms,
)
from visavis.site.kept import KeptPages
from visavis.site.search.family import find_families, list_families
from visavis.site.search.file import as_json, write_json
from visavis.site.search.fold import find_words
from visavis.site.search.pieces import Entry, write_entries, write_pieces

INDEX = "search/search_index.json"
SCRIPT = "search/search_index.js"
PIECES = "search/"
"""Where an index in pieces stands."""
_VERSION = 1


def write_search(
    site: Path,
    interfaces: Sequence[Interface],
    *,
    whole: bool = False,
    old: Path | None = None,
    kept: KeptPages | None = None,
) -> None:
    """Write the indexes of both interfaces into a built site.

    `whole` keeps an edition of any size in one file, for a site that is read without a server.
    `old` is the site as it was, `kept` what former builds have made of these texts.
    """
    edition = interfaces[0].publication.edition
    if in_pieces(edition) and not whole:
        _write_in_pieces(site, interfaces, old, kept)
        return
    listed = [[*list_entries(interface)] for interface in interfaces]
    words: dict[str, set[str]] = defaultdict(set)
    for entry in listed[0]:  # All interfaces have the same words.
        for tag, found in _find_words(entry, edition).items():
            words[tag].update(found.split())
    families = _find_families(words, interfaces[0].publication)
    for interface, entries in zip(interfaces, listed, strict=True):
        docs = [_document(entry, edition) for entry in entries]
        own = _describe(entries, edition, families)
        _write_whole(site / _home(interface), {"docs": docs, "vv": own})


def _write_in_pieces(
    site: Path, interfaces: Sequence[Interface], old: Path | None, kept: KeptPages | None
) -> None:
    """Write one index for all, entry by entry, and for each what other searches read."""
    edition = interfaces[0].publication.edition
    for interface in interfaces:
        docs = [_document(entry, edition) for entry in list_pages(interface)]
        write_json(site / _home(interface) / INDEX, {"docs": docs})
    most = len(edition.glossary.terms)
    most += sum(1 + len(one.pairs) + len(one.notes) for one in edition.chapters)
    entries = _list(interfaces, kept)
    listed = write_entries(site / PIECES, entries, most, old and old / PIECES)
    families = _find_families(listed.words, interfaces[0].publication)
    own = _describe(list_pages(interfaces[0]), edition, families)
    write_pieces(listed, own)


def _home(interface: Interface) -> str:
    return interface.addresses.home(interface.language)


def in_pieces(edition: Edition) -> bool:
    """Whether an edition is so large that its index is written in pieces."""
    pairs = sum(len(chapter.pairs) for chapter in edition.chapters)
    return pairs >= edition.project.pieces_from


def _document(entry: SearchEntry, edition: Edition) -> dict[str, Any]:
    """The entry as Material's index has it; what only our own search reads is under `vv`."""
    tags = [edition.project[side].language for side in entry.sides]
    own: dict[str, Any] = {"kind": str(entry.kind), "sides": tags}
    if entry.place:
        own["place"] = entry.place
    if entry.marks:
        own["marks"] = [entry.marks.get(side, "") for side in entry.sides]
    document = {
        "location": entry.location,
        "title": _escape(entry.title),
        "text": "".join(f"<p>{_escape(text)}</p>" for text in entry.sides.values()),
    }
    return document if entry.told else {**document, "vv": own}


def _escape(text: str) -> str:
    """A text as HTML; quotation marks may stay as they are between tags."""
    return str(Markup.escape(text)).replace("&#34;", '"').replace("&#39;", "'")


def _find_words(entry: SearchEntry, edition: Edition) -> Mapping[str, str]:
    """By language its words, parted by spaces."""
    return {
        edition.project[side].language: " ".join(find_words(text))
        for side, text in entry.sides.items()
    }


def _find_families(
    words: Mapping[str, Iterable[str]], publication: Publication
) -> dict[str, dict[str, str]]:
    """By language the family of each of these words, and of those of the glossary's terms."""
    edition, cache = publication.edition, publication.concordance.cache
    found = {}
    for tag in edition.project.languages[::-1]:
        forms = (form for term in edition.glossary.terms for form in term.entries[tag].forms)
        used = {*words.get(tag, ()), *(word for form in forms for word in find_words(form))}
        found[tag] = find_families(used, tag, cache.lemmas if cache else None)
    return found


def _describe(
    entries: Iterable[SearchEntry], edition: Edition, families: Mapping[str, Mapping[str, str]]
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


def _list(interfaces: Sequence[Interface], kept: KeptPages | None) -> Iterator[Entry]:
    """The entries of all interfaces in one, those of a chapter as they were, if it is as it was."""
    publication = interfaces[0].publication
    for chapter in publication.edition.chapters:
        make = partial(_list_chapter, chapter, interfaces)
        seen = publication.sentences.get(chapter.name)
        yield from kept.entries(chapter, interfaces[0], seen, make) if kept else make()
    yield from _join(interfaces, list_terms)


def _list_chapter(chapter: Pairing, interfaces: Sequence[Interface]) -> list[Entry]:
    return [*_join(interfaces, partial(list_chapter, chapter))]


def _join(
    interfaces: Sequence[Interface], entries_of: Callable[[Interface], Iterator[SearchEntry]]
) -> Iterator[Entry]:
    """The entries of all interfaces in one: as the first has them, and what is other in another.

    An entry that some interface tells otherwise, by its heading, is `only` that of the rest.
    """
    edition, sides = interfaces[0].publication.edition, [one.side for one in interfaces]
    first, *rest = sides
    for entries in zip(*map(entries_of, interfaces), strict=True):
        found = dict(zip(sides, entries, strict=True))
        telling = [side for side, entry in found.items() if not entry.told]
        if not telling:
            continue
        document = _document(found[telling[0]], edition)
        if len(telling) < len(sides):
            document["vv"]["only"] = edition.project[telling[0]].language
        else:
            document["vv"]["others"] = {
                edition.project[side].language: _differ(found[first], found[side]) for side in rest
            }
        # All interfaces have the same words.
        yield as_json(document), _find_words(found[first], edition)


def _differ(one: SearchEntry, other: SearchEntry) -> dict[str, str]:
    """What an interface has in place of what the first one has."""
    own = {"location": other.location, "title": _escape(other.title)}
    own |= {"place": other.place} if other.place != one.place else {}
    return own


def _write_whole(folder: Path, index: dict[str, Any]) -> None:
    own = index["vv"]
    families = {tag: list_families(found) for tag, found in own["families"].items()}
    index = {**index, "vv": {**own, "families": families}}
    write_json(folder / INDEX, index)
    write_json(folder / SCRIPT, index, "var __index=", ";\n")
