"""Which sentences of a row answer each other: boundaries and numbers for the page, kept by content.

A side's attribute `data-sentences` holds one `END:GROUP` a sentence, in order. END counts the
characters that are no white space from the beginning of the side's text, note calls left out: so
neither line breaks nor typographic spaces nor markup can move it. Sentences of both sides with the
same GROUP answer each other; an empty one is that of a sentence whose counterpart is not sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from visavis.edition import Edition
from visavis.pairs import Pairing
from visavis.render import SentenceMarks
from visavis.store import Cache, content_key
from visavis.text import Block

CACHE = ("sentences", "1")
"""Name and version of the cache: whoever changes how sentences are linked raises the version."""


def find_sentences(edition: Edition) -> dict[str, SentenceMarks]:
    """By chapter and id of the row, what stands on each side's attribute, by language.

    The sentences of a book teach one lexicon. A book that has not changed is not linked again.
    """
    cache = Cache(edition.project.root, *CACHE)
    found: dict[str, SentenceMarks] = {}
    for sample in edition.samples:
        texts = [(c.name, *texts) for c in sample for texts in _texts(c)]
        key = content_key(*(word for text in texts for word in text), *edition.project.languages)
        marks = cache.get(key)
        if marks is None:
            marks = _mark(texts, edition)
            cache.put(key, marks)
        found |= marks
    cache.save()
    return found


def _texts(chapter: Pairing) -> Iterator[tuple[str, str, str]]:
    """Id, original and translation of every row with words on both sides."""
    for pair in chapter.pairs:
        if pair.id and not pair.one_sided and all(map(_words, (pair.source, pair.target))):
            yield pair.id, _words(pair.source), _words(pair.target)


def _words(blocks: Sequence[Block]) -> str:
    return " ".join(block.plain for block in blocks)


def _mark(
    texts: Sequence[tuple[str, str, str, str]], edition: Edition
) -> dict[str, dict[str, dict[str, str]]]:
    # NumPy is loaded here: a book that is known from the cache does without.
    from visavis.aligner.sentence_links import Sentence, mark_sentences

    def write(text: str, sentences: Sequence[Sentence]) -> str:
        counted = [len("".join(text[s.start : s.end].split())) for s in sentences]
        ends = [sum(counted[: n + 1]) for n in range(len(counted))]
        pairs = zip(ends, sentences, strict=True)
        return " ".join(f"{end}:{sentence.group or ''}" for end, sentence in pairs)

    source, target = edition.project.languages
    pairs = [(original, translation) for _, _, original, translation in texts]
    found: dict[str, dict[str, dict[str, str]]] = {}
    for (chapter, row, *words), sides in zip(
        texts, mark_sentences(pairs, (source, target)), strict=True
    ):
        if any(len(side) > 1 for side in sides):
            marks = {
                language: write(text, side)
                for language, text, side in zip((source, target), words, sides, strict=True)
            }
            found.setdefault(chapter, {})[row] = marks
    return found
