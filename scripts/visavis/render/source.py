"""A block as it stands in a composed page, where both texts share one file."""

from __future__ import annotations

from collections.abc import Iterator, Set

from visavis.render.notes import SEPARATOR
from visavis.text import Attributes, Block, Inline, InlineKind, Kind, write_attributes

OWN_CLASS = "vv-"
"""Classes that begin so are the page's own; a text cannot give them to its blocks."""

_MARKS = frozenset({"alone", "untranslated"})
_MERGING = frozenset({Kind.LIST, Kind.QUOTE, Kind.CODE, Kind.ADMONITION})
_FENCES = ("```", "~~~")
_LINE_OF_ITS_OWN = "{: }"


def compose_block(block: Block, language: str, ids: Set[str] = frozenset()) -> str:
    """The source of a block, made fit for a page that holds another language too.

    Labels of notes get the language for a prefix, links by reference become direct links, and the
    id gives way to the row's; other attributes stay, but for those of a note, which is set
    elsewhere. `ids` are those of the chapter.
    """
    text = _splice(block, language)
    if block.kind is Kind.NOTE and block.label is not None:
        own, ours = f"[^{block.label}]", f"[^{composed_label(block.label, language)}]"
        return _clean(text.replace(own, ours, 1))
    classes = tuple(c for c in block.classes if _is_kept(c, ids))
    line = write_attributes(Attributes(None, classes, block.attributes.others))
    if not line and block.kind in _MERGING and not block.source.lstrip().startswith(_FENCES):
        line = _LINE_OF_ITS_OWN  # or the renderer would join it to the next list, quote or code
    if block.kind is Kind.HEADING:
        text = text.lstrip(" ")  # the renderer takes no indented heading
    return f"{_clean(text)}\n{line}" if line else _clean(text)


def composed_label(label: str, language: str) -> str:
    """The label of a note in a page of two languages."""
    return f"{language}{SEPARATOR}{label}"


def _is_kept(name: str, ids: Set[str]) -> bool:
    return name not in _MARKS and name not in ids and not name.startswith(OWN_CLASS)


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def _splice(block: Block, language: str) -> str:
    """The source with every note call and every link by reference written as the page needs it."""
    pieces: list[str] = []
    done = 0
    for start, end, text in sorted(_replacements(block, language)):
        if start >= done:
            pieces += (block.source[done:start], text)
            done = end
    return "".join([*pieces, block.source[done:]])


def _replacements(block: Block, language: str) -> Iterator[tuple[int, int, str]]:
    for inline in block.inlines:
        if inline.kind is InlineKind.NOTE and inline.start >= 0:
            label = composed_label(inline.text, language)
            yield inline.start, inline.end, f"[^{label}]"
        elif inline.reference_at >= 0:
            yield inline.reference_at, inline.end, _direct(inline)


def _direct(link: Inline) -> str:
    target = link.target.replace("<", "%3C").replace(">", "%3E").replace("\n", "")
    title = link.title.replace("\n", " ").replace('"', "&quot;")
    return f'(<{target}> "{title}")' if title else f"(<{target}>)"
