"""An edition: its settings, read once, and everything it holds, brought together in one place."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from visavis.align import Pairing, pair_documents
from visavis.checks import Finding, find_lost_exceptions, find_problems, open_cache
from visavis.config import CONFIG, plugin_settings, read_config
from visavis.credits import CitationSettings, make_citation_settings
from visavis.errors import VisavisError
from visavis.glossary import Concordance, Glossary, open_lemmas, read_glossary
from visavis.record import (
    Record,
    follow,
    has_strangers,
    is_followed,
    list_records,
    parse_record,
)
from visavis.text import (
    Document,
    check_inside,
    name_language,
    read_document,
    read_text,
)

# MkDocs takes these for pages or copies them as they are.
_UNREAD = frozenset({".markdown", ".mdown", ".mkdn", ".mkd", ".html", ".htm", ".xhtml"})
_BOOK_BYTES = 500_000
"""Both texts of a book: some thousand pairs, which teach a lexicon and are judged in a second."""
PAGEFIND_FROM = 1_000
"""So many pairs are half a megabyte in one file, and more than pieces of an index; see
`benchmarks/search.py`."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ku ps sd ug ur yi".split())


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two languages of an edition."""

    language: str
    """BCP 47 tag."""
    folder: str
    """Relative to the root, with forward slashes."""
    name: str = ""
    """The language's own name for itself."""
    notice: Mapping[str, str] = field(default_factory=dict)
    """What every reader of this text must know, by language: shown at the head of each page."""

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return "rtl" if self.language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True, slots=True)
class Project:
    """The settings of an edition: plain values, made once from `mkdocs.yml`."""

    root: Path
    source: Side
    """The original."""
    target: Side
    """The translation."""
    glossary: str = "glossary"
    record: str = "alignment"
    citation: CitationSettings = field(default_factory=CitationSettings)
    pagefind_from: int = PAGEFIND_FROM
    """From so many pairs on the search index is written in pieces, by Pagefind."""

    @property
    def sides(self) -> tuple[Side, Side]:
        """The translation, then the original."""
        return self.target, self.source

    @property
    def languages(self) -> tuple[str, str]:
        """Tags of the translation and of the original."""
        return self.target.language, self.source.language


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything that an edition holds, read and joined."""

    project: Project
    chapters: tuple[Pairing, ...]
    """In the order of their names."""
    glossary: Glossary = field(default_factory=Glossary)
    records: Mapping[str, Record] = field(default_factory=dict)
    """By the chapter's name, with those of chapters that are gone; each chapter has one."""
    complete: bool = True
    """Whether all chapters are there; it may have been opened for some of them."""

    def __getitem__(self, name: str) -> Pairing:
        """A chapter by its name."""
        return next(chapter for chapter in self.chapters if chapter.name == name)


def find_root(start: Path) -> Path:
    """The nearest folder upward that holds an `mkdocs.yml`. Raises VisavisError."""
    for folder in (start, *start.parents):
        if (folder / CONFIG).is_file():
            return folder
    raise VisavisError(
        f"no {CONFIG} here or above",
        place=str(start),
        hint="name the edition with `visavis -C DIR`",
    )


def read_project(root: Path) -> Project:
    """Read the settings of an edition, without MkDocs. Raises VisavisError."""
    config = read_config(root)
    return make_project(root, plugin_settings(config), _folder(config, "docs_dir", "docs"))


def make_project(root: Path, settings: Mapping[str, Any], docs: str = "docs") -> Project:
    """Make a project from the settings under `plugins: visavis:`. Raises VisavisError."""
    known = {"source", "target", "glossary", "record", "citation", "pagefind_from"}
    unknown = sorted(set(settings) - known)
    if unknown:
        raise VisavisError(
            f"plugins.visavis.{unknown[0]}: no such setting",
            place=CONFIG,
            hint=f"there are {', '.join(sorted(known))}",
        )
    source = _side(settings.get("source"), "source", Side("en", "docs_en", "English"))
    target = _side(settings.get("target"), "target", Side("fr", docs, "Français"))
    _check_sides(source, target)
    if target.folder != docs:
        raise VisavisError(
            f"plugins.visavis.target.folder: {target.folder} is not docs_dir, which is {docs}",
            place=CONFIG,
            hint="MkDocs takes the translation for its own pages; name the same folder in both",
        )
    return Project(
        root=root,
        source=source,
        target=target,
        glossary=_folder(settings, "glossary", "glossary", "plugins.visavis."),
        record=_folder(settings, "record", "alignment", "plugins.visavis."),
        citation=make_citation_settings(settings.get("citation")),
        pagefind_from=_number(settings, "pagefind_from", PAGEFIND_FROM),
    )


def open_edition(project: Project, only: Collection[str] | None = None) -> Edition:
    """Read an edition, or only some of its chapters. Raises VisavisError for a broken set-up."""
    files = {side.folder: _markdown_files(project, side) for side in project.sides}
    _check_case(files)
    chapters = []
    for name in sorted(set().union(*files.values())):
        if only is not None and name not in only:
            continue
        target, source = (
            _read_side(project, side, name, name in files[side.folder]) for side in project.sides
        )
        chapters.append(pair_documents(name, source, target))
    recorded = {c.name for c in chapters} | set(() if only else _recorded(project))
    return Edition(
        project=project,
        chapters=tuple(chapters),
        glossary=read_glossary(project.root, project.glossary, project.languages),
        records={name: read_record(project, name) for name in sorted(recorded)},
        complete=only is None,
    )


def follow_texts(edition: Edition) -> Mapping[str, Record]:
    """The edition's records as its texts are now; they are not written.

    A paragraph with a new id may have come from a chapter that was not opened: then all are read.
    """
    if not edition.complete and has_strangers(edition.records, edition.chapters):
        edition = open_edition(edition.project)
    if is_followed(edition.records, edition.chapters):
        return edition.records
    return follow(edition.records, edition.chapters)


def list_books(project: Project) -> list[list[str]]:
    """The names of the chapters by books: neighbours by name, until both texts are long enough.

    By the size of the files, so that no text need be read to know its company.
    """
    books: list[list[str]] = [[]]
    size = 0
    files = {side.folder: _markdown_files(project, side) for side in project.sides}
    for name in sorted(set().union(*files.values())):
        if size >= _BOOK_BYTES:
            books.append([])
            size = 0
        books[-1].append(name)
        for folder, names in files.items():
            size += (project.root / folder / f"{name}.md").stat().st_size if name in names else 0
    return books


def find_findings(
    edition: Edition,
    *,
    followed: Mapping[str, Record] | None = None,
    only: Collection[str] | None = None,
    concordance: Concordance | None = None,
) -> list[Finding]:
    """Everything that the rules find in an edition, or in some of its chapters.

    Pairs are judged by what is usual in their book, so an edition that was opened for a few
    chapters needs the rest of their books (`with_company`). What has not changed since the last
    time is not judged again. `followed` are the records as the texts are now, and a `concordance`
    one of the edition, where they are known already.
    """
    chapters = {chapter.name: chapter for chapter in edition.chapters}
    names = list_books(edition.project)
    books = [[chapters[name] for name in book if name in chapters] for book in names]
    lemmas = open_lemmas(edition.project.root)
    terms = concordance or Concordance(edition.glossary, edition.project.languages, lemmas)
    chosen = [c for c in edition.chapters if only is None or c.name in only]
    cache = open_cache(edition.project.root)
    found = list(
        find_problems(
            chosen,
            records=followed if followed is not None else follow_texts(edition),
            written=edition.records,
            books=books,
            cache=cache,
            concordance=terms,
        )
    )
    if only is None:
        found += find_lost_exceptions(terms, [name for book in names for name in book])
    cache.save()
    lemmas.save()
    return found


def with_company(project: Project, names: Collection[str]) -> set[str]:
    """Some chapters, and those with which they are judged."""
    books = [book for book in list_books(project) if not set(names).isdisjoint(book)]
    return set(names).union(*books)


def record_path(project: Project, name: str) -> str:
    """Where the record of a chapter stands, relative to the root."""
    return f"{project.record}/{name}.jsonl"


def read_record(project: Project, name: str) -> Record:
    """The record of a chapter; an empty one where there is none yet."""
    path = record_path(project, name)
    if not (project.root / path).is_file():
        return Record()
    return parse_record(read_text(project.root, path), path)


def _recorded(project: Project) -> list[str]:
    return list_records(project.root, project.record)


def _read_side(project: Project, side: Side, name: str, exists: bool) -> Document:
    path = f"{side.folder}/{name}.md"
    if exists:
        return read_document(project.root, path, side.language)
    return Document(path, side.language, (), exists=False)


def _markdown_files(project: Project, side: Side) -> set[str]:
    check_inside(project.root, side.folder)
    if not (project.root / side.folder).is_dir():
        raise VisavisError(
            f"the folder of the {name_language(side.language)} text does not exist",
            place=side.folder,
            hint=f"make it, or name another in {CONFIG} under plugins: visavis:",
        )
    try:
        return set(_chapter_names(project.root, side.folder))
    except OSError as error:
        place = Path(os.path.relpath(error.filename or side.folder, project.root)).as_posix()
        reason = str(error.strerror).lower()
        raise VisavisError(f"cannot be read: {reason}", place=place) from None


def _chapter_names(root: Path, folder: str, below: str = "") -> Iterator[str]:
    with os.scandir(root / folder / below) as entries:
        for entry in entries:
            path = f"{below}{entry.name}"
            if entry.name.startswith("."):
                continue
            if entry.is_dir() and entry.is_symlink():
                check_inside(root, f"{folder}/{path}")
                raise VisavisError(
                    "a link to a folder: what stands in it would be read twice or never",
                    place=f"{folder}/{path}",
                    hint="put the folder itself here",
                )
            if Path(entry.name).suffix.lower() in _UNREAD:
                raise VisavisError(
                    "this would be published without having been checked",
                    place=f"{folder}/{path}",
                    hint="write it as Markdown in a file that ends in .md",
                )
            if entry.name.endswith(".md"):
                yield path.removesuffix(".md")
            elif entry.is_dir():
                yield from _chapter_names(root, folder, f"{path}/")


def _check_case(files: Mapping[str, set[str]]) -> None:
    seen: dict[str, str] = {}
    for folder, names in files.items():
        paths = {f"{name}.md" for name in names}
        paths |= {str(above) for name in names for above in PurePosixPath(name).parents}
        for path in sorted(paths):
            other = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
            if other != path:
                raise VisavisError(
                    f"{other} and {path} differ only in upper and lower case, or in how an accent "
                    "is encoded",
                    place=f"{folder}/{path}",
                    hint="many systems take them for one; rename one",
                )


def _folder(settings: Mapping[str, Any], name: str, default: str, where: str = "") -> str:
    """A folder of the edition as the settings name it, written in one way."""
    value = settings.get(name, default)
    path = PurePosixPath(value.replace("\\", "/")) if isinstance(value, str) else None
    if path is None or not path.parts:
        raise VisavisError(f"{where}{name}: the name of a folder is needed", place=CONFIG)
    if path.is_absolute() or ".." in path.parts or re.match("[A-Za-z]:", value):
        raise VisavisError(
            f"{where}{name}: {value} leads out of the edition",
            place=CONFIG,
            hint=f"name a folder beside {CONFIG}",
        )
    return str(path)


def _number(settings: Mapping[str, Any], name: str, default: int) -> int:
    value = settings.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise VisavisError(f"plugins.visavis.{name}: a whole number is needed", place=CONFIG)
    return value


def _check_sides(source: Side, target: Side) -> None:
    if source.language == target.language:
        raise VisavisError(f"plugins.visavis: both sides are {source.language}", place=CONFIG)
    ours, theirs = PurePosixPath(target.folder), PurePosixPath(source.folder)
    if ours.is_relative_to(theirs) or theirs.is_relative_to(ours):
        raise VisavisError(
            f"plugins.visavis: the folders of both sides, {target.folder} and {source.folder}, are "
            "one or stand in each other",
            place=CONFIG,
            hint="give each text a folder of its own",
        )


def _side(value: Any, name: str, default: Side) -> Side:
    if value is None:
        return default
    if not isinstance(value, dict) or not isinstance(value.get("language"), str):
        raise VisavisError(
            f"plugins.visavis.{name}: a map with language, folder and name is needed", place=CONFIG
        )
    language = value["language"]
    if not _LANGUAGE.fullmatch(language):
        raise VisavisError(
            f"plugins.visavis.{name}.language: {language} is not a language tag",
            place=CONFIG,
            hint="write it as in `fr` or `pt-BR`",
        )
    notice = value.get("notice") or {}
    if not isinstance(notice, dict):
        raise VisavisError(
            f"plugins.visavis.{name}.notice: a map of language to sentence is needed", place=CONFIG
        )
    return Side(
        language=language,
        folder=_folder(value, "folder", default.folder, f"plugins.visavis.{name}."),
        name=_words(value.get("name", default.name if language == default.language else language)),
        notice={_words(tag): _words(sentence) for tag, sentence in notice.items()},
    )


def _words(value: Any) -> str:
    # Aliases can make a list that is short in the file and endless as text.
    if not isinstance(value, str):
        raise VisavisError(
            "plugins.visavis: a language's name or a notice is not text", place=CONFIG
        )
    return value
