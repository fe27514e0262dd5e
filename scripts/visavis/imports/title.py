"""The headings of chapters: number and title made one, and the names of files made of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from visavis.imports.numbering import Division, Numbered, is_capital, read_number
from visavis.imports.reading import Reading
from visavis.imports.tree.write import WrittenBlock
from visavis.text import Block, Kind
from visavis.unicode import spell_plainly

_MOST = 0.6
_LONGEST_TITLE = 300
_NAME = 6
"""Words that the name of an author may have."""
_LONGEST_NAME = 40
_NO_NAME = re.compile(r"[^\w]+")
_ELISION = re.compile(r"\b(?:[cdjlmnstCDJLMNST]|qu|Qu|QU|lorsqu|jusqu)['’](?=\w)|(?<=\w)['’](?=\w)")


def join_titles(reading: Reading) -> Reading:
    """A text in which a heading that is only a number is one with the title that follows it.

    The title is a heading, or a line in capitals; as one book prints it in one way, this is done
    where it is so for most of the numbers.
    """
    blocks = reading.document.blocks
    bare = [
        at
        for at, block in enumerate(blocks[:-1])
        if block.kind is Kind.HEADING and is_number(block.plain)
    ]
    titled = [at for at in bare if _is_title(blocks[at], blocks[at + 1])]
    if not titled or len(titled) < _MOST * len(bare):
        return reading
    pieces: list[WrittenBlock] = []
    for at, piece in enumerate(reading.pieces):
        if at - 1 in titled:
            pieces[-1] = _joined(pieces[-1], piece)
        else:
            pieces.append(piece)
    return replace(reading, pieces=tuple(pieces)).sound()


def is_number(words: str) -> bool:
    """Whether a heading is only a number, such as `Chapter IV.`"""
    number = read_number(words)
    return number is not None and not number.rest


def title_of(words: str) -> str:
    """A heading without its number; empty where it is only a number."""
    number = read_number(words)
    return words if number is None or not _counts(number, words) else number.rest


def name_of(words: str) -> str:
    """What a file of this title is called: `the-river`; empty where nothing is left of it."""
    words = _ELISION.sub(" ", title_of(words)) if "'" in words or "’" in words else title_of(words)
    plain = unicodedata.normalize("NFKD", spell_plainly(words))
    plain = "".join(c for c in plain if not unicodedata.combining(c) or not _is_latin(c))
    plain = unicodedata.normalize("NFC", plain).replace("_", " ")
    name = ""
    for word in filter(None, _NO_NAME.split(plain)):
        longer = f"{name}-{word}" if name else word[:_LONGEST_NAME]
        if len(longer) > _LONGEST_NAME:
            break
        name = longer
    return name


def name_chapter(headings: Sequence[str]) -> str:
    """What a chapter is called that begins with these headings.

    By the title of the last that bears a number, or by one that follows it: what stands before it
    is the title of the book, or of a part.
    """
    numbered = [at for at, words in enumerate(headings) if read_number(words) is not None]
    own = headings[numbered[-1] :] if numbered else headings[-1:]
    return next(filter(None, map(name_of, own)), "")


def title_chapter(headings: Sequence[str]) -> str:
    """The heading that is a chapter's own, of those that it begins with.

    It is the first that bears a number and begins no part; or else the first of all.
    """
    for words in headings:
        number = read_number(words)
        if number and number.division is not Division.PART and _counts(number, words):
            return words
    return next(iter(headings), "")


def _is_latin(mark: str) -> bool:
    """Whether a combining sign is an accent of Latin letters: others are letters of their own."""
    return "\u0300" <= mark <= "\u036f"


def _counts(number: Numbered, words: str) -> bool:
    """Whether a number is one: `I saw him` begins with none."""
    if number.mark or number.division is not Division.NUMBER or not number.rest:
        return True
    return not words.startswith("I ") or is_capital(number.rest)


def _is_title(number: Block, following: Block) -> bool:
    words = following.plain
    if following.kind is Kind.HEADING:
        return following.level >= number.level and read_number(words) is None
    is_short = following.kind is Kind.PARAGRAPH and len(words) <= _LONGEST_TITLE
    return is_short and is_capital(words)


def _joined(number: WrittenBlock, title: WrittenBlock) -> WrittenBlock:
    return replace(
        number,
        markdown=f"{number.markdown} {title.markdown.lstrip('# ')}",
        plainer=f"{number.plainer} {title.plainer.lstrip('# ')}",
    )


def headings_of(blocks: Sequence[Block]) -> list[str]:
    """The words of the headings with which some blocks begin.

    Before the first of them may stand the name of the author, between them a `by` or a year.
    """
    words: list[str] = []
    for block in blocks:
        if block.kind is Kind.HEADING:
            words.append(block.plain)
        elif block.kind is not Kind.FIGURE and len(block.plain.split()) > (1 if words else _NAME):
            break
    return words
