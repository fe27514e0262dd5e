"""What the glossary says in Markdown, as HTML."""

from __future__ import annotations

from functools import cached_property

from markupsafe import Markup

from visavis.glossary import UNTOLD
from visavis.render import Html, MarkdownRenderer


class GlossaryText:
    """The definitions, remarks and reasons of one language, each rendered once.

    What is still to be written is empty. Their links are written from where the texts stand.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._made: dict[tuple[str, bool], Html] = {}

    @cached_property
    def _renderer(self) -> MarkdownRenderer:
        return MarkdownRenderer(self._language)

    def blocks(self, text: str) -> Html:
        """A definition."""
        return self._make(text, inline=False)

    def inline(self, text: str) -> Html:
        """A remark or a reason, to stand inside a paragraph."""
        return self._make(text, inline=True)

    def plain(self, text: str) -> str:
        """The words of a definition."""
        return str(Markup("".join(self.blocks(text).pieces[::2])).striptags())

    def _make(self, text: str, *, inline: bool) -> Html:
        if (text, inline) not in self._made:
            convert = self._renderer.convert_inline if inline else self._renderer.convert
            self._made[text, inline] = convert("" if text == UNTOLD else text)
        return self._made[text, inline]
