"""The kinds of blocks that Python-Markdown sees, to prove that it sees what the segmenter saw."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from functools import cache

import markdown

from visavis.render.extension import DIALECT, VisavisExtension
from visavis.text import Kind

_HEADING = re.compile(r"h[1-6]")
_STASHED = re.compile(r"\x02wzxhzdk:(\d+)\x03")
_TAGS = {
    "p": Kind.PARAGRAPH,
    "ul": Kind.LIST,
    "ol": Kind.LIST,
    "blockquote": Kind.QUOTE,
    "table": Kind.TABLE,
    "pre": Kind.CODE,
    "hr": Kind.BREAK,
    "details": Kind.ADMONITION,
}


def rendered_kinds(text: str) -> list[Kind]:
    """The kinds of the top-level blocks of a Markdown text (without front matter), in order.

    Paragraph, verse and figure are one kind here, and so are raw HTML and an HTML figure: the
    renderer does not tell them apart before it reads what is inside. Notes leave the text.
    """
    parser = _parser()
    parser.reset()
    lines = text.split("\n")
    for preprocessor in parser.preprocessors:
        lines = preprocessor.run(lines)
    root = parser.parser.parseDocument(lines).getroot()
    return [_kind(element, parser) for element in root or ()]


@cache
def _parser() -> markdown.Markdown:
    return markdown.Markdown(extensions=[*DIALECT, VisavisExtension()])


def _kind(element: etree.Element, parser: markdown.Markdown) -> Kind:
    if _HEADING.fullmatch(element.tag):
        return Kind.HEADING
    stashed = _STASHED.fullmatch((element.text or "").strip())
    if stashed and element.tag in ("p", "div"):
        html = str(parser.htmlStash.rawHtmlBlocks[int(stashed[1])])
        return Kind.CODE if html.startswith(('<div class="highlight"', "<pre")) else Kind.HTML
    if element.tag == "div":
        return Kind.ADMONITION if "admonition" in element.get("class", "").split() else Kind.HTML
    return _TAGS.get(element.tag, Kind.HTML)
