"""Languages by their tags, as messages call them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from visavis.unicode import has_dictionary, primary

_WORD = re.compile(r"[^\W\d_]{2,}")
_TITLE = 3
"""Words that a title must have to be known by its language, …"""
_OWN = 2
"""… and words among them that only this language has, …"""
_UNKNOWN = 10
"""… of so many one may be a name that no dictionary has."""
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")

_ORIGINAL = frozenset(
    "source original src source-text quelle quelltext ausgangstext original-text origine originale "
    "fuente origem texte-source".split()
)
_TRANSLATION = frozenset(
    "target translation tgt trg target-text ziel zieltext übersetzung traduction traduzione "
    "traducción tradução cible destino vertaling texte-cible".split()
)
"""What people call the two texts at the head of a column."""


def is_tag(text: str) -> bool:
    """Whether a text is well-formed as a language tag (BCP 47), known or not.

    BCP 47 has room for longer first parts, but none was ever given out: `french` is a word.
    """
    return bool(_TAG.fullmatch(text))


@cache
def shorten_tag(tag: str) -> str:
    """The tag with the language's code of two letters where it has one: `de-AT` for `deu-AT`.

    BCP 47 knows no other.
    """
    from babel.core import get_global  # needed only where there is something to say

    primary, *rest = tag.split("-")
    short = get_global("language_aliases").get(primary.lower(), "") if len(primary) > 2 else ""
    return "-".join((short, *rest)) if re.fullmatch("[a-z]{2}", short) else tag


def find_country(tag: str) -> tuple[str, str] | None:
    """The English name of the country whose code was taken for a language's, and its language.

    None where a tag is a language's: `jp` is Japan's code only, `ja` that of Japanese.
    """
    from babel import Locale  # needed only where there is something to say
    from babel.core import get_global

    names, code = Locale("en"), primary(tag).upper()
    if len(code) > 2 or code.lower() in names.languages or code not in names.territories:
        return None
    spoken = get_global("likely_subtags").get(f"und_{code}", "en").partition("_")[0]
    return names.territories[code], spoken


@cache
def name_language(tag: str, reader: str = "en") -> str:
    """The name of a language in that of its reader: `French`, `français`, for `fr`.

    A tag that the Unicode CLDR does not know stands for itself.
    """
    from babel import Locale, UnknownLocaleError  # needed only where there is something to say

    try:
        return (
            Locale.parse(shorten_tag(tag), sep="-").get_display_name(reader.replace("-", "_"))
            or tag
        )
    except (UnknownLocaleError, ValueError):
        pass  # the CLDR has a name for many languages of which it knows no more
    try:
        return str(Locale.parse(reader, sep="-").languages.get(tag, tag))
    except (UnknownLocaleError, ValueError):
        return tag


def named_language(head: str, languages: tuple[str, str]) -> str | None:
    """The language that the head of a column names: `fr_FR`, `French`, `français`, `Target`.

    `languages` are the original's and the translation's; None where it names neither.
    """
    text = " ".join(head.split()).strip("\ufeff*_:")
    said = re.sub(r"\W+", "-", text.casefold())
    if said in _ORIGINAL:
        return languages[0]
    if said in _TRANSLATION:
        return languages[1]
    bare = re.sub(r"\s*\(.*\)$", "", text).casefold()
    tag = re.split("[-_]", text)[0].lower() if is_tag(text.replace("_", "-")) else ""
    for language in languages:
        short = re.split("[-_]", language)[0].lower()
        if bare in _names(language, languages) or tag == short:
            return language
    return None


def guess_language(title: str, languages: Iterable[str]) -> str | None:
    """Which of two languages a title is in; None unless that is sure.

    Sure it is of three words or more that the dictionary of the one has (simplemma's), with words
    among them that the other's has not, and none the other way round.
    """
    words = _WORD.findall(title)
    one, other = languages
    if len(words) < _TITLE or primary(one) == primary(other):
        return None
    known = [(is_word(word, one), is_word(word, other)) for word in words]
    if known.count((False, False)) > len(words) // _UNKNOWN:
        return None
    only_one, only_other = known.count((True, False)), known.count((False, True))
    if only_one >= _OWN and not only_other:
        return one
    return other if only_other >= _OWN and not only_one else None


def is_word(word: str, language: str) -> bool:
    """Whether the dictionary of a language has a word, however it begins.

    Of a language without one, none is known.
    """
    return has_word(word, language) or (not word.islower() and has_word(word.lower(), language))


@lru_cache(maxsize=1 << 16)  # A book says most of its words again and again.
def has_word(word: str, language: str) -> bool:
    """Whether the dictionary of a language has a word as it is written."""
    # Its dictionaries take longer to load than most commands run.
    from simplemma import is_known

    tag = primary(language)
    return has_dictionary(tag) and bool(is_known(word, tag, low_memory=True))


@cache
def _names(language: str, readers: tuple[str, str]) -> frozenset[str]:
    """What a language is called in English, in itself and in the other language of the edition."""
    tags = {language, re.split("[-_]", language)[0]}
    found = {name_language(tag, reader) for tag in tags for reader in ("en", *readers)}
    return frozenset(name.casefold() for name in found)
