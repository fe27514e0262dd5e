"""The JSON Schema of a term's file, and what it says of one in words that a writer understands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from visavis.glossary.place import Way

SCHEMA_NAME = "term.schema.json"
"""Its file beside the terms, from which editors complete."""
SCHEMA_LINE = f"# yaml-language-server: $schema={SCHEMA_NAME}\n"
"""The first line of a term's file, which tells an editor where the schema is."""

_KINDS = {
    "object": "a map is needed here",
    "array": "a list is needed here",
    "string": "text is needed here",
    "boolean": "true or false is needed here",
    "integer": "a whole number is needed here",
}


def schema_text() -> str:
    """The schema as it is written into an edition."""
    return (files("visavis.glossary") / SCHEMA_NAME).read_text("utf-8")


def find_faults(data: Any) -> Iterator[tuple[Way, str]]:
    """Everything in which a term's file departs from the schema: the field, and what is wrong."""
    for error in _validator().iter_errors(_with_words_for_keys(data)):
        yield from _say(error)


def _with_words_for_keys(data: Any) -> Any:
    """The same with text for every key: YAML has numbers and dates there too, JSON has not."""
    if isinstance(data, dict):
        return {str(key): _with_words_for_keys(value) for key, value in data.items()}
    return [_with_words_for_keys(item) for item in data] if isinstance(data, list) else data


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator  # a twentieth of a second, and often not needed

    return Draft202012Validator(json.loads(schema_text()))


def _say(error: Any) -> Iterator[tuple[Way, str]]:
    way: Way = tuple(error.absolute_path)
    rule, wanted, value = error.validator, error.validator_value, error.instance
    if rule == "additionalProperties":
        known = sorted(error.schema.get("properties", ()))
        patterns = error.schema.get("patternProperties", ())
        for name in value:
            if known and name not in known:
                yield (*way, name), f"no such field; there are {', '.join(known)}"
            elif patterns and not any(re.search(pattern, name) for pattern in patterns):
                yield (*way, name), "not a language tag, as `fr` or `pt-BR`"
    elif rule == "required":
        yield from (((*way, name), "is missing") for name in wanted if name not in value)
    else:
        yield way, _fault(way, rule, wanted, value)


def _fault(way: Way, rule: str, wanted: Any, value: Any) -> str:
    """What is wrong with a value."""
    shown = json.dumps(value, ensure_ascii=False, default=str)
    shown = shown if len(shown) <= 40 else shown[:40] + "…"
    if rule == "type" and way and way[-1] == "year":
        return f"{shown} is not a year"
    if rule == "type":
        return _KINDS.get(wanted, f"{shown} is not {wanted}")
    if rule == "enum":
        return f"{shown} is none of {', '.join(wanted)}"
    if rule == "pattern" and way and way[-1] == "link":
        return f"{shown} is not an address that begins with https:// or http://"
    if rule == "pattern" and wanted == r"\S":
        return "text is needed here"
    if rule == "pattern":
        return f"{shown} is not a name in [a-z][a-z0-9-]*"
    if rule in ("minimum", "maximum"):
        return f"{shown} is not between 0 and 8"
    if rule == "uniqueItems":
        return "something stands twice in it"
    if rule == "minProperties":
        return "nothing stands in it"
    return f"{shown} cannot stand here"
