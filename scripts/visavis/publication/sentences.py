"""Which sentences of a row answer each other: boundaries and numbers for the page, kept by content.

A side's attribute `data-sentences` holds one `END:GROUP` a sentence, in order. END counts the
characters that are no white space from the beginning of the side's text, note calls left out: so
neither line breaks nor typographic spaces nor markup can move it. Sentences of both sides with the
same GROUP answer each other; an empty one is that of a sentence whose counterpart is not sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate

from visavis.edition import Edition
from visavis.pairs import Pairing
from visavis.side import Side
from visavis.store import Cache, content_key

_Row = tuple[str, str, str, str]
"""Its chapter, its id, original and translation."""
_FEWEST = 3
"""So many samples take longer to link than processes to begin."""
SentenceMarks = Mapping[str, Mapping[Side, str]]
"""By the row's id and the side: `END:GROUP` a sentence."""
CACHE = ("sentences", "2")
"""Name and version of the cache: whoever changes how sentences are linked raises the version."""


def find_sentences(edition: Edition) -> dict[str, SentenceMarks]:
    """By chapter and id of the row, what stands on each side's attribute.

    The sentences of a book teach one lexicon. A book that has not changed is not linked again.
    """
    cache = Cache(edition.project.root, *CACHE) if edition.kept else None
    languages = {side: edition.project[side].language for side in Side}
    found: dict[str, SentenceMarks] = {}
    samples = [
        [(c.name, *texts) for c in sample for texts in _texts(c)] for sample in edition.samples
    ]
    keys = [
        content_key(*(word for text in texts for word in text), *languages.values())
        for texts in samples
    ]
    if cache:
        _mark_apart(samples, keys, languages, cache)
    for texts, key in zip(samples, keys, strict=True):
        marks = cache.get(key) if cache else None
        if marks is None:
            marks = _mark(texts, languages)
            if cache:
                cache.put(key, marks)
        found |= {
            chapter: {
                row: {side: told[side.value] for side in Side} for row, told in of_rows.items()
            }
            for chapter, of_rows in marks.items()
        }
    if cache:
        cache.save()
    return found


def _texts(chapter: Pairing) -> Iterator[tuple[str, str, str]]:
    """Id, original and translation of every row with words on both sides."""
    for pair in chapter.pairs:
        source, target = (" ".join(block.plain for block in pair[side]) for side in Side)
        if pair.id and source and target:
            yield pair.id, source, target


def _mark_apart(
    samples: Sequence[Sequence[_Row]],
    keys: Sequence[str],
    languages: Mapping[Side, str],
    cache: Cache,
) -> None:
    """Let all processors link the sentences of a large edition, as far as that was not done yet."""
    jobs = {key: texts for key, texts in zip(keys, samples, strict=True) if not cache.get(key)}
    if len(jobs) < _FEWEST:
        return
    from visavis.processes import share_out

    work = partial(_mark, languages=languages)
    # It may give less than was asked for.
    for key, marks in zip(jobs, share_out(work, list(jobs.values())), strict=False):
        cache.put(key, marks)


def _mark(
    texts: Sequence[_Row], languages: Mapping[Side, str]
) -> dict[str, dict[str, dict[str, str]]]:
    # NumPy is loaded here: a book that is known from the cache does without.
    from visavis.aligner.sentence_links import Sentence, mark_sentences

    def write(text: str, sentences: Sequence[Sentence]) -> str:
        counted = [len("".join(text[s.start : s.end].split())) for s in sentences]
        pairs = zip(accumulate(counted), sentences, strict=True)
        return " ".join(f"{end}:{sentence.group or ''}" for end, sentence in pairs)

    pairs = [(source, target) for _, _, source, target in texts]
    marked = mark_sentences(pairs, (languages[Side.SOURCE], languages[Side.TARGET]))
    found: dict[str, dict[str, dict[str, str]]] = {}
    for (chapter, row, *words), sides in zip(texts, marked, strict=True):
        if any(len(side) > 1 for side in sides):
            each = zip(Side, words, sides, strict=True)
            told = {side.value: write(text, sentences) for side, text, sentences in each}
            found.setdefault(chapter, {})[row] = told
    return found
