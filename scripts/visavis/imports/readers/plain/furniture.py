"""What a printed page has and its text has not: page numbers and running heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from visavis.imports.readers.plain.line import Left, goes_on, indent_of, is_finished

_NUMBER = re.compile(r"[\[(–—-]*\s*(?:\d{1,4}|[ivxlc]{1,7})\s*[\])–—-]*")
_DIGITS = re.compile(r"\d+")
_INLINE = re.compile(r"\s?(?:\[(?:[Pp](?:g|age|p)?|S(?:eite)?)\.? ?\d+\]|\{(?:p\. ?)?\d+\})")
_LONGEST = 70
_PAGE = "\f"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that holds something."""

    at: int
    text: str
    form: str
    """The same for all running heads of a kind: its words, without numbers."""
    is_number: bool
    is_alone: bool
    """Whether it stands between empty lines, or at an edge of a page."""


def take_furniture(text: str, left: Left) -> list[str]:
    """The lines of a text without page numbers and running heads, which are told as lost.

    They are known by where they stand: between the two halves of a sentence, again and again, with
    a number or with the same words. What they parted is put together again.
    """
    lines = _take_inline(text, left).replace(_PAGE, f"\n{_PAGE}\n").split("\n")
    found = [_read(lines, at) for at, line in enumerate(lines) if line.strip()]
    groups = list(_groups(found, Counter(line.form for line in found if line.is_alone)))
    kinds = _kinds(groups, found)
    gone: set[int] = set()
    for start, stop in groups:
        if _is_furniture(found[start:stop], kinds, _interrupts(found, start, stop)):
            gone |= {line.at for line in found[start:stop]}
            for line in found[start:stop]:
                kind = "page number" if line.is_number else "running head"
                left.append((kind, line.text))
    return list(_without(lines, [line for line in found if line.at not in gone], gone))


def _without(lines: Sequence[str], kept: Sequence[_Line], gone: set[int]) -> Iterator[str]:
    """The lines that stay; between two pages one empty line, or none within a sentence."""
    before: _Line | None = None
    for line in kept:
        between = range(before.at + 1 if before else 0, line.at)
        if any(at in gone or lines[at] == _PAGE for at in between):
            if before and not _breaks_off(before.text, line.text):
                yield from [""] * max(1, sum(lines[at] == "" for at in between) - 2)
        else:
            yield from (lines[at] for at in between)
        yield lines[line.at]
        before = line


def _take_inline(text: str, left: Left) -> str:
    """Without page numbers within the lines, `[Pg 36]`, where they count up."""
    found = [page[0].strip() for page in _INLINE.finditer(text)]
    numbers = [int(_DIGITS.findall(page)[0]) for page in found]
    if len(numbers) < 2 or numbers != sorted(set(numbers)):
        return text
    left += [("page number", page) for page in found]
    return _INLINE.sub("", text)


def _read(lines: Sequence[str], at: int) -> _Line:
    text = lines[at].strip()
    alone = all(
        not 0 <= near < len(lines) or not lines[near].strip() or lines[near] == _PAGE
        for near in (at - 1, at + 1)
    ) or _PAGE in (*lines[at - 1 : at], *lines[at + 1 : at + 2])
    is_number = bool(_NUMBER.fullmatch(text))
    form = " ".join(_DIGITS.sub("", text).split()).casefold()
    return _Line(at, text, form, is_number, alone)


def _groups(found: Sequence[_Line], forms: Counter[str]) -> Iterator[tuple[int, int]]:
    """Runs of lines that may be all that stands between two pages."""
    numbered = {at for at, line in enumerate(found) if line.is_number}
    near = {other for at in numbered for other in (at - 1, at, at + 1)}

    def may_be(at: int) -> bool:
        line = found[at]
        if line.is_number:
            return True
        short = line.is_alone and len(line.form) <= _LONGEST and not is_finished(line.text)
        return short and (forms[line.form] > 1 or (at in near and not goes_on(line.text)))

    for is_candidate, run in groupby(range(len(found)), may_be):
        if is_candidate:
            places = list(run)
            yield places[0], places[-1] + 1


def _kinds(groups: Sequence[tuple[int, int]], found: Sequence[_Line]) -> set[str]:
    """The forms that stand within sentences too often to be headings: those are furniture."""
    told: Counter[str] = Counter()
    within: Counter[str] = Counter()
    for start, stop in groups:
        interrupts = _interrupts(found, start, stop)
        for line in found[start:stop]:
            form = "#" if line.is_number else line.form
            told[form] += 1
            within[form] += interrupts
    return {form for form, number in told.items() if within[form] > 0.15 * number}


def _is_furniture(lines: Sequence[_Line], kinds: set[str], interrupts: bool) -> bool:
    """Whether a run is: it holds a page number, or stands between two halves of a sentence."""
    known = [("#" if line.is_number else line.form) in kinds for line in lines]
    numbered = any(_DIGITS.search(line.text) or line.is_number for line in lines)
    return all(known) and (numbered or interrupts)


def _interrupts(found: Sequence[_Line], start: int, stop: int) -> bool:
    if not start or stop >= len(found):
        return False
    return _breaks_off(found[start - 1].text, found[stop].text)


def _breaks_off(before: str, after: str) -> bool:
    """Whether a sentence breaks off at the end of one line and goes on in another."""
    if before.endswith(("-", "\u00ad", "¬")):
        return goes_on(after)
    if is_finished(before):
        return False
    caseless = before[-1:].isalpha() and before[-1:].lower() == before[-1:].upper()
    return (caseless and not indent_of(after)) or goes_on(after)
