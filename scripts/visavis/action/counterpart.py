"""Which sentence of a side answers the one at which the other is parted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from visavis.aligner import split_sentences
from visavis.errors import VisavisError
from visavis.pairs import Cut, Pair, Pairing
from visavis.record import find_cuts
from visavis.side import Side
from visavis.text import Block, name_language

_SURE = 0.5
"""The least score of the links on both sides of a seam."""
_FEW = 4
"""Words by which a sentence is looked for in the text first."""


def find_counterpart(chapter: Pairing, pair: Pair, cuts: Mapping[Side, Cut], side: Side) -> Cut:
    """Where a side is to be parted, as the other side is. Raises VisavisError where it is unsure.

    The sentences of the whole chapter teach which answer each other.
    """
    cut, known = cuts[side.other], pair[side.other]
    sentences = _sentences(known, chapter[side.other].language)
    wanted = _sentence_at(known, cut, sentences)
    answering = _sentences(pair[side], chapter[side].language)
    number = None if wanted is None else _answer(chapter, pair, side, wanted)
    found = None
    # What is parted may be answered by nothing: then the answer would begin after the last one.
    if number and number < len(answering):
        found = _locate(pair[side], answering, number)
    if found is None:
        language = name_language(chapter[side].language)
        raise VisavisError(
            f"it is not sure where the {language} side of {pair.id} is to be parted",
            place=str(pair[side][0].place),
            hint="say it with a second --at and its words, or part one side alone with --side "
            f"{side.other.value}",
        )
    return found


def _sentences(blocks: Sequence[Block], language: str) -> list[str]:
    return [
        block.plain[start:end]
        for block in blocks
        for start, end in split_sentences(block.plain, language)
    ]


def _sentence_at(blocks: Sequence[Block], cut: Cut, sentences: Sequence[str]) -> int | None:
    """The number of the sentence that begins at a cut; None where none does."""
    for number in range(1, len(sentences)):
        if _locate(blocks, sentences, number) == cut:
            return number
    return None


def _locate(blocks: Sequence[Block], sentences: Sequence[str], number: int) -> Cut | None:
    """Where a sentence begins in the text as it is written."""
    words = sentences[number].split()
    for length in (_FEW, 2 * _FEW, len(words)):
        found = find_cuts(blocks, " ".join(words[:length]))
        if len(found) == 1:
            return found[0]
    return None


def _answer(chapter: Pairing, pair: Pair, side: Side, wanted: int) -> int | None:
    """The sentence of a side at which the answer to a sentence of the other side begins."""
    # NumPy is loaded here: most commands do without.
    from visavis.aligner.sentence_links import align_sentences

    rows = [row for row in chapter.pairs if not row.one_sided]
    texts = [
        (
            _sentences(row.source, chapter.source.language),
            _sentences(row.target, chapter.target.language),
        )
        for row in rows
    ]
    number = next(n for n, row in enumerate(rows) if row is pair)
    links = align_sentences([pair_texts for pair_texts in texts if all(pair_texts)])[
        sum(all(one) for one in texts[:number])
    ]
    ours = theirs = 0
    for place, link in enumerate(links):
        units = (link.source, link.target)
        here, there = units if side is Side.TARGET else units[::-1]
        if ours == wanted and theirs:
            beside = (links[place - 1], link)
            return theirs if all(x.score >= _SURE for x in beside) else None
        ours, theirs = ours + len(here), theirs + len(there)
    return None


def find_sentence_starts(blocks: Sequence[Block], language: str) -> list[tuple[str, str]]:
    """The sentences of one side, each with the words that say where it begins.

    The first needs none; of one whose words stand there several times they are empty too.
    """
    sentences = _sentences(blocks, language)
    told = [(sentence, "") for sentence in sentences[:1]]
    for number in range(1, len(sentences)):
        words = sentences[number].split()
        said = (" ".join(words[:length]) for length in (_FEW, 2 * _FEW, len(words)))
        one = next((words for words in said if len(find_cuts(blocks, words)) == 1), "")
        told.append((sentences[number], one))
    return told
