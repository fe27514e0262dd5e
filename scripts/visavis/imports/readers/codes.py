"""The inside of a unit of TMX or XLIFF → inlines.

A file holds codes of the program that it was made for. Those that say what the dialect knows (bold,
italics, the break of a line) are taken over, the others are counted as lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from visavis.errors import VisavisError
from visavis.imports.tree.node import Block, Break, Inline, Losses, Paragraph, Style, Styled, Words
from visavis.input import Element, Node, clean, parse_xml

_ALONE = frozenset("ph it x cp".split())
"""Elements that hold, or stand for, one code by itself."""
_OPENING = frozenset("bpt sc bx".split())
_CLOSING = frozenset("ept ec ex".split())
_AROUND = frozenset("g pc hi".split())
_STYLES = {
    Style.EMPHASIS: frozenset("italic italics em emphasis i fmt:i xlf:i x-italic x-em".split()),
    Style.STRONG: frozenset("bold strong b fmt:b xlf:b x-bold x-strong".split()),
}
_BREAKS = frozenset("lb br linebreak line-break pb xlf:lb xlf:pb x-lb x-br x-html-br".split())
_TAG = re.compile(r"\s*</?(\w+)[^<>]*>\s*")
_Open = tuple[Style | None, list[Inline]]


def open_xml(data: bytes, name: str, tag: str, form: str) -> Element:
    """The root of a file, which is of this tag. Raises VisavisError for any other."""
    root = next(parse_xml(data, name).children(), None)
    if root is None or root.name != tag:
        raise VisavisError(f"not a {form} file: its root is not <{tag}>", place=name)
    return root


def read_unit(elements: Sequence[Element], lost: Losses) -> tuple[Block, ...]:
    """One side of a unit as a paragraph; nothing where there is none."""
    if not any(element.inside for element in elements):
        return ()
    return (Paragraph(tuple(i for one in elements for i in _inlines(one.inside, lost))),)


def _inlines(nodes: Iterable[Node], lost: Losses) -> tuple[Inline, ...]:
    """Words and their styles; `<bpt>`…`<ept>` opens and closes a style between siblings."""
    stack: list[_Open] = [(None, [])]
    for node in nodes:
        if isinstance(node, str):
            stack[-1][1].append(Words(clean(node)))
        elif node.name in _OPENING:
            stack.append((_style(node, lost), []))
        elif node.name in _CLOSING:
            _close(stack)
        elif node.name in _ALONE:
            stack[-1][1].extend(_code(node, lost))
        else:
            style = _style(node, lost) if node.name in _AROUND else None
            inside = _inlines(node.inside, lost)
            stack[-1][1].extend((Styled(style, inside),) if style else inside)
    while len(stack) > 1:
        _close(stack)
    return tuple(stack[0][1])


def _close(stack: list[_Open]) -> None:
    if len(stack) > 1:
        style, inside = stack.pop()
        stack[-1][1].extend((Styled(style, tuple(inside)),) if style else inside)


def _code(element: Element, lost: Losses) -> Iterator[Inline]:
    """What a code by itself means to a reader."""
    if _said(element) & _BREAKS:
        yield Break()
        return
    stands_for = element.attributes.get("equiv-text") or element.attributes.get("equiv", "")
    if stands_for.isspace():
        yield Words(" ")
    elif stands_for and not _TAG.fullmatch(stands_for):
        yield Words(clean(stands_for))  # a placeholder, such as a name that a program fills in
    else:
        _lose(element, lost)


def _style(element: Element, lost: Losses) -> Style | None:
    said = _said(element)
    style = next((style for style, names in _STYLES.items() if said & names), None)
    if style is None:
        _lose(element, lost)
    return style


def _said(element: Element) -> set[str]:
    """How a code calls what it is: in its attributes, or as the one tag of HTML that it holds."""
    said = {element.attributes.get(n, "").lower() for n in ("type", "ctype", "subType")}
    held = "".join(node for node in element.inside if isinstance(node, str))
    tag = _TAG.fullmatch(held) if element.name not in _AROUND else None
    return said | {tag[1].lower()} if tag else said


def _lose(element: Element, lost: Losses) -> None:
    shown = element.attributes.get("ctype") or element.attributes.get("type") or ""
    lost["code of another program", f"<{element.name}{f' {shown}' if shown else ''}>"] += 1
