"""TMX and XLIFF (1.2 and 2) → segments."""

from __future__ import annotations

from collections.abc import Iterator

from visavis.errors import VisavisError
from visavis.intake.escape import clean
from visavis.intake.safe_xml import Element, Node, parse_xml
from visavis.intake.segment import Segment, match_languages, primary
from visavis.intake.tree import Block, Inline, Paragraph, Style, Styled, Words

_NATIVE = frozenset("bpt ept ph it ut x bx ex sc ec cp".split())
"""Elements that hold, or stand for, codes of the program that the text comes from."""
_STYLES = {
    Style.EMPHASIS: frozenset("italic italics em emphasis i fmt:i x-italic x-em".split()),
    Style.STRONG: frozenset("bold strong b fmt:b x-bold x-strong".split()),
}


def read_tmx(data: bytes, name: str, languages: tuple[str, str]) -> Iterator[Segment]:
    """The units of a TMX file (1.1 to 1.4b). Raises VisavisError."""
    root = _root(data, name, "tmx", "TMX")
    for unit in root.find_all("tu"):
        by_language: dict[str, Element] = {}
        for version in unit.children("tuv"):
            tag = version.attributes.get("xml:lang") or version.attributes.get("lang", "")
            by_language.setdefault(tag.lower().replace("_", "-"), version)
        source, target = (_of_language(by_language, language) for language in languages)
        if source is None and target is None:
            said = " and ".join(by_language) or "no language"
            match_languages((said, said), languages, f"{name}:{unit.line}")
        yield Segment(_segment(source), _segment(target))


def read_xliff(data: bytes, name: str, languages: tuple[str, str]) -> Iterator[Segment]:
    """The units of an XLIFF file (1.2, 2.0, 2.1). Raises VisavisError."""
    root = _root(data, name, "xliff", "XLIFF")
    for file in root.find_all("file"):
        attributes = {**root.attributes, **file.attributes}
        found = (
            attributes.get("source-language") or attributes.get("srcLang", ""),
            attributes.get("target-language") or attributes.get("trgLang", ""),
        )
        swapped = match_languages(found, languages, f"{name}:{file.line}")
        for unit in file.find_all("trans-unit", "segment"):
            one, other = (_blocks(next(unit.children(side), None)) for side in ("source", "target"))
            yield Segment(other, one) if swapped else Segment(one, other)


def _root(data: bytes, name: str, tag: str, form: str) -> Element:
    root = next(parse_xml(data, name).children(), None)
    if root is None or root.name != tag:
        raise VisavisError(f"not a {form} file: its root is not <{tag}>", place=name)
    return root


def _of_language(versions: dict[str, Element], language: str) -> Element | None:
    exact = versions.get(language.lower())
    if exact is not None:
        return exact
    return next((v for tag, v in versions.items() if primary(tag) == primary(language)), None)


def _segment(version: Element | None) -> tuple[Block, ...]:
    return _blocks(next(version.children("seg"), None) if version else None)


def _blocks(element: Element | None) -> tuple[Block, ...]:
    if element is None:
        return ()
    return (Paragraph(_inlines(element.inside)),)


_Open = tuple[Style | None, list[Inline]]


def _inlines(nodes: list[Node]) -> tuple[Inline, ...]:
    """Words and their styles; `<bpt>`…`<ept>` opens and closes a style between siblings."""
    stack: list[_Open] = [(None, [])]
    for node in nodes:
        if isinstance(node, str):
            stack[-1][1].append(Words(clean(node)))
        elif node.name in ("bpt", "sc"):
            stack.append((_style(node), []))
        elif node.name in ("ept", "ec"):
            _close(stack)
        elif node.name not in _NATIVE:
            inside, style = _inlines(node.inside), _style(node)
            stack[-1][1].extend((Styled(style, inside),) if style else inside)
    while len(stack) > 1:
        _close(stack)
    return tuple(stack[0][1])


def _close(stack: list[_Open]) -> None:
    if len(stack) > 1:
        style, inside = stack.pop()
        stack[-1][1].extend((Styled(style, tuple(inside)),) if style else inside)


def _style(element: Element) -> Style | None:
    said = {element.attributes.get(n, "").lower() for n in ("type", "ctype", "subType")}
    return next((style for style, names in _STYLES.items() if said & names), None)
