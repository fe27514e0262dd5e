"""What was signed off, for feed readers (Atom, RFC 4287): an entry for each chapter and day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from visavis.edition import HOME
from visavis.pairs import Pair
from visavis.publication import Interface, PairStatus, Site, chapter_title
from visavis.record import Record, RecordEntry
from visavis.site.page import render

FEED = "feed.xml"
_MOST = 40
"""Entries, the newest first; who comes later reads the chapters."""
_NAMED = 8
"""So many rows are named in the title of an entry."""
_SHOWN = 60
"""So many stand in it with their words."""
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})")


def write_feed(interface: Interface, site: Site) -> str:
    """The text of the file; nothing before anything was signed off, or without an address."""
    entries = sorted(_list_entries(interface, site), key=lambda entry: entry["updated"])
    if not entries or not site.base:
        return ""
    return render(
        "feed.xml",
        interface,
        entries=entries[: -_MOST - 1 : -1],
        home=site.base + interface.address(HOME),
        feed=site.base + interface.addresses.home(interface.language) + FEED,
        title=site.titles.get(interface.side, ""),
    )


def _list_entries(interface: Interface, site: Site) -> Iterator[Mapping[str, Any]]:
    publication = interface.publication
    for status in publication.statuses:
        records = publication.records.get(status.chapter.name, Record()).entries
        days: dict[str, list[tuple[str, PairStatus]]] = {}
        for pair in status.pairs:
            date = _date(records.get(pair.id))
            if date and pair.status == "reviewed":
                days.setdefault(date[:10], []).append((date, pair))
        page = site.base + interface.address(status.chapter.name)
        for day, pairs in days.items():
            names = [interface.name(pair.id) for _, pair in pairs]
            more = " …" if len(names) > _NAMED else ""
            yield {
                "id": f"{page}#signed-{day}",
                "updated": max(date for date, _ in pairs),
                "title": f"{chapter_title(status.chapter, interface.side)} – "
                f"{', '.join(names[:_NAMED])}{more}",
                "address": page + interface.anchor(pairs[0][1].pair),
                "rows": [_row(interface, page, pair.pair) for _, pair in pairs[:_SHOWN]],
            }


def _date(entry: RecordEntry | None) -> str:
    """When a pair was signed off; empty where it was not, or nobody can say when."""
    return entry.date if entry and entry.signed and _TIME.fullmatch(entry.date) else ""


def _row(interface: Interface, page: str, pair: Pair) -> Mapping[str, Any]:
    words = [(side, " ".join(block.plain for block in pair[side])) for side in interface.sides]
    return {
        "name": interface.name(pair.id or ""),
        "address": page + interface.anchor(pair),
        "sides": [(interface.settings[side], said) for side, said in words if said],
    }
