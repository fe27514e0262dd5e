"""The glossary as two pages of each interface, in the order of either language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any
from urllib.parse import quote

from visavis.glossary import GLOSSARY, REVERSE, Source, Term, said_in, term_page
from visavis.publication import Interface, Resolver
from visavis.render import read_words, typeset
from visavis.settings import TextSettings
from visavis.side import Side
from visavis.site.page import Body, Heading, Page, render
from visavis.site.pages.order import dictionary_order
from visavis.text import name_language

_ADDRESS = ":/?#[]@!$&'()*+,;=%~"


def glossary_pages(interface: Interface) -> Iterator[Page]:
    """The glossary in the order of the interface's language, and in that of the other."""
    about = interface.words["glossary_about"]
    title = interface.words["glossary"]
    told: partial[dict[str, Any]] = partial(dict, glossary=True)
    yield Page(GLOSSARY, title, partial(_make, interface), about, told, in_nav=True)
    title = name_order(interface, reverse=True)
    yield Page(REVERSE, title, partial(_make_reverse, interface), about, told)


def name_term(term: Term, interface: Interface) -> str:
    """A term in both languages, said once where they are the same."""
    names = (term.entries[text.language].term for text in interface.texts)
    return " · ".join(dict.fromkeys(names))


def name_order(interface: Interface, *, reverse: bool = False) -> str:
    """What the glossary in one order is called: `Glossaire français–anglais`."""
    names = [name_language(text.language, interface.language) for text in interface.texts]
    first, second = names[::-1] if reverse else names
    said = interface.words["glossary_order"].replace("{from}", first).replace("{to}", second)
    return said[:1].upper() + said[1:]


def describe_entry(term: Term, interface: Interface, here: str, first: Side) -> dict[str, Any]:
    """Everything that the glossary says of a term, on the page `here`; one language first."""
    settings = interface.settings
    sides = (first, first.other)
    texts = [settings[side] for side in sides]
    by_id = interface.publication.edition.glossary.by_id
    names: dict[str, str] = {}
    for text in (settings[Side.SOURCE], *texts) if term.untranslated else texts:
        names.setdefault(term.entries[text.language].term, text.language)
    return {
        "id": term.id,
        "names": [{"term": name, "language": language} for name, language in names.items()],
        "sides": [_describe_side(term, side, interface, here) for side in sides],
        "untranslated": term.untranslated,
        "sources": [_cite(source) for source in term.sources],
        "related": [
            {
                "href": interface.between(here, term_page(other)),
                "name": name_term(by_id[other], interface),
            }
            for other in term.related
        ],
    }


def say_all(interface: Interface) -> dict[str, str]:
    """The words of the interface with the spaces that its language wants."""
    return {key: interface.typeset(said) for key, said in interface.words.items()}


def _make(interface: Interface) -> Body:
    publication, words = interface.publication, interface.words
    entries = []
    for term in _sorted(publication.edition.glossary.terms, interface.text):
        number = str(len(publication.uses(term)))
        more = interface.typeset(words["term_see"].replace("{n}", number))
        entries.append(_describe_listed(term, interface, GLOSSARY, interface.side, more))
    reverse = {"href": interface.between(GLOSSARY, REVERSE)}
    reverse["name"] = name_order(interface, reverse=True)
    return _render(words["glossary"], entries, reverse, _list_forms(interface), interface)


def _make_reverse(interface: Interface) -> Body:
    side = interface.side.other
    more = interface.say("term_how")
    entries = [
        _describe_listed(term, interface, REVERSE, side, more)
        for term in _sorted(interface.publication.edition.glossary.terms, interface.settings[side])
    ]
    reverse = {"href": interface.between(REVERSE, GLOSSARY), "name": name_order(interface)}
    return _render(name_order(interface, reverse=True), entries, reverse, [], interface)


def _render(
    title: str,
    entries: Sequence[dict[str, Any]],
    reverse: dict[str, str],
    index: Sequence[dict[str, Any]],
    interface: Interface,
) -> Body:
    told: dict[str, Any] = {"title": title, "entries": entries, "reverse": reverse, "index": index}
    html = render("glossary.html", interface, said=say_all(interface), **told)
    headings = (
        Heading(2, entry["id"], " · ".join(name["term"] for name in entry["names"]))
        for entry in entries
    )
    return Body(html, tuple(headings))


def _describe_listed(
    term: Term, interface: Interface, here: str, first: Side, more: str
) -> dict[str, Any]:
    """A term among the others, with the way to its page."""
    way = {"href": interface.between(here, term_page(term.id)), "more": more}
    return describe_entry(term, interface, here, first) | way


def _list_forms(interface: Interface) -> list[dict[str, Any]]:
    """Every form of each language in its order, with the way to its term."""
    lists = []
    for text in interface.texts:
        forms = sorted(
            {
                (form, term.id)
                for term in interface.publication.edition.glossary.terms
                for form in term.entries[text.language].forms
            },
            key=lambda item: (dictionary_order(item[0]), item[1]),
        )
        name = name_language(text.language, interface.language)
        linked = [
            {"words": form, "href": interface.between(GLOSSARY, term_page(identifier))}
            for form, identifier in forms
        ]
        name = name[:1].upper() + name[1:]
        lists.append({"language": text.language, "name": name, "forms": linked})
    return lists


def _describe_side(term: Term, side: Side, interface: Interface, here: str) -> dict[str, Any]:
    text = interface.settings[side]
    entry, words = term.entries[text.language], read_words(text.language)
    glossary, resolve = interface.publication.glossary_texts[side], Resolver(interface, here)
    grammar = [words[f"is_{name}"] for name in (entry.gender, entry.number) if name]
    said = {
        key: typeset(words[key], text.language)
        for key in ("term_forms", "term_avoid", "term_usage")
    }
    return {
        "text": text,
        "words": said,
        "definition": glossary.blocks(entry.definition).on_page(resolve),
        "forms": [typeset(form, text.language) for form in entry.forms],
        "grammar": f" ({', '.join(grammar)})" if grammar else "",
        "forbidden": [
            {
                "form": typeset(one.form, text.language),
                "why": glossary.inline(said_in(one.why, text.language)).on_page(resolve),
            }
            for one in entry.forbidden
        ],
        "usage": glossary.inline(entry.usage).on_page(resolve) if entry.usage else "",
    }


def _cite(source: Source) -> dict[str, Any]:
    abroad = source.link.startswith(("https://", "http://"))
    return {
        "author": source.author,
        "work": source.work,
        "link": quote(source.link, safe=_ADDRESS) if abroad else "",
        "year": source.year,
        "unverified": source.unverified,
    }


def _sorted(terms: Sequence[Term], text: TextSettings) -> list[Term]:
    return sorted(terms, key=lambda term: dictionary_order(term.entries[text.language].term))
