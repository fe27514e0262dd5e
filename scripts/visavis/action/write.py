"""Writing one side of a row, a row, a note or a term: from what somebody writes to a plan."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from visavis.action.act import ConflictError, Edit, Given
from visavis.action.address import find_pair, find_row
from visavis.action.plan import Change, Plan, plan_edit, text_changes
from visavis.edition import Edition
from visavis.errors import VisavisError
from visavis.glossary import Term, TermEntry, parse_glossary
from visavis.pairs import (
    Namer,
    Pair,
    Pairing,
    add_note,
    insert_row,
    note_id,
    rewrite,
    set_mark,
    with_texts,
    written_side,
)
from visavis.record import Edited, compare
from visavis.side import Side
from visavis.store import read_text
from visavis.text import is_valid_id, name_language
from visavis.unicode import fold

Mark = Literal["", "alone", "untranslated"]
Notes = Mapping[str, Mapping[Side, str]]
"""By label, what a note says on each side."""
Entries = Mapping[str, TermEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Write(Edit):
    """One side of the row, or of a note, says something else, in Markdown."""

    name = "write"
    side: Side
    text: str
    base: Given = None
    """What the side said when it was shown."""
    notes: Notes = field(default_factory=dict)

    def plan(self, edition: Edition) -> Plan:
        """Write it; nothing else in the files changes."""
        chapter, pair = find_pair(edition, self.address)
        made = write_side(chapter, pair, self.side, self.text, self.notes)
        language = name_language(chapter[self.side].language)
        told = f"{chapter.name}: the {language} side of {pair.id} is written anew"
        if self.notes:
            return plan_edit(edition, Edited((made,), {}, ()), told)
        return Plan((told,), tuple(text_changes(chapter, made)))

    def _words(self) -> Sequence[object]:
        return "write", self.address, "--side", self.side.value, "--text", self.text

    def _check_conflict(self, pair: Pair) -> None:
        theirs = written_side(pair[self.side])
        if theirs != self.base:  # or only the other side has changed
            drift = compare(self.side, theirs, self.text)
            raise ConflictError(self.address, self.side, theirs, drift)


@dataclass(frozen=True, slots=True, kw_only=True)
class Insert(Edit):
    """A row is put behind the row."""

    name = "insert"
    source: str = ""
    target: str = ""

    def plan(self, edition: Edition) -> Plan:
        """Put it there."""
        chapter, pair = find_row(edition, self.address)
        record = edition.record_of(chapter.name)
        name = Namer.of(chapter, record.ids).next(pair.id, chapter.id_behind(pair))
        texts = {Side.SOURCE: self.source, Side.TARGET: self.target}
        made = insert_row(chapter, pair, texts, name)
        told = f"{chapter.name}: {name} is new, behind {pair.id}"
        return plan_edit(edition, Edited((made,), {}, (name,)), told)

    def _words(self) -> Sequence[object]:
        texts = (("--source", self.source), ("--target", self.target))
        return "insert", self.address, *(word for pair in texts if pair[1] for word in pair)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMark(Edit):
    """The row has one side on purpose, or waits for the other."""

    name = "mark"
    mark: Mark

    def plan(self, edition: Edition) -> Plan:
        """Mark it, or take the mark off."""
        chapter, pair = find_row(edition, self.address)
        made = set_mark(chapter, pair, self.mark)
        told = f"is marked {self.mark}" if self.mark else "is not marked any longer"
        return Plan((f"{chapter.name}: {pair.id} {told}",), tuple(text_changes(chapter, made)))

    def _words(self) -> Sequence[object]:
        return "mark", self.address, self.mark or "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddTerm(Edit):
    """The glossary gets a term, wherever somebody is."""

    name = "term"
    address: str = ""
    id: str
    entries: Entries
    """One a language."""

    def plan(self, edition: Edition) -> Plan:
        """Add it."""
        from visavis.glossary.write import write_term

        project = edition.project
        path = f"{project.glossary}/{self.id}.yml"
        if not is_valid_id(self.id):
            name = "-".join(re.findall(r"[a-z0-9]+", fold(self.id))).lstrip("-0123456789")
            raise VisavisError(
                f"{self.id!r} is no id: lower-case letters, digits and hyphens, a letter first",
                hint=f"call it {name}" if name else "call it as in `commons`",
            )
        for tag in project.languages:
            entry = self.entries.get(tag)
            if entry is None or not (entry.term.strip() and entry.definition.strip()):
                lacking = "definition" if entry and entry.term.strip() else "word"
                raise VisavisError(f"{self.id} has no {lacking} in {name_language(tag)}")
        if self.id in edition.glossary.by_id or (project.root / path).exists():
            raise VisavisError("the glossary has this term already", place=path)
        text = write_term(Term(self.id, dict(self.entries)))
        known = {term.path: read_text(project.root, term.path) for term in edition.glossary.terms}
        parse_glossary({**known, path: text}, project.languages)
        return Plan((f"{path} is new",), (Change(path, None, text),))

    def check(self, edition: Edition) -> None:
        """It is about no row."""

    def _words(self) -> Sequence[object]:
        said = [
            word
            for tag, entry in self.entries.items()
            for name, text in (("--term", entry.term), ("--definition", entry.definition))
            for word in (name, f"{tag}={text}")
        ]
        return "glossary", "add", self.id, *said


def write_side(chapter: Pairing, pair: Pair, side: Side, text: str, notes: Notes) -> Pairing:
    """A chapter with other words on one side of a row, and the notes that these call.

    Raises VisavisError.
    """
    made = rewrite(chapter, pair, side, text)
    known = {block.label for document in chapter.documents for block in document.blocks}
    for label, told in notes.items():
        if label in known or not is_valid_id(note_id(label)):
            said = "is a note already" if label in known else "is not the label of a note"
            raise VisavisError(f"{label} {said}", hint="give it another name, such as tr-word")
        texts = {
            one: add_note(made[one], label, told[one]) for one in Side if told.get(one, "").strip()
        }
        made = with_texts(made, texts)
    return made
