"""New words in the markup of old ones: emphasis, links and calls stay where their words are."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from visavis.imports.tree.escape import escape_line_start, escape_words
from visavis.text import Block, InlineKind, Kind, parse_document

_REFERENCE = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|\w{1,31});")
_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")
_Code = tuple[int, str]
"""Where in the plain words a piece of markup stands, and the piece."""


def with_words(block: Block, words: str) -> str | None:
    """The source of a block with other words, and its markup; None where it cannot have these."""
    words = words.strip() if block.kind in (Kind.VERSE, Kind.CODE) else " ".join(words.split())
    codes = read_codes(block.source.rstrip("\r\n"), block.plain)
    tries = [] if codes is None else [_written(codes, block.plain, words)]
    if codes is not None:
        kept = [(at, code) for at, code in codes if at == 0 or "[^" in code]
        tries.append(
            _written([(at, _call_only(at, code)) for at, code in kept], block.plain, words)
        )
    for source in tries:
        if _is_sound(source, block, words):
            return source
    return None


def plain_source(words: str, kind: Kind, level: int = 1) -> str:
    """Words as a new block of a kind, without markup."""
    lines = [escape_words(line.strip()) for line in words.strip().split("\n")]
    if kind is Kind.HEADING:
        return f"{'#' * max(level, 1)} {' '.join(lines)}"
    if kind is Kind.VERSE:
        return "\n".join(map(escape_line_start, filter(None, lines)))
    text = escape_line_start(" ".join(filter(None, lines)))
    return f"> {text}" if kind is Kind.QUOTE else text


def read_codes(source: str, plain: str) -> list[_Code] | None:
    """The markup of a source: what is left of it when its plain words are taken out, in order.

    Law: the words with the codes put in their places are the source, but for escapes. None where
    the words are not all there.
    """
    codes: list[_Code] = []
    at = i = 0
    while i < len(source):
        taken, shown = _sign(source, i)
        if at < len(plain) and _same(shown, plain[at]):
            at += 1
        elif codes and codes[-1][0] == at:
            codes[-1] = (at, codes[-1][1] + source[i : i + taken])
        else:
            codes.append((at, source[i : i + taken]))
        i += taken
    return codes if at == len(plain) else None


def _sign(source: str, i: int) -> tuple[int, str]:
    """How many characters the next sign takes, and what it shows."""
    if source[i] == "\\" and i + 1 < len(source) and not source[i + 1].isalnum():
        return 2, source[i + 1]
    reference = _REFERENCE.match(source, i)
    if reference:
        return len(reference[0]), html.unescape(reference[0])
    return 1, source[i]


def _same(sign: str, plain: str) -> bool:
    return sign == plain or (sign == "\n" and plain == " ")


def _call_only(at: int, code: str) -> str:
    """What must not be lost of a piece of markup: what begins the block, and calls of notes."""
    return code if at == 0 and "[^" not in code else "".join(re.findall(r"\[\^[^\]]+\]", code))


def _written(codes: Sequence[_Code], old: str, new: str) -> str:
    places = _moved(codes, old, new)
    pieces: list[str] = []
    done = 0
    for place, code in places:
        pieces += [_escaped(new[done:place]), code]
        done = place
    return "".join([*pieces, _escaped(new[done:])])


def _escaped(words: str) -> str:
    return escape_words(words)


def _moved(codes: Sequence[_Code], old: str, new: str) -> list[_Code]:
    """The codes at the places of the words beside which they stood."""
    spans = list(_spans(old, new))
    moved: list[_Code] = []
    last = 0
    for at, code in codes:
        follows = at > 0 and not old[at - 1].isspace()
        place = _place(at, spans, after=follows) if at else 0
        last = max(last, min(place, len(new)))
        moved.append((last, code))
    return moved


_Span = tuple[int, int, int, int, bool]


def _spans(old: str, new: str) -> Iterator[_Span]:
    """Stretches of both texts that answer each other, in characters, and whether they are equal."""
    tokens = [[(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(text)] for text in (old, new)]
    ends = [
        [s for s, _, _ in side] + [len(text)] for side, text in zip(tokens, (old, new), strict=True)
    ]
    words = [[word for _, _, word in side] for side in tokens]
    matcher = SequenceMatcher(None, words[0], words[1], autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        yield ends[0][i], ends[0][i_end], ends[1][j], ends[1][j_end], tag == "equal"


def _place(at: int, spans: Sequence[_Span], *, after: bool) -> int:
    """Where in the new words a place is that stands behind its word, or before it."""
    for start, end, new_start, new_end, is_equal in spans:
        inside = start < at <= end if after else start <= at < end
        if inside and is_equal:
            return new_start + (at - start)
        if inside:
            return new_end if after else new_start
    return spans[-1][3] if spans else 0


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
