"""Chapters that were rendered before, kept by the Markdown from which they were rendered.

The Markdown is looked at after every other preprocessor, since one may bring in what stands in no
page; of the settings, the version of the cache tells. A tree is kept as JSON: an element is
`[tag, attributes, text, tail, child, …]`.
"""

from __future__ import annotations

import copy
import json
import xml.etree.ElementTree as etree
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from visavis.store import Cache, content_key, name_code


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's tree before anything in it depends on the interface."""

    root: etree.Element
    raw_html: list[str | etree.Element]
    """What Python-Markdown keeps aside; the tree refers to it by position."""

    def copy(self) -> Rendered:
        """The same, of which nothing is shared."""
        return Rendered(copy.deepcopy(self.root), list(self.raw_html))


class RenderCache:
    """What chapters became when they were last rendered, one file each."""

    def __init__(self, root: Path, *settings: Any) -> None:
        """Take the folder of the edition, and whatever the rendering depends on but the texts.

        Settings are told apart by their JSON, or by their names where they are functions.
        """
        told = json.dumps(settings, sort_keys=True, default=_describe)
        self._root = root
        self.version = content_key(name_code(), told)
        """Changes with the settings and with the code."""

    def get(self, chapter: str, key: str) -> Rendered | None:
        """What the chapter became, if it was made of what `key` stands for."""
        value = self._open(chapter).get(key)
        if value is None:
            return None
        root, raw = value
        html = [one if isinstance(one, str) else _build(one) for one in raw]
        return Rendered(_build(root), html)

    def put(self, chapter: str, key: str, rendered: Rendered) -> None:
        """Keep what a chapter has become, in place of what it was before."""
        trees = [rendered.root, *(one for one in rendered.raw_html if not isinstance(one, str))]
        if any(not isinstance(one.tag, str) for tree in trees for one in tree.iter()):
            return  # a comment as an element, which some extension may have made
        raw = [one if isinstance(one, str) else _flatten(one) for one in rendered.raw_html]
        cache = self._open(chapter)
        cache.put(key, [_flatten(rendered.root), raw])
        cache.save()

    def _open(self, chapter: str) -> Cache:
        return Cache(self._root, f"rendered/{chapter}", self.version)


def name_content(lines: Iterable[str], raw_html: Iterable[Any], marks: Any) -> str:
    """The key of a page: its Markdown, the HTML kept aside from it, its sentences."""
    aside = (one if isinstance(one, str) else etree.tostring(one, "unicode") for one in raw_html)
    return content_key("\n".join(lines), *aside, json.dumps(marks, sort_keys=True))


def _flatten(element: etree.Element) -> list[Any]:
    own: list[Any] = [element.tag, element.attrib, element.text, element.tail]
    own += map(_flatten, element)
    return own


def _build(value: list[Any]) -> etree.Element:
    element = etree.Element(value[0], value[1])
    element.text, element.tail = value[2], value[3]
    element.extend(map(_build, value[4:]))
    return element


def _describe(value: Any) -> str:
    named = value if hasattr(value, "__qualname__") else type(value)
    return f"{named.__module__}.{named.__qualname__}"
