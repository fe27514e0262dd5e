"""What a link of a text can lead to within the edition."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from difflib import get_close_matches
from functools import cached_property, lru_cache
from pathlib import PurePosixPath
from urllib.parse import unquote

from visavis.asset import WRITTEN, Refusal, find_path
from visavis.edition import HOME, Edition, PageNames
from visavis.glossary import GLOSSARY, REVERSE
from visavis.record import Address, resolve

_ABROAD = re.compile(r"[a-z][a-z0-9+.-]*:|//|\\", re.IGNORECASE)
_NAMED = re.compile(r"""\{[^}\n]*?\#([\w:.-]+)|\b(?:id|name)\s*=\s*["']?([^\s"'>}]+)""")
"""Where a text gives a part of itself an id."""
_OF_THE_PAGE = re.compile(r":~:|top\Z|__")
"""Fragments that name no row: words, the page itself, what the theme makes."""
_OF_A_NOTE = re.compile(r"fn(?:ref\d*)?:")


class Targets:
    """The pages of an edition, the places on them, and the files beside them."""

    def __init__(self, edition: Edition) -> None:
        """Take the edition, which need not have been opened whole."""
        self._edition = edition
        self._chapters = {chapter.name: chapter for chapter in edition.chapters}
        self._anchors = lru_cache(None)(self._list_anchors)

    @cached_property
    def _pages(self) -> Set[str]:
        """Names of pages that are no chapters."""
        terms = {f"{GLOSSARY}/{term.id}" for term in self._edition.glossary.terms}
        of_terms = {GLOSSARY, REVERSE, *terms} if terms else terms
        return PageNames.of(self._edition).all | of_terms

    @cached_property
    def _files(self) -> Set[str]:
        published = self._edition.published
        taken = self._by_place(published.taken)  # another rule says of what
        return {*published.files, *taken, *WRITTEN, "sitemap.xml", "robots.txt"}

    @cached_property
    def _unpublished(self) -> Mapping[str, Refusal]:
        return self._by_place(self._edition.published.unpublished)

    def _by_place(self, refusals: Iterable[Refusal]) -> dict[str, Refusal]:
        """Files that are refused, by the path that they would have in the site."""
        folders = [f"{text.folder}/" for text in self._edition.project.texts]
        return {
            one.path.removeprefix(folder): one
            for one in refusals
            for folder in folders
            if one.path.startswith(folder)
        }

    def find_fault(self, target: str, name: str) -> tuple[str, str] | None:
        """Why what stands in the chapter of this name leads nowhere, and what to do; None if not.

        What leads out of the edition is not followed.
        """
        if not target.strip() or _ABROAD.match(target.strip()):
            return None
        path, _, fragment = target.strip().partition("#")
        path = unquote(path.partition("?")[0])
        if not path and name not in self._chapters:
            return None  # a term's own page
        if not path:
            return self._find_anchor_fault(name, unquote(fragment), "this chapter", "")
        folder = "" if path.startswith("/") else posixpath.dirname(name)
        place = find_path(name, path)
        if place.endswith(".md"):
            page = place.removesuffix(".md")
            if page in self._chapters:
                return self._find_anchor_fault(page, unquote(fragment), "that chapter", path)
            if page == GLOSSARY and page in self._pages:
                return self._find_term_fault(unquote(fragment), path)
            if page in self._pages or self._is_unopened(page):
                return None
            return self._find_chapter_fault(page, folder)
        pages = self._chapters.keys() | self._pages
        if place in self._files or {place, posixpath.normpath(f"{place}/{HOME}")} & pages:
            return None
        if self._is_unopened(place):
            return None
        if place in self._unpublished:
            refusal = self._unpublished[place]
            return f"{refusal.path} is not published, {refusal.message}", refusal.hint
        if posixpath.basename(place) in pages:
            return "it is no file of the edition", self._advise(f"{place}.md", folder)
        return "there is no such file", self._advise(place, folder)

    def find_entry_fault(self, name: str) -> tuple[str, str] | None:
        """Why what `nav` names is no page and no file, and what to do; None if it is one.

        It names them as they are called, and no places in them.
        """
        if not name or name.startswith("/") or _ABROAD.match(name):
            return None
        if self._is_file(PurePosixPath(name).as_posix()):
            return None
        path = find_path("", unquote(re.split("[?#]", name.strip())[0]))
        meant = (path, f"{path}.md", posixpath.normpath(f"{path}/{HOME}.md"))
        hint = next((f"write {one}" for one in meant if self._is_file(one)), "name a file")
        return self.find_fault(name, "") or ("files are named here, as they are called", hint)

    def _is_file(self, path: str) -> bool:
        """Whether there is such a text or page, or a file beside them."""
        page = path.removesuffix(".md")
        if page == path:
            return path in self._files
        return page in self._chapters or page in self._pages or self._is_unopened(page)

    def _find_chapter_fault(self, page: str, folder: str) -> tuple[str, str]:
        if page in (GLOSSARY, REVERSE):
            return "the glossary has no terms", "add one, or mend the address"
        now = self._name_today(page)
        if now is None:
            return "the edition has no such chapter", self._advise(f"{page}.md", folder)
        path = posixpath.relpath(f"{now}.md", folder or ".")
        return f"{page} is called {now} now", f"write {path}"

    def _name_today(self, page: str) -> str | None:
        """The chapter that has the rows of one that is gone, before `visavis stamp` and after."""
        records = self._edition.records
        known = (name for name in self._chapters if name in records)
        heirs = [name for name in known if records[name].heir_of == page]
        if heirs or page not in records:
            return heirs[0] if heirs else None
        rows = [resolve(records, page, one) for one in records[page].entries]
        led = Counter(row.chapter for row in rows if isinstance(row, Address))
        return led.most_common(1)[0][0] if led else None

    def _is_unopened(self, name: str) -> bool:
        """Whether it is a chapter that nobody has opened."""
        project = self._edition.project
        files = (project.root / text.folder / f"{name}.md" for text in project.texts)
        return not self._edition.complete and any(file.is_file() for file in files)

    def _find_anchor_fault(
        self, name: str, fragment: str, chapter: str, path: str
    ) -> tuple[str, str] | None:
        anchors = self._anchors(name)
        own = fragment.partition(":")[2]
        if not fragment or _OF_THE_PAGE.match(fragment):
            return None
        if _OF_A_NOTE.match(fragment):
            return self._find_note_fault(name, own, chapter)
        if {fragment, own} & anchors:
            return None
        today = resolve(self._edition.followed, name, fragment)
        if isinstance(today, Address):
            if today.chapter != name:
                path = posixpath.relpath(f"{today.chapter}.md", posixpath.dirname(name) or ".")
            return f"{fragment} has gone to another row", f"write {path}#{today.id}"
        if today.entry:
            return f"{chapter} has no {fragment} any longer", "take the link out"
        meant = _find_meant(fragment, anchors, f"{path}#") or "name a row by its id"
        return f"{chapter} has no {fragment}", meant

    def _find_note_fault(self, name: str, own: str, chapter: str) -> tuple[str, str] | None:
        """The same for the address of a note, `fn:fr--label`, or of its call, by its 2nd half."""
        notes = {
            f"{document.language}--{block.label}"
            for document in self._chapters[name].documents
            for block in document.blocks
            if block.label
        }
        if own in notes:
            return None
        meant = _find_meant(own, notes, "fn:") or "take the link out"
        return f"{chapter} has no note of that address", meant

    def _find_term_fault(self, fragment: str, path: str) -> tuple[str, str] | None:
        terms = self._edition.glossary.by_id
        if not fragment or _OF_THE_PAGE.match(fragment) or fragment in terms:
            return None
        meant = _find_meant(fragment, terms, f"{path}#") or "name a term by its id"
        return f"the glossary has no {fragment}", meant

    def _list_anchors(self, name: str) -> Set[str]:
        chapter = self._chapters[name]
        blocks = [block for document in chapter.documents for block in document.blocks]
        written = (f"{block.source}\n{block.attribute_source}" for block in blocks)
        named = {one for text in written for found in _NAMED.findall(text) for one in found}
        return {one for one in (*named, *(block.id for block in blocks)) if one}

    def _advise(self, place: str, folder: str) -> str:
        known = [*self._files]
        if posixpath.splitext(place)[1] in ("", ".md"):  # nobody writes a chapter as a picture
            known += [f"{name}.md" for name in (*self._chapters, *self._pages)]
        close = get_close_matches(place, sorted(known), 1, cutoff=0.75)
        if not close:
            return "put it there, or mend the address"
        return f"write {posixpath.relpath(close[0], folder or '.')} if that is meant"


def _find_meant(said: str, known: Iterable[str], before: str) -> str:
    """What to write where one of the known names may be meant; empty where none is like it."""
    close = get_close_matches(said, sorted(known), 1)
    return f"write {before}{close[0]} if that is meant" if close else ""
