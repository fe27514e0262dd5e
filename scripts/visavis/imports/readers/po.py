"""PO → segments."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any

from visavis.errors import VisavisError
from visavis.imports.bitext import FUZZY, SURE, Segment, match_languages
from visavis.imports.readers.extra import need
from visavis.imports.readers.markdown import read_markdown
from visavis.imports.readers.plain import read_cell
from visavis.imports.tree.node import Block, HeadingBlock, ItemList, Paragraph
from visavis.imports.tree.picture import Album
from visavis.input import clean, decode
from visavis.unicode import primary

_CHARSET = re.compile(rb"Content-Type:[^\"\n]*charset=([\w-]+)", re.IGNORECASE)
_TITLE = re.compile(r"^type: (?:Title\b ?(?P<mark>\S*)|.*<(?:title|h[1-6])>)", re.MULTILINE)
_BULLET = re.compile(r"^type: Bullet\b", re.MULTILINE)
_MARKDOWN_TYPE = re.compile(r"^type: (?:Title [#=-]+|Bullet: )", re.MULTILINE)
_LINE = re.compile(r"\(line (\d+)\)")


def read_po(data: bytes, name: str, languages: tuple[str, str], album: Album) -> Iterator[Segment]:
    """The entries of a PO file; those that are marked fuzzy are doubtful. Raises VisavisError."""
    entries = open_po(data, name)
    language = entries.metadata.get("Language", "")
    swapped = primary(language) == primary(languages[0]) != primary(languages[1])
    if language and not swapped:
        match_languages(("", language), languages, name)
    is_markdown = album.is_markdown = _is_markdown(entries)
    for entry in entries:
        if entry.obsolete:
            continue
        score = FUZZY if "fuzzy" in entry.flags else SURE
        pairs = [(entry.msgid, entry.msgstr)]
        if entry.msgid_plural:
            plurals = [entry.msgstr_plural.get(number, "") for number in (0, 1)]
            pairs = list(zip((entry.msgid, entry.msgid_plural), plurals, strict=True))
            album.named += [
                ("further plural form", form)
                for number, form in sorted(entry.msgstr_plural.items())
                if number > 1 and form
            ]
        kind = _kind(entry.comment)
        for pair in pairs:
            source, target = (
                _shaped(_read(text, album, is_markdown=is_markdown), kind)
                for text in (pair[::-1] if swapped else pair)
            )
            yield Segment(source, target, score)


def open_po(data: bytes, name: str) -> Any:
    """The entries of a PO file, as polib reads them. Raises VisavisError."""
    text = _decode_po(data, name)
    polib = need("polib", "polib", "PO")
    try:
        # polib opens what names a file; a comment in front makes sure that this is the text itself.
        return polib.pofile("#\n" + text)
    except (OSError, ValueError, IndexError, KeyError, AttributeError, TypeError) as error:
        found = _LINE.search(str(error))
        place = f"{name}:{int(found[1]) - 1}" if found else name
        raise VisavisError("not a readable PO file", place=place) from None


def _is_markdown(entries: Any) -> bool:
    """Whether po4a or mdpo has taken the entries from Markdown."""
    if "mdpo" in entries.metadata.get("X-Generator", "").lower():
        return True
    places = (place for entry in entries for place, _ in entry.occurrences)
    if any(place.lower().endswith((".md", ".markdown", ".mkd")) for place in places):
        return True
    return any(_MARKDOWN_TYPE.search(entry.comment) for entry in entries)


def _kind(comment: str) -> Block | None:
    """What a comment of po4a says that an entry is: a heading, or an item of a list."""
    title = _TITLE.search(comment)
    if title:
        mark = title["mark"] or ""
        level = {"-": 2}.get(mark[:1], len(mark)) if mark[:1] in ("#", "-") else 1
        return HeadingBlock(min(max(level, 1), 6), ())
    if _BULLET.search(comment):
        return ItemList(())
    return None


def _shaped(blocks: tuple[Block, ...], kind: Block | None) -> tuple[Block, ...]:
    """An entry of one paragraph as what its comment says that it is."""
    if len(blocks) != 1 or not isinstance(blocks[0], Paragraph):
        return blocks
    if isinstance(kind, HeadingBlock):
        return (HeadingBlock(kind.level, blocks[0].inside),)
    return (ItemList((blocks,)),) if isinstance(kind, ItemList) else blocks


def _read(text: str, album: Album, *, is_markdown: bool) -> tuple[Block, ...]:
    if not is_markdown:
        return read_cell(text)
    blocks, _ = read_markdown(clean(text), "", album)
    return tuple(blocks)


def _decode_po(data: bytes, name: str) -> str:
    found = _CHARSET.search(data)
    charset = found[1].decode("ascii") if found else "utf-8"
    if charset.upper() == "CHARSET":  # a template in which nobody has filled it in
        return decode(data, name)
    try:
        if codecs.lookup(charset).name == "utf-8":
            return decode(data, name)
        return clean(data.decode(charset))
    except (LookupError, UnicodeError, ValueError):
        raise VisavisError(f"it says that it is {charset}, and is not", place=name) from None
