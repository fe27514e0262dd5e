"""What a page tells the script that writes citations: everything but the passage itself. Pure.

One CSL item a text, in the order of the page: the two have their own titles, translators,
publishers and licences. A text that is a reconstruction is nobody's wording: it names the author as
`original-author`, and everything written of it says what it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from visavis.pairs import Pairing
from visavis.publication.interface import Interface
from visavis.publication.naming import chapter_title
from visavis.render import read_words, typeset
from visavis.settings import CitationSettings, Credits, Name, state_in
from visavis.text import Document, name_language

_WORDS = "cite_"
"""How the keys of the words begin that a citation is made of."""

CslItem = dict[str, Any]


def describe_citation(chapter: Pairing, interface: Interface, container: str) -> dict[str, Any]:
    """A chapter as it is cited in an interface; `container` is what the edition is called there.

    `items` are CSL-JSON (Citation Style Language 1.0.2, `csl-data.json`) but for what the passage
    adds: id, section, URL, abstract, note. `texts` say of each what CSL has no field for, `words`
    are what a citation is put together with, and `licence` is that of the edition's own blocks.
    """
    settings, language = interface.settings.citation, interface.language
    known = [side for side in interface.sides if chapter[side].exists]
    words = {
        key.removeprefix(_WORDS): typeset(sentence, language)
        for key, sentence in interface.words.items()
        if key.startswith(_WORDS)
    }
    # An interface without words of its own speaks English: names and dates then do, too.
    told = "en" if interface.words == read_words("en") else language
    return {
        "chapter": chapter.name,
        "language": told,
        "words": words,
        "licence": typeset(state_in(settings.licence, language), language),
        "items": [
            _item(settings, settings[side], chapter[side])
            | {"title": chapter_title(chapter, side), "container-title": container}
            for side in known
        ],
        "texts": [
            {
                "name": name_language(chapter[side].language, told),
                "licence": typeset(state_in(settings[side].licence, language), language),
                "reconstruction": is_reconstruction(chapter[side]),
            }
            for side in known
        ],
    }


def _item(settings: CitationSettings, credits: Credits, document: Document) -> CslItem:
    role = "original-author" if is_reconstruction(document) else "author"
    original = "" if credits is settings.source else settings.source.title
    item = {
        "type": "chapter",
        "language": document.language,
        role: _names(settings.authors),
        "translator": _names(credits.translators),
        "contributor": _names(credits.contributors),
        "publisher": credits.publisher,
        "original-title": original,
        "version": settings.version,
        "issued": _issued(settings),
    }
    return {name: value for name, value in item.items() if value}


def is_reconstruction(document: Document) -> bool:
    """Whether a text was re-established from the other."""
    return document.meta.get("text_status") == "reconstruction"


def _issued(settings: CitationSettings) -> CslItem:
    parts = [int(part) for part in settings.date.split("-") if part]
    return {"date-parts": [parts]} if parts else {}


def _names(names: Iterable[Name]) -> list[dict[str, str]]:
    return [
        {"family": name.family, "given": name.given} if name.given else {"literal": name.family}
        for name in names
    ]
