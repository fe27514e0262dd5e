"""Attribute lists, `{: #p7 .verse }`: the line after a block that gives its id and classes."""

from __future__ import annotations

import re

from visavis.text.block import Attributes

_LINE = re.compile(r"\{(?=:|[ ]*[#.])")
_LIST = re.compile(r"\{:?(?P<items>[^{}]*)\}[ \t]*")
_ITEM = re.compile(
    r"""\s*(?:
        \#(?P<id>[^\s{}"'=]+)
      | \.(?P<class>[^\s{}"'=.#]+)
      | (?P<key>[A-Za-z_:][\w:.-]*)=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"']+))
    )(?=\s|$)""",
    re.VERBOSE,
)
_ID = re.compile(r"[a-z][a-z0-9-]*")


def is_attribute_line(line: str) -> bool:
    """Whether a line, at the left margin, is meant as the attribute list of the block before."""
    return _LINE.match(line) is not None


def is_valid_id(identifier: str) -> bool:
    """Whether an id is one that every format and address takes: `[a-z][a-z0-9-]*`."""
    return _ID.fullmatch(identifier) is not None


def parse_attributes(line: str) -> Attributes | None:
    """Take an attribute list apart; None when it is not one.

    The grammar is that of Python-Markdown's `attr_list`, without bare words: `#id`, `.class` and
    `key=value`, separated by white space.
    """
    whole = _LIST.fullmatch(line.rstrip("\r\n"))
    if whole is None:
        return None
    text, position = whole["items"].rstrip(), 0
    identifier: str | None = None
    classes: list[str] = []
    others: list[tuple[str, str]] = []
    while position < len(text):
        item = _ITEM.match(text, position)
        if item is None:
            return None
        position = item.end()
        if item["id"]:
            if identifier is not None:
                return None  # of two ids, one would be lost
            identifier = item["id"]
        elif item["class"]:
            classes.append(item["class"])
        elif item["key"] in ("id", "class"):
            return None  # there is one way to write them
        else:
            others.append((item["key"], item["double"] or item["single"] or item["bare"] or ""))
    return Attributes(identifier, tuple(classes), tuple(others))


def write_attributes(attributes: Attributes) -> str:
    """The attribute list in its usual form, without a line break; empty when it says nothing."""
    items = [f"#{attributes.id}"] if attributes.id else []
    items += [f".{name}" for name in attributes.classes]
    items += [f'{key}="{value}"' for key, value in attributes.others]
    return f"{{: {' '.join(items)} }}" if items else ""
