"""Addresses of paragraphs that are gone: sentences at the end of their chapter, or a page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from visavis.publication import Interface, OldAddress, chapter_title, find_gone_chapters
from visavis.site.page import Body, Page, render


def gone_pages(interface: Interface) -> Iterator[Page]:
    """A page for each chapter that has old addresses and no file any more."""
    publication = interface.publication
    for name in find_gone_chapters(publication.edition, publication.old):
        yield Page(name, interface.words["gone"], partial(_make, name, interface), gone=True)


def describe_old(name: str, interface: Interface) -> list[dict[str, Any]]:
    """The sentences under the old ids of a chapter: where each leads today."""
    old = interface.publication.old.get(name, ())
    return [_describe(name, one, interface) for one in old]


def _make(name: str, interface: Interface) -> Body:
    return Body(render("gone.html", interface, old=describe_old(name, interface)))


def _describe(name: str, old: OldAddress, interface: Interface) -> dict[str, Any]:
    called = interface.name(old.id)
    if old.to is None:
        return {"id": old.id, "before": interface.say("address_retired", id=called), "after": ""}
    before, _, after = interface.say("address_moved", id=called).partition("{to}")
    text = f"{interface.words['row'].lower()} {interface.name(old.to.id)}"
    page = ""
    if old.to.chapter != name:
        page = interface.between(name, old.to.chapter)
        there = interface.publication.chapters[old.to.chapter]
        text = f"{text}, {chapter_title(there, interface.side)}"
    link = {"href": f"{page}#{old.to.id}", "text": interface.typeset(text)}
    return {"id": old.id, "before": before, **link, "after": after}
