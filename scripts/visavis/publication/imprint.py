"""What a book says of itself in one of its languages: whose it is, what is to be known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from babel.dates import format_date

from visavis.publication.citation import is_reconstruction
from visavis.publication.interface import Interface, as_line
from visavis.publication.site import Site
from visavis.render import number_locale, spoken_language
from visavis.settings import Name, TextSettings, state_in
from visavis.side import Side
from visavis.text import name_language

if TYPE_CHECKING:
    from visavis.publication.publication import Publication


@dataclass(frozen=True, slots=True)
class TextImprint:
    """What is to be known of one text."""

    text: TextSettings
    name: str
    """Of its language, as a line begins."""
    title: str
    """Of the whole work in this language; empty where it is not told."""
    makers: tuple[str, ...]
    """Who made it, and how it came about: a line each."""
    licence: str
    """As a line; empty where it is not told."""
    notice: str
    """What every reader of it must know."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """The title page and the credits, in the words of an interface."""

    title: str
    authors: tuple[str, ...]
    texts: tuple[TextImprint, ...]
    edition: tuple[str, ...]
    """Its version and its date, as far as they are told."""
    licence: str
    """Of what the edition adds of its own, as a line; empty where it is not told."""
    address: str
    """Of the published site; empty where that is not known."""


def describe_imprint(interface: Interface, site: Site, sides: Sequence[Side]) -> Imprint:
    """What is said of these texts in an interface."""
    citation, language = interface.settings.citation, interface.language
    title = site.titles.get(interface.side) or site.title
    version = interface.say("cite_edition", version=citation.version) if citation.version else ""
    own = state_in(citation.licence, language)
    lines = (version, tell_date(citation.date, language))
    return Imprint(
        title=interface.typeset(title),
        authors=tuple(map(str, citation.authors)),
        texts=tuple(_describe_text(interface, side) for side in sides),
        edition=tuple(map(as_line, filter(None, lines))),
        licence=as_line(interface.say("cite_licence", licence=own)) if own else "",
        address=site.base,
    )


def latest_day(publication: Publication) -> str:
    """The latest day that an edition tells of itself, ISO 8601; empty where it tells none."""
    records = publication.records.values()
    days = [entry.date[:10] for record in records for entry in record.entries.values()]
    return max([publication.edition.project.citation.date, *days])


def tell_date(day: str, language: str) -> str:
    """A day of the settings as a language writes it; a year or a month as it stands there."""
    try:
        told = date.fromisoformat(day)
    except ValueError:
        return day
    return format_date(told, "long", locale=number_locale(language))


def _describe_text(interface: Interface, side: Side) -> TextImprint:
    text, language = interface.settings[side], interface.language
    licence = state_in(interface.settings.citation[side].licence, language)
    return TextImprint(
        text=text,
        name=as_line(name_language(text.language, spoken_language(language))),
        title=interface.settings.citation[side].title,
        makers=tuple(as_line(line) for line in _makers(interface, side)),
        licence=as_line(interface.say("cite_licence", licence=licence)) if licence else "",
        notice=interface.typeset(state_in(text.notice, language)),
    )


def _makers(interface: Interface, side: Side) -> Iterator[str]:
    credits = interface.settings.citation[side]
    if credits.translators:
        yield interface.say("cite_translators", names=_list(credits.translators))
    if credits.contributors:
        yield interface.say("cite_contributors", names=_list(credits.contributors))
    if credits.publisher:
        yield interface.say("cite_publisher", name=credits.publisher)
    chapters = interface.publication.chapters.values()
    if any(is_reconstruction(chapter[side]) for chapter in chapters):
        yield interface.say("cite_reconstruction")


def _list(names: Sequence[Name]) -> str:
    return ", ".join(map(str, names))
