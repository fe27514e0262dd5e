"""Where a row can be parted: at words that somebody names."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from visavis.pairs import Cut
from visavis.record.quote import find_all, quote_keys
from visavis.record.words import compose, find_tokens
from visavis.text import Block, raw_spans

_OPENING = "\"'*_¡¿"
_DASHES = "–—-"
_BLANK = " \t\u00a0\u2009\u202f"
_MARKUP = str.maketrans(dict.fromkeys("*_`[]\\", " "))


def find_cuts(blocks: Sequence[Block], words: str) -> list[Cut]:
    """Every place before which words stand in the blocks of a side, in the order of the text.

    Typography, markup and the case of the first letter do not count; opening marks and the dash of
    a speech go with the words.
    """
    keys = quote_keys(words)
    return [
        Cut(number, offset)
        for number, block in enumerate(blocks)
        for offset in (_find(block, keys) if keys else ())
        if number or offset
    ]


def _find(block: Block, keys: Sequence[str]) -> list[int]:
    source = _without_markup(block)
    tokens = [replace(token, key=compose(token.key)) for token in find_tokens(source)]
    return [_beginning(block.source, tokens[at].start) for at in find_all(keys, tokens)]


def _without_markup(block: Block) -> str:
    """The source with blanks in the place of what is no prose, so that places stay."""
    source = block.source.translate(_MARKUP)
    for start, end in raw_spans(block):
        code = block.source[start : start + 1] == "`"
        if not code:
            source = source[:start] + " " * (end - start) + source[end:]
    return source


def _beginning(source: str, at: int) -> int:
    """Where the words at a place begin, with the marks that open them."""
    while at:
        before = source[at - 1]
        if before in _OPENING or unicodedata.category(before) in ("Ps", "Pi"):
            at -= 1
            continue
        gap = len(source[:at]) - len(source[:at].rstrip(_BLANK))
        mark = source[at - gap - 1 : at - gap]
        around = source[: at - gap - 1][-1:]
        if (
            gap
            and (mark in "«‹" or (mark in _DASHES and (not around or around.isspace())))
            and mark
        ):
            at -= gap + 1
            continue
        break
    return 0 if not source[:at].strip() else at
