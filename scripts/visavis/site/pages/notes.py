"""The page *Notes*: every note of the edition by kind, with its words and its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from visavis.publication import (
    ANNOTATIONS,
    Annotation,
    Interface,
    Resolver,
    Version,
    chapter_title,
    note_entry,
    quote_anchor,
)
from visavis.render import call_address
from visavis.side import Side
from visavis.site.page import Body, Heading, Page, render
from visavis.text import NoteKind

_ORDER = (NoteKind.TRANSLATION, NoteKind.CONTEXT, NoteKind.SOURCE, NoteKind.TEXT)


def notes_page(interface: Interface) -> Page:
    """The page."""
    words = interface.words
    make = partial(_make, interface)
    return Page(interface.names.notes, words["notes"], make, description=words["notes_about"])


def _make(interface: Interface) -> Body:
    annotations = interface.publication.annotations
    kinds = [_describe_kind(kind, annotations, interface) for kind in _ORDER]
    kinds = [kind for kind in kinds if kind["notes"]]
    here = interface.address(interface.names.notes)
    data = {"href": interface.addresses.between(here, ANNOTATIONS), "name": ANNOTATIONS}
    html = render("notes.html", interface, kinds=kinds, data=data)
    return Body(html, tuple(Heading(2, kind["name"], kind["title"]) for kind in kinds))


def _describe_kind(
    kind: NoteKind, annotations: Sequence[Annotation], interface: Interface
) -> dict[str, Any]:
    found = [one for one in annotations if one.kind is kind]
    title = f"{interface.words[f'notes_{kind}']} ({len(found)})"
    notes = [_describe(one, interface) for one in found]
    return {"name": str(kind), "title": interface.typeset(title), "notes": notes}


def _describe(note: Annotation, interface: Interface) -> dict[str, Any]:
    """One note: its words, where it is called, what it says in both languages."""
    versions = {version.side: version for version in note.versions}
    return {
        "id": note_entry(note.chapter, note.label),
        "label": note.label,
        "about": [*_about(note, interface)],
        "places": [*_places(note, interface)],
        "versions": [
            _tell(note, versions[side], interface) for side in interface.sides if side in versions
        ],
    }


def _about(note: Annotation, interface: Interface) -> Iterator[dict[str, Any]]:
    """The words that it is about, the interface's first; the same in both languages once."""
    told = set()
    for side in interface.sides:
        own = dict.fromkeys(anchor.words for anchor in note.anchors if anchor.side is side)
        said = ", ".join(own)
        if said and said not in told:
            yield {"text": interface.settings[side], "said": said}
        told.add(said)


def _places(note: Annotation, interface: Interface) -> Iterator[dict[str, str]]:
    """Links to its rows and its calls; to the notes that call it where no row does."""
    words = interface.words
    chapter = interface.publication.chapters[note.chapter]
    title = interface.typeset(chapter_title(chapter, interface.side))
    page = interface.between(interface.names.notes, note.chapter)
    for pair in note.pairs:
        yield {"href": f"{page}#{pair.id}", "said": f"{title}, {interface.name(pair.id or '')}"}
    if note.anchors:
        side = _called_in(note, interface)
        call = call_address(note.label, interface.settings[side].language)
        yield {"href": page + quote_anchor(call), "said": words["note_call"]}
    for label in note.called_by:
        yield {"href": f"#{note_entry(note.chapter, label)}", "said": f"{words['note']} {label}"}
    if not (note.pairs or note.anchors or note.called_by):
        yield {"href": "", "said": title}


def _called_in(note: Annotation, interface: Interface) -> Side:
    """The text that calls it: the interface's, if it can be chosen."""
    sides = [version.side for version in note.versions]
    return interface.side if interface.side in sides else sides[0]


def _tell(note: Annotation, version: Version, interface: Interface) -> dict[str, Any]:
    """What it says, its links as they hold on this page."""
    chapter = interface.publication.chapters[note.chapter]
    text = interface.publication.texts.of(chapter, version.side)
    resolve = Resolver(interface, interface.names.notes, note.chapter)
    return {
        "text": interface.settings[version.side],
        "html": text.comments[note.label].on_page(resolve),
    }
