"""Clean HTML of a text, written as the XHTML that a book holds.

HTML that has gone through the gate is well formed, so that one pass over its tags is enough: empty
elements are closed, ids become XML names, addresses those of the book. What no reading system shows
(a box to be ticked, a picture that is not there) becomes words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from markupsafe import Markup, escape

from visavis.markup import MarkupParser, allowed
from visavis.render import ATTRIBUTES, VOID, Html

Heading = Callable[[int], str]
"""Gives the element or the class of a heading by its level."""
HOME = "\ue000"
"""Before an address within the edition, as long as it is that of the text: no URL begins so."""
_NAME_SIGNS = re.compile(r"[^A-Za-z0-9.-]")
_DROPPED = frozenset("data-term hreflang loading decoding srcset".split())
_ADDRESSES = frozenset({"href", "src", "poster", "cite"})
_HEADING = re.compile(r"h[1-6]\Z")
_ENDS_IN_WORDS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})


def xml_name(identifier: str) -> str:
    """An id as XML has it, which knows no colon.

    Different ids stay different, also from those of the book itself, as `page_p7`.
    """
    name = _NAME_SIGNS.sub(lambda sign: f"_{ord(sign[0]):x}_", identifier)
    return name if name[:1].isalpha() else f"_{name}"


@cache
def in_language(tag: str, direction: str = "") -> Markup:
    """The attributes that say in what language an element is, with the space before them."""
    way = Markup(' dir="{}"').format(direction) if direction else ""
    return Markup(' lang="{0}" xml:lang="{0}"{1}').format(tag, way)


class Links(Protocol):
    """Where the links of a text lead in the book."""

    def follow(self, target: str, term: str = "") -> str:
        """The address of what a link of the text names; empty where it leads nowhere."""

    def load(self, target: str) -> str:
        """The address of a file that the text shows; empty where the book has none."""

    def pops_up(self, note: str) -> bool:
        """Whether what a call leads to is a note that may be shown where it is called."""


@dataclass(slots=True)
class Headings:
    """The headings of a chapter: one of the first level, and none that leaves a level out."""

    last: int = 0

    def next(self, wanted: int) -> str:
        """The element of the next one, to which the text gives the level `wanted`."""
        self.last = max(2, min(wanted, self.last + 1)) if self.last else 1
        return f"h{self.last}"

    def again(self, wanted: int) -> str:
        """How the other text's heading looks, in the same row."""
        return f"vv-h{max(self.last, 1)}"


def _as_written(wanted: int) -> str:
    return f"vv-h{wanted}"


@dataclass(slots=True)
class Fragment:
    """A piece of XHTML, with what the book has to know of it."""

    xhtml: Markup
    features: set[str]
    """Of `mathml`, `pictures`, and `undescribed` where a picture has no words beside it."""
    pictures: set[str]
    """Their addresses."""


def convert(
    html: Html,
    links: Links,
    *,
    heading: Heading = _as_written,
    before: str = "",
    after: str = "",
    shown: Collection[str] = (),
) -> Fragment:
    """A piece of a text as XHTML.

    `heading` names the element of a heading of some level, or the class of a paragraph that only
    looks so, as the second title of a row does. `before` and `after` are put into its first and
    last paragraph, or stand in one of their own. `shown` are the pictures that the row shows
    already.
    """
    writer = _Writer(links, heading, shown)
    writer.feed(str(html.on_page(lambda target: HOME + target)))
    writer.close()
    return Fragment(writer.finish(before, after), writer.features, writer.pictures)


class _Writer(MarkupParser):
    """Writes what it reads."""

    def __init__(self, links: Links, heading: Heading, shown: Collection[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.features: set[str] = set()
        self.pictures: set[str] = set()
        self._shown = shown
        self._links = links
        self._heading = heading
        self._out: list[str] = []
        self._open: list[tuple[str, str]] = []  # as it was read, as it was written
        self._first = -1  # where the words of the first block begin, if they are a paragraph's
        self._last = -1  # where the last block ends, in the same way

    def finish(self, before: str, after: str) -> Markup:
        """What was written, with more words at its ends."""
        out = self._out
        while out and not out[-1].strip():
            out.pop()
        if after:
            if 0 <= self._last == len(out) - 1:
                out.insert(self._last, f"\u00a0{after}")
            else:
                out.append(f"<p>{after}</p>")
        if before:
            if self._first == 1:
                out.insert(1, f"{before} ")
            else:
                out.insert(0, f"<p>{before}</p>")
        return Markup("".join(out))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        written = self._name(tag, told)
        if not written:
            return
        if written == "span":  # also what stands for a link or a film that the book has not
            told = {name: value for name, value in told.items() if name in ATTRIBUTES["*"]}
        given = "".join(f' {name}="{escape(value)}"' for name, value in self._attributes(told))
        if tag in VOID:
            self._out.append(f"<{written}{given}/>")
            return
        self._out.append(f"<{written}{given}>")
        if len(self._out) == 1 and written in _ENDS_IN_WORDS:
            self._first = 1
        self._open.append((tag, written))

    def handle_endtag(self, tag: str) -> None:
        if not any(read == tag for read, _ in self._open):
            return
        while self._open:
            read, written = self._open.pop()
            if not self._open and written in _ENDS_IN_WORDS:
                self._last = len(self._out)
            self._out.append(f"</{written}>")
            if read == tag:
                break

    def handle_data(self, data: str) -> None:
        self._out.append(str(escape(allowed(data))))

    def _name(self, tag: str, told: dict[str, str]) -> str:
        """The element that is written for one; empty where words stand in its place."""
        if tag == "input":
            self._out.append("☑" if "checked" in told else "☐")
            return ""
        if _HEADING.match(tag):
            name = self._heading(int(tag[1]))
            if name in _ENDS_IN_WORDS:
                return name
            told["class"] = f"{told.get('class', '')} {name}".strip()
            return "p"
        if "href" in told and tag == "a":
            told["href"] = self._address(told["href"], told.get("data-term", ""))
            if not told["href"]:
                told.pop("href")
                return "span"
        if "src" in told or tag == "img":
            return self._load(tag, told)
        if tag == "pre":
            told.setdefault("dir", "ltr")
        if tag == "details":
            told["open"] = ""  # nothing in a book is folded away
        if tag == "math":
            self.features.add("mathml")
            told["xmlns"] = "http://www.w3.org/1998/Math/MathML"
        return tag

    def _load(self, tag: str, told: dict[str, str]) -> str:
        for name in ("src", "poster"):
            address = self._links.load(told.pop(name, "").removeprefix(HOME))
            if address:
                told[name] = address
        if tag != "img":
            return tag if "src" in told else "" if tag in VOID else "span"
        if "src" not in told:
            self._out.append(str(escape(allowed(told.get("alt", "")))))
            return ""
        self.features.add("pictures")
        self.pictures.add(told["src"])
        if told["src"] in self._shown:
            told["class"] = f"{told.get('class', '')} again".strip()
        if not told.setdefault("alt", ""):
            self.features.add("undescribed")
        return tag

    def _address(self, value: str, term: str) -> str:
        if value.startswith(HOME):
            return self._links.follow(value.removeprefix(HOME), term)
        return f"#{xml_name(value[1:])}" if value.startswith("#") else value

    def _attributes(self, told: dict[str, str]) -> Iterable[tuple[str, str]]:
        for name, value in told.items():
            value = allowed(value)
            if name in _DROPPED or (name in _ADDRESSES and value.startswith(HOME)):
                continue
            if name == "id":
                yield name, xml_name(value)
            elif name == "lang":
                yield name, value
                yield "xml:lang", value
            else:
                yield name, value
        if told.get("role") == "doc-noteref" and self._links.pops_up(told.get("href", "")):
            yield "epub:type", "noteref"
