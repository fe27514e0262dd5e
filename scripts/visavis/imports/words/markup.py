"""The words of HTML and EPUB, in the order in which they are written."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from visavis.errors import VisavisError
from visavis.imports.words.placed import PlacedText
from visavis.input import clean, decode_markup, parse_xml
from visavis.markup import MarkupParser

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data dfn em font i img ins kbd label mark nobr q rb rp "
    "rt rtc ruby s samp small span strike strong sub sup time tt u var wbr del".split()
)
"""Elements that part no words; every other does."""
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_MUTE = frozenset("script style".split())
_REGIONS = {
    "nav": "navigation",
    "footer": "page footer",
    "header": "page header",
    "aside": "aside",
    "form": "form",
    "button": "form",
    "select": "form",
    "textarea": "form",
    "noscript": "text for browsers without scripts",
    "template": "template",
    "dialog": "dialog",
    "svg": "drawing",
    "math": "formula",
    "del": "deletion",
    "title": "page title",
}
_KINDS = {
    **{f"h{level}": "heading" for level in range(1, 7)},
    "li": "list item",
    "td": "table cell",
    "th": "table cell",
    "figcaption": "caption",
    "caption": "caption",
    "pre": "paragraph",
    "p": "paragraph",
}
_NOTE = re.compile(r"\b(?:foot|end|rear)notes?\b")
_PAGE = re.compile(r"\b(?:pagenum|page-?num(?:ber)?|pageno|pagebreak|doc-pagebreak)\b", re.I)
_WORDY = re.compile(r"[^\W\d_]{2}")
_DROP_CAP = re.compile(r"[«“\"'‘]?[^\W\d_]{1,2}['’]?")


def html_words(data: bytes, name: str) -> Iterator[PlacedText]:
    """The words of a page."""
    passages = list(_page(decode_markup(data, name), ""))
    # The title of a page stands beside its text, not before it.
    yield from sorted(passages, key=lambda passage: passage.kind == "page title")


def epub_words(data: bytes, name: str) -> Iterator[PlacedText]:
    """The words of a book: the files of its spine in their order, then those beside it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for path in Package.read(archive, name).order:
            passages = _page(decode_markup(archive.read(path), f"{name}!{path}"), path)
            # The title of a file in a book is for its program: nobody reads it.
            yield from (passage for passage in passages if passage.kind != "page title")


@dataclass(frozen=True, slots=True)
class Package:
    """What an EPUB says of itself."""

    order: tuple[str, ...]
    """The paths of its texts as the spine orders them; of all there are, where it has none."""
    title: str = ""
    contents: tuple[str, ...] = ()
    """The paths of its tables of contents, the navigation document first."""

    @classmethod
    def read(cls, archive: zipfile.ZipFile, name: str) -> Package:
        """Read it from the archive; what cannot be read is as if it were not there."""
        there = set(archive.namelist())
        texts = sorted(p for p in there if p.lower().endswith((".xhtml", ".html", ".htm")))
        try:
            container = parse_xml(archive.read("META-INF/container.xml"), name)
            found = next(container.find_all("rootfile"), None)
            path = unquote(found.attributes.get("full-path", "")) if found else ""
            root = parse_xml(archive.read(path), f"{name}!{path}")
        except (VisavisError, KeyError):
            return cls(tuple(texts))
        base = posixpath.dirname(path)
        items = {item.attributes.get("id"): item.attributes for item in root.find_all("item")}
        spine = (items.get(ref.attributes.get("idref"), {}) for ref in root.find_all("itemref"))
        order = [p for item in spine if (p := _path(base, item)) in there]
        navigation = [_path(base, i) for i in items.values() if "nav" in i.get("properties", "")]
        ncx = [_path(base, i) for i in items.values() if "ncx" in i.get("media-type", "")]
        title = next(root.find_all("title"), None)
        words = "".join(t for t in title.inside if isinstance(t, str)) if title else ""
        return cls(
            tuple(dict.fromkeys(order)) or tuple(texts),
            " ".join(words.split()),
            tuple(path for path in (*navigation, *ncx) if path in there),
        )


def _path(base: str, item: Mapping[str, str]) -> str:
    return posixpath.normpath(posixpath.join(base, unquote(item.get("href", ""))))


def _page(text: str, path: str) -> Iterator[PlacedText]:
    reader = _Reader(path)
    reader.feed(clean(text))
    reader.close()
    reader.flush()
    yield from reader.done


class _Reader(MarkupParser):
    """Gathers the words between the tags."""

    def __init__(self, path: str) -> None:
        super().__init__(convert_charrefs=True)
        self._path = path
        self._open: list[tuple[str, str, int]] = []
        """Tag, kind of what stands in it, and where in the passage it began."""
        self._parts: list[str] = []
        self._line = 0
        self._beside: list[PlacedText] = []
        self.done: list[PlacedText] = []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        kind = self._kind_of(tag, values)
        if tag == "img":
            self._picture(values.get("alt", ""))
        elif tag == "br":
            self._parts.append(" ")
        elif tag not in _INLINE or kind == "deletion":
            self.flush()
        if tag not in _VOID:
            self._open.append((tag, kind, len(self._parts)))

    def handle_endtag(self, tag: str) -> None:
        if all(name != tag for name, _, _ in self._open):
            return
        while self._open:
            name, kind, start = self._open[-1]
            if name not in _INLINE or kind == "deletion":
                self.flush()
            elif kind == "page number" or (name == "a" and not self._is_wordy(start)):
                self._set_aside(start, kind if kind == "page number" else "call")
            self._open.pop()
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] in _MUTE:
            return
        if not self._line and data.strip():
            self._line = self.getpos()[0] + data[: len(data) - len(data.lstrip())].count("\n")
        self._parts.append(data)

    def unknown_decl(self, data: str) -> None:
        if data.startswith("CDATA["):
            self.handle_data(data[6:])

    def flush(self) -> None:
        """End a passage."""
        text = "".join(self._parts)
        self._parts.clear()
        self._open = [(tag, kind, 0) for tag, kind, _ in self._open]
        if text.strip():
            self.done.append(PlacedText(self._kind(), self._place, text))
        self.done += self._beside
        self._beside.clear()
        self._line = 0

    def _kind_of(self, tag: str, values: Mapping[str, str]) -> str:
        said = " ".join(values.get(key, "") for key in ("epub:type", "role", "class"))
        if tag in ("span", "a", "div", "p", "hr", "i", "b", "small") and _PAGE.search(said):
            return "page number"
        if tag != "a" and tag not in ("body", "html") and _NOTE.search(said.replace("doc-", "")):
            return "note"
        return _REGIONS.get(tag) or _KINDS.get(tag, "")

    def _kind(self) -> str:
        kinds = [kind for _, kind, _ in self._open if kind]
        regions = {*_REGIONS.values(), "note", "page number"} - {"page header"}
        region = next((kind for kind in reversed(kinds) if kind in regions), "")
        return region or (kinds[-1] if kinds else "paragraph")

    def _is_wordy(self, start: int) -> bool:
        return bool(_WORDY.search("".join(self._parts[start:])))

    def _set_aside(self, start: int, kind: str) -> None:
        text = "".join(self._parts[start:])
        if text.strip():
            self._parts[start:] = [" "]
            self._beside.append(PlacedText(kind, self._place, text))

    def _picture(self, words: str) -> None:
        if _DROP_CAP.fullmatch(words.strip()):
            self._parts.append(words.strip())
        elif words.strip():
            self._beside.append(PlacedText("picture’s text", self._place, words))

    @property
    def _place(self) -> str:
        line = self._line or self.getpos()[0]
        return f"{self._path}:{line}" if self._path else str(line)
