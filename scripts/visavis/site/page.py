"""`Page`: one page of the site before any host has put it into its frame."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from visavis.publication import Interface
from visavis.render import show_code

TOP = "vv-top"
"""The id of the title of a page that is no chapter."""
_FOLDER = Path(__file__).parent / "templates"
THEME = Path(__file__).parent / "theme"
"""What is laid over Material."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
"""What HTML may not hold: a text or a record may."""


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a page's table of contents."""

    level: int
    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Body:
    """What stands on a page."""

    html: Markup
    headings: tuple[Heading, ...] = ()
    """Those below the title of a page that is no chapter; of a chapter all."""
    asked: Collection[str] = ()
    """The chapters into which it leads by the ids of their own texts."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page in one interface."""

    name: str
    """As chapters have names: `partner-state`, `glossary/commons`."""
    title: str
    """In plain words."""
    make: Callable[[], Body]
    """Makes its body when it is asked for."""
    description: str = ""
    about: Callable[[], dict[str, Any]] = dict
    """What the frame of the page says of it, see `theme/main.html`."""
    meta: Mapping[str, Any] = field(default_factory=dict)
    """What a chapter's text says of itself: `nav_title`, `subtitle`, `author`, `icon`, `tags`."""
    in_nav: bool = False
    """Whether it is listed where `mkdocs.yml` names no pages."""
    gone: bool = False
    """Whether it only says where its paragraphs are today."""
    made_of: Callable[[], str] | None = None
    """Names all that its body is made of besides the ids it has `asked` for; None of a page whose
    body alone can tell."""


def render(template: str, interface: Interface, **values: Any) -> Markup:
    """A template of ours in the words of an interface; whatever is put into it is escaped."""
    own = Markup(' lang="{}" dir="{}"').format(interface.language, interface.text.direction)
    text = (
        _environment()
        .get_template(template)
        .render(interface=interface, words=interface.words, mark=interface.mark, own=own, **values)
    )
    return Markup(_CONTROLS.sub("", text))


class _Environment(Environment):
    """Looks up what is in a dictionary at once: most of what a template is given is in one."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """As Jinja does, which asks for an attribute of the dictionary first, at length."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


@cache
def _environment() -> Environment:
    environment = _Environment(
        loader=FileSystemLoader([_FOLDER, THEME]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=False,
        auto_reload=False,
    )
    environment.filters["code"] = show_code
    return environment


def as_script(data: dict[str, Any]) -> Markup:
    """Data as JSON that may stand inside `<script>`: no `<` in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))
