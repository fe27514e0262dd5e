"""What CSL-JSON allows, to hold citations against.

The types that citations of a text may take and the variables are those of the Citation Style
Language 1.0.2, as its schema for input data (`csl-data.json`) names them.
"""

from __future__ import annotations

from typing import Any

import jsonschema

_NAMES = """author collection-editor compiler container-author contributor editor
    editorial-director illustrator original-author recipient reviewed-author translator"""
_DATES = "accessed available-date event-date issued original-date submitted"
_TEXTS = """abstract annote archive archive_collection archive_location archive-place
    authority call-number citation-label collection-title container-title container-title-short
    dimensions division DOI event event-place genre ISBN ISSN journalAbbreviation jurisdiction
    keyword language medium note original-publisher original-publisher-place original-title
    part-title PMCID PMID publisher publisher-place references reviewed-title scale section
    shortTitle source status title title-short URL version year-suffix"""
_NUMBERS = """chapter-number citation-number collection-number edition
    first-reference-note-number id issue locator number number-of-pages number-of-volumes page
    page-first part printing supplement volume"""
_TYPES = "article book chapter classic document manuscript pamphlet post post-weblog webpage"

_TEXT = {"type": "string", "minLength": 1}
_NUMBER = {"type": ["string", "number"]}
_PARTS = "family given dropping-particle non-dropping-particle suffix literal"
_NAME = {
    "type": "object",
    "properties": dict.fromkeys(_PARTS.split(), _TEXT),
    "minProperties": 1,
    "additionalProperties": False,
}
_DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "items": {"type": "array", "items": _NUMBER, "minItems": 1, "maxItems": 3},
            "minItems": 1,
            "maxItems": 2,
        }
    },
    "additionalProperties": False,
}

_ITEM = {
    "type": "object",
    "properties": {
        **{key: {"type": "array", "items": _NAME, "minItems": 1} for key in _NAMES.split()},
        **dict.fromkeys(_DATES.split(), _DATE),
        **dict.fromkeys(_TEXTS.split(), _TEXT),
        **dict.fromkeys(_NUMBERS.split(), _NUMBER),
        "type": {"enum": _TYPES.split()},
    },
    "required": ["type"],
    "additionalProperties": False,
}


def check_item(item: Any, *, whole: bool = True) -> None:
    """Raise where something is no item of CSL-JSON, or but for the id where it is not `whole`."""
    required = ["type", "id"] if whole else ["type"]
    jsonschema.validate(item, {**_ITEM, "required": required})
