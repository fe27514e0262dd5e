"""A block as it stands in a composed page, where both texts share one file."""

from __future__ import annotations

from collections.abc import Set

from visavis.render import SEPARATOR
from visavis.text import Attributes, Block, Inline, InlineKind, Kind, write_attributes

_MARKS = frozenset({"alone", "untranslated"})


def compose_block(block: Block, language: str, ids: Set[str]) -> str:
    """The source of a block, made fit for a page that holds another language too.

    Labels of notes get the language for a prefix, links by reference become direct links, and the id
    gives way to the row's; other attributes stay. `ids` are those of the chapter.
    """
    text = _splice(block, language)
    if block.kind is Kind.NOTE and block.label is not None:
        text = text.replace(f"[^{block.label}]", f"[^{composed_label(block.label, language)}]", 1)
    text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    classes = tuple(c for c in block.classes if c not in _MARKS and c not in ids)
    rest = write_attributes(Attributes(None, classes, block.attributes.others))
    return f"{text}\n{rest}" if rest else text


def composed_label(label: str, language: str) -> str:
    """The label of a note in a page of two languages."""
    return f"{language}{SEPARATOR}{label}"


def _splice(block: Block, language: str) -> str:
    pieces: list[str] = []
    done = 0
    for inline in sorted(block.inlines, key=lambda i: i.start):
        if inline.kind is InlineKind.NOTE and inline.start >= done:
            pieces.append(block.source[done : inline.start])
            pieces.append(f"[^{composed_label(inline.text, language)}]")
            done = inline.end
        elif inline.reference_at >= 0 and inline.reference_at >= done:
            pieces.append(block.source[done : inline.reference_at])
            pieces.append(_direct(inline))
            done = inline.end
    return "".join([*pieces, block.source[done:]])


def _direct(link: Inline) -> str:
    title = f' "{link.title}"' if link.title else ""
    return f"(<{link.target}>{title})"
