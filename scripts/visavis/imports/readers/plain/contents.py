"""Tables of contents: headings in advance, told again where their chapters begin."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from visavis.imports.numbering import read_number
from visavis.imports.readers.plain.line import Left, PlainPassage, indent_of, is_finished
from visavis.unicode import WORD

_NAMES = re.compile(
    r"(?:table\s+of\s+|list\s+of\s+|the\s+)?(?:contents|illustrations|chapters|plates|maps)"
    r"|table(?:\s+des\s+(?:mati[eè]res|chapitres|gravures|illustrations))?|sommaire|index"
    r"|inhalt(?:s?verzeichnis|s[uü]bersicht)?|indice(?:\s+dei\s+capitoli)?"
    r"|[ií]ndice(?:\s+de\s+cap[ií]tulos)?|sum[aá]rio|inhoud(?:sopgave)?|inneh[aå]ll|indhold|innhold"
    r"|sis[aä]llys|spis\s+(?:tre[sś]ci|rzeczy)|obsah|tartalom(?:jegyz[eé]k)?|cuprins|i[cç]indekiler"
    r"|содержание|оглавление|зм[іi]ст|съдържание|садржај|περιεχ[οό]μενα|תוכן(?:\s+העניינים)?"
    r"|المحتويات|فهرس|فهرست|目\s*次|目\s*[录錄]|차\s*례|목\s*차",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?:[\s.·…_]{2,}|\s)(?:\d{1,4}|[ivxlc]{1,7})\.?$")
_LONGEST = 300
_LEAST = 3
_EDGE = 10
"""A table without a name stands among the first passages of a book, or among the last."""


def take_contents(passages: Sequence[PlainPassage], left: Left) -> list[PlainPassage]:
    """The passages without tables of contents, which are told as lost with their words.

    A table stands under its name, or is at least three entries at either end of the book; most of
    its entries are told again elsewhere.
    """
    known = _Known(passages)
    kept: list[PlainPassage] = []
    at = 0
    while at < len(passages):
        end = _end(passages, at, known)
        if end > at:
            left += [("table of contents", passage.text) for passage in passages[at:end]]
            at = end
        else:
            kept.append(passages[at])
            at += 1
    return kept


def names_contents(words: str) -> bool:
    """Whether words are what a table of contents is called."""
    return bool(_NAMES.fullmatch(words.strip(" .:_*—–-=[]")))


def _end(passages: Sequence[PlainPassage], at: int, known: _Known) -> int:
    """Where the table ends that begins here; here, where none does."""
    named = names_contents(passages[at].text)
    if not named and not known.may_begin(at):
        return at
    first = at + named
    end = first
    number = told = missed = 0
    opening = ""
    for place in range(first, len(passages)):
        entries = list(_entries(passages[place]))
        opening = opening or next((key for e in entries for key in _keys(e)), "")
        if told > 1 and opening in _keys(entries[0]):
            break  # what it told first begins here
        if len(passages[place].text) > _LONGEST and len(entries) < 2:
            break
        again = sum(known.elsewhere(entry, place) for entry in entries)
        counted = [found for entry in entries if (found := read_number(entry)) and found.rest]
        goes_on = bool(counted) and counted[0].value == number + 1
        paged = sum(bool(_PAGE.search(entry)) for entry in entries)
        if 2 * max(again, paged * named) >= len(entries) or (goes_on and (named or number)):
            told, missed, end = told + again + paged * named, 0, place + 1
            number = counted[-1].value if counted else number
        elif missed < 2 and len(entries) == 1 and len(entries[0]) < 60 and named:
            missed += 1
        else:
            break
    entries = [entry for passage in passages[first:end] for entry in _entries(passage)]
    size = len(entries)
    # Who answers `Yes` again and again makes no table.
    alone = len(set(entries)) == size and not any(is_finished(entry) for entry in entries)
    enough = size > 1 if named else size >= _LEAST and alone
    return end if enough and told * 2 >= size else at


class _Known:
    """Where the short passages of a book stand, by their words."""

    def __init__(self, passages: Sequence[PlainPassage]) -> None:
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._count = len(passages)
        self._middle = len(passages) // 2
        for place, passage in enumerate(passages):
            if len(passage.text) <= _LONGEST:
                for key in {_key(passage.text), *(_key(line) for line in passage.lines[:3])}:
                    self._places[key].append(place)

    def may_begin(self, place: int) -> bool:
        """Whether a table without a name may begin here: before the book, or behind it."""
        return place < _EDGE or place < 0.03 * self._count or place > 0.95 * self._count

    def elsewhere(self, entry: str, place: int) -> bool:
        """Whether an entry is told again: later, or of a table at the end before."""
        for key in _keys(entry):
            there = self._places.get(key, ())
            if there and (there[-1] > place or (place > self._middle and there[0] < place)):
                return True
        return False


def _entries(passage: PlainPassage) -> Iterator[str]:
    """The entries that a passage holds: one, or one a line, but for lines that go on."""
    lines = passage.lines
    counted = [read_number(line.strip()) is not None for line in lines]
    if len(lines) > 1 and sum(counted) < 2 and sum(map(bool, map(_PAGE.search, lines))) < 2:
        levels = {indent_of(line) for line in lines}
        if len(levels) > 1 or max(map(len, lines)) > 60:
            yield passage.text
            return
    least = min(map(indent_of, lines))
    entry = ""
    for line, is_counted in zip(lines, counted, strict=True):
        goes_on = any(counted) and not is_counted and indent_of(line) > least
        if entry and not goes_on:
            yield entry
            entry = ""
        entry = f"{entry} {line.strip()}".strip()
    if entry:
        yield entry


def _keys(entry: str) -> Iterator[str]:
    bare = _PAGE.sub("", entry)
    found = read_number(bare)
    for words in (found.rest if found else "", bare, entry):
        if key := _key(words):
            yield key


def _key(text: str) -> str:
    """The words of a passage alone; a number by itself stands for itself."""
    return " ".join(WORD.findall(text)).casefold()
