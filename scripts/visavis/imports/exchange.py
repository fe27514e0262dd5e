"""TMX and XLIFF (1.2 and 2) → segments.

A file holds codes of the program that it was made for. Those that say what the dialect knows (bold,
italics, the break of a line) are taken over, the others are counted as lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from visavis.errors import VisavisError
from visavis.imports.escape import clean
from visavis.imports.safe_xml import Element, Node, parse_xml
from visavis.imports.segment import FUZZY, SURE, Segment, match_languages, primary
from visavis.imports.tree import Block, Break, Inline, Losses, Paragraph, Style, Styled, Words

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
_GUESSED = frozenset(
    "new initial needs-translation needs-adaptation needs-l10n needs-review-translation "
    "needs-review-adaptation needs-review-l10n".split()
)
"""States in which a translation is one that nobody has made, or seen."""


def read_tmx(data: bytes, name: str, languages: tuple[str, str], lost: Losses) -> Iterator[Segment]:
    """The units of a TMX file (1.1 to 1.4b). Raises VisavisError.

    A unit that answers in a language that is none of the edition's is left out as a whole.
    """
    root = _root(data, name, "tmx", "TMX")
    foreign: list[tuple[str, int]] = []
    kept = 0
    for unit in root.find_all("tu"):
        by_language: dict[str, Element] = {}
        for version in unit.children("tuv"):
            tag = version.attributes.get("xml:lang") or version.attributes.get("lang", "")
            by_language.setdefault(tag.lower().replace("_", "-"), version)
        source, target = (_of_language(by_language, language) for language in languages)
        found = (source is not None) + (target is not None)
        if found < 2 and (len(by_language) > found or not found):
            foreign.append((" and ".join(by_language) or "no language", unit.line))
            lost["unit of other languages", foreign[-1][0]] += 1
            continue
        kept += 1
        yield Segment(_segment(source, lost), _segment(target, lost))
    if foreign and not kept:
        said, line = foreign[0]
        match_languages((said, said), languages, f"{name}:{line}")


def read_xliff(
    data: bytes, name: str, languages: tuple[str, str], lost: Losses
) -> Iterator[Segment]:
    """The units of an XLIFF file (1.2, 2.0, 2.1). Raises VisavisError.

    Those whose state says that nobody has seen the translation are doubtful; what is not to be
    translated stands alone where it has no answer.
    """
    root = _root(data, name, "xliff", "XLIFF")
    for file in root.find_all("file"):
        attributes = {**root.attributes, **file.attributes}
        found = (
            attributes.get("source-language") or attributes.get("srcLang", ""),
            attributes.get("target-language") or attributes.get("trgLang", ""),
        )
        swapped = match_languages(found, languages, f"{name}:{file.line}")
        for unit, translated in _units(file, translated=True):
            source, target = (next(unit.children(side), None) for side in ("source", "target"))
            state = (target.attributes if target else {}).get("state", "")
            guessed = {state, unit.attributes.get("state", "")} & _GUESSED
            one, other = _blocks(source, lost), _blocks(target, lost)
            sides = (other, one) if swapped else (one, other)
            yield Segment(*sides, FUZZY if guessed and other else SURE, alone=not translated)


def _units(element: Element, *, translated: bool) -> Iterator[tuple[Element, bool]]:
    """The units inside, and whether they are to be translated: what stands around them may say."""
    for child in element.children():
        said = child.attributes.get("translate", "")
        inherited = said != "no" if said else translated
        if child.name in ("trans-unit", "segment"):
            yield child, inherited
        else:
            yield from _units(child, translated=inherited)


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


def _segment(version: Element | None, lost: Losses) -> tuple[Block, ...]:
    return _blocks(next(version.children("seg"), None) if version else None, lost)


def _blocks(element: Element | None, lost: Losses) -> tuple[Block, ...]:
    if element is None:
        return ()
    return (Paragraph(_inlines(element.inside, lost)),)


_Open = tuple[Style | None, list[Inline]]


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
