"""Words that were parted at the end of a line are put together, if they were one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from visavis.imports.readers.plain.line import join_lines
from visavis.text import has_word

_PARTED = re.compile(r"(?P<first>[^\W\d_]+)(?P<hyphen>[-\u2010\u00ad¬])$")
_GOES_ON = re.compile(r"(?P<second>[^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*(?![-\u2010\u00ad¬]$)")
_SOFT = "\u00ad¬"


@dataclass(frozen=True, slots=True)
class Parted:
    """A word that a text has in two parts, at an end of a line and at the next beginning."""

    first: str
    """With its hyphen."""
    gap: str
    """What stands between the two in the file."""
    second: str

    @property
    def whole(self) -> str:
        """The word."""
        return self.first[:-1] + self.second

    @property
    def written(self) -> str:
        """Both parts as they stand."""
        return self.first + self.gap + self.second


class Hyphens:
    """Knows from a text, and from its language, which words have a hyphen of their own."""

    def __init__(self, lines: Iterable[str], language: str) -> None:
        lines = [line.strip() for line in lines]
        self._language = language
        self._is_needed = any(map(_PARTED.search, lines))
        self._words: set[str] = set()
        if self._is_needed:
            for line in lines:
                self._words.update(word.casefold() for word in _WORD.findall(line))
        self.undone: list[Parted] = []
        """The words that were put together."""

    def join(self, lines: Iterable[str]) -> str:
        """The lines as one."""
        joined = ""
        for raw in lines:
            line = raw.strip()
            parted = _PARTED.search(joined) if self._is_needed else None
            follows = _GOES_ON.match(line)
            if parted and follows:
                gap = "\n" + raw[: len(raw) - len(raw.lstrip())]
                joined = self._together(joined, line, gap, parted, follows)
            else:
                joined = join_lines((joined, line))
        return joined

    def _together(
        self,
        before: str,
        after: str,
        gap: str,
        parted: re.Match[str],
        follows: re.Match[str],
    ) -> str:
        first, second = parted["first"], follows["second"]
        if not self._is_one(first, second, parted["hyphen"]):
            return before + after
        self.undone.append(Parted(parted[0], gap, second))
        return before[: parted.end("first")] + after

    def _is_one(self, first: str, second: str, hyphen: str) -> bool:
        """Whether a hyphen only marks the end of a line: the text knows best, then a lexicon."""
        if hyphen in _SOFT:
            return True
        if not second[0].islower():
            return False
        whole = (first + second).casefold()
        if whole in self._words:
            return True
        if f"{first}-{second}".casefold() in self._words:
            return False
        if has_word(whole, self._language):
            return True
        parts = (first, second)
        return not all(w.casefold() in self._words or has_word(w, self._language) for w in parts)
