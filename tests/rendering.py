"""Texts rendered as the site renders them: each alone, into HTML that stands on no page yet."""

from __future__ import annotations

from chapters import read
from visavis.render import Dialect, Html, RenderedText, TextRenderer

DIALECT = Dialect()


def render(text: str, language: str = "fr", dialect: Dialect = DIALECT) -> RenderedText:
    """A text, a row a block."""
    document = read(text, language)
    rows = [[block] for block in document.blocks if block.label is None]
    return TextRenderer(language, dialect).render(document, rows)


def show(html: Html) -> str:
    """HTML whose addresses are what the text names."""
    return str(html.on_page(str))


def rows(text: str, language: str = "fr", dialect: Dialect = DIALECT) -> list[str]:
    """The HTML of each block of a text that is no note."""
    return [show(passage.html) for passage in render(text, language, dialect).passages]
