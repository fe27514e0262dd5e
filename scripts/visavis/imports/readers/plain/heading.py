"""Which passages of a plain text are headings: decided once for the whole book, by how regular."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from visavis.imports.numbering import (
    Division,
    Numbered,
    is_capital,
    read_number,
    read_worded,
)
from visavis.imports.readers.plain.line import PlainPassage, is_finished
from visavis.imports.readers.plain.wish import Look, Wish


@dataclass(frozen=True, slots=True)
class Headed:
    """A heading: the passages that make it, from `start` on."""

    start: int
    stop: int
    level: int
    form: Look
    words: str


_LONGEST = 70
_LONGEST_TITLE = 300
_MIDDLE = (",", ";", ":", "!", "?", "…")
"""How no heading in capitals ends: such a line is called out."""
_REGULAR = 0.8
_MOST = 0.6
_FEW = 3
_MANY, _NEARLY_ALL, _SHORT = 6, 0.94, 220
_BESIDE = re.compile(
    r"(?:the\s+)?(?:pro|epi)logue|preface|foreword|afterword|introduction|conclusion|postscript"
    r"|[ée]pilogue|pr[ée]face|avant-propos|postface|prolog|epilog|vorwort|nachwort|einleitung|schluss"
    r"|prefazione|prologo|epilogo|introduzione|conclusione|pr[óo]logo|ep[íi]logo|prefacio|prólogo"
    r"|introducción|conclusión|prefácio|introdução|conclusão|voorwoord|nawoord|inleiding|proloog"
    r"|epiloog|förord|prolog|epilog|forord|wstęp|przedmowa|zakończenie|úvod|předmluva|doslov|závěr"
    r"|előszó|utószó|пролог|эпилог|предисловие|введение|послесловие|заключение|πρόλογος|επίλογος"
    r"|序|序章|序文|序論|終章|跋|はじめに|おわりに|あとがき|まえがき|前言|后记|後記|尾声|尾聲|머리말|프롤로그|에필로그",
    re.IGNORECASE,
)
_TITLE_PAGE = 3
"""Among so many passages the title of the book stands."""
_FAR = 3
"""So many empty lines before a line are more than part two paragraphs."""


def find_headings(passages: Sequence[PlainPassage], wish: Wish) -> list[Headed]:
    """The headings among the passages.

    A number that says what it counts (`Chapter 4`) is a heading by itself; bare numbers are where
    they count up from 1 through the book, with text between them; capitals and lines far below the
    others where there is nothing else, or as often as the chapters. A title that stands on a line
    of its own belongs to its number where that is so in most chapters.
    """
    numbered = _numbered(passages, wish)
    titles = _titles(passages, numbered)
    found: dict[int, tuple[int, Look]] = {
        at: (at + 2 if at in titles else at + 1, Look(number.division.value))
        for at, number in numbered.items()
    }
    found |= _beside_chapters(passages, found)
    taken = set(found) | {at + 1 for at in titles}
    found |= {
        at: (at + 1, form)
        for at, form in _unnumbered(passages, found, wish).items()
        if at not in taken
    }
    levels = _levels(found, passages, numbered)
    if wish == Wish() and _opens_with_title(passages, found, numbered):
        found[0] = (1, Look.SPACED)
        levels = {at: min(6, level + 1) for at, level in levels.items()} | {0: 1}
    return [
        Headed(at, found[at][0], levels[at], found[at][1], _words(passages[at : found[at][0]]))
        for at in sorted(found)
    ]


def _opens_with_title(
    passages: Sequence[PlainPassage],
    found: Mapping[int, tuple[int, Look]],
    numbered: Mapping[int, Numbered],
) -> bool:
    """Whether nothing but short lines, which are no sentences, stand above the first chapter."""
    first = min(found, default=0)
    return (
        0 < first < _TITLE_PAGE
        and first in numbered
        and len(numbered) > 1
        and all(
            len(one.lines) == 1 and len(one.text) <= _LONGEST and not is_finished(one.text)
            for one in passages[:first]
        )
        and passages[0].text[:1].isupper()
    )


def tell_headings(headings: Sequence[Headed]) -> Iterator[str]:
    """What was taken for headings, a form a line."""
    for form in Look:
        words = [heading.words for heading in headings if heading.form is form]
        if words:
            shown = " … ".join(dict.fromkeys((_short(words[0]), _short(words[-1]))))
            yield f"headings ({form}): {len(words)}: {shown}"


def _short(words: str) -> str:
    return f"“{words if len(words) <= 40 else words[:39] + '…'}”"


def _words(passages: Sequence[PlainPassage]) -> str:
    return " ".join(passage.text for passage in passages)


def part_headings(passages: Sequence[PlainPassage], wish: Wish) -> list[PlainPassage]:
    """The passages, with a heading’s line parted from prose that follows without an empty line."""
    parted: list[PlainPassage] = []
    for passage in passages:
        first, rest = passage.lines[0].strip(), passage.lines[1:]
        number = read_number(first)
        heads = number is not None and number.division is not Division.NUMBER and _is_strict(number)
        heads = heads or bool(wish.pattern and wish.pattern.search(first))
        if rest and heads and not _is_title(PlainPassage(rest)):
            # Its title may stand on the next line, and the prose only after that.
            title = 1 if len(rest) > 1 and _is_loud(rest[0].strip()) else 0
            parted.append(replace(passage, lines=passage.lines[: 1 + title]))
            parted.append(PlainPassage(rest[title:], 1))
        else:
            parted.append(passage)
    return parted


def _numbered(passages: Sequence[PlainPassage], wish: Wish) -> dict[int, Numbered]:
    read = {
        at: number
        for at, passage in enumerate(passages)
        if len(passage.text) <= _LONGEST_TITLE and (number := _number_of(passage))
    }
    chosen: dict[int, Numbered] = {}
    for division in Division:
        own = {at: number for at, number in read.items() if number.division is division}
        if wish.forms is not None:
            chosen |= own if Look(division.value) in wish.forms else {}
        elif division is Division.NUMBER:
            bare = {at: n for at, n in own.items() if not n.rest and len(passages[at].lines) == 1}
            chosen |= _of_one_style(bare, chosen) or _of_one_style(own, chosen)
        else:
            strict = {at: number for at, number in own.items() if _is_strict(number)}
            chosen |= _counted(own, chosen) if len(own) > 2 * len(strict) else strict
    if wish.forms is None and not any(n.division is Division.CHAPTER for n in chosen.values()):
        chosen |= _worded(passages, chosen)
    return chosen


def _worded(
    passages: Sequence[PlainPassage], higher: Mapping[int, Numbered]
) -> dict[int, Numbered]:
    """The passages that begin with the same word and count up, at least three of them."""
    words: dict[str, dict[int, Numbered]] = {}
    for at, passage in enumerate(passages):
        read = read_worded(passage.lines[0]) if len(passage.text) <= _LONGEST_TITLE else None
        if read and at not in higher:
            number = replace(read[1], rest=_titled(read[1], passage))
            words.setdefault(read[0], {})[at] = number
    rows = [_counted(found, higher) for found in words.values()]
    return max(rows, key=len, default={}) if any(len(row) >= _FEW for row in rows) else {}


def _titled(number: Numbered, passage: PlainPassage) -> str:
    """The title of a number, with the lines below it."""
    more = PlainPassage(passage.lines[1:]).text if len(passage.lines) > 1 else ""
    return f"{number.rest} {more}".strip()


def _of_one_style(
    found: Mapping[int, Numbered], higher: Mapping[int, Numbered]
) -> dict[int, Numbered]:
    """The numbers that count up, of those in figures or of those in letters."""
    rows = [
        _counted({at: n for at, n in found.items() if n.in_figures is style}, higher)
        for style in (False, True)
    ]
    return max(rows, key=len)


def _number_of(passage: PlainPassage) -> Numbered | None:
    """The number of a passage that is short enough to be a heading, with its title."""
    number = read_number(passage.lines[0])
    if number is None:
        return None
    return replace(number, rest=_titled(number, passage))


def _is_strict(number: Numbered) -> bool:
    """Whether a number with its word can hardly be anything else but a heading."""
    rest = number.rest
    if not rest:
        return True
    if len(rest) > _LONGEST and not rest.isupper():
        return False
    return bool(number.mark and not (rest.endswith(".") and len(rest.split()) > 3)) or (
        rest.isupper() or (rest[:1].isupper() and not is_finished(rest))
    )


def _counted(found: Mapping[int, Numbered], higher: Mapping[int, Numbered]) -> dict[int, Numbered]:
    """The numbers that count up from 1, or again from 1 below each higher heading; else none.

    Between most of them there has to be something: an enumeration is no row of chapters.
    """
    steps = good = 0
    kept: dict[int, Numbered] = {}
    number = last = 0
    for at, one in found.items():
        begins_anew = one.value == 1 and (not kept or any(last < place < at for place in higher))
        again = one.value == 1 and number > 1
        steps += 1
        if one.value == number + 1 or begins_anew or again:
            good += 1
            kept[at] = one
            number, last = one.value, at
    apart = [b - a - 1 for a, b in pairwise(kept)]
    filled = sum(gap > 0 for gap in apart) >= _REGULAR * len(apart) if apart else False
    return kept if len(kept) > 1 and filled and good >= _REGULAR * steps else {}


def _beside_chapters(
    passages: Sequence[PlainPassage], found: Mapping[int, tuple[int, Look]]
) -> dict[int, tuple[int, Look]]:
    """What stands before and behind the chapters of a book: a prologue, an epilogue."""
    forms = {form for _, form in found.values()} - {Look.PART}
    if not forms:
        return {}
    form = Look.CHAPTER if Look.CHAPTER in forms else Look.NUMBER
    return {
        at: (at + 1, form)
        for at, passage in enumerate(passages)
        if at not in found and _BESIDE.fullmatch(passage.text.strip(" .:_*="))
    }


def _titles(passages: Sequence[PlainPassage], numbered: Mapping[int, Numbered]) -> set[int]:
    """The numbers whose title is the next passage: where that is so for most without a title."""
    bare = [at for at, number in numbered.items() if not number.rest and at + 1 < len(passages)]
    bare = [at for at in bare if at + 1 not in numbered]
    followed = [at for at in bare if _is_title(passages[at + 1])]
    loud = [at for at in followed if is_capital(passages[at + 1].text)]
    if bare and len(loud) > _MOST * len(bare):
        return set(loud)
    if len(bare) < _FEW:  # what is so once or twice may be chance, unless prose follows each time
        sure = all(_is_prose(passages, at + 2) for at in followed)
        return set(followed) if sure and len(followed) == len(bare) > 1 else set()
    if len(followed) > _MOST * len(bare):
        return set(followed)
    # First paragraphs of so many chapters are not all this short: each is a title, or an argument.
    short = [at for at in bare if _is_short(passages[at + 1])]
    return set(short) if len(bare) >= _MANY and len(short) > _NEARLY_ALL * len(bare) else set()


def _is_short(passage: PlainPassage) -> bool:
    words = passage.text
    return len(words) <= _SHORT and len(passage.lines) <= 4 and words[:1] not in "—–-«“\"‘'"


def _is_prose(passages: Sequence[PlainPassage], at: int) -> bool:
    return at < len(passages) and is_finished(passages[at].lines[-1])


def _is_title(passage: PlainPassage) -> bool:
    words = passage.text
    if len(words) > _LONGEST_TITLE or len(passage.lines) > 5:
        return False
    if is_capital(words) and sum(c.isalpha() for c in words) > 2:
        return True
    short = len(words) <= 120 and not is_finished(words) and words[:1] not in "—–-«“\"‘'"
    return short and words[:1] == words[:1].upper() and not words.endswith((",", "-"))


def _unnumbered(
    passages: Sequence[PlainPassage], found: Mapping[int, tuple[int, Look]], wish: Wish
) -> dict[int, Look]:
    if wish.pattern:
        return {
            at: Look.CHAPTER
            for at, passage in enumerate(passages)
            if wish.pattern.search(passage.lines[0].strip())
        }
    taken = {at for start, (stop, _) in found.items() for at in range(start, stop)}
    loud = [
        at
        for at, p in enumerate(passages)
        if at not in taken and at + 1 < len(passages) and len(p.lines) == 1 and _is_loud(p.text)
    ]
    far = [
        at
        for at, p in enumerate(passages)
        if at not in taken and at not in loud and _is_far(passages, at)
    ]
    if wish.forms is not None:
        chosen = dict.fromkeys(loud, Look.CAPITALS) if Look.CAPITALS in wish.forms else {}
        return chosen | (dict.fromkeys(far, Look.SPACED) if Look.SPACED in wish.forms else {})
    first = min(found, default=len(passages))
    inside = [at for at in loud if at > first]
    if len(found) > 2 and 2 * len(inside) < len(found):
        gaps = [passages[at].gap for at in found]
        # An introduction or an epilogue stands as far below the others as a chapter does.
        loud = [at for at in loud if at < first or passages[at].gap >= max(2, median(gaps))]
    usual = dict.fromkeys(loud, Look.CAPITALS)
    if found or len(loud) > 1 or len(far) < _FAR:
        return usual
    return usual | dict.fromkeys(far, Look.SPACED)


def _is_far(passages: Sequence[PlainPassage], at: int) -> bool:
    """Whether a short line stands far below what is before it, and nearer to what follows."""
    passage = passages[at]
    text = passage.text
    if (
        len(passage.lines) > 1
        or len(text) > _LONGEST
        or is_finished(text)
        or at + 1 >= len(passages)
    ):
        return False
    first = at == 0 and is_finished(passages[1].text)
    return (
        (first or (passage.gap >= _FAR and passage.gap > passages[at + 1].gap))
        and any(c.isalpha() for c in text)
        and text[:1] == text[:1].upper()
    )


def _is_loud(line: str) -> bool:
    letters = sum(c.isalpha() for c in line)
    return line.isupper() and letters > 3 and len(line) <= _LONGEST and not line.endswith(_MIDDLE)


def _levels(
    found: Mapping[int, tuple[int, Look]],
    passages: Sequence[PlainPassage],
    numbered: Mapping[int, Numbered],
) -> dict[int, int]:
    """The level of each heading: parts above chapters above the rest, a title above all."""
    forms = {form for _, form in found.values()}
    order = [form for form in Look if form in forms]
    if {Look.NUMBER, Look.CAPITALS} <= forms and _begin_anew(found, numbered):
        order.remove(Look.NUMBER)  # each story counts its chapters for itself
        order.append(Look.NUMBER)
    loud = [at for at, (_, form) in found.items() if form is Look.CAPITALS]
    title = min(found, default=-1)
    names_a_book = (
        title in loud
        and title < _TITLE_PAGE
        and (len(order) > 1 and (order[0] is not Look.CAPITALS or len(loud) == 1))
    )
    high = 2 if names_a_book else 1
    levels = {at: min(6, high + order.index(form)) for at, (_, form) in found.items()}
    if Look.CAPITALS in order and order[0] is not Look.CAPITALS and len(numbered) > 2:
        chapter = max(high + order.index(Look(n.division.value)) for n in numbered.values())
        gaps = Counter(passages[at].gap for at in numbered)
        usual = max(2, gaps.most_common(1)[0][0])
        for at, (_, form) in found.items():
            if form is Look.CAPITALS and passages[at].gap >= usual:
                levels[at] = min(levels[at], chapter)
    return levels | ({title: 1} if names_a_book else {})


def _begin_anew(found: Collection[int], numbered: Mapping[int, Numbered]) -> bool:
    """Whether bare numbers begin at 1 several times, each time below another heading."""
    ones = [at for at, n in numbered.items() if n.division is Division.NUMBER and n.value == 1]
    return len(ones) > 1 and all(at - 1 in found for at in ones)
