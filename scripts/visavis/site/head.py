"""What the head of a page says to other programs: previews of links, search engines, Zotero."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from babel.core import get_global
from markupsafe import Markup

from visavis.edition import HOME
from visavis.publication import (
    Interface,
    Site,
    describe_work,
    find_licence,
    list_citation_tags,
    schema_org,
)
from visavis.site.card import HEIGHT, WIDTH, Card
from visavis.site.feed import FEED
from visavis.site.page import Page, as_script

MANIFEST = "manifest.webmanifest"


class Tag(NamedTuple):
    """A `<meta>`."""

    kind: str
    """`name`, or `property` as Open Graph has it."""
    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Head:
    """What the template `main.html` puts into the head of one page."""

    tags: tuple[Tag, ...]
    data: Markup | None = None
    """JSON-LD that may stand inside `<script>`."""
    licence: str = ""
    """The address of the terms of the text that stands first."""
    author: str = ""
    manifest: str = ""
    """From the root of the site, as the next."""
    feed: str = ""
    """Empty where there is none."""


def describe_head(
    interface: Interface, page: Page, site: Site, card: Card | None, *, about: str, feed: bool
) -> Head:
    """What is said of a page.

    `card` is the picture that stands for it, if there is one, `about` the site in a sentence,
    `feed` whether the interface has one.
    """
    work = describe_work(interface, page.name, site)
    tags = [Tag("property", name, said) for name, said in _graph(interface, page, site, about)]
    tags += [Tag("name", "twitter:card", "summary_large_image" if card else "summary")]
    if card:
        tags += [Tag("property", name, said) for name, said in _picture(card, site)]
    home = interface.addresses.home(interface.language)
    told = home + FEED if feed else ""
    if work is None:
        return Head(tuple(tags), manifest=home + MANIFEST, feed=told)
    tags += [Tag("name", name, said) for name, said in list_citation_tags(work)]
    author = ", ".join(map(str, work.authors))
    data, licence = as_script(schema_org(work)), find_licence(work.licence)
    return Head(tuple(tags), data, licence, author, home + MANIFEST, told)


def _graph(interface: Interface, page: Page, site: Site, about: str) -> Iterator[tuple[str, str]]:
    """Open Graph (ogp.me)."""
    chapters = interface.publication.chapters
    kind = "article" if page.name in chapters else "website"
    yield "og:type", "book" if page.name == HOME else kind
    yield "og:title", page.title
    if title := site.titles.get(interface.side):
        yield "og:site_name", title
    if description := page.description or about:
        yield "og:description", description.replace("`", "")
    own, other = (_locale(text.language) for text in interface.texts)
    yield "og:locale", own
    yield "og:locale:alternate", other
    if site.base:
        yield "og:url", site.base + interface.address(page.name)


def _picture(card: Card, site: Site) -> Iterator[tuple[str, str]]:
    yield "og:image", site.base + card.address
    yield "og:image:type", "image/png"
    yield "og:image:width", str(WIDTH)
    yield "og:image:height", str(HEIGHT)
    yield "og:image:alt", card.words


@cache
def _locale(tag: str) -> str:
    """A language with a country, as Open Graph wants it: where most of its speakers live."""
    language, *parts = tag.replace("-", "_").split("_")
    country = next((part for part in parts if len(part) == 2 and part.isupper()), "")
    likely = str(get_global("likely_subtags").get(language, language)).split("_")
    return f"{language}_{country or likely[-1]}" if country or len(likely) > 1 else language
