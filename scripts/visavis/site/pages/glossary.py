"""The glossary as two pages of each interface, in the order of either language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any

from visavis.glossary import GLOSSARY, REVERSE, Term, term_page
from visavis.publication import Interface, Resolver, describe_term, dictionary_order
from visavis.render import read_words, typeset
from visavis.settings import TextSettings
from visavis.side import Side
from visavis.site.page import Body, Heading, Page, render
from visavis.text import name_language


def glossary_pages(interface: Interface) -> Iterator[Page]:
    """The glossary in the order of the interface's language, and in that of the other."""
    about = interface.words["glossary_about"]
    title = interface.words["glossary"]
    told: partial[dict[str, Any]] = partial(dict, glossary=True)
    yield Page(GLOSSARY, title, partial(_make, interface), about, told, in_nav=True)
    title = name_order(interface, reverse=True)
    yield Page(REVERSE, title, partial(_make_reverse, interface), about, told)


def name_order(interface: Interface, *, reverse: bool = False) -> str:
    """What the glossary in one order is called: `Glossaire français–anglais`."""
    names = [name_language(text.language, interface.language) for text in interface.texts]
    first, second = names[::-1] if reverse else names
    said = interface.words["glossary_order"].replace("{from}", first).replace("{to}", second)
    return said[:1].upper() + said[1:]


def describe_on_page(
    term: Term, interface: Interface, first: Side, resolve: Resolver
) -> dict[str, Any]:
    """What the glossary says of a term, on the page of which the links hold; one language first."""
    return describe_term(
        term,
        interface,
        (first, first.other),
        lambda html: html.on_page(resolve),
        lambda other: interface.between(resolve.name, term_page(other)),
    )


@cache
def say_all(language: str) -> Mapping[str, str]:
    """The words of an interface with the spaces that its language wants."""
    return {key: typeset(said, language) for key, said in read_words(language).items()}


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
    html = render("glossary.html", interface, said=say_all(interface.language), **told)
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
    return describe_on_page(term, interface, first, Resolver(interface, here)) | way


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


def _sorted(terms: Sequence[Term], text: TextSettings) -> list[Term]:
    return sorted(terms, key=lambda term: dictionary_order(term.entries[text.language].term))
