"""Nodes as Typst reads them: plain data, with every link led to where it leads in a book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote

from babel.core import get_global, parse_locale

from visavis.asset import find_path
from visavis.export.book.node import HOME, Content, Node
from visavis.export.book.volume import BookSide, row_label
from visavis.glossary import GLOSSARY
from visavis.publication import Site
from visavis.unicode import is_right_to_left

SERIF = "Libertinus Serif"
MONO = "DejaVu Sans Mono"
_SERIF_SCRIPTS = frozenset({"", "Latn", "Grek", "Cyrl", "Hebr"})
"""Those that it has; what is unknown may well be in them."""
_SIZES = {"Arab": 11.5, "Hebr": 10.5, "Jpan": 9.5, "Hans": 9.5, "Hant": 9.5, "Kore": 9.5}
"""In points, where a script looks smaller or larger than Latin letters of 10."""
_LINES = {"Arab": 15.5, "Deva": 15.0, "Beng": 15.0, "Thai": 15.0, "Khmr": 16.0, "Tibt": 16.0}
_LINE = 13.5
"""The grid, in points, and that of scripts which reach further up and down."""
_LINING = frozenset({"Jpan", "Hans", "Hant", "Kore"})


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that the edition publishes."""

    path: str
    """In the folder of the typesetter."""
    width: float
    """In points, as it is by itself."""
    height: float


def describe_language(tag: str, families: Sequence[str] = ()) -> dict[str, Any]:
    """What Typst has to know of a language."""
    script, region = _find_script(tag)
    language = tag.split("-")[0].lower()
    explicit = len(tag.split("-")) > 1
    return {
        "lang": language if 2 <= len(language) <= 3 else "en",
        "region": region if explicit or script in _LINING else None,
        "dir": "rtl" if is_right_to_left(tag) else "ltr",
        "size": _SIZES.get(script, 10.0),
        "figures": "lining" if script in _LINING else "old-style",
        "fonts": [SERIF, *families] if has_serif(tag) else [*families, SERIF],
    }


def has_serif(tag: str) -> bool:
    """Whether the book's own font has the letters of a language."""
    return _find_script(tag)[0] in _SERIF_SCRIPTS


def choose_line(tags: Sequence[str]) -> float:
    """The grid on which these languages have room."""
    return max(_LINES.get(_find_script(tag)[0], _LINE) for tag in tags)


def _find_script(tag: str) -> tuple[str, str | None]:
    """The script and the region that a tag names, or that are likely (Unicode CLDR)."""
    try:
        parts = parse_locale(tag, sep="-")
    except ValueError:
        return "", None
    known = get_global("likely_subtags")
    language, region, script = parts[0], parts[1], parts[2]
    asked = (f"{language}_{region}", f"{language}_{script}", language)
    likely = next((known[name] for name in asked if name in known), "")
    full = parse_locale(likely) if likely else (language, None, None)
    return script or full[2] or "", region or full[1]


@dataclass(slots=True)
class Writer:
    """Writes sides. `labels` are the places that links may lead to."""

    width: float
    height: float
    """Of the text, in points: no picture is larger."""
    pictures: dict[str, Picture] = field(default_factory=dict)
    """By their path in the site."""
    families: Mapping[str, Sequence[str]] = field(default_factory=dict)
    labels: Set[str] = frozenset()
    site: Site | None = None
    """Where the edition is published: what is not in the book is linked there."""
    languages: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Of everything that was written, by tag."""
    live: bool = False
    """Whether links within the book are made: once all `labels` are known."""

    def side(self, side: BookSide) -> dict[str, Any]:
        """A side with what is to be known of it."""
        return {
            "tag": self.tongue(side.tag),
            "small": side.small,
            "start": self._start(side.tag),
            "nodes": [self._node(node, side) for node in side.nodes],
        }

    def _start(self, tag: str) -> str:
        return "right" if self.languages[self.tongue(tag)]["dir"] == "rtl" else "left"

    def tongue(self, tag: str) -> str:
        """A language, made known."""
        if tag not in self.languages:
            families = self.families.get(tag) or self.families.get(tag.partition("-")[0], ())
            self.languages[tag] = describe_language(tag, families)
        return tag

    def _node(self, piece: Content, side: BookSide) -> Any:
        if isinstance(piece, str):
            return piece
        told: dict[str, Any] = {k: v for k, v in piece.told.items() if k not in ("lang", "dir")}
        if piece.told.get("lang"):
            told["tag"] = self.tongue(piece.told["lang"])
        elif piece.tag == "lang":
            told["tag"] = self.tongue(side.tag)
        if piece.tag == "link":
            told |= self._lead(piece, side)
        elif piece.tag in ("call", "label"):
            told |= self._call(piece, side)
        elif piece.tag == "picture":
            told = self._picture(piece, side)
        elif piece.tag == "table":
            told["columns"] = _count_columns(piece)
        elif piece.tag == "box":
            told["start"] = self._start(side.tag)
        elif piece.tag == "heading":
            told["plain"] = plain_words(piece)
        children = [self._node(child, side) for child in piece.children]
        return {"t": piece.tag, "c": children, **told}

    def _lead(self, link: Node, side: BookSide) -> dict[str, Any]:
        href = link.told.get("href", "")
        if not href.startswith(HOME):
            return {"href": href} if "://" in href or href.startswith("mailto:") else {"href": ""}
        target = href.removeprefix(HOME)
        label = find_label(target, side, self.labels)
        if label:
            return {"href": "", "to": label}
        return {"href": self._find_on_web(side, target)}

    def _find_on_web(self, side: BookSide, target: str) -> str:
        """The address on the web of what a text names; empty where the site has none."""
        if not self.site or not self.site.base:
            return ""
        name, fragment = find_page(side.chapter, target)
        end = f"#{fragment}" if fragment else ""
        if name.endswith(".md"):
            return self.site.base + self.site.page(name.removesuffix(".md"), side.tag) + end
        return self.site.base + quote(name) + end

    def _call(self, call: Node, side: BookSide) -> dict[str, Any]:
        if not self.live:
            return {"to": ""}
        to = call.told["to"]
        if call.tag == "call":
            to = f"n {side.chapter} {to}"
        return {"to": to if to in self.labels else ""}

    def _picture(self, picture: Node, side: BookSide) -> dict[str, Any]:
        told: dict[str, Any] = {k: picture.told[k] for k in ("alt", "title") if picture.told.get(k)}
        path = find_picture(picture, side)
        known = self.pictures.get(path)
        if not known:
            return told
        inline = "inline" in picture.told
        most = 10.0 if inline else self.height * 0.6
        widest = self.width / int(picture.told.get("among", "1"))
        share = min(1.0, widest / known.width, most / known.height)
        told |= {"path": known.path, "width": known.width * share, "height": known.height * share}
        return told | ({"inline": True} if inline else {})


def find_page(chapter: str, target: str) -> tuple[str, str]:
    """The file that a text of a chapter names, from the texts' folder, and the place in it."""
    path, _, fragment = target.partition("#")
    if not path:
        return f"{chapter}.md", fragment
    return find_path(chapter, unquote(path.partition("?")[0])), fragment


def find_picture(picture: Node, side: BookSide) -> str:
    """The file that a picture in a text shows, from the texts' folder."""
    return find_page(side.chapter, picture.told.get("src", "").removeprefix(HOME))[0]


def find_label(target: str, side: BookSide, labels: Set[str]) -> str:
    """Where a link within the edition leads in the book; empty where the book has no such place."""
    name, fragment = find_page(side.chapter, target)
    name, fragment = name.removesuffix(".md"), unquote(fragment)
    if name.startswith(f"{GLOSSARY}/"):
        name, fragment = GLOSSARY, name.removeprefix(f"{GLOSSARY}/")
    wanted = (row_label(tag, name, fragment) for tag in (side.tag, ""))
    return next((label for label in wanted if label in labels), "")


def plain_words(piece: Content) -> str:
    """The words of a piece, without the numbers of notes."""
    if isinstance(piece, str):
        return piece
    if piece.tag in ("call", "br") or piece.told.get("call"):
        return " " if piece.tag == "br" else ""
    return "".join(map(plain_words, piece.children))


def _count_columns(table: Node) -> int:
    widths = (sum(int(cell.told.get("colspan", "1")) for cell in row.nodes) for row in table.nodes)
    return max(1, *widths, 1)
