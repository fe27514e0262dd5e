"""Inlines → Markdown that CommonMark and Python-Markdown read alike.

Where a mark would not be read as one by both (inside a word, beside another mark), it is left out:
the words are worth more than their slant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from visavis.imports.tree.escape import escape_words
from visavis.imports.tree.node import (
    Break,
    CodeSpan,
    Inline,
    LinkSpan,
    NoteCall,
    Style,
    Styled,
    Words,
    has_words,
    words_of,
)

_SPACES = re.compile(r"[ \t\n]+")
_HARD_BREAK = "  \n"

Call = Callable[[NoteCall], str]


@dataclass(frozen=True, slots=True)
class _Written:
    """The Markdown of one inline, with the mark that stands around it."""

    text: str
    mark: str = ""
    bare: str = ""
    """Of what is set off: its words alone, for where the marks around them cannot stand."""
    call: bool = False


def write_inlines(inlines: Sequence[Inline], call: Call, *, cell: bool = False) -> str:
    """The Markdown of a run of inlines; `call` writes a note's call and remembers the note."""
    tidy = tidied(inlines)
    if cell:
        tidy = [_in_cell(inline) for inline in tidy]
    return _assemble(_write_all(tidy, call, within="", brackets=True)).strip(" ")


def tidied(inlines: Sequence[Inline]) -> list[Inline]:
    """The same words with neighbours of one kind joined and spaces outside of the marks."""
    joined: list[Inline] = []
    for inline in _spread(inlines, frozenset()):
        last = joined[-1] if joined else None
        if inline == Words(""):
            continue
        if isinstance(inline, Words) and isinstance(last, Words):
            joined[-1] = Words(_SPACES.sub(" ", last.text + inline.text))
        elif isinstance(inline, Styled) and isinstance(last, Styled) and last.style is inline.style:
            joined[-1] = Styled(last.style, tuple(tidied((*last.inside, *inline.inside))))
        elif isinstance(inline, CodeSpan) and isinstance(last, CodeSpan):
            joined[-1] = CodeSpan(last.text + inline.text)  # two would touch with their marks
        elif isinstance(inline, CodeSpan) and isinstance(last, Words) and last.text.endswith("`"):
            joined[-1] = Words(last.text + inline.text)
        elif isinstance(inline, Break):
            _close_line(joined)
        elif isinstance(last, Break) and isinstance(inline, Words):
            joined.append(Words(inline.text.lstrip(" ")))
        else:
            joined.append(inline)
    joined = [inline for inline in joined if inline != Words("")]
    while joined and isinstance(joined[-1], Break):
        joined.pop()
    return joined


def _close_line(joined: list[Inline]) -> None:
    if joined and isinstance(joined[-1], Words):
        joined[-1] = Words(joined[-1].text.rstrip(" "))
    if any(inline != Words("") for inline in joined) and not isinstance(joined[-1], Break):
        joined.append(Break())


def _spread(inlines: Iterable[Inline], around: frozenset[Style]) -> Iterator[Inline]:
    """Each inline with single spaces, no mark inside its like, no break or space at its edges."""
    for inline in inlines:
        if isinstance(inline, Words):
            yield Words(_SPACES.sub(" ", inline.text))
        elif isinstance(inline, CodeSpan):
            yield _as_code(inline)
        elif isinstance(inline, Styled) and inline.style in around:
            yield from _spread(inline.inside, around)
        elif isinstance(inline, Styled):
            inside = list(_spread(inline.inside, around | {inline.style}))
            yield from _hoisted(inline, inside)
        elif isinstance(inline, LinkSpan):
            inside = list(_spread(_without_links(inline.inside), around))
            yield from _hoisted(inline, inside) if inline.address else inside
        else:
            yield inline


def _hoisted(inline: Styled | LinkSpan, inside: Sequence[Inline]) -> Iterator[Inline]:
    """What cannot stand inside a mark is set beside it: notes, breaks, outer spaces."""
    run: list[Inline] = []
    for one in (*inside, None):
        if one is not None and not isinstance(one, (NoteCall, Break)):
            run.append(one)
            continue
        words = words_of(run)
        if has_words(run):
            if words != words.lstrip(" "):
                yield Words(" ")
            yield replace(inline, inside=tuple(_trimmed(tidied(run))))
            if words != words.rstrip(" "):
                yield Words(" ")
        else:
            yield from run
        run = []
        if one is not None:
            yield one


def _trimmed(run: Sequence[Inline]) -> Iterator[Inline]:
    for index, inline in enumerate(run):
        if isinstance(inline, Words):
            text = inline.text.lstrip(" ") if index == 0 else inline.text
            yield Words(text.rstrip(" ") if index == len(run) - 1 else text)
        else:
            yield inline


def _without_links(inlines: Sequence[Inline]) -> Iterator[Inline]:
    for inline in inlines:
        if isinstance(inline, LinkSpan):
            yield from _without_links(inline.inside)
        elif isinstance(inline, Styled):
            yield Styled(inline.style, tuple(_without_links(inline.inside)))
        else:
            yield inline


def _as_code(inline: CodeSpan) -> Inline:
    """A code span that both parsers can read, or its words."""
    text = " ".join(inline.text.split())
    plain = not text or "\\" in text or text.startswith("`") or text.endswith("`")
    return Words(_SPACES.sub(" ", inline.text)) if plain else CodeSpan(text)


def _in_cell(inline: Inline) -> Inline:
    if isinstance(inline, Break):
        return Words(" ")
    if isinstance(inline, CodeSpan) and "|" in inline.text:
        return Words(inline.text)
    if isinstance(inline, (Styled, LinkSpan)):
        return replace(inline, inside=tuple(map(_in_cell, inline.inside)))
    return inline


def _write_all(
    inlines: Sequence[Inline], call: Call, *, within: str, brackets: bool
) -> list[_Written]:
    written = []
    for index, inline in enumerate(inlines):
        following = inlines[index + 1] if index + 1 < len(inlines) else None
        written.append(_write(inline, following, call, within, brackets))
    return written


def _write(
    inline: Inline, following: Inline | None, call: Call, within: str, brackets: bool
) -> _Written:
    if isinstance(inline, Words):
        before_bracket = inline.text.endswith("]") and isinstance(following, (LinkSpan, NoteCall))
        text = escape_words(inline.text, brackets=brackets and not before_bracket)
        if text.endswith("!") and isinstance(following, LinkSpan):
            text = text[:-1] + "\\!"
        return _Written(text)
    if isinstance(inline, Break):
        return _Written(_HARD_BREAK)
    if isinstance(inline, CodeSpan):
        longest = max((len(run) for run in re.findall("`+", inline.text)), default=0)
        fence = "`" * (longest + 1)
        return _Written(f"{fence}{inline.text}{fence}", bare=escape_words(inline.text))
    if isinstance(inline, NoteCall):
        return _Written(call(inline), call=True)
    if isinstance(inline, LinkSpan):
        inside = _assemble(_write_all(inline.inside, call, within=within, brackets=False))
        if inside.startswith("^"):
            inside = "&#94;" + inside[1:]  # it would call a note
        return _Written(f"[{inside}]({inline.address}{write_title(inline.title)})")
    nested = any(isinstance(one, Styled) for one in inline.inside)
    mark = inline.style.value
    if inline.style is Style.EMPHASIS and (within or nested):
        mark = "_"  # Python-Markdown loses count of nested asterisks
    pieces = _write_all(inline.inside, call, within=mark, brackets=brackets)
    bare = _assemble([replace(piece, text=piece.bare or piece.text, mark="") for piece in pieces])
    return _Written(_assemble(pieces), mark, bare)


def write_title(title: str) -> str:
    """The title of a link or a picture, behind its address."""
    words = escape_words(" ".join(title.split()), brackets=False).replace('"', "&quot;")
    return f' "{words}"' if words else ""


def _assemble(pieces: Sequence[_Written]) -> str:
    text = ""
    after_call = at_line_start = False
    for index, piece in enumerate(pieces):
        following = next((one.mark + one.text for one in pieces[index + 1 :] if one.text), "")
        addition = f"{piece.mark}{piece.text}{piece.mark}"
        touches = text.endswith("`") and addition.startswith("`")
        if touches or (
            piece.mark and not _can_mark(text[-1:], piece.mark, piece.text, following[:1])
        ):
            addition = piece.bare
        if after_call and addition[:1] == "(":
            addition = "\\" + addition
        elif after_call and at_line_start and addition[:1] == ":":
            addition = "&#58;" + addition[1:]
        after_call = piece.call
        at_line_start = not text or text.endswith("\n")
        text += addition
    return text


def _can_mark(before: str, mark: str, inside: str, after: str) -> bool:
    """Whether a mark both opens and closes here (CommonMark's rules of flanking)."""
    if not inside or before == mark[0] or after == mark[0]:
        return False
    if mark == "_" and (before.isalnum() or after.isalnum()):
        return False
    opens = _is_edge(before) or not _is_sign(inside[0])
    closes = _is_edge(after) or not _is_sign(inside[-1])
    return opens and closes and not inside[0].isspace() and not inside[-1].isspace()


def _is_edge(character: str) -> bool:
    return not character or character.isspace() or _is_sign(character)


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
