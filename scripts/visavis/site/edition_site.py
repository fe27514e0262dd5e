"""`EditionSite`: an edition made ready for whatever builds its site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from visavis.asset import write_drawings
from visavis.edition import HOME, Edition
from visavis.pairs import Pairing
from visavis.publication import (
    ANNOTATIONS,
    Addresses,
    Interface,
    Publication,
    Site,
    chapter_title,
    write_annotations,
)
from visavis.render import read_words
from visavis.side import Side
from visavis.site.books import Book, make_books, write_books
from visavis.site.card import Card, make_card, write_manifest, write_pictures
from visavis.site.colour import Accent
from visavis.site.feed import FEED, write_feed
from visavis.site.head import MANIFEST, Head, describe_head
from visavis.site.kept import KeptPages
from visavis.site.offline import SITEMAPS, strip_served, write_worker
from visavis.site.page import THEME as THEME
from visavis.site.page import Page
from visavis.site.pages import ChapterPages, list_pages
from visavis.site.search import in_pieces, write_search
from visavis.site.suggestion import Suggestions
from visavis.site.summary import summary_files
from visavis.site.trim import bundle_search, join_sheets, layer_sheets, trim_assets, write_note_rows
from visavis.site.typeface import NONE, Typeface, make_typeface
from visavis.store import content_key


@dataclass(frozen=True)
class EditionSite:
    """The pages of both interfaces, and the files that stand beside them."""

    publication: Publication
    addresses: Addresses
    edit: Mapping[Side, str]
    """The address under which that side's files are edited, with a final slash."""
    title: str
    """What the site is called in the interface at its root."""
    name: Callable[[], str]
    """What it is called in the interface that is being built."""
    preview: bool = False
    """Whether findings are shown at their rows."""
    offline: bool = False
    """Whether it is to be read without a server."""
    suggestions: Suggestions | None = None
    """Where readers' corrections go."""
    base: str = ""
    """The address under which it is published, with a final slash, where that is known."""
    titles: Mapping[Side, str] = field(default_factory=dict)
    """What it is called in each interface."""
    parts: Mapping[Side, Mapping[str, str]] = field(default_factory=dict)
    """In each interface: in which part of the book a chapter stands, by the chapter's name."""
    accent: Accent = field(default_factory=Accent)
    """The one colour of its pages."""

    @cached_property
    def books(self) -> tuple[Book, ...]:
        """What is offered beside the pages; a preview and a site without a server offer nothing."""
        return () if self.preview or self.offline else make_books(self.publication, self.site)

    @cached_property
    def interfaces(self) -> Mapping[str, Interface]:
        """By language, the translation's first: it stands at the root."""
        return {
            self.publication.edition.project[side].language: Interface(
                self.publication, side, self.addresses
            )
            for side in (Side.TARGET, Side.SOURCE)
        }

    def language_of(self, file: str) -> str:
        """The interface in which a file of `pages` stands."""
        default, other = self.interfaces
        return other if file.endswith(f".{other}.md") else default

    @cached_property
    def kept(self) -> KeptPages:
        """What former builds have made of these texts."""
        told = self.addresses, self.edit, self.suggestions
        return KeptPages(self.publication, *told)

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """By the Markdown file that a host takes them for."""
        findings = self.publication.findings if self.preview else ()
        chapters = ChapterPages(
            self.edit,
            self.name,
            findings,
            self.books,
            self.suggestions,
            self.kept,
            self.parts,
        )
        return {
            self.addresses.file(page.name, language): page
            for language, interface in self.interfaces.items()
            for page in list_pages(interface, chapters)
        }

    @cached_property
    def frame(self) -> str:
        """The name of what the frame of every page shows besides the settings."""
        pages = (
            (file, page.title, page.in_nav, sorted(page.meta.items()))
            for file, page in self.pages.items()
        )
        books = [(book.name, book.path, book.media_type) for book in self.books]
        pieces = in_pieces(self.publication.edition)
        return content_key(repr([*pages]), repr((self.typeface.preload, books, pieces)))

    def refresh(self, edition: Edition) -> EditionSite:
        """The site after an edit of the texts, as far as it can be told at once."""
        return replace(self, publication=self.publication.refresh(edition))

    @cached_property
    def site(self) -> Site:
        """Where it is published, for what knows no pages."""
        project = self.publication.edition.project
        return Site.of(project, self.addresses, self.base, self.title, self.titles)

    @cached_property
    def cards(self) -> Mapping[str, Card]:
        """The pictures that stand for chapters where they are shared, by the chapter's name.

        Without the address of the site there are none: whoever shows one asks for a whole address.
        """
        if not self.base or self.preview:
            return {}
        made = map(self._make_card, self.publication.chapters.values())
        return {card.name: card for card in made if card}

    def _make_card(self, chapter: Pairing) -> Card | None:
        settings = self.publication.edition.project
        titles, wholes = [], []
        for side in (Side.TARGET, Side.SOURCE):
            title = settings.citation[side].title
            wholes.append(title or self.titles.get(side, ""))
            own = chapter_title(chapter, side) if chapter[side].exists else ""
            titles.append(wholes[-1] or own if chapter.name == HOME else own)
        author = ", ".join(map(str, settings.citation.authors))
        return make_card(chapter.name, dict.fromkeys(filter(None, titles)), author, wholes[0])

    def describe_head(self, file: str, about: str) -> Head | None:
        """What the head of a page says to other programs; `about` says what the site is."""
        page = self.pages.get(file)
        if page is None:
            return None
        card = self.cards.get(page.name) or self.cards.get(HOME)
        interface = self.interfaces[self.language_of(file)]
        return describe_head(interface, page, self.site, card, about=about, feed=bool(self.feeds))

    @cached_property
    def feeds(self) -> Mapping[str, str]:
        """What was signed off, for feed readers, by language; none where nothing can be told."""
        if self.preview:
            return {}
        feeds = {tag: write_feed(one, self.site) for tag, one in self.interfaces.items()}
        return {tag: text for tag, text in feeds.items() if text}

    @cached_property
    def typeface(self) -> Typeface:
        """What the texts are set in."""
        edition = self.publication.edition
        if not edition.project.own_font:
            return NONE
        texts = {
            edition.project[side].language: [
                # Not the paths of pictures and links. Raw HTML has no words that are known.
                *(b.plain or b.source for one in edition.chapters for b in one[side].blocks),
                *read_words(edition.project[side].language).values(),
            ]
            for side in Side
        }
        return make_typeface(edition.project.root, texts)

    def finish(self, folder: Path, *, search: bool, old: Path | None = None) -> None:
        """Do what is left to do in a built site; `old` is the site as it was, if it may be used."""
        self.write_files(folder, search=search, old=old)
        if not self.preview:
            trim_assets(folder, THEME)
        layer_sheets(folder)
        join_sheets(folder)
        self._write_heads(folder)
        if not self.base:  # A map of relative addresses is of no use to anybody.
            for name in SITEMAPS:
                (folder / name).unlink(missing_ok=True)
        if self.offline:
            strip_served(folder)
        elif not self.preview:
            write_worker(folder)

    def lay_out(self, folder: Path) -> None:
        """Make ready, in a folder that holds the scripts and sheets, what each page asks for."""
        layer_sheets(folder)
        self._write_look(folder)
        join_sheets(folder)
        write_note_rows(folder, self._most_notes())
        bundle_search(folder)

    def _write_look(self, folder: Path) -> None:
        self.typeface.write(folder)
        self.accent.write(folder / "assets" / "visavis")

    def write_search(self, folder: Path, old: Path | None = None) -> None:
        """Write what the search reads."""
        interfaces = [*self.interfaces.values()]
        write_search(folder, interfaces, whole=self.offline, old=old, kept=self.kept)

    def write_files(self, folder: Path, *, search: bool, old: Path | None = None) -> None:
        """Write what is made of the whole edition beside the scripts and styles in a folder."""
        if search:
            self.write_search(folder, old)
        self.publication.save()
        for name, text in self.data().items():
            (folder / name).write_text(text, "utf-8", newline="")
        write_books(folder, self.books, next(iter(self.interfaces.values())), self.site)
        self._write_look(folder)
        write_drawings(folder, self.publication.edition.published)
        write_note_rows(folder, self._most_notes())
        bundle_search(folder)

    def _write_heads(self, folder: Path) -> None:
        """Write what the heads of pages name."""
        if self.offline:
            return
        root = self.publication.edition.project.root
        write_pictures(root, folder, self.cards.values())
        for language, interface in self.interfaces.items():
            home = folder / interface.addresses.home(language)
            title = self.titles.get(interface.side, self.title)
            told = {MANIFEST: write_manifest(interface, title)}
            told |= {FEED: self.feeds[language]} if language in self.feeds else {}
            home.mkdir(parents=True, exist_ok=True)
            for name, text in told.items():
                (home / name).write_text(text, "utf-8", newline="")

    def data(self) -> dict[str, str]:
        """What other programs read of the edition: the summary, the badge, the notes."""
        publication = self.publication
        default = next(iter(self.interfaces.values()))
        told = summary_files(default)
        if publication.annotations:
            told[ANNOTATIONS] = write_annotations(publication.annotations, self.site)
        return told

    def _most_notes(self) -> int:
        """The notes of the chapter that has most."""
        return max((len(c.notes) for c in self.publication.edition.chapters), default=0)


def find_edit_addresses(edition: Edition, repo_url: str, edit_uri: str) -> Mapping[Side, str]:
    """Where each side's files are edited: the host's own address, with that side's folder."""
    if not repo_url or not edit_uri:
        return {}
    target, source = edition.project.target, edition.project.source
    base = repo_url.rstrip("/") + "/" + edit_uri.lstrip("/")
    end = f"/{target.folder}/"
    if not base.endswith(end):
        return {Side.TARGET: base}
    return {Side.TARGET: base, Side.SOURCE: base.removesuffix(end) + f"/{source.folder}/"}
