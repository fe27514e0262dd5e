"""What stands in the file of a book and is not of the book: its publisher's frame, its contents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from visavis.imports.readers.plain.contents import names_contents
from visavis.imports.readers.written_note import with_written_notes
from visavis.imports.tree.flatten import all_words
from visavis.imports.tree.node import (
    Block,
    HeadingBlock,
    ItemList,
    Paragraph,
    TableBlock,
    Verse,
    words_of,
)
from visavis.imports.tree.picture import Album
from visavis.unicode import WORD

_START = re.compile(
    r"\*{3}\s*START OF (?:THE|THIS) PROJECT GUTENBERG|\*END[ *]?THE SMALL PRINT!", re.IGNORECASE
)
_END = re.compile(
    r"\*{3}\s*END OF (?:THE|THIS) PROJECT GUTENBERG|^\s*END OF (?:THE |THIS )?PROJECT GUTENBERG",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r"[ivxlcdm]+")
_LEAST = 3
_MOST_TOLD = 0.7


def without_furniture(blocks: Sequence[Block], album: Album) -> list[Block]:
    """The blocks of a book without its publisher's frame and its table of contents, both named."""
    return with_written_notes(_without_contents(_without_frame(blocks, album), album), album)


def _without_frame(blocks: Sequence[Block], album: Album) -> list[Block]:
    texts = [all_words(block) for block in blocks]
    starts = [at for at, text in enumerate(texts) if _START.search(text)]
    start = starts[0] + 1 if starts else 0
    ends = [at for at, text in enumerate(texts) if at >= start and _END.search(text)]
    end = ends[0] if ends and (starts or ends[0] > len(blocks) // 2) else len(blocks)
    album.named += [
        ("frame of Project Gutenberg", text) for text in (*texts[:start], *texts[end:]) if text
    ]
    return list(blocks[start:end])


def _without_contents(blocks: Sequence[Block], album: Album) -> list[Block]:
    """The blocks without the tables whose entries are told again as headings."""
    kept: list[Block] = []
    at = 0
    while at < len(blocks):
        end = _end_of_contents(blocks, at)
        if end > at:
            album.named += [("table of contents", all_words(block)) for block in blocks[at:end]]
            if kept and isinstance(kept[-1], HeadingBlock) and names_contents(all_words(kept[-1])):
                album.named.append(("table of contents", all_words(kept.pop())))
            at = end
        else:
            kept.append(blocks[at])
            at += 1
    return kept


def _end_of_contents(blocks: Sequence[Block], at: int) -> int:
    """Where the table of contents ends that begins here; here, where none does."""
    if at > len(blocks) // 4 or isinstance(blocks[at], HeadingBlock):
        return at
    end = at
    while end < len(blocks) and isinstance(blocks[end], (Paragraph, Verse, TableBlock, ItemList)):
        if end > at and not isinstance(blocks[end], Paragraph):
            break
        if isinstance(blocks[end], Paragraph) and len(all_words(blocks[end])) > 200:
            break
        end += 1
    told = _Told(blocks[end:])
    while end > at:
        entries = [entry for block in blocks[at:end] for entry in _entries(block)]
        known = sum(map(told.has, entries))
        if len(entries) >= _LEAST and known >= _MOST_TOLD * len(entries):
            return end
        last = list(_entries(blocks[end - 1]))
        if end - at == 1 or any(map(told.has, last)):
            return at
        end -= 1
    return at


class _Told:
    """The words of the headings that follow."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        headings = (words_of(b.inside) for b in blocks if isinstance(b, HeadingBlock))
        self._words = f" {' '.join(_key(heading) for heading in headings)} "

    def has(self, entry: str) -> bool:
        """Whether an entry is told again."""
        key = _key(entry)
        return bool(key) and f" {key} " in self._words


def _key(text: str) -> str:
    """The words of a heading without its number."""
    words = [word.casefold() for word in WORD.findall(text)]
    return " ".join(word for word in words if not _NUMERAL.fullmatch(word))


def _entries(block: Block) -> Iterator[str]:
    if isinstance(block, TableBlock):
        for row in (block.head, *block.rows):
            yield from filter(None, [" ".join(map(words_of, row)).strip()])
    elif isinstance(block, ItemList):
        for item in block.items:
            for inner in item:
                yield from _entries(inner)
    elif isinstance(block, Verse):
        yield from map(words_of, block.lines)
    else:
        yield from filter(None, [all_words(block)])
