"""A large edition's index, in pieces of which a reader loads a few.

- It is one for all interfaces, which show the same texts; the browser exchanges the sides.
- A piece of the words holds those that begin alike, by their families
  (`visavis.site.search.family`), and tells in which entries each stands. It tells that by the
  entry, not by the page: of two words only those entries are proposed that have both.
- The entries are in files of several neighbours: a file costs a build more than what is in it.
- Of words that a quarter of all entries have it is not told where: they single out nothing, and
  the list would be the longest.

    search/visavis.json        {"version": 1, "build": "1f0c…", "entries": 120000, "together": 6,
                                "starts": {"fr": ["co", …], …}, "terms": […]}
    search/forms/fr-63-6f.json {"commun communs": [7, 0, 3], "comme": null, …}: what has a form that
                                begins with `co`; it stands in 7, in 7, in 10
    search/entries/2.json      the entries from the 12th on, counted from 0

`build` names the whole: a browser that asks for a piece by it is not given one of another build.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import sub
from pathlib import Path
from typing import Any

from visavis.site.search.family import list_families
from visavis.site.search.fold import fold
from visavis.store import content_key

_FILES = 20_000
"""At most so many files of entries."""
_TOGETHER = 6
"""At least so many entries are in one; compressed, that is some 3 kB."""
_FREQUENT = 0.25
"""Of a word in more than this share of the entries it is not told in which …"""
_FEW = 200
"""… where there are at least so many entries."""
_LONG = 20_000
"""A piece that tells of more places is cut by one letter more; compressed, that is some 30 kB."""
_LETTERS = (2, 4)
"""So many letters, at least and at most, begin all words of a piece alike."""

Words = Mapping[str, Sequence[str]]
"""By language the words of an entry, as `find_words` gives them."""
_Places = dict[str, "list[int] | None"]
"""By words the entries in which they stand, each counted from the one before; None where these
are too many."""


def write_pieces(
    folder: Path, entries: Sequence[tuple[Mapping[str, Any], Words]], own: Mapping[str, Any]
) -> None:
    """Write the index of an edition into a folder; `own` is what it tells besides its entries."""
    families: Mapping[str, Mapping[str, str]] = own["families"]
    size = max(_TOGETHER, -(-len(entries) // _FILES))
    pieces: dict[str, Any] = {
        f"entries/{start // size}.json": [doc for doc, _ in entries[start : start + size]]
        for start in range(0, len(entries), size)
    }
    starts = {}
    for tag, known in families.items():
        places = _find_places([words.get(tag, ()) for _, words in entries], known)
        listed = {
            forms: places.get(known[forms.split()[0]], []) for forms in list_families(known, 1)
        }
        cut = dict(_cut(dict(sorted(listed.items()))))
        starts[tag] = [*cut]
        pieces |= {f"forms/{_name(tag, start)}.json": found for start, found in cut.items()}
    texts = {name: _as_json(piece) for name, piece in pieces.items()}
    told = {
        "version": own["version"],
        "build": content_key(*texts, *texts.values()),
        "entries": len(entries),
        "together": size,
        "starts": starts,
        "terms": own["terms"],
    }
    for name, text in {"visavis.json": _as_json(told), **texts}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="")


def _find_places(texts: Sequence[Sequence[str]], families: Mapping[str, str]) -> _Places:
    """Where each family of one language stands; `texts` are the words of the entries."""
    standing: defaultdict[str, list[int]] = defaultdict(list)
    of_word = _ByWord(families, standing)
    for number, words in enumerate(texts):
        for word in words:
            of_word[word].append(number)
    standing.pop("", None)
    most = _FREQUENT * len(texts) if len(texts) >= _FEW else len(texts)
    return {
        family: None if len(found) > most and len({*found}) > most else [*_count(found)]
        for family, found in standing.items()
    }


class _ByWord(dict[str, "list[int]"]):
    """By word, as it is written, where its family stands."""

    def __init__(self, families: Mapping[str, str], standing: defaultdict[str, list[int]]) -> None:
        super().__init__()
        self._families, self._standing = families, standing

    def __missing__(self, word: str) -> list[int]:
        folded = fold(word)
        found = self[word] = self._standing[self._families.get(folded, folded)]
        return found


def _count(numbers: Sequence[int]) -> Iterable[int]:
    """Each number from the one before."""
    return map(sub, numbers, [0, *numbers])


def _cut(
    words: _Places, letters: int = _LETTERS[0], under: str = ""
) -> Iterator[tuple[str, _Places]]:
    """Families by all their forms, in pieces: each with the letters that begin some form of all."""
    pieces: defaultdict[str, _Places] = defaultdict(dict)
    for forms, found in words.items():
        for start in {form[:letters] for form in forms.split() if form.startswith(under)}:
            pieces[start][forms] = found
    for start, piece in sorted(pieces.items()):
        long = sum(len(found or ()) for found in piece.values()) > _LONG
        if long and len(start) == letters < _LETTERS[1]:
            yield from _cut(piece, letters + 1, start)
        else:
            yield start, piece


def _name(tag: str, start: str) -> str:
    """The beginning is told by its code points, which make a file's name everywhere."""
    return "-".join([tag, *(f"{ord(character):x}" for character in start)])


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
