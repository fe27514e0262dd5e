"""Words of a text, as they were given or as they came out, and where they stand."""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from visavis.unicode import UNSPACED

_WORD = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")
_SILENT = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


@dataclass(frozen=True)
class PlacedText:
    """A heading, a paragraph, a note, a cell…"""

    kind: str
    """What it is, for somebody who reads of it: `note`, `navigation`."""
    place: str
    """Where it stands in the file: `c1.xhtml:12`, `footnotes`; may be empty."""
    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words, in order, without signs and without what may differ in Unicode."""
        return words_of(self.text)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text: runs of letters and figures; signs of unspaced scripts one by one."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _SILENT.sub("", text))
    return tuple(map(sys.intern, _WORD.findall(text)))
