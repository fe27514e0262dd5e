"""An edition: everything it holds, brought together in one place."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from pathlib import PurePosixPath

from visavis.asset import Published, published_files
from visavis.errors import VisavisError
from visavis.glossary import (
    GLOSSARY,
    REVERSE,
    Concordance,
    Glossary,
    open_term_cache,
    read_glossary,
)
from visavis.pairs import Pairing, pair_documents
from visavis.record import (
    Record,
    find_heirs,
    find_twins,
    follow,
    has_strangers,
    is_followed,
    parse_record,
)
from visavis.settings import CONFIG, Project, TextSettings
from visavis.side import Side
from visavis.store import (
    Cache,
    check_inside,
    content_key,
    list_files,
    name_code,
    read_text,
)
from visavis.text import (
    Document,
    name_language,
    pack_document,
    parse_document,
    unpack_document,
    write_document,
)

HOME = "index"
"""The chapter at the root of an interface, and of a folder."""
_SAMPLE_BYTES = 250_000
"""Both texts of a sample: some five hundred pairs. They teach a lexicon nearly as well as more
would, and are judged anew, after an edit, in half a second."""


@dataclass(frozen=True)
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
    sampled: tuple[tuple[str, ...], ...] = ()
    """The names of the chapters that are judged together; without any, all are."""
    kept: bool = False
    """Whether it was read from disk, where what is worked out of it may be kept."""

    def __getitem__(self, name: str) -> Pairing:
        """A chapter by its name."""
        return next(chapter for chapter in self.chapters if chapter.name == name)

    def record_of(self, name: str) -> Record:
        """What is recorded of a chapter, as it has followed the texts."""
        return self.followed.get(name, Record())

    def with_chapter(self, chapter: Pairing) -> Edition:
        """The edition as it would be with a chapter that is not written to its files."""
        chapters = tuple(chapter if one.name == chapter.name else one for one in self.chapters)
        made = replace(self, chapters=chapters, records=self.followed, kept=False)
        vars(made).update(concordance=self.concordance, published=self.published)
        return made

    def read_anew(self, fresh: Edition) -> Edition:
        """The edition with the chapters of another, which was opened for them alone.

        What was found of the terms is kept, unless the glossary has changed.
        """
        chapters = {chapter.name: chapter for chapter in (*self.chapters, *fresh.chapters)}
        made = replace(
            fresh,
            chapters=tuple(chapters[name] for name in sorted(chapters)),
            records={**self.records, **fresh.records},
            complete=self.complete,
        )
        if fresh.glossary == self.glossary and "concordance" in vars(self):
            vars(made)["concordance"] = self.concordance
        return made

    @cached_property
    def samples(self) -> tuple[tuple[Pairing, ...], ...]:
        """The chapters that are judged together, because each shows what is usual in the others."""
        if not self.sampled:
            return (self.chapters,)
        chapters = {chapter.name: chapter for chapter in self.chapters}
        return tuple(
            tuple(chapters[name] for name in names if name in chapters) for names in self.sampled
        )

    @cached_property
    def published(self) -> Published:
        """The files beside the texts, those that are published and those that are not."""
        return published_files(self.project) if self.kept else Published({}, {})

    @cached_property
    def concordance(self) -> Concordance:
        """Where the terms of the glossary stand."""
        cache = open_term_cache(self.project.root, self.glossary) if self.kept else None
        return Concordance(self.glossary, self.project.languages, cache)

    @cached_property
    def followed(self) -> Mapping[str, Record]:
        """The records as the texts are now; they are not written.

        A paragraph with a new id may have come from a chapter that was not opened: then all are
        read.
        """
        whole = self
        if not self.complete and has_strangers(self.records, self.chapters):
            whole = open_edition(self.project)
        if is_followed(whole.records, whole.chapters):
            return whole.records
        return follow(whole.records, whole.chapters)


@dataclass(frozen=True, slots=True)
class PageNames:
    """The names of the pages that every edition has besides its chapters and the glossary.

    Each is the first free one that begins so: chapters come first.
    """

    alignment: str
    index: str
    """Of chapters and terms; it has the address of the search."""
    rules: str
    notes: str
    """Empty in an edition without notes."""

    @property
    def all(self) -> set[str]:
        """Those that there are."""
        return {getattr(self, field.name) for field in fields(self)} - {""}

    @classmethod
    def of(cls, edition: Edition) -> PageNames:
        """The names in an edition."""
        noted = any(chapter.notes for chapter in edition.chapters)
        return cls(
            alignment=free_name("alignment", edition),
            index=free_name("search", edition),
            rules=free_name("rules", edition),
            notes=free_name("notes", edition) if noted else "",
        )


def free_name(name: str, edition: Edition) -> str:
    """What a page is called in an edition that has or had a chapter of the same name."""
    taken = {chapter.name for chapter in edition.chapters} | set(edition.records)
    names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def open_edition(project: Project, only: Collection[str] | None = None) -> Edition:
    """Read an edition, or only some of its chapters. Raises VisavisError for a broken set-up."""
    files = _list_files(project)
    _check_case({project[side].folder: names for side, names in files.items()})
    chapters = []
    texts = Cache(project.root, "texts", name_code(), forgets=only is None)
    for name in sorted(set().union(*files.values())):
        if only is not None and name not in only:
            continue
        source, target = (
            _read_side(project, side, name, name in files[side], texts) for side in Side
        )
        chapters.append(pair_documents(name, source, target))
    texts.save()
    known = _recorded(project)
    recorded = {c.name for c in chapters} | set(() if only else known)
    glossary = read_glossary(project.root, project.glossary, project.languages)
    for chapter in chapters:
        check_name(chapter.name, project, glossary)
    records = {
        name: Record(path=record_path(project, name), lost=True)
        if known and name not in known
        else read_record(project, name)
        for name in sorted(recorded)
    }
    return Edition(
        project=project,
        chapters=tuple(chapters),
        glossary=glossary,
        records=_with_heirs(project, records, chapters, set(known).difference(*files.values())),
        complete=only is None,
        sampled=_sample(project, files),
        kept=True,
    )


def reread_texts(edition: Edition) -> Edition:
    """The edition with the texts of its chapters as they are now, and all else as it was.

    A chapter in which no letter has changed is the same object. Raises VisavisError.
    """
    chapters = (_reread(edition.project, chapter) for chapter in edition.chapters)
    return replace(edition, chapters=tuple(chapters))


def _reread(project: Project, chapter: Pairing) -> Pairing:
    source, target = (_reread_side(project, side, chapter) for side in Side)
    if source is chapter.source and target is chapter.target:
        return chapter
    return pair_documents(chapter.name, source, target)


def _reread_side(project: Project, side: Side, chapter: Pairing) -> Document:
    known = chapter[side]
    if not (project.root / known.path).is_file():
        return _missing(project, side, chapter.name) if known.exists else known
    text = read_text(project.root, known.path)
    if known.exists and text == write_document(known):
        return known
    return parse_document(text, path=known.path, language=known.language)


def _with_heirs(
    project: Project,
    records: Mapping[str, Record],
    chapters: Collection[Pairing],
    orphans: Collection[str],
) -> Mapping[str, Record]:
    """The records; one that is lost knows whose words it is of.

    That is an orphan, a record without texts, or the chapter that has the other side.
    """
    if not any(record.lost for record in records.values()):
        return records
    left = {name: read_record(project, name) for name in orphans}
    heirs = find_heirs({**left, **records}, chapters)
    twins = find_twins(records, chapters)
    return {
        name: replace(record, heir_of=heirs.get(name, ""), twin=twins.get(name, ""))
        if record.lost or name in twins
        else record
        for name, record in records.items()
    }


def check_name(name: str, project: Project, glossary: Glossary | None = None) -> None:
    """Raise VisavisError for a chapter whose page would stand where the glossary's pages do."""
    if name.split("/")[0] not in (GLOSSARY, REVERSE):
        return
    if glossary is None:
        glossary = read_glossary(project.root, project.glossary, project.languages)
    if glossary.terms:
        raise VisavisError(
            "the glossary has its pages at this chapter's address",
            place=f"{project.target.folder}/{name}.md",
            hint=f"give the chapter another name, in both folders and in {project.record}",
        )


def list_samples(project: Project) -> tuple[tuple[str, ...], ...]:
    """The names of the chapters by samples, as an edition opened for some of them needs to know."""
    return _sample(project, _list_files(project))


def with_company(project: Project, names: Collection[str]) -> set[str]:
    """Some chapters, and those with which they are judged."""
    company = [one for one in list_samples(project) if not set(names).isdisjoint(one)]
    return set(names).union(*company)


def record_path(project: Project, name: str) -> str:
    """Where the record of a chapter stands, relative to the root."""
    return f"{project.record}/{name}.jsonl"


def chapter_at(project: Project, path: str) -> str | None:
    """The chapter of a text or a record, by its path from the root; None for any other file."""
    folders = {text.folder: ".md" for text in project.texts} | {project.record: ".jsonl"}
    for folder, suffix in folders.items():
        if path.startswith(f"{folder}/") and path.endswith(suffix):
            return path.removeprefix(f"{folder}/").removesuffix(suffix)
    return None


def read_record(project: Project, name: str) -> Record:
    """The record of a chapter; an empty one where there is none yet."""
    path = record_path(project, name)
    if not (project.root / path).is_file():
        return Record()
    return parse_record(read_text(project.root, path), path)


def _list_files(project: Project) -> dict[Side, set[str]]:
    """The names of the chapters on each side."""
    return {side: _markdown_files(project, project[side]) for side in Side}


def _sample(project: Project, files: Mapping[Side, set[str]]) -> tuple[tuple[str, ...], ...]:
    """Chapters by samples: neighbours by name, until both texts are long enough.

    By the size of the files, so that no text need be read to know its company.
    """
    samples: list[list[str]] = [[]]
    size = 0
    for name in sorted(set().union(*files.values())):
        if size >= _SAMPLE_BYTES:
            samples.append([])
            size = 0
        samples[-1].append(name)
        for side, names in files.items():
            if name in names:
                size += (project.root / project[side].folder / f"{name}.md").stat().st_size
    return tuple(map(tuple, samples))


def _recorded(project: Project) -> list[str]:
    """The names of the chapters that have a record, those that are gone included."""
    check_inside(project.root, project.record)
    if not (project.root / project.record).is_dir():
        return []
    files = list_files(project.root, project.record)
    return [path.removesuffix(".jsonl") for path in files if path.endswith(".jsonl")]


def _read_side(project: Project, side: Side, name: str, exists: bool, texts: Cache) -> Document:
    """One text of a chapter; what it was read as is kept by what it is."""
    if not exists:
        return _missing(project, side, name)
    path, language = _text_path(project, side, name), project[side].language
    text = read_text(project.root, path)
    key = content_key(path, text)
    packed = texts.get(key)
    if packed is not None:
        return unpack_document(packed, text, path=path, language=language)
    document = parse_document(text, path=path, language=language)
    texts.put(key, pack_document(document))
    return document


def _missing(project: Project, side: Side, name: str) -> Document:
    return Document(_text_path(project, side, name), project[side].language, (), exists=False)


def _text_path(project: Project, side: Side, name: str) -> str:
    return f"{project[side].folder}/{name}.md"


def _markdown_files(project: Project, side: TextSettings) -> set[str]:
    check_inside(project.root, side.folder)
    if not (project.root / side.folder).is_dir():
        raise VisavisError(
            f"the folder of the {name_language(side.language)} text does not exist",
            place=side.folder,
            hint=f"make it, or name another in {CONFIG} under plugins: visavis:",
        )
    files = list_files(project.root, side.folder)
    for path in map(PurePosixPath, files):
        for above in path.parents:
            if above.suffix == ".md":
                raise VisavisError("this is a folder, not a file", place=f"{side.folder}/{above}")
    return {path.removesuffix(".md") for path in files if path.endswith(".md")}


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
