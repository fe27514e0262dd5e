"""Writing one side of a row, a row, a note or a term: from what somebody writes to a plan."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

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
)
from visavis.record import Edited, Record
from visavis.side import Side
from visavis.store import content_key, read_text
from visavis.text import is_valid_id, name_language
from visavis.unicode import fold

Mark = Literal["", "alone", "untranslated"]
Notes = Mapping[str, Mapping[Side, str]]
"""By label, what a note says on each side."""
_NONE: Notes = MappingProxyType({})


def digest_row(pair: Pair) -> str:
    """Tells the two texts of a row, as they are written, from any others."""
    written = (
        "".join(block.source + block.attribute_source for block in pair[side]) for side in Side
    )
    return content_key(*written)


def write_side(
    chapter: Pairing, pair: Pair, side: Side, text: str, notes: Notes = _NONE
) -> Pairing:
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


def plan_write(edition: Edition, said: str, side: Side, text: str, notes: Notes = _NONE) -> Plan:
    """Put other words on one side of a row or a note, in Markdown.

    Nothing else in the files changes. Raises VisavisError.
    """
    chapter, pair = find_pair(edition, said)
    made = write_side(chapter, pair, side, text, notes)
    language = name_language(chapter[side].language)
    told = f"{chapter.name}: the {language} side of {pair.id} is written anew"
    if notes:
        return plan_edit(edition, edition.followed, Edited((made,), {}, ()), told)
    return Plan((told,), tuple(text_changes(chapter, made)))


def plan_insert(edition: Edition, said: str, source: str, target: str) -> Plan:
    """Put a row behind another one. Raises VisavisError."""
    chapter, pair = find_row(edition, said)
    record = edition.followed.get(chapter.name, Record())
    name = Namer.of(chapter, record.ids).next(pair.id, chapter.id_behind(pair))
    made = insert_row(chapter, pair, {Side.SOURCE: source, Side.TARGET: target}, name)
    told = f"{chapter.name}: {name} is new, behind {pair.id}"
    return plan_edit(edition, edition.followed, Edited((made,), {}, (name,)), told)


def plan_mark(edition: Edition, said: str, mark: Mark) -> Plan:
    """Say of a row of one side that it is so on purpose, or waits for its translation.

    Raises VisavisError.
    """
    chapter, pair = find_row(edition, said)
    made = set_mark(chapter, pair, mark)
    told = f"is marked {mark}" if mark else "is not marked any longer"
    return Plan((f"{chapter.name}: {pair.id} {told}",), tuple(text_changes(chapter, made)))


def plan_term(edition: Edition, identifier: str, entries: Mapping[str, TermEntry]) -> Plan:
    """Add a term to the glossary, with an entry a language. Raises VisavisError."""
    from visavis.glossary.write import write_term

    project = edition.project
    path = f"{project.glossary}/{identifier}.yml"
    if not is_valid_id(identifier):
        name = "-".join(re.findall(r"[a-z0-9]+", fold(identifier))).lstrip("-0123456789")
        raise VisavisError(
            f"{identifier!r} is no id: lower-case letters, digits and hyphens, a letter first",
            hint=f"call it {name}" if name else "call it as in `commons`",
        )
    for tag in project.languages:
        entry = entries.get(tag)
        if entry is None or not (entry.term.strip() and entry.definition.strip()):
            lacking = "definition" if entry and entry.term.strip() else "word"
            raise VisavisError(f"{identifier} has no {lacking} in {name_language(tag)}")
    if identifier in edition.glossary.by_id or (project.root / path).exists():
        raise VisavisError("the glossary has this term already", place=path)
    text = write_term(Term(identifier, dict(entries)))
    known = {term.path: read_text(project.root, term.path) for term in edition.glossary.terms}
    parse_glossary({**known, path: text}, project.languages)
    return Plan((f"{path} is new",), (Change(path, None, text),))
