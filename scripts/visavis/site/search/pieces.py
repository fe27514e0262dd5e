"""A large edition's index, in pieces of which a reader loads a few.

- It is one for all interfaces, which show the same texts; the browser exchanges the sides.
- A piece of the words holds those that begin alike, by their families
  (`visavis.site.search.family`), and tells in which entries each form stands, so that those with
  the very word come before those with another form. It tells that by the entry, not by the page:
  of two words only those entries are proposed that have both.
- Scripts without spaces have few letters, which stand everywhere: each two that stand side by side
  are listed as a word, too.
- The entries are in files of several neighbours: a file costs a build more than what is in it.
- Of words that a quarter of all entries have it is not told where: they single out nothing, and
  the list would be the longest.
- How long each entry is, is told of all in a letter each: what is short comes first.

    search/visavis.json        {"version": 1, "build": "1f0c…", "entries": 120000, "together": 6,
                                "sizes": "mkp…", "starts": {"fr": ["co", …], …}, "terms": […]}
    search/forms/fr-63-6f.json {"commun communs": [[7, 0, 3], [8]], "comme": [null], …}: what has a
                                form that begins with `co`; the first stands in 7, in 7, in 10
    search/entries/2.json      the entries from the 12th on, counted from 0

`build` names the whole: a browser that asks for a piece by it is not given one of another build.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import log2
from operator import sub
from pathlib import Path
from typing import Any

from visavis.site.search.family import list_families
from visavis.site.search.file import as_json
from visavis.site.search.fold import fold, list_words
from visavis.site.taken import write_or_take
from visavis.store import content_key

_FILES = 20_000
"""At most so many files of entries."""
_TOGETHER = 6
"""At least so many entries are in one; compressed, that is some 3 kB."""
_FREQUENT = 0.25
"""Of a word in more than this share of the entries it is not told in which …"""
_FEW = 200
"""… where there are at least so many entries."""
_LONG = 3_000
"""A piece that tells of more places is cut by one letter more; compressed, that is some 5 kB."""
_LARGE = 0.1
"""In a very large edition it may tell of more: a tenth of the number of entries."""
_SHORT = 0.02
"""It stays whole where what it is cut into would tell of less than this share of that: of signs for
syllables and words there are thousands, and each would have a file."""
_LETTERS = (1, 4)
"""So many letters, at least and at most, begin all words of a piece alike."""

Entry = tuple[str, Mapping[str, str]]
"""The JSON of an entry; and by language its words, as `find_words` gives them, parted by spaces."""
_Places = Mapping[str, "list[int] | None"]
"""By words the entries in which they stand, each counted from the one before; None where these
are too many."""
_Families = dict[str, "list[list[int] | None]"]
"""By all forms of a family the places of each."""


@dataclass(slots=True)
class Listed:
    """The entries of an index, which are written already."""

    folder: Path
    """Of the index, and"""
    old: Path | None
    """that of the index as it was, of which what says the same is taken."""
    together: int
    """So many are in one file."""
    number: int = 0
    words: dict[str, defaultdict[str, array[int]]] = field(default_factory=dict)
    """By language and word, as it is written: in which of them it stands, in their order."""
    sizes: list[str] = field(default_factory=list)
    """How long each is."""
    digests: list[str] = field(default_factory=list)
    """Of the files."""

    def write(self, name: str, text: str) -> None:
        """Write a file of the index."""
        write_or_take(self.folder / name, text, self.old and self.old / name)
        self.digests.append(content_key(name, text))


def write_entries(
    folder: Path,
    entries: Iterable[Entry],
    most: int,
    old: Path | None = None,
) -> Listed:
    """Write the entries of an edition into a folder: at `most` so many are given.

    `old` is the folder of the index as it was.
    """
    listed = Listed(folder, old, together=max(_TOGETHER, -(-most // _FILES)))
    for name in ("entries", "forms"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    left = iter(entries)
    while group := [*islice(left, listed.together)]:
        for number, (_, words) in enumerate(group, listed.number):
            for tag, found in words.items():
                places = listed.words.setdefault(tag, defaultdict(_numbers))
                for word in list_words(found.split()):
                    places[word].append(number)
            listed.sizes.append(_tell_size(words))
        name = f"entries/{listed.number // listed.together}.json"
        listed.write(name, f"[{','.join(document for document, _ in group)}]")
        listed.number += len(group)
    return listed


def write_pieces(listed: Listed, own: Mapping[str, Any]) -> None:
    """Write beside the entries where their words stand; `own` is what the index tells besides."""
    families: Mapping[str, Mapping[str, str]] = own["families"]
    starts = {}
    for tag, known in families.items():
        places = _find_places(listed.words.get(tag, {}), listed.number)
        found = {
            forms: [places.get(form, []) for form in forms.split()]
            for forms in list_families(known, 1)
        }
        most = max(_LONG, int(_LARGE * listed.number))
        cut = dict(_cut(dict(sorted(found.items())), most))
        starts[tag] = [*cut]
        for start, piece in cut.items():
            listed.write(f"forms/{_name(tag, start)}.json", as_json(piece))
    told = {
        "version": own["version"],
        "build": content_key(*listed.digests),
        "entries": listed.number,
        "together": listed.together,
        "sizes": "".join(listed.sizes),
        "starts": starts,
        "terms": own["terms"],
    }
    listed.write("visavis.json", as_json(told))


def _numbers() -> array[int]:
    return array("I")


def _tell_size(words: Mapping[str, str]) -> str:
    """How long an entry is, as a letter: each two more say that it is twice as long."""
    size = sum(found.count(" ") for found in words.values())
    return chr(ord("a") + min(25, round(2 * log2(1 + size))))


def _find_places(words: Mapping[str, Iterable[int]], number: int) -> _Places:
    """Where each form stands among so many entries, of which each word's are given."""
    standing: defaultdict[str, array[int]] = defaultdict(_numbers)
    for word, found in words.items():
        standing[fold(word)].extend(found)
    most = _FREQUENT * number if number >= _FEW else number
    return {
        form: None if len(found) > most and len({*found}) > most else [*_count(sorted(found))]
        for form, found in standing.items()
    }


def _count(numbers: Sequence[int]) -> Iterable[int]:
    """Each number from the one before."""
    return map(sub, numbers, [0, *numbers])


def _cut(
    words: _Families, most: int, letters: int = _LETTERS[0], under: str = ""
) -> Iterator[tuple[str, _Families]]:
    """Families, in pieces of at most so many places, if four letters can part them.

    Each has the letters that begin some form of all.
    """
    pieces: defaultdict[str, _Families] = defaultdict(dict)
    for forms, found in words.items():
        for start in {form[:letters] for form in forms.split() if form.startswith(under)}:
            pieces[start][forms] = found
    for start, piece in sorted(pieces.items()):
        told = sum(len(found or ()) for each in piece.values() for found in each)
        parts = {form[: letters + 1] for forms in piece for form in forms.split()}
        least = _SHORT * most * sum(part.startswith(start) for part in parts)
        if told > max(most, least) and len(start) == letters < _LETTERS[1]:
            yield from _cut(piece, most, letters + 1, start)
        else:
            yield start, piece


def _name(tag: str, start: str) -> str:
    """The beginning is told by its code points, which make a file's name everywhere."""
    return "-".join([tag, *(f"{ord(character):x}" for character in start)])
