"""Where sentences begin and end. The library `sentencex` decides; this module keeps its law."""

from __future__ import annotations

import sentencex


def split_sentences(text: str, language: str) -> list[tuple[int, int]]:
    """The sentences as (start, end) in characters; joined again they are the text, byte for byte.

    `language` is a BCP 47 tag, of which the first part counts. White space belongs to the sentence
    before it; an empty text has no sentences.
    """
    spans: list[tuple[int, int]] = []
    end = 0
    for piece in sentencex.segment(language.split("-", 1)[0].lower(), text):
        start, end = end, end + len(piece)
        if text[start:end] != piece:
            return [(0, len(text))]
        # White space is no sentence of its own, neither after one nor before the first.
        if spans and not (piece.strip() and text[: spans[-1][1]].strip()):
            start = spans.pop()[0]
        spans.append((start, end))
    if end < len(text):
        start = spans.pop()[0] if spans else 0
        spans.append((start, len(text)))
    return spans
