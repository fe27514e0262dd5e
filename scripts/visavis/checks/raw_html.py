"""Raw HTML as rules read it: its attributes, what it leaves open, where its addresses lead."""

from __future__ import annotations

import re

from visavis.markup import MarkupParser

ADDRESSES = frozenset({"href", "src", "cite", "poster"})
"""Attributes that hold the addresses to which a text leads, or which it shows."""
LOADED = frozenset({"src", "srcset", "poster", "background"})
"""Those that a page loads by itself, without a click."""
_PASSED_OVER = re.compile(r"[\t\n\r]")
_HOST = re.compile(r"//|(?:https?|ftp|wss?):/*(?=[^/])", re.IGNORECASE)
_COMMENT = re.compile(r"<!--(?!-?>)(?:(?!--)[\s\S])*-->")


def leads_abroad(address: str) -> bool:
    """Whether a browser resolves an address to another host, however it is written.

    Source: WHATWG, URL Standard, 4.4: white space around it and line ends in it are passed over, a
    backslash is a slash, and the host follows the scheme after any number of slashes.
    """
    read = _PASSED_OVER.sub("", address).strip("\x00 ").replace("\\", "/")
    return _HOST.match(read) is not None


def hides_markup(html: str) -> bool:
    """Whether raw HTML has a `<!…` or `<?…` that is not a plain comment.

    Browsers end `<!-->`, `<!--->` and `<![CDATA[` earlier than other readers do, so that what seems
    to be inside is run.
    """
    rest = _COMMENT.sub("", html)
    return "<!" in rest or "<?" in rest


def shortened(address: str) -> str:
    """An address as a message quotes it."""
    words = " ".join(address.split())
    return words if len(words) <= 40 else words[:40] + "…"


class HtmlReader(MarkupParser):
    """Collects the attributes of raw HTML and follows what is open.

    What HTML lets end by itself (a `<p>`, an `<li>`) ends with the element around it, but not with
    the block: there it would go on to the next row.
    """

    _ENDS_BY_ITSELF = frozenset(
        "p li dt dd td th tr thead tbody tfoot colgroup option optgroup rt rp".split()
    )

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.attributes: list[tuple[str, str]] = []
        """Of all its tags."""
        self.open: list[str] = []
        """Elements without an end."""
        self.astray: list[str] = []
        """Ends without an element."""
        self.feed(html)
        self.unread = self.rawdata
        """What is left of a comment or tag without an end."""
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read a tag; `<b/>` opens a `b` as well, since only void elements have no end."""
        self.attributes += ((name, value or "") for name, value in attrs)
        if not _is_void(tag):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """The same."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close what is open, with the elements inside it that end by themselves."""
        inside = len(self.open)
        while inside and self.open[inside - 1] in self._ENDS_BY_ITSELF - {tag}:
            inside -= 1
        if inside and self.open[inside - 1] == tag:
            del self.open[inside - 1 :]
        elif not _is_void(tag):
            self.astray.append(tag)


def _is_void(tag: str) -> bool:
    """Whether an element has no end."""
    from visavis.render import VOID  # few texts have raw HTML, and the renderer is heavy

    return tag in VOID
