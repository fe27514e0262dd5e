"""The page *Notes*: every note of the edition by kind, with its words and its rows."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml

from visavis.annotation import NAME as FILE
from visavis.annotation import Annotation, Site, Version, write_annotations
from visavis.checks import is_safe
from visavis.edition import Edition
from visavis.render import FENCE, composed_label, read_words, typeset
from visavis.settings import TextSettings
from visavis.site.address import Addresses, free_name
from visavis.site.markdown import plain
from visavis.site.search import chapter_title
from visavis.site.strip import name_pair
from visavis.text import Inline, InlineKind, NoteKind, parse_document, read_note

NAME = "notes"
"""The name of the page; the first free one that begins so is taken."""
_ORDER = (NoteKind.TRANSLATION, NoteKind.CONTEXT, NoteKind.SOURCE, NoteKind.TEXT)
_WHOLE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/")


def notes_name(edition: Edition) -> str | None:
    """What the page is called; None in an edition without notes."""
    return free_name(NAME, edition) if any(chapter.notes for chapter in edition.chapters) else None


def compose_notes(
    annotations: Sequence[Annotation], edition: Edition, interface: TextSettings
) -> str:
    """The page as Markdown."""
    words = read_words(interface.language)
    meta: dict[str, Any] = {
        "title": words["notes"],
        "description": words["notes_about"],
        "search": {"exclude": True},
    }
    head = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=1000)
    page = _Page(edition, interface)
    parts = [f"---\n{head}---", f"# {words['notes']}"]
    parts += [f'{FENCE} {{: .vv-all-notes lang="{interface.language}" }}', words["notes_about"]]
    by_kind = {kind: [a for a in annotations if a.kind is kind] for kind in _ORDER}
    titles = {k: f"{words[f'notes_{k}']} ({len(found)})" for k, found in by_kind.items() if found}
    parts.append(" · ".join(f"[{title}](#{kind})" for kind, title in titles.items()))
    for kind, title in titles.items():
        parts.append(f"## {title}\n{{: #{kind} }}")
        parts += [part for annotation in by_kind[kind] for part in page.entry(annotation)]
    return "\n\n".join([*parts, FENCE]) + "\n"


def render_notes(edition: Edition, interface: TextSettings, addresses: Addresses) -> str:
    """What stands below the notes, as HTML: where other programs find them."""
    said = typeset(escape(read_words(interface.language)["notes_data"]), interface.language)
    here = addresses.page(notes_name(edition) or NAME, interface.language)
    href = escape(addresses.between(here, FILE))
    return f'<p class="vv-small">{said} <a href="{href}" type="application/ld+json">{FILE}</a></p>'


def write_notes(
    folder: Path, annotations: Sequence[Annotation], edition: Edition, site: Site
) -> None:
    """Write the file for other programs into a site; a publisher's own of this name stays."""
    project = edition.project
    if annotations and not (project.root / project.target.folder / FILE).exists():
        (folder / FILE).write_text(write_annotations(annotations, site), "utf-8", newline="")


@dataclass(frozen=True, slots=True)
class _Page:
    edition: Edition
    interface: TextSettings

    def entry(self, annotation: Annotation) -> Iterator[str]:
        """One note: its words, where it is called, what it says in both languages."""
        sides = self._sides
        yield f"{FENCE} {{: #{_anchor(annotation.chapter, annotation.label)} .vv-entry }}"
        yield self._about(annotation) or escape(annotation.label)
        yield f"{self._places(annotation)}\n{{: .vv-small }}"
        yield f"{FENCE} {{: .vv-definitions }}"
        versions = {version.language: version for version in annotation.versions}
        for side in sides:
            if side.language in versions:
                yield f'{FENCE} {{: lang="{side.language}" dir="{side.direction}" }}'
                yield self._told(annotation, versions[side.language])
                yield FENCE
        yield from (FENCE, FENCE)

    @property
    def _sides(self) -> tuple[TextSettings, TextSettings]:
        target, source = self.edition.project.sides
        return (target, source) if self.interface is target else (source, target)

    def _about(self, annotation: Annotation) -> str:
        """The words that it is about, the interface's first; the same in both languages once."""
        told: dict[str, str] = {}
        for side in self._sides:
            own = [a.words for a in annotation.anchors if a.language == side.language]
            words = ", ".join(map(plain, dict.fromkeys(own)))
            tag = f'<b lang="{side.language}" dir="{side.direction}">'
            told.setdefault(words, f"{tag}{words}</b>" if words else "")
        return " · ".join(filter(None, told.values()))

    def _places(self, annotation: Annotation) -> str:
        """Links to its rows and its calls; to the notes that call it where no row does."""
        words = read_words(self.interface.language)
        chapter = self.edition[annotation.chapter]
        title = plain(chapter_title(chapter, self.edition.project, self.interface))
        file = f"{quote(annotation.chapter)}.md"
        places = [
            f"[{title}, {name_pair(pair.id, self.interface.language)}](<{file}#{pair.id}>)"
            for pair in annotation.pairs
            if pair.id
        ]
        if annotation.anchors:
            language = self._called_in(annotation)
            label = quote(composed_label(annotation.label, language))
            places.append(f"[{words['note_call']}](<{file}#fnref:{label}>)")
        places += [
            f"[{words['note']} {plain(label)}](#{_anchor(annotation.chapter, label)})"
            for label in annotation.called_by
        ]
        return " · ".join(places or [title])

    def _called_in(self, annotation: Annotation) -> str:
        """The language whose text calls it: the interface's, if it can be chosen."""
        languages = [version.language for version in annotation.versions]
        own = self.interface.language
        return own if own in languages else languages[0]

    def _told(self, annotation: Annotation, version: Version) -> str:
        """What it says, which is Markdown; what would run something is shown as it is written."""
        comment = _fit(version, annotation.chapter)
        text = "\n" + comment  # a comment has no front matter
        document = parse_document(text, path="", language=version.language)
        if is_safe(document) and FENCE not in comment:
            return comment
        return f"<p>{escape(version.note.comment)}</p>"


def _anchor(chapter: str, label: str) -> str:
    """The id of a note on this page."""
    return f"{chapter.replace('/', '-')}--{label}"


def _fit(version: Version, chapter: str) -> str:
    """The comment with its links as they hold on this page."""
    source, pieces, done = version.block.source, [], 0
    for start, end, text in sorted(_changes(version.block.inlines, chapter)):
        if start >= done:
            pieces += [source[done:start], text]
            done = end
    whole = "".join([*pieces, source[done:]]).replace("\r\n", "\n").replace("\r", "\n")
    return read_note(replace(version.block, source=whole)).comment


def _changes(inlines: Iterable[Inline], chapter: str) -> Iterator[tuple[int, int, str]]:
    for inline in inlines:
        if inline.start < 0:
            continue
        if inline.kind is InlineKind.NOTE:
            anchor = _anchor(chapter, inline.text)
            yield inline.start, inline.end, f" ([{inline.text}](#{anchor}))"
        elif inline.kind in (InlineKind.LINK, InlineKind.IMAGE):
            whole = _WHOLE.match(inline.target)
            if whole is None or inline.reference_at >= 0:
                target = inline.target if whole else _from_here(inline.target, chapter)
                mark = "!" if inline.kind is InlineKind.IMAGE else ""
                words = plain(inline.text)
                yield inline.start, inline.end, f"{mark}[{words}](<{target.replace('>', '%3E')}>)"


def _from_here(target: str, chapter: str) -> str:
    """A link of a chapter as this page, which stands at the top, has to write it."""
    if target.startswith("#"):
        return f"{quote(chapter)}.md{target}"
    return posixpath.normpath(posixpath.join(posixpath.dirname(chapter), target))
