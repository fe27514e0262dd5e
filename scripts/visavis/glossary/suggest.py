"""Proposes pairs of terms from the edition itself: candidates that stand in the same sentences.

Sources: T. Dunning, *Accurate Methods for the Statistics of Surprise and Coincidence*,
Computational Linguistics 19 (1993), for the log-likelihood ratio; L. R. Dice, *Measures of the
Amount of Ecologic Association Between Species*, Ecology 26 (1945).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from visavis.glossary.candidate import Candidate, find_candidates
from visavis.glossary.concordance import list_pairs
from visavis.glossary.find import Finder
from visavis.glossary.term import Glossary
from visavis.pairs import Pairing
from visavis.text import Block, Kind

_LEAST_DICE = 0.6
_LEAST_LIKELIHOOD = 6.63
"""By chance one pair in a hundred reaches it (chi squared, one degree of freedom)."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A pair of expressions that may be a term, and what speaks for it."""

    source: str
    target: str
    source_uses: int
    target_uses: int
    together: int
    """In how many stretches of text that answer each other both stand."""
    dice: float
    """1 where neither stands without the other, 0 where they never meet."""
    likelihood: float
    """The log-likelihood ratio: how surprising it is that they meet so often."""
    score: float
    rows: tuple[str, ...]
    """Where both stand: `chapter#id`."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Text of both sides that answers each other: sentences, or what is left of a row."""

    row: str
    source: str
    target: str


def suggest_terms(
    chapters: Iterable[Pairing], glossary: Glossary, languages: tuple[str, str]
) -> list[Suggestion]:
    """Pairs that the glossary does not have yet, the best first.

    `languages` are those of the original and of the translation. A candidate stands in two
    stretches at least; each is proposed with the one that it meets most faithfully, and only where
    that holds the other way round.
    """
    stretches = list(_stretches(chapters))
    finders = [Finder(glossary, tag) for tag in languages]
    texts = [[one.source for one in stretches], [one.target for one in stretches]]
    source, target = (
        list(find_candidates([_unknown(text, finder) for text in side], tag).values())
        for side, finder, tag in zip(texts, finders, languages, strict=True)
    )
    found = _meetings(source, target, stretches)
    return _without_parts(sorted(found, key=lambda p: (-p.score, p.source, p.target)))


def _stretches(chapters: Iterable[Pairing]) -> Iterator[_Stretch]:
    from visavis.aligner.sentence_links import mark_sentences  # NumPy is loaded with it

    rows = [
        (f"{chapter.name}#{pair.id}", _words(pair.source), _words(pair.target))
        for chapter in chapters
        for pair in list_pairs(chapter)
        if not pair.one_sided and not all(block.is_edition for block in pair.blocks)
    ]
    marked = mark_sentences([(source, target) for _, source, target in rows], ("", ""))
    for (row, *texts), sides in zip(rows, marked, strict=True):
        groups: dict[int, list[list[str]]] = defaultdict(lambda: [[], []])
        for number, (text, side) in enumerate(zip(texts, sides, strict=True)):
            for sentence in side:
                groups[sentence.group or 0][number].append(text[sentence.start : sentence.end])
        for source, target in groups.values():
            yield _Stretch(row, "\n\n".join(source), "\n\n".join(target))


def _words(blocks: Sequence[Block]) -> str:
    return "\n\n".join(b.plain for b in blocks if b.kind not in (Kind.CODE, Kind.HTML))


def _meetings(
    ours: Sequence[Candidate], theirs: Sequence[Candidate], stretches: Sequence[_Stretch]
) -> Iterator[Suggestion]:
    met: dict[tuple[int, int], int] = defaultdict(int)
    here: dict[int, list[int]] = defaultdict(list)
    for t, one in enumerate(theirs):
        for row in one.rows:
            here[row].append(t)
    for s, one in enumerate(ours):
        for row in one.rows:
            for t in here[row]:
                met[s, t] += 1
    strengths = {
        (s, t): _strength(ours[s], theirs[t], both, len(stretches)) for (s, t), both in met.items()
    }
    best: tuple[dict[int, float], dict[int, float]] = ({}, {})
    for pair, (strength, _, _) in strengths.items():
        for number, side in enumerate(best):
            side[pair[number]] = max(strength, side.get(pair[number], 0.0))
    for (s, t), (strength, dice, likelihood) in strengths.items():
        if dice < _LEAST_DICE or likelihood < _LEAST_LIKELIHOOD:
            continue
        if strength < best[0][s] or strength < best[1][t]:
            continue
        one, other = ours[s], theirs[t]
        worth = math.sqrt(max(one.score, 0.0) * max(other.score, 0.0))
        if not worth:
            continue
        rows = dict.fromkeys(stretches[row].row for row in sorted(one.rows & other.rows))
        yield Suggestion(
            one.form, other.form, one.uses, other.uses, met[s, t], dice, likelihood,
            worth * dice, tuple(rows),
        )  # fmt: skip


def _strength(
    one: Candidate, other: Candidate, both: int, total: int
) -> tuple[float, float, float]:
    """How faithfully two candidates meet; between equals the longer ones are the better."""
    dice = 2 * both / (len(one.rows) + len(other.rows))
    likelihood = _log_likelihood(both, len(one.rows), len(other.rows), total)
    alike = min(one.words, other.words) / max(one.words, other.words)
    length = 0.05 * min(one.words + other.words, 6)
    return dice * (0.8 + 0.2 * alike) + length, dice, likelihood


def _log_likelihood(both: int, one: int, other: int, total: int) -> float:
    table = (both, one - both, other - both, total - one - other + both)
    margins = (
        (one, other), (one, total - other), (total - one, other), (total - one, total - other),
    )  # fmt: skip
    told = (
        seen * math.log(seen * total / (row * column))
        for seen, (row, column) in zip(table, margins, strict=True)
        if seen
    )
    return max(0.0, 2 * sum(told)) if both * total > one * other else 0.0


def _unknown(text: str, finder: Finder) -> str:
    """A text in which the terms of the glossary are no words: their parts are no candidates."""
    for use in finder.find_uses(text):
        text = text[: use.start] + "." * (use.end - use.start) + text[use.end :]
    return text


def _without_parts(found: Sequence[Suggestion]) -> list[Suggestion]:
    """Without those that only repeat a part of a better one, in the same rows."""
    kept: list[Suggestion] = []
    for one in found:
        whole = (
            other
            for other in kept
            if (one.source in other.source or one.target in other.target)
            and set(one.rows) <= set(other.rows)
        )
        if not any(whole):
            kept.append(one)
    return kept
