"""Where a quotation stands in a text, typography aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from visavis.record.words import Token, compose, find_tokens
from visavis.text import LEFT_OUT


def find_quotes(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Every place where a phrase stands, as start and end in the composed text.

    `…` in the phrase stands for words left out: its parts must follow each other. Spaces,
    typography and the case of the first letter do not count.
    """
    there = _tokens(text)
    phrases = words.replace("...", LEFT_OUT).split(LEFT_OUT)
    parts = [keys for phrase in phrases if (keys := quote_keys(phrase))]
    if not parts:
        return
    for first in find_all(parts[0], there):
        at = first + len(parts[0])
        for part in parts[1:]:
            following = next(find_all(part, there, at), None)
            if following is None:
                return
            at = following + len(part)
        yield there[first].start, there[at - 1].end


@lru_cache(maxsize=32)
def _tokens(text: str) -> list[Token]:
    """The words of a text; notes about one row ask for the same ones again and again."""
    return find_tokens(compose(text))


def find_all(keys: Sequence[str], there: Sequence[Token], start: int = 0) -> Iterator[int]:
    """The positions from `start` on at which words follow each other, the first one `small`."""
    for at in range(start, len(there) - len(keys) + 1):
        if small(there[at].key) == keys[0] and all(
            token.key == key for token, key in zip(there[at + 1 :], keys[1:], strict=False)
        ):
            yield at


def quote_keys(words: str) -> list[str]:
    """What two quotations have to share to be of the same words."""
    keys = [token.key for token in find_tokens(compose(words))]
    return [small(keys[0]), *keys[1:]] if keys else []


def small(word: str) -> str:
    """A word with its first letter small, as the case of that one does not count."""
    # A ligature is two letters by now, and both are its case: Œuvre, œuvre.
    first = 2 if word.startswith(("OE", "AE")) else 1
    return word[:first].lower() + word[first:]
