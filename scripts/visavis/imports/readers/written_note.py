"""Notes that no link calls: a sign in the text, and a paragraph below that begins with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from visavis.imports.tree.node import (
    Block,
    HeadingBlock,
    Inline,
    LinkSpan,
    NoteCall,
    Paragraph,
    Styled,
    Words,
    in_runs,
    words_of,
)
from visavis.imports.tree.picture import Album

_FIGURES = "[¹²³⁰⁴-⁹]{1,4}"
_NOTE = re.compile(
    rf"\s*(?P<sign>\[(?:\d{{1,4}}|\*{{1,3}}|[a-z])\]|[*†‡]{{1,3}}(?=\s)|{_FIGURES})\s*(?=\S)"
)
_RAISED = re.compile(rf"(?<![\d⁰-⁹¹²³])(?<!\bm)(?<!\b[ckdm]m){_FIGURES}")
"""Figures that call a note; a power (`10³`) and a measure (`m²`) call none."""
_SIGN = re.compile(
    rf"\[(?:\d{{1,4}}|\*{{1,3}}|[a-z])\]|(?<=\S)[*†‡]{{1,3}}(?!\S*[*†‡])|{_RAISED.pattern}"
)
_HEADING = re.compile(
    r"(?:(?:foot|end)?notes?|(?:fu(?:ß|ss)|end)noten|anmerkungen|notas)\s*:?", re.IGNORECASE
)
_NEAR = 3
"""So many blocks may stand between a sign that is used again and again and its note."""


def with_written_notes(blocks: Sequence[Block], album: Album) -> list[Block]:
    """The blocks with such paragraphs as notes, each where its sign stands.

    Where a sign stands as often in the text as notes begin with it, they answer in their order;
    otherwise a note belongs to the last before it. One for which there is none stays a paragraph.
    """
    result = list(blocks)
    notes = {at: found for at, block in enumerate(blocks) if (found := _note(block))}
    signs = {found["sign"] for found in notes.values()}
    calls = _calls(blocks, signs, notes.keys()) if signs else {}
    often = Counter(found["sign"] for found in notes.values())
    in_order = {sign for sign in signs if len(calls.get(sign, ())) == often[sign]}
    gone: set[int] = set()
    for at, found in notes.items():
        sign = found["sign"]
        before = [place for place in calls.get(sign, ()) if place < at]
        if not before or (sign[0] in "*†‡" and at - before[-1] > _NEAR):
            continue
        place = before[0 if sign in in_order else -1]
        calls[sign].remove(place)
        paragraph, called = blocks[at], result[place]
        assert isinstance(paragraph, Paragraph) and isinstance(called, (HeadingBlock, Paragraph))
        note = NoteCall((Paragraph(tuple(_without_start(paragraph.inside, len(found[0])))),))
        result[place] = replace(called, inside=_with_call(called.inside, sign, note)[0])
        album.named += [("call", sign), ("note label", sign)]
        gone.add(at)
    for at in list(_bare_headings(result, gone)):
        album.named.append(("heading of the notes", words_of(getattr(result[at], "inside", ()))))
        gone.add(at)
    return [block for at, block in enumerate(result) if at not in gone]


def _note(block: Block) -> re.Match[str] | None:
    return _NOTE.match(words_of(block.inside)) if isinstance(block, Paragraph) else None


def _calls(blocks: Sequence[Block], signs: Set[str], notes: Set[int]) -> dict[str, list[int]]:
    """The places of the blocks in which signs stand, as often as they do, without the notes."""
    places: dict[str, list[int]] = {}
    for at, block in enumerate(blocks):
        if isinstance(block, (HeadingBlock, Paragraph)) and at not in notes:
            for sign in _SIGN.findall(words_of(block.inside)):
                if sign in signs:
                    places.setdefault(sign, []).append(at)
    return places


def _with_call(
    inside: Sequence[Inline], sign: str, note: NoteCall
) -> tuple[tuple[Inline, ...], bool]:
    """The inlines with the note in the place of its sign, and whether it was there."""
    result: list[Inline] = []
    done = False
    for one in in_runs(inside):  # what stands before a sign says whether it is one
        start = _place(sign, one.text) if isinstance(one, Words) else -1
        if not done and isinstance(one, Words) and start >= 0:
            before, after = one.text[:start], one.text[start + len(sign) :]
            result += [Words(before.rstrip(" ") if after.strip()[:1] in ".,;:" else before), note]
            result.append(Words(after))
            done = True
        elif not done and isinstance(one, (Styled, LinkSpan)):
            inner, done = _with_call(one.inside, sign, note)
            result.append(replace(one, inside=inner))
        else:
            result.append(one)
    return tuple(result), done


def _place(sign: str, text: str) -> int:
    """Where a sign first stands in a text; -1 where it does not. ¹ does not stand in ¹²."""
    if _RAISED.fullmatch(sign):
        return next((one.start() for one in _RAISED.finditer(text) if one[0] == sign), -1)
    return text.find(sign)


def _without_start(inside: Sequence[Inline], length: int) -> Iterator[Inline]:
    """The inlines without so many characters at their beginning."""
    for one in inside:
        if length and isinstance(one, Words):
            yield Words(one.text[length:])
            length -= min(length, len(one.text))
        elif length and isinstance(one, (Styled, LinkSpan)):
            yield replace(one, inside=tuple(_without_start(one.inside, length)))
            length -= min(length, len(words_of(one.inside)))
        else:
            yield one


def _bare_headings(blocks: Sequence[Block], gone: set[int]) -> Iterator[int]:
    """The headings of notes under which there was nothing else."""
    for at, block in enumerate(blocks):
        if at + 1 in gone and isinstance(block, (HeadingBlock, Paragraph)):
            following = next((n for n in range(at + 1, len(blocks)) if n not in gone), None)
            ends = following is None or isinstance(blocks[following], HeadingBlock)
            if ends and _HEADING.fullmatch(words_of(block.inside).strip()):
                yield at
