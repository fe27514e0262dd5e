"""Rules about what a note says: the words that it is about, and where it has its facts from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from visavis.checks.finding import Problem, Related, Severity
from visavis.checks.rule import TEXT, TEXTS, at_block, rule
from visavis.pairs import Pair, Pairing
from visavis.record import find_quotes, quote_keys, side_text
from visavis.side import Side
from visavis.text import Block, Document, InlineKind, Note, NoteKind
from visavis.unicode import primary

_FORM = "begin it so: « words of this side » / “words of the other”. Then the comment"
_YEAR = re.compile(r"(?<!\d)1\d{3}(?!\d)|(?<!\d)20\d{2}(?!\d)")
_NUMBERED = re.compile(r"(?:ed|src)-\d+")
_TITLE = re.compile(r"(?<![*_\w])[*_](?![*_\s])[^*_]+[*_]")
_LINK = re.compile(r"https?://|\]\(")
_UNVERIFIED = {
    "de": "(nicht geprüft)",
    "en": "(unverified)",
    "es": "(sin comprobar)",
    "fr": "(non vérifié)",
    "it": "(non verificato)",
    "pt": "(não verificado)",
}
"""How a note says, in its language, that what it tells could not be confirmed."""


@rule("note.words", Severity.ERROR, TEXTS)
def note_words(chapter: Pairing) -> Iterator[Problem]:
    """A translator’s note quotes words that stand in its row, on both sides.

    A note whose label begins with `tr-` begins with the words it is about: those of its own side in
    quotation marks, ` / `, those of the other side in theirs, a full stop. Then comes the comment:

        [^tr-valeurs]: « une crise des valeurs » / “a crisis of value”. The plural…

    Both must stand in the row that calls the note, so that a note cannot go on explaining words
    that somebody has changed since. `…` stands for words left out, a comma parts several phrases of
    one side, `–` stands for a side where nothing answers. Where both languages have the note, both
    quote the same phrases. Emphasis, spaces, typography and the case of the first letter do not
    count.

    A note called in several rows is checked in each of them; give words that stand in one row only
    a note of their own. A note that only another note calls has no row, and only its form is
    checked.
    """
    notes = {side: {b.label: (b, b.note) for b in chapter[side].blocks if b.note} for side in Side}
    missing: dict[tuple[str | None, str], list[_Missing]] = defaultdict(list)
    for side in Side:
        for label, (block, note) in notes[side].items():
            if note.kind is not NoteKind.TRANSLATION:
                continue
            if not note.headed:
                message = f"[^{label}] does not say which words it is about"
                yield at_block(chapter[side], block, message, _FORM)
                continue
            answer = notes[side.other].get(label)
            if answer and side is Side.SOURCE and answer[1].headed:
                yield from _quote_alike(chapter[side], block, note, *answer)
            for pair in _rows(chapter, side, note.label):
                for one in _find_missing(side, block, note, pair):
                    missing[pair.id, one.where].append(one)
    for found in missing.values():
        yield _say_missing(chapter, found)


@rule("note.source", Severity.WARNING, TEXT)
def note_source(document: Document) -> Iterator[Problem]:
    """An editor’s note says where its facts come from, or that they are unverified.

    A note whose label begins with `ed-` or `src-` has a link, or the title of a work in emphasis
    and a year, or ends with “(unverified)”, in French « (non vérifié) ». A reader can then look it
    up, or knows that nobody has.

    Notes that `visavis import` has numbered, `ed-1` and `src-1`, are passed over: nobody has said
    yet what they are. A note that tells no fact is found by mistake: give it the reason as a work
    or a link, or the mark.
    """
    mark = _UNVERIFIED.get(primary(document.language), _UNVERIFIED["en"])
    for block in document.blocks:
        note = block.note
        if note is None or _NUMBERED.fullmatch(note.label):
            continue
        if note.kind in (NoteKind.CONTEXT, NoteKind.SOURCE) and not _is_sourced(note, mark):
            yield at_block(
                document,
                block,
                f"[^{note.label}] names no source",
                f"name author, *work* and year, or a link, or end it with {mark}",
            )


def _is_sourced(note: Note, mark: str) -> bool:
    text = note.comment
    if text.rstrip(" .").endswith(mark) or _LINK.search(text):
        return True
    return bool(_TITLE.search(text) and _YEAR.search(text))


def _rows(chapter: Pairing, side: Side, label: str) -> Iterator[Pair]:
    """The rows that call the note on its side."""
    for pair in chapter.pairs:
        calls = (call for block in pair[side] for call in block.of_kind(InlineKind.NOTE))
        if any(call.text == label for call in calls):
            yield pair


@dataclass(frozen=True, slots=True)
class _Missing:
    """Words that a note quotes and its row has not."""

    side: Side
    block: Block
    pair: Pair
    words: str
    where: str


def _find_missing(side: Side, block: Block, note: Note, pair: Pair) -> Iterator[_Missing]:
    ours, theirs = pair[side], pair[side.other]
    # What waits for its translation, or lacks a side by mistake, has nothing to be compared with.
    compared = bool(theirs) or all(one.alone for one in ours)
    sides = [(note.own, ours), (note.other, theirs)] if compared else [(note.own, ours)]
    for phrases, blocks in sides:
        for words in phrases:
            if not stands_in(words, side_text(blocks)):
                where = f"{blocks[0].place}" if blocks else "the other side, which is empty"
                yield _Missing(side, block, pair, words, where)


def _say_missing(chapter: Pairing, found: Sequence[_Missing]) -> Problem:
    """All words that one side of a row has no longer, in one sentence."""
    first = found[0]
    quoted: dict[str, list[str]] = {}
    for one in found:
        said = quoted.setdefault(one.block.label or "", [])
        if quote_keys(one.words) not in map(quote_keys, said):
            said.append(one.words)
    told = [
        f"[^{label}] is about {' and '.join(f'“{words}”' for words in phrases)}"
        for label, phrases in quoted.items()
    ]
    verb = "is" if len(told) == 1 and len(next(iter(quoted.values()))) == 1 else "are"
    message = f"{', '.join(told)}, which {verb} not in {first.where}"
    hint = "quote the words as they stand there now, and see whether the note still holds"
    others = {one.block.place: one for one in found if one.block is not first.block}
    related = tuple(
        Related(place.path, place.line, f"[^{one.block.label}] quotes “{one.words}”")
        for place, one in others.items()
    )
    problem = at_block(chapter[first.side], first.block, message, hint, first.pair)
    return replace(problem, related=related)


def _quote_alike(
    document: Document, block: Block, note: Note, other: Block, answer: Note
) -> Iterator[Problem]:
    for ours, theirs in ((note.own, answer.other), (note.other, answer.own)):
        if [quote_keys(words) for words in ours] != [quote_keys(words) for words in theirs]:
            said, there = (", ".join(phrases) or "nothing" for phrases in (ours, theirs))
            yield at_block(
                document,
                block,
                f"[^{note.label}] quotes “{said}”, and “{there}” in {other.place}",
                "quote the same words in both languages",
            )


def stands_in(words: str, text: str) -> bool:
    """Whether a phrase stands in a text, its parts around `…` in their order."""
    return next(find_quotes(words, text), None) is not None
