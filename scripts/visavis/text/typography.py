"""Which quotation marks and spaces a language wants: one table for who judges and who repairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from visavis.text.block import Block, Document
from visavis.unicode import primary

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
SPACES = f" {NO_BREAK}\u2009{NARROW_NO_BREAK}"
"""The spaces that people put beside a mark: plain, no-break, thin, narrow no-break."""
AS_PRINTED = "as-printed"
"""The class of a block whose typography is kept as it stands."""

_FRENCH, _CURLY, _SINGLE = ("«", "»"), ("“", "”"), ("‘", "’")
_LOW, _LOW_SINGLE, _LOW_RIGHT = ("„", "“"), ("‚", "‘"), ("„", "”")
_REVERSED, _REVERSED_SINGLE, _ANGLE = ("»", "«"), ("›", "‹"), ("‹", "›")
_NORDIC, _NORDIC_SINGLE = ("”", "”"), ("’", "’")


@dataclass(frozen=True, slots=True)
class Typography:
    """What a language wants; what is in neither list of signs may be written either way."""

    quotes: tuple[tuple[str, str], ...]
    """The pairs of quotation marks, opening and closing, that are its own; the usual one first."""
    spaced: str = ""
    """Signs that have a space before them."""
    tight: str = ",;:!?"
    """Signs that have none."""
    inside: Mapping[str, bool] = field(default_factory=dict)
    """By opening mark: whether a space stands inside it. A mark that is not named: either way."""


_BASE = Typography((_CURLY, _SINGLE), inside={"“": False, "‘": False, "„": False, "‚": False})
_TYPOGRAPHY = {
    "fr": Typography(
        (_FRENCH, _CURLY, _SINGLE, _ANGLE),
        spaced=";:!?»",
        tight=",",
        inside={"«": True, "“": False, "‘": False},
    ),
    # In Canada the space stands before the colon and inside guillemets only; in Switzerland houses
    # differ.
    "fr-CA": Typography(
        (_FRENCH, _CURLY, _SINGLE, _ANGLE), spaced=":»", tight=",", inside={"«": True, "“": False}
    ),
    "fr-CH": Typography((_FRENCH, _ANGLE, _CURLY, _SINGLE), tight=",", inside={"“": False}),
    "en": _BASE,
    "de": replace(_BASE, quotes=(_LOW, _LOW_SINGLE, _REVERSED, _REVERSED_SINGLE)),
    "de-CH": replace(_BASE, quotes=(_FRENCH, _ANGLE, _LOW, _LOW_SINGLE)),
    "it": replace(_BASE, quotes=(_FRENCH, _CURLY, _SINGLE)),
    "es": replace(_BASE, quotes=(_FRENCH, _CURLY, _SINGLE)),
    "ca": replace(_BASE, quotes=(_FRENCH, _CURLY, _SINGLE)),
    "pt": replace(_BASE, quotes=(_FRENCH, _CURLY, _SINGLE)),
    "pt-BR": _BASE,
    "nl": replace(_BASE, quotes=(_CURLY, _SINGLE, _LOW_RIGHT)),
    "pl": replace(_BASE, quotes=(_LOW_RIGHT, _FRENCH, _SINGLE)),
    "ro": replace(_BASE, quotes=(_LOW_RIGHT, _FRENCH)),
    "hu": replace(_BASE, quotes=(_LOW_RIGHT, _REVERSED, _SINGLE)),
    "cs": replace(_BASE, quotes=(_LOW, _LOW_SINGLE, _REVERSED)),
    "sk": replace(_BASE, quotes=(_LOW, _LOW_SINGLE, _REVERSED)),
    "sl": replace(_BASE, quotes=(_LOW, _REVERSED, _LOW_SINGLE)),
    "hr": replace(_BASE, quotes=(_LOW_RIGHT, _REVERSED, _SINGLE)),
    "ru": replace(_BASE, quotes=(_FRENCH, _LOW)),
    "uk": replace(_BASE, quotes=(_FRENCH, _LOW)),
    "bg": replace(_BASE, quotes=(_LOW, _FRENCH)),
    "el": replace(_BASE, quotes=(_FRENCH, _CURLY, _SINGLE), tight=",:!"),
    "da": replace(_BASE, quotes=(_REVERSED, _CURLY, _LOW, _NORDIC)),
    "nb": replace(_BASE, quotes=(_FRENCH, _SINGLE)),
    "nn": replace(_BASE, quotes=(_FRENCH, _SINGLE)),
    "sv": replace(_BASE, quotes=(_NORDIC, _NORDIC_SINGLE, ("»", "»"))),
    "fi": replace(_BASE, quotes=(_NORDIC, _NORDIC_SINGLE, ("»", "»"))),
}
"""By language tag. Sources: Imprimerie nationale, *Lexique des règles typographiques*; *New Hart's
Rules*; Duden; for the marks of the others, Unicode CLDR's delimiters."""


def find_typography(language: str) -> Typography | None:
    """What a language wants, by its tag or the first part of it; None where nothing is known."""
    return _TYPOGRAPHY.get(language) or _TYPOGRAPHY.get(primary(language))


def keeps_typography(document: Document, block: Block) -> bool:
    """Whether a block is to stay as it is written: its class says so, or the file's front matter.

    `{: #p7 .as-printed }` says it of a block, `typography: false` of a file (and of the edition
    `Project.typography`).
    """
    return AS_PRINTED in block.classes or document.meta.get("typography") is False
