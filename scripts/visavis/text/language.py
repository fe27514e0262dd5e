"""Languages by their tags, as messages call them."""

from __future__ import annotations

from functools import cache


@cache
def name_language(tag: str) -> str:
    """The English name of a language: `French` for `fr`, `Brazilian Portuguese` for `pt-BR`.

    A tag that the Unicode CLDR does not know stands for itself.
    """
    from babel import Locale, UnknownLocaleError  # needed only where there is something to say

    try:
        locale = Locale.parse(tag, sep="-")
        return locale.get_display_name("en") or tag
    except (UnknownLocaleError, ValueError):
        return tag
