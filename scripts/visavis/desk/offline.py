"""One HTML file with the rows of a chapter that want a look, for a colleague without Python."""

from __future__ import annotations

import hashlib
import mimetypes
from base64 import b64encode
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from visavis.action import Choice, Item
from visavis.desk.describe import describe_row
from visavis.edition import Edition
from visavis.pairs import Pair
from visavis.publication import Publication, chapter_title, publish
from visavis.render import Html, RenderedText
from visavis.side import Side

_HERE = Path(__file__).parent
_MOST = 2_000_000
"""Bytes of a picture that goes into the file."""


def write_offline(edition: Edition, chapter: str) -> tuple[str, int]:
    """The file for a chapter, and how many rows are in it: those that want a look.

    Raises VisavisError for an unknown one.
    """
    items = Choice(chapter=chapter).find(edition)
    publication = publish(edition, findings=())
    script, sheet = (_read(name) for name in ("offline.js", "offline.css"))
    policy = "; ".join(
        (
            "default-src 'none'",
            "img-src data:",
            f"script-src '{_hash(script)}'",
            f"style-src '{_hash(sheet)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=False,
    )
    page = environment.get_template("offline.html").render(
        policy=policy,
        script=Markup(script),
        sheet=Markup(sheet),
        chapter=chapter,
        title=chapter_title(edition[chapter], Side.TARGET),
        rows=[_row(item, publication) for item in items],
    )
    return page, len(items)


def _row(item: Item, publication: Publication) -> dict[str, Any]:
    told = describe_row(item, publication.edition, waits=True)
    sides = [
        {**told["sides"][side.value], "side": side.value, "html": _html(item, side, publication)}
        for side in Side
    ]
    return {**told, "sides": sides}


def _html(item: Item, side: Side, publication: Publication) -> Markup:
    """One side of a row as the site shows it; what it links to is not in the file."""
    chapter = publication.edition[item.address.chapter]
    text = publication.texts.of(chapter, side)
    return Markup("").join(
        html.on_page(lambda target: _lead(target, publication.edition))
        for html in _passages(item, text, chapter.pairs)
    )


def _passages(item: Item, text: RenderedText, pairs: Sequence[Pair]) -> Iterator[Html]:
    for pair, passage in zip(pairs, text.passages, strict=True):
        if pair is item.pair:
            yield passage.html
    note = text.notes.get(item.pair.blocks[0].label or "")
    if note is not None:
        yield note


def _lead(target: str, edition: Edition) -> str:
    path = edition.published.files.get(target.partition("#")[0].lstrip("/"))
    kind = mimetypes.guess_type(str(path))[0] or "" if path else ""
    if path is None or not kind.startswith("image/"):
        return "#"
    file = edition.project.root / path
    data = file.read_bytes()
    return f"data:{kind};base64,{b64encode(data).decode()}" if len(data) <= _MOST else "#"


def _read(name: str) -> str:
    return (_HERE / "assets" / name).read_text("utf-8")


def _hash(text: str) -> str:
    digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"sha256-{digest}"
