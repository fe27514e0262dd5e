"""Which sentences of a row answer each other: boundaries and numbers for the page, kept by content.

A side's attribute `data-sentences` holds one `END:GROUP` a sentence, in order. END counts the
characters that are no white space from the beginning of the side's text, note calls left out: so
neither line breaks nor typographic spaces nor markup can move it. Sentences of both sides with the
same GROUP answer each other; an empty one is that of a sentence whose counterpart is not sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from itertools import accumulate

from visavis.edition import Edition
from visavis.pairs import Pairing
from visavis.side import Side
from visavis.store import Cache, content_key, name_code

_Row = tuple[str, str, str, str]
"""Its chapter, its id, original and translation."""
_FEWEST = 3
"""So many samples take longer to link than processes to begin."""
_Marks = dict[str, dict[str, dict[str, str]]]
"""By chapter, the row's id and the name of the side: what stands on it."""
SentenceMarks = Mapping[str, Mapping[Side, str]]
"""By the row's id and the side: `END:GROUP` a sentence."""


class Sentences(Mapping[str, SentenceMarks]):
    """By chapter and id of the row, what stands on each side's attribute.

    The sentences of a sample teach one lexicon, and are linked when one of its chapters is asked
    for. A sample that has not changed is not linked again by the same code.
    """

    def __init__(self, edition: Edition) -> None:
        """Take the edition whose sentences are meant."""
        cache = Cache(edition.project.root, "sentences", name_code())
        self._cache = cache if edition.kept else None
        self._languages = {side: edition.project[side].language for side in Side}
        self._samples = edition.samples
        self._sample_of = {c.name: n for n, sample in enumerate(self._samples) for c in sample}
        self._begun: dict[int, Future[_Marks]] = {}
        self._found: dict[str, SentenceMarks] = {}

    def __getitem__(self, chapter: str) -> SentenceMarks:
        if chapter not in self._found:
            self._link(self._sample_of[chapter])
        return self._found[chapter]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sample_of)

    def __len__(self) -> int:
        return len(self._sample_of)

    def work_ahead(self) -> None:
        """Let other processes begin what nobody has linked of a large edition."""
        cache = self._cache
        if cache is None:
            return  # it is small, or asked for once
        new = [n for n in range(len(self._samples)) if cache.get(self._key(n)) is None]
        if len(new) < _FEWEST:
            return
        from visavis.processes import begin_work

        work = partial(_mark, languages=self._languages)
        begun = begin_work(work, [self._rows(n) for n in new])
        self._begun = dict(zip(new, begun, strict=False))  # none, of one processor

    def _link(self, number: int) -> None:
        key = self._key(number)
        marks = self._cache.get(key) if self._cache else None
        if marks is None:
            marks = self._mark(number)
            if self._cache:
                self._cache.put(key, marks)
        for chapter in self._samples[number]:
            self._found[chapter.name] = {
                row: {side: told[side.value] for side in Side}
                for row, told in marks.get(chapter.name, {}).items()
            }
        if self._cache and len(self._found) == len(self):
            self._cache.save()

    def _mark(self, number: int) -> _Marks:
        if number in self._begun:
            from visavis.processes import LOST

            with suppress(*LOST):
                return self._begun.pop(number).result()
        return _mark(self._rows(number), self._languages)

    def _rows(self, number: int) -> list[_Row]:
        return [(c.name, *texts) for c in self._samples[number] for texts in _texts(c)]

    def _key(self, number: int) -> str:
        words = (word for row in self._rows(number) for word in row)
        return content_key(*words, *self._languages.values())


def _texts(chapter: Pairing) -> Iterator[tuple[str, str, str]]:
    """Id, original and translation of every row with words on both sides."""
    for pair in chapter.pairs:
        source, target = (" ".join(block.plain for block in pair[side]) for side in Side)
        if pair.id and source and target:
            yield pair.id, source, target


def _mark(texts: Sequence[_Row], languages: Mapping[Side, str]) -> _Marks:
    # NumPy is loaded here: a book that is known from the cache does without.
    from visavis.aligner.sentence_links import Sentence, mark_sentences

    def write(text: str, sentences: Sequence[Sentence]) -> str:
        counted = [len("".join(text[s.start : s.end].split())) for s in sentences]
        pairs = zip(accumulate(counted), sentences, strict=True)
        return " ".join(f"{end}:{sentence.group or ''}" for end, sentence in pairs)

    pairs = [(source, target) for _, _, source, target in texts]
    marked = mark_sentences(pairs, (languages[Side.SOURCE], languages[Side.TARGET]))
    found: _Marks = {}
    for (chapter, row, *words), sides in zip(texts, marked, strict=True):
        if any(len(side) > 1 for side in sides):
            each = zip(Side, words, sides, strict=True)
            told = {side.value: write(text, sentences) for side, text, sentences in each}
            found.setdefault(chapter, {})[row] = told
    return found
