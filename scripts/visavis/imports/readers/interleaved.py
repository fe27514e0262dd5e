"""A text whose paragraphs alternate between two languages → segments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from visavis.imports.bitext import Segment, known_share
from visavis.imports.tree.flatten import all_words
from visavis.imports.tree.node import Block, PictureBlock, ThematicBreak
from visavis.side import Side
from visavis.unicode import has_dictionary, primary

_ALTERNATES = 0.9
"""How much likelier a paragraph is in the other language than the one before, than in the same."""
_CLEAR = 0.15
"""So much more of its words has a paragraph in its language than in the other."""


def read_interleaved(blocks: Sequence[Block], languages: tuple[str, str]) -> list[Segment]:
    """The segments: a run of paragraphs in the one language with that in the other after it.

    None at all where most paragraphs do not alternate, or where it cannot be told in which language
    they are.
    """
    wordy = [b for b in blocks if not isinstance(b, (PictureBlock, ThematicBreak)) and all_words(b)]
    if len(wordy) < 2 or not all(has_dictionary(primary(one)) for one in languages):
        return []
    doubts = [_lean(all_words(block), languages) for block in wordy]
    clear = [lean > 0 for lean in doubts if abs(lean) > _CLEAR]
    if len(clear) * 2 < len(wordy) or not 0.3 < sum(clear) / max(len(clear), 1) < 0.7:
        return []
    sides = _most_likely(doubts)
    changes = sum(a != b for a, b in pairwise(sides))
    if changes < 0.7 * (len(sides) - 1):
        return []
    given = dict(zip(map(id, wordy), sides, strict=True))
    return list(_paired(blocks, given, first=sides[0]))


def _paired(
    blocks: Sequence[Block], sides: Mapping[int, Side], *, first: Side
) -> Iterator[Segment]:
    """Runs of both languages in pairs; a break between them stands in both."""
    waiting: tuple[Block, ...] = ()
    for side, run in groupby(blocks, lambda block: sides.get(id(block))):
        found = tuple(run)
        if side is first.other:
            yield _segment(first, waiting, found)
            waiting = ()
            continue
        if waiting:
            yield _segment(first, waiting, ())
        waiting = found if side else ()
        if side is None:
            yield Segment(found, found)
    if waiting:
        yield _segment(first, waiting, ())


def _segment(side: Side, own: tuple[Block, ...], other: tuple[Block, ...]) -> Segment:
    return Segment(own, other) if side is Side.SOURCE else Segment(other, own)


def _most_likely(leans: Sequence[float]) -> list[Side]:
    """In whose language each paragraph is, as far as they alternate (Viterbi)."""
    stay, change = 1 - _ALTERNATES, _ALTERNATES
    scores = {Side.SOURCE: leans[0], Side.TARGET: -leans[0]}
    back: list[dict[Side, Side]] = []
    for lean in leans[1:]:
        said = {Side.SOURCE: lean, Side.TARGET: -lean}
        best = {
            now: now.other if scores[now.other] + change >= scores[now] + stay else now
            for now in Side
        }
        scores = {
            now: scores[before] + (stay if before is now else change) + said[now]
            for now, before in best.items()
        }
        back.append(best)
    side = max(Side, key=lambda one: scores[one])
    sides = [side]
    for best in reversed(back):
        side = best[side]
        sides.append(side)
    return sides[::-1]


def _lean(words: str, languages: tuple[str, str]) -> float:
    """How much more of the words is of the original's language than of the translation's."""
    ours, theirs = (known_share(words[:2_000], language) for language in languages)
    return ours - theirs
