"""Addresses of paragraphs that are gone: a sentence at the end of their page, with a link. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

import yaml

from visavis.edition import Edition
from visavis.record import Address, Gone, Records, list_old, natural
from visavis.render import mark_html, read_words, typeset
from visavis.settings import TextSettings
from visavis.site.address import Addresses
from visavis.site.search import chapter_title
from visavis.site.strip import name_pair

_NOTE = "note-"
"""Notes have no address of their own on a page, so an old one leads nowhere."""


@dataclass(frozen=True, slots=True)
class OldAddress:
    """An id without a paragraph, and where it leads today."""

    id: str
    to: Address | None
    """None where the paragraph was taken out."""


OldAddresses = Mapping[str, tuple[OldAddress, ...]]
"""By chapter, living or gone, in the order of the ids; chapters without any are left out."""


def find_old_addresses(records: Records) -> OldAddresses:
    """Every old address of the edition."""
    found: dict[str, list[OldAddress]] = {}
    for old, today in list_old(records):
        if not old.id.startswith(_NOTE):
            to = None if isinstance(today, Gone) else today
            found.setdefault(old.chapter, []).append(OldAddress(old.id, to))
    return {
        name: tuple(sorted(ids, key=lambda old: (natural(old.id), old.id)))
        for name, ids in found.items()
    }


def render_old_addresses(
    name: str,
    old: tuple[OldAddress, ...],
    edition: Edition,
    interface: TextSettings,
    addresses: Addresses,
) -> str:
    """The sentences for one chapter's page, each under its old id; nothing where there are none.

    A browser that is sent to one shows it; to all other readers they say nothing.
    """
    return "".join(_sentence(name, item, edition, interface, addresses) for item in old)


def compose_gone(
    name: str,
    old: tuple[OldAddress, ...],
    edition: Edition,
    interface: TextSettings,
    addresses: Addresses,
) -> str:
    """The page of a chapter that is gone: where each of its paragraphs is today."""
    words = read_words(interface.language)
    meta = {"title": words["gone"], "search": {"exclude": True}, "robots": "noindex"}
    head = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=1000)
    told = render_old_addresses(name, old, edition, interface, addresses)
    body = f"<div>{told}</div>"
    return f"---\n{head}---\n\n# {words['gone']}\n\n{words['gone_about']}\n\n{body}\n"


def find_gone_chapters(edition: Edition, old: OldAddresses) -> Iterator[str]:
    """The chapters that have old addresses and no file."""
    living = {chapter.name for chapter in edition.chapters}
    return (name for name in old if name not in living)


def _sentence(
    name: str, old: OldAddress, edition: Edition, interface: TextSettings, addresses: Addresses
) -> str:
    words = read_words(interface.language)
    if old.to is None:
        said = escape(
            words["address_retired"].replace("{id}", name_pair(old.id, interface.language))
        )
    else:
        before, _, after = (
            words["address_moved"]
            .replace("{id}", name_pair(old.id, interface.language))
            .partition("{to}")
        )
        link = _link(name, old.to, edition, interface, addresses)
        said = f"{before}{link}{after}"
    identifier = escape(old.id, quote=True)
    opening = f'<p id="{identifier}" class="vv-old"{mark_html(interface.language)}>'
    return f"{opening}{typeset(said, interface.language)}</p>"


def _link(
    name: str, to: Address, edition: Edition, interface: TextSettings, addresses: Addresses
) -> str:
    words = read_words(interface.language)
    text = f"{words['row'].lower()} {name_pair(to.id, interface.language)}"
    href = f"#{to.id}"
    if to.chapter != name:
        language = interface.language
        here, there = (addresses.page(chapter, language) for chapter in (name, to.chapter))
        href = addresses.between(here, there) + href
        text = f"{text}, {chapter_title(edition[to.chapter], edition.project, interface)}"
    return f'<a href="{escape(href)}">{escape(text)}</a>'
