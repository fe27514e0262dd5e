"""A text whose paragraphs alternate between two languages → segments."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import groupby, pairwise

from visavis.imports.bitext import Segment, primary
from visavis.imports.tree.flatten import all_words
from visavis.imports.tree.node import Block, Picture, Rule

_ALTERNATES = 0.9
"""How much likelier a paragraph is in the other language than the one before, than in the same."""
_CLEAR = 0.15
"""So much more of its words has a paragraph in its language than in the other."""


def read_interleaved(blocks: Sequence[Block], languages: tuple[str, str]) -> list[Segment] | None:
    """The segments: a run of paragraphs in the one language with that in the other after it.

    None where most paragraphs do not alternate, or it cannot be told in which language they are.
    """
    wordy = [b for b in blocks if not isinstance(b, (Picture, Rule)) and all_words(b)]
    if len(wordy) < 2:
        return None
    doubts = [_lean(all_words(block), languages) for block in wordy]
    clear = [lean > 0 for lean in doubts if abs(lean) > _CLEAR]
    if len(clear) * 2 < len(wordy) or not 0.3 < sum(clear) / max(len(clear), 1) < 0.7:
        return None
    sides = _most_likely(doubts)
    changes = sum(a != b for a, b in pairwise(sides))
    if changes < 0.7 * (len(sides) - 1):
        return None
    given = dict(zip(map(id, wordy), sides, strict=True))
    return _paired(blocks, given, starts_with=sides[0])


def _paired(blocks: Sequence[Block], sides: dict[int, bool], *, starts_with: bool) -> list[Segment]:
    """Runs of both languages in pairs; a break between them stands in both."""
    segments: list[Segment] = []
    waiting: tuple[Block, ...] = ()
    for is_source, run in groupby(blocks, lambda block: sides.get(id(block))):
        found = tuple(run)
        if is_source is None:
            if waiting:
                segments.append(_segment(waiting, (), starts_with))
                waiting = ()
            segments.append(Segment(found, found))
        elif is_source is starts_with:
            if waiting:
                segments.append(_segment(waiting, (), starts_with))
            waiting = found
        else:
            segments.append(_segment(waiting, found, starts_with))
            waiting = ()
    return [*segments, _segment(waiting, (), starts_with)] if waiting else segments


def _segment(first: tuple[Block, ...], second: tuple[Block, ...], first_is_source: bool) -> Segment:
    return Segment(first, second) if first_is_source else Segment(second, first)


def _most_likely(leans: Sequence[float]) -> list[bool]:
    """Whether each paragraph is in the original's language, as far as they alternate (Viterbi)."""
    stay, change = 1 - _ALTERNATES, _ALTERNATES
    scores = {True: leans[0], False: -leans[0]}
    back: list[dict[bool, bool]] = []
    for lean in leans[1:]:
        best = {
            now: not now if scores[not now] + change >= scores[now] + stay else now
            for now in (True, False)
        }
        scores = {
            now: scores[before] + (stay if before == now else change) + (lean if now else -lean)
            for now, before in best.items()
        }
        back.append(best)
    side = scores[True] >= scores[False]
    sides = [side]
    for best in reversed(back):
        side = best[side]
        sides.append(side)
    return sides[::-1]


@cache
def _lean(words: str, languages: tuple[str, str]) -> float:
    """How much more of the words is of the original's language than of the translation's."""
    from simplemma import in_target_language  # slow to load, and seldom needed

    try:
        ours, theirs = (
            in_target_language(words[:2_000], lang=primary(language)) for language in languages
        )
    except ValueError:
        return 0.0
    return float(ours - theirs)
