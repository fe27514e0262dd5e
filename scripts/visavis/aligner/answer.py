"""Whether words of one text are answered by a text that holds more than their answer."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from visavis.aligner.arrays import Floats
from visavis.aligner.features import MARK, read_tokens
from visavis.aligner.learning import Learned
from visavis.aligner.link import Link, Unit
from visavis.aligner.word_links import WordLinks

ANSWERED = 1.0
"""From here on words are answered: of sentences that nothing answers one in ten reaches it, by a
name that stands there for another reason; of others nine in ten do."""
UNANSWERED = 0.4
"""And up to here they are not: so little have nine in ten of the former, and one in thirty of the
latter, once they have ten words that the texts have taught."""
_DAMPING = 4.0
"""So many words more, that say nothing, are assumed: few words say little."""
_DOUBTFUL = 0.8
"""No link that was made longer is surer."""


def find_answers(asked: Sequence[str], places: Sequence[str], learned: Learned) -> Floats:
    """How well each text of the source is answered by the text of the target at the same place.

    For each word the logarithm of how much likelier it is beside the other text than anywhere, by
    the lexicon that both have taught; their sum over the root of how many words the lexicon knows.
    Around 0 or below where nothing there answers it, above where something does, however much else
    stands there. Measured on sentences of novels, with their answers and with these taken out.
    """
    left = read_tokens([Unit(text, "") for text in asked], learned.source)
    right = read_tokens([Unit(text, "") for text in places], learned.target)
    lexicon = learned.lexicon.widened(len(left.names), len(right.names))
    each = np.arange(len(asked))
    links = WordLinks.of(left, right, lexicon, each, each).transposed()
    words = links.target
    known = (links.alone[words.tokens] < 1.0) & (words.classes[words.tokens] != MARK)
    says, number = (
        np.diff(np.append(0.0, np.cumsum(values * known))[words.starts])
        for values in (links.evidence()[0], words.counts)
    )
    result: Floats = says / np.sqrt(number + _DAMPING)
    return result


def join_answered(
    links: Sequence[Link], source: Sequence[Unit], target: Sequence[Unit], learned: Learned
) -> list[Link]:
    """The links, in which units that were left alone are joined to the link beside them that has
    their answer.

    A search looks for links of a few units only; where one paragraph of a free translation draws
    more than these together, the rest would seem to be lost. They belong there where the words say
    so, and where the link is in better proportion with them than without.
    """
    lengths = [sum(len(unit.text) for unit in units) + 1 for units in (source, target)]
    usual = math.log(lengths[1] / lengths[0])
    forward = _Joining(source, target, learned, usual).join(links)
    back = _Joining(target, source, learned.mirrored(), -usual).join(
        [link.mirrored() for link in forward]
    )
    return [link.mirrored() for link in back]


@dataclass(frozen=True, slots=True)
class _Joining:
    """Joins what was left alone of the source."""

    source: Sequence[Unit]
    target: Sequence[Unit]
    learned: Learned
    usual: float
    """The logarithm of how much longer the target is."""

    def join(self, links: Sequence[Link]) -> list[Link]:
        """The links, those made longer that answer more."""
        result = list(links)
        for step in (1, -1):  # to the link behind them, to the link before
            result = self._join_one_way(result[::step])[::step]
        return result

    def _join_one_way(self, links: Sequence[Link]) -> list[Link]:
        result: list[Link] = []
        for link in links:
            alone = list(self._alone_before(result, link)) if link.target else []
            more = self._how_many(alone, link) if alone else 0
            if more:
                joined = sorted([*link.source, *alone[:more]])
                del result[-more:]
                link = Link(tuple(joined), link.target, min(link.score, _DOUBTFUL))
            result.append(link)
        return result

    def _alone_before(self, links: Sequence[Link], link: Link) -> Iterator[int]:
        """The units left alone directly before a link, the nearest first, of its kind."""
        kinds = {self.source[at].kind for at in link.source}
        for one in reversed(links):
            if one.target or len(one.source) != 1:
                return
            if self.source[one.source[0]].kind not in kinds:
                return
            yield one.source[0]

    def _how_many(self, alone: Sequence[int], link: Link) -> int:
        """How many of the units that were left alone the other side of a link answers as well."""
        ours, theirs = _text(link.source, self.source), _text(link.target, self.target)
        together = [_text(sorted(alone[:n]), self.source) for n in range(1, len(alone) + 1)]
        answered = find_answers(together, [theirs] * len(alone), self.learned)
        proportion = math.log(len(theirs) + 1) - self.usual
        best, least = 0, abs(proportion - math.log(len(ours) + 1))
        for number, (more, words) in enumerate(zip(together, answered, strict=True), 1):
            off = abs(proportion - math.log(len(ours) + len(more) + 1))
            if words >= ANSWERED and off < least:
                best, least = number, off
        return best


def _text(units: Sequence[int], text: Sequence[Unit]) -> str:
    return " ".join(text[at].text for at in units)
