"""New words in the markup of old ones: emphasis, links and calls stay where their words are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from visavis.imports.patience import match
from visavis.imports.tree.escape import escape_line_start, escape_words
from visavis.text import (
    Block,
    InlineCode,
    InlineKind,
    Kind,
    Piece,
    parse_document,
    read_pieces,
    write_pieces,
)

_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")
_Code = tuple[int, str]
"""Where in the plain words a piece of markup stands, and the piece."""


def with_pieces(block: Block, pieces: Sequence[Piece]) -> str | None:
    """The source of a block with other words and codes; None where it cannot have these.

    Without codes, the block keeps its own, each beside the words beside which it stood.
    """
    words = "".join(piece for piece in pieces if isinstance(piece, str))
    if any(isinstance(piece, InlineCode) for piece in pieces):
        mark = _mark(block)
        body = write_pieces(pieces, escape_words).strip()
        source = mark + (body if mark else escape_line_start(body))
        if _is_sound(source, block, words):
            return source
    return with_words(block, words)


def is_as_before(block: Block, pieces: Sequence[Piece]) -> bool:
    """Whether a block has these words already, and these codes, where there are any."""
    before = read_pieces(block)
    if any(isinstance(piece, InlineCode) for piece in pieces):
        return list(_compared(before)) == list(_compared(pieces))
    return "".join(p for p in pieces if isinstance(p, str)).split() == block.plain.split()


def parted(pieces: Sequence[Piece]) -> list[tuple[Piece, ...]]:
    """The pieces of each block; between blocks there is an empty line in the words."""
    blocks: list[list[Piece]] = [[]]
    for piece in pieces:
        if isinstance(piece, InlineCode):
            blocks[-1].append(piece)
            continue
        first, *others = piece.split("\n\n")
        blocks[-1] += [first] if first else []
        blocks += [[other] if other else [] for other in others]
    return [tuple(block) for block in blocks if block]


def with_words(block: Block, words: str) -> str | None:
    """The source of a block with other words, and its markup; None where it cannot have these."""
    words = words.strip() if block.kind in (Kind.VERSE, Kind.CODE) else " ".join(words.split())
    own = read_pieces(block, begun=True)
    old, codes = _placed(own)
    kept = [(at, code) for at, code in codes if at == 0 or "[^" in code]
    plainer = [(at, _call_only(at, code)) for at, code in kept]
    for tried in (codes, plainer):
        source = _written(tried, old, words)
        if _is_sound(source, block, words):
            return source
    return None


def _mark(block: Block) -> str:
    """What begins a block and is none of its words: `## `, `> `, `[^n1]: `."""
    whole, inside = read_pieces(block, begun=True), read_pieces(block)
    first = whole[0] if len(whole) > len(inside) else ""
    return first.source if isinstance(first, InlineCode) else ""


def _compared(pieces: Sequence[Piece]) -> Iterator[str | list[str]]:
    """Pieces for a comparison to which white space between words is one."""
    for piece in pieces:
        said = piece.split() if isinstance(piece, str) else piece.source.strip()
        if said:
            yield said


def _placed(pieces: Sequence[Piece]) -> tuple[str, list[_Code]]:
    """The words, and the codes with their places among them."""
    words = ""
    codes: list[_Code] = []
    for piece in pieces:
        if isinstance(piece, str):
            words += piece
        elif codes and codes[-1][0] == len(words):
            codes[-1] = (len(words), codes[-1][1] + piece.source)
        else:
            codes.append((len(words), piece.source))
    return words, codes


def plain_source(words: str, kind: Kind, level: int = 1) -> str:
    """Words as a new block of a kind, without markup."""
    lines = [escape_words(line.strip()) for line in words.strip().split("\n")]
    if kind is Kind.HEADING:
        return f"{'#' * max(level, 1)} {' '.join(lines)}"
    if kind is Kind.VERSE:
        return "\n".join(map(escape_line_start, filter(None, lines)))
    text = escape_line_start(" ".join(filter(None, lines)))
    return f"> {text}" if kind is Kind.QUOTE else text


def _call_only(at: int, code: str) -> str:
    """What must not be lost of a piece of markup: what begins the block, and calls of notes."""
    return code if at == 0 and "[^" not in code else "".join(re.findall(r"\[\^[^\]]+\]", code))


def _written(codes: Sequence[_Code], old: str, new: str) -> str:
    pieces: list[Piece] = []
    done = 0
    for place, code in _moved(codes, old, new):
        pieces += [new[done:place], InlineCode(code)]
        done = place
    return write_pieces([*pieces, new[done:]], escape_words)


def _moved(codes: Sequence[_Code], old: str, new: str) -> list[_Code]:
    """The codes at the places of the words beside which they stood."""
    # Most words have no markup among them, and need not be compared.
    kept = list(_kept(old, new)) if any(at for at, _ in codes) else []
    moved: list[_Code] = []
    last = 0
    for at, code in codes:
        if at and not old[at - 1].isspace():  # it stands behind its word
            behind = (word.there + max(at - word.start, 0) for word in kept if word.end >= at)
            last = max(last, next(behind, len(new)))
        elif at:
            before = [
                word.there + min(at, word.end) - word.start for word in kept if word.start <= at
            ]
            last = max(last, before[-1] if before else 0)
        moved.append((last, code))
    return moved


class _Kept(NamedTuple):
    """A word, a sign or a space that both texts have."""

    start: int
    end: int
    there: int
    """Where it begins in the new text."""


def _kept(old: str, new: str) -> Iterator[_Kept]:
    ours, theirs = (list(_TOKEN.finditer(text)) for text in (old, new))
    for i, j in match([found[0] for found in ours], [found[0] for found in theirs]):
        yield _Kept(ours[i].start(), ours[i].end(), theirs[j].start())


def _is_sound(source: str, block: Block, words: str) -> bool:
    """Whether a source is one block of the same kind, with these words and the same calls."""
    classes = " ".join(f".{name}" for name in block.classes) or ".vv"
    document = parse_document(f"{source}\n{{: {classes} }}\n", path="", language="")
    if len(document.blocks) != 1 or document.flaws:
        return False
    made = document.blocks[0]
    same = made.plain.split() == words.split() and made.kind is block.kind
    return same and made.label == block.label and _calls(made) == _calls(block)


def _calls(block: Block) -> list[str]:
    return sorted(call.text for call in block.of_kind(InlineKind.NOTE))
