"""What somebody says of plain texts, where they do not leave it to the texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from visavis.errors import VisavisError
from visavis.imports.readers.plain.layout import Layout


class Look(str, Enum):
    """What a heading looks like. The value is the word of `--headings`."""

    PART = "part"
    CHAPTER = "chapter"
    NUMBER = "number"
    CAPITALS = "capitals"
    SPACED = "spaced"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Wish:
    """Which passages somebody says are headings, where they do not leave it to the text."""

    forms: frozenset[Look] | None = None
    """These forms and no others; None: what is found to be regular."""
    pattern: re.Pattern[str] | None = None
    """Passages whose first line has this pattern."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody says of plain texts, where they do not leave it to the texts."""

    encoding: str = ""
    """The encoding; empty: it is found out."""
    keep_frame: bool = False
    """Whether the frame of Project Gutenberg, remarks and contents stay."""
    layout: Layout | None = None
    headings: Wish = Wish()


NO_WISHES = Wishes()


def read_wish(text: str) -> Wish:
    """What `--headings` says: `none`, forms parted by commas, or a pattern between slashes.

    Where it is empty, nothing is said. Raises VisavisError.
    """
    if len(text) > 2 and text[0] == text[-1] == "/":
        try:
            return Wish(frozenset(), re.compile(text[1:-1]))
        except re.error as error:
            raise VisavisError(f"--headings: this is no pattern: {error}") from None
    if text in ("", "none"):
        return Wish(frozenset() if text else None)
    try:
        return Wish(frozenset(Look(name.strip()) for name in text.split(",")))
    except ValueError:
        raise VisavisError(
            f"--headings: {text} is no form of headings",
            hint=f"there are {', '.join(map(str, Look))}, none, and a pattern between slashes",
        ) from None
