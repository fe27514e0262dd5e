"""The words of a text: what counts as a change of them, and what is only typography.

Two texts have the same words when they differ in white space or typography alone: quotation marks,
apostrophes, dashes, dots, commas, colons, brackets and the spaces around them, ligatures, soft
hyphens, invisible characters, and how an accent is encoded. Everything else counts: letters and
their case, figures with their sign and their decimal mark, `?` and `!`, signs such as %, & or €.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from visavis.pairs import Pair
from visavis.text import Block

_SPACE = r"[ \u00a0\u2009\u202f]"
_MINUS = r"[-\u2013\u2212]"
_SIGN = (  # everything that is neither white space nor part of a word
    r"!-/:-@\[-`{-~\u00a1-\u00a9\u00ab\u00ac\u00ae-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7"
    r"\u02b9-\u02bc\u060c\u061b\u061f\u066a\u06d4\u0964\u0965\u2010-\u2029\u2030-\u205e\u20a0-\u20cf"
    r"\u2190-\u2bff\u3001-\u3003\u3008-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # written without spaces
_TOKEN = re.compile(
    # A number: grouped by spaces, or with points and commas inside; with its minus sign, which
    # stands at the beginning of a word, and after no number (there it is the dash of a range).
    rf"(?P<number>(?:(?<![\w.,)\]%])(?<!\d\s){_MINUS}(?=\d))?"
    rf"(?:(?<![\d.,])\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)(?![^\W_]))"
    rf"|[{_CJK}]"
    rf"|(?P<word>[^\s{_SIGN}{_CJK}]+)"
    rf"|(?P<sign>[{_SIGN}])"
)
_SILENT = frozenset(",;:.…·'\"`´ʹʺʻʼ′″،؛۔।॥、。，；：．｡､-−~¡¿")
_SILENT_CATEGORIES = frozenset(("Pd", "Ps", "Pe", "Pi", "Pf"))
_SAME = str.maketrans(
    {
        "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ĳ": "ij", "Ĳ": "IJ",
        "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
        "؟": "?", "？": "?", "！": "!",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign that counts."""

    key: str
    """What is compared."""
    start: int
    """Where it begins in the composed text (NFC), in characters."""
    end: int


def compose(text: str) -> str:
    """The text in Unicode's composed form (NFC), in which the places of tokens are given."""
    return unicodedata.normalize("NFC", text)


def find_tokens(text: str) -> list[Token]:
    """The words, numbers and signs of a composed text that count."""
    tokens = []
    for found in _TOKEN.finditer(text):
        key = _key(found)
        if key:
            tokens.append(Token(key, found.start(), found.end()))
    return tokens


def keys_of(text: str) -> list[str]:
    """What two texts have to share to have the same words."""
    return [token.key for token in find_tokens(compose(text))]


def side_text(blocks: Sequence[Block]) -> str:
    """The words of one side of a pair as the record keeps them: without markup, blocks apart.

    Markup is left out on purpose. Whether a heading, a link, an image or an emphasis is still on
    both sides can be seen by comparing the sides as they are, which other rules do.
    """
    return "\n\n".join(block.plain for block in blocks)


def pair_texts(pair: Pair) -> tuple[str, str]:
    """The words of both sides of a pair."""
    return side_text(pair.source), side_text(pair.target)


def _key(found: re.Match[str]) -> str:
    text = found[0]
    if found["sign"]:
        return "" if _is_silent(text) else text.translate(_SAME)
    if found["number"]:
        return re.sub(_SPACE, "", re.sub(f"^{_MINUS}", "-", text))
    if not text.isascii():
        text = "".join(c for c in text.translate(_SAME) if unicodedata.category(c) != "Cf")
    # The ligature does not tell whether its second letter was meant as a capital.
    return text.replace("Oe", "OE").replace("Ae", "AE")


@cache
def _is_silent(sign: str) -> bool:
    return sign in _SILENT or unicodedata.category(sign) in _SILENT_CATEGORIES
