"""What a text says of itself in its front matter: a written list of keys, each of one type.

What is not in the list goes nowhere: how pages are shown is the owner's to say, in `mkdocs.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import yaml

from visavis.errors import VisavisError
from visavis.text.block import Flaw
from visavis.text.front_matter import front_matter, read_front_matter, read_yaml
from visavis.text.language import is_tag
from visavis.theme import is_icon

_LONGEST = 1_000
"""Characters; a title stands on every page."""
_MOST = 100
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_ICON = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)+")


def read_meta(head: str, path: str) -> tuple[dict[str, Any], list[Flaw]]:
    """The keys of a head that can be read as they are meant, and a flaw for each of the others.

    A value is a line of text, for `tags` a tuple of them, for `typography` a truth. A head that is
    not closed, not YAML or not a map is one flaw.
    """
    try:
        given = read_front_matter(head, path)
    except VisavisError as error:
        line = int(error.place.rpartition(":")[2])
        return {}, [Flaw("meta.malformed", line, error.message, error.hint)]
    lines = list(_list_lines(head)) if given else []
    meta: dict[str, Any] = {}
    flaws: list[Flaw] = []
    seen: set[str] = set()
    for key, line in lines:
        if key not in KEYS:
            flaws.append(_unknown(key, line))
        elif key in seen:
            flaws.append(Flaw("meta.malformed", line, f"{key} is given twice", "keep one of them"))
        else:
            value, needed = _read(key, given.get(key))
            if needed:
                flaws.append(Flaw("meta.malformed", line, f"{key} is not {needed}", _HINTS[needed]))
            elif value or value is False:
                meta[key] = value
        seen.add(key)
    return meta, flaws


def _read(key: str, value: Any) -> tuple[Any, str]:
    """A value as it is kept, or what it should be."""
    read, needed = KEYS[key]
    if value is None:
        return None, ""
    try:
        return read(value), ""
    except ValueError:
        return None, needed


def _unknown(key: str, line: int) -> Flaw:
    shown = key if len(key) <= 40 else key[:40] + "…"
    return Flaw(
        "meta.unknown",
        line,
        f"{shown} is not said in a text",
        f"there are {', '.join(KEYS)}; how pages are shown stands in mkdocs.yml",
    )


def _list_lines(head: str) -> Iterator[tuple[str, int]]:
    """The keys of a front matter that could be read, each with its line."""
    node = read_yaml(yaml.compose, front_matter(head))
    if isinstance(node, yaml.MappingNode):
        for key, _ in node.value:
            yield str(key.value), key.start_mark.line + 2


def _line(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise ValueError("no text")
    return " ".join(value.split())


def _list(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    if len(values) > _MOST:
        raise ValueError("too many")
    return tuple(_line(one) for one in values)


def _matching(
    pattern: re.Pattern[str], holds: Callable[[str], bool] = bool
) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not isinstance(value, str) or not pattern.fullmatch(value) or not holds(value):
            raise ValueError("another form")
        return value

    return read


def _date(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return _matching(_DATE)(str(value) if type(value) is int else value)


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("neither")
    return value


_TEXT = "a line of text"
_HINTS = {
    _TEXT: f"write it in quotation marks, in at most {_LONGEST:,} characters",
    "a list of words": "write it as [one, another]",
    "a date": "write it as 2026-11-23, 2026-11 or 2026",
    "a language tag": "write it as in `fr` or `pt-BR`",
    "a word of small letters and hyphens": "write it as in `published-translation`",
    "true or false": "write true or false, without quotation marks",
    "an icon of the theme": "write it as in `material/book-open`",
}
KEYS: Mapping[str, tuple[Callable[[Any], Any], str]] = {
    "title": (_line, _TEXT),
    "subtitle": (_line, _TEXT),
    "nav_title": (_line, _TEXT),
    "description": (_line, _TEXT),
    "author": (lambda value: ", ".join(_list(value)), _TEXT),
    "date": (_date, "a date"),
    "lang": (_matching(re.compile(r"[A-Za-z0-9-]+"), is_tag), "a language tag"),
    "text_status": (_matching(_WORD), "a word of small letters and hyphens"),
    "tags": (_list, "a list of words"),
    "icon": (_matching(_ICON, is_icon), "an icon of the theme"),
    "typography": (_switch, "true or false"),
}
"""Every key, how its value is read, and what a message calls that."""
