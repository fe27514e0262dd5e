"""Rules about typography, by the language of the side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import eq

from visavis.checks.finding import Problem, Severity
from visavis.checks.lexicons import read_lexicon
from visavis.checks.rule import TEXT, at_offset, rule
from visavis.text import (
    UNSEEN,
    WORDLESS,
    Block,
    Document,
    Habit,
    Kind,
    Repair,
    RepairKind,
    find_repairs,
    find_typography,
    keeps_typography,
    raw_spans,
)
from visavis.unicode import WORD, primary

_FORMAT = "run `visavis format`, which repairs it"
_QUOTE = re.compile(r"[«»“”„\"](?<!\\\")")
_CLOSING = {"«": "»", "“": "”", "„": "“”", "»": "«", '"': '"', "”": "”"}
_FEW = 3
_SHARE = 0.2
"""Outer quotation marks of a second kind are a slip where the text has so many of the first, and at
most this share of them."""
_TWICE = re.compile(r"\b([^\W\d_]+)[ \u00a0]([^\W\d_]+)(?=\b(?![-’'*_]))")


@rule("typography.character", Severity.WARNING, TEXT, switch="typography", gathers=True)
def typography_character(document: Document) -> Iterator[Problem]:
    """A text holds no signs that nobody sees, and its accents are one with their letters.

    Zero-width spaces part a word, so that no search finds it; marks of direction turn round what
    follows. In Arabic, Hebrew, Thai, Japanese and their like, and beside their letters, such signs
    may say something, and are left. `visavis format` repairs what is no code and no address.
    """
    yield from _repairable(document, RepairKind.CHARACTER)
    for block in _judged(document):
        if not block.source.isascii() and UNSEEN.search(block.source):
            for start, end in raw_spans(block):
                for found in UNSEEN.finditer(block.source, start, end):
                    message = f"sign that nobody sees, U+{ord(found[0]):04X}, in code or an address"
                    yield at_offset(document, block, *found.span(), message, "take it out")


@rule("typography.space", Severity.WARNING, TEXT, switch="typography", gathers=True)
def typography_space(document: Document) -> Iterator[Problem]:
    """Spaces stand where the language of the side wants them.

    No doubled space, none before a comma or a full stop, none inside a bracket; in English, German,
    Italian and Spanish none before `; : ! ?`. In French the site sets the space before these and
    inside « », whatever the file has there. `visavis format` repairs all of it.
    """
    return _repairable(document, RepairKind.SPACE)


@rule("typography.apostrophe", Severity.WARNING, TEXT, switch="typography", gathers=True)
def typography_apostrophe(document: Document) -> Iterator[Problem]:
    """Apostrophes are all round or all straight.

    A text that has straight ones throughout is left as it is. `visavis format` repairs it.
    """
    return _repairable(document, RepairKind.APOSTROPHE)


@rule("typography.quotation", Severity.WARNING, TEXT, switch="typography", gathers=True)
def typography_quotation(document: Document) -> Iterator[Problem]:
    """Quotation marks are those of the language of the side.

    `"…"` is straight; “…” among « … » is a slip, unless it stands inside them; « … » in English is
    French. Which of its own marks a text uses, it shows itself. What is quoted in another language
    may have that language’s marks in a note; in a row, mark it `{: .as-printed }`. `visavis format`
    repairs straight marks that clearly open and close.
    """
    wanted = find_typography(document.language)
    if wanted is None:
        return
    repaired = set()
    for problem in _repairable(document, RepairKind.QUOTATION):
        repaired.add(problem.line)
        yield problem
    rows = [block for block in _judged(document) if block.label is None]
    own = [opening for opening, _ in wanted.quotes]  # the usual one first
    outer = [(block, *one) for block in rows for one in _outer_quotations(block, own)]
    counts = Counter(mark for _, mark, _, _ in outer)
    usual = max(own, key=lambda mark: counts[mark])
    for block, mark, start, end in outer:
        slip = counts[usual] >= _FEW and counts[mark] <= _SHARE * counts[usual]
        strange = mark not in own or (mark != usual and slip)
        if strange and block.locate(start)[0] not in repaired:
            marks = f"{mark}…{block.source[end - 1]}"
            said = f"quotation marks {marks}, which are not those of this text"
            opening, closing = next(q for q in wanted.quotes if q[0] == usual)
            yield at_offset(document, block, start, end, said, f"write {opening}…{closing}")


@rule("typography.repetition", Severity.WARNING, TEXT, switch="typography", gathers=True)
def typography_repetition(document: Document) -> Iterator[Problem]:
    """No word stands twice in a row.

    What may, by grammar (*nous nous*, *had had*) or because people say it (*very very*), each
    language has in a list; a name may too. Known false alarm: a word said again for its sound;
    waive it, or put a comma between.
    """
    allowed = read_lexicon("repeated").get(primary(document.language))
    if allowed is None:
        return
    known = set(allowed.split())
    for block in _judged(document):
        for found in _find_twice(block):
            word = found[2]
            if word not in known and not _is_held(block, found.start()):
                said = f"“{word}” stands twice in a row"
                yield at_offset(document, block, *found.span(), said, "take one out")


def _repairable(document: Document, kind: RepairKind) -> Iterator[Problem]:
    habit: Habit | None = None
    for block in _judged(document):
        habit = habit or Habit.of(document)
        first: dict[str, Repair] = {}  # one paste brings many of the same
        for repair in find_repairs(block, document, habit, (kind,)):
            first.setdefault(repair.reason, repair)
        for reason, repair in first.items():
            yield at_offset(document, block, repair.start, repair.end, reason, _FORMAT)


def _judged(document: Document) -> Iterator[Block]:
    return (
        block
        for block in document.blocks
        if block.kind not in WORDLESS and not keeps_typography(document, block)
    )


def _find_twice(block: Block) -> Iterator[re.Match[str]]:
    if block.kind in (Kind.TABLE, Kind.VERSE):
        return
    words = WORD.findall(block.source.casefold())
    if not any(map(eq, words, words[1:])):
        return  # as nearly always
    at = 0
    while found := _TWICE.search(block.source, at):
        if found[2].islower() and found[1].casefold() == found[2]:
            yield found
        at = found.start(2)


def _is_held(block: Block, at: int) -> bool:
    return any(start <= at < end for start, end in raw_spans(block))


def _outer_quotations(block: Block, own: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Quotations inside no other: the opening mark, where it stands, and where it is closed."""
    places = list(_QUOTE.finditer(block.source)) if _QUOTE.search(block.source) else []
    if not places:
        return
    held = raw_spans(block)
    opened: re.Match[str] | None = None
    for found in places:
        if any(start <= found.start() < end for start, end in held):
            continue
        if opened is None:
            # What closes in most languages opens in a few: elsewhere a speech of before ends there.
            opens = found[0] in _CLOSING and (found[0] in own or found[0] not in "»”")
            opened = found if opens else None
        elif found[0] in _CLOSING[opened[0]]:
            yield opened[0], opened.start(), found.end()
            opened = None
