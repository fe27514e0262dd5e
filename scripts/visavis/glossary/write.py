"""`Term` → the text of its file, as a person would write it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from visavis.glossary.schema import SCHEMA_LINE
from visavis.glossary.term import Source, Term, TermEntry

_WIDTH = 100


def write_term(term: Term) -> str:
    """The text of a term's file; what it does not say is left out."""
    fields: dict[str, Any] = {
        "id": term.id,
        "part_of_speech": term.part_of_speech,
        "untranslated": term.untranslated or None,
        **({} if term.enforced else {"enforced": False}),
        "languages": {tag: _entry(entry) for tag, entry in term.entries.items()},
        "sources": [_source(source) for source in term.sources],
        "related": list(term.related),
        "exceptions": [
            {"chapter": one.chapter, "pair": one.pair, "why": dict(one.why)}
            for one in term.exceptions
        ],
    }
    return SCHEMA_LINE + write_yaml(_told(fields))


def write_yaml(fields: Mapping[str, Any]) -> str:
    """Fields as YAML, in their order."""
    text: str = yaml.safe_dump(dict(fields), allow_unicode=True, sort_keys=False, width=_WIDTH)
    return text


def _entry(entry: TermEntry) -> dict[str, Any]:
    return _told(
        {
            "term": entry.term,
            "variants": list(entry.variants),
            "gap": entry.gap,
            "gender": entry.gender,
            "number": entry.number,
            "look_alikes": list(entry.look_alikes),
            "forbidden": [{"term": one.form, "why": dict(one.why)} for one in entry.forbidden],
            "definition": entry.definition,
            "usage": entry.usage,
        }
    )


def _source(source: Source) -> dict[str, Any]:
    return _told(
        {
            "author": source.author,
            "work": source.work,
            "year": source.year,
            "link": source.link,
            "language": source.language,
            "unverified": source.unverified or None,
        }
    )


def _told(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value or value is False}
