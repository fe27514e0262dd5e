"""Where everything stands in a book: its files, their ids, what its links lead to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from urllib.parse import unquote

from visavis.asset import find_path
from visavis.export.epub.xhtml import xml_name
from visavis.glossary import GLOSSARY
from visavis.pairs import Pairing
from visavis.publication import Publication, Site
from visavis.render import Html, note_address
from visavis.side import Side

GLOSSARY_FILE = "glossary.xhtml"
LONGEST_POPUP = 5_000
"""Characters of a note that are shown where it is called; reading systems cut longer ones off."""
MEDIA_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "svg": "image/svg+xml",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "opus": "audio/ogg; codecs=opus",
    "mp4": "video/mp4",
    "webm": "video/webm",
}
"""What every reading system has to show, and film. Source: W3C, EPUB 3.3, chapter 3.2."""


@dataclass(frozen=True)
class Places:
    """The addresses of a book."""

    publication: Publication
    site: Site
    sides: Sequence[Side]
    files: Mapping[str, str]
    """Of the chapters, by their names."""
    resources: dict[str, str] = field(default_factory=dict)
    """What the texts show, by its path beside them: the name in the book."""

    def of_chapter(self, name: str, fragment: str, side: Side) -> str:
        """The address of a chapter, or of what has this id in it for a text of this side."""
        identifier = self._find(self.publication.chapters[name], fragment, side)
        return self.files[name] + (f"#{xml_name(identifier)}" if identifier else "")

    def on_the_web(self, name: str, fragment: str, side: Side) -> str:
        """The address of a page of the site; empty where nobody knows where that is."""
        if not self.site.base:
            return ""
        page = self.site.page(name, self.site.languages[side])
        return f"{self.site.base}{page}{f'#{fragment}' if fragment else ''}"

    def _find(self, chapter: Pairing, fragment: str, side: Side) -> str:
        """The id of a row, or of what a text calls so itself; empty where there is none."""
        for own in (side, side.other):
            language = self.site.languages[own]
            if own in self.sides and fragment in self.publication.texts.ids(chapter, own):
                return f"{language}:{fragment}"
        rows = (pair.id for pair in chapter.pairs if any(pair[own] for own in self.sides))
        return fragment if fragment in rows else ""


@dataclass(frozen=True)
class TextLinks:
    """The links of one text of a chapter; those of the glossary, which stands at the root."""

    places: Places
    side: Side
    chapter: str = ""
    notes: Mapping[str, Html] = field(default_factory=dict)

    def follow(self, target: str, term: str = "") -> str:
        """The address of what a link of the text names; empty where it leads nowhere."""
        terms = self.places.publication.edition.glossary.by_id
        if term in terms:
            return f"{GLOSSARY_FILE}#{xml_name(term)}"
        if target.startswith("?"):
            language = self.places.site.languages[self.side]
            return f"#{xml_name(note_address(target[1:], language))}"
        path, _, fragment = target.partition("#")
        path, fragment = self._path(path), unquote(fragment)
        name = unquote(path.removesuffix(".md")) if path else self.chapter
        if name in self.places.files and (not path or path.endswith(".md")):
            return self.places.of_chapter(name, fragment, self.side)
        folder, _, term = name.partition("/")
        if folder == GLOSSARY and terms and path.endswith(".md"):
            return GLOSSARY_FILE + (f"#{xml_name(term)}" if term in terms else "")
        if path.endswith(".md"):
            return self.places.on_the_web(name, fragment, self.side)
        base = self.places.site.base
        return f"{base}{path}" if base and path else ""

    def load(self, target: str) -> str:
        """The address of a file that the text shows; empty where the book has none."""
        path = unquote(self._path(target.partition("#")[0].partition("?")[0]))
        suffix = PurePosixPath(path).suffix.lower()
        if path not in self.places.publication.edition.published.files:
            return ""
        if suffix.removeprefix(".") not in MEDIA_TYPES:
            return ""
        there = self.places.resources
        return there.setdefault(path, f"files/f{len(there) + 1:03}{suffix}")

    def pops_up(self, note: str) -> bool:
        """Whether what a call leads to is a note that may be shown where it is called."""
        return note in self._short

    @cached_property
    def _short(self) -> frozenset[str]:
        language = self.places.site.languages[self.side]
        return frozenset(
            f"#{xml_name(note_address(label, language))}"
            for label, html in self.notes.items()
            if not is_long("".join(html.pieces))
        )

    def _path(self, path: str) -> str:
        """A path as it is from the folder of the texts."""
        return find_path(self.chapter, path.partition("?")[0]) if path else ""


def is_long(note: str) -> bool:
    """Whether what a note says, with its markup, is too long for a pop-up."""
    return len(note) > LONGEST_POPUP
