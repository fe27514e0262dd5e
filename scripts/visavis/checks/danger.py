"""What raw HTML and attributes can do to a reader, and where in a text they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

FORBIDDEN = frozenset(
    "script iframe object embed applet form input button textarea select base meta link style "
    "frame frameset svg math template title body html head noscript portal".split()
)
"""Elements that load, run or send something, or that change the page around them."""

_SCHEMES = ("javascript:", "vbscript:", "data:")
_COMMENT = re.compile(r"<!--(?!-?>)(?:(?!--)[\s\S])*-->")
_ADDRESSES = frozenset(
    "href src action formaction xlink:href data poster srcset background ping cite longdesc".split()
)
# Browsers pass over these characters in and before the scheme of an address.
_PASSED_OVER = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag in raw HTML."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    offset: int
    """Where it begins, in characters."""


def is_unsafe_address(address: str) -> bool:
    """Whether an address runs or embeds something instead of leading somewhere."""
    return _PASSED_OVER.sub("", address).lower().startswith(_SCHEMES)


def hides_markup(html: str) -> bool:
    """Whether raw HTML has a `<!…` or `<?…` that is not a plain comment.

    Browsers end `<!-->`, `<!--->` and `<![CDATA[` earlier than other readers do, so that what seems
    to be inside is run.
    """
    rest = _COMMENT.sub("", html)
    return "<!" in rest or "<?" in rest


def find_dangers(name: str, attributes: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What is dangerous about an element: half a sentence for each."""
    if name in FORBIDDEN:
        yield f"raw HTML <{name}> is not allowed in a text"
    yield from find_attribute_dangers(attributes)


def find_attribute_dangers(attributes: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What is dangerous about attributes, of raw HTML or of an attribute list."""
    for name, value in attributes:
        key = name.lower()
        if key.startswith("on"):
            yield f"the attribute {name}= would run a script"
        elif key in ("style", "srcdoc"):
            yield f"the attribute {name}= is not allowed in a text"
        elif key in _ADDRESSES and is_unsafe_address(value):
            yield f"the address {shortened(value)} runs or embeds something"


def shortened(address: str) -> str:
    """An address as a message quotes it."""
    words = " ".join(address.split())
    return words if len(words) <= 40 else words[:40] + "…"


class HtmlReader(HTMLParser):
    """Collects the tags of raw HTML and follows what is open.

    What HTML lets end by itself (a `<p>`, an `<li>`) ends with the element around it, but not with
    the block: there it would go on to the next row.
    """

    _ENDS_BY_ITSELF = frozenset(
        "p li dt dd td th tr thead tbody tfoot colgroup option optgroup rt rp".split()
    )

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[Tag] = []
        self.open: list[str] = []
        """Elements without an end."""
        self.astray: list[str] = []
        """Ends without an element."""
        self._starts = [0, *(found.end() for found in re.finditer("\n", html))]
        self.feed(html)
        self.unread = self.rawdata
        """What is left of a comment or tag without an end."""
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag; `<b/>` opens a `b` as well, since only void elements have no end."""
        line, column = self.getpos()
        attributes = tuple((name, value or "") for name, value in attrs)
        self.tags.append(Tag(tag, attributes, self._starts[line - 1] + column))
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
