"""`Html`: clean HTML that can stand on any page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

Resolve = Callable[[str], str]
"""Gives the address of what a text points to, as a page has to write it."""


@dataclass(frozen=True, slots=True)
class Html:
    """HTML that has gone through the gate; its addresses within the edition are still open."""

    pieces: tuple[str, ...] = ("",)
    """HTML and, at the odd places, the targets as the text names them: `other.md#p3`, `#p4`."""

    def __bool__(self) -> bool:
        return self.pieces != ("",)

    @property
    def targets(self) -> tuple[str, ...]:
        """Everything within the edition that it points to."""
        return self.pieces[1::2]

    def on_page(self, resolve: Resolve) -> Markup:
        """The same with the addresses that hold on a page."""
        if len(self.pieces) == 1:
            return Markup(self.pieces[0])
        done = list(self.pieces)
        done[1::2] = [str(Markup.escape(resolve(target))) for target in self.targets]
        return Markup("".join(done))


def show_code(said: str) -> Markup:
    """A sentence in which what stands between backquotes is code."""
    pieces = enumerate(said.split("`"))
    return Markup("").join(
        Markup("<code>{}</code>").format(text) if odd % 2 else Markup.escape(text)
        for odd, text in pieces
    )
