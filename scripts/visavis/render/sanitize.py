"""The gate: what a text may be in HTML, one list of what is allowed.

It is applied to what rendering made, by the parsing algorithm of browsers (`nh3`, which is the Rust
library ammonia). Nothing that comes from a text reaches a page, the search or a book without it.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

import nh3
from markupsafe import escape
from pygments.token import STANDARD_TYPES

from visavis.render.html import Html

OWN = "o" + secrets.token_hex(8)
"""A prefix that no text can know: an id, a class or an address that bears it is the renderer's."""

TAGS = frozenset(
    "a abbr address aside audio b bdi bdo blockquote br caption cite code col colgroup data dd del "
    "details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd label li "
    "mark ol p pre q rp rt ruby s samp section small source span strong sub summary sup table "
    "tbody td tfoot th thead time tr u ul var video wbr "
    # MathML Core, without what can hold other languages than its own.
    "math mrow mi mn mo ms mtext mspace msup msub msubsup mfrac msqrt mroot mstyle mover munder "
    "munderover mtable mtr mtd mpadded mphantom merror mmultiscripts mprescripts".split()
)
ATTRIBUTES = {
    "*": "class id lang dir title translate role aria-label aria-hidden".split(),
    "a": ["href", "hreflang", "data-term"],
    "audio": ["src", "controls"],
    "blockquote": ["cite"],
    "col": ["span"],
    "colgroup": ["span"],
    "data": ["value"],
    "del": ["datetime", "cite"],
    "details": ["open"],
    "img": ["src", "alt", "width", "height", "loading", "decoding"],
    "input": ["type", "checked", "disabled"],
    "ins": ["datetime", "cite"],
    "li": ["value"],
    "math": ["display", "xmlns"],
    "mfrac": ["linethickness"],
    "mi": ["mathvariant"],
    "mo": "stretchy fence separator form lspace rspace".split(),
    "mspace": ["width", "height", "depth"],
    "mstyle": ["displaystyle", "scriptlevel"],
    "mtd": ["columnspan", "rowspan"],
    "ol": ["start", "reversed", "type"],
    "q": ["cite"],
    "source": ["src", "type"],
    "td": ["colspan", "rowspan", "headers"],
    "th": ["colspan", "rowspan", "headers", "scope", "abbr"],
    "time": ["datetime"],
    "video": ["src", "controls", "poster", "width", "height"],
}
CLASSES = frozenset(
    # What the edition's own Markdown and its documentation name;
    "verse edition caption center right small "
    # what Python-Markdown and its extensions write.
    "admonition admonition-title note abstract info tip success question warning failure danger "
    "bug example quote normal highlight hll filename linenos linenodiv code highlighttable "
    "critic keys task-list task-list-item task-list-control task-list-indicator".split()
) | frozenset(name for name in STANDARD_TYPES.values() if name)
"""Classes that a text may give; those of Pygments colour its code."""
_LANGUAGE_CLASS = re.compile(r"language-[\w+-]{1,40}\Z")
ROLES = frozenset("note doc-epigraph doc-dedication doc-pullquote doc-noteref img".split())
UNSPOKEN = frozenset(
    "script style template title iframe noscript noembed noframes object svg textarea xmp".split()
)
"""Elements whose contents are no words of the text; they go with them."""
SCHEMES = frozenset({"http", "https", "mailto"})

_ABROAD = re.compile(r"(?:https?://[^/\\\s]|mailto:)[^\\\x00-\x20]*\Z", re.IGNORECASE)
_AT_HOME = re.compile(r"(?![/\\]|[a-z][a-z0-9+.-]*:)[^\\\x00-\x1f]*\Z", re.IGNORECASE)
_ID = re.compile(r"(?!__)[^\s\"'<>&#]+\Z")
_MOST_TIMES = 10
_LINK = re.compile(OWN + r"L(\d+)Z")
_ADDRESSES = frozenset({"href", "src", "cite", "poster"})
_MATHML = "http://www.w3.org/1998/Math/MathML"


class Sanitizer:
    """Cleans the HTML of one text, whose ids bear its language: `fr:source`."""

    def __init__(self, language: str) -> None:
        self._prefix = f"{language}:"
        self._links: list[str] = []
        self._ids: set[str] = set()
        self._cleaner = _make_cleaner(attribute_filter=self._filter)
        self._seen: set[str] = set()
        self._settler = _make_cleaner(attribute_filter=self._keep_one)

    def forget_ids(self) -> None:
        """Begin another text: its ids are not yet taken."""
        self._ids = set()

    @property
    def ids(self) -> frozenset[str]:
        """The ids that the text has given itself, without the prefix."""
        return frozenset(self._ids)

    def clean(self, html: str) -> Html:
        """What may be shown of a piece of the text."""
        self._links = []
        pieces = _LINK.split(self._settle(self._cleaner.clean(html)))
        pieces[1::2] = [self._links[int(number)] for number in pieces[1::2]]
        return Html(tuple(pieces))

    def _settle(self, html: str) -> str:
        """The same until a browser reads it as it is written.

        Where an element was taken out from between two others, these may not stand in each other.
        """
        for _ in range(_MOST_TIMES):
            self._seen = set()
            again = self._settler.clean(html)
            if again == html:
                return html
            html = again
        return str(escape(html))

    def _keep_one(self, tag: str, name: str, value: str) -> str | None:
        """What is clean but for an id that a browser would give to two elements."""
        if name != "id":
            return value
        known = value in self._seen
        self._seen.add(value)
        return None if known else value

    def _filter(self, tag: str, name: str, value: str) -> str | None:
        if name == "class":
            return _classes(value)
        if name == "id":
            return self._identify(value)
        if name in _ADDRESSES:
            return self._address(tag, name, value)
        if name == "data-term":
            return value.removeprefix(OWN) if value.startswith(OWN) else None
        if name == "role":
            own = value.removeprefix(OWN)
            return own if own != value or value in ROLES else None
        if name == "xmlns":
            return value if value == _MATHML else None
        if tag == "input" and name == "type":
            return value if value == "checkbox" else None
        return value

    def _identify(self, value: str) -> str | None:
        if value.startswith(OWN):
            return value.removeprefix(OWN)
        own = value.removeprefix(self._prefix)
        if own in self._ids or not _ID.match(own):
            return None
        self._ids.add(own)
        return self._prefix + own

    def _address(self, tag: str, name: str, value: str) -> str | None:
        if value.startswith(OWN):
            own = value.removeprefix(OWN)
            return own if own.startswith("#") else self._keep(own)
        if tag in ("a", "blockquote", "q", "ins", "del") and _ABROAD.match(value):
            return value
        if not _AT_HOME.match(value) or not value:
            return None
        return self._keep(value) if name != "cite" else None

    def _keep(self, target: str) -> str:
        self._links.append(target)
        return f"{OWN}L{len(self._links) - 1}Z"


def _make_cleaner(
    attribute_filter: Callable[[str, str, str], str | None],
) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=attribute_filter,
        clean_content_tags=set(UNSPOKEN),
        link_rel=None,
        url_schemes=set(SCHEMES),
    )


def _classes(value: str) -> str | None:
    kept = [
        name.removeprefix(OWN)
        for name in value.split()
        if name.startswith(OWN) or name in CLASSES or _LANGUAGE_CLASS.match(name)
    ]
    return " ".join(kept) or None
