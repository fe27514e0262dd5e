"""What the glossary says of a term, on whatever page or in whatever book."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from visavis.glossary import Source, Term, bare, said_in
from visavis.publication.interface import Interface
from visavis.render import Html, read_words, typeset
from visavis.side import Side

_ADDRESS = ":/?#[]@!$&'()*+,;=%~"


def dictionary_order(words: str) -> tuple[str, str]:
    """As a dictionary sorts: accents and capitals count only between words that are else equal."""
    return bare(words).casefold(), words


def name_term(term: Term, interface: Interface) -> str:
    """A term in both languages, said once where they are the same."""
    names = (term.entries[text.language].term for text in interface.texts)
    return " · ".join(dict.fromkeys(names))


def describe_term(
    term: Term,
    interface: Interface,
    sides: Sequence[Side],
    show: Callable[[Html], Markup],
    link: Callable[[str], str],
) -> dict[str, Any]:
    """Everything that the glossary says of a term, in the languages of these sides.

    `show` makes HTML of what is said in Markdown, `link` gives the address of another term by id.
    """
    settings = interface.settings
    texts = [settings[side] for side in sides]
    by_id = interface.publication.edition.glossary.by_id
    names: dict[str, str] = {}
    for text in (settings[Side.SOURCE], *texts) if term.untranslated else texts:
        names.setdefault(term.entries[text.language].term, text.language)
    return {
        "id": term.id,
        "names": [{"term": name, "language": language} for name, language in names.items()],
        "sides": [_describe_side(term, side, interface, show) for side in sides],
        "untranslated": term.untranslated,
        "sources": [_cite(source, interface) for source in term.sources],
        "related": [
            {
                "href": link(other),
                "name": name_term(by_id[other], interface),
            }
            for other in term.related
        ],
    }


def _describe_side(
    term: Term, side: Side, interface: Interface, show: Callable[[Html], Markup]
) -> dict[str, Any]:
    text = interface.settings[side]
    entry, words = term.entries[text.language], read_words(text.language)
    glossary = interface.publication.glossary_texts[side]
    grammar = [words[f"is_{name}"] for name in (entry.gender, entry.number) if name]
    said = {
        key: typeset(words[key], text.language)
        for key in ("term_forms", "term_avoid", "term_usage")
    }
    return {
        "text": text,
        "words": said,
        "definition": show(glossary.blocks(entry.definition)),
        "forms": [typeset(form, text.language) for form in entry.forms],
        "grammar": f" ({', '.join(grammar)})" if grammar else "",
        "forbidden": [
            {
                "form": typeset(one.form, text.language),
                "why": show(glossary.inline(said_in(one.why, text.language))),
            }
            for one in entry.forbidden
        ],
        "usage": show(glossary.inline(entry.usage)) if entry.usage else "",
    }


def _cite(source: Source, interface: Interface) -> dict[str, Any]:
    guessed = interface.publication.title_language
    language = source.language or guessed(source.work) or interface.language
    abroad = source.link.startswith(("https://", "http://"))
    return {
        "author": source.author,
        "work": source.work,
        "language": language if language != interface.language else "",
        "link": quote(source.link, safe=_ADDRESS) if abroad else "",
        "year": source.year,
        "unverified": source.unverified,
    }
