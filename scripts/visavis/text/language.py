"""Languages by their tags, as messages call them."""

from __future__ import annotations

import re
from functools import cache

_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def is_tag(text: str) -> bool:
    """Whether a text is well-formed as a language tag (BCP 47), known or not."""
    return bool(_TAG.fullmatch(text))


@cache
def name_language(tag: str, reader: str = "en") -> str:
    """The name of a language in that of its reader: `French`, `français`, for `fr`.

    A tag that the Unicode CLDR does not know stands for itself.
    """
    from babel import Locale, UnknownLocaleError  # needed only where there is something to say

    try:
        return Locale.parse(tag, sep="-").get_display_name(reader.replace("-", "_")) or tag
    except (UnknownLocaleError, ValueError):
        pass  # the CLDR has a name for many languages of which it knows no more
    try:
        return str(Locale.parse(reader, sep="-").languages.get(tag, tag))
    except (UnknownLocaleError, ValueError):
        return tag
